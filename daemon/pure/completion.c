#include "pure/completion.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/date.h"
#include "pure/digest.h"
#include "pure/nip.h"

enum { VALUE_MAX = 1000, REF_MAX = 200, NUMBER_MAX = 1000000, KEY_DIGITS = 32 };

const struct csv_column completion_columns[COMPLETION_COLUMNS] = {
        [COMPLETION_NIP] = {"nip", true},
        [COMPLETION_NAMA] = {"nama", true},
        [COMPLETION_PENYELENGGARA] = {"penyelenggara", true},
        [COMPLETION_NOMOR] = {"nomor_sertifikat", true},
        [COMPLETION_MULAI] = {"tgl_mulai", true},
        [COMPLETION_SELESAI] = {"tgl_selesai", true},
        [COMPLETION_JP] = {"jp", true},
        [COMPLETION_TAHUN] = {"tahun", false},
        [COMPLETION_SUMBER] = {"sumber", false},
        [COMPLETION_REF] = {"sumber_ref", false},
        [COMPLETION_LULUS] = {"status_lulus", false},
        [COMPLETION_DOKUMEN] = {"dokumen", false},
        [COMPLETION_JENIS_DIKLAT] = {"jenis_diklat_id", false},
        [COMPLETION_JENIS_SERTIPIKAT] = {"jenis_sertipikat", false},
        [COMPLETION_JENIS_KURSUS] = {"jenis_kursus_id", false},
        [COMPLETION_LOKASI] = {"lokasi_id", false},
        [COMPLETION_RUMPUN] = {"rumpun", false},
};

static void replace(struct completion *c, enum completion_column column, const char *value)
{
        char *new = mem_dup(value);

        free(c->values[column]);
        c->values[column] = new;
}

static void take_values(const char *const *raw, struct completion *ret)
{
        for (size_t i = 0; i < COMPLETION_COLUMNS; i++) {
                char *value = raw[i] ? text_squeeze(raw[i]) : NULL;

                if (value && *value)
                        ret->values[i] = TAKE_PTR(value);
                free(value);
        }
}

static bool refuse(struct err *err, enum completion_column column, const char *value,
                   const char *words)
{
        return err_set(err, "%s \"%.60s\": %s", completion_columns[column].name, value, words);
}

static bool check_lengths(const struct completion *c, struct err *err)
{
        for (size_t i = 0; i < COMPLETION_COLUMNS; i++) {
                size_t max = i == COMPLETION_REF || i == COMPLETION_SUMBER ? REF_MAX : VALUE_MAX;

                if (c->values[i] && strlen(c->values[i]) > max)
                        return err_set(err, "%s: lebih panjang dari %zu huruf",
                                       completion_columns[i].name, max);
        }
        return true;
}

/* Spreadsheets keep 15 digits of a number: the serial number of a NIP is lost as 000 or as E+17. */
static bool check_nip(struct completion *c, struct err *err)
{
        const char *nip = c->values[COMPLETION_NIP];

        if (!nip)
                return err_set(err, "nip: masih kosong");
        if (strcasestr(nip, "E+"))
                return refuse(
                        err, COMPLETION_NIP, nip,
                        "NIP rusak oleh lembar kerja; jadikan kolomnya teks, lalu ekspor ulang");
        if (!nip_well_formed(nip))
                return refuse(err, COMPLETION_NIP, nip, "bukan 18 angka tanpa spasi dan titik");
        if (strcmp(nip + 15, "000") == 0)
                return refuse(err, COMPLETION_NIP, nip,
                              "tiga angka terakhir 000, hilang oleh lembar kerja; jadikan kolomnya "
                              "teks, lalu ekspor ulang");
        return true;
}

static bool check_date(struct completion *c, enum completion_column column, struct err *err)
{
        const char *value = c->values[column];
        struct date date;
        char iso[11];

        if (!value)
                return true;
        if (!date_parse_iso(value, &date) && !date_parse_dmy(value, &date))
                return refuse(err, column, value,
                              "bukan tanggal yang ada; tulis 2026-03-31 atau 31-03-2026");
        replace(c, column, date_to_iso(date, iso));
        return true;
}

static bool check_number(struct completion *c, enum completion_column column, struct err *err)
{
        const char *value = c->values[column];
        char digits[24];
        int64_t number;

        if (!value)
                return true;
        if (!text_to_int(value, -NUMBER_MAX, NUMBER_MAX, &number))
                return refuse(err, column, value, "bukan bilangan bulat");
        snprintf(digits, sizeof digits, "%lld", (long long)number);
        replace(c, column, digits);
        return true;
}

static const struct {
        const char *word;
        const char *means;
} words[] = {
        {"lulus", "t"},       {"selesai", "t"},
        {"ya", "t"},          {"y", "t"},
        {"1", "t"},           {"t", "t"},
        {"true", "t"},        {"tidak lulus", "f"},
        {"belum lulus", "f"}, {"belum selesai", "f"},
        {"belum", "f"},       {"batal", "f"},
        {"tidak", "f"},       {"n", "f"},
        {"0", "f"},           {"f", "f"},
        {"false", "f"},
};

/* `column`: the export says of each row whether it was passed. */
static bool check_passed(struct completion *c, bool column, struct err *err)
{
        const char *value = c->values[COMPLETION_LULUS];

        if (!value) {
                replace(c, COMPLETION_LULUS, column ? "f" : "t");
                return true;
        }
        for (size_t i = 0; i < COUNT_OF(words); i++) {
                if (strcasecmp(words[i].word, value) == 0) {
                        replace(c, COMPLETION_LULUS, words[i].means);
                        return true;
                }
        }
        return refuse(err, COMPLETION_LULUS, value, "tulis lulus atau belum");
}

static void fill_in(struct completion *c, const char *jenis_diklat)
{
        char year[5] = "";

        if (!c->values[COMPLETION_SUMBER])
                replace(c, COMPLETION_SUMBER, COMPLETION_SUMBER_DEFAULT);
        if (!c->values[COMPLETION_JENIS_DIKLAT] && *jenis_diklat)
                replace(c, COMPLETION_JENIS_DIKLAT, jenis_diklat);
        if (c->values[COMPLETION_TAHUN] || !c->values[COMPLETION_SELESAI])
                return;
        memcpy(year, c->values[COMPLETION_SELESAI], 4);
        replace(c, COMPLETION_TAHUN, year);
}

/* Lower-case letters and digits (and what is no ASCII) of a value, one after the other. */
static void add_plain(struct text *out, const char *value)
{
        for (; *value; value++) {
                if (isalnum((unsigned char)*value) || (*value & 0x80))
                        text_add_char(out, (char)tolower((unsigned char)*value));
        }
        text_add_char(out, '|');
}

/* "-", ".", "0" are ways to leave a number out. */
static bool says_something(const char *number)
{
        return number && number[strspn(number, "-.0 ")] != '\0';
}

/* Signs in a number tell: 1/23 is not 12/3. Blanks do not. */
static void add_number(struct text *out, const char *number)
{
        for (; *number; number++) {
                if (*number != ' ')
                        text_add_char(out, (char)tolower((unsigned char)*number));
        }
}

static char *digest_key(const struct completion *c)
{
        const char *nip = c->values[COMPLETION_NIP], *number = c->values[COMPLETION_NOMOR];
        const char *name = c->values[COMPLETION_NAMA], *day = c->values[COMPLETION_SELESAI];
        CLEANUP(text_free) struct text key = {0};
        struct text out = {0};
        char hash[DIGEST_HEX];

        if (!nip || !nip_well_formed(nip) || !(says_something(number) || (name && day)))
                return NULL;
        add_plain(&key, nip);
        if (says_something(number)) {
                add_number(&key, number);
        } else {
                text_add(&key, "|");
                add_plain(&key, name);
                add_plain(&key, day);
        }
        digest_hex(key.s, key.len, hash);
        text_addf(&out, COMPLETION_PREFIX "#%.*s", KEY_DIGITS, hash);
        return text_take(&out);
}

static char *make_key(const struct completion *c)
{
        const char *sumber = c->values[COMPLETION_SUMBER];
        struct text out = {0};

        if (!c->values[COMPLETION_REF])
                return digest_key(c);
        text_addf(&out, COMPLETION_PREFIX "%s|%s", sumber ? sumber : COMPLETION_SUMBER_DEFAULT,
                  c->values[COMPLETION_REF]);
        return text_take(&out);
}

bool completion_read(const char *const *raw, const char *jenis_diklat, struct completion *ret,
                     struct err *err)
{
        *ret = (struct completion){0};
        take_values(raw, ret);
        if (!check_lengths(ret, err))
                return false;
        bool ok = check_date(ret, COMPLETION_SELESAI, err);
        ret->src_id = ok || ret->values[COMPLETION_REF] ? make_key(ret) : NULL;
        if (!ok || !check_nip(ret, err) || !check_date(ret, COMPLETION_MULAI, err) ||
            !check_number(ret, COMPLETION_JP, err) || !check_number(ret, COMPLETION_TAHUN, err) ||
            !check_passed(ret, raw[COMPLETION_LULUS] != NULL, err))
                return false;
        fill_in(ret, jenis_diklat);
        return ret->src_id ||
               err_set(err, "tidak dapat dikenali kembali: isi sumber_ref, nomor_sertifikat, atau "
                            "nama dan tgl_selesai");
}

void completion_clear(struct completion *c)
{
        for (size_t i = 0; i < COMPLETION_COLUMNS; i++)
                free(c->values[i]);
        free(c->src_id);
        *c = (struct completion){0};
}
