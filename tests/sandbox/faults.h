/*
 * faults.h - the rules that make the service misbehave on purpose.
 *
 * Promise: with the same seed and the same order of requests the same faults fire; a rule set is
 * accepted whole or refused whole. Guarded by the sandbox's lock.
 */
#ifndef SANDBOX_FAULTS_H
#define SANDBOX_FAULTS_H

#include "base.h"

enum fault_kind {
        FAULT_NONE,
        FAULT_DELAY,
        FAULT_RESET_BEFORE,
        FAULT_COMMIT_RESET,
        FAULT_COMMIT_STATUS,
        FAULT_SUSPENDED,
        FAULT_THROTTLE,
        FAULT_APIM_REVOKE,
        FAULT_SSO_REJECT,
        FAULT_EMPTY_BODY,
        FAULT_ZERO_BODY,
        FAULT_HTML,
        FAULT_TRUNCATED,
        FAULT_OVERSIZED,
        FAULT_DRIP,
        FAULT_FALSE_SUCCESS,
        FAULT_HTTP_STATUS,
};

enum sso_state { SSO_NORMAL, SSO_INVALID, SSO_MISMATCH };

struct rule {
        enum fault_kind kind;
        char *path;   /* prefix of the full path or of the path behind the base; "*" = any */
        char *method; /* or "*" */
        double probability;
        int64_t count;               /* firings left to give at most; -1 = without end */
        int64_t skip;                /* first matches to let pass */
        int64_t from_ms, until_ms;   /* since the rules were set; until -1 = for ever */
        int64_t ms, seconds, status; /* -1 = not given */
        bool next_access, mismatch, late_commit;
        int64_t matched, fired;
};

struct faults {
        struct rule *rules;
        size_t n;
        int64_t set_ms;
        struct dice dice;
        enum sso_state sso; /* stays until the rules change */
        bool revoke;        /* an apim_revoke fired; the caller carries it out */
};

/* What the rules do to one request. */
struct fault_plan {
        enum fault_kind kind; /* at most one besides delays */
        struct rule rule;     /* a copy of its numbers; the texts are not to be used */
        int64_t delay_before, delay_after;
        const char *name; /* of the fault, or of the delay; NULL = none */
};

/* What a rule looks at. */
struct fault_target {
        const char *path, *sub, *method;
        bool write; /* the request changes data */
        bool api;   /* not a token endpoint */
};

/* Replaces all rules. On failure the old ones stay and err says why. */
bool faults_set(struct faults *f, const char *json, size_t n, int64_t now, char *err,
                size_t errlen);
void faults_json(const struct faults *f, struct buf *out);
struct fault_plan faults_plan(struct faults *f, const struct fault_target *t, int64_t now);
void faults_free(struct faults *f);

const char *fault_name(enum fault_kind kind);
bool fault_replaces(enum fault_kind kind); /* answers instead of the service */

#endif
