/*
 * Csv: a reader of RFC 4180 text, fed with bytes, that gives records with their line numbers.
 *
 * What spreadsheets write is taken: a byte-order mark, CRLF or LF, comma or semicolon (the one that
 * stands more often in the first line), quoted fields with line breaks and doubled quotes. The
 * first record fixes the number of fields. What is not CSV is reported by its line, and reading
 * goes on with the next line, so that one bad line, an unclosed quote included, costs nothing but
 * itself. Lines without any value are skipped. A record of another width than the first is bad too;
 * one that runs over several lines is then taken for an unclosed quote, and each line is read anew.
 * When BAD comes before the first RECORD, the header itself could not be read.
 *
 *   csv_feed(c, bytes, n); while ((e = csv_next(c)) != CSV_WAIT && e != CSV_OVER) ...; csv_end(c);
 *
 * Memory is bounded by one record (CSV_RECORD_MAX) and what was fed and not yet read.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "ground/err.h"

enum { CSV_RECORD_MAX = 64 * 1024, CSV_FIELDS_MAX = 200 };

enum csv_event {
        CSV_WAIT,   /* feed more, or csv_end() */
        CSV_RECORD, /* csv_line(), csv_count(), csv_field() */
        CSV_BAD,    /* csv_line(), csv_error(); reading goes on */
        CSV_OVER,   /* everything has been read */
};

struct csv;

struct csv *csv_new(void);
void csv_free(struct csv *c);
/* Copies the bytes. Chunks may end anywhere. */
void csv_feed(struct csv *c, const char *bytes, size_t len);
/* No more bytes will come: the last line need not end in a line break. */
void csv_end(struct csv *c);
enum csv_event csv_next(struct csv *c);

/* Of the last RECORD or BAD: the line it begins on, from 1. */
size_t csv_line(const struct csv *c);
/* Of the last RECORD; the strings are UTF-8, as they stand, valid until the next csv_next(). */
size_t csv_count(const struct csv *c);
const char *csv_field(const struct csv *c, size_t index);
/* Of the last BAD: what is wrong, in Bahasa Indonesia, without the line. */
const char *csv_error(const struct csv *c);

/* What a header may hold. */
struct csv_column {
        const char *name; /* compared without regard to case; a blank stands for '_' */
        bool required;
};

enum { CSV_NO_COLUMN = (size_t)-1 };

/*
 * Reads the last RECORD as a header: ret[i] is where columns[i] stands, CSV_NO_COLUMN when it does
 * not. An unknown, doubled or missing name is an error that names all columns there are.
 */
bool csv_header(const struct csv *c, const struct csv_column *columns, size_t count, size_t *ret,
                struct err *err);

/* Where a column of that name stands in the last RECORD, CSV_NO_COLUMN for none. */
size_t csv_find(const struct csv *c, const char *name);

static inline void csv_free_ptr(struct csv **c)
{
        csv_free(*c);
}
