/* Csv: what spreadsheets write, what is broken in it, and by which line. */
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

/* Everything the reader says of a text, one line an event: "2:a|b" or "3!words". */
static char *read_all(const char *bytes, size_t len, size_t chunk)
{
        CLEANUP(csv_free_ptr) struct csv *c = csv_new();
        struct text out = {0};
        size_t fed = 0;

        for (;;) {
                switch (csv_next(c)) {
                case CSV_RECORD:
                        text_addf(&out, "%zu:", csv_line(c));
                        for (size_t i = 0; i < csv_count(c); i++)
                                text_addf(&out, "%s%s", i ? "|" : "", csv_field(c, i));
                        text_add_char(&out, '\n');
                        break;
                case CSV_BAD:
                        text_addf(&out, "%zu!%.12s\n", csv_line(c), csv_error(c));
                        break;
                case CSV_WAIT:
                        if (fed == len) {
                                csv_end(c);
                                break;
                        }
                        size_t n = len - fed < chunk ? len - fed : chunk;
                        csv_feed(c, bytes + fed, n);
                        fed += n;
                        break;
                default:
                        return text_take(&out);
                }
        }
}

static void check(const char *bytes, size_t len, const char *wanted)
{
        const size_t chunks[] = {1, 2, 3, 7, 64 * 1024};

        for (size_t i = 0; i < COUNT_OF(chunks); i++) {
                CLEANUP(free_ptr) char *got = read_all(bytes, len, chunks[i]);

                if (strcmp(got, wanted) != 0)
                        fail_msg("chunks of %zu of \"%s\"\ngot:\n%s\nwanted:\n%s", chunks[i], bytes,
                                 got, wanted);
        }
}

static const struct {
        const char *text, *wanted;
} taken[] = {
        {"", ""},
        {"\n\n", ""},
        {"a", "1:a\n"},
        {"a\n", "1:a\n"},
        {"a,b\r\n1,2\r\n", "1:a|b\n2:1|2\n"},
        {"a;b\n1;2,5\n", "1:a|b\n2:1|2,5\n"},
        {"a,b\n1;2,3\n", "1:a|b\n2:1;2|3\n"},
        {"\"x;y;z\",b\n1,2\n", "1:x;y;z|b\n2:1|2\n"},
        {"\xEF\xBB\xBF"
         "a,b\n1,2",
         "1:a|b\n2:1|2\n"},
        {"\xEF\xBB\xBF\"a\",b\n1,2", "1:a|b\n2:1|2\n"},
        {"a,b\n\"x\ny\",2\n3,4\n", "1:a|b\n2:x\ny|2\n4:3|4\n"},
        {"a,b\n\"x\r\ny\",2\r\n3,4\r\n", "1:a|b\n2:x\r\ny|2\n4:3|4\n"},
        {"a,b\n\"say \"\"hi\"\"\",\"\"\n", "1:a|b\n2:say \"hi\"|\n"},
        {"a,b\n\"\"\"\",\"\"\"x\"\n", "1:a|b\n2:\"|\"x\n"},
        {"a,b\n, \n;\n1,2\n", "1:a|b\n3!1 kolom, sed\n4:1|2\n"},
        {"a,b\n,\n\n\t, \n1,2\n", "1:a|b\n5:1|2\n"},
        {"a,b\n1,\n,2\n", "1:a|b\n2:1|\n3:|2\n"},
        {"a,b\n\xC3\xA9,\xE2\x80\x93\n", "1:a|b\n2:\xC3\xA9|\xE2\x80\x93\n"},
};

static const struct {
        const char *text, *wanted;
} broken[] = {
        {"a,b\n1\n2,3\n", "1:a|b\n2!1 kolom, sed\n3:2|3\n"},
        {"a,b\n1,2,3\n4,5\n", "1:a|b\n2!3 kolom, sed\n3:4|5\n"},
        {"a,b\n1,x\"y\n4,5\n", "1:a|b\n2!tanda petik \n3:4|5\n"},
        {"a,b\n1,\"x\"y\n4,5\n", "1:a|b\n2!ada isi di b\n3:4|5\n"},
        {"a,b\n1,\"x\n4,5\n6,7\n", "1:a|b\n2!tanda petik \n3:4|5\n4:6|7\n"},
        {"a,b\n1,\"x\n4,\"5\"\n6,7\n", "1:a|b\n2!ada isi di b\n3:4|5\n4:6|7\n"},
        {"a,b\n1,\"x\n4,5\n6,\"\n", "1:a|b\n2:1|x\n4,5\n6,\n"},
        {"a,b\n\"1\n2\",3,4\n5,6\n", "1:a|b\n2!3 kolom, sed\n3!tanda petik \n4:5|6\n"},
        {"a,b\n1,2\rx\n4,5\n", "1:a|b\n2!pindah baris\n3:4|5\n"},
        {"a,b\n1,\xE9\n4,5\n", "1:a|b\n2!bukan UTF-8:\n3:4|5\n"},
        {"a,b\n1,\xC0\x80\n4,5\n", "1:a|b\n2!bukan UTF-8:\n3:4|5\n"},
        {"a,\"b\n1,2\n", "1!tanda petik \n2:1|2\n"},
        {"a,b\n1,\"", "1:a|b\n2!tanda petik \n"},
};

static void test_taken(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(taken); i++)
                check(taken[i].text, strlen(taken[i].text), taken[i].wanted);
}

static void test_broken(void **state)
{
        static const char nul[] = "a,b\n1,x\0y\n\0,\n4,5\n";

        (void)state;
        for (size_t i = 0; i < COUNT_OF(broken); i++)
                check(broken[i].text, strlen(broken[i].text), broken[i].wanted);
        check(nul, sizeof nul - 1, "1:a|b\n2!berisi byte \n3!berisi byte \n4:4|5\n");
}

/* A quote that is never closed costs its own line, however much follows. */
static void test_long(void **state)
{
        struct text text = {0}, wanted = {0};

        (void)state;
        text_add(&text, "a,b\n1,\"x\n");
        text_add(&wanted, "1:a|b\n2!lebih dari 6\n");
        for (int i = 3; i < 8000; i++) {
                text_addf(&text, "%d,abcdefghijkl\n", i);
                text_addf(&wanted, "%d:%d|abcdefghijkl\n", i, i);
        }
        assert_true(text.len > CSV_RECORD_MAX + 1000);
        CLEANUP(free_ptr) char *got = read_all(text.s, text.len, 4096);
        assert_string_equal(got, wanted.s);
        text_free(&text);
        text_free(&wanted);
}

static void test_too_long(void **state)
{
        struct text text = {0};

        (void)state;
        text_add(&text, "a,b\n1,");
        for (size_t i = 0; i < CSV_RECORD_MAX; i++)
                text_add_char(&text, 'x');
        text_add(&text, "\n4,5\n");
        CLEANUP(free_ptr) char *got = read_all(text.s, text.len, 10000);
        assert_string_equal(got, "1:a|b\n2!lebih dari 6\n3:4|5\n");
        text_clear(&text);
        for (size_t i = 0; i <= CSV_FIELDS_MAX; i++)
                text_add(&text, ",x");
        CLEANUP(free_ptr) char *wide = read_all(text.s, text.len, 10000);
        assert_string_equal(wide, "1!terlalu bany\n");
        text_free(&text);
}

static const struct csv_column columns[] = {{"nip", true}, {"nama", true}, {"jp", false}};

static const struct {
        const char *line;
        const char *wrong; /* NULL: fine */
        size_t at[3];
} headers[] = {
        {"nip,nama,jp", NULL, {0, 1, 2}},
        {"JP, Nama ,NIP", NULL, {2, 1, 0}},
        {"nama;nip", NULL, {1, 0, CSV_NO_COLUMN}},
        {"nip,jp", "tidak ada kolom \"nama\"", {0}},
        {"nip,nama,nip", "dua kali ada kolom \"nip\"", {0}},
        {"nip,nama,umur",
         "tidak ada kolom bernama \"umur\"; kolom yang dikenal: nip, nama, jp (boleh",
         {0}},
        {"nip,nama,", "tidak ada kolom bernama \"\"", {0}},
};

static void test_headers(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(headers); i++) {
                CLEANUP(csv_free_ptr) struct csv *c = csv_new();
                struct err err = {.text = ""};
                size_t at[3];

                csv_feed(c, headers[i].line, strlen(headers[i].line));
                csv_end(c);
                assert_int_equal(csv_next(c), CSV_RECORD);
                bool ok = csv_header(c, columns, 3, at, &err);
                assert_int_equal(ok, headers[i].wrong == NULL);
                if (ok)
                        assert_memory_equal(at, headers[i].at, sizeof at);
                else
                        assert_non_null(strstr(err.text, headers[i].wrong));
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_taken),   cmocka_unit_test(test_broken),
                cmocka_unit_test(test_long),    cmocka_unit_test(test_too_long),
                cmocka_unit_test(test_headers),
        };

        return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
