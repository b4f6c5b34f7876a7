/*
 * Token: the life of one of the two tokens, as values. No I/O, no clock; time is handed in.
 *
 * A token is missing, usable, due for renewal, or refused. Each change of what is held (a new
 * value, a refusal, new credentials) begins a new generation; what is learned from calls of an
 * older generation is ignored by the caller. A token fetched because its predecessor was refused is
 * a suspect: one call at a time may try it until one proves it, and its refusal counts.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "ground/secret.h"
#include "pure/verdict.h"

enum { TOKEN_PROBLEM_MAX = 700 };

struct token {
        bool fixed;             /* a static token from a file: never fetched, never dropped */
        struct secret *value;   /* NULL: missing */
        struct secret *refresh; /* refresh token, or NULL */
        int64_t refresh_end_ms;
        int64_t renew_ms; /* 80 % of its life */
        int64_t end_ms;
        uint64_t generation;
        bool refused;                    /* until a fetch succeeds or a call proves the token */
        bool suspect;                    /* follows a refusal and is not proven yet */
        int in_flight;                   /* calls with the present generation */
        unsigned refusals;               /* in a row */
        unsigned failures;               /* of the token service, in a row */
        int64_t not_before_ms;           /* refused: the next probe; else the next fetch */
        char problem[TOKEN_PROBLEM_MAX]; /* for people, "" when all is well */
};

/* What a token service granted. */
struct grant {
        struct secret *access;
        struct secret *refresh;  /* or NULL */
        int64_t life_ms;         /* of the access token */
        int64_t refresh_life_ms; /* INT64_MAX: without end */
};

enum grant_result {
        GRANT_OK,
        GRANT_REFUSED, /* the service answered that our request is wrong: it needs a person */
        GRANT_FAILED,  /* unreachable, ill, or an answer that cannot be read: try again later */
};

/*
 * Reads the reply of a token service (siasn-api section 2). `why` (at least 200 bytes) gets a line
 * for people unless the result is GRANT_OK; the secrets of `ret` then belong to the caller.
 */
enum grant_result grant_read(const struct reply *reply, struct grant *ret, char *why, size_t size);
void grant_clear(struct grant *grant);

void token_clear(struct token *t);

bool token_is_refused(const struct token *t, int64_t now_ms);
bool token_is_usable(const struct token *t, int64_t now_ms);
/* A fetch is needed, for now or for soon, and allowed. */
bool token_is_due(const struct token *t, int64_t now_ms);
/* A suspect is being tried: no further call until that one is answered. */
bool token_is_tried(const struct token *t);
/* Milliseconds until one of the above changes by itself, INT64_MAX: never. */
int64_t token_wait_ms(const struct token *t, int64_t now_ms);
/* The refresh token, when it may still be used. */
const struct secret *token_refresh(const struct token *t, int64_t now_ms);

/* Takes the secrets out of `grant`. */
void token_granted(struct token *t, struct grant *grant, int64_t now_ms);
/* The token service is unreachable or ill. `asked_ms` as in retry_delay(). */
void token_fetch_failed(struct token *t, int64_t now_ms, uint32_t random, int64_t asked_ms);
/* The token service refused the credentials. */
void token_fetch_refused(struct token *t, int64_t now_ms, uint32_t random);
/* A call of the present generation was answered so that the token must be good, or was refused. */
void token_proven(struct token *t);
void token_call_refused(struct token *t, int64_t now_ms, uint32_t random);
/* Other credentials: forgets all that was learned. `value` (taken): the static token, or NULL. */
void token_reset(struct token *t, struct secret *value);
