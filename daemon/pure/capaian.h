/*
 * Capaian: how far a value has come towards its target, and how the quarters of a year add up.
 *
 * PermenPANRB 8/2021: positive indicators realisasi / target x 100, negative ones (1 + (1 -
 * realisasi / target)) x 100, which is (2 x target - realisasi) / target x 100. A range target
 * counts as its upper bound for values above it, as its lower one for values below, and is met
 * (100) in between. A value of 0 is a value; only what nobody has given is missing.
 *
 * Target 0, where the formulas divide by it, is our own rule: a positive indicator has no capaian
 * (nothing was due), a negative one has 100 for a value of 0 and 0 for anything above.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pure/period.h"

enum polarity { POLARITY_POSITIVE, POLARITY_NEGATIVE };

enum accumulation {
        ACCUMULATE_LAST, /* nilai akhir: a stock; the year's value is its last quarter's */
        ACCUMULATE_SUM,  /* jumlah: a flow; each quarter's target and value is its own part */
};

struct target {
        bool known;
        int64_t low, high; /* ten-thousandths; equal but for a range */
};

struct reading {
        bool known;
        int64_t value; /* ten-thousandths */
};

enum capaian_why { CAPAIAN_KNOWN, CAPAIAN_NO_VALUE, CAPAIAN_NO_TARGET, CAPAIAN_NOTHING_DUE };

struct capaian {
        enum capaian_why why;
        int64_t raw;   /* percent in ten-thousandths, rounded to two decimals, halves up */
        int64_t shown; /* the same, at least 0 and at most the cap */
};

/* `cap` in ten-thousandths of a percent (1200000 is 120 %), 0 for none. */
struct capaian capaian_of(enum polarity polarity, int64_t cap, struct target target,
                          struct reading value);

struct quarter {
        struct target target;
        struct reading value;
};

struct progress {
        struct target target;
        struct reading value;
        int as_of;   /* the last quarter with a value, 0: none */
        int missing; /* quarters up to the asked one without a value */
};

/*
 * The year up to quarter `upto` (1 to 4). Last: the last quarter's value against the target of the
 * asked one. Sum: the sum of the values there are against the sum of the targets, which is known
 * only when all of them are.
 */
struct progress progress_upto(enum accumulation how, const struct quarter quarters[QUARTERS],
                              int upto);
