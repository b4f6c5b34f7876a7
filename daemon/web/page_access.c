/* Catatan akses: who looked at whom, and who came in. */
#include <string.h>

#include "ground/mem.h"
#include "sql.h"
#include "web/list.h"
#include "web/words.h"

enum { A_ID, A_AT, A_USER, A_FULL, A_WHAT, A_NIP, A_NAME, A_PAGE, A_ADDRESS };

static void csv_row(const struct site *site, const struct db_result *r, size_t i, struct text *out)
{
        (void)site;
        LIST_CELLS(out, db_text(r, i, A_ID), db_text(r, i, A_AT), db_text(r, i, A_USER),
                   db_text(r, i, A_WHAT), db_text(r, i, A_NIP), db_text(r, i, A_PAGE),
                   db_text(r, i, A_ADDRESS));
}

static const struct list accesses = {
        .sql = sql_web_access_list,
        .filters = 3,
        .keys = 1,
        .key_columns = {A_ID},
        .key_letters = "0123456789",
        .file = "catatan-akses",
        .csv_head = "nomor,waktu,pengguna,tindakan,nip,halaman,alamat",
        .csv_row = csv_row,
};

static const struct choice actions[] = {{"", "Semua tindakan"},
                                        {"pegawai", "Melihat data pegawai"},
                                        {"unduhan", "Mengunduh"},
                                        {"masuk", "Masuk"},
                                        {"gagal", "Gagal masuk"},
                                        {"ditolak", "Ditolak"},
                                        {"sandi", "Mengganti kata sandi"},
                                        {"keluar", "Keluar"},
                                        {NULL, NULL}};

static const char *const names[] = {"pengguna", "tindakan", "cari", NULL};

static void row(struct web *w, const struct db_result *r, size_t i, const void *arg)
{
        struct html *h = &w->reply->body;

        (void)arg;
        html(h, "<tr><td>");
        html_time(h, db_text(r, i, A_AT));
        html(h, "</td><td>%s<small>%s</small></td><td>%s</td><td>", db_text(r, i, A_FULL),
             db_text(r, i, A_USER), access_words(db_text(r, i, A_WHAT)));
        person_link(h, db_text(r, i, A_NIP), db_text(r, i, A_NAME));
        html(h, "</td><td class=\"wide\"><code>%s</code></td><td>%s</td></tr>\n",
             db_text(r, i, A_PAGE), db_text(r, i, A_ADDRESS));
}

static const struct list_table table = {
        .caption = "Catatan akses",
        .columns = "Waktu|Pengguna|Tindakan|Pegawai|Halaman|Alamat",
        .nothing = "Tidak ada catatan untuk pilihan ini.",
        .row = row,
};

static bool show(struct web *w, const char *const *filters, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (!list_read(w, &accesses, filters, &r, err))
                return false;
        page_begin(w, "Catatan akses", "Siapa melihat data siapa. Catatan ini hanya bertambah.");
        filter_begin(h, "/akses");
        filter_text(h, "pengguna", "Nama pengguna", filters[0]);
        filter_select(h, "tindakan", "Tindakan", filters[1], actions);
        filter_text(h, "cari", "NIP", filters[2]);
        filter_end(h);
        list_show(w, &accesses, &table, r, names);
        page_end(w);
        return true;
}

bool page_access(struct web *w, struct err *err)
{
        struct search s;
        const char *what = list_choice(w, "tindakan", actions);

        search_read(w, &s);
        const char *filters[] = {fields_said(&w->request->query, "pengguna"),
                                 what && *what ? what : NULL, s.nip};
        bool ok = list_wants_csv(w) ? list_download(w, &accesses, filters, err)
                                    : show(w, filters, err);
        free(s.nip);
        return ok;
}
