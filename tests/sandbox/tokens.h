/*
 * tokens.h - the tokens this server has issued.
 *
 * Promise: a token is good only for its kind and until its time; only the newest few thousand are
 * remembered, so that a client gone wild cannot fill the memory.
 */
#ifndef SANDBOX_TOKENS_H
#define SANDBOX_TOKENS_H

#include "base.h"
#include "map.h"

enum token_kind { TOKEN_APIM, TOKEN_SSO, TOKEN_REFRESH };
enum token_state { TOKEN_UNKNOWN, TOKEN_EXPIRED, TOKEN_GOOD };

struct token {
        struct token *next; /* newer */
        char *value;
        enum token_kind kind;
        int64_t expires_ms;
};

struct tokens {
        struct map by_value;
        struct token *oldest, *newest;
        size_t n;
        struct dice dice;
};

/* The person and client an SSO token names; ignored for APIM tokens. */
struct token_claims {
        const char *username;
        const char *client_id;
};

/* Issues a token for `seconds`; the text lives as long as the token is remembered. */
const char *token_issue(struct tokens *t, enum token_kind kind, const struct token_claims *claims,
                        int64_t seconds, int64_t now);
enum token_state token_check(const struct tokens *t, enum token_kind kind, const char *value,
                             int64_t now);
void tokens_revoke(struct tokens *t, enum token_kind kind); /* all of the kind */
void tokens_free(struct tokens *t);

#endif
