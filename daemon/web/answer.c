#include "web/answer.h"

#include <string.h>

#include "ground/log.h"
#include "ground/mem.h"
#include "web/access.h"
#include "web/page.h"
#include "web/route.h"

/* ---- Answers ---- */

void reply_redirect(struct web *w, const char *location)
{
        text_clear(&w->reply->body.out);
        w->reply->status = 303;
        free(w->reply->location);
        w->reply->location = mem_dup(location);
}

void reply_problem(struct web *w, int status, const char *title, const char *words)
{
        struct html *h = &w->reply->body;

        text_clear(&h->out);
        w->reply->status = status;
        w->reply->type = NULL;
        free(TAKE_PTR(w->reply->download));
        if (w->viewer)
                page_begin(w, title, NULL);
        else
                page_begin_bare(w, title);
        html(h, "<p>%s</p>\n<p><a class=\"button\" href=\"/\">Ke beranda</a></p>\n", words);
        w->viewer ? page_end(w) : page_end_bare(w);
}

bool reply_not_found(struct web *w)
{
        reply_problem(w, 404, "Tidak ditemukan",
                      "Alamat ini tidak ada, atau datanya di luar kewenangan Anda.");
        return true;
}

void reply_clear(struct reply *reply)
{
        text_free(&reply->body.out);
        free(reply->location);
        free(reply->download);
        free(reply->cookie);
        if (reply->stream.free)
                reply->stream.free(reply->stream.arg);
}

/* ---- The order of things ---- */

static void to_login(struct web *w)
{
        struct text url = {0};

        text_add(&url, "/masuk");
        if (w->request->method == METHOD_GET && strcmp(w->request->path, "/") != 0)
                url_add(&url, "ke", w->request->path);
        reply_redirect(w, text_str(&url));
        text_free(&url);
}

static bool refuse(struct web *w, struct err *err)
{
        reply_problem(w, 403, "Bukan kewenangan Anda",
                      "Halaman ini untuk peran lain. Bila Anda memerlukannya, mintalah kepada "
                      "pengelola.");
        return access_note(w, "ditolak", "", err);
}

static bool stale_form(struct web *w)
{
        reply_problem(w, 403, "Formulir kedaluwarsa",
                      "Formulir ini dibuka sebelum Anda masuk, atau datang dari situs lain. Muat "
                      "ulang halamannya, lalu kirim lagi.");
        return true;
}

static bool must_change_first(const struct web *w)
{
        return w->viewer && w->viewer->must_change && w->route->roles != 0 &&
               strcmp(w->route->path, "/akun") != 0 && strcmp(w->route->path, "/keluar") != 0;
}

static bool serve(struct web *w, struct err *err)
{
        if (w->route->roles != 0 && !w->viewer) {
                to_login(w);
                return true;
        }
        if (w->request->method == METHOD_POST && !access_form_is_ours(w))
                return stale_form(w);
        if (must_change_first(w)) {
                reply_redirect(w, "/akun");
                return true;
        }
        if (w->route->roles != 0 && !route_allows(w->route, w->viewer->role))
                return refuse(w, err);
        return w->route->page(w, err);
}

static void failed(struct web *w, const struct err *err)
{
        bool slow = strstr(err->text, "statement timeout") != NULL;

        log_error("a page could not be shown", log_text("page", w->route ? w->route->path : "-"),
                  log_text("error", err->text));
        w->reply->retry_after_s = 10;
        reply_problem(w, 503, slow ? "Terlalu banyak yang dicari" : "Sedang tidak dapat dilayani",
                      slow ? "Pencarian ini memakan waktu terlalu lama. Persempit dengan NIP, OPD, "
                             "jenis data, atau tanggal."
                           : "Basis data tidak menjawab. Coba lagi sebentar lagi; bila tetap "
                             "begini, hubungi pengelola.");
}

void answer(struct web *w)
{
        char args[ROUTE_ARGS][ROUTE_ARG_MAX];
        struct viewer *viewer = NULL;
        struct err err = {.text = ""};
        enum route_found found = route_find(w->request->method, w->request->path, &w->route, args);

        if (found != ROUTE_FOUND) {
                reply_problem(w, found == ROUTE_NO_PATH ? 404 : 405, "Tidak ditemukan",
                              "Alamat ini tidak ada. Periksa kembali, atau mulai dari beranda.");
                return;
        }
        bool ok = access_viewer(w, &viewer, &err);
        w->viewer = viewer;
        if (!ok || !serve(w, &err))
                failed(w, &err);
        w->viewer = NULL;
        viewer_free(viewer);
}
