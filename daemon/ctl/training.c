/* Verb training: completions of e-Sinau and other learning systems, and the hours of each person.
 */
#include <stdio.h>
#include <string.h>

#include "ctl/ctl.h"
#include "engine/arrays.h"
#include "ground/clock.h"
#include "ground/mem.h"
#include "sql.h"

/* PP 11/2017 pasal 203 ayat (4): at least 20 JP a year; see training_jp.sql. */
enum { JP_TARGET = 20, JP_COLUMN_TARGET = 8, JP_COLUMN_REACHED = 9 };

enum { FILES_SHOWN = 20, YEAR_MIN = 1945, YEAR_MAX = 2100 };

static const struct table_column state_columns[] = {
        {"state", "STATE", CELL_TEXT},
        {"origin", "FROM", CELL_TEXT},
        {"rows", "COMPLETIONS", CELL_NUMBER},
};
static const struct table_column file_columns[] = {
        {"file", "FILE", CELL_TEXT},
        {"size", "BYTES", CELL_NUMBER},
        {"rows", "ROWS", CELL_NUMBER},
        {"changed", "NEW OR CHANGED", CELL_NUMBER},
        {"rejected", "REJECTED", CELL_NUMBER},
        {"open", "STILL WRONG", CELL_NUMBER},
        {"first_seen", "FIRST SEEN", CELL_TEXT},
        {"read_at", "READ", CELL_TEXT},
        {"refused", "REFUSED", CELL_LONG},
};
static const struct table_column reject_columns[] = {
        {"origin", "FROM", CELL_TEXT},
        {"file", "FILE", CELL_TEXT},
        {"line", "LINE", CELL_NUMBER},
        {"nip", "NIP", CELL_TEXT},
        {"src_id", "KEY", CELL_TEXT},
        {"reason", "REASON", CELL_LONG},
        {"first_seen", "FIRST SEEN", CELL_TEXT},
        {"last_seen", "LAST SEEN", CELL_TEXT},
};
static const struct table_column twin_columns[] = {
        {"nip", "NIP", CELL_TEXT},         {"src_id", "COMPLETION", CELL_TEXT},
        {"nama", "COURSE", CELL_LONG},     {"tgl_selesai", "LAST DAY", CELL_TEXT},
        {"nomor", "NUMBER", CELL_TEXT},    {"twin_kind", "SAME AS", CELL_TEXT},
        {"twin_src_id", "ROW", CELL_TEXT}, {"twin_by", "BY", CELL_TEXT},
        {"since", "SINCE", CELL_TEXT},
};
static const struct table_column jp_columns[] = {
        {"nip", "NIP", CELL_TEXT},
        {"status", "STATUS", CELL_TEXT},
        {"jp", "JP", CELL_NUMBER},
        {"diklat", "DIKLAT", CELL_NUMBER},
        {"kursus", "KURSUS", CELL_NUMBER},
        {"sinau", "SINAU", CELL_NUMBER},
        {"trainings", "TRAININGS", CELL_NUMBER},
        {"waiting", "WAITING", CELL_NUMBER},
        {"target", "TARGET", CELL_NUMBER},
        {"reached", "REACHED", CELL_BOOL},
};

static bool fill(struct db *db, const char *sql, const struct db_args *args, struct table *table,
                 struct db_result **ret, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(db, sql, args, &r, err))
                return false;
        table_add_result(table, r);
        if (ret)
                *ret = TAKE_PTR(r);
        return true;
}

enum ctl_exit ctl_training_status(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(table_free_ptr)
        struct table *states = table_new(state_columns, COUNT_OF(state_columns));
        CLEANUP(table_free_ptr)
        struct table *files = table_new(file_columns, COUNT_OF(file_columns));

        if (!ctl_open_ready_state(ctl->config, &db, err) ||
            !fill(db, sql_ctl_training_states, NULL, states, NULL, err) ||
            !fill(db, sql_ctl_training_files, DB_ARGS(NUMBER(FILES_SHOWN)), files, NULL, err))
                return CTL_FAILED;
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:o, s:o}", "completions", table_json(states), "files",
                                         table_json(files)));
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(files);
        else if (table_rows(states) + table_rows(files) == 0)
                puts("no completions: set folder or dsn in [sinau]");
        if (ctl->format == FORMAT_TEXT) {
                ctl_print_section("Completions", states);
                ctl_print_section("Files", files);
        }
        return CTL_OK;
}

static char *asked_nip(const struct ctl *ctl)
{
        return ctl_plain_nip(ctl->option[OPT_NIP] ? ctl->option[OPT_NIP] : "");
}

static void print_one(const struct ctl *ctl, const char *name, const char *none,
                      struct table *table)
{
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:o}", name, table_json(table)));
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(table);
        else if (table_rows(table) > 0)
                table_print_text(table);
        else
                puts(none);
}

enum ctl_exit ctl_training_rejects(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(free_ptr) char *nip = asked_nip(ctl);
        CLEANUP(table_free_ptr)
        struct table *table = table_new(reject_columns, COUNT_OF(reject_columns));

        if (!ctl_open_ready_state(ctl->config, &db, err) ||
            !fill(db, sql_ctl_training_rejects, DB_ARGS(nip), table, NULL, err))
                return CTL_FAILED;
        print_one(ctl, "rejects", "nothing was refused, or all of it has been put right", table);
        return CTL_OK;
}

enum ctl_exit ctl_training_twins(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(free_ptr) char *nip = asked_nip(ctl);
        CLEANUP(table_free_ptr)
        struct table *table = table_new(twin_columns, COUNT_OF(twin_columns));

        if (!ctl_open_ready_state(ctl->config, &db, err) ||
            !fill(db, sql_ctl_training_twins, DB_ARGS(nip), table, NULL, err))
                return CTL_FAILED;
        print_one(ctl, "twins", "no completion is a duplicate", table);
        return CTL_OK;
}

static void print_hours(const struct ctl *ctl, int64_t year, const struct db_result *r,
                        struct table *table)
{
        int64_t pns = 0, reached = 0;

        for (size_t i = 0; i < db_rows(r); i++) {
                pns += db_value(r, i, JP_COLUMN_TARGET) != NULL;
                reached += db_bool(r, i, JP_COLUMN_REACHED);
        }
        if (ctl->format == FORMAT_JSON) {
                ctl_print_json(json_pack("{s:I, s:i, s:I, s:I, s:o}", "year", (json_int_t)year,
                                         "target", JP_TARGET, "pns", (json_int_t)pns, "reached",
                                         (json_int_t)reached, "persons", table_json(table)));
                return;
        }
        print_one(ctl, "persons", "nobody is known", table);
        if (ctl->format == FORMAT_TEXT)
                printf("%lld: %lld of %lld PNS have %d JP or more (PP 11/2017 pasal 203)\n",
                       (long long)year, (long long)reached, (long long)pns, JP_TARGET);
}

enum ctl_exit ctl_training_jp(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(free_ptr) char *nip = asked_nip(ctl);
        CLEANUP(table_free_ptr) struct table *table = table_new(jp_columns, COUNT_OF(jp_columns));
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        int this_year, month, day;
        int64_t year;

        clock_today(&this_year, &month, &day);
        if (!ctl_number(ctl, OPT_YEAR, this_year, YEAR_MIN, YEAR_MAX, &year, err))
                return CTL_USAGE;
        if (!ctl_open_ready_state(ctl->config, &db, err) ||
            !fill(db, sql_training_jp, DB_ARGS(NUMBER(year), nip, NUMBER(JP_TARGET)), table, &r,
                  err))
                return CTL_FAILED;
        print_hours(ctl, year, r, table);
        return CTL_OK;
}
