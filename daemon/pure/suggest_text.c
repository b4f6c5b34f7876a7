#include "pure/suggest_text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"

/* clang-format off */
/* Words written out; both sides go through it, so a choice need only be consistent. */
static const char *const written_out[][2] = {
        {"subbag", "sub bagian"}, {"subbagian", "sub bagian"}, {"subag", "sub bagian"},
        {"kasubbag", "kepala sub bagian"}, {"kasubag", "kepala sub bagian"}, {"kasi", "kepala seksi"},
        {"kabag", "kepala bagian"}, {"kabid", "kepala bidang"}, {"kadis", "kepala dinas"},
        {"subbid", "sub bidang"}, {"subbidang", "sub bidang"}, {"bag", "bagian"}, {"bid", "bidang"},
        {"ka", "kepala"}, {"sie", "seksi"}, {"set", "sekretariat"}, {"setda", "sekretariat daerah"},
        {"setwan", "sekretariat dprd"}, {"sekda", "sekretaris daerah"}, {"kec", "kecamatan"},
        {"kel", "kelurahan"}, {"pkm", "puskesmas"}, {"uptd", "upt"}, {"sdn", "sd negeri"},
        {"smpn", "smp negeri"}, {"sman", "sma negeri"}, {"smkn", "smk negeri"}, {"dinkes", "dinas kesehatan"},
        {"disdik", "dinas pendidikan"}, {"bappeda", "badan perencanaan pembangunan daerah"},
        {"bpbd", "badan penanggulangan bencana daerah"}, {"rsud", "rumah sakit umum daerah"},
        {"satpol", "satuan polisi"}, {"pp", "pamong praja"}, {"umpeg", "umum kepegawaian"},
        {"tk", "tingkat"}, {"pim", "kepemimpinan"}, {"diklatpim", "diklat kepemimpinan"},
        {"pelatihan", "diklat"}, {"adm", "administrasi"},
        {"tu", "tata usaha"}, {"sdm", "sumber daya manusia"}, {"ukm", "usaha kecil menengah"},
        {"d1", "d 1"}, {"d2", "d 2"}, {"d3", "d 3"}, {"d4", "d 4"}, {"s1", "s 1"}, {"s2", "s 2"}, {"s3", "s 3"},
};

static const char *const dropped[] = {"dan", "di", "pada", "dari", "untuk", "yang"};

/* Levels of functional positions, today's ("Ahli Madya", "Mahir") and those before ("Madya"). */
static const char *const ranks[] = {"ahli",  "pertama",  "muda",  "madya",    "utama",    "pemula",
                                    "terampil", "mahir", "penyelia", "pelaksana", "lanjutan"};

static const char *const levels[] = {"d", "s", "a", "sarjana", "diploma", "strata", "magister", "doktor"};

static const char *const roman[] = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"};
/* clang-format on */

static bool is_one_of(const char *word, const char *const *list, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                if (strcmp(word, list[i]) == 0)
                        return true;
        }
        return false;
}

/* 0 for any other word */
static int roman_value(const char *word)
{
        for (size_t i = 0; i < COUNT_OF(roman); i++) {
                if (strcmp(word, roman[i]) == 0)
                        return (int)i + 1;
        }
        return 0;
}

static bool is_number(const char *word)
{
        return *word && word[strspn(word, "0123456789")] == '\0';
}

/* FNV-1a */
static uint32_t hash(const char *s, size_t len)
{
        uint32_t h = 2166136261u;

        for (size_t i = 0; i < len; i++)
                h = (h ^ (unsigned char)s[i]) * 16777619u;
        return h;
}

static int by_value(const void *a, const void *b)
{
        uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

        return x < y ? -1 : x > y;
}

/* A name being folded. */
struct fold {
        struct suggest_name *name;
        struct text folded, trigrams; /* the latter as raw uint32_t */
        bool skip_level;              /* no word but those of a level has come yet */
};

static void add_trigrams(struct fold *f, const char *word)
{
        struct text padded = {0};

        text_addf(&padded, "  %s ", word);
        for (size_t i = 0; i + 3 <= padded.len; i++) {
                uint32_t h = hash(padded.s + i, 3);

                text_add_n(&f->trigrams, (const char *)&h, sizeof h);
        }
        text_free(&padded);
}

static void keep_word(struct fold *f, const char *word)
{
        struct suggest_name *n = f->name;
        uint32_t h = hash(word, strlen(word));

        if (f->folded.len)
                text_add_char(&f->folded, ' ');
        text_add(&f->folded, word);
        add_trigrams(f, word);
        if (n->word_count < SUGGEST_WORDS_MAX)
                n->words[n->word_count++] = h;
        if (n->mark_count < SUGGEST_WORDS_MAX &&
            (is_number(word) || is_one_of(word, ranks, COUNT_OF(ranks))))
                n->marks[n->mark_count++] = h;
}

/* One word, written out already. */
static void take_word(struct fold *f, const char *word)
{
        char number[16];
        int value = roman_value(word);

        if (is_one_of(word, dropped, COUNT_OF(dropped)))
                return;
        if (value) {
                snprintf(number, sizeof number, "%d", value);
                word = number;
        } else if (is_number(word)) {
                word += strspn(word, "0");
                word = *word ? word : "0";
        }
        if (f->skip_level && (is_number(word) || is_one_of(word, levels, COUNT_OF(levels))))
                return;
        f->skip_level = false;
        keep_word(f, word);
}

static void write_out(struct fold *f, const char *word)
{
        const char *out = word;

        for (size_t i = 0; i < COUNT_OF(written_out); i++) {
                if (strcmp(word, written_out[i][0]) == 0)
                        out = written_out[i][1];
        }
        while (*out) {
                size_t len = strcspn(out, " ");
                CLEANUP(free_ptr) char *one = mem_dup_n(out, len);

                take_word(f, one);
                out += len + (out[len] == ' ');
        }
}

/* Letters, digits and what is not ASCII; everything else parts words. */
static bool in_word(char c)
{
        return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static void take_text(struct fold *f, const char *text)
{
        struct text word = {0};

        for (; *text; text++) {
                if (in_word(*text))
                        text_add_char(&word, (char)tolower((unsigned char)*text));
                if (!word.len || (in_word(*text) && in_word(text[1])))
                        continue;
                write_out(f, word.s);
                text_clear(&word);
        }
        text_free(&word);
}

static void take_trigrams(struct suggest_name *n, struct text *raw)
{
        size_t count = raw->len / sizeof(uint32_t), kept = 0;

        n->trigrams = mem_new_array(count + 1, sizeof(uint32_t));
        if (count)
                memcpy(n->trigrams, raw->s, count * sizeof(uint32_t));
        qsort(n->trigrams, count, sizeof(uint32_t), by_value);
        for (size_t i = 0; i < count; i++) {
                if (i > 0 && n->trigrams[i] == n->trigrams[i - 1])
                        continue;
                n->trigrams[kept++] = n->trigrams[i];
        }
        n->trigram_count = kept;
        for (size_t i = 0; i < kept; i++)
                n->bits[n->trigrams[i] % SUGGEST_BITS / 64] |= UINT64_C(1) << (n->trigrams[i] % 64);
        text_free(raw);
}

void suggest_name_set(struct suggest_name *name, const char *text, bool drop_level)
{
        struct fold f = {.name = name, .skip_level = drop_level};

        *name = (struct suggest_name){0};
        take_text(&f, text ? text : "");
        name->folded = text_take(&f.folded);
        qsort(name->words, name->word_count, sizeof(uint32_t), by_value);
        qsort(name->marks, name->mark_count, sizeof(uint32_t), by_value);
        take_trigrams(name, &f.trigrams);
}

void suggest_name_clear(struct suggest_name *name)
{
        free(name->folded);
        free(name->trigrams);
        *name = (struct suggest_name){0};
}

/* Of two sorted lists, how many they share, each counted as often as both have it. */
static size_t shared(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
        size_t n = 0;

        for (size_t i = 0, k = 0; i < na && k < nb;) {
                if (a[i] == b[k])
                        n++, i++, k++;
                else if (a[i] < b[k])
                        i++;
                else
                        k++;
        }
        return n;
}

static int dice(size_t both, size_t a, size_t b)
{
        return a + b ? (int)(2000 * both / (a + b)) : 0;
}

int suggest_alike(const struct suggest_name *a, const struct suggest_name *b)
{
        if (!*a->folded || !*b->folded)
                return 0;
        if (strcmp(a->folded, b->folded) == 0)
                return 1000;
        int letters = dice(shared(a->trigrams, a->trigram_count, b->trigrams, b->trigram_count),
                           a->trigram_count, b->trigram_count);
        int words = dice(shared(a->words, a->word_count, b->words, b->word_count), a->word_count,
                         b->word_count);
        size_t marks = shared(a->marks, a->mark_count, b->marks, b->mark_count);
        int alike = (letters + words) / 2;

        if (marks < a->mark_count && marks < b->mark_count)
                alike /= 2; /* "Ahli Muda" and "Ahli Madya" */
        else if (marks < a->mark_count || marks < b->mark_count)
                alike = alike * 3 / 4; /* "Puskesmas Cendana" and "Puskesmas Cendana II" */
        return alike < 1000 ? alike : 999;
}

static size_t bits_in(uint64_t word)
{
        return (size_t)__builtin_popcountll(word);
}

int suggest_glance(const struct suggest_name *a, const struct suggest_name *b)
{
        size_t both = 0, in_a = 0, in_b = 0;

        for (size_t i = 0; i < COUNT_OF(a->bits); i++) {
                both += bits_in(a->bits[i] & b->bits[i]);
                in_a += bits_in(a->bits[i]);
                in_b += bits_in(b->bits[i]);
        }
        return dice(both, in_a, in_b);
}
