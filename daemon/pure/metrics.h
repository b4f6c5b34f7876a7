/*
 * Metrics: the figures for monitoring, in Prometheus' text format (exposition format 0.0.4).
 *
 * One const table has every family: name, type, help and labels. Labels are record kinds, states,
 * codes, verdicts and endpoints: a bounded few, and never a person. Endpoints are recognised by
 * their fixed parts, so that a NIP or an id in a path is no label.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ground/text.h"
#include "pure/verdict.h"

enum metric_id {
        METRIC_BUILD,
        METRIC_STATE_UP,
        METRIC_LEADING,
        METRIC_COLLECTING_UP,
        METRIC_SERVICE_STATE,
        METRIC_BREAKER_STATE,
        METRIC_BREAKER_WAIT,
        METRIC_TOKEN_USABLE,
        METRIC_TOKEN_REFUSED,
        METRIC_TOKEN_EXPIRES,
        METRIC_IN_FLIGHT,
        METRIC_ALLOWED,
        METRIC_PERSONS,
        METRIC_REQUESTS,
        METRIC_REPLIES,
        METRIC_DURATION,
        METRIC_OUTCOMES,
        METRIC_UPLOADED,
        METRIC_LAST_CONCLUSION,
        METRIC_OVERDUE,
        METRIC_QUEUE,
        METRIC_OLDEST,
        METRIC_DOCUMENTS,
        METRIC_CHANGED_KEYS,
        METRIC_QUARANTINE,
        METRIC_GUARD,
        METRIC_COLLECT_DURATION,
        METRIC_COLLECT_FINISHED,
        METRIC_COLLECT_ROWS,
        METRIC_INDICATOR_RATIO,
        METRIC_INDICATOR_PASS,
        METRIC_INDICATOR_DENOMINATOR,
        METRIC_INDICATOR_UNKNOWN,
        METRIC_INDICATOR_EXCLUDED,
        METRIC_QUALITY,
        METRIC_QUALITY_MEASURED,
        METRIC_NOTICES_WAITING,
        METRIC_NOTICES_REFUSED,
        METRIC_FIGURES_READ,
        METRIC_FIGURES_TOOK,
        METRIC_IDS,
};

enum { METRIC_LABELS_MAX = 2 };

struct metric {
        const char *name, *type, *help;
        const char *labels[METRIC_LABELS_MAX]; /* names; NULL: none (more) */
};

extern const struct metric metrics[METRIC_IDS];

/* The family's two comment lines; before its first sample. */
void metric_head(struct text *out, enum metric_id id);
/* One sample; as many label values as the family has labels, else NULL. `value` as it is. */
void metric_sample(struct text *out, enum metric_id id, const char *first, const char *second,
                   const char *value);
void metric_number(struct text *out, enum metric_id id, const char *first, const char *second,
                   int64_t value);
/* Milliseconds as seconds. */
void metric_ms(struct text *out, enum metric_id id, const char *first, const char *second,
               int64_t ms);
/* `part` of `whole` as a ratio of six decimals; nothing when `whole` is 0. */
void metric_ratio(struct text *out, enum metric_id id, const char *first, int64_t part,
                  int64_t whole);

/* ---- Calls of the service ---- */

enum { METRIC_ENDPOINT = 48, METRIC_ENDPOINTS = 64, METRIC_BUCKETS = 11 };

struct endpoint_times {
        char endpoint[METRIC_ENDPOINT];
        int64_t buckets[METRIC_BUCKETS]; /* calls up to that bound, each counted once */
        int64_t count, sum_ms;
};

/* Starts as {0}; a fixed size, whatever is called. */
struct call_counts {
        struct endpoint_times endpoints[METRIC_ENDPOINTS]; /* the last one takes what is left */
        size_t count;
        int64_t replies[2][VERDICT_KINDS]; /* reads, writes */
};

/* The fixed parts of a path: "pns/rw-jabatan" of "/pns/rw-jabatan/199001...?x=1". Returns `out`. */
const char *metric_endpoint(const char *path, char out[METRIC_ENDPOINT]);
/* One answered call that took `ms`. */
void calls_count(struct call_counts *calls, const char *endpoint, bool write,
                 enum verdict_kind verdict, int64_t ms);
/* The families METRIC_REPLIES and METRIC_DURATION. */
void calls_render(const struct call_counts *calls, struct text *out);
