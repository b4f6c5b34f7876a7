/*
 * stats.h - counters of what clients did.
 *
 * Promise: cheap enough to keep for every request, and bounded. Guarded by the sandbox's lock.
 */
#ifndef SANDBOX_STATS_H
#define SANDBOX_STATS_H

#include "base.h"

#define STATS_LISTS 64 /* at least list_count */
#define STATS_PATHS 128

struct stats {
        struct {
                const char *label; /* static text */
                uint64_t n;
        } paths[STATS_PATHS];
        size_t path_count;
        uint64_t requests;
        uint64_t inserts[STATS_LISTS], updates[STATS_LISTS], deletes[STATS_LISTS];
        uint64_t uploads, syncs;
        uint64_t apim_tokens, sso_tokens;
        uint64_t auth_refused, auth_refused_max_60s;
        uint64_t throttled, inside_retry_after, overlapping_writes;
        uint64_t in_flight, max_concurrency;
        int64_t retry_from_ms, retry_until_ms; /* clients have been told to keep away */
        int64_t *refused_at;                   /* the refusals of the last minute */
        size_t refused_head, refused_tail, refused_cap;
};

void stats_path(struct stats *s, const char *label);
void stats_auth_refused(struct stats *s, int64_t now);
/* A reply told its client to come back after `ms`. */
void stats_keep_away(struct stats *s, int64_t now, int64_t ms);
/* A request to the API came in at `now`. */
void stats_api(struct stats *s, int64_t now);
void stats_begin(struct stats *s); /* a request came in ... */
void stats_end(struct stats *s);   /* ... and is answered */
void stats_json(const struct stats *s, struct buf *out);
void stats_free(struct stats *s);

#endif
