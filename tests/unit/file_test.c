/* File: what lies below a root can be read, and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "edge/file.h"
#include "ground/mem.h"
#include "pure/base64.h"

static char root[] = "/tmp/file_test.XXXXXX";

static void put(const char *path, const char *words)
{
        FILE *file = fopen(path, "we");

        assert_non_null(file);
        fputs(words, file);
        fclose(file);
}

static int make_tree(void **state)
{
        (void)state;
        if (!mkdtemp(root) || chdir(root) != 0 || mkdir("in", 0700) != 0 || mkdir("in/sub", 0700))
                return 1;
        put("in/a.pdf", "0123456789");
        put("in/sub/b.pdf", "b");
        put("in/..hidden", "dots");
        put("out.pdf", "secret");
        if (symlink("../out.pdf", "in/link.pdf") || symlink("sub", "in/folder") ||
            symlink("a.pdf", "in/harmless.pdf") || mkfifo("in/pipe", 0600))
                return 1;
        return 0;
}

static int remove_tree(void **state)
{
        static const char *const names[] = {"in/a.pdf",  "in/sub/b.pdf", "in/..hidden",
                                            "out.pdf",   "in/link.pdf",  "in/harmless.pdf",
                                            "in/folder", "in/pipe"};

        (void)state;
        for (size_t i = 0; i < COUNT_OF(names); i++)
                unlink(names[i]);
        return rmdir("in/sub") || rmdir("in") || chdir("/") || rmdir(root);
}

static const struct {
        const char *path;
        enum file_fate fate;
} cases[] = {
        {"a.pdf", FILE_OK},
        {"sub/b.pdf", FILE_OK},
        {"sub//b.pdf", FILE_OK},
        {"./a.pdf", FILE_OK},
        {"..hidden", FILE_OK},
        {"c.pdf", FILE_MISSING},
        {"none/a.pdf", FILE_MISSING},
        {"", FILE_OUTSIDE},
        {"..", FILE_OUTSIDE},
        {"../out.pdf", FILE_OUTSIDE},
        {"sub/../a.pdf", FILE_OUTSIDE},
        {"sub/..", FILE_OUTSIDE},
        {"/etc/hostname", FILE_OUTSIDE},
        {"link.pdf", FILE_OUTSIDE},
        {"harmless.pdf", FILE_OUTSIDE},
        {"folder/b.pdf", FILE_OUTSIDE},
        {"a.pdf/b", FILE_OUTSIDE},
        {"sub", FILE_OUTSIDE},
        {"pipe", FILE_OUTSIDE},
};

static void what_may_be_read(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                char *bytes = NULL, stamp[FILE_STAMP];
                size_t len = 0, size;
                enum file_fate fate =
                        file_read_below("in", cases[i].path, 100, &bytes, &len, &size, stamp);

                if (fate != cases[i].fate || (fate == FILE_OK) != (bytes != NULL))
                        fail_msg("%s: %d", cases[i].path, (int)fate);
                free(bytes);
                assert_int_equal(file_stamp_below("in", cases[i].path, stamp), cases[i].fate);
                assert_int_equal(stamp[0] != '\0', fate == FILE_OK);
        }
}

static void sizes_and_stamps(void **state)
{
        char *bytes = NULL, stamp[FILE_STAMP], later[FILE_STAMP];
        size_t len = 0, size = 0;

        (void)state;
        assert_int_equal(file_read_below("in", "a.pdf", 10, &bytes, &len, &size, stamp), FILE_OK);
        assert_int_equal(len, 10);
        assert_memory_equal(bytes, "0123456789", 10);
        free(TAKE_PTR(bytes));
        assert_int_equal(file_read_below("in", "a.pdf", 9, &bytes, &len, &size, later),
                         FILE_TOO_LARGE);
        assert_null(bytes);
        assert_int_equal(size, 10);
        assert_string_equal(stamp, later);
        put("in/a.pdf", "01234567890");
        assert_int_equal(file_stamp_below("in", "a.pdf", later), FILE_OK);
        assert_string_not_equal(stamp, later);
        assert_int_equal(file_stamp_below("", "a.pdf", later), FILE_NO_ROOT);
        assert_int_equal(file_stamp_below("nowhere", "a.pdf", later), FILE_NO_ROOT);
}

static void base64(void **state)
{
        static const struct {
                const char *text, *bytes; /* NULL: refused */
        } texts[] = {
                {"JVBERi0=", "%PDF-"}, {"JVBE\nRi0=\n", "%PDF-"}, {"", ""},
                {"JVBERi0", NULL},     {"JVBE*i0=", NULL},        {"bukan base64!", NULL},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(texts); i++) {
                char *bytes = NULL;
                size_t len = 0;

                if (base64_decode(texts[i].text, &bytes, &len) != (texts[i].bytes != NULL))
                        fail_msg("%s", texts[i].text);
                if (texts[i].bytes) {
                        assert_int_equal(len, strlen(texts[i].bytes));
                        assert_memory_equal(bytes, texts[i].bytes, len);
                }
                free(bytes);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(what_may_be_read),
                cmocka_unit_test(sizes_and_stamps),
                cmocka_unit_test(base64),
        };

        return cmocka_run_group_tests(tests, make_tree, remove_tree);
}
