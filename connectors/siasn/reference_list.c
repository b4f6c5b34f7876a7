#include "siasn/reference_list.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"

/* clang-format off */
#define WHOLE(name, title)                  {name, title, false, false, NULL, NULL, NULL}
#define PAGED(name, title, parent, level, status) {name, title, false, true, parent, level, status}

/*
 * siasn-api 3.6 and 7.2. Of jabatan-fungsional, status is N or O, which nobody has explained: it is
 * kept in the raw row and not taken for "inactive".
 */
const struct siasn_list siasn_lists[] = {
        {"ref-unor", "Unit organisasi", true, true, "diatasanid", "eselonid", NULL},
        WHOLE("agama", "Agama"),
        WHOLE("alasan-hukuman-disiplin", "Alasan hukuman disiplin"),
        WHOLE("asn-jenis-jabatan", "Jenis jabatan ASN"),
        WHOLE("asn-jenjang-jabatan", "Jenjang jabatan ASN"),
        WHOLE("eselon", "Eselon"),
        WHOLE("golongan", "Golongan"),
        PAGED("instansi", "Instansi", NULL, "jenisinstansiid", NULL),
        PAGED("jabatan-fungsional", "Jabatan fungsional", "keljabatanid", "jenjang", NULL),
        PAGED("jabatan-fungsional-umum", "Jabatan pelaksana", NULL, NULL, "status"),
        WHOLE("jenis-anak", "Jenis anak"),
        WHOLE("jenis-diklat", "Jenis diklat"),
        WHOLE("jenis-hukuman", "Jenis hukuman"),
        WHOLE("jenis-jabatan", "Jenis jabatan"),
        WHOLE("kanreg", "Kantor regional"),
        WHOLE("kedudukan-hukum", "Kedudukan hukum"),
        PAGED("kel-jabatan", "Kelompok jabatan", "rumpunjabatanid", NULL, NULL),
        WHOLE("latihan-struktural", "Diklat struktural"),
        PAGED("lokasi", "Lokasi", "lokasiid", "jenis", NULL),
        PAGED("pendidikan", "Pendidikan", NULL, "tingkatpendidikanid", "status"),
        WHOLE("ref-dokumen", "Jenis dokumen"),
        WHOLE("ref-jenjang-jf", "Jenjang jabatan fungsional"),
        PAGED("satuan-kerja", "Satuan kerja", "instansiid", NULL, NULL),
        WHOLE("tingkat-pendidikan", "Tingkat pendidikan"),
};
/* clang-format on */

const size_t siasn_lists_count = COUNT_OF(siasn_lists);

/* Folded names by which versions of the service call the same thing; the first that is there. */
static const char *const ids[] = {"id", NULL};
static const char *const names[] = {"nama", "namaunor", "name", "detaillayanannama", NULL};
static const char *const codes[] = {"kodecepat", "cepatkode", "kode", NULL};
static const char *const titles[] = {"namajabatan", NULL};
static const char *const job_groups[] = {"keljabatanid", "kelompokjabatanid", NULL};

const struct siasn_list *siasn_list_find(const char *name)
{
        for (size_t i = 0; i < siasn_lists_count; i++) {
                if (strcmp(siasn_lists[i].name, name) == 0)
                        return &siasn_lists[i];
        }
        return NULL;
}

struct siasn_call siasn_list_call(const struct siasn_list *list, int64_t limit, int64_t offset,
                                  char **path)
{
        struct text text = {0};

        text_addf(&text, "%s%s", list->main_api ? "/referensi/" : "/", list->name);
        if (list->paged)
                text_addf(&text, "%s?limit=%lld&offset=%lld", list->main_api ? "" : "/search",
                          (long long)limit, (long long)offset);
        *path = text_take(&text);
        return (struct siasn_call){.method = HTTP_GET,
                                   .path = *path,
                                   .referensi = !list->main_api,
                                   .expect = EXPECT_REFERENCE};
}

/* "cepat_kode", "CepatKode" and "kodeCepat" written as the tables above write them. */
static bool key_is(const char *key, const char *folded)
{
        for (; *key; key++) {
                if (*key == '_')
                        continue;
                if (tolower((unsigned char)*key) != *folded)
                        return false;
                folded++;
        }
        return *folded == '\0';
}

static const json_t *member(const json_t *row, const char *const *folded)
{
        for (; *folded; folded++) {
                const char *key;
                json_t *value;

                json_object_foreach ((json_t *)row, key, value) {
                        if (key_is(key, *folded) && !json_is_null(value))
                                return value;
                }
        }
        return NULL;
}

/* Scalars as one line of text; "" for anything else. Caller frees. */
static char *text_of(const json_t *value)
{
        char number[32];

        if (json_is_string(value))
                return text_squeeze(json_string_value(value));
        if (json_is_boolean(value))
                return mem_dup(json_is_true(value) ? "1" : "0");
        if (!json_is_integer(value))
                return mem_dup("");
        snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
        return mem_dup(number);
}

static char *field(const json_t *row, const char *folded)
{
        const char *const one[] = {folded, NULL};

        if (!folded)
                return mem_dup("");
        if (strcmp(folded, job_groups[0]) == 0)
                return text_of(member(row, job_groups));
        return text_of(member(row, one));
}

/* Some agencies' units carry their depth as dashes before the name. */
static char *bare_name(const json_t *value)
{
        CLEANUP(free_ptr) char *name = text_of(value);

        return mem_dup(name + strspn(name, "- "));
}

bool siasn_item_read(const struct siasn_list *list, const json_t *row, struct siasn_item *ret)
{
        char *id = json_is_object(row) ? text_of(member(row, ids)) : NULL;

        if (!id || !*id) {
                free(id);
                return false;
        }
        CLEANUP(free_ptr) char *status = field(row, list->status);
        *ret = (struct siasn_item){
                .id = id,
                .name = bare_name(member(row, names)),
                .parent = field(row, list->parent),
                .code = text_of(member(row, codes)),
                .level = field(row, list->level),
                .title = list->main_api ? text_of(member(row, titles)) : mem_dup(""),
                .active = strcmp(status, "0") != 0,
                .raw = json_dumps(row, JSON_COMPACT | JSON_SORT_KEYS),
        };
        return true;
}

void siasn_item_clear(struct siasn_item *item)
{
        free(item->id);
        free(item->name);
        free(item->parent);
        free(item->code);
        free(item->level);
        free(item->title);
        free(item->raw);
        *item = (struct siasn_item){0};
}
