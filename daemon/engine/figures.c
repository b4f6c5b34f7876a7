#include "engine/figures.h"

#include "ground/clock.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "pure/metrics.h"
#include "pure/quality.h"
#include "sql.h"

enum {
        PERIOD_MS = 60000,
        QUALITY_PERIOD_MS = 3600000,
        SHARE = 20, /* reading takes at most this part of the time */
        STATEMENT_MS = 60000,
        FAMILIES_MAX = 5,
};

/* A query whose first columns are labels and whose others are one family each. */
struct question {
        const char *sql;
        size_t labels, families;
        enum metric_id family[FAMILIES_MAX];
};

static const struct question questions[] = {
        {sql_metrics_queue, 2, 1, {METRIC_QUEUE}},
        {sql_metrics_oldest, 0, 1, {METRIC_OLDEST}},
        {sql_metrics_documents, 1, 1, {METRIC_DOCUMENTS}},
        {sql_metrics_keys, 1, 1, {METRIC_CHANGED_KEYS}},
        {sql_metrics_quarantine, 1, 1, {METRIC_QUARANTINE}},
        {sql_metrics_notices, 0, 2, {METRIC_NOTICES_WAITING, METRIC_NOTICES_REFUSED}},
        {sql_metrics_guard, 1, 1, {METRIC_GUARD}},
        {sql_metrics_collect,
         2,
         3,
         {METRIC_COLLECT_DURATION, METRIC_COLLECT_FINISHED, METRIC_COLLECT_ROWS}},
        {sql_metrics_indicator,
         1,
         5,
         {METRIC_INDICATOR_RATIO, METRIC_INDICATOR_PASS, METRIC_INDICATOR_DENOMINATOR,
          METRIC_INDICATOR_UNKNOWN, METRIC_INDICATOR_EXCLUDED}},
};

struct figures {
        const struct config *config;
        const struct secret *password;
        struct db *db;
        bool wanted, busy;
        size_t step; /* of questions; one past them is the quality index */
        int64_t started_ms, next_ms, quality_ms;
        struct text fresh, shown, quality;
        bool failed; /* as last logged */
};

struct figures *figures_new(const struct config *config, const struct secret *state_password)
{
        struct figures *f = NEW(struct figures);

        f->config = config;
        f->password = state_password;
        f->wanted = true;
        return f;
}

void figures_free(struct figures *f)
{
        if (!f)
                return;
        db_close(f->db);
        text_free(&f->fresh);
        text_free(&f->shown);
        text_free(&f->quality);
        free(f);
}

void figures_want(struct figures *f)
{
        f->wanted = true;
}

int figures_fd(const struct figures *f)
{
        return f->busy ? db_fd(f->db) : -1;
}

static void add_family(struct text *out, const struct question *q, size_t family,
                       const struct db_result *r)
{
        metric_head(out, q->family[family]);
        for (size_t row = 0; row < db_rows(r); row++) {
                const char *value = db_value(r, row, q->labels + family);

                if (value)
                        metric_sample(out, q->family[family],
                                      q->labels > 0 ? db_text(r, row, 0) : NULL,
                                      q->labels > 1 ? db_text(r, row, 1) : NULL, value);
        }
}

static void take_quality(struct figures *f, const struct db_result *r)
{
        int64_t affected[QUALITY_ITEMS] = {0}, persons = 0;
        bool measured[QUALITY_ITEMS] = {0};
        struct quality q;

        for (size_t row = 0; row < db_rows(r); row++) {
                size_t item = quality_find(db_text(r, row, 0));

                persons = db_int(r, row, 2);
                if (item == QUALITY_ITEMS)
                        continue;
                measured[item] = true;
                affected[item] = db_int(r, row, 1);
        }
        text_clear(&f->quality);
        quality_compute(persons, affected, measured, &q);
        metric_head(&f->quality, METRIC_QUALITY);
        metric_ratio(&f->quality, METRIC_QUALITY, NULL, q.index.part, q.index.whole);
        metric_head(&f->quality, METRIC_QUALITY_MEASURED);
        metric_ratio(&f->quality, METRIC_QUALITY_MEASURED, NULL, q.weight_measured, q.weight_all);
}

static void take(struct figures *f, const struct db_result *r)
{
        if (f->step == COUNT_OF(questions)) {
                take_quality(f, r);
                return;
        }
        for (size_t i = 0; i < questions[f->step].families; i++)
                add_family(&f->fresh, &questions[f->step], i, r);
}

static bool ask_quality(struct figures *f, struct err *err)
{
        struct arrays a = {0};
        const char *columns[QUALITY_MEASURE_COLUMNS];

        quality_measures(&a);
        for (size_t i = 0; i < QUALITY_MEASURE_COLUMNS; i++)
                columns[i] = db_array_end(&a.column[i]);
        bool ok = db_send(f->db, sql_metrics_quality,
                          &(struct db_args){columns, QUALITY_MEASURE_COLUMNS}, err);
        arrays_free(&a);
        return ok;
}

static void finish(struct figures *f, int64_t now_ms)
{
        int64_t took = now_ms - f->started_ms;

        metric_head(&f->fresh, METRIC_FIGURES_READ);
        metric_number(&f->fresh, METRIC_FIGURES_READ, NULL, NULL, clock_wall_s());
        metric_head(&f->fresh, METRIC_FIGURES_TOOK);
        metric_ms(&f->fresh, METRIC_FIGURES_TOOK, NULL, NULL, took);
        struct text old = f->shown;
        f->shown = f->fresh;
        f->fresh = old;
        text_clear(&f->fresh);
        f->busy = f->failed = false;
        f->next_ms = now_ms + (took * SHARE > PERIOD_MS ? took * SHARE : PERIOD_MS);
}

/* Asks what comes next, or ends the round. */
static bool go_on(struct figures *f, int64_t now_ms, struct err *err)
{
        if (f->step < COUNT_OF(questions))
                return db_send(f->db, questions[f->step].sql, NULL, err);
        if (f->step == COUNT_OF(questions) && now_ms >= f->quality_ms) {
                f->quality_ms = now_ms + QUALITY_PERIOD_MS;
                return ask_quality(f, err);
        }
        finish(f, now_ms);
        return true;
}

static bool begin(struct figures *f, int64_t now_ms, struct err *err)
{
        const struct db_params params = {.label = "state",
                                         .dsn = f->config->state_dsn,
                                         .password = f->password,
                                         .schema = f->config->state_schema,
                                         .read_only = true,
                                         .statement_timeout_ms = STATEMENT_MS};

        f->wanted = false;
        f->next_ms = now_ms + PERIOD_MS;
        f->started_ms = now_ms;
        f->step = 0;
        text_clear(&f->fresh);
        if (!f->db && !db_open(&params, &f->db, err))
                return false;
        f->busy = true;
        return go_on(f, now_ms, err);
}

/* False on an error; `*ret_more`: there may be more to take in at once. */
static bool step(struct figures *f, int64_t now_ms, bool *ret_more, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        const char *line;

        *ret_more = true;
        switch (db_poll(f->db, &r, &line, err)) {
        case DB_ROWS:
                take(f, r);
                return true;
        case DB_END:
                f->step++;
                return go_on(f, now_ms, err);
        case DB_ERROR:
                return false;
        default:
                *ret_more = false;
                return true;
        }
}

void figures_turn(struct figures *f, int64_t now_ms, int64_t *wait_ms)
{
        struct err err;
        bool ok = true, more = true;

        if (!f->busy && f->wanted && now_ms >= f->next_ms)
                ok = begin(f, now_ms, &err);
        while (ok && f->busy && more)
                ok = step(f, now_ms, &more, &err);
        if (f->busy && *wait_ms > 1000)
                *wait_ms = 1000; /* libpq may hold what the socket no longer announces */
        if (ok)
                return;
        f->busy = false;
        db_close(TAKE_PTR(f->db));
        if (!f->failed)
                log_warning("figures for monitoring cannot be read: trying again",
                            log_id(LOG_ID_FIGURES_FAILED), log_text("error", err.text));
        f->failed = true;
}

void figures_render(const struct figures *f, struct text *out)
{
        text_add(out, text_str(&f->shown));
        text_add(out, text_str(&f->quality));
}
