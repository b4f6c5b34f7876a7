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

bool arrays_query(struct db *db, const char *sql, const char *const *lead, size_t lead_count,
                  const struct arrays_part *parts, size_t part_count, struct db_result **ret,
                  struct err *err)
{
        const char *values[PARAMETERS_MAX];
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
        bool ok = db_query(db, sql, &(struct db_args){values, n}, ret, err);
        for (size_t p = 0; p < part_count; p++)
                arrays_clear(parts[p].table);
        return ok;
}
