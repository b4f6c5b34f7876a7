/* The mass-change guard: before keys of a kind are absorbed, is the step believable? */
#include "engine/collect_private.h"
#include "engine/guard_limits.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "sql.h"

static bool tell(struct collector *c, const char *kind, const char *reason, struct err *err)
{
        struct arrays events = {0};
        json_t *detail = json_pack("{s:s}", "reason", reason);
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);

        json_decref(detail);
        ARRAYS_ADD(&events, "guard_hold", "", kind, "", text);
        bool ok = arrays_query(c->state, sql_event_append, &c->settings.actor, 1,
                               &(struct arrays_part){&events, 5}, 1, NULL, err);
        arrays_free(&events);
        return ok;
}

static bool hold(struct collector *c, size_t k, const struct guard_counts *n, const char *reason,
                 bool already, struct err *err)
{
        const char *kind = collect_descriptor(c, k)->kind;

        c->kinds[k].held = true;
        if (already && c->kinds[k].held_told)
                return true;
        c->kinds[k].held_told = true;
        log_warning("mass change held: look at `siasnctl guard show`, release it with "
                    "`siasnctl guard release --kind KIND --by NAME`, or mend the view",
                    log_text("kind", kind), log_text("why", reason));
        return db_query(
                       c->state, sql_guard_hold,
                       DB_ARGS(kind, reason, NUMBER(n->known), NUMBER(n->changed), NUMBER(n->gone)),
                       NULL, err) &&
               (already || tell(c, kind, reason, err));
}

bool collect_guard(struct collector *c, size_t k, bool *ret_may, struct err *err)
{
        const struct descriptor *d = collect_descriptor(c, k);
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct guard_limits limits;
        char reason[200];

        *ret_may = c->kinds[k].believed;
        if (*ret_may)
                return true;
        if (!guard_limits_of(c->settings.config, c->settings.catalog, d->kind, &limits, err))
                return false;
        int64_t always =
                limits.gone_rows < limits.changed_rows ? limits.gone_rows : limits.changed_rows;
        if (!db_query(c->state, sql_guard_look, DB_ARGS(d->kind, NUMBER(always)), &r, err))
                return false;
        struct guard_counts counts = {
                .known = db_int(r, 0, 0), .changed = db_int(r, 0, 1), .gone = db_int(r, 0, 2)};
        if (guard_holds(&limits, &counts, reason))
                return hold(c, k, &counts, reason, db_bool(r, 0, 3), err);
        c->kinds[k].held = c->kinds[k].held_told = false;
        c->kinds[k].believed = *ret_may = true;
        if (counts.changed + counts.gone == 0 && !db_bool(r, 0, 3))
                return true;
        return db_query(c->state, sql_guard_pass, DB_ARGS(d->kind, db_text(r, 0, 4)), NULL, err);
}

bool collect_guard_loaded(struct collector *c, size_t k, struct err *err)
{
        if (!c->kinds[k].scanned || c->kinds[k].loaded)
                return true;
        c->kinds[k].loaded = true;
        return db_query(c->state, sql_guard_loaded, DB_ARGS(collect_descriptor(c, k)->kind), NULL,
                        err);
}
