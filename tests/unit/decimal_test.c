/* Decimal: what people type is read one way or refused; ratios round like an auditor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/decimal.h"

static void typed(void **state)
{
        static const struct {
                const char *text;
                int64_t value;
        } good[] = {
                {"0", 0},
                {"98.55", 985500},
                {"98,55", 985500},
                {"12", 120000},
                {"0,125", 1250},
                {"0.125", 1250},
                {"1500", 15000000},
                {"1,5000", 15000},
                {"1234,567", 12345670},
                {"7,1", 71000},
                {"999999999999.9999", INT64_C(9999999999999999)},
        };
        struct err err;
        int64_t value;

        (void)state;
        for (size_t i = 0; i < COUNT_OF(good); i++) {
                assert_true(decimal_parse(good[i].text, &value, &err));
                assert_int_equal(value, good[i].value);
        }
}

static void refused(void **state)
{
        static const struct {
                const char *text, *why;
        } bad[] = {
                {"", "bukan bilangan"},         {"-1", "tidak boleh negatif"},
                {"1.234,56", "pemisah ribuan"}, {"1.500", "tulis 1500 untuk ribuan, atau 1.5000"},
                {"1,500", "dua cara"},          {"150.000", "tulis 150000 untuk ribuan"},
                {"98 ,5", "bukan bilangan"},    {"98.", "bukan bilangan"},
                {",5", "bukan bilangan"},       {"1e3", "bukan bilangan"},
                {"5%", "bukan bilangan"},       {"1;5", "bukan bilangan"},
                {"1.23456", "4 desimal"},       {"1000000000000", "12 angka"},
                {"nan", "bukan bilangan"},
        };
        int64_t value = 42;
        struct err err;

        (void)state;
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
                assert_false(decimal_parse(bad[i].text, &value, &err));
                assert_non_null(strstr(err.text, bad[i].why));
        }
        assert_int_equal(value, 42);
}

static void stored_and_shown(void **state)
{
        static const struct {
                const char *stored, *shown, *two;
        } cases[] = {
                {"98.5500", "98,55", "98,55"},  {"100.0000", "100", "100,00"},
                {"0.0000", "0", "0,00"},        {"-12.5000", "-12,5", "-12,50"},
                {"0.0001", "0,0001", "0,0001"}, {"280", "280", "280,00"},
        };
        char text[DECIMAL_TEXT];
        int64_t value;

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                assert_true(decimal_read(cases[i].stored, &value));
                assert_string_equal(decimal_text(value, ',', 0, text), cases[i].shown);
                assert_string_equal(decimal_text(value, ',', 2, text), cases[i].two);
        }
        assert_false(decimal_read("NaN", &value));
        assert_false(decimal_read("", &value));
        assert_false(decimal_read("1.23456", &value));
}

static void ratios(void **state)
{
        (void)state;
        assert_int_equal(decimal_ratio(19709, 10000, 20000), 9855); /* 98.545 % goes up */
        assert_int_equal(decimal_ratio(1, 1, 2), 1);
        assert_int_equal(decimal_ratio(-1, 1, 2), 0);  /* -0.5 goes up */
        assert_int_equal(decimal_ratio(-3, 1, 4), -1); /* -0.75 */
        assert_int_equal(decimal_ratio(-1, 1, 4), 0);
        assert_int_equal(decimal_ratio(INT64_C(9999999999999999), 10000, INT64_C(9999999999999999)),
                         10000); /* does not overflow */
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(typed), cmocka_unit_test(refused),
                                           cmocka_unit_test(stored_and_shown),
                                           cmocka_unit_test(ratios)};

        return cmocka_run_group_tests(tests, NULL, NULL);
}
