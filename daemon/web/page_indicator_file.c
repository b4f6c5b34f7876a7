/* A snapshot recomputed, and its files. */
#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "engine/arrays.h"
#include "engine/verify.h"
#include "ground/mem.h"
#include "sql.h"
#include "web/page_indicator_private.h"

/* ---- Recomputing: heavy, so one at a time ---- */

static pthread_mutex_t recomputing = PTHREAD_MUTEX_INITIALIZER;

static bool recompute(struct web *w, const struct kept *kept, struct err *err)
{
        struct html *h = &w->reply->body;
        struct verification v = {0};

        if (!verify_snapshot_to(VERIFY_READING, w->data, kept->id, NULL, &v, err))
                return false;
        page_begin(w, "Verifikasi potret",
                   "Semua putusan dihitung ulang dari data beku dengan penilai kedua, lalu "
                   "dibandingkan dengan yang tersimpan dan dengan kepala bertanda tangan.");
        page_notice(h, v.ok ? "good" : "bad",
                    v.ok ? "Cocok: angka-angka potret ini mengikuti datanya menurut aturannya."
                         : "TIDAK cocok: lihat baris yang ditandai.");
        indicator_checks(h, "Hasil pemeriksaan", &v);
        html(h,
             "<p class=\"actions\"><a class=\"button\" href=\"/indikator/%lld\">Kembali ke potret"
             "</a></p>\n",
             (long long)kept->id);
        page_end(w);
        verification_free(&v);
        return true;
}

bool page_indicator_verify(struct web *w, struct err *err)
{
        struct kept kept = {0};
        bool ok = indicator_kept_of(w, &kept, err);

        if (ok && kept.row && pthread_mutex_trylock(&recomputing) == 0) {
                ok = recompute(w, &kept, err);
                pthread_mutex_unlock(&recomputing);
        } else if (ok && kept.row) {
                w->reply->retry_after_s = 30;
                reply_problem(
                        w, 503, "Sedang ada verifikasi lain",
                        "Penghitungan ulang dilakukan satu per satu. Coba lagi sebentar lagi.");
        }
        kept_free(&kept);
        return ok;
}

/* ---- Files ---- */

static bool file_text(struct web *w, const char *name, const char *type, const char *text)
{
        w->reply->type = type;
        w->reply->download = mem_dup(name);
        text_add(&w->reply->body.out, text);
        return true;
}

static bool header_file(struct web *w, const struct kept *kept)
{
        /* The header goes as text, byte for byte, for it is what was signed. */
        json_t *json = json_pack("{s:s, s:s, s:s, s:s}", "header", kept->header, "hash", kept->hash,
                                 "signature", kept->signature, "public_key", kept->public_key);
        CLEANUP(free_ptr) char *text = json_dumps(json, JSON_INDENT(2));

        json_decref(json);
        return file_text(w, "kepala.json", "application/json", text);
}

static bool results_file(struct web *w, const struct kept *kept, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct text *out = &w->reply->body.out;

        if (!db_query(w->data, sql_web_results, DB_ARGS(NUMBER(kept->id)), &r, err))
                return false;
        file_text(
                w, "hasil.csv", "text/csv; charset=utf-8",
                "\xEF\xBB\xBF"
                "dimensi,nilai,nama,memenuhi,tidak,belum_dinilai,tidak_dihitung,ketat,longgar\r\n");
        for (size_t i = 0; i < db_rows(r); i++) {
                LIST_CELLS(out, db_text(r, i, 0), db_text(r, i, 1), db_text(r, i, 2),
                           db_text(r, i, 3), db_text(r, i, 4), db_text(r, i, 5), db_text(r, i, 6),
                           db_text(r, i, 7), db_text(r, i, 8));
                text_add(out, "\r\n");
        }
        return true;
}

static bool send_file(struct web *w, const struct kept *kept, const char *name, struct err *err)
{
        char number[24];

        if (strcmp(name, "aturan.json") == 0)
                return file_text(w, name, "application/json", kept->rule_text);
        if (strcmp(name, "kepala.json") == 0)
                return header_file(w, kept);
        if (strcmp(name, "hasil.csv") == 0)
                return results_file(w, kept, err);
        if (strcmp(name, "pegawai.csv") == 0)
                return list_download(w, &indicator_persons_list,
                                     (const char *const[]){number_text(number, kept->id), NULL,
                                                           NULL, NULL, viewer_scope(w)},
                                     err);
        return reply_not_found(w);
}

bool page_indicator_file(struct web *w, struct err *err)
{
        struct kept kept = {0};
        char name[ROUTE_ARG_MAX];
        bool ok = indicator_kept_of(w, &kept, err) &&
                  (!kept.row || send_file(w, &kept, route_arg(w, 1, name), err));

        kept_free(&kept);
        return ok;
}
