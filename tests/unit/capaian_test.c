/* Capaian: the formulas of PermenPANRB 8/2021, range targets, target 0, caps, quarters, scales. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/capaian.h"
#include "pure/decimal.h"
#include "pure/scale.h"

#define N(n) ((int64_t)((n)*DECIMAL_ONE + 0.5))

struct one {
        enum polarity polarity;
        double low, high, value, cap;
        const char *raw, *shown; /* raw NULL: no capaian */
};

static const struct one formulas[] = {
        /* positive: realisasi / target */
        {POLARITY_POSITIVE, 100, 100, 98.55, 0, "98.55", "98.55"},
        {POLARITY_POSITIVE, 98.5, 98.5, 97.96, 0, "99.45", "99.45"},
        {POLARITY_POSITIVE, 20, 20, 14, 0, "70.00", "70.00"},
        {POLARITY_POSITIVE, 40, 40, 50, 0, "125.00", "125.00"},
        {POLARITY_POSITIVE, 3, 3, 1, 0, "33.33", "33.33"},
        {POLARITY_POSITIVE, 3, 3, 2, 0, "66.67", "66.67"},
        {POLARITY_POSITIVE, 200, 200, 197.09, 0, "98.55", "98.55"}, /* 98.545 goes up */
        {POLARITY_POSITIVE, 10, 10, 0, 0, "0.00", "0.00"},          /* 0 is a value */
        /* caps; the uncapped value is kept */
        {POLARITY_POSITIVE, 40, 40, 50, 100, "125.00", "100.00"},
        {POLARITY_POSITIVE, 40, 40, 50, 110, "125.00", "110.00"},
        {POLARITY_POSITIVE, 40, 40, 50, 120, "125.00", "120.00"},
        {POLARITY_POSITIVE, 40, 40, 44, 120, "110.00", "110.00"},
        /* negative: (2 target - realisasi) / target */
        {POLARITY_NEGATIVE, 10, 10, 10, 0, "100.00", "100.00"},
        {POLARITY_NEGATIVE, 10, 10, 8, 0, "120.00", "120.00"},
        {POLARITY_NEGATIVE, 10, 10, 12, 0, "80.00", "80.00"},
        {POLARITY_NEGATIVE, 10, 10, 0, 0, "200.00", "200.00"},
        {POLARITY_NEGATIVE, 10, 10, 25, 0, "-50.00", "0.00"}, /* shown from 0 on */
        /* ranges: the bound nearest to the value; met in between */
        {POLARITY_POSITIVE, 60, 80, 60, 0, "100.00", "100.00"},
        {POLARITY_POSITIVE, 60, 80, 70, 0, "100.00", "100.00"},
        {POLARITY_POSITIVE, 60, 80, 80, 0, "100.00", "100.00"},
        {POLARITY_POSITIVE, 60, 80, 100, 0, "125.00", "125.00"},
        {POLARITY_POSITIVE, 60, 80, 30, 0, "50.00", "50.00"},
        {POLARITY_NEGATIVE, 60, 80, 100, 0, "75.00", "75.00"},
        {POLARITY_NEGATIVE, 60, 80, 30, 0, "150.00", "150.00"},
        {POLARITY_POSITIVE, 0, 5, 0, 0, "100.00", "100.00"},
        /* target 0 */
        {POLARITY_POSITIVE, 0, 0, 0, 0, NULL, NULL},
        {POLARITY_POSITIVE, 0, 0, 5, 0, NULL, NULL},
        {POLARITY_NEGATIVE, 0, 0, 0, 0, "100.00", "100.00"},
        {POLARITY_NEGATIVE, 0, 0, 5, 0, "0.00", "0.00"},
        /* large amounts of money */
        {POLARITY_POSITIVE, 400000000000, 400000000000, 300000000000, 0, "75.00", "75.00"},
};

static void computes(void **state)
{
        char text[DECIMAL_TEXT];

        (void)state;
        for (size_t i = 0; i < COUNT_OF(formulas); i++) {
                const struct one *f = &formulas[i];
                struct capaian c = capaian_of(f->polarity, N(f->cap),
                                              (struct target){true, N(f->low), N(f->high)},
                                              (struct reading){true, N(f->value)});

                assert_int_equal(c.why, f->raw ? CAPAIAN_KNOWN : CAPAIAN_NOTHING_DUE);
                if (!f->raw)
                        continue;
                assert_string_equal(decimal_text(c.raw, '.', 2, text), f->raw);
                assert_string_equal(decimal_text(c.shown, '.', 2, text), f->shown);
        }
}

static void missing_is_not_zero(void **state)
{
        struct target some = {true, N(10), N(10)}, none = {0};
        struct reading zero = {true, 0}, nothing = {0};

        (void)state;
        assert_int_equal(capaian_of(POLARITY_POSITIVE, 0, some, zero).why, CAPAIAN_KNOWN);
        assert_int_equal(capaian_of(POLARITY_POSITIVE, 0, some, nothing).why, CAPAIAN_NO_VALUE);
        assert_int_equal(capaian_of(POLARITY_POSITIVE, 0, none, zero).why, CAPAIAN_NO_TARGET);
        assert_int_equal(capaian_of(POLARITY_NEGATIVE, 0, none, nothing).why, CAPAIAN_NO_VALUE);
}

#define Q(target, value)                               \
        {                                              \
                {(target) >= 0, N(target), N(target)}, \
                {                                      \
                        (value) >= 0, N(value)         \
                }                                      \
        }

static void quarters_add_up(void **state)
{
        const struct quarter q[QUARTERS] = {Q(10, 4), Q(20, 0), Q(30, -1), Q(40, 7)};
        struct progress last = progress_upto(ACCUMULATE_LAST, q, 4);
        struct progress sum = progress_upto(ACCUMULATE_SUM, q, 4);

        (void)state;
        assert_int_equal(last.value.value, N(7));
        assert_int_equal(last.target.low, N(40));
        assert_int_equal(sum.value.value, N(11));
        assert_int_equal(sum.target.high, N(100));
        assert_int_equal(sum.missing, 1);
        assert_int_equal(sum.as_of, 4);
        last = progress_upto(ACCUMULATE_LAST, q, 3);
        sum = progress_upto(ACCUMULATE_SUM, q, 3);
        assert_int_equal(last.as_of, 2); /* a real 0 is the last value */
        assert_int_equal(last.value.value, 0);
        assert_true(last.value.known);
        assert_int_equal(last.target.low, N(30));
        assert_int_equal(sum.value.value, N(4));
        assert_int_equal(sum.target.low, N(60));
}

static void a_sum_needs_all_targets(void **state)
{
        const struct quarter gap[QUARTERS] = {Q(10, 4), Q(-1, 5), Q(30, 6), Q(40, 7)};
        const struct quarter empty[QUARTERS] = {Q(10, -1), Q(20, -1), Q(30, -1), Q(40, -1)};

        (void)state;
        assert_false(progress_upto(ACCUMULATE_SUM, gap, 3).target.known);
        assert_true(progress_upto(ACCUMULATE_SUM, gap, 1).target.known);
        assert_true(progress_upto(ACCUMULATE_LAST, gap, 3).target.known);
        assert_false(progress_upto(ACCUMULATE_LAST, gap, 2).target.known);
        assert_false(progress_upto(ACCUMULATE_SUM, empty, 4).value.known);
        assert_int_equal(progress_upto(ACCUMULATE_SUM, empty, 4).as_of, 0);
        assert_int_equal(progress_upto(ACCUMULATE_LAST, empty, 2).missing, 2);
}

/* Printed as "91-100, 76-90, ...", the scale leaves 90.5 without a name; half-open it does not. */
static void scales_have_no_gaps(void **state)
{
        static struct scale_band bands[] = {{(char *)"ST", N(91)},
                                            {(char *)"T", N(76)},
                                            {(char *)"S", N(66)},
                                            {(char *)"R", N(51)},
                                            {(char *)"SR", 0}};
        const struct scale scale = {.bands = bands, .count = COUNT_OF(bands)};
        static const struct {
                double value;
                const char *name;
        } cases[] = {{933.33, "ST"}, {91, "ST"},    {90.99, "T"}, {90.5, "T"},
                     {76, "T"},      {75.99, "S"},  {66, "S"},    {65.5, "R"},
                     {51, "R"},      {50.99, "SR"}, {0, "SR"}};

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                assert_string_equal(bands[scale_find(&scale, N(cases[i].value))].name,
                                    cases[i].name);
        assert_int_equal(scale_find(&scale, -N(5)), 4);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(computes), cmocka_unit_test(missing_is_not_zero),
                cmocka_unit_test(quarters_add_up), cmocka_unit_test(a_sum_needs_all_targets),
                cmocka_unit_test(scales_have_no_gaps)};

        return cmocka_run_group_tests(tests, NULL, NULL);
}
