/*
 * Rows that are gone: after each complete scan that the guard believed, the ones that still are
 * count one more, and when they have been counted often enough their deletes go. Many deletes at
 * once wait for a person, by the limits of the mass-change guard, under the name delete:KIND.
 */
#include "engine/collect_private.h"
#include "engine/guard_limits.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "sql.h"

static bool hold(struct collector *c, const char *kind, const struct guard_counts *n,
                 const char *reason, struct err *err)
{
        struct text name = {0};

        text_addf(&name, "delete:%s", kind);
        log_warning("mass delete held: look at `siasnctl guard show`, release it with `siasnctl "
                    "guard release --kind delete:KIND --by NAME`, or put the rows back",
                    log_id(LOG_ID_DELETE_HELD), log_text("kind", kind), log_text("why", reason));
        bool ok = db_query(c->state, sql_guard_hold,
                           DB_ARGS(name.s, reason, NUMBER(n->known), "0", NUMBER(n->gone)), NULL,
                           err);
        text_free(&name);
        return ok;
}

/* May the deletes that this scan makes due go? */
static bool judge(struct collector *c, size_t k, bool *ret_may, struct err *err)
{
        const char *kind = collect_descriptor(c, k)->kind;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct guard_limits limits;
        char reason[200];

        if (!guard_limits_of(c->settings.config, c->settings.catalog, kind, &limits, err) ||
            !db_query(c->state, sql_gone_ripe,
                      DB_ARGS(kind, NUMBER(c->settings.catalog->delete_scans),
                              c->kinds[k].scan_began, NUMBER(limits.gone_rows)),
                      &r, err))
                return false;
        limits.hold_first_load = false;
        struct guard_counts counts = {.known = db_int(r, 0, 1) + db_int(r, 0, 0),
                                      .gone = db_int(r, 0, 0)};
        *ret_may = !guard_holds(&limits, &counts, reason) || db_int(r, 0, 2) >= counts.gone;
        if (!*ret_may)
                return hold(c, kind, &counts, reason, err);
        return !db_value(r, 0, 2) || db_query(c->state, sql_gone_passed, DB_ARGS(kind), NULL, err);
}

bool collect_count_gone(struct collector *c, size_t k, struct err *err)
{
        const char *kind = collect_descriptor(c, k)->kind;
        CLEANUP(db_result_free_ptr) struct db_result *due = NULL;
        bool may;

        if (!c->kinds[k].count_gone)
                return true;
        c->kinds[k].count_gone = false;
        if (!c->settings.catalog->deletes[k])
                return db_query(c->state, sql_gone_reset, DB_ARGS(kind), NULL, err);
        if (!judge(c, k, &may, err) ||
            !db_query(c->state, sql_gone_count,
                      DB_ARGS(kind, NUMBER(c->settings.catalog->delete_scans), may ? "t" : "f",
                              c->kinds[k].scan_began),
                      &due, err))
                return false;
        c->news |= db_rows(due) > 0;
        return true;
}
