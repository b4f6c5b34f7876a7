#include "web/page.h"

#include <string.h>

#include "ground/mem.h"
#include "web/asset.h"
#include "web/route.h"
#include "web/words.h"

/* ---- The frame ---- */

static void head(struct web *w, const char *title)
{
        struct html *h = &w->reply->body;

        html(h,
             "<!doctype html>\n<html lang=\"id\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<title>%s \xE2\x80\x93 SIMPEG\xE2\x80\x93SIASN</title>\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"color-scheme\" content=\"light dark\">\n"
             "<meta name=\"robots\" content=\"noindex\">\n"
             "<link rel=\"icon\" href=\"%s\" type=\"image/svg+xml\">\n"
             "<link rel=\"stylesheet\" href=\"%s\">\n"
             "<script src=\"%s\" defer></script>\n</head>\n",
             title, asset_address("icon"), asset_address("style"), asset_address("script"));
}

static void brand(struct html *h, const char *agency)
{
        html(h,
             "<a class=\"brand\" href=\"/\"><img src=\"%s\" alt=\"\" width=\"34\" height=\"34\">"
             "<span><strong>SIMPEG\xE2\x80\x93SIASN</strong><small>%s</small></span></a>",
             asset_address("icon"), agency);
}

/* Is this menu entry the one we are in? The longest that fits is. */
static bool is_current(const struct web *w, const struct route *entry)
{
        const char *path = w->request->path;
        size_t len = strlen(entry->path);

        if (strcmp(entry->path, "/") == 0)
                return strcmp(path, "/") == 0;
        return strncmp(path, entry->path, len) == 0 && (path[len] == '\0' || path[len] == '/');
}

static void menu(struct web *w)
{
        struct html *h = &w->reply->body;

        html(h, "<ul>\n");
        for (size_t i = 0; i < route_count; i++) {
                const struct route *r = &routes[i];

                if (!r->menu || !route_allows(r, w->viewer->role))
                        continue;
                html(h,
                     is_current(w, r) ? "<li><a href=\"%s\" aria-current=\"page\">%s</a></li>\n"
                                      : "<li><a href=\"%s\">%s</a></li>\n",
                     r->path, r->menu);
        }
        html(h, "</ul>\n");
}

static void who(struct web *w)
{
        struct html *h = &w->reply->body;

        html(h, "<div class=\"who\"><a href=\"/akun\"><strong>%s</strong><small>%s%s%s</small></a>",
             w->viewer->full_name, role_words(w->viewer->role), w->viewer->opd_id ? ", " : "",
             w->viewer->opd_id ? w->viewer->opd_name : "");
        html(h, "<form method=\"post\" action=\"/keluar\">");
        page_csrf(w);
        html(h, "<button class=\"plain\" type=\"submit\">Keluar</button></form></div>\n");
}

void page_begin(struct web *w, const char *title, const char *lead)
{
        struct html *h = &w->reply->body;

        head(w, title);
        html(h,
             "<body>\n<a class=\"skip\" href=\"#isi\">Langsung ke isi</a>\n<header class=\"top\">");
        brand(h, w->site->tree->agency);
        who(w);
        html(h,
             "</header>\n<div class=\"frame\">\n<nav class=\"side\" aria-label=\"Menu utama\">\n");
        menu(w);
        html(h, "</nav>\n<details class=\"small-menu\"><summary>Menu</summary>\n"
                "<nav aria-label=\"Menu ringkas\">\n");
        menu(w);
        html(h, "</nav></details>\n<main id=\"isi\" tabindex=\"-1\">\n<h1>%s</h1>\n", title);
        if (lead)
                html(h, "<p class=\"lead\">%s</p>\n", lead);
}

void page_end(struct web *w)
{
        html(&w->reply->body,
             "</main>\n</div>\n<footer>siasn-sync %s. Halaman ini hanya membaca data; perbaikan "
             "dilakukan di SIMPEG.</footer>\n</body>\n</html>\n",
             VERSION);
}

void page_begin_bare(struct web *w, const char *title)
{
        struct html *h = &w->reply->body;

        head(w, title);
        html(h, "<body class=\"bare\">\n<header class=\"top\">");
        brand(h, w->site->tree->agency);
        html(h, "</header>\n<main id=\"isi\">\n<h1>%s</h1>\n", title);
}

void page_end_bare(struct web *w)
{
        html(&w->reply->body, "</main>\n<footer>siasn-sync %s</footer>\n</body>\n</html>\n",
             VERSION);
}

/* ---- Pieces ---- */

void page_badge(struct html *h, const char *tone, const char *word)
{
        html(h, "<span class=\"badge %s\">%s</span>", tone, word);
}

void page_notice(struct html *h, const char *tone, const char *words)
{
        html(h, "<p class=\"notice %s\" role=\"status\">%s</p>\n", tone, words);
}

void page_figure(struct html *h, const char *tone, const char *label, const char *value,
                 const char *under, const char *link)
{
        html(h, "<div class=\"figure %s\"><dt>%s</dt><dd>", tone, label);
        if (link)
                html(h, "<a href=\"%s\">%s</a>", link, value);
        else
                html(h, "%s", value);
        if (under)
                html(h, "<small>%s</small>", under);
        html(h, "</dd></div>\n");
}

void page_table(struct html *h, const char *caption, const char *heads)
{
        html(h,
             "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"%s\"><table>"
             "<caption>%s</caption>\n<thead><tr>",
             caption, caption);
        while (*heads) {
                size_t len = strcspn(heads, "|");
                bool number = *heads == '#';
                CLEANUP(free_ptr)
                char *cell = mem_dup_n(heads + number, len - (size_t)number);

                html(h,
                     number ? "<th scope=\"col\" class=\"num\">%s</th>"
                            : "<th scope=\"col\">%s</th>",
                     cell);
                heads += len + (heads[len] == '|');
        }
        html(h, "</tr></thead>\n<tbody>\n");
}

void page_table_end(struct html *h)
{
        html(h, "</tbody></table></div>\n");
}

void page_empty(struct html *h, const char *words)
{
        html(h, "<p class=\"empty\">%s</p>\n", words);
}

void page_csrf(struct web *w)
{
        html(&w->reply->body, "<input type=\"hidden\" name=\"kunci\" value=\"%s\">",
             w->viewer ? w->viewer->csrf : "");
}

const char *kind_title(const struct web *w, const char *kind)
{
        const struct descriptor *d = descriptor_set_find(&w->site->catalog->all, kind);

        return d ? d->title : kind;
}

void person_link(struct html *h, const char *nip, const char *name)
{
        struct text url = {0};

        if (!*nip)
                return;
        text_add(&url, "/pegawai");
        url_segment(&url, nip);
        html(h, "<a href=\"%s\">%s</a>", text_str(&url), *name ? name : nip);
        if (*name)
                html(h, "<small class=\"nip\">%s</small>", nip);
        text_free(&url);
}
