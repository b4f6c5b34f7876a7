/* What differs between source and state, and whom that concerns. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "ctl/plan_compare.h"
#include "engine/arrays.h"
#include "ground/mem.h"
#include "pure/fault.h"
#include "sql.h"

enum { BATCH = 500, SLICE_LINES = 2000, POLL_MS = 1000 };

/* The kind being worked on. */
struct comparison {
        struct plan *plan;
        size_t kind;
        struct text keys, gone; /* differing ones, as array literals */
        size_t key_count, gone_count;
};

/* ---- Persons ---- */

void plan_add_nip(struct plan *p, const char *nip)
{
        if (p->nip_count > 0 && strcmp(p->nips[p->nip_count - 1], nip) == 0)
                return;
        p->nips = mem_resize_array(p->nips, p->nip_count + 1, sizeof *p->nips);
        p->nips[p->nip_count++] = mem_dup(nip);
}

static int by_name(const void *a, const void *b)
{
        return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorts, and keeps each person once. */
static void sort_nips(struct plan *p)
{
        size_t kept = 0;

        if (p->nip_count > 0)
                qsort(p->nips, p->nip_count, sizeof *p->nips, by_name);
        for (size_t i = 0; i < p->nip_count; i++) {
                if (kept > 0 && strcmp(p->nips[kept - 1], p->nips[i]) == 0)
                        free(p->nips[i]);
                else
                        p->nips[kept++] = p->nips[i];
        }
        p->nip_count = kept;
}

void plan_take_sample(struct plan *p, size_t wanted)
{
        size_t kept = 0, count = p->nip_count;

        for (size_t i = 0; i < count; i++) {
                if (wanted < count && i * wanted / count == (i + 1) * wanted / count)
                        free(p->nips[i]);
                else
                        p->nips[kept++] = p->nips[i];
        }
        p->nip_count = kept;
}

static const struct source_kind *kind_of(const struct comparison *c)
{
        return &c->plan->base.source->kinds[c->kind];
}

static struct plan_count *count_of(const struct comparison *c)
{
        return &c->plan->counts[c->kind];
}

/* ---- One kind ---- */

static bool is_valid(struct comparison *c, const char *const *values)
{
        const struct descriptor *d = kind_of(c)->descriptor;
        const char *deleted = d->is_deleted == NO_COLUMN ? NULL : values[d->is_deleted];
        struct plan_count *n = count_of(c);
        struct mapped m = {0};

        if (deleted && *deleted == 't') {
                n->deleted++;
                return false;
        }
        map_row(d, values, &c->plan->base.site, &m);
        bool valid = m.payload != NULL;
        *(valid ? &n->send : &n->quarantine) += 1;
        for (size_t k = 0; k < fault_kinds_count; k++)
                n->faults[k] += fault_has(&m.faults, fault_kinds[k].code);
        mapped_clear(&m);
        return valid;
}

/* For each row of a batch: has SIASN been read for the person, is the record on its way already? */
static bool look_up(struct comparison *c, const struct db_result *rows, struct db_result **ret,
                    struct err *err)
{
        struct text src_ids = {0}, nips = {0};

        if (!c->plan->base.state_exists)
                return true;
        for (size_t row = 0; row < db_rows(rows); row++) {
                db_array_add(&src_ids, db_value(rows, row, 1 + COLUMN_SRC_ID));
                db_array_add(&nips, db_value(rows, row, 1 + COLUMN_NIP));
        }
        bool ok = db_query(
                c->plan->base.state, sql_ctl_plan_known,
                DB_ARGS(kind_of(c)->descriptor->kind, db_array_end(&src_ids), db_array_end(&nips)),
                ret, err);
        text_free(&src_ids);
        text_free(&nips);
        return ok;
}

static void take_row(struct comparison *c, const char *const *values, const struct db_result *known,
                     size_t row)
{
        bool valid = is_valid(c, values), read = known && db_bool(known, row, 1);
        bool waiting = known && db_bool(known, row, 2);
        const char *nip = values[COLUMN_NIP] ? values[COLUMN_NIP] : "";

        if (read || c->plan->everybody)
                plan_add_nip(c->plan, nip);
        else if (valid && !waiting)
                count_of(c)->actions[PLAN_UNREAD]++;
        else if (!valid)
                count_of(c)->actions[PLAN_QUARANTINED]++;
}

static bool map_batch(struct comparison *c, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *known = NULL;
        size_t width = kind_of(c)->descriptor->column_count;
        CLEANUP(free_ptr) const char **values = NEW_ARRAY(const char *, width);

        if (c->key_count == 0)
                return true;
        if (!db_query_text(c->plan->base.fetch, kind_of(c)->fetch_sql,
                           DB_ARGS(db_array_end(&c->keys)), &rows, err) ||
            !look_up(c, rows, &known, err))
                return false;
        for (size_t row = 0; row < db_rows(rows); row++) {
                for (size_t i = 0; i < width; i++)
                        values[i] = db_value(rows, row, i + 1); /* the hash comes first */
                take_row(c, values, known, row);
        }
        text_clear(&c->keys);
        c->key_count = 0;
        return true;
}

static bool take_names(struct plan *p, const char *sql, const struct db_args *args, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(p->base.state, sql, args, &r, err))
                return false;
        for (size_t i = 0; i < db_rows(r); i++)
                plan_add_nip(p, db_text(r, i, 0));
        return true;
}

static bool gone_batch(struct comparison *c, struct err *err)
{
        bool ok = c->gone_count == 0 || !c->plan->base.state_exists ||
                  take_names(c->plan, sql_ctl_plan_gone,
                             DB_ARGS(kind_of(c)->descriptor->kind, db_array_end(&c->gone)), err);

        text_clear(&c->gone);
        c->gone_count = 0;
        return ok;
}

static bool take_key(void *arg, enum diff_change change, const char *src_id, struct err *err)
{
        struct comparison *c = arg;

        if (change == DIFF_GONE) {
                db_array_add(&c->gone, src_id);
                return ++c->gone_count < BATCH || gone_batch(c, err);
        }
        *(change == DIFF_NEW ? &count_of(c)->new : &count_of(c)->changed) += 1;
        db_array_add(&c->keys, src_id);
        return ++c->key_count < BATCH || map_batch(c, err);
}

static bool run_diff(struct diff *diff, const char *source_sql, const char *state_sql,
                     struct err *err)
{
        enum diff_step step = DIFF_MORE;

        if (!diff_start(diff, source_sql, state_sql, err))
                return false;
        while (step == DIFF_MORE || step == DIFF_WAIT) {
                if (step == DIFF_WAIT)
                        poll(&(struct pollfd){.fd = db_fd(diff->source), .events = POLLIN}, 1,
                             POLL_MS);
                step = diff_slice(diff, SLICE_LINES, err);
        }
        return step == DIFF_DONE;
}

bool plan_diff(struct plan *p, const char *scan_sql, const char *state_kind, diff_sink *sink,
               void *arg, struct plan_count *n, struct err *err)
{
        struct diff diff = {
                .source = p->base.source->db, .state = p->base.state, .sink = sink, .arg = arg};
        CLEANUP(free_ptr) char *literal = db_literal(p->base.state, state_kind);
        CLEANUP(free_ptr)
        char *state_sql = p->base.state_exists ? db_expand(sql_state_keys,
                                                           (const char *[]){"kind", literal, NULL})
                                               : mem_dup(sql_ctl_no_keys);
        bool ok = run_diff(&diff, scan_sql, state_sql, err);

        n->rows = diff.seen;
        n->unchanged = diff.seen - diff.duplicates - n->new - n->changed;
        n->gone = diff.gone;
        diff_clear(&diff);
        return ok;
}

static bool compare_kind(struct plan *p, size_t kind, struct err *err)
{
        struct comparison c = {.plan = p, .kind = kind};
        const struct source_kind *k = kind_of(&c);
        bool ok =
                !k->available ||
                (plan_diff(p, k->scan_sql, k->descriptor->kind, take_key, &c, count_of(&c), err) &&
                 map_batch(&c, err) && gone_batch(&c, err)) ||
                err_prefix(err, "comparing view %s", k->descriptor->view);

        text_free(&c.keys);
        text_free(&c.gone);
        return ok;
}

void plan_count_fault(struct plan *p, size_t kind, const char *code, int64_t rows)
{
        const struct fault_kind *fault = code ? fault_kind_find(code) : NULL;

        if (fault)
                p->counts[kind].faults[fault - fault_kinds] += rows;
}

/* Rows gone before, whose deletes wait or are not to be. */
static bool count_deletes(struct plan *p, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(p->base.state, sql_ctl_plan_deletes, NULL, &r, err))
                return false;
        for (size_t i = 0; i < db_rows(r); i++) {
                size_t kind = catalog_index(p->base.catalog, db_text(r, i, 0));

                if (kind == p->base.catalog->on_count)
                        continue;
                p->counts[kind].actions[PLAN_DELETE_HELD] += db_int(r, i, 2);
                plan_count_fault(p, kind, db_text(r, i, 1), db_int(r, i, 2));
        }
        return true;
}

static bool count_waiting(struct plan *p, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *age = NULL;

        if (!p->base.state_exists)
                return true;
        if (!db_query(p->base.state, sql_ctl_waiting, NULL, &r, err) ||
            !db_query(p->base.state, sql_ctl_plan_age, NULL, &age, err) || !count_deletes(p, err) ||
            !take_names(p, sql_ctl_plan_due, NULL, err))
                return false;
        p->first_read = mem_dup(db_text(age, 0, 0));
        p->last_read = mem_dup(db_text(age, 0, 1));
        for (size_t i = 0; i < db_rows(r); i++) {
                size_t kind = catalog_index(p->base.catalog, db_text(r, i, 0));

                if (kind == p->base.catalog->on_count)
                        continue;
                p->counts[kind].waiting = db_int(r, i, 1);
                if (!p->everybody)
                        p->counts[kind].actions[PLAN_UNREAD] += db_int(r, i, 2);
        }
        return true;
}

bool plan_compare(struct plan *p, struct err *err)
{
        if (!count_waiting(p, err) || !db_script(p->base.source->db, sql_source_begin, err))
                return false;
        for (size_t k = 0; k < p->base.source->kind_count; k++) {
                if (!compare_kind(p, k, err))
                        return false;
        }
        if (!plan_count_documents(p, err) || !plan_count_feed(p, err))
                return false;
        sort_nips(p);
        p->concerned = p->nip_count;
        return true;
}
