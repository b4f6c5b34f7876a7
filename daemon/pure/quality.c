#include "pure/quality.h"

#include <string.h>

const struct quality_dim quality_dims[QUALITY_DIMENSIONS] = {
        [QUALITY_COM] = {"COM", "Kelengkapan", 28},
        [QUALITY_TIM] = {"TIM", "Ketepatan waktu", 31},
        [QUALITY_ACC] = {"ACC", "Akurasi", 30},
        [QUALITY_CON] = {"CON", "Konsistensi", 11},
};

/* clang-format off */
#define P "data_utama"

/* Codes, weights and order are BKN's. TIM_1 and COM_2 are about the present post and unit; COM_2
   also takes a position of the history that has no id, for it may be the present one. */
const struct quality_item quality_items[QUALITY_ITEMS] = {
        {"COM_1", QUALITY_COM, 2000, "Belum ada SKP dua tahun terakhir",
         {{P, "SKP_MISSING", NULL}, {NULL, "SKP_PARTIAL", NULL}}, NULL},
        {"COM_2", QUALITY_COM, 2500, "Jabatan fungsional/pelaksana tanpa ID jabatan",
         {{P, "JAB_UNMAPPED", NULL}, {"jabatan", "JAB_UNMAPPED", NULL}, {"jabatan", "JAB_FREETEXT", NULL}}, NULL},
        {"COM_3", QUALITY_COM, 2000, "Pendidikan terakhir kosong", {{P, "EDU_MISSING", NULL}}, NULL},
        {"COM_4", QUALITY_COM, 1250, "TMT PNS kosong", {{P, "TMT_MISSING", "tmt_pns"}}, NULL},
        {"COM_5", QUALITY_COM, 1750, "Gelar kosong", {{P, "GELAR_MISSING", NULL}}, NULL},
        {"COM_6", QUALITY_COM, 250, "Email pribadi kosong atau salah", {{P, "EMAIL_BAD", NULL}}, NULL},
        {"COM_7", QUALITY_COM, 250, "Nomor HP kosong", {{P, "HP_BAD", NULL}}, NULL},

        {"TIM_1", QUALITY_TIM, 2273, "Unit organisasi tidak aktif", {{P, "UNOR_INACTIVE", NULL}}, NULL},
        {"TIM_2", QUALITY_TIM, 1818, "Calon JF belum diangkat lebih dari 2 tahun", {{NULL, NULL, NULL}},
         "formasi saat CPNS tidak ada dalam view sumber"},
        {"TIM_3", QUALITY_TIM, 1364, "CPNS lebih dari 1 tahun", {{P, "CPNS_LONG", NULL}}, NULL},
        {"TIM_4", QUALITY_TIM, 1591, "Jabatan struktural ganda", {{"jabatan", "DUP_POST", NULL}}, NULL},
        {"TIM_5", QUALITY_TIM, 1591, "Lewat BUP tetapi masih aktif", {{P, "BUP_PASSED", NULL}}, NULL},
        {"TIM_6", QUALITY_TIM, 1364, "CLTN lewat tanggal berakhir", {{NULL, NULL, NULL}},
         "tanggal berakhir CLTN tidak ada dalam view sumber"},

        {"ACC_1", QUALITY_ACC, 952, "TMT CPNS setelah TMT PNS", {{P, "TMT_ORDER", "tmt_cpns"}}, NULL},
        {"ACC_2", QUALITY_ACC, 2143, "Jenis pegawai DPK/DPB tidak sesuai", {{NULL, NULL, NULL}},
         "instansi asal tidak ada dalam view sumber"},
        {"ACC_3", QUALITY_ACC, 714, "Struktural dengan masa kerja kurang dari 2 tahun",
         {{"jabatan", "STRUCT_EARLY", NULL}}, NULL},
        {"ACC_4", QUALITY_ACC, 952, "PPPK salah kedudukan hukum", {{P, "KEDHUK_PPPK", NULL}}, NULL},
        {"ACC_5", QUALITY_ACC, 476, "NIK belum valid", {{P, "NIK_BAD", NULL}}, NULL},
        {"ACC_6", QUALITY_ACC, 1190, "Pendidikan di bawah syarat eselon", {{P, "EDU_BELOW", NULL}}, NULL},
        {"ACC_7", QUALITY_ACC, 714, "Tahun pengangkatan PPPK", {{NULL, NULL, NULL}},
         "tahun pengadaan PPPK tidak ada dalam view sumber"},
        {"ACC_8", QUALITY_ACC, 1429, "Pendidikan di bawah syarat JF", {{NULL, NULL, NULL}},
         "syarat pendidikan tiap JF tidak ada dalam view sumber"},
        {"ACC_9", QUALITY_ACC, 476, "Pelaksana dengan nama JF", {{NULL, NULL, NULL}},
         "pemadanan nama jabatan tidak dilakukan: nama tidak pernah menjadi kunci"},
        {"ACC_10", QUALITY_ACC, 952, "Pangkat di bawah syarat jabatan struktural",
         {{P, "PANGKAT_BELOW", NULL}}, NULL},

        {"CON_1", QUALITY_CON, 2500, "TMT CPNS pada NIP", {{P, "NIP_CPNS", NULL}}, NULL},
        {"CON_2", QUALITY_CON, 2500, "Tanggal lahir pada NIP", {{P, "NIP_BIRTH", NULL}}, NULL},
        {"CON_3", QUALITY_CON, 2500, "Jenis kelamin pada NIP", {{P, "NIP_SEX", NULL}}, NULL},
        {"CON_4", QUALITY_CON, 2500, "Tahun pengangkatan pada NI PPPK", {{P, "NIP_PPPK", NULL}}, NULL},
};
/* clang-format on */

void quality_compute(int64_t persons, const int64_t affected[QUALITY_ITEMS],
                     const bool measured[QUALITY_ITEMS], struct quality *ret)
{
        *ret = (struct quality){0};
        for (size_t i = 0; i < QUALITY_ITEMS; i++) {
                const struct quality_item *item = &quality_items[i];
                struct quality_score *dim = &ret->dims[item->dimension];
                int64_t outer = quality_dims[item->dimension].weight, inner = item->weight;

                ret->weight_all += outer * inner;
                if (!measured[i])
                        continue;
                ret->weight_measured += outer * inner;
                dim->part += inner * (persons - affected[i]);
                dim->whole += inner * persons;
                ret->index.part += outer * inner * (persons - affected[i]);
                ret->index.whole += outer * inner * persons;
        }
}

size_t quality_find(const char *code)
{
        size_t i = 0;

        while (i < QUALITY_ITEMS && strcmp(quality_items[i].code, code) != 0)
                i++;
        return i;
}
