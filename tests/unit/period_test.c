/* Period: quarters are written one way, and know their days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/period.h"

static void parses(void **state)
{
        static const char *const bad[] = {"",       "2026",    "2026q3",  "2026Q0", "2026Q5",
                                          "2026-3", "2026Q3 ", " 2026Q3", "26Q3",   "1999Q1",
                                          "2101Q1", "TW3",     "2026TW3", "2026Q33"};
        struct period p = {0};
        struct err err;
        int year;

        (void)state;
        assert_true(period_parse("2026Q3", &p, &err));
        assert_true(p.year == 2026 && p.quarter == 3);
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
                assert_false(period_parse(bad[i], &p, &err));
                assert_non_null(strstr(err.text, "2026Q3"));
        }
        assert_true(period_parse_year("2025", &year, &err));
        assert_int_equal(year, 2025);
        assert_false(period_parse_year("2025Q1", &year, &err));
        assert_false(period_parse_year("1999", &year, &err));
}

static void days(void **state)
{
        static const struct {
                struct date day;
                const char *text, *first, *end, *before;
        } cases[] = {
                {{2026, 1, 1}, "2026Q1", "2026-01-01", "2026-04-01", "2025Q4"},
                {{2026, 3, 31}, "2026Q1", "2026-01-01", "2026-04-01", "2025Q4"},
                {{2026, 4, 1}, "2026Q2", "2026-04-01", "2026-07-01", "2026Q1"},
                {{2026, 9, 30}, "2026Q3", "2026-07-01", "2026-10-01", "2026Q2"},
                {{2026, 12, 31}, "2026Q4", "2026-10-01", "2027-01-01", "2026Q3"},
        };
        char text[PERIOD_TEXT], day[11];

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct period p = period_of(cases[i].day);

                assert_string_equal(period_text(p, text), cases[i].text);
                assert_string_equal(date_to_iso(period_first_day(p), day), cases[i].first);
                assert_string_equal(date_to_iso(period_end(p), day), cases[i].end);
                assert_string_equal(period_text(period_before(p), text), cases[i].before);
                assert_true(period_same(p, p) && !period_same(p, period_before(p)));
        }
        assert_string_equal(period_roman(4), "IV");
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(parses), cmocka_unit_test(days)};

        return cmocka_run_group_tests(tests, NULL, NULL);
}
