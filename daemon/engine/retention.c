#include "engine/retention.h"

#include "engine/arrays.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "sql.h"

enum { LOOK_EVERY_MS = 600000 };

static void say(const struct db_result *r)
{
        if (db_int(r, 0, 0) || db_int(r, 0, 1))
                log_info("old rows removed", log_number("training_rejects", db_int(r, 0, 0)),
                         log_number("daemons", db_int(r, 0, 1)));
        if (db_int(r, 0, 2))
                log_notice("months of the event log have been kept long enough: siasnctl audit "
                           "drop may remove them",
                           log_id(LOG_ID_MONTHS_DUE), log_number("months", db_int(r, 0, 2)),
                           log_text("oldest", db_text(r, 0, 3)));
}

bool retention_turn(const struct config *config, struct db *state, int64_t now_ms, int64_t *next_ms,
                    struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *turn = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (now_ms < *next_ms)
                return true;
        *next_ms = now_ms + LOOK_EVERY_MS;
        if (!db_query(state, sql_retention_turn, NULL, &turn, err))
                return false;
        if (db_rows(turn) == 0)
                return true;
        if (!db_query(state, sql_retention_tidy, DB_ARGS(NUMBER(config->retention_events_ms)), &r,
                      err))
                return false;
        say(r);
        return true;
}
