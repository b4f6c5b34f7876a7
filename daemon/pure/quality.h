/*
 * Quality: BKN's weighted data-quality index, from counts of persons.
 *
 * BKN's list has 27 indicators in four dimensions, each with a weight. An indicator is the share of
 * persons without that defect; the index is the weighted mean of the shares. Weights are data here,
 * in hundredths, as BKN publishes them (completeness .28, timeliness .31, accuracy .30,
 * consistency .11; the indicators of a dimension add up to 100 but for BKN's rounding).
 *
 * What SIMPEG cannot tell is not taken for good: an indicator that was not measured stays out of
 * numerator and denominator, and the measured weight is told beside the index.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum quality_dimension {
        QUALITY_COM, /* completeness */
        QUALITY_TIM, /* timeliness */
        QUALITY_ACC, /* accuracy */
        QUALITY_CON, /* consistency */
        QUALITY_DIMENSIONS,
};

struct quality_dim {
        const char *code;  /* such as "COM" */
        const char *title; /* Bahasa Indonesia */
        int weight;        /* hundredths */
};

enum { QUALITY_MEASURES_MAX = 3 };

/* Faults in quarantine that show the defect. */
struct quality_measure {
        const char *kind;  /* NULL: any */
        const char *code;  /* NULL: end of the list */
        const char *field; /* NULL: any */
};

struct quality_item {
        const char *code; /* BKN's, such as "TIM_4" */
        enum quality_dimension dimension;
        int weight;        /* hundredths of the dimension's 100 */
        const char *title; /* Bahasa Indonesia */
        struct quality_measure measures[QUALITY_MEASURES_MAX];
        const char *why_not; /* Bahasa Indonesia; NULL for an indicator that can be measured */
};

enum { QUALITY_ITEMS = 27 };

extern const struct quality_dim quality_dims[QUALITY_DIMENSIONS];
extern const struct quality_item quality_items[QUALITY_ITEMS];

/* A share as whole numbers: weight times persons. Nothing measured: 0 of 0. */
struct quality_score {
        int64_t part, whole;
};

struct quality {
        struct quality_score dims[QUALITY_DIMENSIONS];
        struct quality_score index;
        int64_t weight_measured, weight_all; /* dimension weight times indicator weight */
};

/*
 * `persons`: who is counted, 0 to 10^8. `affected[i]`: those of them with defect i, at most
 * `persons`; ignored where `measured[i]` is false. Exact: no floating point.
 */
void quality_compute(int64_t persons, const int64_t affected[QUALITY_ITEMS],
                     const bool measured[QUALITY_ITEMS], struct quality *ret);
/* Index of BKN's code, QUALITY_ITEMS when there is no such indicator. */
size_t quality_find(const char *code);
