/* Percent: exact two decimals, halves up, nobody to count. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/percent.h"

static const struct {
        int64_t part, whole;
        const char *text;
} table[] = {
        {0, 0, "n/a"},
        {5, 0, "n/a"},
        {0, 7, "0.00"},
        {7, 7, "100.00"},
        {1, 3, "33.33"},
        {2, 3, "66.67"},
        {14, 20, "70.00"},
        {19709, 20000, "98.55"},  /* 98.545: half to even and binary fractions would say 98.54 */
        {1, 20000, "0.01"},       /* 0.005 */
        {19999, 20000, "100.00"}, /* 99.995 */
        {1, 100000, "0.00"},
        {4999999999999, 5000000000000, "100.00"},
        {33333333333333, 99999999999999, "33.33"},
};

static void shares(void **state)
{
        char out[PERCENT_TEXT];

        (void)state;
        for (size_t i = 0; i < COUNT_OF(table); i++)
                assert_string_equal(percent_text(table[i].part, table[i].whole, out),
                                    table[i].text);
}

/* 1 of 2 and 3 of 4 are 50 and 75: the region's share is 4 of 6, not the mean of the two. */
static void pooled_not_averaged(void **state)
{
        char out[PERCENT_TEXT];

        (void)state;
        assert_string_equal(percent_text(1 + 3, 2 + 4, out), "66.67");
}

/* 98.545 is a half: up gives 98.55, to even 98.54. */
static void rounds_halves_as_told(void **state)
{
        static const struct {
                int64_t part, whole;
                int decimals;
                enum percent_mode mode;
                const char *text;
        } cases[] = {
                {98545, 100000, 2, PERCENT_HALF_UP, "98.55"},
                {98545, 100000, 2, PERCENT_HALF_EVEN, "98.54"},
                {98555, 100000, 2, PERCENT_HALF_EVEN, "98.56"},
                {98546, 100000, 2, PERCENT_HALF_EVEN, "98.55"},
                {1, 3, 0, PERCENT_HALF_UP, "33"},
                {2, 3, 4, PERCENT_HALF_UP, "66.6667"},
                {1, 8, 0, PERCENT_HALF_EVEN, "12"},
                {1, 8, 0, PERCENT_HALF_UP, "13"},
                {5, 5, 1, PERCENT_HALF_UP, "100.0"},
                {0, 0, 1, PERCENT_HALF_UP, "n/a"},
                {1000000000, 1000000001, 4, PERCENT_HALF_UP, "100.0000"},
        };
        char out[PERCENT_TEXT];

        (void)state;
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
                assert_string_equal(percent_round(cases[i].part, cases[i].whole, cases[i].decimals,
                                                  cases[i].mode, out),
                                    cases[i].text);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(rounds_halves_as_told),
                                           cmocka_unit_test(shares),
                                           cmocka_unit_test(pooled_not_averaged)};

        return cmocka_run_group_tests(tests, NULL, NULL);
}
