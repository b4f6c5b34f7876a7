/* Random lives of a record: whatever happens in whatever order, the promises of the table hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/lifecycle.h"

enum { LIVES = 20000, EVENTS = 40 };

static uint32_t next_random(uint32_t *seed)
{
        *seed ^= *seed << 13;
        *seed ^= *seed >> 17;
        *seed ^= *seed << 5;
        return *seed;
}

/* What the service knows: a row exists, or a write is on its way that may still arrive. */
struct world {
        int rows;
        bool on_its_way;
};

/*
 * Events the engine can raise in a state, given what is true of the world: a read-back only finds
 * what is there, and only concludes ABSENT when nothing is on its way any more.
 */
static bool can_happen(enum rec_state state, enum rec_event event, const struct world *w)
{
        if (lifecycle_next(state, event).next == REC_NONE)
                return false;
        if (state == REC_DOUBT && (event == EV_DELIVERED || event == EV_DELIVERED_OLD))
                return w->rows > 0;
        if (event == EV_ABSENT)
                return w->rows == 0 && !w->on_its_way;
        /* Adopted, or found the same: only what is there. And a create only follows a read. */
        if ((state == REC_READY || state == REC_RETRY) && event == EV_DELIVERED)
                return w->rows > 0;
        if (event == EV_SEND)
                return w->rows == 0;
        return true;
}

static void happen(enum rec_state state, enum rec_event event, struct world *w, uint32_t dice)
{
        if (state == REC_INFLIGHT && (event == EV_DELIVERED || event == EV_DELIVERED_OLD))
                w->rows++;
        if (state == REC_INFLIGHT && (event == EV_UNCLEAR || event == EV_CRASHED)) {
                w->rows += dice % 3 == 0;                      /* it had been committed */
                w->on_its_way = dice % 3 == 1 && w->rows == 0; /* it may still be */
        } else if (w->on_its_way && dice % 5 == 0) {
                w->rows++; /* the late commit */
                w->on_its_way = false;
        } else if (w->on_its_way && dice % 5 == 1) {
                w->on_its_way = false; /* it never arrived */
        }
}

static void test_never_twice(void **unused)
{
        uint32_t seed = 7;

        (void)unused;
        for (int life = 0; life < LIVES; life++) {
                enum rec_state state = REC_READY;
                struct world w = {0};

                for (int i = 0; i < EVENTS; i++) {
                        enum rec_event event = (enum rec_event)(next_random(&seed) % REC_EVENTS);

                        if (!can_happen(state, event, &w))
                                continue;
                        if (event == EV_SEND)
                                assert_true(state == REC_READY || state == REC_RETRY);
                        happen(state, event, &w, next_random(&seed));
                        state = lifecycle_next(state, event).next;
                        assert_true(state >= 0 && state < REC_STATES);
                        assert_true(w.rows <= 1);
                }
        }
}

/* Doubt ends only by what a read-back shows; nobody is sent to from doubt or while held. */
static void test_doubt_and_hold(void **unused)
{
        (void)unused;
        for (int e = 0; e < REC_EVENTS; e++) {
                enum rec_event event = (enum rec_event)e;
                enum rec_state from_doubt = lifecycle_next(REC_DOUBT, event).next;
                enum rec_state from_held = lifecycle_next(REC_HELD, event).next;

                if (event != EV_DELIVERED && event != EV_DELIVERED_OLD && event != EV_ABSENT)
                        assert_true(from_doubt == REC_DOUBT || from_doubt == REC_NONE);
                if (event != EV_RELEASE)
                        assert_true(from_held == REC_HELD || from_held == REC_NONE);
                assert_true(lifecycle_next(REC_REJECTED, event).next != REC_INFLIGHT);
                assert_true(lifecycle_next(REC_DONE, event).next != REC_INFLIGHT);
        }
}

/* Nobody is forgotten: what is not final has a due time, what is final has none. */
static void test_due(void **unused)
{
        (void)unused;
        for (int s = 0; s < REC_STATES; s++) {
                for (int e = 0; e < REC_EVENTS; e++) {
                        struct rec_transition t =
                                lifecycle_next((enum rec_state)s, (enum rec_event)e);

                        if (t.next == REC_READY || t.next == REC_RETRY || t.next == REC_DOUBT)
                                assert_int_not_equal(t.due, DUE_NEVER);
                        if (t.next == REC_DONE || t.next == REC_REJECTED || t.next == REC_HELD)
                                assert_true(t.due == DUE_NEVER || t.due == DUE_KEEP);
                }
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(test_never_twice),
                                           cmocka_unit_test(test_doubt_and_hold),
                                           cmocka_unit_test(test_due)};

        return cmocka_run_group_tests_name("lifecycle_property", tests, NULL, NULL);
}
