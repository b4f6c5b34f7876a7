/*
 * sync.c - jabatansync and golongansync. See sync.h.
 */
#include "sync.h"

#include "http.h"
#include "jscan.h"
#include "reply.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct copy {
        const char *from; /* key of the history row */
        const char *to;   /* key of the master record */
};

static const struct copy jabatan_copies[] = {
        {"jenisJabatan", "jenisJabatanId"},
        {"tmtJabatan", "tmtJabatan"},
        {"unorId", "unorId"},
        {"unorNama", "unorNama"},
        {"unorIndukId", "unorIndukId"},
        {"unorIndukNama", "unorIndukNama"},
        {"instansiKerjaId", "instansiKerjaId"},
        {"instansiKerjaNama", "instansiKerjaNama"},
        {"satuanKerjaId", "satuanKerjaKerjaId"},
        {"satuanKerjaNama", "satuanKerjaKerjaNama"},
        {"eselonId", "eselonId"},
        {"eselon", "eselon"},
        {"jabatanFungsionalId", "jabatanFungsionalId"},
        {"jabatanFungsionalNama", "jabatanFungsionalNama"},
        {"jabatanFungsionalUmumId", "jabatanFungsionalUmumId"},
        {"jabatanFungsionalUmumNama", "jabatanFungsionalUmumNama"},
};

static const struct copy golongan_copies[] = {
        {"golonganId", "golRuangAkhirId"},     {"golongan", "golRuangAkhir"},
        {"pangkat", "pangkatAkhir"},           {"tmtGolongan", "tmtGolAkhir"},
        {"masaKerjaGolonganTahun", "mkTahun"}, {"masaKerjaGolonganBulan", "mkBulan"},
};

/* yyyymmdd of a dd-mm-yyyy or yyyy-mm-dd text, or 0. */
static long day_number(const char *text)
{
        long a = strtol(text, NULL, 10);

        if (strlen(text) < 10)
                return 0;
        if (text[4] == '-')
                return a * 10000 + strtol(text + 5, NULL, 10) * 100 + strtol(text + 8, NULL, 10);
        return strtol(text + 6, NULL, 10) * 10000 + strtol(text + 3, NULL, 10) * 100 + a;
}

/* Acting posts and side tasks do not become the current position while there is a real one. */
static bool is_side_post(const char *text)
{
        static const char *const side[] = {"PLT", "PLH", "PJ", "TT"};
        char *penugasan = jscan_string(text, "jenisPenugasanId");
        bool found = false;

        for (size_t i = 0; penugasan != NULL && i < COUNT(side); i++)
                found = found || strcmp(penugasan, side[i]) == 0;
        free(penugasan);
        return found;
}

/* The row with the latest date; of equals the one added last. The server sees its own commits. */
static const char *latest(const struct person *p, int list, const char *date_key)
{
        const char *best = NULL;
        long best_rank = -1;

        for (const struct row *r = p->rows; r != NULL; r = r->next) {
                if (r->list != list || r->text == NULL)
                        continue;
                char *date = jscan_string(r->text, date_key);
                long rank = date == NULL ? 0 : day_number(date);

                free(date);
                if (!is_side_post(r->text))
                        rank += 100000000;
                if (rank > best_rank) {
                        best = r->text;
                        best_rank = rank;
                }
        }
        return best;
}

/* What the history row does not tell is left as it was. */
static void copy_keys(json_t *to, json_t *from, const struct copy *copies, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                json_t *v = json_object_get(from, copies[i].from);

                if (v != NULL)
                        json_object_set(to, copies[i].to, v);
        }
}

static void set_from(json_t *to, const char *key, json_t *from, const char *from_key)
{
        json_t *v = from_key == NULL ? NULL : json_object_get(from, from_key);

        json_object_set_new(to, key, v == NULL ? json_string("") : json_incref(v));
}

/* The master record tells the position by name, whichever of the three kinds it is. */
static void name_position(json_t *master, json_t *rw)
{
        static const struct {
                const char *jenis, *jenis_nama, *name_key;
        } kinds[] = {
                {"1", "Jabatan Struktural", "namaJabatan"},
                {"2", "Jabatan Fungsional Tertentu", "jabatanFungsionalNama"},
                {"4", "Jabatan Fungsional Umum", "jabatanFungsionalUmumNama"},
        };
        const char *jenis = json_string_value(json_object_get(rw, "jenisJabatan"));
        bool structural = jenis != NULL && strcmp(jenis, "1") == 0;

        for (size_t i = 0; jenis != NULL && i < COUNT(kinds); i++) {
                if (strcmp(kinds[i].jenis, jenis) != 0)
                        continue;
                json_object_set_new(master, "jenisJabatan", json_string(kinds[i].jenis_nama));
                set_from(master, "jabatanNama", rw, kinds[i].name_key);
        }
        set_from(master, "jabatanStrukturalId", rw, structural ? "unorId" : NULL);
        set_from(master, "jabatanStrukturalNama", rw, structural ? "namaJabatan" : NULL);
        set_from(master, "tmtEselon", rw, structural ? "tmtJabatan" : NULL);
}

/* Writes the changed master record; false when nothing changed. */
static bool commit_master(struct sandbox *sb, struct person *p, json_t *master)
{
        json_t *was = json_loads(p->pns->text, 0, NULL);
        bool changed = !json_equal(was, master);

        if (changed)
                row_commit(p->pns, json_dumps(master, JSON_COMPACT), now_ms(), sb->read_delay_ms);
        json_decref(was);
        return changed;
}

static void sync_master(struct sandbox *sb, struct request *rq, struct reply *rp, const char *list,
                        const char *date_key)
{
        const char *pns_id = http_query(rq, "pns_orang_id");
        struct person *p = pns_id == NULL ? NULL : store_by_pns_id(&sb->store, pns_id);
        bool golongan = strcmp(list, "rw-golongan") == 0;

        request_about(rq, p, pns_id, NULL);
        if (p == NULL || p->pns->text == NULL) {
                reply_sync(rp, true, "Data tidak ditemukan");
                return;
        }
        rq->writes = p;
        const char *text = latest(p, list_find(list), date_key);
        json_t *rw = text == NULL ? NULL : json_loads(text, 0, NULL);
        json_t *master = json_loads(p->pns->text, 0, NULL);

        if (rw != NULL && master != NULL && golongan) {
                copy_keys(master, rw, golongan_copies, COUNT(golongan_copies));
        } else if (rw != NULL && master != NULL) {
                copy_keys(master, rw, jabatan_copies, COUNT(jabatan_copies));
                name_position(master, rw);
        }
        rq->committed = master != NULL && commit_master(sb, p, master);
        sb->stats.syncs++;
        reply_sync(rp, false, rq->committed ? "success" : "Data Tidak Ada Perubahan");
        json_decref(rw);
        json_decref(master);
}

void sync_jabatan(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        sync_master(sb, rq, rp, "rw-jabatan", "tmtJabatan");
}

void sync_golongan(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        sync_master(sb, rq, rp, "rw-golongan", "tmtGolongan");
}
