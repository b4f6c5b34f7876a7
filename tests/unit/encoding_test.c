#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/encoding.h"

static const char *const good[] = {
        "",
        "Dinas Pendidikan",
        "800/001/2025",
        "Caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80",
        "\xC2\xA0",
        "A & B; C",
        "R&D;",
        "AT&T",
        "&;",
        "&#;",
        "&#x;",
        "&#12",
        "&averylongname;",
        "KEP\\TU\\2020",
        "821\\2\\15",
        "\\",
        "\\u12",
        "\\x1",
};

static const char *const bad[] = {
        "tab\there",
        "line\nfeed",
        "\x01",
        "\x7F",
        "\xC2\x85",         /* C1: cp1252 read as latin1 */
        "\xEF\xBF\xBD",     /* U+FFFD */
        "caf\xE9",          /* latin1 */
        "\x80",             /* continuation without a start */
        "\xC3",             /* cut */
        "\xE2\x82",         /* cut */
        "\xE2\x28\xA1",     /* wrong continuation */
        "\xC0\xAF",         /* overlong */
        "\xE0\x80\xAF",     /* overlong */
        "\xED\xA0\x80",     /* surrogate */
        "\xF4\x90\x80\x80", /* above U+10FFFF */
        "\xFF",
        "Sub Bag. Keuangan &amp; Aset",
        "&#39;",
        "&#x27;",
        "&#X2f;",
        "&nbsp;",
        "Ma\\'ruf",
        "\\\"",
        "a\\\\b",
        "baris\\nbaru",
        "\\u00e9",
        "\\xe9",
};

static void tells_broken_text(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(good); i++) {
                if (encoding_is_bad(good[i]))
                        fail_msg("good text %zu is refused: %s", i, good[i]);
        }
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
                if (!encoding_is_bad(bad[i]))
                        fail_msg("bad text %zu passes: %s", i, bad[i]);
        }
}

static void makes_text_visible(void **state)
{
        static const char *const cases[][2] = {
                {"", ""},
                {"Ma\\'ruf \xC3\xA9", "Ma\\'ruf \xC3\xA9"},
                {"caf\xE9!", "caf\xEF\xBF\xBD!"},
                {"a\nb\x01", "a\xEF\xBF\xBD"
                             "b\xEF\xBF\xBD"},
                {"\xE2\x82", "\xEF\xBF\xBD\xEF\xBF\xBD"},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                CLEANUP(free_ptr) char *shown = encoding_visible(cases[i][0]);

                assert_string_equal(shown, cases[i][1]);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(tells_broken_text),
                cmocka_unit_test(makes_text_visible),
        };

        return cmocka_run_group_tests_name("encoding", tests, NULL, NULL);
}
