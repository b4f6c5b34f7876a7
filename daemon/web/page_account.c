/* Logging in and out, the viewer's own password and sessions. */
#include <string.h>

#include "ground/mem.h"
#include "sql.h"
#include "web/access.h"
#include "web/page.h"
#include "web/words.h"

/* ---- In ---- */

static bool show_login(struct web *w, const char *problem, const char *name, struct err *err)
{
        struct html *h = &w->reply->body;
        char token[TOKEN_HEX];
        const char *to = w->request->method == METHOD_GET ? fields_get(&w->request->query, "ke")
                                                          : fields_get(&w->request->form, "ke");

        if (!access_guest_token(w, token, err))
                return false;
        page_begin_bare(w, "Masuk");
        html(h, "<p class=\"lead\">Halaman pemantauan data kepegawaian untuk petugas kepegawaian "
                "dan auditor.</p>\n");
        if (problem)
                html(h, "<p class=\"notice bad\" role=\"alert\">%s</p>\n", problem);
        html(h,
             "<form class=\"stack card\" method=\"post\" action=\"/masuk\">\n"
             "<input type=\"hidden\" name=\"kunci\" value=\"%s\">"
             "<input type=\"hidden\" name=\"ke\" value=\"%s\">\n"
             "<label><span>Nama pengguna</span><input name=\"nama\" value=\"%s\" required "
             "autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\" "
             "maxlength=\"40\"></label>\n"
             "<label><span>Kata sandi</span><input name=\"sandi\" type=\"password\" required "
             "autocomplete=\"current-password\" maxlength=\"200\"></label>\n"
             "<button type=\"submit\">Masuk</button>\n</form>\n"
             "<p class=\"fine\">Lupa kata sandi? Pengelola dapat memberi yang baru. Setiap "
             "kunjungan ke data pegawai dicatat.</p>\n",
             token, access_landing(to), name);
        page_end_bare(w);
        return true;
}

bool page_login(struct web *w, struct err *err)
{
        if (w->viewer) {
                reply_redirect(w, "/");
                return true;
        }
        return show_login(w, NULL, "", err);
}

bool page_login_post(struct web *w, struct err *err)
{
        static const char *const problems[] = {
                [LOGIN_WRONG] = "Nama pengguna atau kata sandi salah.",
                [LOGIN_LOCKED] = "Terlalu banyak percobaan yang gagal. Tunggu 15 menit, lalu coba "
                                 "lagi, atau hubungi pengelola.",
                [LOGIN_BUSY] = "Sedang banyak yang masuk. Coba lagi beberapa detik lagi.",
        };
        const char *name = fields_said(&w->request->form, "nama");
        const char *password = fields_get(&w->request->form, "sandi");
        enum login outcome;

        if (!name || !password || !*password)
                return show_login(w, "Isi nama pengguna dan kata sandi.", name ? name : "", err);
        if (!access_login(w, name, password, &outcome, err))
                return false;
        if (outcome == LOGIN_IN) {
                reply_redirect(w, access_landing(fields_get(&w->request->form, "ke")));
                return true;
        }
        w->reply->status = outcome == LOGIN_WRONG ? 401 : 429;
        w->reply->retry_after_s = outcome == LOGIN_WRONG    ? 0
                                  : outcome == LOGIN_LOCKED ? ACCESS_WINDOW_MIN * 60
                                                            : 5;
        return show_login(w, problems[outcome], name, err);
}

bool page_logout(struct web *w, struct err *err)
{
        if (!access_logout(w, err))
                return false;
        reply_redirect(w, "/masuk");
        return true;
}

/* ---- The viewer's own ---- */

static void password_form(struct web *w)
{
        struct html *h = &w->reply->body;

        html(h, "<section class=\"card\"><h2>Ganti kata sandi</h2>\n"
                "<form class=\"stack\" method=\"post\" action=\"/akun\">");
        page_csrf(w);
        html(h, "<input type=\"text\" name=\"nama\" value=\"%s\" autocomplete=\"username\" hidden>",
             w->viewer->name);
        html(h,
             "<label><span>Kata sandi lama</span><input name=\"lama\" type=\"password\" required "
             "autocomplete=\"current-password\" maxlength=\"200\"></label>\n"
             "<label><span>Kata sandi baru (paling sedikit %d huruf)</span><input name=\"baru\" "
             "type=\"password\" required autocomplete=\"new-password\" minlength=\"%d\" "
             "maxlength=\"200\"></label>\n"
             "<label><span>Ulangi kata sandi baru</span><input name=\"ulang\" type=\"password\" "
             "required autocomplete=\"new-password\" maxlength=\"200\"></label>\n"
             "<button type=\"submit\">Ganti</button></form></section>\n",
             PASSWORD_MIN, PASSWORD_MIN);
}

static void session_row(struct web *w, const struct db_result *r, size_t i)
{
        struct html *h = &w->reply->body;
        bool own = strcmp(db_text(r, i, 0), w->viewer->session) == 0;

        html(h, "<tr><td>");
        html_time(h, db_text(r, i, 1));
        html(h, "</td><td>");
        html_time(h, db_text(r, i, 2));
        html(h, "</td><td>%s</td><td class=\"wide\">%s</td><td>", db_text(r, i, 3),
             db_text(r, i, 4));
        if (own)
                page_badge(h, "good", "Sesi ini");
        html(h, "</td></tr>\n");
}

static bool sessions(struct web *w, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (!db_query(w->own, sql_web_session_list, DB_ARGS(w->viewer->name), &r, err))
                return false;
        html(h, "<section><h2>Sesi yang terbuka</h2>\n");
        page_table(h, "Sesi yang terbuka", "Mulai|Terakhir dipakai|Alamat|Peramban|Keterangan");
        for (size_t i = 0; i < db_rows(r); i++)
                session_row(w, r, i);
        page_table_end(h);
        html(h, "<form method=\"post\" action=\"/akun/sesi\">");
        page_csrf(w);
        html(h, "<button class=\"quiet\" type=\"submit\">Akhiri semua sesi lain</button></form>"
                "</section>\n");
        return true;
}

static bool show_account(struct web *w, const char *tone, const char *notice, struct err *err)
{
        struct html *h = &w->reply->body;

        page_begin(w, "Akun", NULL);
        if (w->viewer->must_change)
                page_notice(h, "warn",
                            "Kata sandi Anda dibuat oleh pengelola. Gantilah dahulu, "
                            "baru halaman lain terbuka.");
        if (notice)
                page_notice(h, tone, notice);
        html(h,
             "<dl class=\"facts\"><div><dt>Nama</dt><dd>%s</dd></div><div><dt>Nama "
             "pengguna</dt><dd>%s</dd></div><div><dt>Peran</dt><dd>%s</dd></div>",
             w->viewer->full_name, w->viewer->name, role_words(w->viewer->role));
        html(h, "<div><dt>Cakupan data</dt><dd>%s</dd></div></dl>\n",
             w->viewer->opd_id ? w->viewer->opd_name : "Semua OPD");
        password_form(w);
        bool ok = sessions(w, err);
        page_end(w);
        return ok;
}

bool page_account(struct web *w, struct err *err)
{
        return show_account(w, NULL, NULL, err);
}

bool page_account_post(struct web *w, struct err *err)
{
        const struct fields *f = &w->request->form;
        const char *old = fields_get(f, "lama"), *new = fields_get(f, "baru");
        const char *again = fields_get(f, "ulang");
        struct viewer *viewer = (struct viewer *)w->viewer;
        struct err problem;
        bool wrong = true;

        if (!old || !new || !again || strcmp(new, again) != 0)
                return show_account(w, "bad", "Kedua isian kata sandi baru belum sama.", err);
        if (!access_change(w, old, new, &wrong, &problem)) {
                *err = problem;
                return wrong && show_account(w, "bad", problem.text, err);
        }
        viewer->must_change = false;
        return show_account(w, "good", "Kata sandi sudah diganti; sesi lain diakhiri.", err);
}

bool page_session_end(struct web *w, struct err *err)
{
        if (!db_query(w->own, sql_web_session_others, DB_ARGS(w->viewer->name, w->viewer->session),
                      NULL, err))
                return false;
        reply_redirect(w, "/akun");
        return true;
}
