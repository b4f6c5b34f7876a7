/* Dates: strict reading, exact writing, calendar arithmetic. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/date.h"

typedef bool (*parser)(const char *s, struct date *ret);

static const struct {
        parser parse;
        const char *text;
        struct date want; /* year 0: must be refused */
} parsed[] = {
        {date_parse_iso, "2024-02-29", {2024, 2, 29}},
        {date_parse_iso, "2000-02-29", {2000, 2, 29}},
        {date_parse_iso, "0001-01-01", {1, 1, 1}},
        {date_parse_iso, "9999-12-31", {9999, 12, 31}},
        {date_parse_iso, "2023-02-29", {0}},
        {date_parse_iso, "1900-02-29", {0}},
        {date_parse_iso, "0000-00-00", {0}},
        {date_parse_iso, "0000-01-01", {0}},
        {date_parse_iso, "2024-00-10", {0}},
        {date_parse_iso, "2024-13-01", {0}},
        {date_parse_iso, "2024-04-31", {0}},
        {date_parse_iso, "2024-04-00", {0}},
        {date_parse_iso, "24-04-01", {0}},
        {date_parse_iso, "2024-4-1", {0}},
        {date_parse_iso, "2024/04/01", {0}},
        {date_parse_iso, "2024-04-01 ", {0}},
        {date_parse_iso, " 2024-04-01", {0}},
        {date_parse_iso, "2024-04-01T00:00:00", {0}},
        {date_parse_iso, "2024-04-", {0}},
        {date_parse_iso, "-024-04-01", {0}},
        /* The characters next to the digits would add up to a date. */
        {date_parse_iso, "2024-0:-01", {0}},
        {date_parse_iso, "2024-04-1/", {0}},
        {date_parse_iso, "", {0}},
        {date_parse_iso, "01-04-2024", {0}},
        {date_parse_dmy, "31-12-2024", {2024, 12, 31}},
        {date_parse_dmy, "12-31-2024", {0}},
        {date_parse_dmy, "2024-12-31", {0}},
        {date_parse_dmy, "31/12/2024", {0}},
        {date_parse_dmy, "1-12-2024", {0}},
        {date_parse_compact, "19900101", {1990, 1, 1}},
        {date_parse_compact, "19901301", {0}},
        {date_parse_compact, "199001011", {0}},
        {date_parse_compact, "1990010", {0}},
        {date_parse_compact, "1990O101", {0}},
};

static void test_parse(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(parsed); i++) {
                struct date got = {7, 7, 7};
                bool ok = parsed[i].parse(parsed[i].text, &got);
                struct date want = parsed[i].want.year ? parsed[i].want : (struct date){7, 7, 7};

                if (ok != (parsed[i].want.year != 0) || date_compare(got, want) != 0)
                        fail_msg("\"%s\": ok %d, read as %d-%d-%d", parsed[i].text, ok, got.year,
                                 got.month, got.day);
        }
}

static void test_write(void **state)
{
        char out[11];

        (void)state;
        assert_string_equal(date_to_iso((struct date){2024, 2, 9}, out), "2024-02-09");
        assert_string_equal(date_to_dmy((struct date){2024, 2, 9}, out), "09-02-2024");
        assert_string_equal(date_to_iso((struct date){1, 1, 1}, out), "0001-01-01");
        assert_string_equal(date_to_dmy((struct date){9999, 12, 31}, out), "31-12-9999");
        assert_string_equal(date_to_iso((struct date){0}, out), "");
        assert_string_equal(date_to_dmy((struct date){0}, out), "");
}

static void test_compare(void **state)
{
        static const struct date ordered[] = {
                {0, 0, 0}, {1, 1, 1}, {1999, 12, 31}, {2000, 1, 1}, {2000, 1, 2}, {2000, 2, 1},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(ordered); i++) {
                for (size_t j = 0; j < COUNT_OF(ordered); j++) {
                        int got = date_compare(ordered[i], ordered[j]);

                        assert_true(i < j ? got < 0 : i > j ? got > 0 : got == 0);
                }
        }
}

static void test_day_number(void **state)
{
        static const struct {
                struct date date;
                long days;
        } cases[] = {
                {{0, 3, 1}, 0},           {{0, 3, 2}, 1},         {{1, 3, 1}, 365},
                {{1970, 1, 1}, 719468},   {{2000, 3, 1}, 730485}, {{2000, 2, 29}, 730484},
                {{2024, 12, 31}, 739556},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                assert_int_equal(date_day_number(cases[i].date), cases[i].days);
}

/* Every day of eight centuries follows the one before, is written and read back as itself. */
static void test_every_day(void **state)
{
        long before = date_day_number((struct date){1599, 12, 31});
        char iso[11], dmy[11];

        (void)state;
        for (int year = 1600; year < 2400; year++) {
                for (int month = 1; month <= 12; month++) {
                        for (int day = 1; day <= 31; day++) {
                                struct date d = {year, month, day}, back;

                                date_to_iso(d, iso);
                                if (!date_parse_iso(iso, &back)) {
                                        assert_true(day > 28);
                                        continue;
                                }
                                assert_int_equal(date_compare(d, back), 0);
                                assert_true(date_parse_dmy(date_to_dmy(d, dmy), &back));
                                assert_int_equal(date_compare(d, back), 0);
                                assert_int_equal(date_day_number(d), ++before);
                        }
                }
        }
}

static void test_add_years(void **state)
{
        static const struct {
                struct date from;
                int years;
                struct date want;
        } cases[] = {
                {{1990, 5, 17}, 58, {2048, 5, 17}}, {{2000, 2, 29}, 1, {2001, 3, 1}},
                {{2000, 2, 29}, 4, {2004, 2, 29}},  {{2000, 2, 29}, -100, {1900, 3, 1}},
                {{2001, 2, 28}, 3, {2004, 2, 28}},  {{2024, 12, 31}, 0, {2024, 12, 31}},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                assert_int_equal(
                        date_compare(date_add_years(cases[i].from, cases[i].years), cases[i].want),
                        0);
}

static void test_sentinel(void **state)
{
        (void)state;
        assert_true(date_is_sentinel((struct date){1, 1, 1}));
        assert_true(date_is_sentinel((struct date){1900, 1, 1}));
        assert_true(date_is_sentinel((struct date){1970, 1, 1}));
        assert_false(date_is_sentinel((struct date){1970, 1, 2}));
        assert_false(date_is_sentinel((struct date){2024, 1, 1}));
        assert_false(date_is_sentinel((struct date){0}));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_parse),     cmocka_unit_test(test_write),
                cmocka_unit_test(test_compare),   cmocka_unit_test(test_day_number),
                cmocka_unit_test(test_every_day), cmocka_unit_test(test_add_years),
                cmocka_unit_test(test_sentinel),
        };

        return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
