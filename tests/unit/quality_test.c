/* Quality: the index is exact, says what it is made of, and takes nothing unmeasured for good. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/fault.h"
#include "pure/percent.h"
#include "pure/quality.h"

static bool all_measured[QUALITY_ITEMS];

static void assert_percent(struct quality_score score, const char *want)
{
        char text[PERCENT_TEXT];

        assert_string_equal(percent_text(score.part, score.whole, text), want);
}

/* Weights as BKN publishes them: dimensions add up to 1, indicators to 100 but for rounding. */
static void test_weights(void **state)
{
        int dims = 0, sums[QUALITY_DIMENSIONS] = {0};

        (void)state;
        for (int d = 0; d < QUALITY_DIMENSIONS; d++)
                dims += quality_dims[d].weight;
        assert_int_equal(dims, 100);
        for (size_t i = 0; i < QUALITY_ITEMS; i++)
                sums[quality_items[i].dimension] += quality_items[i].weight;
        assert_int_equal(sums[QUALITY_COM], 10000);
        assert_int_equal(sums[QUALITY_TIM], 10001);
        assert_int_equal(sums[QUALITY_ACC], 9998);
        assert_int_equal(sums[QUALITY_CON], 10000);
}

/* An indicator is measured by codes of the catalogue that name it, or says why it is not. */
static void test_measures(void **state)
{
        (void)state;
        for (size_t i = 0; i < QUALITY_ITEMS; i++) {
                const struct quality_item *item = &quality_items[i];

                assert_int_equal(quality_find(item->code), i);
                assert_true(strncmp(item->code, quality_dims[item->dimension].code, 3) == 0);
                assert_int_equal(item->why_not == NULL, item->measures[0].code != NULL);
                for (size_t m = 0; m < QUALITY_MEASURES_MAX && item->measures[m].code; m++) {
                        const struct fault_kind *kind = fault_kind_find(item->measures[m].code);

                        if (!kind || (kind->bkn && !strstr(kind->bkn, item->code) &&
                                      strcmp(item->code, "COM_2") != 0))
                                fail_msg("%s does not belong to %s", item->measures[m].code,
                                         item->code);
                }
        }
        assert_int_equal(quality_find("COM"), QUALITY_ITEMS);
        assert_int_equal(quality_find(""), QUALITY_ITEMS);
}

static void test_sound(void **state)
{
        int64_t affected[QUALITY_ITEMS] = {0};
        struct quality q;

        (void)state;
        quality_compute(7, affected, all_measured, &q);
        assert_percent(q.index, "100.00");
        assert_int_equal(q.weight_measured, q.weight_all);
        /* 28*10000 + 31*10001 + 30*9998 + 11*10000 */
        assert_int_equal(q.weight_all, 999971);
        quality_compute(0, affected, all_measured, &q);
        assert_percent(q.index, "n/a");
}

/*
 * By hand: 10 persons, 3 with an inactive unit (TIM_1, 22.73) and 1 with a wrong birth date (CON_2,
 * 25). TIM = 1 - 0.3 * 2273 / 10001, CON = 1 - 0.1 * 2500 / 10000,
 * index = 1 - (0.3 * 31 * 2273 + 0.1 * 11 * 2500) / 999971.
 */
static void test_by_hand(void **state)
{
        int64_t affected[QUALITY_ITEMS] = {0};
        struct quality q;

        (void)state;
        affected[quality_find("TIM_1")] = 3;
        affected[quality_find("CON_2")] = 1;
        quality_compute(10, affected, all_measured, &q);
        assert_int_equal(q.dims[QUALITY_TIM].part, 100010 - 3 * 2273);
        assert_int_equal(q.dims[QUALITY_TIM].whole, 100010);
        assert_percent(q.dims[QUALITY_TIM], "93.18");
        assert_percent(q.dims[QUALITY_CON], "97.50");
        assert_percent(q.dims[QUALITY_COM], "100.00");
        assert_int_equal(q.index.whole, 9999710);
        assert_int_equal(q.index.part, 9999710 - 3 * 31 * 2273 - 11 * 2500);
        assert_percent(q.index, "97.61");
}

/* The same persons, TIM_1 not measured: neither for nor against. */
static void test_unmeasured(void **state)
{
        int64_t affected[QUALITY_ITEMS] = {0};
        bool measured[QUALITY_ITEMS] = {false};
        struct quality q;

        (void)state;
        affected[quality_find("TIM_1")] = 3;
        affected[quality_find("CON_2")] = 1;
        measured[quality_find("CON_2")] = true;
        quality_compute(10, affected, measured, &q);
        assert_percent(q.dims[QUALITY_TIM], "n/a");
        assert_percent(q.dims[QUALITY_CON], "90.00");
        assert_percent(q.index, "90.00");
        assert_int_equal(q.weight_measured, 11 * 2500);
        memset(measured, 0, sizeof measured);
        quality_compute(10, affected, measured, &q);
        assert_percent(q.index, "n/a");
}

/* A nation's worth of persons, all of them wrong in everything or in nothing: no overflow. */
static void test_large(void **state)
{
        int64_t affected[QUALITY_ITEMS], many = 100000000;
        struct quality q;

        (void)state;
        for (size_t i = 0; i < QUALITY_ITEMS; i++)
                affected[i] = many;
        quality_compute(many, affected, all_measured, &q);
        assert_percent(q.index, "0.00");
        assert_int_equal(q.index.whole, 999971 * many);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_weights),    cmocka_unit_test(test_measures),
                cmocka_unit_test(test_sound),      cmocka_unit_test(test_by_hand),
                cmocka_unit_test(test_unmeasured), cmocka_unit_test(test_large),
        };

        memset(all_measured, true, sizeof all_measured);
        return cmocka_run_group_tests_name("quality", tests, NULL, NULL);
}
