/*
 * Percent: a share as text, from whole numbers.
 */
#pragma once

#include <stdint.h>

enum { PERCENT_TEXT = 16 };

/*
 * `part` of `whole` in percent with two decimals, halves rounded up, such as "98.55"; "n/a" when
 * there is nobody to count. Exact: no floating point. Both at least 0 and below 10^14, part at most
 * whole. Returns `out`.
 */
const char *percent_text(int64_t part, int64_t whole, char out[PERCENT_TEXT]);
