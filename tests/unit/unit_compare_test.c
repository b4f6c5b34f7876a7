/* Units beside their counterparts: every finding, alone and together, and none where there is none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/unit_compare.h"

static const struct suggest_item remotes[] = {
        {.id = "R0", .name = "PEMERINTAH KAB. CONTOH"},
        {.id = "R1", .parent = "R0", .name = "DINAS PENDIDIKAN", .level = "22"},
        {.id = "R2", .parent = "R1", .name = "SUBBAGIAN UMUM DAN KEPEGAWAIAN", .level = "41"},
        {.id = "R3", .parent = "R0", .name = "DINAS KESEHATAN", .level = "22"},
        {.id = "R4", .parent = "R3", .name = "UPTD PUSKESMAS CONTOH"},
};

static const struct unit_case {
        struct suggest_item unit;
        const char *id;
        size_t remote;
        unsigned findings;
} cases[] = {
        {{.id = "L0", .name = "Pemerintah Kab. Contoh"}, "R0", 0, 0},
        {{.id = "L1", .parent = "L0", .name = "Dinas Pendidikan", .level = "22"}, "R1", 1, 0},
        {{.id = "L2", .parent = "L1", .name = "Sub Bag. Umum & Kepegawaian", .level = "42"},
         "R2",
         2,
         UNIT_LEVEL},
        {{.id = "L3", .parent = "L1", .name = "Dinas Kesehatan Lama"},
         "R3",
         3,
         UNIT_NAME | UNIT_ABOVE | UNIT_TWICE},
        {{.id = "L4", .parent = "L9", .name = "Dinas Kesehatan"}, "R3", 3, UNIT_TWICE},
        {{.id = "L5", .parent = "L1", .name = "Bidang Baru"}, NULL, SIZE_MAX, UNIT_UNMAPPED},
        {{.id = "L6", .parent = "L1", .name = "Bidang Kosong"}, "", SIZE_MAX, UNIT_UNMAPPED},
        {{.id = "L7", .parent = "L5", .name = "Seksi Lama"}, "R9", SIZE_MAX, UNIT_GONE},
};

static void finds(void **state)
{
        struct suggest_item locals[COUNT_OF(cases)];
        const char *ids[COUNT_OF(cases)];
        size_t remote_of[COUNT_OF(cases)];
        unsigned ours[COUNT_OF(cases)], theirs[COUNT_OF(remotes)];

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                locals[i] = cases[i].unit;
                ids[i] = cases[i].id;
                remote_of[i] = cases[i].remote;
        }
        unit_compare(locals, ids, remote_of, COUNT_OF(cases), remotes, COUNT_OF(remotes), ours,
                     theirs);
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                assert_int_equal(ours[i], cases[i].findings);
        for (size_t r = 0; r < COUNT_OF(remotes); r++)
                assert_int_equal(theirs[r], r == 4 ? UNIT_ONLY_SIASN : 0);
}

static void nothing_to_compare(void **state)
{
        unsigned ours[1] = {99}, theirs[1] = {99};

        (void)state;
        unit_compare(NULL, NULL, NULL, 0, remotes, 1, ours, theirs);
        assert_int_equal(theirs[0], UNIT_ONLY_SIASN);
        assert_int_equal(ours[0], 99);
}

static void words_for_people(void **state)
{
        CLEANUP(free_ptr) char *none = unit_findings_text(0);
        CLEANUP(free_ptr) char *two = unit_findings_text(UNIT_NAME | UNIT_ABOVE);

        (void)state;
        assert_string_equal(none, "");
        assert_string_equal(two, "nama berbeda; unit di atasnya berbeda");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(finds),
                cmocka_unit_test(nothing_to_compare),
                cmocka_unit_test(words_for_people),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
