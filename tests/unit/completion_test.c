/* Completion: one row of an export, what is made of it, and why it is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/completion.h"

#define NIP "199001012015031002"

struct row {
        const char *values[COMPLETION_COLUMNS];
};

/* A row without fault, as an export with all columns but status_lulus gives it. */
static struct row good(void)
{
        return (struct row){{
                [COMPLETION_NIP] = NIP,
                [COMPLETION_NAMA] = "Pelayanan Publik Digital",
                [COMPLETION_PENYELENGGARA] = "BKPSDM",
                [COMPLETION_NOMOR] = "001/LMS/2026",
                [COMPLETION_MULAI] = "2026-03-01",
                [COMPLETION_SELESAI] = "31-03-2026",
                [COMPLETION_JP] = "20",
                [COMPLETION_TAHUN] = "",
                [COMPLETION_SUMBER] = "",
                [COMPLETION_REF] = "C1",
                [COMPLETION_DOKUMEN] = "",
                [COMPLETION_JENIS_DIKLAT] = "",
        }};
}

static void test_good(void **state)
{
        struct row row = good();
        struct completion c;
        struct err err;

        (void)state;
        assert_true(completion_read(row.values, "16", &c, &err));
        assert_string_equal(c.src_id, "sinau:sinau|C1");
        assert_string_equal(c.values[COMPLETION_SELESAI], "2026-03-31");
        assert_string_equal(c.values[COMPLETION_TAHUN], "2026");
        assert_string_equal(c.values[COMPLETION_SUMBER], "sinau");
        assert_string_equal(c.values[COMPLETION_JENIS_DIKLAT], "16");
        assert_string_equal(c.values[COMPLETION_LULUS], "t");
        assert_null(c.values[COMPLETION_DOKUMEN]);
        completion_clear(&c);
}

static const struct {
        enum completion_column column;
        const char *value;
        const char *wrong; /* NULL: taken */
        const char *becomes;
} cases[] = {
        {COMPLETION_NIP, "", "nip: masih kosong", NULL},
        {COMPLETION_NIP, "1,99001E+17", "rusak oleh lembar kerja", NULL},
        {COMPLETION_NIP, "199001012015031000", "000, hilang oleh lembar kerja", NULL},
        {COMPLETION_NIP, "19900101 201503 1 002", "bukan 18 angka", NULL},
        {COMPLETION_NIP, " " NIP "\t", NULL, NIP},
        {COMPLETION_NAMA, " Dua\r\n baris  ", NULL, "Dua baris"},
        {COMPLETION_MULAI, "03/01/2026", "tgl_mulai \"03/01/2026\": bukan tanggal", NULL},
        {COMPLETION_SELESAI, "2026-02-30", "tgl_selesai \"2026-02-30\"", NULL},
        {COMPLETION_SELESAI, "", NULL, NULL},
        {COMPLETION_JP, "020", NULL, "20"},
        {COMPLETION_JP, "0", NULL, "0"},
        {COMPLETION_JP, "", NULL, NULL},
        {COMPLETION_JP, "20 JP", "jp \"20 JP\": bukan bilangan bulat", NULL},
        {COMPLETION_JP, "1.5", "bukan bilangan bulat", NULL},
        {COMPLETION_TAHUN, "2025", NULL, "2025"},
        {COMPLETION_TAHUN, "dua", "tahun \"dua\"", NULL},
        {COMPLETION_LULUS, "Lulus", NULL, "t"},
        {COMPLETION_LULUS, "belum selesai", NULL, "f"},
        {COMPLETION_LULUS, "", NULL, "f"},
        {COMPLETION_LULUS, "mungkin", "tulis lulus atau belum", NULL},
        {COMPLETION_JENIS_DIKLAT, "3", NULL, "3"},
};

static void test_cases(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct row row = good();
                struct completion c;
                struct err err = {.text = ""};

                row.values[cases[i].column] = cases[i].value;
                bool ok = completion_read(row.values, "16", &c, &err);
                if (ok != !cases[i].wrong || (!ok && !strstr(err.text, cases[i].wrong)))
                        fail_msg("\"%s\": %s", cases[i].value, ok ? "taken" : err.text);
                if (ok && !str_same(c.values[cases[i].column], cases[i].becomes))
                        fail_msg("\"%s\" became %s", cases[i].value, c.values[cases[i].column]);
                completion_clear(&c);
        }
}

static void test_too_long(void **state)
{
        struct row row = good();
        struct completion c;
        struct err err;
        char long_name[1002];

        (void)state;
        memset(long_name, 'x', sizeof long_name - 1);
        long_name[sizeof long_name - 1] = '\0';
        row.values[COMPLETION_NAMA] = long_name;
        assert_false(completion_read(row.values, "", &c, &err));
        assert_non_null(strstr(err.text, "nama: lebih panjang dari 1000"));
        completion_clear(&c);
}

/* What two rows must share to be the same completion. */
static const struct {
        const char *name, *number, *day, *nip;
        bool same;
} keys[] = {
        {"Pelayanan publik digital", "001/lms/2026", "2026-01-01", NIP, true}, /* number decides */
        {"Pelayanan Publik Digital", "001 / LMS / 2026", "2026-03-31", NIP, true},
        {"Pelayanan Publik Digital", "00/1LMS/2026", "2026-03-31", NIP, false},
        {"Pelayanan Publik Digital", "001/LMS/2026", "2026-03-31", "199001012015031003", false},
};

static char *key_of(const char *name, const char *number, const char *day, const char *nip)
{
        struct row row = good();
        struct completion c;
        struct err err = {.text = ""};

        row.values[COMPLETION_REF] = NULL;
        row.values[COMPLETION_NAMA] = name;
        row.values[COMPLETION_NOMOR] = number;
        row.values[COMPLETION_SELESAI] = day;
        row.values[COMPLETION_NIP] = nip;
        char *key = completion_read(row.values, "", &c, &err) ? mem_dup(c.src_id) : mem_dup("");
        completion_clear(&c);
        return key;
}

static void test_keys(void **state)
{
        CLEANUP(free_ptr)
        char *first = key_of("Pelayanan Publik Digital", "001/LMS/2026", "2026-03-31", NIP);

        (void)state;
        assert_int_equal(strlen(first), strlen("sinau:#") + 32);
        for (size_t i = 0; i < COUNT_OF(keys); i++) {
                CLEANUP(free_ptr)
                char *key = key_of(keys[i].name, keys[i].number, keys[i].day, keys[i].nip);

                assert_int_equal(strcmp(first, key) == 0, keys[i].same);
        }
        /* Without a number, name and last day; "-" is no number. */
        CLEANUP(free_ptr) char *bare = key_of("Kursus A", "-", "2026-03-31", NIP);
        CLEANUP(free_ptr) char *alike = key_of("KURSUS, A.", NULL, "31-03-2026", NIP);
        CLEANUP(free_ptr) char *other = key_of("Kursus A", NULL, "2026-04-01", NIP);
        assert_string_equal(bare, alike);
        assert_string_not_equal(bare, other);
        CLEANUP(free_ptr) char *none = key_of("Kursus A", "-", "", NIP);
        assert_string_equal(none, "");
}

/* A row that is refused still says, where it can, which completion it was: to be healed by it. */
static void test_refused_key(void **state)
{
        struct row row = good();
        struct completion c;
        struct err err;

        (void)state;
        row.values[COMPLETION_JP] = "dua puluh";
        assert_false(completion_read(row.values, "", &c, &err));
        assert_string_equal(c.src_id, "sinau:sinau|C1");
        completion_clear(&c);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_good),        cmocka_unit_test(test_cases),
                cmocka_unit_test(test_too_long),    cmocka_unit_test(test_keys),
                cmocka_unit_test(test_refused_key),
        };

        return cmocka_run_group_tests_name("completion", tests, NULL, NULL);
}
