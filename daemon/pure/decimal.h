/*
 * Decimal: values with four decimals as whole numbers of ten-thousandths, so that sums and ratios
 * are exact and a percentage rounds the way an auditor rounds it. Below 10^12, sign included.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "ground/err.h"

enum { DECIMAL_ONE = 10000, DECIMAL_TEXT = 32 };

/*
 * A value of at least 0 as a person types it: digits, and up to four decimals behind one point or
 * one comma, for both are in use ("98.55", "98,55"). What may be thousands ("1.500", "1,500",
 * "1.234,56") is refused: the error, in Bahasa Indonesia, says how to write it.
 */
bool decimal_parse(const char *typed, int64_t *ret, struct err *err);
/* As the database writes numeric(16,4): "-12.5000". */
bool decimal_read(const char *stored, int64_t *ret);
/* At least `least` (0 to 4) decimals, further ones only where they are not 0. Returns `out`. */
const char *decimal_text(int64_t value, char point, int least, char out[DECIMAL_TEXT]);
/* part * times / whole, halves rounded up (towards plus infinity); `whole` above 0. */
int64_t decimal_ratio(int64_t part, int64_t times, int64_t whole);
