#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data.h"
#include "ground/mem.h"
#include "pure/reference.h"

/* Counts and samples of siasn-api section 7.1. */
static const struct {
        const char *list;
        size_t rows;
        const char *first, *last, *absent;
} lists[] = {
        {"agama", 7, "1", "7", "8"},
        {"alasan_hukuman_disiplin", 44, "A4689E6D5CA78920E050640A29032EE8",
         "C7730BC4BB21B892E050640AF2084D0C", "c7730bc4bb21b892e050640af2084d0c"},
        {"eselon", 13, "00", "99", "0"},
        {"golongan", 17, "11", "45", "46"},
        {"jenis_diklat", 25, "1", "25", "26"},
        {"jenis_hukuman", 21, "1", "28", "26"},
        {"jenis_jabatan", 4, "1", "4", "5"},
        {"jenis_kawin", 4, "1", "4", "0"},
        {"jenis_kp", 12, "101", "211", "100"},
        {"jenis_mutasi", 2, "MJ", "MU", "mj"},
        {"jenis_pemberhentian", 16, "1", "16", "0"},
        {"jenis_penugasan", 5, "TT", "PJ", "P"},
        {"kedudukan_hukum", 33, "01", "99", "1"}, /* 31 and the two of PPPK */
        {"koefisien", 8, "12", "82", "11"},
        {"latihan_struktural", 8, "1", "8", "9"},
        {"penghargaan", 29, "100", "400", "205"},
        {"periodik", 2, "1", "2", "3"},
        {"tingkat_hukuman", 3, "R", "B", "r"},
        {"tingkat_pendidikan", 16, "05", "50", "5"},
};

static size_t count_rows(const char *list)
{
        size_t rows = 0;

        for (size_t i = 0; i < embedded_reference_count; i++) {
                const char *text = embedded_reference[i].text;

                if (strcmp(embedded_reference[i].name, list) != 0)
                        continue;
                assert_int_equal(strncmp(text, "id,nama\n", 8), 0);
                for (const char *at = strchr(text, '\n'); at; at = strchr(at + 1, '\n'))
                        rows++;
                return rows - 1; /* without the header */
        }
        return 0;
}

static void holds_the_facts(void **state)
{
        (void)state;
        assert_int_equal(embedded_reference_count, COUNT_OF(lists));
        for (size_t i = 0; i < COUNT_OF(lists); i++) {
                assert_true(reference_list_known(lists[i].list));
                assert_int_equal(count_rows(lists[i].list), lists[i].rows);
                assert_true(reference_has(lists[i].list, lists[i].first));
                assert_true(reference_has(lists[i].list, lists[i].last));
                assert_false(reference_has(lists[i].list, lists[i].absent));
        }
}

static void compares_codes_byte_for_byte(void **state)
{
        (void)state;
        assert_false(reference_has("eselon", ""));
        assert_false(reference_has("eselon", "id")); /* the header is no row */
        assert_false(reference_has("eselon", "51,V.a\n52"));
        assert_false(reference_has("eselon", "51,"));
        assert_false(reference_has("tingkat_pendidikan", "5"));
        assert_false(reference_has("no_such_list", "1"));
}

static void names_lists(void **state)
{
        (void)state;
        assert_false(reference_list_known("no_such_list"));
        assert_string_equal(reference_lists(),
                            "agama, alasan_hukuman_disiplin, eselon, golongan, jenis_diklat, "
                            "jenis_hukuman, jenis_jabatan, jenis_kawin, jenis_kp, jenis_mutasi, "
                            "jenis_pemberhentian, jenis_penugasan, kedudukan_hukum, koefisien, "
                            "latihan_struktural, penghargaan, periodik, tingkat_hukuman, "
                            "tingkat_pendidikan");
}

static void tells_names(void **state)
{
        CLEANUP(free_ptr) char *name = reference_name("golongan", "11");

        (void)state;
        assert_string_equal(name, "I/a (Juru Muda)");
        assert_null(reference_name("golongan", "46"));
        assert_null(reference_name("golongan", "1"));
        assert_null(reference_name("tidak_ada", "11"));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(holds_the_facts),
                cmocka_unit_test(compares_codes_byte_for_byte),
                cmocka_unit_test(names_lists),
                cmocka_unit_test(tells_names),
        };

        return cmocka_run_group_tests_name("reference", tests, NULL, NULL);
}
