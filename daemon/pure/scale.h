/*
 * Scale: names for ranges of a value, as half-open intervals: a band holds what is at least its
 * `from` and below the band above it. So no value falls between two bands, as 90.5 does in scales
 * printed as "91-100, 76-90".
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct scale_band {
        char *name;
        int64_t from; /* ten-thousandths; the last band's is 0 */
};

struct scale {
        char *basis;              /* where it comes from */
        struct scale_band *bands; /* highest first, falling */
        size_t count;
};

/* The band's index; values below 0 belong to the last one. The scale has at least one band. */
size_t scale_find(const struct scale *scale, int64_t value);
void scale_clear(struct scale *scale);
