/* Pegawai: who is there; one's own page is page_person.c. */
#include <string.h>

#include "ground/mem.h"
#include "sql.h"
#include "web/list.h"
#include "web/words.h"

enum { C_NIP, C_NAME, C_OPD, C_BLOCKED, C_RECORDS, C_OPEN, C_FIX, C_READ };

static void csv_row(const struct site *site, const struct db_result *r, size_t i, struct text *out)
{
        (void)site;
        LIST_CELLS(out, db_text(r, i, C_NIP), db_text(r, i, C_NAME), db_text(r, i, C_OPD),
                   db_text(r, i, C_RECORDS), db_text(r, i, C_OPEN), db_text(r, i, C_FIX),
                   db_text(r, i, C_READ));
}

static const struct list people = {
        .sql = sql_web_people,
        .filters = 3,
        .keys = 1,
        .key_columns = {C_NIP},
        .file = "pegawai",
        .csv_head = "nip,nama,opd,riwayat,belum_selesai,perlu_perbaikan,dibaca_dari_siasn",
        .csv_row = csv_row,
};

static const char *const names[] = {"cari", "opd", NULL};

static bool form(struct web *w, struct err *err)
{
        struct html *h = &w->reply->body;

        filter_begin(h, "/pegawai");
        filter_text(h, "cari", "Nama atau NIP", fields_said(&w->request->query, "cari"));
        if (!filter_opd(w, fields_said(&w->request->query, "opd"), err))
                return false;
        filter_end(h);
        return true;
}

static void row(struct web *w, const struct db_result *r, size_t i, const void *arg)
{
        struct html *h = &w->reply->body;
        int64_t open = db_int(r, i, C_OPEN), fix = db_int(r, i, C_FIX);

        (void)arg;
        html(h, "<tr><td>");
        person_link(h, db_text(r, i, C_NIP), db_text(r, i, C_NAME));
        html(h, "</td><td>%s</td><td class=\"num\">%s</td><td>", db_text(r, i, C_OPD),
             NUMERAL(db_int(r, i, C_RECORDS)));
        if (fix > 0)
                page_badge(h, "bad", "Perlu perbaikan");
        else if (open > 0)
                page_badge(h, "info", "Dalam perjalanan");
        else
                page_badge(h, "good", "Sama dengan SIASN");
        html(h, "</td><td class=\"num\">%s</td><td class=\"num\">%s</td><td>", NUMERAL(open),
             NUMERAL(fix));
        html_time(h, db_value(r, i, C_READ));
        html(h, "</td></tr>\n");
}

static const struct list_table table = {
        .caption = "Pegawai",
        .columns = "Nama dan NIP|OPD|#Riwayat|Keadaan|#Belum selesai|#Perlu "
                   "perbaikan|Dibaca dari SIASN",
        .nothing = "Tidak ada pegawai yang cocok. Periksa ejaan nama, atau cari dengan "
                   "sebagian NIP.",
        .row = row,
};

static bool show(struct web *w, const char *const *filters, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!list_read(w, &people, filters, &r, err))
                return false;
        page_begin(w, "Pegawai",
                   "Cari seseorang untuk melihat datanya di SIMPEG dan di SIASN "
                   "berdampingan.");
        if (!form(w, err))
                return false;
        list_show(w, &people, &table, r, names);
        page_end(w);
        return true;
}

bool page_people(struct web *w, struct err *err)
{
        struct search s;

        search_read(w, &s);
        const char *filters[] = {s.opd, s.name, s.nip};
        bool ok =
                list_wants_csv(w) ? list_download(w, &people, filters, err) : show(w, filters, err);
        free(s.nip);
        return ok;
}
