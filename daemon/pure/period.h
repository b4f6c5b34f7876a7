/*
 * Period: a quarter of a year (triwulan), the grain of targets and values of the performance tree.
 */
#pragma once

#include <stdbool.h>

#include "ground/err.h"
#include "pure/date.h"

enum { PERIOD_TEXT = 16, QUARTERS = 4, PERIOD_YEAR_MIN = 2000, PERIOD_YEAR_MAX = 2100 };

struct period {
        int year;
        int quarter; /* 1 to 4 */
};

/* Exactly "2026Q3", years 2000 to 2100. The error is in Bahasa Indonesia. */
bool period_parse(const char *typed, struct period *ret, struct err *err);
/* Exactly "2026". */
bool period_parse_year(const char *typed, int *ret, struct err *err);
struct period period_of(struct date d);
struct period period_before(struct period p);
bool period_same(struct period a, struct period b);
struct date period_first_day(struct period p);
/* The first day that is no longer in it. */
struct date period_end(struct period p);
/* "2026Q3"; `out` is returned. */
const char *period_text(struct period p, char out[PERIOD_TEXT]);
/* "I" to "IV". */
const char *period_roman(int quarter);
