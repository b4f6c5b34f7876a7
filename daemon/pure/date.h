/*
 * Date: calendar dates as the source and the service write them.
 *
 * SIMPEG columns arrive as ISO text (DateStyle is fixed), SIASN speaks dd-mm-yyyy (siasn-api 4.0).
 * Parsing is strict: a date that does not exist is no date. Nothing guesses dd/mm against mm/dd.
 */
#pragma once

#include <stdbool.h>

struct date {
        int year; /* 0 in all members: no date */
        int month;
        int day;
};

/* Exactly "yyyy-mm-dd", a day that exists, years 1..9999. */
bool date_parse_iso(const char *s, struct date *ret);
/* Exactly "dd-mm-yyyy". */
bool date_parse_dmy(const char *s, struct date *ret);
/* Exactly eight digits "yyyymmdd", as the first part of a NIP. */
bool date_parse_compact(const char *s, struct date *ret);
/* "" for no date. `out` is returned. */
const char *date_to_dmy(struct date d, char out[11]);
const char *date_to_iso(struct date d, char out[11]);
/* Negative, zero or positive as a is before, equal to or after b. */
int date_compare(struct date a, struct date b);
/* Days since 0000-03-01 in the proleptic Gregorian calendar: differences are days. */
long date_day_number(struct date d);
/* The same day `years` later; 29 February becomes 1 March where the year has none. */
struct date date_add_years(struct date d, int years);
/*
 * The dates that stand for "no date" in the field: 0001-01-01 (SIASN's own null), 1900-01-01 and
 * 1970-01-01 (an empty date through PHP). Source: defect DATE_SENTINEL.
 */
bool date_is_sentinel(struct date d);
