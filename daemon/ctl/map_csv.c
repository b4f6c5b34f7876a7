/* Verb map, export and import: mappings on their way to the source's tables, and from spreadsheets.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ctl/map.h"
#include "engine/arrays.h"
#include "ground/mem.h"
#include "pure/csv.h"
#include "sql.h"

enum { FILE_MAX = 64 * 1024 * 1024, PROBLEMS_SHOWN = 50 };

/* What import reads, too; `setuju` is for whoever fills it in. */
static const struct table_column columns[] = {
        {"local_id", NULL, CELL_TEXT},   {"siasn_id", NULL, CELL_TEXT},
        {"setuju", NULL, CELL_TEXT},     {"local_name", NULL, CELL_TEXT},
        {"siasn_name", NULL, CELL_TEXT}, {"siasn_parent", NULL, CELL_TEXT},
        {"score", NULL, CELL_TEXT},      {"status", NULL, CELL_TEXT},
        {"by", NULL, CELL_TEXT},         {"at", NULL, CELL_TEXT},
        {"reasons", NULL, CELL_TEXT},
};

/* Columns of map_list.sql */
enum { LOCAL_ID, LOCAL_NAME, SIASN_ID, SIASN_NAME, SIASN_PARENT, SCORE, STATUS, BY, AT, REASONS };

/* ---- Export ---- */

static void add_row(struct table *table, const struct db_result *r, size_t i)
{
        bool confirmed = strcmp(db_text(r, i, STATUS), "disahkan") == 0;

        TABLE_ADD(table, db_text(r, i, LOCAL_ID), db_text(r, i, SIASN_ID), confirmed ? "ya" : "",
                  db_text(r, i, LOCAL_NAME), db_text(r, i, SIASN_NAME), db_text(r, i, SIASN_PARENT),
                  db_text(r, i, SCORE), db_text(r, i, STATUS), db_text(r, i, BY), db_text(r, i, AT),
                  db_text(r, i, REASONS));
}

/* Everything a person could still decide: proposals, and what has none. */
static bool add_undecided(const struct ctl *ctl, const struct map_what *what, struct db *state,
                          const struct db_result *rows, struct table *table, struct err *err)
{
        struct map_sides sides = {0};
        bool ok = map_sides_load(ctl, what, state, &sides, err);

        for (size_t i = 0; ok && i < sides.local_count; i++) {
                const struct suggest_item *l = &sides.locals[i];
                bool listed = l->mapped != NULL;

                for (size_t k = 0; k < db_rows(rows) && !listed; k++)
                        listed = strcmp(db_text(rows, k, LOCAL_ID), l->id) == 0 &&
                                 strcmp(db_text(rows, k, STATUS), "ditolak") != 0;
                if (!listed)
                        TABLE_ADD(table, l->id, "", "", l->name, "", "", "", "belum", "", "", "");
        }
        map_sides_free(&sides);
        return ok;
}

static bool export_csv(const struct ctl *ctl, const struct map_what *what, struct db *state,
                       struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;
        CLEANUP(table_free_ptr) struct table *table = table_new(columns, COUNT_OF(columns));

        if (!db_query(state, sql_map_list, DB_ARGS(what->name, ctl->option[OPT_FULL] ? "f" : "t"),
                      &rows, err))
                return false;
        for (size_t i = 0; i < db_rows(rows); i++) {
                if (strcmp(db_text(rows, i, STATUS), "ditolak") != 0)
                        add_row(table, rows, i);
        }
        if (ctl->option[OPT_FULL] && !add_undecided(ctl, what, state, rows, table, err))
                return false;
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:o}", "mappings", table_json(table)));
        else
                table_print_csv(table);
        return true;
}

static bool export_sql(const struct map_what *what, struct db *state, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;

        if (!db_query(state, sql_map_export_sql, DB_ARGS(what->name), &rows, err))
                return false;
        for (size_t i = 0; i < db_rows(rows); i++)
                puts(db_text(rows, i, 0));
        return true;
}

enum ctl_exit ctl_map_export(const struct ctl *ctl, struct err *err)
{
        const struct map_what *what = map_what_find(ctl->words[0], err);
        CLEANUP(db_close_ptr) struct db *state = NULL;

        if (!what)
                return CTL_USAGE;
        if (!ctl_open_ready_state(ctl->config, &state, err))
                return CTL_FAILED;
        bool ok = ctl->option[OPT_SQL] ? export_sql(what, state, err)
                                       : export_csv(ctl, what, state, err);
        return ok ? CTL_OK : CTL_FAILED;
}

/* ---- Import ---- */

struct import {
        const char *file;
        const struct map_sides *sides;
        struct csv *csv;
        size_t local_id, siasn_id, agreed; /* columns */
        int *local_line;                   /* of each local: the line that gave it, 0: none */
        int *remote_line;                  /* of each remote likewise */
        struct arrays pairs;
        size_t problems, skipped;
};

static void problem(struct import *in, int line, const char *what, const char *value)
{
        if (in->problems++ < PROBLEMS_SHOWN)
                fprintf(stderr, "%s, line %d: %s%s\n", in->file, line, what, value);
}

static int line_of(const struct import *in)
{
        return (int)csv_line(in->csv);
}

/* A field of the record at hand without blanks around it; "" without the column. Caller frees. */
static char *value(const struct import *in, size_t column)
{
        const char *text = column == CSV_NO_COLUMN ? "" : csv_field(in->csv, column);

        text += strspn(text, " \t");
        size_t len = strlen(text);
        while (len > 0 && strchr(" \t", text[len - 1]))
                len--;
        return mem_dup_n(text, len);
}

/* Blank is a no; without the column every row with a SIASN id is meant. */
static bool is_agreed(struct import *in)
{
        static const char *const yes[] = {"ya", "y", "x", "1", "setuju", "yes"};
        static const char *const no[] = {"", "tidak", "t", "0", "no", "n"};
        CLEANUP(free_ptr) char *word = value(in, in->agreed);

        if (in->agreed == CSV_NO_COLUMN)
                return true;
        for (size_t i = 0; i < COUNT_OF(yes); i++) {
                if (strcasecmp(word, yes[i]) == 0)
                        return true;
        }
        for (size_t i = 0; i < COUNT_OF(no); i++) {
                if (strcasecmp(word, no[i]) == 0)
                        return false;
        }
        problem(in, line_of(in), "column setuju takes ya or nothing, not ", word);
        return false;
}

static void check_used(struct import *in, int line, size_t local, size_t remote)
{
        char text[24];

        if (in->local_line[local])
                problem(in, line, "local_id stands already in line ",
                        number_text(text, in->local_line[local]));
        if (in->sides->what->what == SUGGEST_UNOR && in->remote_line[remote])
                problem(in, line, "siasn_id stands already in line ",
                        number_text(text, in->remote_line[remote]));
        in->local_line[local] = line;
        in->remote_line[remote] = line;
}

static void take_record(struct import *in)
{
        CLEANUP(free_ptr) char *local_id = value(in, in->local_id);
        CLEANUP(free_ptr) char *siasn_id = value(in, in->siasn_id);
        bool agreed = is_agreed(in);

        if (!agreed || (!*siasn_id && in->agreed == CSV_NO_COLUMN)) {
                in->skipped++;
                return;
        }
        size_t local = map_local_find(in->sides, local_id);
        size_t remote = map_remote_find(in->sides, siasn_id);
        if (local == SIZE_MAX)
                problem(in, line_of(in), "SIMPEG has no local_id ", local_id);
        if (remote == SIZE_MAX)
                problem(in, line_of(in), "SIASN's list has no active siasn_id ", siasn_id);
        if (local == SIZE_MAX || remote == SIZE_MAX)
                return;
        check_used(in, line_of(in), local, remote);
        ARRAYS_ADD(&in->pairs, local_id, siasn_id, in->sides->locals[local].name);
}

/* A unit that another of ours has, which the file does not move elsewhere. */
static void check_held(struct import *in)
{
        const struct map_sides *s = in->sides;

        for (size_t i = 0; i < s->local_count && s->what->what == SUGGEST_UNOR; i++) {
                size_t remote =
                        s->locals[i].mapped ? map_remote_find(s, s->locals[i].mapped) : SIZE_MAX;

                if (remote != SIZE_MAX && in->remote_line[remote] && !in->local_line[i])
                        problem(in, in->remote_line[remote], "siasn_id is mapped already to ",
                                s->locals[i].id);
        }
}

static bool read_file(const char *path, char **ret, size_t *ret_len, struct err *err)
{
        FILE *f = fopen(path, "re");

        if (!f)
                return err_set(err, "cannot read %s: %s", path, strerror(errno));
        char *text = mem_new_array(FILE_MAX + 1, 1);
        size_t len = fread(text, 1, FILE_MAX, f);
        bool whole = !ferror(f) && len < FILE_MAX && strlen(text) == len;
        fclose(f);
        if (!whole) {
                free(text);
                return err_set(err, "%s is not text, or larger than 64 MiB", path);
        }
        *ret = text;
        *ret_len = len;
        return true;
}

static bool take_heading(struct import *in, struct err *err)
{
        enum csv_event event = csv_next(in->csv);

        if (event == CSV_BAD)
                return err_set(err, "%s, line %d: %s", in->file, line_of(in), csv_error(in->csv));
        in->local_id = event == CSV_RECORD ? csv_find(in->csv, "local_id") : CSV_NO_COLUMN;
        in->siasn_id = event == CSV_RECORD ? csv_find(in->csv, "siasn_id") : CSV_NO_COLUMN;
        in->agreed = event == CSV_RECORD ? csv_find(in->csv, "setuju") : CSV_NO_COLUMN;
        return (in->local_id != CSV_NO_COLUMN && in->siasn_id != CSV_NO_COLUMN) ||
               err_set(err,
                       "%s, line 1: the heading must name the columns local_id and "
                       "siasn_id, as in `siasnctl map export %s --full`",
                       in->file, in->sides->what->name);
}

static bool parse(struct import *in, struct err *err)
{
        CLEANUP(free_ptr) char *text = NULL;
        size_t len = 0;

        if (!read_file(in->file, &text, &len, err))
                return false;
        in->csv = csv_new();
        csv_feed(in->csv, text, len);
        csv_end(in->csv);
        return take_heading(in, err);
}

static bool check_all(struct import *in, struct err *err)
{
        enum csv_event event;

        in->local_line = NEW_ARRAY(int, in->sides->local_count + 1);
        in->remote_line = NEW_ARRAY(int, in->sides->remote_count + 1);
        while ((event = csv_next(in->csv)) != CSV_OVER) {
                if (event == CSV_RECORD)
                        take_record(in);
                else
                        problem(in, line_of(in), csv_error(in->csv), "");
        }
        check_held(in);
        return in->problems == 0 ||
               err_set(err, "%s has %zu problem(s): nothing was taken", in->file, in->problems);
}

static bool import_into(const struct ctl *ctl, struct db *state, struct import *in, struct err *err)
{
        int64_t fresh = 0;

        if (!parse(in, err) || !check_all(in, err))
                return false;
        int64_t pairs = (int64_t)in->pairs.rows;
        if (pairs &&
            !map_confirm_all(state, in->sides->what, ctl->option[OPT_BY], &in->pairs, &fresh, err))
                return false;
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:I, s:I, s:I, s:s}", "confirmed", (json_int_t)fresh,
                                         "unchanged", (json_int_t)(pairs - fresh), "skipped",
                                         (json_int_t)in->skipped, "by", ctl->option[OPT_BY]));
        else
                printf("%lld disahkan oleh %s, %lld sudah sama, %zu dilewati\n", (long long)fresh,
                       ctl->option[OPT_BY], (long long)(pairs - fresh), in->skipped);
        return true;
}

enum ctl_exit ctl_map_import(const struct ctl *ctl, struct err *err)
{
        const struct map_what *what = map_what_find(ctl->words[0], err);
        CLEANUP(db_close_ptr) struct db *state = NULL;
        struct map_sides sides = {0};
        struct import in = {.sides = &sides};

        if (!what)
                return CTL_USAGE;
        in.file = ctl->words[1];
        bool ok = ctl_open_writable_state(ctl->config, &state, err) &&
                  map_sides_load(ctl, what, state, &sides, err) &&
                  import_into(ctl, state, &in, err);
        map_sides_free(&sides);
        csv_free(in.csv);
        arrays_free(&in.pairs);
        free(in.local_line);
        free(in.remote_line);
        return ok ? CTL_OK : CTL_FAILED;
}
