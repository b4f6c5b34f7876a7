#include "pure/metrics.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ground/mem.h"

/* Tests hold docs/monitoring/README.md against this table. */
const struct metric metrics[METRIC_IDS] = {
        [METRIC_BUILD] = {"siasn_build_info", "gauge", "Version of the daemon.", {"version"}},
        [METRIC_STATE_UP] = {"siasn_state_database_up",
                             "gauge",
                             "1 while the state database is connected.",
                             {0}},
        [METRIC_LEADING] = {"siasn_leading",
                            "gauge",
                            "1 in the daemon that collects from SIMPEG, among those of a state.",
                            {0}},
        [METRIC_COLLECTING_UP] =
                {"siasn_collecting_up",
                 "gauge",
                 "1 while SIMPEG can be read; always 1 where another daemon reads.",
                 {0}},
        [METRIC_SERVICE_STATE] = {"siasn_service_state",
                                  "gauge",
                                  "How SIASN looks from here: 1 for the state that holds.",
                                  {"state"}},
        [METRIC_BREAKER_STATE] = {"siasn_breaker_state",
                                  "gauge",
                                  "The breaker: 1 for the state that holds.",
                                  {"state"}},
        [METRIC_BREAKER_WAIT] = {"siasn_breaker_wait_seconds",
                                 "gauge",
                                 "Time until a probe may go, 0 while sending.",
                                 {0}},
        [METRIC_TOKEN_USABLE] = {"siasn_token_usable",
                                 "gauge",
                                 "1 while the token may be used.",
                                 {"token"}},
        [METRIC_TOKEN_REFUSED] = {"siasn_token_refused",
                                  "gauge",
                                  "1 while SIASN refuses the token or its credentials.",
                                  {"token"}},
        [METRIC_TOKEN_EXPIRES] = {"siasn_token_expires_seconds",
                                  "gauge",
                                  "Remaining life of the token; absent for a static one.",
                                  {"token"}},
        [METRIC_IN_FLIGHT] = {"siasn_requests_in_flight",
                              "gauge",
                              "Requests without their reply.",
                              {0}},
        [METRIC_ALLOWED] = {"siasn_requests_allowed",
                            "gauge",
                            "Requests that may be in flight now.",
                            {0}},
        [METRIC_PERSONS] = {"siasn_persons_in_work",
                            "gauge",
                            "Persons whose records are being worked on.",
                            {0}},
        [METRIC_REQUESTS] = {"siasn_requests_total",
                             "counter",
                             "Requests for records and documents.",
                             {0}},
        [METRIC_REPLIES] = {"siasn_replies_total",
                            "counter",
                            "Replies by what they mean; unclear ones may have been processed.",
                            {"call", "verdict"}},
        [METRIC_DURATION] = {"siasn_request_duration_seconds",
                             "histogram",
                             "Time from a request to the end of its reply.",
                             {"endpoint"}},
        [METRIC_OUTCOMES] = {"siasn_record_outcomes_total",
                             "counter",
                             "What became of records and documents that were worked on.",
                             {"outcome"}},
        [METRIC_UPLOADED] = {"siasn_documents_uploaded_total",
                             "counter",
                             "Documents uploaded.",
                             {0}},
        [METRIC_LAST_CONCLUSION] = {"siasn_last_conclusion_timestamp_seconds",
                                    "gauge",
                                    "When a record was last concluded (delivered or refused); "
                                    "absent before the first.",
                                    {0}},
        [METRIC_OVERDUE] = {"siasn_overdue_seconds",
                            "gauge",
                            "How long the person that waits longest has been due; 0: nobody waits.",
                            {0}},
        [METRIC_QUEUE] = {"siasn_queue_records",
                          "gauge",
                          "Records that are not delivered, by kind and state.",
                          {"kind", "state"}},
        [METRIC_OLDEST] = {"siasn_oldest_undelivered_seconds",
                           "gauge",
                           "Age of the oldest record that is on its way.",
                           {0}},
        [METRIC_DOCUMENTS] = {"siasn_queue_documents",
                              "gauge",
                              "Documents that are not uploaded, by state.",
                              {"state"}},
        [METRIC_CHANGED_KEYS] = {"siasn_changed_keys",
                                 "gauge",
                                 "Rows of SIMPEG found changed and not yet read, by kind.",
                                 {"kind"}},
        [METRIC_QUARANTINE] = {"siasn_quarantine_reasons",
                               "gauge",
                               "Reasons in quarantine, by code.",
                               {"code"}},
        [METRIC_GUARD] = {"siasn_guard_held",
                          "gauge",
                          "1 for a kind whose mass change waits for a person.",
                          {"kind"}},
        [METRIC_COLLECT_DURATION] = {"siasn_collect_duration_seconds",
                                     "gauge",
                                     "How long the last round of collecting took.",
                                     {"kind", "mode"}},
        [METRIC_COLLECT_FINISHED] = {"siasn_collect_finished_timestamp_seconds",
                                     "gauge",
                                     "When the last round of collecting ended.",
                                     {"kind", "mode"}},
        [METRIC_COLLECT_ROWS] = {"siasn_collect_rows",
                                 "gauge",
                                 "Rows that the last round of collecting saw.",
                                 {"kind", "mode"}},
        [METRIC_INDICATOR_RATIO] = {"siasn_indicator_ratio",
                                    "gauge",
                                    "The two percentages as last counted, as a ratio.",
                                    {"indicator"}},
        [METRIC_INDICATOR_PASS] = {"siasn_indicator_pass",
                                   "gauge",
                                   "Their numerator, in persons.",
                                   {"indicator"}},
        [METRIC_INDICATOR_DENOMINATOR] = {"siasn_indicator_denominator",
                                          "gauge",
                                          "Their denominator, in persons.",
                                          {"indicator"}},
        [METRIC_INDICATOR_UNKNOWN] = {"siasn_indicator_unknown",
                                      "gauge",
                                      "Persons who cannot be judged.",
                                      {"indicator"}},
        [METRIC_INDICATOR_EXCLUDED] = {"siasn_indicator_excluded",
                                       "gauge",
                                       "Persons who are not counted.",
                                       {"indicator"}},
        [METRIC_QUALITY] = {"siasn_quality_index_ratio",
                            "gauge",
                            "BKN's data-quality index of the whole agency, over what is measured.",
                            {0}},
        [METRIC_QUALITY_MEASURED] = {"siasn_quality_measured_ratio",
                                     "gauge",
                                     "Share of the index's weight that SIMPEG's data measure.",
                                     {0}},
        [METRIC_NOTICES_WAITING] = {"siasn_notices_waiting",
                                    "gauge",
                                    "Mails that wait to be sent.",
                                    {0}},
        [METRIC_NOTICES_REFUSED] = {"siasn_notices_refused",
                                    "gauge",
                                    "Mails of the last week that the mail server refused for good.",
                                    {0}},
        [METRIC_FIGURES_READ] = {"siasn_figures_timestamp_seconds",
                                 "gauge",
                                 "When the figures from the state database were read.",
                                 {0}},
        [METRIC_FIGURES_TOOK] = {"siasn_figures_duration_seconds",
                                 "gauge",
                                 "How long reading them took.",
                                 {0}},
};

/* Upper bounds in milliseconds; the last bucket of the format, +Inf, is the count. */
static const int64_t bounds_ms[METRIC_BUCKETS] = {25,   50,   100,   250,   500,  1000,
                                                  2500, 5000, 10000, 30000, 60000};

void metric_head(struct text *out, enum metric_id id)
{
        text_addf(out, "# HELP %s %s\n# TYPE %s %s\n", metrics[id].name, metrics[id].help,
                  metrics[id].name, metrics[id].type);
}

static void add_label(struct text *out, char before, const char *name, const char *value)
{
        text_addf(out, "%c%s=\"", before, name);
        for (; *value; value++) {
                if (*value == '\\' || *value == '"')
                        text_add_char(out, '\\');
                if (*value == '\n')
                        text_add(out, "\\n");
                else
                        text_add_char(out, *value);
        }
        text_add_char(out, '"');
}

void metric_sample(struct text *out, enum metric_id id, const char *first, const char *second,
                   const char *value)
{
        text_add(out, metrics[id].name);
        if (first)
                add_label(out, '{', metrics[id].labels[0], first);
        if (second)
                add_label(out, ',', metrics[id].labels[1], second);
        text_addf(out, "%s %s\n", first ? "}" : "", value);
}

void metric_number(struct text *out, enum metric_id id, const char *first, const char *second,
                   int64_t value)
{
        char number[24];

        snprintf(number, sizeof number, "%" PRId64, value);
        metric_sample(out, id, first, second, number);
}

void metric_ms(struct text *out, enum metric_id id, const char *first, const char *second,
               int64_t ms)
{
        char seconds[32];

        snprintf(seconds, sizeof seconds, "%" PRId64 ".%03" PRId64, ms / 1000, ms % 1000);
        metric_sample(out, id, first, second, seconds);
}

void metric_ratio(struct text *out, enum metric_id id, const char *first, int64_t part,
                  int64_t whole)
{
        char ratio[32];

        if (whole <= 0)
                return;
        /* Long division: the numbers of the quality index would overflow when multiplied. */
        int len = snprintf(ratio, sizeof ratio, "%" PRId64 ".", part / whole);
        int64_t rest = part % whole;
        for (int i = 0; i < 6; i++) {
                rest *= 10;
                ratio[len++] = (char)('0' + rest / whole);
                rest %= whole;
        }
        ratio[len] = '\0';
        metric_sample(out, id, first, NULL, ratio);
}

/* ---- Calls of the service ---- */

/* Ids, NIPs and dates have more digits than any part of an endpoint's name. */
static bool is_fixed(const char *part, size_t len)
{
        size_t digits = 0;

        if (len == 0 || len > 28)
                return false;
        for (size_t i = 0; i < len; i++) {
                bool digit = part[i] >= '0' && part[i] <= '9';
                bool letter = (part[i] >= 'a' && part[i] <= 'z') ||
                              (part[i] >= 'A' && part[i] <= 'Z') || part[i] == '-' ||
                              part[i] == '_';

                if (!digit && !letter)
                        return false;
                digits += digit;
        }
        return digits <= 4;
}

const char *metric_endpoint(const char *path, char out[METRIC_ENDPOINT])
{
        size_t used = 0;

        while (*path && *path != '?') {
                size_t len = strcspn(path, "/?");

                if (is_fixed(path, len) && used + len + 2 < METRIC_ENDPOINT) {
                        if (used)
                                out[used++] = '/';
                        memcpy(out + used, path, len);
                        used += len;
                }
                path += len;
                path += *path == '/';
        }
        out[used] = '\0';
        return out;
}

static struct endpoint_times *times_of(struct call_counts *calls, const char *endpoint)
{
        size_t i = 0;

        while (i < calls->count && strcmp(calls->endpoints[i].endpoint, endpoint) != 0)
                i++;
        if (i == METRIC_ENDPOINTS)
                return &calls->endpoints[METRIC_ENDPOINTS - 1];
        if (i == calls->count) {
                calls->count++;
                snprintf(calls->endpoints[i].endpoint, METRIC_ENDPOINT, "%s",
                         i == METRIC_ENDPOINTS - 1 ? "other" : endpoint);
        }
        return &calls->endpoints[i];
}

void calls_count(struct call_counts *calls, const char *endpoint, bool write,
                 enum verdict_kind verdict, int64_t ms)
{
        struct endpoint_times *t = times_of(calls, endpoint);

        calls->replies[write][verdict]++;
        t->count++;
        t->sum_ms += ms;
        for (size_t i = 0; i < METRIC_BUCKETS; i++) {
                if (ms <= bounds_ms[i]) {
                        t->buckets[i]++;
                        return;
                }
        }
}

static void add_bucket(struct text *out, const char *endpoint, const char *bound, int64_t n)
{
        text_addf(out, "%s_bucket", metrics[METRIC_DURATION].name);
        add_label(out, '{', metrics[METRIC_DURATION].labels[0], endpoint);
        add_label(out, ',', "le", bound);
        text_addf(out, "} %" PRId64 "\n", n);
}

static void add_histogram(struct text *out, const struct endpoint_times *t)
{
        const char *name = metrics[METRIC_DURATION].name;
        int64_t up_to = 0;
        char bound[32];

        for (size_t i = 0; i < METRIC_BUCKETS; i++) {
                up_to += t->buckets[i];
                snprintf(bound, sizeof bound, "%" PRId64 ".%03" PRId64, bounds_ms[i] / 1000,
                         bounds_ms[i] % 1000);
                add_bucket(out, t->endpoint, bound, up_to);
        }
        add_bucket(out, t->endpoint, "+Inf", t->count);
        text_addf(out, "%s_sum", name);
        add_label(out, '{', metrics[METRIC_DURATION].labels[0], t->endpoint);
        text_addf(out, "} %" PRId64 ".%03" PRId64 "\n", t->sum_ms / 1000, t->sum_ms % 1000);
        text_addf(out, "%s_count", name);
        add_label(out, '{', metrics[METRIC_DURATION].labels[0], t->endpoint);
        text_addf(out, "} %" PRId64 "\n", t->count);
}

void calls_render(const struct call_counts *calls, struct text *out)
{
        static const char *const names[] = {"read", "write"};

        metric_head(out, METRIC_REPLIES);
        for (size_t write = 0; write < COUNT_OF(names); write++) {
                for (int v = 0; v < VERDICT_KINDS; v++)
                        metric_number(out, METRIC_REPLIES, names[write],
                                      verdict_name((enum verdict_kind)v), calls->replies[write][v]);
        }
        metric_head(out, METRIC_DURATION);
        for (size_t i = 0; i < calls->count; i++)
                add_histogram(out, &calls->endpoints[i]);
}
