/* Verb guard: mass changes that wait for a person, and their release; plan release: the first load.
 */
#include <stdio.h>
#include <string.h>

#include "ctl/ctl.h"
#include "engine/absorb_document.h"
#include "engine/arrays.h"
#include "engine/guard_limits.h"
#include "ground/mem.h"
#include "sql.h"

enum { KINDS_MAX = 64 };

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

static bool tell_release(struct db *db, const char *const *kinds, size_t count, const char *by,
                         struct err *err)
{
        struct arrays events = {0};
        json_t *detail = json_pack("{s:s}", "by", by);
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);
        const char *actor = "siasnctl";

        json_decref(detail);
        for (size_t k = 0; k < count; k++)
                ARRAYS_ADD(&events, "guard_release", "", kinds[k], "", text);
        bool ok = count == 0 || arrays_query(db, sql_event_append, &actor, 1,
                                             &(struct arrays_part){&events, 5}, 1, NULL, err);
        arrays_free(&events);
        return ok;
}

static bool write_release(struct db *db, const char *kind, const char *by, struct db_result **ret,
                          struct err *err)
{
        return db_begin(db, err) && db_query(db, sql_guard_release, DB_ARGS(kind, by), ret, err) &&
               tell_release(db, &kind, db_rows(*ret) > 0, by, err) && db_commit(db, err);
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

/* ---- The plan: first loads ---- */

void ctl_first_kinds(const struct catalog *catalog, struct text *ret)
{
        for (size_t i = 0; i < catalog->on_count; i++)
                db_array_add(ret, catalog->on[i]->kind);
        db_array_add(ret, document_queue.kind);
        db_array_add(ret, GUARD_FEED);
}

static bool release_plan(struct db *db, const struct catalog *catalog, const char *by,
                         struct table *released, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;
        CLEANUP(text_free) struct text kinds = {0};
        const char *names[KINDS_MAX];
        size_t n = 0;

        ctl_first_kinds(catalog, &kinds);
        if (!db_begin(db, err) ||
            !db_query(db, sql_plan_release, DB_ARGS(db_array_end(&kinds), by), &rows, err))
                return false;
        for (; n < db_rows(rows) && n < KINDS_MAX; n++)
                names[n] = db_text(rows, n, 0);
        table_add_result(released, rows);
        return tell_release(db, names, n, by, err) && db_commit(db, err);
}

enum ctl_exit ctl_plan_release(const struct ctl *ctl, struct err *err)
{
        static const struct table_column kind_column[] = {{"kind", "RELEASED", CELL_TEXT}};
        const char *by = ctl->option[OPT_BY];
        CLEANUP(table_free_ptr) struct table *released = table_new(kind_column, 1);
        CLEANUP(catalog_free_ptr) struct catalog *catalog = NULL;
        CLEANUP(db_close_ptr) struct db *db = NULL;

        if (!catalog_load(ctl->config, &catalog, err) ||
            !ctl_open_writable_state(ctl->config, &db, err) ||
            !release_plan(db, catalog, by, released, err))
                return CTL_FAILED;
        if (table_rows(released) == 0) {
                err_set(err, "the plan has been released before: what changes since is sent by "
                             "itself, mass changes wait (`siasnctl guard show`)");
                return CTL_FAILED;
        }
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:o, s:s}", "released", table_json(released), "by", by));
        else
                printf("released by %s: the first load of %zu kind(s) is sent within the collect "
                       "interval of siasnd\n",
                       by, table_rows(released));
        return CTL_OK;
}
