/* Text: the growable string and the small readers and writers around it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "ground/text.h"

static void test_build(void **state)
{
        struct text t = {0};

        (void)state;
        assert_string_equal(text_str(&t), "");
        text_add(&t, "");
        assert_string_equal(text_str(&t), "");
        text_add(&t, "ab");
        text_add_char(&t, 'c');
        text_add_n(&t, "defgh", 2);
        text_addf(&t, "%d%s", 42, "!");
        text_addf(&t, "%s", "");
        assert_string_equal(text_str(&t), "abcde42!");
        assert_int_equal(t.len, 8);
        text_clear(&t);
        assert_int_equal(t.len, 0);
        assert_string_equal(text_str(&t), "");
        text_free(&t);
        assert_null(t.s);
        text_clear(&t);
        text_free(&t);
}

static void test_growth(void **state)
{
        struct text t = {0};
        char block[1000];

        (void)state;
        memset(block, 'x', sizeof block);
        for (size_t i = 1; i <= 300; i++) {
                text_add_n(&t, block, i);
                assert_int_equal(t.len, i * (i + 1) / 2);
                assert_true(t.cap > t.len);
                assert_int_equal(t.s[t.len], '\0');
        }
        text_addf(&t, "%1000s", "y"); /* longer than any buffer at hand */
        assert_int_equal(t.len, 300 * 301 / 2 + 1000);
        assert_int_equal(t.s[t.len - 1], 'y');
        text_free(&t);
}

static void test_take(void **state)
{
        struct text t = {0};
        CLEANUP(free_ptr) char *empty = text_take(&t);

        (void)state;
        assert_string_equal(empty, "");
        text_add(&t, "mine");
        CLEANUP(free_ptr) char *taken = text_take(&t);
        assert_string_equal(taken, "mine");
        assert_null(t.s);
        assert_int_equal(t.len, 0);
        assert_string_equal(text_str(&t), "");
}

static void test_squeeze(void **state)
{
        static const struct {
                const char *in;
                const char *out;
        } cases[] = {
                {"", ""},
                {" \t\r\n\v\f ", ""},
                {"a", "a"},
                {"  a  b\n\tc  ", "a b c"},
                {"2 errors occurred:\n\t* X is required\n\n", "2 errors occurred: * X is required"},
                {"\xC3\xA9  \xC3\xA9", "\xC3\xA9 \xC3\xA9"},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                CLEANUP(free_ptr) char *got = text_squeeze(cases[i].in);

                assert_string_equal(got, cases[i].out);
        }
}

static void test_prefix(void **state)
{
        (void)state;
        assert_true(text_has_prefix("PPPK-PW", "PPPK"));
        assert_true(text_has_prefix("PPPK", "PPPK"));
        assert_true(text_has_prefix("", ""));
        assert_false(text_has_prefix("PPP", "PPPK"));
        assert_false(text_has_prefix("pppk", "PPPK"));
}

static void test_to_int(void **state)
{
        static const struct {
                const char *s;
                int64_t min, max;
                bool ok;
                int64_t want;
        } cases[] = {
                {"0", 0, 10, true, 0},
                {"10", 0, 10, true, 10},
                {"11", 0, 10, false, 0},
                {"-1", 0, 10, false, 0},
                {"-1", -5, 10, true, -1},
                {"007", 0, 10, true, 7},
                {"", 0, 10, false, 0},
                {" 1", 0, 10, false, 0},
                {"1 ", 0, 10, false, 0},
                {"1x", 0, 10, false, 0},
                {"0x1", 0, 10, false, 0},
                {"1.0", 0, 10, false, 0},
                {"x", 0, 10, false, 0},
                {"9223372036854775807", 0, INT64_MAX, true, INT64_MAX},
                {"-9223372036854775808", INT64_MIN, 0, true, INT64_MIN},
                {"9223372036854775808", 0, INT64_MAX, false, 0},
                {"99999999999999999999999", 0, INT64_MAX, false, 0},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                int64_t got = 77;
                bool ok = text_to_int(cases[i].s, cases[i].min, cases[i].max, &got);

                if (ok != cases[i].ok || got != (ok ? cases[i].want : 77))
                        fail_msg("\"%s\": ok %d, got %lld", cases[i].s, ok, (long long)got);
        }
}

static void test_to_duration(void **state)
{
        static const struct {
                const char *s;
                int64_t ms; /* -1: refused */
        } cases[] = {
                {"250ms", 250},
                {"30s", 30000},
                {"5min", 300000},
                {"2h", 7200000},
                {"1d", 86400000},
                {"0s", 0},
                {"30 s", 30000},
                {"30", -1},
                {"", -1},
                {"s", -1},
                {"-1s", -1},
                {"1.5h", -1},
                {"30S", -1},
                {"30s ", -1},
                {"30m", -1},
                {"1h30min", -1},
                {"+1s", -1},
                {"99999999999d", 8639999999913600000},
                {"999999999999ms", -1},
                {"9999999999999999999999s", -1},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                int64_t got = -1;
                bool ok = text_to_duration(cases[i].s, &got);

                if (ok != (cases[i].ms >= 0) || got != cases[i].ms)
                        fail_msg("\"%s\": ok %d, got %lld", cases[i].s, ok, (long long)got);
        }
}

static void test_from_duration(void **state)
{
        static const struct {
                int64_t ms;
                const char *want;
        } cases[] = {
                {0, "0ms"},       {1, "1ms"},        {1500, "1500ms"},  {1000, "1s"},
                {90000, "90s"},   {60000, "1min"},   {3600000, "1h"},   {5400000, "90min"},
                {86400000, "1d"}, {172800000, "2d"}, {90000000, "25h"},
        };
        char out[32];
        int64_t back;

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                assert_string_equal(text_from_duration(cases[i].ms, out), cases[i].want);
                assert_true(text_to_duration(out, &back));
                assert_int_equal(back, cases[i].ms);
        }
}

/* The middle of a NIP never shows; what is too short to have a middle does not show at all. */
static void test_mask_nip(void **state)
{
        char out[20];

        (void)state;
        assert_string_equal(text_mask_nip("199001152015031002", out), "1990**********1002");
        assert_string_equal(text_mask_nip("1990011", out), "***");
        assert_string_equal(text_mask_nip("", out), "***");
        memset(out, 'x', sizeof out);
        text_mask_nip("12345678901234567890123456789012345678901234567890", out);
        assert_int_equal(strlen(out), 18);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_build),       cmocka_unit_test(test_growth),
                cmocka_unit_test(test_take),        cmocka_unit_test(test_squeeze),
                cmocka_unit_test(test_prefix),      cmocka_unit_test(test_to_int),
                cmocka_unit_test(test_to_duration), cmocka_unit_test(test_from_duration),
                cmocka_unit_test(test_mask_nip),
        };

        return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
