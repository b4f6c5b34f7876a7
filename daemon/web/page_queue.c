/* Antrean: every record and where it stands, the newest change first. */
#include <string.h>

#include "ground/mem.h"
#include "sql.h"
#include "web/list.h"
#include "web/words.h"

enum {
        Q_KEY,
        Q_AT,
        Q_KIND,
        Q_SRC,
        Q_NIP,
        Q_NAME,
        Q_OPD,
        Q_STATE,
        Q_OP,
        Q_OUTCOME,
        Q_TRIES,
        Q_DUE,
        Q_MESSAGE,
        Q_ID
};

static void csv_row(const struct site *site, const struct db_result *r, size_t i, struct text *out)
{
        (void)site;
        LIST_CELLS(out, db_text(r, i, Q_AT), db_text(r, i, Q_NIP), db_text(r, i, Q_NAME),
                   db_text(r, i, Q_OPD), db_text(r, i, Q_KIND), db_text(r, i, Q_SRC),
                   db_text(r, i, Q_STATE), db_text(r, i, Q_OUTCOME), db_text(r, i, Q_ID),
                   db_text(r, i, Q_TRIES), db_text(r, i, Q_DUE), db_text(r, i, Q_MESSAGE));
}

static const struct list queue = {
        .sql = sql_web_queue,
        .filters = 8,
        .keys = 3,
        .key_columns = {Q_KEY, Q_KIND, Q_SRC},
        .key_letters = "0123456789-:. ",
        .file = "antrean",
        .csv_head =
                "berubah,nip,nama,opd,jenis,id_baris,status,hasil,id_siasn,percobaan,jatuh_tempo,"
                "jawaban_siasn",
        .csv_row = csv_row,
};

static const struct choice states[] = {
        {"", "Belum selesai"},           {"semua", "Semua"},
        {"ready", "Menunggu giliran"},   {"inflight", "Sedang dikirim"},
        {"doubt", "Sedang dipastikan"},  {"retry", "Akan dicoba lagi"},
        {"rejected", "Perlu perbaikan"}, {"held", "Ditahan petugas"},
        {"done", "Sama dengan SIASN"},   {NULL, NULL}};

static const char *const names[] = {"cari", "opd", "jenis", "status", "dari", "sampai", NULL};

static bool form(struct web *w, struct err *err)
{
        const struct fields *q = &w->request->query;
        struct html *h = &w->reply->body;

        filter_begin(h, "/antrean");
        filter_text(h, "cari", "Nama atau NIP", fields_said(q, "cari"));
        if (!filter_opd(w, fields_said(q, "opd"), err))
                return false;
        filter_kind(w, fields_said(q, "jenis"));
        filter_select(h, "status", "Keadaan", fields_said(q, "status"), states);
        filter_date(h, "dari", "Berubah dari", list_date(w, "dari"));
        filter_date(h, "sampai", "Sampai", list_date(w, "sampai"));
        filter_end(h);
        return true;
}

static void row(struct web *w, const struct db_result *r, size_t i, const void *arg)
{
        struct html *h = &w->reply->body;
        struct word state = state_word(db_text(r, i, Q_STATE));

        (void)arg;
        html(h, "<tr><td>");
        html_time(h, db_text(r, i, Q_AT));
        html(h, "</td><td>");
        person_link(h, db_text(r, i, Q_NIP), db_text(r, i, Q_NAME));
        html(h, "</td><td>%s</td><td>%s<small>%s</small></td><td>", db_text(r, i, Q_OPD),
             kind_title(w, db_text(r, i, Q_KIND)), db_text(r, i, Q_SRC));
        page_badge(h, state.tone, state.words);
        html(h, "<small>%s</small></td><td class=\"wide\">%s",
             outcome_words(db_text(r, i, Q_OUTCOME)), db_text(r, i, Q_MESSAGE));
        if (db_value(r, i, Q_DUE)) {
                char when[48];

                html(h, "<small>berikutnya %s, percobaan %s</small>",
                     html_when(db_text(r, i, Q_DUE), when), db_text(r, i, Q_TRIES));
        }
        html(h, "</td></tr>\n");
}

static const struct list_table table = {
        .caption = "Antrean",
        .columns = "Berubah|Pegawai|OPD|Riwayat|Keadaan|Jawaban SIASN",
        .nothing = "Tidak ada riwayat untuk pilihan ini.",
        .row = row,
};

static bool show(struct web *w, const char *const *filters, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!list_read(w, &queue, filters, &r, err))
                return false;
        page_begin(w, "Antrean", "Setiap riwayat dan keadaannya, yang terakhir berubah di atas.");
        if (!form(w, err))
                return false;
        list_show(w, &queue, &table, r, names);
        page_end(w);
        return true;
}

bool page_queue(struct web *w, struct err *err)
{
        const struct fields *q = &w->request->query;
        const char *state = list_choice(w, "status", states);
        bool open = !state || !*state;
        struct search s;

        search_read(w, &s);
        const char *filters[] = {s.opd,
                                 s.name,
                                 s.nip,
                                 fields_said(q, "jenis"),
                                 open || strcmp(state, "semua") == 0 ? NULL : state,
                                 open ? "t" : "f",
                                 list_date(w, "dari"),
                                 list_date(w, "sampai")};
        bool ok =
                list_wants_csv(w) ? list_download(w, &queue, filters, err) : show(w, filters, err);
        free(s.nip);
        return ok;
}
