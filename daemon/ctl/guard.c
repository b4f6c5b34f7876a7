/* Verb guard: mass changes that wait for a person, and their release. */
#include <stdio.h>
#include <string.h>

#include "ctl/ctl.h"
#include "engine/arrays.h"
#include "ground/mem.h"
#include "sql.h"

static const struct table_column columns[] = {
        {"kind", "KIND", CELL_TEXT},
        {"held", "HELD", CELL_BOOL},
        {"reason", "WHY", CELL_LONG},
        {"known", "KNOWN", CELL_NUMBER},
        {"changed", "CHANGED", CELL_NUMBER},
        {"gone", "GONE", CELL_NUMBER},
        {"held_at", "HELD AT", CELL_TEXT},
        {"released_by", "LAST RELEASED BY", CELL_TEXT},
        {"released_at", "RELEASED AT", CELL_TEXT},
};

enum ctl_exit ctl_guard_show(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;
        CLEANUP(table_free_ptr) struct table *table = table_new(columns, COUNT_OF(columns));

        if (!ctl_open_ready_state(ctl->config, &db, err) ||
            !db_query(db, sql_ctl_guard, NULL, &rows, err))
                return CTL_FAILED;
        table_add_result(table, rows);
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:o}", "guard", table_json(table)));
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(table);
        else if (table_rows(table) > 0)
                table_print_text(table);
        else
                puts("nothing is held");
        return CTL_OK;
}

static bool write_release(struct db *db, const char *kind, const char *by, struct db_result **ret,
                          struct err *err)
{
        struct arrays events = {0};
        json_t *detail = json_pack("{s:s}", "by", by);
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);
        const char *actor = "siasnctl";

        json_decref(detail);
        ARRAYS_ADD(&events, "guard_release", "", kind, "", text);
        bool ok = db_begin(db, err) &&
                  db_query(db, sql_guard_release, DB_ARGS(kind, by), ret, err) &&
                  (db_rows(*ret) == 0 ||
                   arrays_query(db, sql_event_append, &actor, 1, &(struct arrays_part){&events, 5},
                                1, NULL, err)) &&
                  db_commit(db, err);
        arrays_free(&events);
        return ok;
}

enum ctl_exit ctl_guard_release(const struct ctl *ctl, struct err *err)
{
        const char *kind = ctl->option[OPT_KIND], *by = ctl->option[OPT_BY];
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;

        if (!ctl_open_state(ctl->config, false, &db, err) ||
            !write_release(db, kind, by, &rows, err))
                return CTL_FAILED;
        if (db_rows(rows) == 0) {
                err_set(err, "nothing of kind %s is held: see guard show", kind);
                return CTL_FAILED;
        }
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:s, s:s}", "released", kind, "by", by));
        else
                printf("%s released by %s: %s changed, %s gone go on within the collect interval\n",
                       kind, by, db_text(rows, 0, 0), db_text(rows, 0, 1));
        return CTL_OK;
}
