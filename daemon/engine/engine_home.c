/*
 * A state that was restored from a backup, or taken over by a standby, may lack what was delivered
 * since: SIASN knows more of us than we do. Rows that changed meanwhile are found by the next scan
 * and read before they are sent; what went there and back again in SIMPEG is not, so everybody is
 * read back once.
 */
#include <jansson.h>

#include "engine/arrays.h"
#include "engine/engine_private.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "sql.h"

static bool tell_restored(struct engine *e, const char *from, const char *to, int64_t age_s,
                          struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *asked = NULL;
        struct arrays events = {0};
        const char *actor = e->name;

        if (!db_query(e->state, sql_reconcile_ask, NULL, &asked, err))
                return false;
        json_t *detail = json_pack("{s:s, s:s, s:I}", "from", from, "to", to, "last_event_age_s",
                                   (json_int_t)age_s);
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);
        json_decref(detail);
        ARRAYS_ADD(&events, "state_restored", "", "", "", text);
        bool ok = arrays_query(e->state, sql_event_append, &actor, 1,
                               &(struct arrays_part){&events, 5}, 1, NULL, err);
        arrays_free(&events);
        if (ok)
                log_warning("the state is another copy than before, restored or taken over: "
                            "everybody is read back at SIASN, see siasnctl reconcile",
                            log_id(LOG_ID_RESTORED), log_number("persons", db_int(asked, 0, 1)),
                            log_number("last_event_age_s", age_s));
        return ok;
}

static bool note(struct engine *e, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *home = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *moved = NULL;

        if (!db_query(e->state, sql_state_home, NULL, &home, err))
                return false;
        const char *now = db_text(home, 0, 0), *before = db_value(home, 0, 1);
        if (str_same(now, before))
                return true;
        return db_query(e->state, sql_state_home_set, DB_ARGS(now, before), &moved, err) &&
               (db_rows(moved) == 0 || tell_restored(e, before, now, db_int(moved, 0, 0), err));
}

bool engine_note_home(struct engine *e, struct err *err)
{
        if (!db_begin(e->state, err))
                return false;
        if (note(e, err) && db_commit(e->state, err))
                return true;
        db_rollback(e->state);
        return false;
}
