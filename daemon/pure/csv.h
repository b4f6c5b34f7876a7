/*
 * CSV: a file as spreadsheets write it, read into records. Pure: text in, records or an error out.
 *
 * RFC 4180 with what offices do to it: a byte order mark, ';' in place of ',' (told by the heading
 * line), CR LF or LF, blanks around fields. A line break inside quotes is part of the field.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "ground/err.h"

struct csv_record {
        int line; /* on which it begins, from 1 */
        char **fields;
        size_t count;
};

struct csv {
        struct csv_record *records; /* the first is the heading; empty lines are left out */
        size_t count;
};

/* False with the line in the error: a quote that does not end, or text after it. */
bool csv_read(const char *text, struct csv *ret, struct err *err);
void csv_free(struct csv *csv);
/* Index of the column with that heading, whatever its case; SIZE_MAX for none. */
size_t csv_column(const struct csv *csv, const char *heading);
/* A field of a record, "" beyond its end. */
const char *csv_field(const struct csv_record *record, size_t column);
