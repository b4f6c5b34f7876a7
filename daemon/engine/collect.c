#include "engine/collect.h"

#include <string.h>

#include "engine/collect_private.h"
#include "ground/clock.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "pure/retry.h"
#include "sql.h"

enum { LEAD_RETRY_MS = 10000, STATE_TIMEOUT_MS = 30000 };

struct collector *collect_new(const struct collect_settings *settings)
{
        struct collector *c = NEW(struct collector);

        c->settings = *settings;
        c->kinds = NEW_ARRAY(struct collect_kind, collect_kind_count(c));
        for (size_t k = 0; k < collect_kind_count(c); k++)
                c->kinds[k].scan_wanted = true;
        return c;
}

static void disconnect(struct collector *c)
{
        diff_clear(&c->diff);
        survey_free(TAKE_PTR(c->survey));
        db_result_free(TAKE_PTR(c->rows));
        db_result_free(TAKE_PTR(c->taken));
        arrays_clear(&c->keys);
        arrays_clear(&c->found);
        for (size_t k = 0; k < collect_kind_count(c); k++)
                c->kinds[k].scanned = c->kinds[k].believed = c->kinds[k].held =
                        c->kinds[k].count_gone = false;
        source_close(TAKE_PTR(c->source));
        db_close(TAKE_PTR(c->stream));
        db_close(TAKE_PTR(c->state));
        c->leading = c->in_scan = false;
        c->phase = PHASE_CONNECT;
}

void collect_free(struct collector *c)
{
        if (!c)
                return;
        disconnect(c);
        arrays_free(&c->keys);
        arrays_free(&c->found);
        free(c->scan_mark);
        free(c->horizon);
        free(c->swept);
        free(c->kinds);
        free(c);
}

static struct db_params params_of(const struct collector *c, bool source)
{
        const struct config *config = c->settings.config;

        return (struct db_params){
                .label = source ? "source" : "state",
                .dsn = source ? config->source_dsn : config->state_dsn,
                .password = source ? c->settings.source_password : c->settings.state_password,
                .schema = source ? config->source_schema : config->state_schema,
                .read_only = source,
                .keyed = !source,
                .statement_timeout_ms = source ? 0 : STATE_TIMEOUT_MS,
        };
}

static bool take_lead(struct collector *c, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(c->state, sql_collect_lead, NULL, &r, err))
                return false;
        c->leading = db_bool(r, 0, 0);
        return true;
}

static void want_first_scan(struct collector *c)
{
        for (size_t k = 0; k < collect_kind_count(c); k++) {
                if (!collect_source(c, k)->available)
                        c->kinds[k].scan_wanted = false;
        }
}

/* A rule lifted by the configuration changes no row, so nothing else would look at its rows again.
 */
static bool read_lifted(struct collector *c, struct err *err)
{
        for (size_t k = 0; k < c->settings.catalog->on_count; k++) {
                const struct descriptor *d = collect_descriptor(c, k);

                for (size_t i = 0; i < d->rule_count; i++) {
                        if (d->rules[i].lifted &&
                            !db_query(c->state, sql_source_row_lifted,
                                      DB_ARGS(d->kind, d->rules[i].code), NULL, err))
                                return false;
                }
        }
        return true;
}

static bool connect_all(struct collector *c, int64_t now_ms, struct err *err)
{
        struct db_params state = params_of(c, false), source = params_of(c, true);

        if (!c->state &&
            (!db_open(&state, &c->state, err) || !db_script(c->state, sql_collect_async, err)))
                return false;
        if (!take_lead(c, err))
                return false;
        if (!c->leading) {
                c->retry_at_ms = now_ms + LEAD_RETRY_MS;
                return true;
        }
        if (!db_open(&state, &c->stream, err) ||
            !source_open(&source, c->settings.catalog->contract, c->settings.catalog->on,
                         c->settings.catalog->on_count, &c->source, err) ||
            !source_site(c->source, c->settings.config, &c->site, err))
                return false;
        want_first_scan(c);
        if (!read_lifted(c, err))
                return false;
        c->peeked = c->absorbed = 0;
        c->analyze_at = ABSORB_BATCH;
        if (c->settings.config->collect_mode == COLLECT_CHANGELOG && !collect_init_changes(c, err))
                return false;
        c->keys_waiting = true; /* perhaps left by an earlier life */
        c->changes_wanted = c->settings.config->collect_mode == COLLECT_CHANGELOG;
        c->failures = 0;
        c->phase = PHASE_IDLE;
        return true;
}

static int64_t ms_until_nightly(const struct collector *c)
{
        int64_t left = c->settings.config->collect_scan_at_s - clock_second_of_day();

        if (left <= 60) /* today's is just over, or long over */
                left += 86400;
        return left * 1000;
}

/* What depends on BKN is asked again; figures that only BKN has are read anew now and then. */
static bool recheck(struct collector *c, struct err *err)
{
        struct text mirrors = {0};

        for (size_t k = 0; k < c->settings.catalog->on_count; k++) {
                if (collect_descriptor(c, k)->mode == MODE_MIRROR)
                        db_array_add(&mirrors, collect_descriptor(c, k)->kind);
        }
        bool ok =
                db_query(c->state, sql_recheck_nightly, DB_ARGS(db_array_end(&mirrors)), NULL, err);
        text_free(&mirrors);
        return ok;
}

/* Lays out the next round: what the mode asks for, and the nightly scan beside it. */
static bool plan_round(struct collector *c, int64_t now_ms, struct err *err)
{
        enum collect_mode mode = (enum collect_mode)c->settings.config->collect_mode;
        bool nightly = now_ms >= c->nightly_at_ms;

        if (now_ms >= c->interval_at_ms) {
                c->interval_at_ms = now_ms + c->settings.config->collect_interval_ms;
                c->changes_wanted = mode == COLLECT_CHANGELOG;
                for (size_t k = 0; k < collect_kind_count(c); k++) {
                        c->kinds[k].scan_wanted |= mode == COLLECT_SCAN;
                        c->kinds[k].stamp_wanted = mode == COLLECT_STAMP;
                        c->keys_waiting |= c->kinds[k].held; /* released meanwhile? */
                }
        }
        if (!nightly)
                return true;
        c->nightly_at_ms = now_ms + ms_until_nightly(c);
        if (!c->scanned_once)
                return true; /* the scan at start is under way anyway */
        for (size_t k = 0; k < collect_kind_count(c); k++)
                c->kinds[k].scan_wanted = true;
        log_info("nightly scan");
        c->keys_waiting = c->survey_wanted = true;
        return recheck(c, err) && db_query(c->state, sql_document_nightly, NULL, NULL, err);
}

/* Kinds with keys, in one question: most have none, and each would be asked three times. */
static bool ask_kinds(struct collector *c, struct db_result **ret, struct err *err)
{
        struct text kinds = {0};

        for (size_t k = 0; k < collect_kind_count(c); k++)
                db_array_add(&kinds, collect_descriptor(c, k)->kind);
        bool ok =
                db_query(c->state, sql_changed_key_kinds, DB_ARGS(db_array_end(&kinds)), ret, err);
        text_free(&kinds);
        return ok;
}

/* Does the kind have keys, or is something to be concluded when it has none left? */
static bool has_work(const struct collector *c, size_t k, const struct db_result *with_keys)
{
        const struct collect_kind *kind = &c->kinds[k];

        if (!collect_source(c, k)->available)
                return false;
        for (size_t i = 0; i < db_rows(with_keys); i++) {
                if (strcmp(db_text(with_keys, i, 0), collect_descriptor(c, k)->kind) == 0)
                        return true;
        }
        return kind->held || kind->count_gone || (kind->scanned && !kind->loaded);
}

/* Takes the next keys of the first kind that has some, and asks the source for their rows. */
static bool start_fetch(struct collector *c, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *with_keys = NULL;

        if (!ask_kinds(c, &with_keys, err))
                return false;
        for (size_t k = 0; k < collect_kind_count(c); k++) {
                const struct descriptor *d = collect_descriptor(c, k);
                struct text keys = {0};
                bool may;

                if (!has_work(c, k, with_keys))
                        continue;
                if (!collect_guard(c, k, &may, err))
                        return false;
                if (!may)
                        continue;
                db_result_free(TAKE_PTR(c->taken));
                if (!db_query(c->state, sql_changed_key_take,
                              DB_ARGS(d->kind, NUMBER(ABSORB_BATCH)), &c->taken, err))
                        return false;
                if (db_rows(c->taken) == 0) {
                        if (!collect_guard_loaded(c, k, err) || !collect_count_gone(c, k, err))
                                return false;
                        continue;
                }
                for (size_t i = 0; i < db_rows(c->taken); i++)
                        db_array_add(&keys, db_text(c->taken, i, 0));
                c->kind = k;
                c->phase = PHASE_FETCH;
                bool ok = db_send(c->source->db, collect_source(c, k)->fetch_sql,
                                  DB_ARGS(db_array_end(&keys)), err);
                text_free(&keys);
                return ok;
        }
        c->keys_waiting = false;
        return true;
}

/* Statistics follow the growth: at 500 rows, 2000, 8000, ... */
static bool renew_statistics(struct collector *c, struct err *err)
{
        c->absorbed += (int64_t)db_rows(c->taken);
        if (c->absorbed < c->analyze_at)
                return true;
        c->analyze_at = c->absorbed * 4;
        return db_script(c->state, sql_state_analyze, err);
}

static bool absorb(struct collector *c, const struct absorb *a, struct absorb_counts *counts,
                   struct err *err)
{
        if (collect_is_documents(c, c->kind))
                return absorb_documents(a, c->settings.catalog, c->taken, c->rows, counts, err);
        return absorb_batch(a, collect_descriptor(c, c->kind), c->taken, c->rows, counts, err);
}

static bool take_fetched(struct collector *c, struct err *err)
{
        const struct descriptor *d = collect_descriptor(c, c->kind);
        struct absorb a = {.state = c->state, .actor = c->settings.actor, .site = &c->site};
        struct absorb_counts counts = {0};

        clock_today(&c->site.today.year, &c->site.today.month, &c->site.today.day);
        c->phase = PHASE_IDLE;
        if (!absorb(c, &a, &counts, err))
                return err_prefix(err, "absorbing %s", d->kind);
        c->news |= counts.changed || counts.gone;
        c->survey_wanted = true;
        c->fresh += counts.changed + counts.gone;
        if (counts.changed || counts.gone)
                log_debug("absorbed", log_text("kind", d->kind),
                          log_number("changed", counts.changed),
                          log_number("quarantined", counts.faulty),
                          log_number("gone", counts.gone));
        return renew_statistics(c, err);
}

static bool end_scan_snapshot(struct collector *c, struct err *err)
{
        c->in_scan = false;
        c->survey_wanted |= !c->scanned_once;
        c->scanned_once = true;
        return db_commit(c->source->db, err);
}

/* What to do next while nothing is under way. Order: changes first, for they are what is urgent. */
static bool start_next(struct collector *c, int64_t now_ms, int64_t *ret_wait, struct err *err)
{
        size_t n = collect_kind_count(c);

        *ret_wait = 0;
        if (!plan_round(c, now_ms, err))
                return false;
        for (size_t k = 0; k < n; k++) {
                bool wanted = c->kinds[k].scan_wanted && collect_source(c, k)->available;

                c->kinds[k].scan_wanted = wanted;
                if (wanted)
                        return collect_start_scan(c, k, now_ms, err);
        }
        if (c->in_scan)
                return end_scan_snapshot(c, err);
        if (c->changes_wanted)
                return collect_start_changes(c, err);
        if (c->keys_waiting)
                return start_fetch(c, err);
        if (c->swept || (now_ms >= c->sweep_at_ms && c->source->documents.available))
                return collect_sweep(c, now_ms, err);
        for (size_t k = 0; k < n; k++) {
                if (c->kinds[k].stamp_wanted && collect_source(c, k)->has_stamp)
                        return collect_start_stamp(c, k, err);
        }
        if (c->survey_wanted && now_ms >= c->survey_at_ms)
                return collect_survey_slice(c, now_ms, ret_wait, err);
        int64_t next = c->interval_at_ms < c->nightly_at_ms ? c->interval_at_ms : c->nightly_at_ms;
        if (c->survey_wanted && c->survey_at_ms < next)
                next = c->survey_at_ms;
        *ret_wait = next > now_ms ? next - now_ms : 0;
        return true;
}

/* Waits for the answer of a query under way; true in *ret_done when it is complete in c->rows. */
static bool await_rows(struct collector *c, bool *ret_done, struct err *err)
{
        for (;;) {
                struct db_result *r = NULL;
                const char *line;

                switch (db_poll(c->source->db, &r, &line, err)) {
                case DB_ROWS:
                        db_result_free(c->rows);
                        c->rows = r;
                        break;
                case DB_END:
                        *ret_done = true;
                        return true;
                case DB_WAIT:
                        *ret_done = false;
                        return true;
                default:
                        return false;
                }
        }
}

static bool take_rows(struct collector *c, int64_t *ret_wait, struct err *err)
{
        bool done = false, ok = true;
        enum collect_phase phase = c->phase;

        if (!await_rows(c, &done, err))
                return false;
        *ret_wait = done ? 0 : 1000;
        if (!done)
                return true;
        if (phase == PHASE_FETCH)
                ok = take_fetched(c, err);
        else if (phase == PHASE_STAMP)
                ok = collect_take_stamp(c, err);
        else
                ok = collect_take_changes(c, err);
        db_result_free(TAKE_PTR(c->rows));
        return ok;
}

static bool turn(struct collector *c, int64_t now_ms, int64_t *ret_wait, struct err *err)
{
        *ret_wait = 0;
        switch (c->phase) {
        case PHASE_CONNECT:
                if (now_ms < c->retry_at_ms) {
                        *ret_wait = c->retry_at_ms - now_ms;
                        return true;
                }
                return connect_all(c, now_ms, err);
        case PHASE_IDLE:
                if (db_notified(c->source->db))
                        c->changes_wanted = c->settings.config->collect_mode == COLLECT_CHANGELOG;
                return start_next(c, now_ms, ret_wait, err);
        case PHASE_SCAN:
                return collect_scan_slice(c, now_ms, ret_wait, err);
        case PHASE_SURVEY:
                return collect_survey_slice(c, now_ms, ret_wait, err);
        default:
                return take_rows(c, ret_wait, err);
        }
}

bool collect_turn(struct collector *c, int64_t now_ms, int64_t *ret_wait_ms, struct err *err)
{
        if (turn(c, now_ms, ret_wait_ms, err))
                return true;
        disconnect(c);
        *ret_wait_ms = retry_delay(&retry_db, c->failures, (uint32_t)now_ms, -1);
        c->retry_at_ms = now_ms + *ret_wait_ms;
        c->failures++;
        return false;
}

int collect_fd(const struct collector *c)
{
        return c->source ? db_fd(c->source->db) : -1;
}

bool collect_settled(const struct collector *c)
{
        if (c->phase == PHASE_CONNECT)
                return c->state && !c->leading; /* another daemon collects */
        if (c->phase != PHASE_IDLE || c->keys_waiting || c->changes_wanted || !c->scanned_once ||
            c->swept || (c->source->documents.available && c->sweep_at_ms == 0) ||
            (c->survey_wanted && c->survey_at_ms == 0))
                return false;
        for (size_t k = 0; k < collect_kind_count(c); k++) {
                if (c->kinds[k].scan_wanted)
                        return false;
        }
        return true;
}

bool collect_take_news(struct collector *c)
{
        bool news = c->news;

        c->news = false;
        return news;
}

struct db *collect_lead(const struct collector *c)
{
        return c->leading && c->phase != PHASE_CONNECT ? c->state : NULL;
}

bool collect_take_bulk(struct collector *c)
{
        if (c->fresh < c->settings.config->indicator_bulk_rows)
                return false;
        c->fresh = 0;
        return true;
}

const struct site *collect_site(const struct collector *c)
{
        return c->source ? &c->site : NULL;
}

bool collect_leading(const struct collector *c)
{
        return c->leading;
}
