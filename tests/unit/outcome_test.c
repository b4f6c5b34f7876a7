#include "engine/outcome.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Every verdict's event is legal for a record in flight, so that no reply can stop the engine. */
static void test_writes_are_legal(void **state)
{
        (void)state;
        for (int v = 0; v < VERDICT_KINDS; v++) {
                const struct outcome *o = outcome_of((enum verdict_kind)v);

                assert_int_not_equal(lifecycle_next(REC_INFLIGHT, o->on_write).next, REC_NONE);
        }
}

/* Only what certainly was not processed may go straight back in line; the rest is read back. */
static void test_unknown_is_doubt(void **state)
{
        (void)state;
        for (int v = 0; v < VERDICT_KINDS; v++) {
                enum verdict_kind kind = (enum verdict_kind)v;
                const struct outcome *o = outcome_of(kind);
                enum rec_state next = lifecycle_next(REC_INFLIGHT, o->on_write).next;

                if (kind == VERDICT_UNCLEAR)
                        assert_int_equal(next, REC_DOUBT);
                if (next == REC_READY || next == REC_RETRY)
                        assert_true(verdict_not_processed(kind));
        }
}

/* "The target is ill" never takes a record out of the line. */
static void test_illness_is_not_the_records_fault(void **state)
{
        (void)state;
        for (int v = 0; v < VERDICT_KINDS; v++) {
                const struct outcome *o = outcome_of((enum verdict_kind)v);

                if (o->sign == SIGN_OVERLOAD || o->sign == SIGN_REFUSED)
                        assert_int_equal(o->on_write, EV_TARGET_ILL);
        }
        assert_int_equal(outcome_of(VERDICT_SUSPENDED)->on_write, EV_TARGET_ILL);
        assert_int_equal(outcome_of(VERDICT_FORBIDDEN)->on_write, EV_TARGET_ILL);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(test_writes_are_legal),
                                           cmocka_unit_test(test_unknown_is_doubt),
                                           cmocka_unit_test(test_illness_is_not_the_records_fault)};

        return cmocka_run_group_tests_name("outcome", tests, NULL, NULL);
}
