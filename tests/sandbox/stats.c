/*
 * stats.c - the counters and their JSON form.
 */
#include "stats.h"

#include "lists.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define WINDOW_MS 60000

void stats_path(struct stats *s, const char *label)
{
        s->requests++;
        for (size_t i = 0; i < s->path_count; i++) {
                if (s->paths[i].label == label || strcmp(s->paths[i].label, label) == 0) {
                        s->paths[i].n++;
                        return;
                }
        }
        if (s->path_count == STATS_PATHS)
                return;
        s->paths[s->path_count].label = label;
        s->paths[s->path_count++].n = 1;
}

void stats_auth_refused(struct stats *s, int64_t now)
{
        s->auth_refused++;
        if (s->refused_tail == s->refused_cap) {
                size_t live = s->refused_tail - s->refused_head;

                if (live * 2 > s->refused_cap || s->refused_cap == 0) {
                        s->refused_cap = s->refused_cap == 0 ? 64 : s->refused_cap * 2;
                        s->refused_at = xgrow(s->refused_at, s->refused_cap, sizeof(int64_t));
                }
                memmove(s->refused_at, s->refused_at + s->refused_head, live * sizeof(int64_t));
                s->refused_head = 0;
                s->refused_tail = live;
        }
        s->refused_at[s->refused_tail++] = now;
        while (s->refused_at[s->refused_head] <= now - WINDOW_MS)
                s->refused_head++;
        if (s->refused_tail - s->refused_head > s->auth_refused_max_60s)
                s->auth_refused_max_60s = s->refused_tail - s->refused_head;
}

/* Overlapping bans are one ban: it began with the first and ends with the last. */
void stats_keep_away(struct stats *s, int64_t now, int64_t ms)
{
        if (now >= s->retry_until_ms)
                s->retry_from_ms = now;
        if (now + ms > s->retry_until_ms)
                s->retry_until_ms = now + ms;
}

/* A request that was under way when the ban was spoken is no offence. */
void stats_api(struct stats *s, int64_t now)
{
        if (now > s->retry_from_ms && now < s->retry_until_ms)
                s->inside_retry_after++;
}

void stats_begin(struct stats *s)
{
        if (++s->in_flight > s->max_concurrency)
                s->max_concurrency = s->in_flight;
}

void stats_end(struct stats *s)
{
        if (s->in_flight > 0)
                s->in_flight--;
}

static void number(struct buf *out, const char *name, uint64_t n)
{
        buf_fmt(out, "\"%s\":%" PRIu64 ",", name, n);
}

static uint64_t per_list(struct buf *out, const char *name, const uint64_t *a, const uint64_t *b)
{
        uint64_t total = 0;
        const char *comma = "";

        buf_fmt(out, "\"%s\":{", name);
        for (size_t i = 0; i < list_count; i++) {
                uint64_t n = a[i] + (b == NULL ? 0 : b[i]);

                if (n > 0) {
                        buf_fmt(out, "%s\"%s\":%" PRIu64, comma, lists[i].name, n);
                        comma = ",";
                }
                total += n;
        }
        buf_str(out, "},");
        return total;
}

void stats_json(const struct stats *s, struct buf *out)
{
        buf_str(out, "{\"requests_by_path\":{");
        for (size_t i = 0; i < s->path_count; i++)
                buf_fmt(out, "%s\"%s\":%" PRIu64, i == 0 ? "" : ",", s->paths[i].label,
                        s->paths[i].n);
        buf_str(out, "},");
        number(out, "requests", s->requests);
        number(out, "saves", per_list(out, "saves_by_list", s->inserts, s->updates));
        number(out, "inserts", per_list(out, "inserts_by_list", s->inserts, NULL));
        number(out, "updates", per_list(out, "updates_by_list", s->updates, NULL));
        number(out, "deletes", per_list(out, "deletes_by_list", s->deletes, NULL));
        number(out, "uploads", s->uploads);
        number(out, "syncs", s->syncs);
        number(out, "apim_token_requests", s->apim_tokens);
        number(out, "sso_token_requests", s->sso_tokens);
        number(out, "auth_refused", s->auth_refused);
        number(out, "auth_refused_max_60s", s->auth_refused_max_60s);
        number(out, "throttled", s->throttled);
        number(out, "requests_inside_retry_after", s->inside_retry_after);
        number(out, "overlapping_writes", s->overlapping_writes);
        number(out, "max_concurrency", s->max_concurrency);
        buf_fmt(out, "\"in_flight\":%" PRIu64 "}\n", s->in_flight);
}

void stats_free(struct stats *s)
{
        uint64_t in_flight = s->in_flight;

        free(s->refused_at);
        *s = (struct stats){.in_flight = in_flight}; /* those still end, after a reset too */
}
