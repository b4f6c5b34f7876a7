#include "pure/ikm.h"

#include <string.h>

#include "pure/decimal.h"

static const char *const elements[IKM_ELEMENTS] = {
        "Persyaratan",        "Sistem, mekanisme, dan prosedur",         "Waktu penyelesaian",
        "Biaya/tarif",        "Produk spesifikasi jenis pelayanan",      "Kompetensi pelaksana",
        "Perilaku pelaksana", "Penanganan pengaduan, saran dan masukan", "Sarana dan prasarana",
};

const char *ikm_element(int element)
{
        return elements[element];
}

/* 0 for no answer, -1 for what is none. */
static int answer_of(const char *text)
{
        text += strspn(text, " \t");
        if (*text == '\0')
                return 0;
        if (*text < '1' || *text > '4' || text[1 + strspn(text + 1, " \t")] != '\0')
                return -1;
        return *text - '0';
}

bool ikm_add(struct ikm *ikm, const char *const answers[IKM_ELEMENTS], struct err *err)
{
        struct ikm next = *ikm;
        int given = 0;

        for (int i = 0; i < IKM_ELEMENTS; i++) {
                int answer = answer_of(answers[i]);

                if (answer < 0)
                        return err_set(err, "u%d berisi \"%s\": jawaban adalah 1, 2, 3, atau 4",
                                       i + 1, answers[i]);
                given += answer > 0;
                next.sum[i] += answer;
                next.filled[i] += answer > 0;
        }
        if (given == 0)
                return err_set(err, "tidak ada satu pun jawaban");
        next.respondents++;
        *ikm = next;
        return true;
}

int64_t ikm_mean(const struct ikm *ikm, int element)
{
        return decimal_ratio(ikm->sum[element], DECIMAL_ONE, ikm->filled[element]);
}

/*
 * The sum of the nine means as a fraction. Where all elements have as many answers, it is exact;
 * otherwise its parts are cut at 10^-12, far below what two decimals can show.
 */
static void sum_of_means(const struct ikm *ikm, int64_t *ret_part, int64_t *ret_whole)
{
        int64_t exact = 0, cut = 0;
        bool even = true;

        for (int i = 0; i < IKM_ELEMENTS; i++) {
                even = even && ikm->filled[i] == ikm->filled[0];
                exact += ikm->sum[i];
                cut += decimal_ratio(ikm->sum[i], INT64_C(1000000000000), ikm->filled[i]);
        }
        *ret_part = even ? exact : cut;
        *ret_whole = even ? ikm->filled[0] : INT64_C(1000000000000);
}

bool ikm_value(const struct ikm *ikm, int64_t *ret, struct err *err)
{
        static const int64_t times = 25, hundredths = 100;
        int64_t part, whole;

        for (int i = 0; i < IKM_ELEMENTS; i++) {
                if (ikm->filled[i] == 0)
                        return err_set(err, "tidak ada yang menjawab unsur u%d (%s)", i + 1,
                                       elements[i]);
        }
        sum_of_means(ikm, &part, &whole);
        *ret = decimal_ratio(part, times * hundredths, whole * IKM_ELEMENTS) *
               (DECIMAL_ONE / hundredths);
        return true;
}
