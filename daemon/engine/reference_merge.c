#include "engine/reference_merge.h"

#include <stdio.h>
#include <string.h>

#include "engine/arrays.h"
#include "engine/reference_flag.h"
#include "ground/mem.h"
#include "pure/guard.h"
#include "sql.h"

/* A list that loses more than both at once is more often a broken reply than news. */
static const struct guard_limits limits = {
        .changed_rows = INT64_MAX, .changed_pct = 100, .gone_rows = 2, .gone_pct = 10};

struct difference {
        int64_t known, incoming;
        const char *hash; /* lives as long as the result */
        bool same;
};

static bool compare(struct db *state, struct reference_outcome *o, struct difference *ret,
                    struct db_result **rows, struct err *err)
{
        if (!db_query(state, sql_reference_compare, DB_ARGS(o->list->name), rows, err))
                return false;
        ret->known = db_int(*rows, 0, 0);
        ret->incoming = db_int(*rows, 0, 1);
        o->rows = ret->incoming;
        o->added = db_int(*rows, 0, 2);
        o->changed = db_int(*rows, 0, 3);
        o->gone = db_int(*rows, 0, 4);
        o->back = db_int(*rows, 0, 5);
        ret->hash = db_text(*rows, 0, 6);
        ret->same = db_bool(*rows, 0, 7);
        return true;
}

/* REFERENCE_PENDING: nothing speaks against the list. */
static enum reference_end judge(const struct reference_merge *m, const struct difference *d,
                                struct reference_outcome *o)
{
        const struct guard_counts counts = {.known = d->known, .gone = o->gone};
        char reason[200];

        if (d->incoming == 0 && d->known == 0) {
                snprintf(o->why, sizeof o->why, "SIASN has nothing in this list");
                return REFERENCE_NONE;
        }
        if (d->incoming == 0) {
                snprintf(o->why, sizeof o->why, "SIASN gave an empty list; %lld items are kept",
                         (long long)d->known);
                return REFERENCE_REFUSED;
        }
        if (m->accept_by || !guard_holds(&limits, &counts, reason))
                return REFERENCE_PENDING;
        snprintf(o->why, sizeof o->why,
                 "%s: the old list is kept; if SIASN is right, run `siasnctl reference accept %s "
                 "--by NAME`",
                 reason, o->list->name);
        return REFERENCE_REFUSED;
}

static bool add_event(struct db *state, const char *actor, const char *what,
                      const struct reference_outcome *o, const char *by, struct err *err)
{
        struct arrays events = {0};
        json_t *detail =
                json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:s*}", "list", o->list->name, "why",
                          o->why, "rows", (json_int_t)o->rows, "added", (json_int_t)o->added,
                          "changed", (json_int_t)o->changed, "gone", (json_int_t)o->gone, "back",
                          (json_int_t)o->back, "by", by);
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);

        json_decref(detail);
        ARRAYS_ADD(&events, what, "", "", "", text);
        bool ok = arrays_query(state, sql_event_append, &actor, 1,
                               &(struct arrays_part){&events, 5}, 1, NULL, err);
        arrays_free(&events);
        return ok;
}

static bool refuse(const struct reference_merge *m, const struct reference_outcome *o,
                   struct err *err)
{
        const char *never = o->end == REFERENCE_NONE ? "t" : "f";

        return db_query(m->state, sql_reference_incoming_clear, DB_ARGS(o->list->name), NULL,
                        err) &&
               db_query(m->state, sql_reference_list_problem, DB_ARGS(o->list->name, o->why, never),
                        NULL, err) &&
               (o->end == REFERENCE_NONE ||
                add_event(m->state, m->actor, "reference_refused", o, NULL, err));
}

static bool take(const struct reference_merge *m, struct reference_outcome *o,
                 const struct difference *d, struct err *err)
{
        const struct db_args *list = DB_ARGS(o->list->name);

        o->end = d->same ? REFERENCE_SAME : REFERENCE_TAKEN;
        if (!d->same && (!db_query(m->state, sql_reference_history_add, list, NULL, err) ||
                         !db_query(m->state, sql_reference_gone, list, NULL, err) ||
                         !db_query(m->state, sql_reference_take, list, NULL, err) ||
                         !reference_flag_begin(m->state, err)))
                return false;
        return db_query(m->state, sql_reference_list_taken,
                        DB_ARGS(o->list->name, NUMBER(d->incoming), d->hash, d->same ? "f" : "t"),
                        NULL, err) &&
               db_query(m->state, sql_reference_incoming_clear, list, NULL, err) &&
               (d->same || add_event(m->state, m->actor, "reference", o, m->accept_by, err));
}

static bool merge(const struct reference_merge *m, struct reference_outcome *o, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;
        struct difference d;

        if (!db_query(m->state, sql_reference_plans, NULL, NULL, err) ||
            !compare(m->state, o, &d, &rows, err))
                return false;
        o->end = judge(m, &d, o);
        return o->end == REFERENCE_PENDING ? take(m, o, &d, err) : refuse(m, o, err);
}

bool reference_merge_list(const struct reference_merge *m, struct reference_outcome *o,
                          struct err *err)
{
        if (db_begin(m->state, err) && merge(m, o, err) && db_commit(m->state, err))
                return true;
        db_rollback(m->state);
        return false;
}

bool reference_merge_problem(const struct reference_merge *m, const struct reference_outcome *o,
                             struct err *err)
{
        if (db_begin(m->state, err) && refuse(m, o, err) && db_commit(m->state, err))
                return true;
        db_rollback(m->state);
        return false;
}
