/*
 * Verb plan: what a collect would find and what would come of it, without sending or writing.
 *
 * Source and state are compared as the daemon compares them, and each differing row is mapped as
 * the daemon maps it. What only SIASN knows (is the row there already?) is not asked, nor whether
 * the person is fit to be sent for: the numbers are upper bounds.
 */
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "ctl/ctl.h"
#include "engine/arrays.h"
#include "engine/diff.h"
#include "ground/mem.h"
#include "pure/fault.h"
#include "sql.h"

enum { BATCH = 500, SLICE_LINES = 2000, POLL_MS = 1000 };

static const struct table_column columns[] = {
        {"kind", "KIND", CELL_TEXT},
        {"mode", "MODE", CELL_TEXT},
        {"available", NULL, CELL_BOOL},
        {"rows", "ROWS", CELL_NUMBER},
        {"unchanged", "UNCHANGED", CELL_NUMBER},
        {"new", "NEW", CELL_NUMBER},
        {"changed", "CHANGED", CELL_NUMBER},
        {"marked_deleted", "DELETED", CELL_NUMBER}, /* of those, deleted softly in SIMPEG */
        {"quarantine", "QUARANTINE", CELL_NUMBER},  /* of those */
        {"send", "SEND", CELL_NUMBER},              /* of those; none where only compared */
        {"gone", "GONE", CELL_NUMBER},              /* known to us, not in SIMPEG any more */
        {"waiting", "WAITING", CELL_NUMBER},        /* collected before, not yet delivered */
};

static const struct table_column code_columns[] = {
        {"kind", "KIND", CELL_TEXT}, {"code", "CODE", CELL_TEXT}, {"rows", "ROWS", CELL_NUMBER}};

static const char *const modes[] = {
        [MODE_WRITE] = "write", [MODE_UPDATE] = "update", [MODE_COMPARE] = "compare"};

struct plan {
        struct catalog *catalog;
        struct source *source;
        struct db *fetch; /* the source once more, beside its stream */
        struct db *state;
        struct db_result *waiting; /* kind, records */
        struct db_result *deletes; /* kind, code, rows: gone before */
        bool state_exists;         /* without its tables everything is new */
        struct site site;
        struct table *kinds, *codes;
        /* The kind being worked on. */
        const struct source_kind *kind;
        struct text keys; /* differing ones, as an array literal */
        size_t key_count;
        int64_t new, changed, deleted, quarantine, send;
        int64_t *faults; /* rows a fault, in the order of fault_kinds */
};

/* ---- One kind ---- */

static void count_faults(struct plan *p, const struct fault_list *faults)
{
        for (size_t k = 0; k < fault_kinds_count; k++)
                p->faults[k] += fault_has(faults, fault_kinds[k].code);
}

static void map_one(struct plan *p, const char *const *values)
{
        const struct descriptor *d = p->kind->descriptor;
        const char *deleted = d->is_deleted == NO_COLUMN ? NULL : values[d->is_deleted];
        struct mapped m = {0};

        if (deleted && *deleted == 't') {
                p->deleted++;
                return;
        }
        map_row(d, values, &p->site, &m);
        if (m.payload)
                p->send++;
        else
                p->quarantine++;
        count_faults(p, &m.faults);
        mapped_clear(&m);
}

static bool map_batch(struct plan *p, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;
        size_t width = p->kind->descriptor->column_count;
        CLEANUP(free_ptr) const char **values = NEW_ARRAY(const char *, width);

        if (p->key_count == 0)
                return true;
        if (!db_query_text(p->fetch, p->kind->fetch_sql, DB_ARGS(db_array_end(&p->keys)), &rows,
                           err))
                return false;
        for (size_t row = 0; row < db_rows(rows); row++) {
                for (size_t i = 0; i < width; i++)
                        values[i] = db_value(rows, row, i + 1); /* the hash comes first */
                map_one(p, values);
        }
        text_clear(&p->keys);
        p->key_count = 0;
        return true;
}

static bool take_key(void *arg, enum diff_change change, const char *src_id, struct err *err)
{
        struct plan *p = arg;

        if (change == DIFF_GONE)
                return true;
        if (change == DIFF_NEW)
                p->new ++;
        else
                p->changed++;
        db_array_add(&p->keys, src_id);
        return ++p->key_count < BATCH || map_batch(p, err);
}

static bool run_diff(struct plan *p, struct diff *diff, struct err *err)
{
        CLEANUP(free_ptr) char *literal = db_literal(p->state, p->kind->descriptor->kind);
        CLEANUP(free_ptr)
        char *state_sql =
                p->state_exists ? db_expand(sql_state_keys, (const char *[]){"kind", literal, NULL})
                                : mem_dup(sql_ctl_no_keys);
        enum diff_step step = DIFF_MORE;

        if (!diff_start(diff, p->kind->scan_sql, state_sql, err))
                return false;
        while (step == DIFF_MORE || step == DIFF_WAIT) {
                if (step == DIFF_WAIT)
                        poll(&(struct pollfd){.fd = db_fd(p->source->db), .events = POLLIN}, 1,
                             POLL_MS);
                step = diff_slice(diff, SLICE_LINES, err);
        }
        return step == DIFF_DONE && map_batch(p, err);
}

static const char *waiting_of(const struct plan *p, const char *kind)
{
        for (size_t row = 0; p->waiting && row < db_rows(p->waiting); row++) {
                if (str_same(db_text(p->waiting, row, 0), kind))
                        return db_text(p->waiting, row, 1);
        }
        return "0";
}

/* What holds the delete of a row that this comparison found to be gone. */
static const char *delete_code(const struct plan *p, const struct descriptor *d)
{
        if (!d->delete_path)
                return "DELETE_NO_ENDPOINT";
        return p->catalog->deletes[catalog_index(p->catalog, d->kind)] ? "DELETE_WAIT"
                                                                       : "DELETE_OFF";
}

/* Rows gone now and before, whose deletes wait or are not to be. */
static void add_deletes(struct plan *p, const struct descriptor *d, int64_t gone)
{
        const char *code = delete_code(p, d);

        for (size_t row = 0; p->deletes && row < db_rows(p->deletes); row++) {
                bool same = strcmp(db_text(p->deletes, row, 1), code) == 0;

                if (strcmp(db_text(p->deletes, row, 0), d->kind) != 0)
                        continue;
                TABLE_ADD(p->codes, d->kind, db_text(p->deletes, row, 1),
                          NUMBER(db_int(p->deletes, row, 2) + (same ? gone : 0)));
                gone = same ? 0 : gone;
        }
        if (gone > 0 && d->mode == MODE_WRITE)
                TABLE_ADD(p->codes, d->kind, code, NUMBER(gone));
}

static void add_kind(struct plan *p, const struct diff *diff)
{
        const struct descriptor *d = p->kind->descriptor;

        TABLE_ADD(p->kinds, d->kind, modes[d->mode], p->kind->available ? "t" : "f",
                  NUMBER(diff->seen), NUMBER(diff->seen - diff->duplicates - p->new - p->changed),
                  NUMBER(p->new), NUMBER(p->changed), NUMBER(p->deleted), NUMBER(p->quarantine),
                  d->mode == MODE_COMPARE ? NULL : NUMBER(p->send), NUMBER(diff->gone),
                  waiting_of(p, d->kind));
        for (size_t k = 0; k < fault_kinds_count; k++) {
                if (p->faults[k])
                        TABLE_ADD(p->codes, d->kind, fault_kinds[k].code, NUMBER(p->faults[k]));
        }
        add_deletes(p, d, diff->gone + p->deleted);
}

static bool plan_kind(struct plan *p, const struct source_kind *kind, struct err *err)
{
        struct diff diff = {.source = p->source->db, .state = p->state, .sink = take_key, .arg = p};
        bool ok = true;

        p->kind = kind;
        p->new = p->changed = p->deleted = p->quarantine = p->send = 0;
        p->faults = NEW_ARRAY(int64_t, fault_kinds_count);
        if (kind->available)
                ok = run_diff(p, &diff, err) ||
                     err_prefix(err, "comparing view %s", kind->descriptor->view);
        if (ok)
                add_kind(p, &diff);
        diff_clear(&diff);
        free(TAKE_PTR(p->faults));
        return ok;
}

/* ---- All ---- */

static bool look_at_state(struct plan *p, const struct config *config, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!ctl_open_state(config, true, &p->state, err) ||
            !db_query(p->state, sql_ctl_has_rows, NULL, &r, err))
                return false;
        p->state_exists = db_bool(r, 0, 0);
        return !p->state_exists ||
               (db_query(p->state, sql_ctl_waiting, NULL, &p->waiting, err) &&
                db_query(p->state, sql_ctl_plan_deletes, NULL, &p->deletes, err));
}

static bool work(struct plan *p, const struct config *config, struct err *err)
{
        if (!catalog_load(config, &p->catalog, err) || !look_at_state(p, config, err) ||
            !ctl_open_source(config, p->catalog, &p->source, err) ||
            !source_site(p->source, config, &p->site, err) ||
            !ctl_open_source_db(config, &p->fetch, err) ||
            !db_script(p->source->db, sql_source_begin, err))
                return false;
        for (size_t i = 0; i < p->source->kind_count; i++) {
                if (!plan_kind(p, &p->source->kinds[i], err))
                        return false;
        }
        return true;
}

static void print(const struct ctl *ctl, const struct plan *p)
{
        switch (ctl->format) {
        case FORMAT_JSON:
                ctl_print_json(json_pack("{s:b, s:o, s:o}", "state_exists", p->state_exists,
                                         "kinds", table_json(p->kinds), "quarantine",
                                         table_json(p->codes)));
                break;
        case FORMAT_CSV:
                table_print_csv(p->kinds);
                break;
        default:
                table_print_text(p->kinds);
                ctl_print_section("Reasons for quarantine", p->codes);
                if (!p->state_exists)
                        puts("\nThe state has no tables yet: everything counts as new.");
        }
}

enum ctl_exit ctl_plan(const struct ctl *ctl, struct err *err)
{
        CLEANUP(table_free_ptr) struct table *kinds = table_new(columns, COUNT_OF(columns));
        CLEANUP(table_free_ptr)
        struct table *codes = table_new(code_columns, COUNT_OF(code_columns));
        struct plan p = {.kinds = kinds, .codes = codes};
        bool ok = work(&p, ctl->config, err);

        if (ok)
                print(ctl, &p);
        text_free(&p.keys);
        db_result_free(p.waiting);
        db_result_free(p.deletes);
        db_close(p.fetch);
        db_close(p.state);
        source_close(p.source);
        catalog_free(p.catalog);
        return ok ? CTL_OK : CTL_FAILED;
}
