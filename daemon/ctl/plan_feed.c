/* What travels beside SIMPEG's rows: documents, and completions from outside SIMPEG. */
#include "ctl/plan_compare.h"
#include "engine/absorb_document.h"
#include "engine/training.h"
#include "ground/mem.h"
#include "sql.h"

enum { BATCH = 500 };

/* ---- Documents ---- */

/* New and changed keys of one batch. */
struct documents {
        struct plan *plan;
        struct text keys;
        size_t count;
};

/* Their files are read when they are sent: what is wrong with the row itself is known now. */
static bool judge(struct documents *d, struct err *err)
{
        const struct plan_base *base = &d->plan->base;
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;
        int64_t *actions = d->plan->documents.actions;
        const char *value;

        if (d->count == 0)
                return true;
        if (!db_query_text(base->fetch, base->source->documents.fetch_sql,
                           DB_ARGS(db_array_end(&d->keys)), &rows, err))
                return false;
        for (size_t i = 0; i < db_rows(rows); i++) {
                bool faulty = document_fault(base->catalog, rows, i, &value) != NULL;

                actions[faulty ? PLAN_QUARANTINED : PLAN_UNREAD]++;
        }
        text_clear(&d->keys);
        d->count = 0;
        return true;
}

static bool take_document(void *arg, enum diff_change change, const char *src_id, struct err *err)
{
        struct documents *d = arg;
        struct plan_count *n = &d->plan->documents;

        if (change == DIFF_GONE)
                return true;
        *(change == DIFF_NEW ? &n->new : &n->changed) += 1;
        db_array_add(&d->keys, src_id);
        return ++d->count < BATCH || judge(d, err);
}

static bool count_known(struct plan *p, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        int64_t *actions = p->documents.actions;

        if (!p->base.state_exists)
                return true;
        if (!db_query(p->base.state, sql_ctl_plan_documents, NULL, &r, err))
                return false;
        actions[PLAN_CREATE] = db_int(r, 0, 0);
        actions[PLAN_UPDATE] = db_int(r, 0, 1);
        actions[PLAN_SAME] = db_int(r, 0, 2);
        actions[PLAN_QUARANTINED] += db_int(r, 0, 3);
        p->documents.waiting = db_int(r, 0, 4);
        return true;
}

bool plan_count_documents(struct plan *p, struct err *err)
{
        const struct source_kind *k = &p->base.source->documents;
        struct documents d = {.plan = p};
        bool ok = !k->available ||
                  (plan_diff(p, k->scan_sql, document_queue.kind, take_document, &d, &p->documents,
                             err) &&
                   judge(&d, err)) ||
                  err_prefix(err, "comparing view %s", document_queue.view);

        text_free(&d.keys);
        return ok && count_known(p, err);
}

/* ---- Completions ---- */

bool plan_count_feed(struct plan *p, struct err *err)
{
        size_t kind = catalog_index(p->base.catalog, TRAINING_KIND);
        CLEANUP(db_result_free_ptr) struct db_result *all = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!p->base.state_exists || kind == p->base.catalog->on_count)
                return true;
        if (!db_query(p->base.state, sql_ctl_plan_feed_rows, NULL, &all, err) ||
            !db_query(p->base.state, sql_ctl_plan_feed, NULL, &r, err))
                return false;
        p->feed.rows = db_int(all, 0, 0);
        for (size_t i = 0; i < db_rows(r); i++) {
                bool gone = db_bool(r, i, 3);

                *(gone ? &p->feed.gone : db_bool(r, i, 2) ? &p->feed.changed : &p->feed.new) += 1;
                if (db_bool(r, i, 1) || p->everybody)
                        plan_add_nip(p, db_text(r, i, 0));
                else
                        p->counts[kind].actions[PLAN_UNREAD] += !gone;
        }
        p->feed.unchanged = p->feed.rows - p->feed.new - p->feed.changed;
        return true;
}
