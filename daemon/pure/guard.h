/*
 * Guard: is a collected change too large to be believed? Pure.
 *
 * A view that suddenly shrinks or changes as a whole is more often a broken view, a half-loaded
 * copy or a mass update by mistake than real news. Such a step is held until a person releases it.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct guard_limits {
        int64_t changed_rows, changed_pct; /* held when above both */
        int64_t gone_rows, gone_pct;
        bool hold_first_load; /* nothing known yet: wait for a person too */
};

struct guard_counts {
        int64_t known;   /* rows of the kind before this step */
        int64_t changed; /* new or changed ones waiting */
        int64_t gone;    /* vanished ones waiting */
};

/*
 * True when the step must wait. `reason` (needs 200 bytes) says why, with the numbers; ""
 * otherwise. New rows count as changed; a kind of which nothing is known yet is a first load and
 * only held when the site says so.
 */
bool guard_holds(const struct guard_limits *limits, const struct guard_counts *counts,
                 char reason[200]);
