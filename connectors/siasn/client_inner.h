/*
 * The inside of the SIASN client, shared by client.c (calls) and client_auth.c (tokens). Nobody
 * else includes this.
 */
#pragma once

#include "ground/text.h"
#include "siasn/client.h"
#include "siasn/token.h"

enum token_kind { TOKEN_APIM, TOKEN_SSO, TOKEN_KINDS };

enum credential { CRED_KEY, CRED_SECRET, CRED_SSO, CRED_COUNT };

struct siasn {
        struct http *http;
        char *api_base;
        char *referensi_base;
        char *token_url;
        char *sso_url;
        bool sso_password;
        char *sso_client_id;
        char *sso_username;
        char *credentials_dir;
        struct secret *credentials[CRED_COUNT]; /* as last read from the files */
        struct token tokens[TOKEN_KINDS];
        bool fetching; /* one at a time */
        enum token_kind fetched;
        bool by_refresh; /* the fetch under way uses the refresh token */
        struct call *calls;
        uint32_t random;
        siasn_watcher *watcher; /* NULL: nobody */
        void *watcher_arg;
};

bool auth_load_credentials(const struct siasn *siasn, struct secret *ret[CRED_COUNT],
                           struct err *err);
/* Takes (and owns) those that differ from what is held; true when any did. */
bool auth_take_credentials(struct siasn *siasn, struct secret *fresh[CRED_COUNT]);
/* What the answer to a call says about a token; the caller has checked the generation. */
void auth_call_refused(struct siasn *siasn, enum token_kind kind, const struct verdict *verdict);
/* Strikes out all secrets held and the operator's NIP from a text of the service. */
void auth_redact(const struct siasn *siasn, char *line);
/* Ends the fetch under way without an answer. */
void auth_cancel_fetch(struct siasn *siasn);
