/*
 * lists.c - the table of row kinds. Paths are relative to the API base.
 */
#include "lists.h"

#include "base.h"

#include <string.h>

#define PNS(name)   "/pns/" name "/"
#define BY_ID(unit) "/" unit "/id/"
#define DEL(unit)   "/" unit "/delete/"
#define HISTORY(n, owner)                                       \
        {                                                       \
                n, PNS(n), NULL, NULL, SHAPE_ARRAY, owner, NULL \
        }

const struct list lists[] = {
        {"pns", PNS("data-utama"), NULL, NULL, SHAPE_OBJECT, false, NULL}, /* LIST_PNS */
        {"rw-jabatan", PNS("rw-jabatan"), BY_ID("jabatan"), DEL("jabatan"), SHAPE_ARRAY, true,
         NULL},
        {"rw-diklat", PNS("rw-diklat"), BY_ID("diklat"), DEL("diklat"), SHAPE_ARRAY, true, NULL},
        {"rw-kursus", PNS("rw-kursus"), BY_ID("kursus"), DEL("kursus"), SHAPE_ARRAY, true, NULL},
        {"rw-angkakredit", PNS("rw-angkakredit"), BY_ID("angkakredit"), DEL("angkakredit"),
         SHAPE_ARRAY, false, NULL},
        {"rw-skp", PNS("rw-skp"), BY_ID("skp"), NULL, SHAPE_ARRAY, false, NULL},
        {"rw-skp22", PNS("rw-skp22"), BY_ID("skp22"), NULL, SHAPE_ARRAY, false, NULL},
        {"rw-kinerjaperiodik", PNS("rw-kinerjaperiodik"), NULL, DEL("kinerjaperiodik"), SHAPE_ARRAY,
         false, NULL},
        {"rw-penghargaan", PNS("rw-penghargaan"), BY_ID("penghargaan"), DEL("penghargaan"),
         SHAPE_ARRAY, false, NULL},
        {"rw-hukdis", PNS("rw-hukdis"), BY_ID("hukdis"), NULL, SHAPE_ARRAY, false, NULL},
        {"rw-sertifikasi", PNS("rw-sertifikasi"), NULL, DEL("sertifikasi"), SHAPE_ARRAY, false,
         NULL},
        {"rw-tubel", PNS("rw-tubel"), NULL, NULL, SHAPE_ARRAY, false, "record not found"},
        {"rw-kgb", PNS("rw-kgb"), NULL, DEL("kgb"), SHAPE_ARRAY, false, NULL},
        HISTORY("rw-golongan", true),
        HISTORY("rw-pendidikan", true),
        HISTORY("rw-cltn", false),
        HISTORY("rw-dp3", false),
        HISTORY("rw-masakerja", true),
        HISTORY("rw-pemberhentian", false),
        HISTORY("rw-pindahinstansi", false),
        HISTORY("rw-pnsunor", false),
        HISTORY("rw-pwk", false),
        HISTORY("rw-kontrak", false),
        HISTORY("rw-potensi", false),
        HISTORY("rw-kompetensi", false),
        {"data-pasangan", PNS("data-pasangan"), NULL, NULL, SHAPE_COUPLE, false, NULL},
        HISTORY("data-anak", false),
        HISTORY("data-ortu", false),
        {"nilaiipasn", PNS("nilaiipasn"), NULL, NULL, SHAPE_OBJECT, false, NULL},
        {"aktivity", NULL, NULL, "/dashboard/aktivity/delete/", SHAPE_ARRAY, false, NULL},
};

const size_t list_count = COUNT(lists);

int list_find(const char *name)
{
        for (size_t i = 0; i < list_count; i++)
                if (strcmp(lists[i].name, name) == 0)
                        return (int)i;
        return -1;
}
