/*
 * Arrays: a table of values on its way into unnest($1::text[], $2::text[], ...).
 *
 * Batches travel as one array a column, so one statement serves any number of rows. A struct
 * arrays starts as {0}; the first row fixes the number of columns.
 */
#pragma once

#include <stdio.h>

#include "edge/db.h"
#include "ground/mem.h"

enum { ARRAYS_MAX = 20, ARRAYS_LEAD_MAX = 4 };

struct arrays {
        size_t width;
        size_t rows;
        struct text column[ARRAYS_MAX];
};

void arrays_add(struct arrays *a, const char *const *values, size_t width);
#define ARRAYS_ADD(a, ...)                                  \
        arrays_add((a), (const char *const[]){__VA_ARGS__}, \
                   sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* Empties for the next batch, keeping the memory. */
void arrays_clear(struct arrays *a);
void arrays_free(struct arrays *a);

/*
 * Runs `sql` with `lead` (scalars, NULL-terminated list, may be NULL) followed by the columns of
 * each non-NULL arrays in `tables` (ends with NULL). `width[i]` columns are sent for an empty
 * table.
 */
struct arrays_part {
        struct arrays *table;
        size_t width;
};
bool arrays_query(struct db *db, const char *sql, const char *const *lead, size_t lead_count,
                  const struct arrays_part *parts, size_t part_count, struct db_result **ret,
                  struct err *err);
/* The same into a batch, for one table; nothing when it is empty. Empties it. */
bool arrays_batch(struct db *db, const char *sql, struct arrays *table, size_t width,
                  struct err *err);
/* For statements with scalars before, or two tables. */
bool arrays_batch_parts(struct db *db, const char *sql, const char *const *lead, size_t lead_count,
                        const struct arrays_part *parts, size_t part_count, struct err *err);

/* Decimal text of a number in `out`; for passing numbers as text parameters. */
static inline const char *number_text(char out[24], int64_t n)
{
        snprintf(out, 24, "%lld", (long long)n);
        return out;
}
#define NUMBER(n) number_text((char[24]){0}, (n))
