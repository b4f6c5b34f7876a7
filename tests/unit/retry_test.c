/* Retry: golden tables of delays, and what holds for every policy. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/retry.h"

enum { ATTEMPTS = 14 };

static const struct retry_policy *const policies[] = {
        &retry_record, &retry_look, &retry_target, &retry_token, &retry_db,
};

/* Milliseconds before attempt 0, 1, 2, ...: without jitter, and with the most. */
static const struct {
        const struct retry_policy *policy;
        int64_t least[ATTEMPTS];
        int64_t most[ATTEMPTS];
} golden[] = {
        {&retry_record,
         {5000, 10000, 20000, 40000, 80000, 160000, 320000, 640000, 1280000, 2560000, 3000000,
          3000000, 3000000, 3000000},
         {5999, 11999, 23999, 47999, 95999, 191999, 383999, 767999, 1535999, 3071999, 3599999,
          3599999, 3599999, 3599999}},
        {&retry_look,
         {2000, 4000, 8000, 16000, 32000, 64000, 128000, 256000, 272727, 272727, 272727, 272727,
          272727, 272727},
         {2199, 4399, 8799, 17599, 35199, 70399, 140799, 281599, 299998, 299998, 299998, 299998,
          299998, 299998}},
        {&retry_target,
         {5000, 10000, 20000, 40000, 80000, 160000, 320000, 500000, 500000, 500000, 500000, 500000,
          500000, 500000},
         {5999, 11999, 23999, 47999, 95999, 191999, 383999, 599999, 599999, 599999, 599999, 599999,
          599999, 599999}},
        {&retry_token,
         {30000, 60000, 120000, 240000, 480000, 818181, 818181, 818181, 818181, 818181, 818181,
          818181, 818181, 818181},
         {32999, 65999, 131999, 263999, 527999, 899998, 899998, 899998, 899998, 899998, 899998,
          899998, 899998, 899998}},
        {&retry_db,
         {500, 1000, 2000, 4000, 8000, 16000, 25000, 25000, 25000, 25000, 25000, 25000, 25000,
          25000},
         {599, 1199, 2399, 4799, 9599, 19199, 29999, 29999, 29999, 29999, 29999, 29999, 29999,
          29999}},
};

static void test_golden(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(golden); i++) {
                for (unsigned n = 0; n < ATTEMPTS; n++) {
                        int64_t least = retry_delay(golden[i].policy, n, 0, -1);
                        int64_t most = retry_delay(golden[i].policy, n, UINT32_MAX, -1);

                        if (least != golden[i].least[n] || most != golden[i].most[n])
                                fail_msg("%s %u: %lld to %lld", golden[i].policy->name, n,
                                         (long long)least, (long long)most);
                }
        }
}

/* Half the random range gives half the jitter: the spread is even, not bunched. */
static void test_jitter_is_even(void **state)
{
        (void)state;
        assert_int_equal(retry_delay(&retry_record, 0, UINT32_C(0x80000000), -1), 5500);
        assert_int_equal(retry_delay(&retry_record, 40, UINT32_C(0x80000000), -1), 3300000);
}

static void test_always_within_cap(void **state)
{
        static const uint32_t randoms[] = {0, 1, 12345, UINT32_MAX / 2, UINT32_MAX};
        static const unsigned attempts[] = {0, 1, 31, 32, 63, 64, 1000, UINT32_MAX};

        (void)state;
        for (size_t p = 0; p < COUNT_OF(policies); p++) {
                for (size_t a = 0; a < COUNT_OF(attempts); a++) {
                        for (size_t r = 0; r < COUNT_OF(randoms); r++) {
                                int64_t d = retry_delay(policies[p], attempts[a], randoms[r], -1);

                                assert_true(d >= policies[p]->base_ms);
                                assert_true(d <= policies[p]->cap_ms);
                        }
                }
        }
}

static void test_asked_is_a_floor(void **state)
{
        (void)state;
        assert_int_equal(retry_delay(&retry_record, 0, 0, 60000), 60000);
        assert_int_equal(retry_delay(&retry_record, 0, 0, 4999), 5000);
        assert_int_equal(retry_delay(&retry_record, 0, 0, 0), 5000);
        /* Beyond the cap: the service knows better. */
        assert_int_equal(retry_delay(&retry_record, 0, 0, 86400000), 86400000);
}

static void test_flat_policy(void **state)
{
        static const struct retry_policy flat = {"flat", 700, 1000, 1, 0};
        static const struct retry_policy low_cap = {"low cap", 700, 300, 2, 0};

        (void)state;
        assert_int_equal(retry_delay(&flat, UINT32_MAX, UINT32_MAX, -1), 700);
        assert_int_equal(retry_delay(&low_cap, 0, 0, -1), 300);
}

/* A refused credential is tried at most twice a minute. */
static void test_token_is_slow(void **state)
{
        (void)state;
        assert_true(retry_delay(&retry_token, 0, 0, -1) >= 30000);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_golden),
                cmocka_unit_test(test_jitter_is_even),
                cmocka_unit_test(test_always_within_cap),
                cmocka_unit_test(test_asked_is_a_floor),
                cmocka_unit_test(test_flat_policy),
                cmocka_unit_test(test_token_is_slow),
        };

        return cmocka_run_group_tests_name("retry", tests, NULL, NULL);
}
