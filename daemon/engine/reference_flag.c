#include "engine/reference_flag.h"

#include <string.h>

#include "engine/arrays.h"
#include "ground/mem.h"
#include "ground/text.h"
#include "sql.h"

enum { BATCH = 1000 };

/* Value of the cursor: kind, a blank (which no kind has), src_id; one blank before the first. */
static const char cursor[] = "reference_flag";

bool reference_flag_begin(struct db *state, struct err *err)
{
        return db_query(state, sql_cursor_set, DB_ARGS(cursor, " "), NULL, err);
}

static bool flag(struct db *state, const char *kind, struct text *keys, struct err *err)
{
        bool ok = db_query(state, sql_reference_flag_rows, DB_ARGS(kind, db_array_end(keys)), NULL,
                           err);

        text_clear(keys);
        return ok;
}

/* Rows come by kind: each kind's run is one query. */
static bool flag_runs(struct db *state, const struct db_result *rows, struct err *err)
{
        struct text keys = {0};
        bool ok = true;

        for (size_t i = 0; ok && i < db_rows(rows); i++) {
                const char *kind = db_text(rows, i, 0);

                db_array_add(&keys, db_text(rows, i, 1));
                if (i + 1 == db_rows(rows) || strcmp(db_text(rows, i + 1, 0), kind) != 0)
                        ok = flag(state, kind, &keys, err);
        }
        text_free(&keys);
        return ok;
}

static bool move_on(struct db *state, const struct db_result *rows, struct err *err)
{
        size_t last = db_rows(rows);
        CLEANUP(text_free) struct text value = {0};

        if (last == 0)
                return db_query(state, sql_cursor_drop, DB_ARGS(cursor), NULL, err);
        text_addf(&value, "%s %s", db_text(rows, last - 1, 0), db_text(rows, last - 1, 1));
        return db_query(state, sql_cursor_set, DB_ARGS(cursor, value.s), NULL, err);
}

static bool slice(struct db *state, bool *ret_more, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *at = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;

        if (!db_query(state, sql_cursor_get, DB_ARGS(cursor), &at, err))
                return false;
        if (db_rows(at) == 0)
                return true;
        CLEANUP(free_ptr) char *kind = mem_dup(db_text(at, 0, 0));
        char *src_id = strchr(kind, ' ');

        *src_id++ = '\0';
        if (!db_query(state, sql_outbox_after, DB_ARGS(kind, src_id, NUMBER(BATCH)), &rows, err) ||
            !flag_runs(state, rows, err))
                return false;
        *ret_more = db_rows(rows) > 0;
        return move_on(state, rows, err);
}

bool reference_flag_slice(struct db *state, bool *ret_more, struct err *err)
{
        *ret_more = false;
        if (db_begin(state, err) && slice(state, ret_more, err) && db_commit(state, err))
                return true;
        db_rollback(state);
        return false;
}
