#include "engine/monitor.h"

#include <string.h>

#include "edge/scrape.h"
#include "engine/engine_private.h"
#include "engine/figures.h"
#include "ground/clock.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "pure/health.h"
#include "pure/metrics.h"
#include "sql.h"

enum {
        HOUR_MS = 3600000,
        OVERDUE_KEEP_MS = 2000,
        HTTP_OK = 200,
        HTTP_UNAVAILABLE = 503,
        HTTP_NOT_FOUND = 404
};

/* What the hourly line counts from. */
struct marks {
        int64_t requests, delivered, uploaded, refused, unclear, concluded;
};

struct monitor {
        struct engine *e;
        struct scrape *scrape;   /* NULL: nobody may ask */
        struct figures *figures; /* with it */
        struct call_counts calls;
        int64_t concluded;         /* records and documents, as last seen */
        int64_t concluded_at_ms;   /* when that changed; at first, the start */
        int64_t concluded_at_wall; /* 0: not since the start */
        int64_t overdue_ms;        /* -1: nobody is */
        int64_t overdue_read_ms;   /* when that was asked */
        int64_t hour_at_ms;        /* the next line */
        struct marks marks;
};

static void count_call(void *arg, const struct siasn_seen *seen)
{
        struct monitor *m = arg;

        calls_count(&m->calls, seen->endpoint, seen->write, seen->verdict, seen->ms);
}

static int64_t concluded(const struct push_look *look)
{
        return look->outcomes[EV_DELIVERED] + look->outcomes[EV_DELIVERED_OLD] +
               look->outcomes[EV_REFUSED];
}

/* ---- Health ---- */

/* By index, on the daemon's own connection; asked at most every two seconds, whoever asks. */
static void look_overdue(struct monitor *m, int64_t now_ms)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct err err;

        if (!m->e->state || (m->overdue_read_ms && now_ms - m->overdue_read_ms < OVERDUE_KEEP_MS))
                return;
        if (!db_query(m->e->state, sql_metrics_overdue, NULL, &r, &err))
                return; /* the next turn finds the connection lost and says so */
        m->overdue_read_ms = now_ms;
        m->overdue_ms = db_value(r, 0, 0) ? db_int(r, 0, 0) : -1;
}

static int64_t since(int64_t then_ms, int64_t now_ms)
{
        return then_ms < 0 ? -1 : now_ms - then_ms;
}

static struct health health_now(struct monitor *m, int64_t now_ms)
{
        const struct engine *e = m->e;

        look_overdue(m, now_ms);
        return (struct health){
                .state_lost = since(e->state ? -1 : e->state_lost_ms, now_ms),
                .service_ill = since(e->ill_since_ms, now_ms),
                .refused = siasn_auth_state(e->siasn, now_ms) == AUTH_REFUSED,
                .token_missing = siasn_auth_state(e->siasn, now_ms) == AUTH_FETCH,
                .unread = since(e->collect_error[0] ? e->unread_since_ms : -1, now_ms),
                .settled = e->collected,
                .overdue = m->overdue_ms,
                .concluded = now_ms - m->concluded_at_ms,
                .limit = e->config->metrics_stalled_after_ms,
        };
}

static unsigned answer_health(struct monitor *m, struct text *body,
                              bool (*judge)(const struct health *h, struct text *why))
{
        struct health h = health_now(m, clock_mono_ms());

        if (!judge(&h, body))
                return HTTP_UNAVAILABLE;
        text_add(body, "ok\n");
        return HTTP_OK;
}

/* ---- Metrics ---- */

static void one_of(struct text *out, enum metric_id id, const char *const *names, size_t count,
                   size_t now)
{
        metric_head(out, id);
        for (size_t i = 0; i < count; i++)
                metric_number(out, id, names[i], NULL, i == now);
}

static void plain(struct text *out, enum metric_id id, int64_t value)
{
        metric_head(out, id);
        metric_number(out, id, NULL, NULL, value);
}

static void add_tokens(const struct engine *e, int64_t now_ms, struct text *out)
{
        struct siasn_token tokens[SIASN_TOKENS];

        siasn_tokens(e->siasn, now_ms, tokens);
        metric_head(out, METRIC_TOKEN_USABLE);
        for (size_t i = 0; i < SIASN_TOKENS; i++)
                metric_number(out, METRIC_TOKEN_USABLE, tokens[i].name, NULL, tokens[i].usable);
        metric_head(out, METRIC_TOKEN_REFUSED);
        for (size_t i = 0; i < SIASN_TOKENS; i++)
                metric_number(out, METRIC_TOKEN_REFUSED, tokens[i].name, NULL, tokens[i].refused);
        metric_head(out, METRIC_TOKEN_EXPIRES);
        for (size_t i = 0; i < SIASN_TOKENS; i++) {
                if (tokens[i].expires_ms >= 0)
                        metric_ms(out, METRIC_TOKEN_EXPIRES, tokens[i].name, NULL,
                                  tokens[i].expires_ms);
        }
}

static void add_service(const struct engine *e, int64_t now_ms, const struct push_look *look,
                        struct text *out)
{
        static const char *const services[] = {"ok", "ill", "refused"};
        static const char *const breakers[] = {"closed", "open", "probing"};
        const char *reason;

        one_of(out, METRIC_SERVICE_STATE, services, COUNT_OF(services),
               push_target_state(e->push, now_ms, &reason));
        one_of(out, METRIC_BREAKER_STATE, breakers, COUNT_OF(breakers), look->breaker);
        metric_head(out, METRIC_BREAKER_WAIT);
        metric_ms(out, METRIC_BREAKER_WAIT, NULL, NULL, look->breaker_wait_ms);
        add_tokens(e, now_ms, out);
        plain(out, METRIC_IN_FLIGHT, look->in_flight);
        plain(out, METRIC_ALLOWED, look->allowed);
        plain(out, METRIC_PERSONS, (int64_t)look->persons);
}

static void add_work(const struct monitor *m, const struct push_look *look, struct text *out)
{
        plain(out, METRIC_REQUESTS, look->counters->requests);
        metric_head(out, METRIC_OUTCOMES);
        for (int i = 0; i < REC_EVENTS; i++) {
                /* The others come from SIMPEG or from a person. */
                if (i > EV_SEND && i <= EV_CRASHED)
                        metric_number(out, METRIC_OUTCOMES, rec_event_name((enum rec_event)i), NULL,
                                      look->outcomes[i]);
        }
        plain(out, METRIC_UPLOADED, look->counters->uploaded);
        calls_render(&m->calls, out);
        if (m->concluded_at_wall)
                plain(out, METRIC_LAST_CONCLUSION, m->concluded_at_wall);
}

static unsigned answer_metrics(struct monitor *m, struct text *out)
{
        const struct engine *e = m->e;
        int64_t now_ms = clock_mono_ms();
        struct push_look look;

        push_look(e->push, now_ms, &look);
        metric_head(out, METRIC_BUILD);
        metric_sample(out, METRIC_BUILD, VERSION, NULL, "1");
        plain(out, METRIC_STATE_UP, e->state != NULL);
        plain(out, METRIC_LEADING, collect_leading(e->collector));
        plain(out, METRIC_COLLECTING_UP, !e->collect_error[0]);
        add_service(e, now_ms, &look, out);
        add_work(m, &look, out);
        if (e->state) {
                look_overdue(m, now_ms);
                metric_head(out, METRIC_OVERDUE);
                metric_ms(out, METRIC_OVERDUE, NULL, NULL, m->overdue_ms < 0 ? 0 : m->overdue_ms);
        }
        figures_want(m->figures);
        figures_render(m->figures, out);
        return HTTP_OK;
}

static unsigned answer(void *arg, const char *path, struct text *body)
{
        struct monitor *m = arg;

        if (strcmp(path, "/metrics") == 0)
                return answer_metrics(m, body);
        if (strcmp(path, "/healthz") == 0)
                return answer_health(m, body, health_delivers);
        if (strcmp(path, "/readyz") == 0)
                return answer_health(m, body, health_ready);
        text_add(body, "/metrics, /healthz and /readyz are here\n");
        return HTTP_NOT_FOUND;
}

/* ---- The hour's line ---- */

static struct marks marks_now(const struct push_look *look)
{
        return (struct marks){.requests = look->counters->requests,
                              .delivered = look->counters->delivered,
                              .uploaded = look->counters->uploaded,
                              .refused = look->counters->refused,
                              .unclear = look->counters->unclear,
                              .concluded = concluded(look)};
}

static void say_hour(struct monitor *m, const struct push_look *look)
{
        struct marks now = marks_now(look);
        const struct marks *old = &m->marks;

        log_info("the last hour", log_id(LOG_ID_HOUR),
                 log_number("requests", now.requests - old->requests),
                 log_number("written", now.delivered - old->delivered),
                 log_number("documents", now.uploaded - old->uploaded),
                 log_number("concluded", now.concluded - old->concluded),
                 log_number("refused", now.refused - old->refused),
                 log_number("unclear", now.unclear - old->unclear),
                 log_number("in_work", (int64_t)look->persons));
        m->marks = now;
}

/* ---- Life ---- */

bool monitor_open(struct engine *e, struct monitor **ret, struct err *err)
{
        struct monitor *m = NEW(struct monitor);

        m->e = e;
        m->overdue_ms = -1;
        m->concluded_at_ms = clock_mono_ms();
        m->hour_at_ms = m->concluded_at_ms + HOUR_MS;
        if (*e->config->metrics_listen && !e->once) {
                if (!scrape_open(e->config->metrics_listen, answer, m, &m->scrape, err)) {
                        free(m);
                        return false;
                }
                m->figures = figures_new(e->config, e->state_password);
                siasn_watch(e->siasn, count_call, m);
        }
        *ret = m;
        return true;
}

void monitor_close(struct monitor *m)
{
        if (!m)
                return;
        if (m->scrape)
                siasn_watch(m->e->siasn, NULL, NULL);
        scrape_close(m->scrape);
        figures_free(m->figures);
        free(m);
}

void monitor_turn(struct monitor *m, int64_t now_ms, int64_t *wait_ms)
{
        struct push_look look;

        push_look(m->e->push, now_ms, &look);
        if (concluded(&look) != m->concluded) {
                m->concluded = concluded(&look);
                m->concluded_at_ms = now_ms;
                m->concluded_at_wall = clock_wall_s();
        }
        if (now_ms >= m->hour_at_ms) {
                m->hour_at_ms = now_ms + HOUR_MS;
                say_hour(m, &look);
        }
        if (!m->scrape)
                return;
        if (m->e->state)
                figures_turn(m->figures, now_ms, wait_ms);
        scrape_turn(m->scrape, wait_ms);
}

size_t monitor_fds(const struct monitor *m, int fds[MONITOR_FDS])
{
        size_t n = 0;

        if (!m->scrape)
                return 0;
        fds[n++] = scrape_fd(m->scrape);
        if (figures_fd(m->figures) >= 0)
                fds[n++] = figures_fd(m->figures);
        return n;
}
