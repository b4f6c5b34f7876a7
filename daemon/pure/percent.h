/*
 * Percent: a share as text, from whole numbers.
 */
#pragma once

#include <stdint.h>

enum { PERCENT_TEXT = 24, PERCENT_DECIMALS_MAX = 4 };

enum percent_mode { PERCENT_HALF_UP, PERCENT_HALF_EVEN };

/*
 * `part` of `whole` in percent with two decimals, halves rounded up, such as "98.55"; "n/a" when
 * there is nobody to count. Exact: no floating point. Both at least 0 and below 10^12, part at most
 * whole. Returns `out`.
 */
const char *percent_text(int64_t part, int64_t whole, char out[PERCENT_TEXT]);
/* The same with `decimals` (0 to PERCENT_DECIMALS_MAX) and a rule for halves. */
const char *percent_round(int64_t part, int64_t whole, int decimals, enum percent_mode mode,
                          char out[PERCENT_TEXT]);
