/* Sistem, for the administrator: daemons, service, guard, scans, versions, users. */
#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "sql.h"
#include "web/page.h"
#include "web/words.h"

/* One table of this page: a query whose columns are shown as they stand, but for `draw`. */
typedef void draw_row(struct web *w, const struct db_result *r, size_t i);

static bool table(struct web *w, const char *title, const char *heads, const char *empty,
                  const char *sql, draw_row *draw, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (!db_query(w->data, sql, NULL, &r, err))
                return false;
        html(h, "<section><h2>%s</h2>\n", title);
        if (db_rows(r) == 0) {
                page_empty(h, empty);
        } else {
                page_table(h, title, heads);
                for (size_t i = 0; i < db_rows(r); i++)
                        draw(w, r, i);
                page_table_end(h);
        }
        html(h, "</section>\n");
        return true;
}

static void daemon_row(struct web *w, const struct db_result *r, size_t i)
{
        struct html *h = &w->reply->body;
        bool alive = db_bool(r, i, 2);

        html(h, "<tr><th scope=\"row\">%s</th><td>%s</td><td>", db_text(r, i, 0), db_text(r, i, 1));
        page_badge(h, alive ? "good" : "calm", alive ? "Berjalan" : "Berhenti");
        html(h, "</td><td>");
        html_time(h, db_text(r, i, 3));
        html(h, "</td><td>");
        html_time(h, db_text(r, i, 4));
        html(h, "</td></tr>\n");
}

static void target_row(struct web *w, const struct db_result *r, size_t i)
{
        struct html *h = &w->reply->body;
        const char *state = db_text(r, i, 1);
        bool ok = strcmp(state, "ok") == 0, refused = strcmp(state, "refused") == 0;

        html(h, "<tr><th scope=\"row\">%s</th><td>", db_text(r, i, 0));
        page_badge(h,
                   ok        ? "good"
                   : refused ? "bad"
                             : "warn",
                   ok        ? "Sehat"
                   : refused ? "Kredensial ditolak"
                             : "Terganggu");
        html(h, "</td><td class=\"wide\">%s</td><td>", db_text(r, i, 2));
        html_time(h, db_text(r, i, 3));
        html(h, "</td></tr>\n");
}

static void guard_row(struct web *w, const struct db_result *r, size_t i)
{
        struct html *h = &w->reply->body;
        bool held = db_bool(r, i, 1);

        html(h, "<tr><th scope=\"row\">%s</th><td>", kind_title(w, db_text(r, i, 0)));
        page_badge(h, held ? "bad" : "good", held ? "Menunggu persetujuan" : "Dilepas");
        html(h, "</td><td class=\"wide\">%s", db_text(r, i, 2));
        if (held)
                html(h, "<small>siasnctl guard release --kind %s --by NAMA</small>",
                     db_text(r, i, 0));
        html(h, "</td><td class=\"num\">%s</td><td class=\"num\">%s</td><td>%s<small>",
             NUMERAL(db_int(r, i, 4)), NUMERAL(db_int(r, i, 5)), db_text(r, i, 7));
        html_time(h, db_value(r, i, 8));
        html(h, "</small></td></tr>\n");
}

static void scan_row(struct web *w, const struct db_result *r, size_t i)
{
        struct html *h = &w->reply->body;

        html(h, "<tr><th scope=\"row\">%s</th><td>%s</td><td>", kind_title(w, db_text(r, i, 0)),
             db_text(r, i, 1));
        html_time(h, db_text(r, i, 2));
        html(h, "</td>");
        for (size_t c = 5; c <= 8; c++)
                html(h, "<td class=\"num\">%s</td>", NUMERAL(db_int(r, i, c)));
        html(h, "</tr>\n");
}

static void user_row(struct web *w, const struct db_result *r, size_t i)
{
        struct html *h = &w->reply->body;
        bool disabled = db_bool(r, i, 5);

        html(h, "<tr><th scope=\"row\">%s<small>%s</small></th><td>%s</td><td>%s</td><td>",
             db_text(r, i, 1), db_text(r, i, 0), role_words(role_parse(db_text(r, i, 2))),
             *db_text(r, i, 4) ? db_text(r, i, 4) : "Semua OPD");
        page_badge(h, disabled ? "calm" : "good", disabled ? "Nonaktif" : "Aktif");
        html(h, "</td><td class=\"num\">%s</td><td>", db_text(r, i, 7));
        html_time(h, db_value(r, i, 8));
        html(h, "</td></tr>\n");
}

static bool versions(struct web *w, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (!db_query(w->data, sql_web_figures, NULL, &r, err))
                return false;
        html(h,
             "<dl class=\"facts\"><div><dt>Versi halaman</dt><dd>%s</dd></div><div><dt>Skema"
             "</dt><dd>%s</dd></div><div><dt>PostgreSQL</dt><dd>%s</dd></div>",
             VERSION, db_text(r, 0, 4), db_text(r, 0, 3));
        html(h,
             "<div><dt>Basis data</dt><dd>%s</dd></div><div><dt>Pengguna "
             "aktif</dt><dd>%s</dd></div>"
             "<div><dt>Sesi terbuka</dt><dd>%s</dd></div></dl>\n",
             db_text(r, 0, 2), db_text(r, 0, 0), db_text(r, 0, 1));
        return true;
}

bool page_system(struct web *w, struct err *err)
{
        page_begin(w, "Sistem", "Untuk pengelola. Perubahan dilakukan dengan siasnctl di server.");
        if (!versions(w, err) ||
            !table(w, "Program sinkronisasi", "Nama|Versi|Keadaan|Mulai|Terakhir terlihat",
                   "Belum ada program yang terlihat dalam seminggu ini.", sql_ctl_status_daemons,
                   daemon_row, err) ||
            !table(w, "Layanan SIASN dan token", "Layanan|Keadaan|Sebab|Sejak",
                   "Layanan belum pernah dihubungi.", sql_ctl_status_target, target_row, err) ||
            !table(w, "Penahan perubahan massal",
                   "Jenis data|Keadaan|Alasan|#Berubah|#Hilang|Dilepas oleh",
                   "Tidak ada perubahan massal yang ditahan.", sql_ctl_guard, guard_row, err) ||
            !table(w, "Pembandingan terakhir",
                   "Jenis data|Cara|Selesai|#Baris|#Berubah|#Hilang|#Milidetik",
                   "Belum ada pembandingan.", sql_ctl_status_scans, scan_row, err) ||
            !table(w, "Pengguna halaman", "Nama|Peran|Cakupan|Keadaan|#Sesi|Terakhir masuk",
                   "Belum ada pengguna.", sql_user_list, user_row, err))
                return false;
        page_end(w);
        return true;
}
