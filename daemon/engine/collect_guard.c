/* The mass-change guard: before keys of a kind are absorbed, is the step believable? */
#include "engine/guard_step.h"

#include "engine/arrays.h"
#include "engine/collect_private.h"
#include "engine/guard_limits.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "sql.h"

static bool tell(const struct guard_step *g, const char *reason, struct err *err)
{
        struct arrays events = {0};
        json_t *detail = json_pack("{s:s}", "reason", reason);
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);

        json_decref(detail);
        ARRAYS_ADD(&events, "guard_hold", "", g->kind, "", text);
        bool ok = arrays_query(g->state, sql_event_append, &g->actor, 1,
                               &(struct arrays_part){&events, 5}, 1, NULL, err);
        arrays_free(&events);
        return ok;
}

static bool hold(const struct guard_step *g, const struct guard_counts *n, const char *reason,
                 bool already, struct err *err)
{
        *g->held = true;
        if (already && *g->held_told)
                return true;
        *g->held_told = true;
        log_warning(n->known == 0
                            ? "first load held: look at `siasnctl plan`, release it with "
                              "`siasnctl plan release --by NAME`"
                            : "mass change held: look at `siasnctl guard show`, release it with "
                              "`siasnctl guard release --kind KIND --by NAME`, or mend the view",
                    log_id(LOG_ID_GUARD_HELD), log_text("kind", g->kind), log_text("why", reason));
        return db_query(g->state, sql_guard_hold,
                        DB_ARGS(g->kind, reason, NUMBER(n->known), NUMBER(n->changed),
                                NUMBER(n->gone)),
                        NULL, err) &&
               (already || tell(g, reason, err));
}

bool guard_step(const struct guard_step *g, bool *ret_may, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct guard_limits limits;
        char reason[200];

        *ret_may = *g->believed;
        if (*ret_may)
                return true;
        if (!guard_limits_of(g->config, g->catalog, g->kind, &limits, err))
                return false;
        int64_t always =
                limits.gone_rows < limits.changed_rows ? limits.gone_rows : limits.changed_rows;
        if (!db_query(g->state, sql_guard_look, DB_ARGS(g->kind, NUMBER(always)), &r, err))
                return false;
        struct guard_counts counts = {
                .known = db_int(r, 0, 0), .changed = db_int(r, 0, 1), .gone = db_int(r, 0, 2)};
        limits.hold_first_load = limits.hold_first_load && !db_bool(r, 0, 5);
        if (guard_holds(&limits, &counts, reason))
                return hold(g, &counts, reason, db_bool(r, 0, 3), err);
        *g->held = *g->held_told = false;
        *g->believed = *ret_may = true;
        if (counts.changed + counts.gone == 0 && !db_bool(r, 0, 3))
                return true;
        return db_query(g->state, sql_guard_pass, DB_ARGS(g->kind, db_text(r, 0, 4)), NULL, err);
}

bool collect_guard(struct collector *c, size_t k, bool *ret_may, struct err *err)
{
        const struct guard_step step = {.state = c->state,
                                        .config = c->settings.config,
                                        .catalog = c->settings.catalog,
                                        .actor = c->settings.actor,
                                        .kind = collect_descriptor(c, k)->kind,
                                        .believed = &c->kinds[k].believed,
                                        .held = &c->kinds[k].held,
                                        .held_told = &c->kinds[k].held_told};

        return guard_step(&step, ret_may, err);
}

bool collect_guard_loaded(struct collector *c, size_t k, struct err *err)
{
        if (!c->kinds[k].scanned || c->kinds[k].loaded)
                return true;
        c->kinds[k].loaded = true;
        return db_query(c->state, sql_guard_loaded, DB_ARGS(collect_descriptor(c, k)->kind), NULL,
                        err);
}
