/* Html: nothing gets into a page unescaped; numbers, dates and words as people read them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "ground/mem.h"
#include "pure/fault.h"
#include "web/chart.h"
#include "web/html.h"
#include "web/words.h"

static void escaping(void **state)
{
        struct html h = {0};

        (void)state;
        html(&h, "<a title=\"%s\">%s</a>", "\"><script>alert('x')</script>", "R&D \x01\x7f\n");
        assert_string_equal(
                h.out.s, "<a title=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\">"
                         "R&amp;D \n</a>");
        text_free(&h.out);
}

/* Every byte, in the one place where it could do harm. */
static void every_byte(void **state)
{
        (void)state;
        for (int c = 1; c < 256; c++) {
                struct html h = {0};
                char value[] = {(char)c, '\0'};

                html(&h, "%s", value);
                assert_null(strpbrk(text_str(&h.out), "<>\"'"));
                assert_true(c != '&' || strcmp(h.out.s, "&amp;") == 0);
                text_free(&h.out);
        }
}

static void conversions(void **state)
{
        struct html h = {0};
        const char *volatile none = NULL;

        (void)state;
        html(&h, "%d %lld %zu 100%% %s|", -5, 12345678901LL, (size_t)7, none);
        assert_string_equal(h.out.s, "-5 12345678901 7 100% |");
        text_free(&h.out);
}

static void numbers(void **state)
{
        static const struct {
                int64_t n;
                const char *wanted;
        } cases[] = {{0, "0"},
                     {999, "999"},
                     {1000, "1.000"},
                     {-1234, "-1.234"},
                     {12345678, "12.345.678"},
                     {100, "100"}};

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                assert_string_equal(NUMERAL(cases[i].n), cases[i].wanted);
        assert_string_equal(DECIMAL("98.55"), "98,55");
        assert_string_equal(DECIMAL("n/a"), "\xE2\x80\x93");
        assert_string_equal(DECIMAL(NULL), "\xE2\x80\x93");
}

static void times(void **state)
{
        static const struct {
                const char *iso, *wanted;
        } cases[] = {
                {"2026-11-05T20:31:07+07:00", "5 Nov 2026 20.31"},
                {"2026-05-17", "17 Mei 2026"},
                {"2026-13-01", "2026-13-01"}, /* no date: as it stands */
                {"kemarin", "kemarin"},
                {NULL, "\xE2\x80\x93"},
                {"", "\xE2\x80\x93"},
        };
        char out[48];
        struct html h = {0};

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                assert_string_equal(html_when(cases[i].iso, out), cases[i].wanted);
        html_time(&h, "2026-11-05T20:31:07+07:00");
        assert_string_equal(h.out.s,
                            "<time datetime=\"2026-11-05T20:31:07+07:00\">5 Nov 2026 20.31</time>");
        text_free(&h.out);
}

static void names(void **state)
{
        static const struct {
                const char *name, *wanted;
        } cases[] = {
                {"tmt_jabatan", "TMT jabatan"},
                {"tmtJabatan", "TMT jabatan"},
                {"unor_id", "Unor"},
                {"jenisMutasiId", "Jenis mutasi"},
                {"no_sk", "No SK"},
                {"id", "Id"},
                {"", ""},
                {"nomorSk", "Nomor SK"},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct text out = {0};

                words_of_name(cases[i].name, &out);
                assert_string_equal(text_str(&out), cases[i].wanted);
                text_free(&out);
        }
}

static void reasons(void **state)
{
        static const struct {
                const char *reason, *wanted;
        } cases[] = {
                {"", "(memenuhi semua syarat)"},
                {"CPNS", "Masih CPNS"},
                {"STATUS:PPPK", "PPPK, bukan PNS"},
                {"KEDUDUKAN:02", "Kedudukan hukum: CLTN"},
                {"KEDUDUKAN:XX", "Kedudukan hukum: XX"},
                {"ACC_6:pendidikan_kurang",
                 "Tingkat pendidikan tertinggi di bawah syarat jabatan. (ACC_6)"},
                {"BARU", "BARU"},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                CLEANUP(free_ptr) char *got = dimension_words("reason", cases[i].reason);

                assert_string_equal(got, cases[i].wanted);
        }
        CLEANUP(free_ptr) char *code = code_words("golongan", "11");
        assert_string_equal(code, "I/a (Juru Muda) (11)");
}

/* Every state and severity has words of its own. */
static void words(void **state)
{
        static const char *const states[] = {"ready",    "inflight", "doubt",   "retry",   "done",
                                             "rejected", "held",     "waiting", "shadowed"};

        (void)state;
        for (size_t i = 0; i < COUNT_OF(states); i++)
                assert_string_not_equal(state_word(states[i]).words, states[i]);
        for (int s = FAULT_ERROR; s <= FAULT_INFO; s++)
                assert_string_not_equal(
                        severity_word(fault_severity_name((enum fault_severity)s)).words,
                        fault_severity_name((enum fault_severity)s));
        assert_string_equal(state_word("baru").words, "baru");
        assert_int_equal(role_parse("auditor"), ROLE_AUDITOR);
        assert_int_equal(role_parse("root"), ROLE_NOBODY);
}

static void charts(void **state)
{
        struct html h = {0};
        const struct chart_part nothing[] = {{"good", 0}, {"bad", 0}};
        const struct chart_part parts[] = {{"good", 3}, {"bad", 1}};
        const struct chart_point one[] = {{"2026-11-25", 1, 2}};
        const struct chart_point flat[] = {{"2026-11-24", 0, 0}, {"2026-11-25", 10, 10}};

        (void)state;
        chart_bar(&h, "<x>", nothing, 2);
        assert_non_null(strstr(h.out.s, "aria-label=\"&lt;x&gt;\""));
        assert_null(strstr(h.out.s, "class=\"bad\""));
        text_clear(&h.out);
        chart_bar(&h, "x", parts, 2);
        assert_non_null(strstr(h.out.s, "class=\"good\" x=\"0\" width=\"300\""));
        assert_non_null(strstr(h.out.s, "class=\"bad\" x=\"300\" width=\"100\""));
        text_clear(&h.out);
        chart_trend(&h, "a", "judul", one, 0);
        assert_int_equal(h.out.len, 0);
        chart_trend(&h, "a", "judul", one, 1);
        assert_non_null(strstr(h.out.s, "50,00"));
        chart_trend(&h, "b", "judul", flat, 2);
        assert_non_null(strstr(h.out.s, "100,00"));
        text_free(&h.out);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(escaping),    cmocka_unit_test(every_byte),
                cmocka_unit_test(conversions), cmocka_unit_test(numbers),
                cmocka_unit_test(times),       cmocka_unit_test(names),
                cmocka_unit_test(words),       cmocka_unit_test(charts),
                cmocka_unit_test(reasons),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
