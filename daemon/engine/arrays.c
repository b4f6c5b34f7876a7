#include "engine/arrays.h"

#include <assert.h>

enum { PARAMETERS_MAX = 2 * ARRAYS_MAX + ARRAYS_LEAD_MAX };

void arrays_add(struct arrays *a, const char *const *values, size_t width)
{
        assert(width <= ARRAYS_MAX && (a->rows == 0 || a->width == width));
        a->width = width;
        for (size_t i = 0; i < width; i++)
                db_array_add(&a->column[i], values[i]);
        a->rows++;
}

void arrays_clear(struct arrays *a)
{
        for (size_t i = 0; i < ARRAYS_MAX; i++)
                text_clear(&a->column[i]);
        a->rows = 0;
}

void arrays_free(struct arrays *a)
{
        for (size_t i = 0; i < ARRAYS_MAX; i++)
                text_free(&a->column[i]);
        *a = (struct arrays){0};
}

/* All values in the order of the parameters; how many. */
static size_t line_up(const char *const *lead, size_t lead_count, const struct arrays_part *parts,
                      size_t part_count, const char *values[PARAMETERS_MAX])
{
        size_t n = 0;

        for (size_t i = 0; i < lead_count; i++)
                values[n++] = lead[i];
        for (size_t p = 0; p < part_count; p++) {
                assert(n + parts[p].width <= PARAMETERS_MAX);
                for (size_t i = 0; i < parts[p].width; i++)
                        values[n++] = parts[p].table->rows
                                              ? db_array_end(&parts[p].table->column[i])
                                              : "{}";
        }
        return n;
}

static void clear_parts(const struct arrays_part *parts, size_t part_count)
{
        for (size_t p = 0; p < part_count; p++)
                arrays_clear(parts[p].table);
}

bool arrays_query(struct db *db, const char *sql, const char *const *lead, size_t lead_count,
                  const struct arrays_part *parts, size_t part_count, struct db_result **ret,
                  struct err *err)
{
        const char *values[PARAMETERS_MAX];
        size_t n = line_up(lead, lead_count, parts, part_count, values);
        bool ok = db_query(db, sql, &(struct db_args){values, n}, ret, err);

        clear_parts(parts, part_count);
        return ok;
}

bool arrays_batch_parts(struct db *db, const char *sql, const char *const *lead, size_t lead_count,
                        const struct arrays_part *parts, size_t part_count, struct err *err)
{
        const char *values[PARAMETERS_MAX];
        size_t n = line_up(lead, lead_count, parts, part_count, values);
        bool ok = db_batch_add(db, sql, &(struct db_args){values, n}, err);

        clear_parts(parts, part_count);
        return ok;
}

bool arrays_batch(struct db *db, const char *sql, struct arrays *table, size_t width,
                  struct err *err)
{
        if (table->rows == 0)
                return true;
        return arrays_batch_parts(db, sql, NULL, 0, &(struct arrays_part){table, width}, 1, err);
}
