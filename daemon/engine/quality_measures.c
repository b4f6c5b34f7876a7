#include "engine/quality_measures.h"

#include "pure/quality.h"

void quality_measures(struct arrays *a)
{
        for (size_t i = 0; i < QUALITY_ITEMS; i++) {
                for (size_t m = 0; m < QUALITY_MEASURES_MAX && quality_items[i].measures[m].code;
                     m++) {
                        const struct quality_measure *measure = &quality_items[i].measures[m];

                        ARRAYS_ADD(a, quality_items[i].code, measure->kind, measure->code,
                                   measure->field);
                }
        }
}
