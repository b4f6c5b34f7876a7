/* Suggest: names folded and compared, trees matched from the root, repeated names never by name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/suggest.h"
#include "pure/suggest_text.h"

static const struct {
        const char *text;
        bool drop_level;
        const char *folded;
} folds[] = {
        {"Sub Bagian Umum dan Kepegawaian", false, "sub bagian umum kepegawaian"},
        {"SUBBAG. UMUM & KEPEGAWAIAN", false, "sub bagian umum kepegawaian"},
        {"-- Seksi Data II", false, "seksi data 2"},
        {"SD Negeri 03 Cendana", false, "sd negeri 3 cendana"},
        {"SDN 3 Cendana", false, "sd negeri 3 cendana"},
        {"UPTD Puskesmas X", false, "upt puskesmas 10"},
        {"S-1/A-IV PENDIDIKAN MATEMATIKA", true, "pendidikan matematika"},
        {"D-III Keperawatan", true, "keperawatan"},
        {"D-III Keperawatan", false, "d 3 keperawatan"},
        {"Diklat PIM Tk.IV", false, "diklat kepemimpinan tingkat 4"},
        {"Analis SDM Aparatur", false, "analis sumber daya manusia aparatur"},
        {"S-1", true, ""},
        {"  ", false, ""},
        {"", false, ""},
};

static void test_folds(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(folds); i++) {
                struct suggest_name name;

                suggest_name_set(&name, folds[i].text, folds[i].drop_level);
                assert_string_equal(name.folded, folds[i].folded);
                suggest_name_clear(&name);
        }
}

static int alike(const char *a, const char *b)
{
        struct suggest_name x, y;

        suggest_name_set(&x, a, false);
        suggest_name_set(&y, b, false);
        int forth = suggest_alike(&x, &y), back = suggest_alike(&y, &x);
        assert_int_equal(forth, back);
        assert_int_equal(suggest_glance(&x, &y), suggest_glance(&y, &x));
        suggest_name_clear(&x);
        suggest_name_clear(&y);
        return forth;
}

static void test_alike(void **state)
{
        (void)state;
        assert_int_equal(alike("Dinas Sosial", "DINAS SOSIAL"), 1000);
        assert_int_equal(alike("Dinas Sosial", ""), 0);
        assert_int_equal(alike("", ""), 0);
        assert_in_range(alike("Bidang Perencanaan dan Keuangan", "Bidang Perencanan Keuangan"), 700,
                        999);
        assert_in_range(alike("Dinas Sosial", "Inspektorat"), 0, 200);
        /* What differs in a number or a rank is another one, however long the rest. */
        assert_in_range(alike("Perawat Ahli Muda", "Perawat Ahli Madya"), 0, 500);
        assert_in_range(alike("SD Negeri 1 Tirtasari", "SD Negeri 2 Tirtasari"), 0, 500);
        assert_in_range(alike("Puskesmas Cendana", "Puskesmas Cendana II"), 0, 750);
        assert_in_range(alike("Perawat Madya", "Perawat Ahli Madya"), 0, 750);
        /* The same words in another order are near, not the same. */
        assert_in_range(alike("Sosial Dinas", "Dinas Sosial"), 900, 999);
}

/* ---- Trees ---- */

enum { MOST = 16 };

struct outcome {
        struct suggestion all[MOST];
};

static void ask(enum suggest_what what, const struct suggest_item *locals, size_t l,
                const struct suggest_item *remotes, size_t r, struct outcome *ret)
{
        assert_true(l <= MOST);
        suggest(what, locals, l, remotes, r, NULL, 0, ret->all);
}
#define ASK(what, locals, remotes, ret) \
        ask((what), (locals), COUNT_OF(locals), (remotes), COUNT_OF(remotes), (ret))

static void expect(const struct suggestion *s, enum suggest_end end, size_t remote)
{
        if (s->end != end || s->remote != remote)
                fail_msg("got \"%s\" %zu, wanted \"%s\" %zu", suggest_end_text(s->end), s->remote,
                         suggest_end_text(end), remote);
}

static const struct suggest_item regency[] = {
        {.id = "1", .name = "Pemerintah Kabupaten Contoh"},
        {.id = "2", .parent = "1", .name = "Dinas Sosial"},
        {.id = "3", .parent = "1", .name = "Dinas Pangan"},
        {.id = "4", .parent = "2", .name = "Sub Bagian Umum"},
        {.id = "5", .parent = "3", .name = "Sub Bagian Umum"},
};

static void test_tree(void **state)
{
        static const struct suggest_item bkn[] = {
                {.id = "E", .parent = "C", .name = "SUBBAG UMUM"},
                {.id = "D", .parent = "B", .name = "SUBBAG UMUM"},
                {.id = "C", .parent = "A", .name = "DINAS PANGAN"},
                {.id = "B", .parent = "A", .name = "DINAS SOSIAL"},
                {.id = "A", .parent = "", .name = "PEMERINTAH KABUPATEN CONTOH"},
        };
        static const size_t wanted[] = {4, 3, 2, 1, 0};
        struct outcome got;

        (void)state;
        ASK(SUGGEST_UNOR, regency, bkn, &got);
        for (size_t i = 0; i < COUNT_OF(wanted); i++)
                expect(&got.all[i], SUGGEST_PROPOSED, wanted[i]);
        assert_true(got.all[3].reasons & SUGGEST_NAME_REPEATS);
        assert_true(got.all[3].reasons & SUGGEST_PARENT_MAPPED);
}

/* The same names without the tree: every name is there to the letter, and proves nothing. */
static void test_repeated_names_prove_nothing(void **state)
{
        static const struct suggest_item two[] = {
                {.id = "D", .name = "Sub Bagian Umum"},
                {.id = "E", .name = "Sub Bagian Umum"},
        };
        static const struct suggest_item one[] = {{.id = "D", .name = "Sub Bagian Umum"}};
        static const struct suggest_item roots[] = {
                {.id = "4", .name = "Sub Bagian Umum"},
                {.id = "5", .name = "Sub Bagian Umum"},
        };
        struct outcome got;

        (void)state;
        ASK(SUGGEST_UNOR, regency, two, &got);
        assert_int_equal(got.all[3].end,
                         SUGGEST_UNPROVEN); /* ours have a unit above, theirs none */
        ASK(SUGGEST_UNOR, roots, two, &got);
        expect(&got.all[0], SUGGEST_UNPROVEN, 0);
        expect(&got.all[1], SUGGEST_UNPROVEN, 0);
        ASK(SUGGEST_UNOR, roots, one, &got); /* once there, twice here */
        expect(&got.all[0], SUGGEST_UNPROVEN, 0);
        expect(&got.all[1], SUGGEST_UNPROVEN, 0);
        ASK(SUGGEST_UNOR, one, two, &got); /* once here, twice there */
        expect(&got.all[0], SUGGEST_UNPROVEN, 0);
}

static void test_codes_count(void **state)
{
        static const struct suggest_item ours[] = {
                {.id = "4", .name = "Sub Bagian Umum", .code = "0401"},
                {.id = "5", .name = "Sub Bagian Umum", .code = "0501"},
        };
        static const struct suggest_item bkn[] = {
                {.id = "E", .name = "Sub Bagian Umum", .code = "0501"},
                {.id = "D", .name = "Sub Bagian Umum", .code = "0401"},
        };
        struct outcome got;

        (void)state;
        ASK(SUGGEST_UNOR, ours, bkn, &got);
        expect(&got.all[0], SUGGEST_PROPOSED, 1);
        expect(&got.all[1], SUGGEST_PROPOSED, 0);
        assert_true(got.all[0].reasons & SUGGEST_CODE_SAME);
}

static void test_level_tells(void **state)
{
        static const struct suggest_item ours[] = {
                {.id = "1", .name = "Sekretariat Daerah", .level = "21"}};
        static const struct suggest_item bkn[] = {
                {.id = "A", .name = "Sekretariat Daerah A", .level = "31"},
                {.id = "B", .name = "Sekretariat Daerah B", .level = "21"},
        };
        struct outcome got;

        (void)state;
        ASK(SUGGEST_UNOR, ours, bkn, &got);
        expect(&got.all[0], SUGGEST_PROPOSED, 1);
        assert_true(got.all[0].reasons & SUGGEST_LEVEL_SAME);
}

/* Two of ours that want one of theirs: the clearly better has it; without one, nobody. */
static void test_contested(void **state)
{
        static const struct suggest_item ours[] = {
                {.id = "1", .name = "Badan Pendapatan Daerah"},
                {.id = "2", .name = "Badan Pendapatan Daerah Contoh"},
                {.id = "3", .name = "Inspektorat Kabupaten Besar"},
                {.id = "4", .name = "Inspektorat Kabupaten Berat"},
        };
        static const struct suggest_item bkn[] = {
                {.id = "A", .name = "BADAN PENDAPATAN DAERAH"},
                {.id = "B", .name = "INSPEKTORAT KABUPATEN BEBAS"},
        };
        struct outcome got;

        (void)state;
        ASK(SUGGEST_UNOR, ours, bkn, &got);
        expect(&got.all[0], SUGGEST_PROPOSED, 0);
        expect(&got.all[1], SUGGEST_CONTESTED, 0);
        expect(&got.all[2], SUGGEST_CONTESTED, 1);
        expect(&got.all[3], SUGGEST_CONTESTED, 1);
}

/* What is mapped is not asked again, is not given to another, and helps below. */
static void test_known(void **state)
{
        static const struct suggest_item ours[] = {
                {.id = "1", .name = "Kantor Lama", .mapped = "A"},
                {.id = "2", .parent = "1", .name = "Seksi Arsip"},
                {.id = "3", .name = "Dinas Arsip"},
                {.id = "4", .name = "Kantor Pindah", .mapped = "gone"},
        };
        static const struct suggest_item bkn[] = {
                {.id = "A", .name = "DINAS ARSIP"},
                {.id = "B", .parent = "A", .name = "SEKSI ARSIP"},
                {.id = "C", .parent = "X", .name = "SEKSI ARSIP"},
        };
        struct outcome got;

        (void)state;
        ASK(SUGGEST_UNOR, ours, bkn, &got);
        expect(&got.all[0], SUGGEST_KNOWN, SIZE_MAX);
        expect(&got.all[1], SUGGEST_PROPOSED, 1);
        expect(&got.all[2], SUGGEST_CONTESTED, 0);
        expect(&got.all[3], SUGGEST_KNOWN, SIZE_MAX);
}

static void test_rejected(void **state)
{
        static const struct suggest_item ours[] = {{.id = "1", .name = "Dinas Sosial"}};
        static const struct suggest_item bkn[] = {{.id = "A", .name = "DINAS SOSIAL"},
                                                  {.id = "B", .name = "DINAS SOSIAL DAERAH"}};
        static const struct suggest_rejected no[] = {{"1", "A"}, {"2", "B"}};
        struct suggestion got;

        (void)state;
        suggest(SUGGEST_UNOR, ours, 1, bkn, 2, no, 2, &got);
        expect(&got, SUGGEST_PROPOSED, 1);
}

static void test_circles_are_cut(void **state)
{
        static const struct suggest_item ours[] = {
                {.id = "1", .parent = "2", .name = "Dinas Sosial"},
                {.id = "2", .parent = "1", .name = "Dinas Pangan"},
                {.id = "3", .parent = "3", .name = "Dinas Arsip"},
        };
        struct outcome got;

        (void)state;
        ASK(SUGGEST_UNOR, ours, ours, &got);
        for (size_t i = 0; i < 3; i++)
                expect(&got.all[i], SUGGEST_PROPOSED, i);
        suggest(SUGGEST_UNOR, ours, 3, NULL, 0, NULL, 0, got.all);
        expect(&got.all[0], SUGGEST_NOTHING, SIZE_MAX);
        suggest(SUGGEST_UNOR, NULL, 0, ours, 3, NULL, 0, got.all);
}

/* ---- Flat lists ---- */

static void test_positions(void **state)
{
        static const struct suggest_item ours[] = {
                {.id = "1", .name = "Perawat Ahli Muda", .group = "jf"},
                {.id = "2", .name = "Pengelola Kepegawaian", .group = "umum"},
                {.id = "3", .name = "Perawat Ahli Muda", .group = "jf"}, /* ours may repeat */
                {.id = "4", .name = "Pengelola Arsip", .group = "umum"},
        };
        static const struct suggest_item bkn[] = {
                {.id = "A", .name = "PERAWAT AHLI MADYA", .group = "jf"},
                {.id = "B", .name = "PERAWAT AHLI MUDA", .group = "jf"},
                {.id = "C", .name = "PERAWAT MUDA", .group = "jf"},
                {.id = "D", .name = "PENGELOLA KEPEGAWAIAN", .group = "jf"},
                {.id = "E", .name = "PENGELOLA KEPEGAWAIAN", .group = "umum"},
                {.id = "F", .name = "PENGELOLA ARSIP", .group = "umum"},
                {.id = "G", .name = "PENGELOLA ARSIP", .group = "umum"},
        };
        struct outcome got;

        (void)state;
        ASK(SUGGEST_JABATAN, ours, bkn, &got);
        expect(&got.all[0], SUGGEST_PROPOSED, 1);
        expect(&got.all[1], SUGGEST_PROPOSED, 4);
        expect(&got.all[2], SUGGEST_PROPOSED, 1);
        assert_int_equal(got.all[3].end, SUGGEST_UNPROVEN); /* twice at SIASN */
}

static void test_majors(void **state)
{
        static const struct suggest_item ours[] = {
                {.id = "1", .name = "Pendidikan Matematika", .group = "40"},
                {.id = "2", .name = "D-III Akuntansi", .group = "30"},
                {.id = "3", .name = "S-1 Hukum", .group = "40"},
                {.id = "4", .name = "Hukum", .group = "40"},
        };
        static const struct suggest_item bkn[] = {
                {.id = "A", .name = "S-2 PENDIDIKAN MATEMATIKA", .group = "45"},
                {.id = "B", .name = "S-1/A-IV PENDIDIKAN MATEMATIKA", .group = "40"},
                {.id = "C", .name = "S-1 AKUNTANSI", .group = "40"},
                {.id = "D", .name = "S-1/A-IV HUKUM", .group = "40"},
                {.id = "E", .name = "S-1 HUKUM", .group = "40"},
        };
        struct outcome got;

        (void)state;
        ASK(SUGGEST_PENDIDIKAN, ours, bkn, &got);
        expect(&got.all[0], SUGGEST_PROPOSED, 1);
        expect(&got.all[1], SUGGEST_NOTHING, SIZE_MAX);
        expect(&got.all[2], SUGGEST_PROPOSED, 4);
        assert_int_equal(got.all[3].end, SUGGEST_AMBIGUOUS); /* either of the two */
}

static void test_trainings(void **state)
{
        static const struct suggest_item ours[] = {
                {.id = "PIM4", .name = "Diklat Kepemimpinan Tingkat IV"},
                {.id = "PKP", .name = "Pelatihan Kepemimpinan Pengawas Angkatan I"},
                {.id = "PKA", .name = "Pelatihan Kepemimpinan Administrator"},
                {.id = "PKN2", .name = "Pelatihan Kepemimpinan Nasional Tingkat II"},
                {.id = "ADUM", .name = "Diklat ADUM"},
                {.id = "SENAM", .name = "Senam Pagi"},
        };
        static const struct suggest_item bkn[] = {
                {.id = "2", .name = "SEPALA/ADUM/DIKLAT PIM TK.IV"},
                {.id = "3", .name = "SEPADYA/SPAMA/DIKLAT PIM TK. III"},
                {.id = "4", .name = "SPAMEN/SESPA/SESPANAS/DIKLAT PIM TK. II"},
        };
        static const size_t wanted[] = {0, 0, 1, 2, 0};
        struct outcome got;

        (void)state;
        ASK(SUGGEST_DIKLAT, ours, bkn, &got);
        for (size_t i = 0; i < COUNT_OF(wanted); i++)
                expect(&got.all[i], SUGGEST_PROPOSED, wanted[i]);
        expect(&got.all[5], SUGGEST_NOTHING, SIZE_MAX);
}

/* The same question has the same answer, and each reason has words. */
static void test_words(void **state)
{
        CLEANUP(free_ptr) char *none = suggest_reasons_text(0);
        CLEANUP(free_ptr) char *two = suggest_reasons_text(SUGGEST_NAME_SAME | SUGGEST_CODE_SAME);
        CLEANUP(free_ptr) char *all = suggest_reasons_text((1u << SUGGEST_REASONS) - 1);
        size_t parts = 1;

        (void)state;
        assert_string_equal(none, "");
        assert_string_equal(two, "nama sama; kode sama");
        for (const char *at = all; (at = strchr(at, ';')); at++)
                parts++;
        assert_int_equal(parts, SUGGEST_REASONS);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_folds),
                cmocka_unit_test(test_alike),
                cmocka_unit_test(test_tree),
                cmocka_unit_test(test_repeated_names_prove_nothing),
                cmocka_unit_test(test_codes_count),
                cmocka_unit_test(test_level_tells),
                cmocka_unit_test(test_contested),
                cmocka_unit_test(test_known),
                cmocka_unit_test(test_rejected),
                cmocka_unit_test(test_circles_are_cut),
                cmocka_unit_test(test_positions),
                cmocka_unit_test(test_majors),
                cmocka_unit_test(test_trainings),
                cmocka_unit_test(test_words),
        };

        mem_setup();
        return cmocka_run_group_tests(tests, NULL, NULL);
}
