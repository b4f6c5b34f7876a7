/* Words of the indicators' dimensions, and names of columns made legible. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "pure/reference.h"
#include "pure/rule_words.h"
#include "web/words.h"

static const char *find(const struct word *list, size_t count, const char *name)
{
        for (size_t i = 0; i < count; i++) {
                if (strcmp(list[i].name, name) == 0)
                        return list[i].words;
        }
        return name;
}
#define FIND(list, name) find((list), COUNT_OF(list), (name))

const char *indicator_words(const char *indicator)
{
        static const struct word list[] = {
                {"penempatan", "Penempatan PNS dalam jabatan sesuai kompetensi", ""},
                {"diklat_struktural", "Pejabat struktural yang telah mengikuti diklat struktural",
                 ""},
        };

        return FIND(list, indicator);
}

/* Eselon codes of BKN's table. */
const char *class_words(const char *klass)
{
        static const struct word list[] = {
                {"", "(tidak diketahui)", ""},  {"JF", "Jabatan fungsional", ""},
                {"PELAKSANA", "Pelaksana", ""}, {"11", "Eselon I.a", ""},
                {"12", "Eselon I.b", ""},       {"21", "Eselon II.a", ""},
                {"22", "Eselon II.b", ""},      {"31", "Eselon III.a", ""},
                {"32", "Eselon III.b", ""},     {"41", "Eselon IV.a", ""},
                {"42", "Eselon IV.b", ""},      {"51", "Eselon V", ""},
        };

        return FIND(list, klass);
}

static const char *plain_reason(const char *reason)
{
        static const struct word list[] = {
                {"", "(memenuhi semua syarat)", ""},
                {"CLTN", "Cuti di luar tanggungan negara", ""},
                {"CPNS", "Masih CPNS", ""},
                {"JABATAN_KOSONG", "Jabatan tidak tercatat", ""},
                {"STATUS:PPPK", "PPPK, bukan PNS", ""},
                {"STATUS:PPPK-PW", "PPPK paruh waktu, bukan PNS", ""},
                {"TUGAS_BELAJAR", "Tugas belajar", ""},
                {"NON_STRUKTURAL", "Bukan pejabat struktural", ""},
        };

        return FIND(list, reason);
}

/* "ACC_6:pendidikan_kurang" is a clause and why; "KEDUDUKAN:88" a code of BKN's. */
static char *reason_words(const char *reason)
{
        static const char position[] = "KEDUDUKAN:";
        const char *colon = strchr(reason, ':'), *plain = plain_reason(reason);
        struct text out = {0};

        if (!colon || plain != reason)
                return mem_dup(plain);
        if (text_has_prefix(reason, position)) {
                CLEANUP(free_ptr)
                char *name = reference_name("kedudukan_hukum", reason + sizeof position - 1);

                text_addf(&out, "Kedudukan hukum: %s", name ? name : colon + 1);
                return text_take(&out);
        }
        text_addf(&out, "%s (%.*s)", rule_word_find(colon + 1)->cause, (int)(colon - reason),
                  reason);
        return text_take(&out);
}

char *dimension_words(const char *dimension, const char *value)
{
        static const struct word jenis[] = {{"", "(tidak diketahui)", ""},
                                            {"1", "Struktural", ""},
                                            {"2", "Fungsional", ""},
                                            {"4", "Pelaksana", ""}};
        static const struct word sex[] = {
                {"M", "Laki-laki", ""}, {"F", "Perempuan", ""}, {"", "(tidak diketahui)", ""}};
        static const struct word bup[] = {{"t", "Pensiun dalam 12 bulan", ""},
                                          {"f", "Belum mendekati pensiun", ""}};
        static const struct word posting[] = {{"", "(tidak diketahui)", ""},
                                              {"D", "Definitif", ""},
                                              {"PLT", "Pelaksana tugas", ""},
                                              {"PLH", "Pelaksana harian", ""}};

        if (strcmp(dimension, "class") == 0)
                return mem_dup(class_words(value));
        if (strcmp(dimension, "jenis") == 0)
                return mem_dup(FIND(jenis, value));
        if (strcmp(dimension, "sex") == 0)
                return mem_dup(FIND(sex, value));
        if (strcmp(dimension, "near_bup") == 0)
                return mem_dup(FIND(bup, value));
        if (strcmp(dimension, "penugasan") == 0)
                return mem_dup(FIND(posting, value));
        return strcmp(dimension, "reason") == 0 ? reason_words(value) : mem_dup(value);
}

char *code_words(const char *list, const char *code)
{
        CLEANUP(free_ptr) char *name = list ? reference_name(list, code) : NULL;
        struct text out = {0};

        text_add(&out, name ? name : code);
        if (name)
                text_addf(&out, " (%s)", code);
        return text_take(&out);
}

const char *input_words(const char *kind)
{
        static const struct word list[] = {
                {"person", "Pegawai", ""},           {"post", "Riwayat jabatan", ""},
                {"education", "Pendidikan", ""},     {"rank", "Riwayat golongan", ""},
                {"diklat", "Diklat struktural", ""}, {"kursus", "Kursus dan pelatihan", ""},
                {"assessment", "Asesmen", ""},       {"ipasn", "Nilai IP ASN menurut BKN", ""},
                {"standard", "Standar jabatan", ""}, {"unit", "Unit kerja", ""},
        };

        return FIND(list, kind);
}

const char *member_words(const char *member)
{
        static const struct word list[] = {
                {"code", "Kode", ""},
                {"date", "Tanggal", ""},
                {"field", "Bidang", ""},
                {"number", "Nomor", ""},
                {"document", "Berkas", ""},
                {"sex", "Jenis kelamin", ""},
                {"rank", "Golongan", ""},
                {"active", "Aktif", ""},
                {"status", "Status", ""},
                {"education", "Tingkat pendidikan", ""},
                {"name", "Nama", ""},
                {"year", "Tahun", ""},
                {"level", "Tingkat", ""},
                {"competence", "Kompetensi", ""},
                {"discipline", "Disiplin", ""},
                {"performance", "Kinerja", ""},
                {"qualification", "Kualifikasi", ""},
                {"hours", "Jam pelajaran", ""},
                {"note", "Keterangan", ""},
                {"unor", "Unit kerja", ""},
                {"kedudukan", "Kedudukan hukum", ""},
                {"pensiun", "Pensiun", ""},
        };
        return FIND(list, member);
}

static bool is_abbreviation(const char *word)
{
        static const char *const capitals[] = {"nip", "tmt", "sk",   "npwp", "bpjs",  "nik", "hp",
                                               "pns", "skp", "cpns", "opd",  "siasn", "kpkn"};

        for (size_t i = 0; i < COUNT_OF(capitals); i++) {
                if (strcmp(word, capitals[i]) == 0)
                        return true;
        }
        return false;
}

static void change_case(char *word, int (*change)(int))
{
        for (; *word; word++)
                *word = (char)change((unsigned char)*word);
}

/* Abbreviations stay in capitals; "Id" at the end says nothing to people. */
static void add_word(struct text *out, const char *word, size_t len, bool last)
{
        char lower[REQUEST_NAME_MAX];

        snprintf(lower, sizeof lower, "%.*s", (int)len, word);
        change_case(lower, tolower);
        if (last && out->len > 0 && strcmp(lower, "id") == 0)
                return;
        if (is_abbreviation(lower))
                change_case(lower, toupper);
        else if (out->len == 0 && *lower >= 'a' && *lower <= 'z')
                *lower = (char)(*lower - 'a' + 'A');
        text_addf(out, "%s%s", out->len > 0 ? " " : "", lower);
}

void words_of_name(const char *name, struct text *out)
{
        while (*name) {
                size_t len = strcspn(name, "_");

                for (size_t i = 1; i < len; i++) {
                        if (isupper((unsigned char)name[i]) && !isupper((unsigned char)name[i - 1]))
                                len = i;
                }
                const char *rest = name + len + (name[len] == '_');
                add_word(out, name, len, *rest == '\0');
                name = rest;
        }
}
