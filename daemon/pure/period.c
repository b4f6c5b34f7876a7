#include "pure/period.h"

#include <stdio.h>
#include <string.h>

static bool year_of(const char *s, int *ret)
{
        int year = 0;

        for (int i = 0; i < 4; i++) {
                if (s[i] < '0' || s[i] > '9')
                        return false;
                year = year * 10 + (s[i] - '0');
        }
        *ret = year;
        return year >= PERIOD_YEAR_MIN && year <= PERIOD_YEAR_MAX;
}

bool period_parse(const char *typed, struct period *ret, struct err *err)
{
        int year;

        if (strlen(typed) != 6 || !year_of(typed, &year) || typed[4] != 'Q' || typed[5] < '1' ||
            typed[5] > '4')
                return err_set(err,
                               "\"%s\" bukan periode: tulis tahun dan triwulan seperti 2026Q3 "
                               "(Q1 sampai Q4)",
                               typed);
        *ret = (struct period){.year = year, .quarter = typed[5] - '0'};
        return true;
}

bool period_parse_year(const char *typed, int *ret, struct err *err)
{
        if (strlen(typed) != 4 || !year_of(typed, ret))
                return err_set(err, "\"%s\" bukan tahun: tulis seperti 2026", typed);
        return true;
}

struct period period_of(struct date d)
{
        return (struct period){.year = d.year, .quarter = (d.month - 1) / 3 + 1};
}

struct period period_before(struct period p)
{
        if (p.quarter > 1)
                return (struct period){.year = p.year, .quarter = p.quarter - 1};
        return (struct period){.year = p.year - 1, .quarter = QUARTERS};
}

bool period_same(struct period a, struct period b)
{
        return a.year == b.year && a.quarter == b.quarter;
}

struct date period_first_day(struct period p)
{
        return (struct date){.year = p.year, .month = p.quarter * 3 - 2, .day = 1};
}

struct date period_end(struct period p)
{
        if (p.quarter == QUARTERS)
                return (struct date){.year = p.year + 1, .month = 1, .day = 1};
        return (struct date){.year = p.year, .month = p.quarter * 3 + 1, .day = 1};
}

const char *period_text(struct period p, char out[PERIOD_TEXT])
{
        snprintf(out, PERIOD_TEXT, "%04dQ%d", p.year, p.quarter);
        return out;
}

const char *period_roman(int quarter)
{
        static const char *const names[] = {"I", "II", "III", "IV"};

        return names[quarter - 1];
}
