/*
 * List: a query that goes on from a key, shown fifty rows at a time or downloaded whole as CSV.
 *
 * The query's parameters are the filters, then the key of the row behind which to go on (all NULL:
 * from the beginning), then further filters, then how many rows. No page costs more than the first,
 * however far down.
 */
#pragma once

#include "web/page.h"

enum { LIST_FILTERS = 10, LIST_KEYS = 6 };

struct list {
        const char *sql;
        size_t filters, keys, filters_behind;
        size_t key_columns[LIST_KEYS]; /* where the key stands in a row */
        const char *key_letters;       /* of which the first of them consists; NULL: any */
        const char *file;              /* name of the download, without .csv */
        const char *csv_head;          /* column names, by commas */
        /* Appends a row's cells with csv_text_cell(), by commas, without a line break. */
        void (*csv_row)(const struct site *site, const struct db_result *r, size_t row,
                        struct text *out);
};

/* The page the request asks for (?sesudah=); one row more than PAGE_ROWS when it goes on. */
bool list_read(struct web *w, const struct list *list, const char *const *filters,
               struct db_result **ret, struct err *err);
/* Writes one row of a table. */
typedef void list_row(struct web *w, const struct db_result *r, size_t i, const void *arg);
struct list_table {
        const char *caption, *columns; /* as page_table() wants them */
        const char *nothing;           /* what is said instead of a table without rows */
        list_row *row;
        const void *arg; /* of `row` */
};
/*
 * The rows that belong to this page, and the links below them; `names` are the query fields that
 * are filters, NULL at the end.
 */
void list_show(struct web *w, const struct list *list, const struct list_table *table,
               const struct db_result *r, const char *const *names);
/* Did the request ask for CSV? Then the reply is the download, and that is noted. */
bool list_wants_csv(const struct web *w);
bool list_download(struct web *w, const struct list *list, const char *const *filters,
                   struct err *err);
/* What the fields "cari" and "opd" ask for; a viewer of one OPD asks for that one, whatever they
 * say. */
struct search {
        const char *opd, *name; /* NULL: any */
        char *nip;              /* owned; NULL when what was typed is no number */
};
void search_read(const struct web *w, struct search *ret);
/* A date field as yyyy-mm-dd, NULL for anything else. */
const char *list_date(const struct web *w, const char *name);
/* One of `allowed` (NULL at the end), else NULL. */
const char *list_choice(const struct web *w, const char *name, const struct choice *allowed);
/* Appends cells by commas: text, ..., NULL at the end. */
void list_cells(struct text *out, const char *const *cells, size_t count);
#define LIST_CELLS(out, ...)                                  \
        list_cells((out), (const char *const[]){__VA_ARGS__}, \
                   sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))
