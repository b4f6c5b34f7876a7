/* Riwayat sinkronisasi: the event log, newest first. */
#include <jansson.h>
#include <string.h>

#include "ground/mem.h"
#include "sql.h"
#include "web/list.h"
#include "web/words.h"

enum { V_ID, V_AT, V_WHAT, V_KIND, V_SRC, V_NIP, V_NAME, V_OPD, V_DETAIL, V_ACTOR };

static void csv_row(const struct site *site, const struct db_result *r, size_t i, struct text *out)
{
        (void)site;
        LIST_CELLS(out, db_text(r, i, V_ID), db_text(r, i, V_AT), db_text(r, i, V_WHAT),
                   db_text(r, i, V_NIP), db_text(r, i, V_NAME), db_text(r, i, V_OPD),
                   db_text(r, i, V_KIND), db_text(r, i, V_SRC), db_text(r, i, V_DETAIL),
                   db_text(r, i, V_ACTOR));
}

static const struct list history = {
        .sql = sql_web_history,
        .filters = 7,
        .keys = 1,
        .key_columns = {V_ID},
        .key_letters = "0123456789",
        .file = "riwayat",
        .csv_head = "nomor,waktu,kejadian,nip,nama,opd,jenis,id_baris,keterangan,pelaku",
        .csv_row = csv_row,
};

static const struct choice events[] = {{"", "Semua kejadian"},
                                       {"write", "Dikirim ke SIASN"},
                                       {"delivered", "Sama dengan SIASN"},
                                       {"refused", "Ditolak"},
                                       {"undone", "Belum berhasil"},
                                       {"unclear", "Hasil belum jelas"},
                                       {"overwrite", "Menimpa perubahan di SIASN"},
                                       {"upload", "Berkas diunggah"},
                                       {"quarantine", "Perlu perbaikan"},
                                       {"guard_hold", "Perubahan massal ditahan"},
                                       {"guard_release", "Perubahan massal dilepas"},
                                       {"pohon_entry", "Isian pohon kinerja"},
                                       {NULL, NULL}};

static const char *const names[] = {"cari", "opd", "jenis", "kejadian", "dari", "sampai", NULL};

static bool form(struct web *w, struct err *err)
{
        const struct fields *q = &w->request->query;
        struct html *h = &w->reply->body;

        filter_begin(h, "/riwayat");
        filter_text(h, "cari", "Nama atau NIP", fields_said(q, "cari"));
        if (!filter_opd(w, fields_said(q, "opd"), err))
                return false;
        filter_kind(w, fields_said(q, "jenis"));
        filter_select(h, "kejadian", "Kejadian", fields_said(q, "kejadian"), events);
        filter_date(h, "dari", "Dari", list_date(w, "dari"));
        filter_date(h, "sampai", "Sampai", list_date(w, "sampai"));
        filter_end(h);
        return true;
}

static void row(struct web *w, const struct db_result *r, size_t i, const void *arg)
{
        struct html *h = &w->reply->body;

        (void)arg;
        html(h, "<tr><td>");
        html_time(h, db_text(r, i, V_AT));
        html(h, "<small>nomor %s</small></td><td>%s</td><td>", db_text(r, i, V_ID),
             event_words(db_text(r, i, V_WHAT)));
        person_link(h, db_text(r, i, V_NIP), db_text(r, i, V_NAME));
        html(h, "</td><td>%s<small>%s</small></td><td class=\"wide\">",
             kind_title(w, db_text(r, i, V_KIND)), db_text(r, i, V_SRC));
        event_detail(h, db_text(r, i, V_DETAIL));
        html(h, "</td></tr>\n");
}

static const struct list_table table = {
        .caption = "Riwayat sinkronisasi",
        .columns = "Waktu|Kejadian|Pegawai|Riwayat|Keterangan dan jawaban SIASN",
        .nothing = "Tidak ada kejadian untuk pilihan ini.",
        .row = row,
};

static bool show(struct web *w, const char *const *filters, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!list_read(w, &history, filters, &r, err))
                return false;
        page_begin(w, "Riwayat sinkronisasi",
                   "Semua yang pernah dilakukan program, dengan jawaban SIASN. Catatan ini hanya "
                   "bertambah dan berantai sidik.");
        if (!form(w, err))
                return false;
        list_show(w, &history, &table, r, names);
        page_end(w);
        return true;
}

bool page_history(struct web *w, struct err *err)
{
        const char *event = fields_said(&w->request->query, "kejadian");
        struct search s;

        search_read(w, &s);
        const char *filters[] = {s.opd,
                                 s.name,
                                 s.nip,
                                 fields_said(&w->request->query, "jenis"),
                                 event,
                                 list_date(w, "dari"),
                                 list_date(w, "sampai")};
        bool ok = list_wants_csv(w) ? list_download(w, &history, filters, err)
                                    : show(w, filters, err);
        free(s.nip);
        return ok;
}
