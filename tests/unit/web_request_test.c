/* Request: what browsers and others send, taken apart; addresses of ours put together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "web/access.h"
#include "web/request.h"

/* The fields as "name=value;..." in order. */
static char *told(const struct fields *f)
{
        struct text out = {0};

        for (size_t i = 0; i < f->count; i++)
                text_addf(&out, "%s=%s;", f->items[i].name, f->items[i].value);
        return text_take(&out);
}

static void forms(void **state)
{
        static const struct {
                const char *encoded, *wanted;
        } cases[] = {
                {"", ""},
                {"a=1&b=2", "a=1;b=2;"},
                {"a=1&a=2", "a=1;"}, /* the first counts */
                {"nama=Siti+Rahayu%2C+S.Pd.", "nama=Siti Rahayu, S.Pd.;"},
                {"a=%C3%A9", "a=\xC3\xA9;"},
                {"a=%C3", ""},         /* half a letter */
                {"a=%00&b=1", "b=1;"}, /* NUL */
                {"a=%1F&b=1", "b=1;"}, /* control character */
                {"a=%0A%09", "a=\n\t;"},
                {"a=%2&b=1", "b=1;"}, /* half an escape */
                {"a=%zz&b=%4", ""},
                {"a", "a=;"},
                {"=1&&&c=3", "c=3;"},
                {"a=b=c", "a=b=c;"},
                {"%61=1", "a=1;"},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct fields f = {0};

                fields_read(&f, cases[i].encoded, strlen(cases[i].encoded));
                CLEANUP(free_ptr) char *got = told(&f);
                if (strcmp(got, cases[i].wanted) != 0)
                        fail_msg("%s: %s", cases[i].encoded, got);
                fields_clear(&f);
        }
}

static void limits(void **state)
{
        struct fields f = {0};
        struct text body = {0};

        (void)state;
        for (int i = 0; i < REQUEST_FIELDS_MAX + 20; i++)
                text_addf(&body, "n%d=1&", i);
        text_add(&body, "lang=");
        for (int i = 0; i < REQUEST_VALUE_MAX; i++)
                text_add_char(&body, 'x');
        fields_read(&f, body.s, body.len);
        assert_int_equal(f.count, REQUEST_FIELDS_MAX);
        fields_clear(&f);
        fields_read(&f, body.s + body.len - REQUEST_VALUE_MAX - 5, REQUEST_VALUE_MAX + 5);
        assert_int_equal(f.count, 0);
        fields_read(&f, body.s + body.len - REQUEST_VALUE_MAX - 5, REQUEST_VALUE_MAX + 4);
        assert_int_equal(f.count, 1);
        fields_clear(&f);
        text_free(&body);
}

static void said(void **state)
{
        struct fields f = {0};

        (void)state;
        fields_read(&f, "a=++x+y++&b=++&c=", 17);
        assert_string_equal(fields_said(&f, "a"), "x y");
        assert_string_equal(fields_said(&f, "a"), "x y");
        assert_null(fields_said(&f, "b"));
        assert_null(fields_said(&f, "c"));
        assert_null(fields_said(&f, "d"));
        assert_string_equal(fields_get(&f, "c"), "");
        fields_clear(&f);
}

static void cookies(void **state)
{
        struct fields f = {0};

        (void)state;
        fields_read_cookies(&f, "siasn=abc; x=1+1;  y=%41;;z");
        CLEANUP(free_ptr) char *got = told(&f);
        assert_string_equal(got, "siasn=abc;x=1+1;y=A;z=;");
        fields_clear(&f);
}

static void paths(void **state)
{
        static const struct {
                const char *raw, *wanted; /* NULL: refused */
        } cases[] = {
                {"/", "/"},
                {"/pegawai/199001012015031002", "/pegawai/199001012015031002"},
                {"/pegawai/a%20b", "/pegawai/a b"},
                {"/a+b", "/a+b"},
                {"", NULL},
                {"pegawai", NULL},
                {"//jahat.example", NULL},
                {"/a//b", NULL},
                {"/../etc/passwd", NULL},
                {"/a/..", NULL},
                {"/a/%2e%2e/b", NULL},
                {"/a/./b", NULL},
                {"/a/...", "/a/..."},
                {"/a%00b", NULL},
                {"/a%0d%0aSet-Cookie:x", NULL},
                {"/a\\b", NULL},
                {"/%ff", NULL},
                {"/%", NULL},
                {"http://example/", NULL},
                {"*", NULL},
        };
        char out[REQUEST_PATH_MAX], long_path[REQUEST_PATH_MAX + 2];

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                bool ok = request_path(cases[i].raw, out);

                if (ok != (cases[i].wanted != NULL) || (ok && strcmp(out, cases[i].wanted) != 0))
                        fail_msg("%s: %s", cases[i].raw, ok ? out : "refused");
        }
        memset(long_path, 'a', sizeof long_path);
        long_path[0] = '/';
        long_path[REQUEST_PATH_MAX] = '\0';
        assert_false(request_path(long_path, out));
        long_path[REQUEST_PATH_MAX - 1] = '\0';
        assert_true(request_path(long_path, out));
}

static void forwarded(void **state)
{
        static const struct {
                const char *header, *wanted;
        } cases[] = {
                {"10.0.0.7", "10.0.0.7"},
                {"1.2.3.4, 10.0.0.7", "10.0.0.7"}, /* what the browser claims does not count */
                {"2001:db8::1", "2001:db8::1"},
                {"10.0.0.7 ", "10.0.0.7"},
                {"", NULL},
                {"1.2.3.4,", NULL},
                {"unknown", NULL},
                {"<script>", NULL},
        };
        char out[64];

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                bool ok = request_forwarded(cases[i].header, out);

                if (ok != (cases[i].wanted != NULL) || (ok && strcmp(out, cases[i].wanted) != 0))
                        fail_msg("%s", cases[i].header);
        }
}

static void addresses(void **state)
{
        struct text url = {0};

        (void)state;
        text_add(&url, "/pegawai");
        url_segment(&url, "a/b c");
        url_add(&url, "x", NULL);
        url_add(&url, "y", "");
        url_add(&url, "opd", "R&D <1>");
        url_add(&url, "q", "\xC3\xA9");
        assert_string_equal(url.s, "/pegawai/a%2Fb%20c?opd=R%26D%20%3C1%3E&q=%C3%A9");
        text_free(&url);
}

/* A login leads nowhere but to us. */
static void landing(void **state)
{
        static const char *const bad[] = {NULL,         "",         "https://jahat.example/",
                                          "//jahat",    "/\\jahat", "javascript:alert(1)",
                                          "/a\r\nX: y", "/a b",     "pegawai",
                                          "/a\x7f",     "/a\\b",    "\\/jahat"};

        (void)state;
        for (size_t i = 0; i < COUNT_OF(bad); i++)
                assert_string_equal(access_landing(bad[i]), "/");
        assert_string_equal(access_landing("/pegawai?cari=a%20b"), "/pegawai?cari=a%20b");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(forms),     cmocka_unit_test(limits),  cmocka_unit_test(said),
                cmocka_unit_test(cookies),   cmocka_unit_test(paths),   cmocka_unit_test(forwarded),
                cmocka_unit_test(addresses), cmocka_unit_test(landing),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
