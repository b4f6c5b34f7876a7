/* Lifecycle: the whole table again in words, and what must hold whatever the table says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/lifecycle.h"

/* Every pair that is allowed; all others must be refused. */
static const struct {
        enum rec_state from;
        enum rec_event event;
        enum rec_state next;
        enum rec_due due;
} allowed[] = {
        {REC_READY, EV_SEND, REC_INFLIGHT, DUE_KEEP},
        {REC_READY, EV_DELIVERED, REC_DONE, DUE_NEVER},
        {REC_READY, EV_DELIVERED_OLD, REC_READY, DUE_NOW},
        {REC_READY, EV_REFUSED, REC_REJECTED, DUE_NEVER},
        {REC_READY, EV_UNDONE, REC_RETRY, DUE_BACKOFF},
        {REC_READY, EV_TARGET_ILL, REC_READY, DUE_KEEP},
        {REC_READY, EV_NEWER, REC_READY, DUE_NOW},
        {REC_READY, EV_FAULTY, REC_REJECTED, DUE_NEVER},
        {REC_READY, EV_HOLD, REC_HELD, DUE_NEVER},
        {REC_READY, EV_RETRY_NOW, REC_READY, DUE_NOW},

        {REC_RETRY, EV_SEND, REC_INFLIGHT, DUE_KEEP},
        {REC_RETRY, EV_DELIVERED, REC_DONE, DUE_NEVER},
        {REC_RETRY, EV_DELIVERED_OLD, REC_READY, DUE_NOW},
        {REC_RETRY, EV_REFUSED, REC_REJECTED, DUE_NEVER},
        {REC_RETRY, EV_UNDONE, REC_RETRY, DUE_BACKOFF},
        {REC_RETRY, EV_TARGET_ILL, REC_RETRY, DUE_KEEP},
        {REC_RETRY, EV_NEWER, REC_READY, DUE_NOW},
        {REC_RETRY, EV_FAULTY, REC_REJECTED, DUE_NEVER},
        {REC_RETRY, EV_HOLD, REC_HELD, DUE_NEVER},
        {REC_RETRY, EV_RETRY_NOW, REC_READY, DUE_NOW},

        {REC_INFLIGHT, EV_DELIVERED, REC_DONE, DUE_NEVER},
        {REC_INFLIGHT, EV_DELIVERED_OLD, REC_READY, DUE_NOW},
        {REC_INFLIGHT, EV_REFUSED, REC_REJECTED, DUE_NEVER},
        {REC_INFLIGHT, EV_UNDONE, REC_RETRY, DUE_BACKOFF},
        {REC_INFLIGHT, EV_UNCLEAR, REC_DOUBT, DUE_LOOK},
        {REC_INFLIGHT, EV_TARGET_ILL, REC_READY, DUE_NOW},
        {REC_INFLIGHT, EV_CRASHED, REC_DOUBT, DUE_NOW},
        {REC_INFLIGHT, EV_NEWER, REC_INFLIGHT, DUE_KEEP},
        {REC_INFLIGHT, EV_FAULTY, REC_INFLIGHT, DUE_KEEP},

        {REC_DOUBT, EV_DELIVERED, REC_DONE, DUE_NEVER},
        {REC_DOUBT, EV_DELIVERED_OLD, REC_READY, DUE_NOW},
        {REC_DOUBT, EV_UNDONE, REC_DOUBT, DUE_LOOK},
        {REC_DOUBT, EV_UNCLEAR, REC_DOUBT, DUE_LOOK},
        {REC_DOUBT, EV_ABSENT, REC_READY, DUE_NOW},
        {REC_DOUBT, EV_TARGET_ILL, REC_DOUBT, DUE_KEEP},
        {REC_DOUBT, EV_NEWER, REC_DOUBT, DUE_KEEP},
        {REC_DOUBT, EV_FAULTY, REC_DOUBT, DUE_KEEP},
        {REC_DOUBT, EV_RETRY_NOW, REC_DOUBT, DUE_NOW},

        {REC_DONE, EV_NEWER, REC_READY, DUE_NOW},
        {REC_DONE, EV_FAULTY, REC_REJECTED, DUE_NEVER},
        {REC_DONE, EV_RETRY_NOW, REC_READY, DUE_NOW},

        {REC_REJECTED, EV_NEWER, REC_READY, DUE_NOW},
        {REC_REJECTED, EV_FAULTY, REC_REJECTED, DUE_NEVER},
        {REC_REJECTED, EV_HOLD, REC_HELD, DUE_NEVER},
        {REC_REJECTED, EV_RETRY_NOW, REC_READY, DUE_NOW},

        {REC_HELD, EV_NEWER, REC_HELD, DUE_NEVER},
        {REC_HELD, EV_FAULTY, REC_HELD, DUE_NEVER},
        {REC_HELD, EV_RELEASE, REC_READY, DUE_NOW},
};

static void test_every_pair(void **state)
{
        (void)state;
        for (enum rec_state from = 0; from < REC_STATES; from++) {
                for (enum rec_event event = 0; event < REC_EVENTS; event++) {
                        struct rec_transition got = lifecycle_next(from, event);
                        size_t i = 0;

                        while (i < COUNT_OF(allowed) &&
                               (allowed[i].from != from || allowed[i].event != event))
                                i++;
                        if (i == COUNT_OF(allowed)
                                    ? got.next != REC_NONE
                                    : got.next != allowed[i].next || got.due != allowed[i].due)
                                fail_msg("%s x %s -> %d, due %d", rec_state_name(from),
                                         rec_event_name(event), (int)got.next, (int)got.due);
                }
        }
}

/* G2: doubt is left only by reading SIASN back. */
static void test_way_out_of_doubt(void **state)
{
        (void)state;
        for (enum rec_event event = 0; event < REC_EVENTS; event++) {
                enum rec_state next = lifecycle_next(REC_DOUBT, event).next;

                if (event != EV_DELIVERED && event != EV_DELIVERED_OLD && event != EV_ABSENT)
                        assert_true(next == REC_DOUBT || next == REC_NONE);
        }
}

/* G1: states that work by themselves always have a due time; the others wait for someone. */
static void test_due_fits_state(void **state)
{
        (void)state;
        for (enum rec_state from = 0; from < REC_STATES; from++) {
                for (enum rec_event event = 0; event < REC_EVENTS; event++) {
                        struct rec_transition t = lifecycle_next(from, event);

                        if (t.next == REC_NONE)
                                continue;
                        if (t.next == REC_DONE || t.next == REC_REJECTED || t.next == REC_HELD)
                                assert_int_equal(t.due, DUE_NEVER);
                        else
                                assert_int_not_equal(t.due, DUE_NEVER);
                        if (t.due == DUE_BACKOFF)
                                assert_int_equal(t.next, REC_RETRY);
                        if (t.due == DUE_LOOK)
                                assert_int_equal(t.next, REC_DOUBT);
                }
        }
}

/* G1: content from SIMPEG is taken in whatever the state, and from every state done is in reach. */
static void test_nothing_is_stuck(void **state)
{
        (void)state;
        for (enum rec_state from = 0; from < REC_STATES; from++) {
                bool reached[REC_STATES] = {false};

                assert_int_not_equal(lifecycle_next(from, EV_NEWER).next, REC_NONE);
                assert_int_not_equal(lifecycle_next(from, EV_FAULTY).next, REC_NONE);
                reached[from] = true;
                for (int round = 0; round < REC_STATES; round++) {
                        for (enum rec_state s = 0; s < REC_STATES; s++) {
                                for (enum rec_event e = 0; reached[s] && e < REC_EVENTS; e++) {
                                        enum rec_state next = lifecycle_next(s, e).next;

                                        if (next != REC_NONE)
                                                reached[next] = true;
                                }
                        }
                }
                assert_true(reached[REC_DONE]);
        }
}

/* Only a recorded intent leads to inflight, so that a crash is always noticed. */
static void test_way_into_inflight(void **state)
{
        (void)state;
        for (enum rec_state from = 0; from < REC_STATES; from++) {
                for (enum rec_event event = 0; event < REC_EVENTS; event++) {
                        if (from != REC_INFLIGHT && event != EV_SEND)
                                assert_int_not_equal(lifecycle_next(from, event).next,
                                                     REC_INFLIGHT);
                }
        }
}

static void test_outside_the_enums(void **state)
{
        (void)state;
        assert_int_equal(lifecycle_next(REC_NONE, EV_SEND).next, REC_NONE);
        assert_int_equal(lifecycle_next(REC_STATES, EV_SEND).next, REC_NONE);
        assert_int_equal(lifecycle_next(REC_READY, REC_EVENTS).next, REC_NONE);
        assert_int_equal(lifecycle_next(REC_READY, (enum rec_event) - 1).next, REC_NONE);
        assert_null(rec_state_name(REC_NONE));
        assert_null(rec_state_name(REC_STATES));
        assert_null(rec_event_name(REC_EVENTS));
        assert_null(rec_event_name((enum rec_event) - 1));
}

/* The names stand in the database: they never change. */
static void test_names(void **state)
{
        static const char *const states[] = {"ready", "inflight", "doubt", "retry",
                                             "done",  "rejected", "held"};
        static const char *const events[] = {
                "send",    "delivered", "delivered_old", "refused",   "undone",
                "unclear", "absent",    "target_ill",    "crashed",   "newer",
                "faulty",  "hold",      "release",       "retry_now",
        };

        (void)state;
        assert_int_equal(COUNT_OF(states), REC_STATES);
        assert_int_equal(COUNT_OF(events), REC_EVENTS);
        for (int i = 0; i < REC_STATES; i++) {
                assert_string_equal(rec_state_name((enum rec_state)i), states[i]);
                assert_int_equal(rec_state_parse(states[i]), i);
        }
        for (int i = 0; i < REC_EVENTS; i++)
                assert_string_equal(rec_event_name((enum rec_event)i), events[i]);
        assert_int_equal(rec_state_parse("Ready"), REC_NONE);
        assert_int_equal(rec_state_parse(""), REC_NONE);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_every_pair),
                cmocka_unit_test(test_way_out_of_doubt),
                cmocka_unit_test(test_due_fits_state),
                cmocka_unit_test(test_nothing_is_stuck),
                cmocka_unit_test(test_way_into_inflight),
                cmocka_unit_test(test_outside_the_enums),
                cmocka_unit_test(test_names),
        };

        return cmocka_run_group_tests_name("lifecycle", tests, NULL, NULL);
}
