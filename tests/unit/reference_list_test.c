/* Reference lists: rows of both services and all their spellings, paths, and the pull's paging. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/reference_pull.h"
#include "ground/mem.h"
#include "ground/text.h"
#include "siasn/reference_list.h"

static const struct {
        const char *list, *row;
        const char *id, *name, *parent, *code, *level, *title;
        bool active;
} rows[] = {
        {"ref-unor",
         "{\"Id\":\"aB1\",\"DiatasanId\":\"C2\",\"EselonId\":\"31\",\"NamaUnor\":\"---- Bidang  "
         "Satu\","
         "\"NamaJabatan\":\"Kepala Bidang\",\"CepatKode\":\"007\",\"PemimpinPnsId\":null}",
         "aB1", "Bidang Satu", "C2", "007", "31", "Kepala Bidang", true},
        {"ref-unor", "{\"Id\":\"R\",\"DiatasanId\":\"\",\"NamaUnor\":\"Akar\"}", "R", "Akar", "",
         "", "", "", true},
        {"jabatan-fungsional",
         "{\"id\":\"F\",\"nama\":\"Guru Ahli Muda\",\"kel_jabatan_id\":\"K\",\"jenjang\":\"MU\","
         "\"status\":\"O\",\"cepat_kode\":\"9\"}",
         "F", "Guru Ahli Muda", "K", "9", "MU", "", true},
        {"jabatan-fungsional",
         "{\"id\":\"F\",\"nama\":\"Guru\",\"kelompokJabatanId\":\"K\",\"kodeCepat\":9}", "F",
         "Guru", "K", "9", "", "", true},
        {"jabatan-fungsional-umum", "{\"id\":\"P\",\"nama\":\"Juru Ketik\",\"status\":0}", "P",
         "Juru Ketik", "", "", "", "", false},
        {"pendidikan",
         "{\"id\":\"p\",\"nama\":\"S-1 X\",\"tingkat_pendidikan_id\":\"40\",\"status\":\"0\"}", "p",
         "S-1 X", "", "", "40", "", false},
        {"pendidikan",
         "{\"id\":\"p\",\"nama\":\"S-1 X\",\"tingkatPendidikanId\":\"40\",\"status\":null}", "p",
         "S-1 X", "", "", "40", "", true},
        {"eselon", "{\"ID\":\"00\",\"NAMA\":\"\"}", "00", "", "", "", "", "", true},
        {"agama", "{\"id\":7,\"nama\":\"Lainnya\"}", "7", "Lainnya", "", "", "", "", true},
        {"satuan-kerja", "{\"id\":\"S\",\"nama\":\"X\",\"instansiId\":\"I\",\"parentId\":\"Q\"}",
         "S", "X", "I", "", "", "", true},
};

static void test_rows(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                json_t *row = json_loads(rows[i].row, 0, NULL);
                struct siasn_item item;

                assert_true(siasn_item_read(siasn_list_find(rows[i].list), row, &item));
                assert_string_equal(item.id, rows[i].id);
                assert_string_equal(item.name, rows[i].name);
                assert_string_equal(item.parent, rows[i].parent);
                assert_string_equal(item.code, rows[i].code);
                assert_string_equal(item.level, rows[i].level);
                assert_string_equal(item.title, rows[i].title);
                assert_int_equal(item.active, rows[i].active);
                siasn_item_clear(&item);
                json_decref(row);
        }
}

static void test_bad_rows(void **state)
{
        static const char *const bad[] = {
                "[]",          "\"x\"",           "{}", "{\"id\":\"\"}", "{\"id\":null}",
                "{\"id\":{}}", "{\"nama\":\"x\"}"};

        (void)state;
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
                json_t *row = json_loads(bad[i], JSON_DECODE_ANY, NULL);
                struct siasn_item item;

                assert_false(siasn_item_read(siasn_list_find("agama"), row, &item));
                json_decref(row);
        }
}

static void check_path(const char *name, int64_t offset, const char *path, bool referensi)
{
        char *got;
        const struct siasn_call call = siasn_list_call(siasn_list_find(name), 100, offset, &got);

        assert_string_equal(call.path, path);
        assert_int_equal(call.referensi, referensi);
        assert_int_equal(call.expect, EXPECT_REFERENCE);
        free(got);
}

static void test_paths(void **state)
{
        (void)state;
        check_path("agama", 0, "/agama", true);
        check_path("pendidikan", 200, "/pendidikan/search?limit=100&offset=200", true);
        check_path("ref-unor", 0, "/referensi/ref-unor?limit=100&offset=0", false);
        assert_null(siasn_list_find("gedung"));
        assert_int_equal(siasn_lists_count, 24); /* 23 of siasn-api 3.6, and ref-unor */
}

/* ---- The pull, as far as it needs no database ---- */

static struct reference_pull *pull_of(const char *name)
{
        static const struct siasn_list *lists[2];

        lists[0] = siasn_list_find(name);
        lists[1] = siasn_list_find("agama");
        return reference_pull_new(lists, 2, "test", NULL);
}

static bool answer(struct reference_pull *pull, enum verdict_kind kind, const char *data)
{
        struct siasn_answer a = {.detail = ""};

        a.verdict.kind = kind;
        a.verdict.total = -1;
        a.verdict.data = data ? json_loads(data, 0, NULL) : NULL;
        bool taken = reference_pull_answer(pull, &a);
        verdict_clear(&a.verdict);
        return taken;
}

static void test_pull_asks_again(void **state)
{
        struct reference_pull *pull = pull_of("pendidikan");
        static const enum verdict_kind ill[] = {VERDICT_UNCLEAR, VERDICT_THROTTLED,
                                                VERDICT_APIM_REFUSED, VERDICT_SUSPENDED};

        (void)state;
        for (size_t i = 0; i < COUNT_OF(ill); i++) {
                assert_int_equal(reference_pull_step(pull), REFERENCE_CALL);
                assert_false(answer(pull, ill[i], NULL));
        }
        assert_true(answer(pull, VERDICT_OK, "[{\"id\":\"1\"}]"));
        assert_int_equal(reference_pull_step(pull), REFERENCE_WRITE);
        reference_pull_free(pull);
}

static void test_pull_gives_up(void **state)
{
        struct reference_pull *pull = pull_of("pendidikan");

        (void)state;
        for (int i = 0; i < REFERENCE_TRIES; i++)
                assert_false(answer(pull, VERDICT_UNREACHED, NULL));
        assert_int_equal(reference_pull_step(pull), REFERENCE_WRITE);
        assert_int_equal(reference_pull_outcome(pull, 0)->end, REFERENCE_FAILED);
        assert_int_equal(reference_pull_count(pull), 1); /* the other was not come to */
        reference_pull_free(pull);
}

static void test_pull_distrusts(void **state)
{
        static const struct {
                enum verdict_kind kind;
                const char *data;
                enum reference_end end;
        } cases[] = {
                {VERDICT_OK, "[{\"id\":\"1\"},{\"nama\":\"x\"}]", REFERENCE_FAILED},
                {VERDICT_REJECTED, NULL, REFERENCE_FAILED},
                {VERDICT_FORBIDDEN, NULL, REFERENCE_FAILED},
                {VERDICT_NO_SUCH_PATH, NULL, REFERENCE_NONE},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct reference_pull *pull = pull_of("pendidikan");

                assert_true(answer(pull, cases[i].kind, cases[i].data));
                assert_int_equal(reference_pull_step(pull), REFERENCE_WRITE);
                assert_int_equal(reference_pull_outcome(pull, 0)->end, cases[i].end);
                assert_true(*reference_pull_outcome(pull, 0)->why);
                reference_pull_free(pull);
        }
        struct reference_pull *empty = reference_pull_new(NULL, 0, "test", NULL);
        assert_int_equal(reference_pull_step(empty), REFERENCE_OVER);
        reference_pull_free(empty);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_rows),          cmocka_unit_test(test_bad_rows),
                cmocka_unit_test(test_paths),         cmocka_unit_test(test_pull_asks_again),
                cmocka_unit_test(test_pull_gives_up), cmocka_unit_test(test_pull_distrusts),
        };

        mem_setup();
        return cmocka_run_group_tests(tests, NULL, NULL);
}
