/* Csv: what spreadsheets write, and what is no CSV. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/csv.h"

/* Records as "line:field|field", one after the other. */
static const struct {
        const char *text, *records;
} good[] = {
        {"", ""},
        {"a,b\n1,2\n", "1:a|b 2:1|2 "},
        {"a,b\r\n1,2", "1:a|b 2:1|2 "},
        {"\xef\xbb\xbf"
         "a;b\n1,5;2\n",
         "1:a|b 2:1,5|2 "},
        {"a,b\n\n,\n 1 ,\t2\n", "1:a|b 4:1|2 "},
        {"a,b\n\"x, \"\"y\"\"\",\"two\nlines\" \n3,4\n", "1:a|b 2:x, \"y\"|two\nlines 4:3|4 "},
        {"a\n\"\"\nb\n", "1:a 3:b "},
        {"a,b\n1\n1,2,3\n", "1:a|b 2:1 3:1|2|3 "},
        {"a,b\n1,mid\"quote\n", "1:a|b 2:1|mid\"quote "},
};

static const struct {
        const char *text, *error;
} bad[] = {
        {"a\n\"open\n\n", "line 2: a field begins with a quote that does not end"},
        {"a\n\"x\" y\n", "line 2: there is text after a quoted field"},
};

static void test_good(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(good); i++) {
                struct csv csv;
                struct err err;
                struct text all = {0};

                assert_true(csv_read(good[i].text, &csv, &err));
                for (size_t r = 0; r < csv.count; r++) {
                        text_addf(&all, "%d:", csv.records[r].line);
                        for (size_t f = 0; f < csv.records[r].count; f++)
                                text_addf(&all, "%s%s", f ? "|" : "", csv.records[r].fields[f]);
                        text_add(&all, " ");
                }
                assert_string_equal(text_str(&all), good[i].records);
                text_free(&all);
                csv_free(&csv);
        }
}

static void test_bad(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
                struct csv csv;
                struct err err;

                assert_false(csv_read(bad[i].text, &csv, &err));
                assert_string_equal(err.text, bad[i].error);
        }
}

static void test_columns(void **state)
{
        struct csv csv;
        struct err err;

        (void)state;
        assert_true(csv_read("Local_ID,siasn_id\n7\n", &csv, &err));
        assert_int_equal(csv_column(&csv, "local_id"), 0);
        assert_int_equal(csv_column(&csv, "siasn_id"), 1);
        assert_true(csv_column(&csv, "setuju") == SIZE_MAX);
        assert_string_equal(csv_field(&csv.records[1], 0), "7");
        assert_string_equal(csv_field(&csv.records[1], 1), "");
        assert_string_equal(csv_field(&csv.records[1], SIZE_MAX), "");
        csv_free(&csv);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_good),
                cmocka_unit_test(test_bad),
                cmocka_unit_test(test_columns),
        };

        mem_setup();
        return cmocka_run_group_tests(tests, NULL, NULL);
}
