#include "ctl/table.h"

#include <libsmartcols/libsmartcols.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/csv_text.h"

#define SEPARATOR "  "

enum { SEPARATOR_WIDTH = 2, LONG_LEAST = 24 };

struct table {
        const struct table_column *columns;
        size_t column_count;
        char **cells; /* row by row; NULL is an empty cell */
        size_t rows;
};

struct table *table_new(const struct table_column *columns, size_t count)
{
        struct table *t = NEW(struct table);

        t->columns = columns;
        t->column_count = count;
        return t;
}

void table_free(struct table *t)
{
        if (!t)
                return;
        for (size_t i = 0; i < t->rows * t->column_count; i++)
                free(t->cells[i]);
        free(t->cells);
        free(t);
}

void table_add(struct table *t, const char *const *values)
{
        size_t first = t->rows * t->column_count;

        t->cells = mem_resize_array(t->cells, first + t->column_count, sizeof *t->cells);
        for (size_t i = 0; i < t->column_count; i++)
                t->cells[first + i] = values[i] ? mem_dup(values[i]) : NULL;
        t->rows++;
}

void table_add_result(struct table *t, const struct db_result *result)
{
        const char **values = NEW_ARRAY(const char *, t->column_count);

        for (size_t row = 0; row < db_rows(result); row++) {
                for (size_t i = 0; i < t->column_count; i++)
                        values[i] = db_value(result, row, i);
                table_add(t, values);
        }
        free(values);
}

size_t table_rows(const struct table *t)
{
        return t->rows;
}

void table_keep(struct table *t, size_t rows)
{
        for (; t->rows > rows; t->rows--) {
                for (size_t i = 0; i < t->column_count; i++)
                        free(t->cells[(t->rows - 1) * t->column_count + i]);
        }
}

static const char *cell(const struct table *t, size_t row, size_t column)
{
        return t->cells[row * t->column_count + column];
}

/* ---- JSON ---- */

static json_t *cell_json(enum table_kind kind, const char *value)
{
        if (!value)
                return json_null();
        if (kind == CELL_BOOL)
                return json_boolean(*value == 't');
        if (kind == CELL_NUMBER)
                return strchr(value, '.') ? json_real(strtod(value, NULL))
                                          : json_integer(strtoll(value, NULL, 10));
        return json_string(value);
}

json_t *table_row_json(const struct table *t, size_t row)
{
        json_t *object = json_object();

        for (size_t i = 0; i < t->column_count; i++) {
                const struct table_column *c = &t->columns[i];

                if (c->key)
                        json_object_set_new(object, c->key, cell_json(c->kind, cell(t, row, i)));
        }
        return object;
}

json_t *table_json(const struct table *t)
{
        json_t *array = json_array();

        for (size_t row = 0; row < t->rows; row++)
                json_array_append_new(array, table_row_json(t, row));
        return array;
}

/* ---- CSV (RFC 4180: lines end in CRLF; UTF-8) ---- */

static void csv_cell(const char *value, enum table_kind kind, bool first)
{
        struct text out = {0};

        if (!first)
                text_add_char(&out, ',');
        csv_text_cell(&out, value, kind == CELL_NUMBER);
        fputs(text_str(&out), stdout);
        text_free(&out);
}

static const char *bool_word(const char *value)
{
        return value && *value == 't' ? "true" : "false";
}

void table_print_csv_head(const struct table *t)
{
        bool first = true;

        for (size_t i = 0; i < t->column_count; i++) {
                if (!t->columns[i].key)
                        continue;
                csv_cell(t->columns[i].key, CELL_TEXT, first);
                first = false;
        }
        fputs("\r\n", stdout);
}

void table_print_csv_rows(const struct table *t)
{
        for (size_t row = 0; row < t->rows; row++) {
                bool first = true;

                for (size_t i = 0; i < t->column_count; i++) {
                        const char *value = cell(t, row, i);

                        if (!t->columns[i].key)
                                continue;
                        csv_cell(t->columns[i].kind == CELL_BOOL ? bool_word(value) : value,
                                 t->columns[i].kind, first);
                        first = false;
                }
                fputs("\r\n", stdout);
        }
}

void table_print_csv(const struct table *t)
{
        table_print_csv_head(t);
        table_print_csv_rows(t);
}

/* ---- Terminal ---- */

/* libsmartcols fails for want of memory only, which ends us here as everywhere. */
static void *must_have(void *pointer)
{
        if (!pointer) {
                fputs("siasnctl: out of memory\n", stderr);
                abort();
        }
        return pointer;
}

static void must_do(int rc)
{
        must_have(rc == 0 ? &rc : NULL);
}

/* Columns that `s` takes on the screen. */
static size_t width_of(const char *s)
{
        size_t n = mbstowcs(NULL, s, 0);

        if (n == (size_t)-1)
                return strlen(s);
        wchar_t *wide = NEW_ARRAY(wchar_t, n + 1);
        mbstowcs(wide, s, n + 1);
        int width = wcswidth(wide, n);
        free(wide);
        return width < 0 ? n : (size_t)width;
}

static const char *shown(const struct table *t, size_t row, size_t column)
{
        const char *value = cell(t, row, column);

        if (value && t->columns[column].kind == CELL_BOOL)
                return *value == 't' ? "yes" : "no";
        return value ? value : "";
}

/* What a terminal leaves for the long column beside the others; 0: no limit. */
static size_t width_left(const struct table *t, size_t terminal)
{
        size_t used = 0;

        for (size_t i = 0; i < t->column_count; i++) {
                if (!t->columns[i].head || t->columns[i].kind == CELL_LONG)
                        continue;
                size_t widest = width_of(t->columns[i].head);
                for (size_t row = 0; row < t->rows; row++) {
                        size_t width = width_of(shown(t, row, i));

                        widest = width > widest ? width : widest;
                }
                used += widest + SEPARATOR_WIDTH;
        }
        if (terminal == 0)
                return 0;
        return terminal > used + LONG_LEAST ? terminal - used - 1 : LONG_LEAST;
}

/* A new string with line breaks for blanks, so that lines fit where words do. */
static char *break_lines(const char *s, size_t width)
{
        struct text out = {0};
        size_t column = 0;

        while (*s) {
                CLEANUP(free_ptr) char *word = mem_dup_n(s, strcspn(s, " \n"));
                size_t length = width_of(word);

                if (column > 0) {
                        bool fits = width == 0 || column + 1 + length <= width;

                        text_add_char(&out, fits ? ' ' : '\n');
                        column = fits ? column + 1 : 0;
                }
                text_add(&out, word);
                column += length;
                s += strlen(word);
                s += strspn(s, " \n");
        }
        return text_take(&out);
}

static void add_columns(const struct table *t, struct libscols_table *tb)
{
        for (size_t i = 0; i < t->column_count; i++) {
                const struct table_column *c = &t->columns[i];
                int flags = c->kind == CELL_NUMBER ? SCOLS_FL_RIGHT
                            : c->kind == CELL_LONG ? SCOLS_FL_WRAP
                                                   : 0;

                if (!c->head)
                        continue;
                struct libscols_column *column =
                        must_have(scols_table_new_column(tb, c->head, 0, flags));
                if (c->kind != CELL_LONG)
                        continue;
                must_do(scols_column_set_wrapfunc(column, scols_wrapnl_chunksize,
                                                  scols_wrapnl_nextchunk, NULL));
                must_do(scols_column_set_safechars(column, "\n"));
        }
}

static void add_line(const struct table *t, size_t row, size_t long_width,
                     struct libscols_table *tb)
{
        struct libscols_line *line = must_have(scols_table_new_line(tb, NULL));
        size_t place = 0;

        for (size_t i = 0; i < t->column_count; i++) {
                const char *value = shown(t, row, i);
                CLEANUP(free_ptr)
                char *broken =
                        t->columns[i].kind == CELL_LONG ? break_lines(value, long_width) : NULL;

                if (t->columns[i].head)
                        must_do(scols_line_set_data(line, place++, broken ? broken : value));
        }
}

void table_print_text(const struct table *t)
{
        struct libscols_table *tb = must_have(scols_new_table());
        size_t terminal = isatty(STDOUT_FILENO) ? scols_table_get_termwidth(tb) : 0;
        size_t long_width = width_left(t, terminal);

        must_do(scols_table_set_column_separator(tb, SEPARATOR));
        add_columns(t, tb);
        for (size_t row = 0; row < t->rows; row++)
                add_line(t, row, long_width, tb);
        fflush(stdout); /* the table has a buffer of its own */
        scols_print_table(tb);
        scols_unref_table(tb);
}
