#include "pure/date.h"

#include <stddef.h>

/* Source: defect DATE_SENTINEL of the validation catalogue. */
static const struct date sentinels[] = {{1, 1, 1}, {1900, 1, 1}, {1970, 1, 1}};

static bool is_leap(int year)
{
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
        static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

        return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static bool exists(struct date d)
{
        return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
               d.day <= days_in_month(d.year, d.month);
}

/* The member a letter of a shape stands for; NULL for any other character. */
static int *part_of(struct date *d, char letter)
{
        switch (letter) {
        case 'y':
                return &d->year;
        case 'm':
                return &d->month;
        case 'd':
                return &d->day;
        default:
                return NULL;
        }
}

/*
 * Matches `s` against a shape such as "yyyy-mm-dd", letter for digit, the rest literally. One
 * matcher for the three shapes keeps them equally strict: no signs, no blanks, no short forms.
 */
static bool parse(const char *s, const char *shape, struct date *ret)
{
        struct date d = {0};

        for (; *shape; s++, shape++) {
                int *part = part_of(&d, *shape);

                if (!part) {
                        if (*s != *shape)
                                return false;
                        continue;
                }
                if (*s < '0' || *s > '9')
                        return false;
                *part = *part * 10 + (*s - '0');
        }
        if (*s || !exists(d))
                return false;
        *ret = d;
        return true;
}

bool date_parse_iso(const char *s, struct date *ret)
{
        return parse(s, "yyyy-mm-dd", ret);
}

bool date_parse_dmy(const char *s, struct date *ret)
{
        return parse(s, "dd-mm-yyyy", ret);
}

bool date_parse_compact(const char *s, struct date *ret)
{
        return parse(s, "yyyymmdd", ret);
}

/* Right to left, as many digits as the shape has: the output can never outgrow its buffer. */
static const char *print(struct date d, const char shape[11], char out[11])
{
        if (d.year == 0) {
                out[0] = '\0';
                return out;
        }
        out[10] = '\0';
        for (int i = 9; i >= 0; i--) {
                int *part = part_of(&d, shape[i]);

                out[i] = shape[i];
                if (part) {
                        out[i] = (char)('0' + *part % 10);
                        *part /= 10;
                }
        }
        return out;
}

const char *date_to_dmy(struct date d, char out[11])
{
        return print(d, "dd-mm-yyyy", out);
}

const char *date_to_iso(struct date d, char out[11])
{
        return print(d, "yyyy-mm-dd", out);
}

int date_compare(struct date a, struct date b)
{
        if (a.year != b.year)
                return a.year < b.year ? -1 : 1;
        if (a.month != b.month)
                return a.month < b.month ? -1 : 1;
        return (a.day > b.day) - (a.day < b.day);
}

long date_day_number(struct date d)
{
        /* Years that start in March put the leap day last, so that months need no table. */
        long month = (d.month + 9) % 12;
        long year = d.year - (d.month <= 2);

        return 365 * year + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 +
               (d.day - 1);
}

struct date date_add_years(struct date d, int years)
{
        d.year += years;
        if (d.month == 2 && d.day == 29 && !is_leap(d.year))
                return (struct date){d.year, 3, 1};
        return d;
}

bool date_is_sentinel(struct date d)
{
        for (size_t i = 0; i < sizeof sentinels / sizeof sentinels[0]; i++) {
                if (date_compare(d, sentinels[i]) == 0)
                        return true;
        }
        return false;
}
