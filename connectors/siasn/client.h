/*
 * SIASN client: authenticated calls to the service, told as verdicts.
 *
 * Two tokens go with every API call (siasn-api section 2): the gateway's (client credentials) and
 * the operator's SSO token, which is either static (from a credential file, never refreshed by us)
 * or fetched by password login. Tokens are fetched once at a time, renewed at 80 % of their life,
 * and a call that waits for one is parked, not sent. The client decides nothing about records: it
 * reports verdicts and the health of the two tokens.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "edge/http.h"
#include "ground/config.h"
#include "ground/err.h"
#include "ground/secret.h"
#include "pure/verdict.h"

struct siasn_settings {
        const char *api_base;       /* https://host:8243/apisiasn/1.0 */
        const char *referensi_base; /* https://host:8243/referensi_siasn/1 */
        const char *token_url;
        const char *sso_url;
        bool sso_password; /* false: static token */
        const char *sso_client_id;
        const char *sso_username;
        const char *credentials_dir; /* consumer_key, consumer_secret, sso_token or sso_password */
};

struct siasn;

/* What the configuration says of the service; strings are borrowed from it. */
struct siasn_settings siasn_settings_of(const struct config *config);

/*
 * Reads the credentials; the error names the missing file. Strings of `settings` are copied. `http`
 * is borrowed and must outlive the client.
 */
bool siasn_new(const struct siasn_settings *settings, struct http *http, struct siasn **ret,
               struct err *err);
void siasn_free(struct siasn *siasn);

enum siasn_auth {
        AUTH_READY,   /* both tokens are usable: calls go out now */
        AUTH_FETCH,   /* a token is missing or due; siasn_auth_turn() fetches it when allowed */
        AUTH_PENDING, /* a fetch is under way, or one call that tries a token after a refusal */
        AUTH_REFUSED, /* the service refused our credentials: nothing is sent; see siasn_problem()
                       */
};

/*
 * State of the tokens at `now_ms` (monotonic). Moves nothing. AUTH_REFUSED becomes AUTH_FETCH or
 * AUTH_READY when the wait of policy retry_token is over (one probe) or after
 * siasn_reload_credentials() found changed files.
 */
enum siasn_auth siasn_auth_state(const struct siasn *siasn, int64_t now_ms);
/* Starts a due token fetch, if none is under way. Returns true when it sent a request. */
bool siasn_auth_turn(struct siasn *siasn, int64_t now_ms);
/* Milliseconds until siasn_auth_turn() is worth calling again, at most a minute. */
int64_t siasn_auth_wait_ms(const struct siasn *siasn, int64_t now_ms);
/*
 * Compares the credential files with what is held; true when something changed and was taken. On
 * false `err` is "" when nothing changed; with a text in it, a file is unusable and all is kept.
 */
bool siasn_reload_credentials(struct siasn *siasn, struct err *err);
/* Why AUTH_REFUSED, or the last token error, in one line for people; "" when all is well. */
const char *siasn_problem(const struct siasn *siasn);

/* When the static SSO token ends by its own words, seconds since 1970; -1: not said, or not static.
 */
int64_t siasn_sso_end_s(const struct siasn *siasn);

struct siasn_call {
        enum http_method method;
        const char *path; /* below the base, query included, values already URL-encoded */
        bool referensi;   /* base is referensi_base, and only the gateway token goes along */
        const char *body; /* JSON text or NULL */
        enum expect expect;
        const char *id_key; /* EXPECT_SAVE: member of mapData with the new id */
        const struct http_part
                *parts; /* instead of a body: an upload; see http.h for who owns it */
        size_t part_count;
};

struct siasn_answer {
        struct verdict verdict; /* cleared after the callback; take what is needed with TAKE_PTR */
        int status;             /* HTTP status, 0 without one */
        struct http_times times;
        const char *detail; /* transport failure in words, or "" */
};

typedef void siasn_done(void *arg, struct siasn_answer *answer);

/*
 * Sends one call; only while siasn_auth_state() is AUTH_READY, to be asked anew before each call: a
 * token that follows a refused one is tried by a single call first. The callback comes during
 * http_turn(). Verdicts APIM_REFUSED, SSO_REFUSED and SSO_MISMATCH have already been taken into
 * account for the tokens when it runs: the first refusal leads to one refresh, a refusal of a fresh
 * token to AUTH_REFUSED. An answer that belongs to an older token than the one held changes
 * nothing.
 */
void siasn_send(struct siasn *siasn, const struct siasn_call *call, siasn_done *done, void *arg);

/* One answered call, for who counts them. */
struct siasn_seen {
        const char *endpoint; /* as metric_endpoint() */
        bool write;
        enum verdict_kind verdict;
        int64_t ms;
};

typedef void siasn_watcher(void *arg, const struct siasn_seen *seen);

/* From now on `watcher` is told of each answered call, before the call's own callback. */
void siasn_watch(struct siasn *siasn, siasn_watcher *watcher, void *arg);

/* A token as monitoring sees it. */
struct siasn_token {
        const char *name; /* "gateway", "sso" */
        bool usable, refused;
        int64_t expires_ms; /* -1: it never does, or there is none */
};

enum { SIASN_TOKENS = 2 };

void siasn_tokens(const struct siasn *siasn, int64_t now_ms, struct siasn_token ret[SIASN_TOKENS]);

/* `path` with {nip}, {id} and {pns_id} replaced by URL-encoded values; caller frees. */
char *siasn_path(const char *path_template, const char *nip, const char *id, const char *pns_id);
