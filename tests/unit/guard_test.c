#include "pure/guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ground/mem.h"

static const struct guard_limits limits = {
        .changed_rows = 500, .changed_pct = 20, .gone_rows = 50, .gone_pct = 5};

static const struct {
        struct guard_counts counts;
        bool held;
} cases[] = {
        {{.known = 0, .changed = 15000}, false},    /* first load */
        {{.known = 10000, .changed = 2000}, false}, /* exactly 20 % */
        {{.known = 10000, .changed = 2001}, true},
        {{.known = 1000, .changed = 500}, false}, /* 50 %, but few rows */
        {{.known = 1000, .changed = 501}, true},
        {{.known = 10000, .gone = 500}, false}, /* exactly 5 % */
        {{.known = 10000, .gone = 501}, true},
        {{.known = 100, .gone = 50}, false},     /* half, but few rows */
        {{.known = 10000, .gone = 10000}, true}, /* an empty view */
        {{.known = 10000, .changed = 400, .gone = 40}, false},
};

static void test_table(void **state)
{
        char reason[200];

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                assert_int_equal(guard_holds(&limits, &cases[i].counts, reason), cases[i].held);
                assert_int_equal(reason[0] != '\0', cases[i].held);
        }
}

static void test_first_load(void **state)
{
        struct guard_limits careful = limits;
        char reason[200];

        (void)state;
        careful.hold_first_load = true;
        assert_true(guard_holds(&careful, &(struct guard_counts){.changed = 1}, reason));
        assert_string_equal(reason, "first load of 1 rows");
        assert_false(guard_holds(&careful, &(struct guard_counts){.known = 0}, reason));
        assert_false(
                guard_holds(&careful, &(struct guard_counts){.known = 9, .changed = 1}, reason));
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(test_table),
                                           cmocka_unit_test(test_first_load)};

        return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
