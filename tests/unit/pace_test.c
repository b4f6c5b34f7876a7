/* Pace: properties over thousands of random steps, from a fixed seed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/pace.h"
#include "pure/retry.h"

enum { STEPS = 20000 };

/* xorshift32: the same numbers on every machine. */
static uint32_t seed;

static uint32_t next_random(void)
{
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        return seed;
}

static int reseed(void **state)
{
        (void)state;
        seed = UINT32_C(20240229);
        return 0;
}

static void test_rate_init(void **state)
{
        static const struct {
                double per_second;
                int64_t interval_us;
        } cases[] = {
                {1, 1000000}, {0.5, 2000000}, {3, 333333},           {0, 0},
                {-1, 0},      {5e6, 1},       {1e-300, 86400000000},
        };
        struct rate rate;

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                rate_init(&rate, cases[i].per_second);
                assert_int_equal(rate.interval_us, cases[i].interval_us);
        }
        rate_init(&rate, __builtin_nan(""));
        assert_int_equal(rate.interval_us, 0);
}

static void test_rate_unlimited(void **state)
{
        struct rate rate;

        (void)state;
        rate_init(&rate, 0);
        for (int i = 0; i < 1000; i++)
                assert_true(rate_take(&rate, 5));
        assert_int_equal(rate_wait_us(&rate, 5), 0);
}

/* However time is polled, no window of t seconds holds more than those of 50 ms more: so late a
 * slot is still taken, and none is made up for beyond that. */
static void check_rate(double per_second)
{
        static int64_t taken[STEPS];
        struct rate rate;
        int64_t now = 0;
        size_t count = 0;

        rate_init(&rate, per_second);
        for (int i = 0; i < STEPS; i++) {
                int64_t wait = rate_wait_us(&rate, now);
                struct rate before = rate;
                bool got = rate_take(&rate, now);

                assert_int_equal(got, wait == 0);
                if (got)
                        taken[count++] = now;
                else
                        assert_memory_equal(&before, &rate, sizeof rate);
                /* Mostly short steps, at times a long idle period. */
                now += next_random() % 50 == 0 ? next_random() % 60000000 : next_random() % 200000;
        }
        assert_true(count > 100);
        for (size_t i = 0; i < count; i++) {
                for (size_t j = i + 1; j < count && j < i + 50; j++) {
                        double window_s = (double)(taken[j] - taken[i]) / 1e6;

                        /* Slots i..j lie in the window: j - i + 1 of them. */
                        assert_true((double)(j - i) < (window_s * 1.000001 + 0.05) * per_second);
                }
        }
}

static void test_rate_bound(void **state)
{
        static const double rates[] = {0.5, 1, 3, 7.5, 100};

        (void)state;
        for (size_t i = 0; i < COUNT_OF(rates); i++)
                check_rate(rates[i]);
}

static void test_rate_idle_gives_no_burst(void **state)
{
        struct rate rate;

        (void)state;
        rate_init(&rate, 10);
        assert_true(rate_take(&rate, 0));
        assert_true(rate_take(&rate, INT64_C(3600000000)));
        assert_false(rate_take(&rate, INT64_C(3600000000)));
        assert_int_equal(rate_wait_us(&rate, INT64_C(3600000000)), 100000);
        assert_true(rate_take(&rate, INT64_C(3600100000)));
}

/* Someone who waits exactly as told reaches the configured rate. */
static void test_rate_is_reached(void **state)
{
        struct rate rate;
        int64_t now = 0;

        (void)state;
        rate_init(&rate, 8);
        for (int i = 0; i < 800; i++) {
                now += rate_wait_us(&rate, now);
                assert_true(rate_take(&rate, now));
        }
        assert_int_equal(now, INT64_C(799) * 125000);
}

/* Someone who comes late each time, since something else took a while, reaches it too. */
static void test_rate_late_is_not_lost(void **state)
{
        struct rate rate;
        int64_t now = 0;

        (void)state;
        rate_init(&rate, 100);
        for (int i = 0; i < 1000; i++) {
                now += rate_wait_us(&rate, now);
                now += next_random() % 10 == 0 ? next_random() % 30000 : next_random() % 4000;
                assert_true(rate_take(&rate, now));
        }
        assert_in_range(now, INT64_C(999) * 10000, INT64_C(999) * 10000 + 50000);
}

static void test_width_start(void **state)
{
        static const struct {
                int limit;
                int allowed;
        } cases[] = {{1, 1}, {3, 3}, {4, 4}, {16, 4}, {0, 1}, {-5, 1}};
        struct width width;

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                width_init(&width, cases[i].limit);
                assert_int_equal(width.allowed, cases[i].allowed);
                assert_true(width.limit >= 1);
        }
}

static void test_width_stays_inside(void **state)
{
        (void)state;
        for (int limit = 1; limit <= 40; limit += 3) {
                struct width width;

                width_init(&width, limit);
                for (int i = 0; i < STEPS / 10; i++) {
                        int before = width.allowed;

                        if (next_random() % 10 == 0) {
                                width_overload(&width);
                                assert_int_equal(width.allowed, before > 1 ? before / 2 : 1);
                        } else {
                                width_good(&width);
                                assert_in_range(width.allowed - before, 0, 1);
                        }
                        assert_in_range(width.allowed, 1, limit);
                }
        }
}

static int replies_until_full(struct width *width)
{
        int replies = 0;

        for (; width->allowed < width->limit; replies++)
                width_good(width);
        return replies;
}

/* One more after each good reply; once warned, after as many as are allowed at once. */
static void test_width_ramp(void **state)
{
        struct width width;

        (void)state;
        width_init(&width, 8);
        assert_int_equal(replies_until_full(&width), 4);
        for (int i = 0; i < 100; i++)
                width_good(&width);
        assert_int_equal(width.allowed, 8);
        width_overload(&width);
        assert_int_equal(width.allowed, 4);
        assert_int_equal(width.good, 0);
        assert_int_equal(replies_until_full(&width), 4 + 5 + 6 + 7);
}

static void test_breaker_strikes(void **state)
{
        struct breaker b = {0};

        (void)state;
        breaker_strike(&b, 0, 0);
        breaker_strike(&b, 0, 0);
        assert_true(breaker_allows(&b, 0));
        breaker_good(&b); /* a good reply forgives */
        breaker_strike(&b, 0, 0);
        breaker_strike(&b, 0, 0);
        assert_int_equal(breaker_wait_ms(&b, 0), 0);
        breaker_strike(&b, 1000, 0);
        assert_int_equal(b.state, BREAKER_OPEN);
        assert_int_equal(breaker_wait_ms(&b, 1000), 5000);
        assert_false(breaker_allows(&b, 5999));
}

static void test_breaker_probe(void **state)
{
        struct breaker b = {0};

        (void)state;
        breaker_open(&b, 0, -1, 0);
        assert_false(breaker_allows(&b, 4999));
        assert_true(breaker_allows(&b, 5000));
        assert_false(breaker_allows(&b, 5000)); /* exactly one */
        assert_false(breaker_allows(&b, INT64_C(1) << 40));
        assert_int_equal(breaker_wait_ms(&b, 5000), -1);
        breaker_strike(&b, 6000, 0); /* at once while probing */
        assert_int_equal(breaker_wait_ms(&b, 6000), 10000);
        assert_true(breaker_allows(&b, 16000));
        breaker_good(&b);
        assert_true(breaker_allows(&b, 16000));
        breaker_open(&b, 20000, -1, 0); /* a good reply ended the growth */
        assert_int_equal(breaker_wait_ms(&b, 20000), 5000);
}

static void test_breaker_wait_asked(void **state)
{
        struct breaker b = {0};

        (void)state;
        breaker_open(&b, 0, 3600000, 0);
        assert_int_equal(breaker_wait_ms(&b, 0), 3600000);
        breaker_open(&b, 1000, 10, 0); /* shorter: keeps the longer */
        assert_int_equal(breaker_wait_ms(&b, 1000), 3599000);
        breaker_open(&b, 1000, -1, 0);
        assert_int_equal(breaker_wait_ms(&b, 1000), 3599000);
        breaker_open(&b, 1000, 7200000, 0); /* longer: honoured */
        assert_int_equal(breaker_wait_ms(&b, 1000), 7200000);
        assert_int_equal(b.opened, 1); /* one outage, however many replies tell of it */
}

static void test_breaker_late_replies(void **state)
{
        struct breaker b = {0};

        (void)state;
        breaker_open(&b, 0, -1, 0);
        breaker_good(&b);
        breaker_strike(&b, 0, 0);
        assert_int_equal(b.state, BREAKER_OPEN);
        assert_int_equal(breaker_wait_ms(&b, 0), 5000);
}

static void test_breaker_probe_lost(void **state)
{
        struct breaker b = {0};

        (void)state;
        breaker_probe_lost(&b, 0);
        assert_int_equal(b.state, BREAKER_CLOSED);
        breaker_open(&b, 0, -1, 0);
        assert_true(breaker_allows(&b, 5000));
        breaker_probe_lost(&b, 5500);
        assert_int_equal(b.state, BREAKER_OPEN);
        assert_int_equal(breaker_wait_ms(&b, 5500), 0);
        assert_true(breaker_allows(&b, 5500));
        assert_false(breaker_allows(&b, 5500));
        assert_int_equal(b.opened, 1);
}

/* Whatever happens: between opening and a good reply at most one request goes per probe. */
static void test_breaker_one_probe(void **state)
{
        struct breaker b = {0};
        int out = 0; /* probes without an answer */
        int64_t now = 0;

        (void)state;
        for (int i = 0; i < STEPS; i++) {
                bool was_closed = b.state == BREAKER_CLOSED;
                int64_t wait = breaker_wait_ms(&b, now);
                bool allowed = breaker_allows(&b, now);

                assert_int_equal(allowed, wait == 0);
                if (allowed && !was_closed)
                        out++;
                assert_in_range(out, 0, 1);
                switch (next_random() % 8) {
                case 0:
                        breaker_good(&b);
                        break;
                case 1:
                case 2:
                        breaker_strike(&b, now, next_random());
                        break;
                case 3:
                        breaker_open(&b, now, (int64_t)(next_random() % 5000) - 1, next_random());
                        break;
                case 4:
                        breaker_probe_lost(&b, now);
                        break;
                default:
                        break;
                }
                if (b.state != BREAKER_PROBING)
                        out = 0;
                assert_true(breaker_wait_ms(&b, now) <= retry_target.cap_ms);
                now += next_random() % 3000;
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_rate_init),
                cmocka_unit_test(test_rate_unlimited),
                cmocka_unit_test_setup(test_rate_bound, reseed),
                cmocka_unit_test(test_rate_idle_gives_no_burst),
                cmocka_unit_test(test_rate_is_reached),
                cmocka_unit_test_setup(test_rate_late_is_not_lost, reseed),
                cmocka_unit_test(test_width_start),
                cmocka_unit_test_setup(test_width_stays_inside, reseed),
                cmocka_unit_test(test_width_ramp),
                cmocka_unit_test(test_breaker_strikes),
                cmocka_unit_test(test_breaker_probe),
                cmocka_unit_test(test_breaker_wait_asked),
                cmocka_unit_test(test_breaker_late_replies),
                cmocka_unit_test(test_breaker_probe_lost),
                cmocka_unit_test_setup(test_breaker_one_probe, reseed),
        };

        return cmocka_run_group_tests_name("pace", tests, NULL, NULL);
}
