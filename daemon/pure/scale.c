#include "pure/scale.h"

#include "ground/mem.h"

size_t scale_find(const struct scale *scale, int64_t value)
{
        size_t i = 0;

        while (i + 1 < scale->count && value < scale->bands[i].from)
                i++;
        return i;
}

void scale_clear(struct scale *scale)
{
        for (size_t i = 0; i < scale->count; i++)
                free(scale->bands[i].name);
        free(scale->bands);
        free(scale->basis);
}
