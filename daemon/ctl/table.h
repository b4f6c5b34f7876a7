/*
 * Table: rows of text that become a terminal table, CSV or JSON.
 *
 * Columns are described once, in a const array. On a terminal, libsmartcols fits the table to the
 * width; elsewhere lines are as long as they need to be. Cells may hold anything: what is not
 * printable is made visible, and CSV (RFC 4180; cells that a spreadsheet would run as a formula get
 * an apostrophe) and JSON are quoted as their rules ask.
 */
#pragma once

#include <jansson.h>
#include <stddef.h>

#include "edge/db.h"

enum table_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV };

enum table_kind {
        CELL_TEXT,
        CELL_LONG,   /* sentences, wrapped between words on a narrow terminal; one a table */
        CELL_NUMBER, /* right-aligned; a number in JSON */
        CELL_BOOL,   /* 't' or 'f' as the database says it; yes and no for people */
};

struct table_column {
        const char *key;  /* in JSON and CSV; NULL: for people only */
        const char *head; /* for people; NULL: in JSON and CSV only */
        enum table_kind kind;
};

struct table;

struct table *table_new(const struct table_column *columns, size_t count);
void table_free(struct table *table);

static inline void table_free_ptr(struct table **table)
{
        table_free(*table);
}

/* One value a column, in their order, copied; NULL is an empty cell, null in JSON. */
void table_add(struct table *table, const char *const *values);
#define TABLE_ADD(table, ...) table_add((table), (const char *const[]){__VA_ARGS__})
/* Adds all rows of a query whose columns are those of the table. */
void table_add_result(struct table *table, const struct db_result *result);
size_t table_rows(const struct table *table);
/* Drops the rows after the first `rows`. */
void table_keep(struct table *table, size_t rows);

/* An array of objects. */
json_t *table_json(const struct table *table);
/* One row as an object. */
json_t *table_row_json(const struct table *table, size_t row);
/* To stdout, with its heading line. */
void table_print_text(const struct table *table);
void table_print_csv(const struct table *table);
void table_print_csv_head(const struct table *table);
void table_print_csv_rows(const struct table *table);
