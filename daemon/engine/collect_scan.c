/* The base way of collecting: every key and hash of a view against ours. */
#include <stdio.h>
#include <string.h>

#include "engine/collect_private.h"
#include "ground/clock.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "sql.h"

enum { KEYS_BUFFERED = 1000, SLICE_LINES = 2000, SURVEY_PAUSE_MS = 60000, SURVEY_SHARE = 100 };

/* What a scan finds and what the change log names are written differently: see changed_key_scan. */
static bool write_keys(struct collector *c, struct err *err)
{
        const char *scan[] = {c->scan_mark};

        return (c->keys.rows == 0 ||
                arrays_query(c->state, sql_changed_key_add, NULL, 0,
                             &(struct arrays_part){&c->keys, 2}, 1, NULL, err)) &&
               (c->found.rows == 0 ||
                arrays_query(c->state, sql_changed_key_scan, scan, 1,
                             &(struct arrays_part){&c->found, 3}, 1, NULL, err));
}

bool collect_flush_keys(struct collector *c, struct err *err)
{
        bool some = c->keys.rows + c->found.rows > 0;

        c->keys_waiting |= some;
        for (size_t k = 0; some && k < collect_kind_count(c); k++)
                c->kinds[k].believed = false;
        return write_keys(c, err);
}

static bool keep_key(void *arg, enum diff_change change, const char *src_id, struct err *err)
{
        struct collector *c = arg;

        ARRAYS_ADD(&c->found, collect_descriptor(c, c->kind)->kind, src_id,
                   change == DIFF_GONE ? "t" : "f");
        return c->found.rows < KEYS_BUFFERED || collect_flush_keys(c, err);
}

static bool note_mark(struct collector *c, size_t kind, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(c->state, sql_changed_key_mark, NULL, &r, err))
                return false;
        free(c->scan_mark);
        c->scan_mark = mem_dup(db_text(r, 0, 0));
        snprintf(c->kinds[kind].scan_began, sizeof c->kinds[kind].scan_began, "%s",
                 db_text(r, 0, 1));
        return true;
}

bool collect_start_scan(struct collector *c, size_t kind, int64_t now_ms, struct err *err)
{
        const struct descriptor *d = collect_descriptor(c, kind);
        CLEANUP(free_ptr) char *literal = db_literal(c->stream, d->kind);
        CLEANUP(free_ptr)
        char *state_sql = db_expand(sql_state_keys, (const char *[]){"kind", literal, NULL});

        if (!c->in_scan && !db_script(c->source->db, sql_source_begin, err))
                return false;
        c->in_scan = true;
        if (!note_mark(c, kind, err))
                return false;
        diff_clear(&c->diff);
        c->diff = (struct diff){
                .source = c->source->db, .state = c->stream, .sink = keep_key, .arg = c};
        c->kind = kind;
        c->started_ms = now_ms;
        c->phase = PHASE_SCAN;
        return diff_start(&c->diff, collect_source(c, kind)->scan_sql, state_sql, err) ||
               err_prefix(err, "scan of %s", d->view);
}

static bool finish_scan(struct collector *c, int64_t now_ms, struct err *err)
{
        const struct descriptor *d = collect_descriptor(c, c->kind);
        const struct diff *r = &c->diff;

        if (!collect_flush_keys(c, err) ||
            !db_query(c->state, sql_changed_key_settle, DB_ARGS(d->kind, c->scan_mark), NULL,
                      err) ||
            !db_query(c->state, sql_collect_run_set,
                      DB_ARGS(d->kind, "scan", NUMBER(r->seen), NUMBER(r->changed), NUMBER(r->gone),
                              NUMBER(now_ms - c->started_ms)),
                      NULL, err) ||
            !db_query(c->state, sql_quarantine_seen, DB_ARGS(d->kind), NULL, err))
                return false;
        if (r->duplicates)
                log_warning("view gives the same src_id more than once: later rows are ignored",
                            log_text("view", d->view), log_number("rows", r->duplicates));
        if (r->changed || r->gone)
                log_info("scan found changes", log_text("kind", d->kind),
                         log_number("rows", r->seen), log_number("changed", r->changed),
                         log_number("gone", r->gone));
        c->kinds[c->kind].scan_wanted = false;
        c->kinds[c->kind].scanned = c->kinds[c->kind].count_gone = true;
        c->keys_waiting = true; /* what was found, or rows to be counted as gone */
        c->phase = PHASE_IDLE;
        return true;
}

bool collect_scan_slice(struct collector *c, int64_t now_ms, int64_t *ret_wait, struct err *err)
{
        *ret_wait = 0;
        switch (diff_slice(&c->diff, SLICE_LINES, err)) {
        case DIFF_MORE:
                return true;
        case DIFF_WAIT:
                *ret_wait = 1000;
                return true;
        case DIFF_DONE:
                return finish_scan(c, now_ms, err);
        default:
                return err_prefix(err, "scan of %s", collect_descriptor(c, c->kind)->view);
        }
}

/* A survey costs a hundredth of the time at most, whatever the site's size and haste. */
static void finish_survey(struct collector *c, int64_t now_ms)
{
        int64_t took = now_ms - c->started_ms;

        log_debug("survey", log_number("findings", survey_found(c->survey)),
                  log_number("ms", took));
        survey_free(TAKE_PTR(c->survey));
        c->survey_at_ms = now_ms + SURVEY_PAUSE_MS + SURVEY_SHARE * took;
        c->phase = PHASE_IDLE;
}

bool collect_survey_slice(struct collector *c, int64_t now_ms, int64_t *ret_wait, struct err *err)
{
        *ret_wait = 0;
        if (!c->survey) {
                c->survey = survey_new(c->source, c->state, c->settings.catalog);
                c->survey_wanted = false;
                c->started_ms = now_ms;
                c->phase = PHASE_SURVEY;
        }
        switch (survey_slice(c->survey, SLICE_LINES, err)) {
        case SURVEY_MORE:
                return true;
        case SURVEY_WAIT:
                *ret_wait = 1000;
                return true;
        case SURVEY_DONE:
                finish_survey(c, now_ms);
                return true;
        default:
                c->survey_wanted = true;
                return err_prefix(err, "survey of the source");
        }
}
