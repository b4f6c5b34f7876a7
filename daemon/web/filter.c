/* Filters and the links below a list. */
#include <string.h>

#include "ground/mem.h"
#include "sql.h"
#include "web/page.h"

void filter_begin(struct html *h, const char *action)
{
        html(h, "<form class=\"filter\" method=\"get\" action=\"%s\" role=\"search\">\n", action);
}

static void input(struct html *h, const char *type, const char *name, const char *label,
                  const char *value)
{
        html(h,
             "<label><span>%s</span><input type=\"%s\" name=\"%s\" value=\"%s\" "
             "autocomplete=\"off\"></label>\n",
             label, type, name, value);
}

void filter_text(struct html *h, const char *name, const char *label, const char *value)
{
        input(h, "search", name, label, value);
}

void filter_date(struct html *h, const char *name, const char *label, const char *value)
{
        input(h, "date", name, label, value);
}

static void option(struct html *h, const char *value, const char *label, const char *chosen)
{
        html(h,
             chosen && strcmp(value, chosen) == 0 ? "<option value=\"%s\" selected>%s</option>\n"
                                                  : "<option value=\"%s\">%s</option>\n",
             value, label);
}

static void select_begin(struct html *h, const char *name, const char *label)
{
        html(h, "<label><span>%s</span><select name=\"%s\">\n", label, name);
}

void filter_select(struct html *h, const char *name, const char *label, const char *value,
                   const struct choice *choices)
{
        select_begin(h, name, label);
        for (; choices->value; choices++)
                option(h, choices->value, choices->label, value);
        html(h, "</select></label>\n");
}

bool filter_opd(struct web *w, const char *value, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (viewer_scope(w))
                return true;
        if (!db_query(w->data, sql_web_opds, NULL, &r, err))
                return false;
        select_begin(h, "opd", "OPD");
        option(h, "", "Semua OPD", value);
        for (size_t i = 0; i < db_rows(r); i++)
                option(h, db_text(r, i, 0), db_text(r, i, 1), value);
        html(h, "</select></label>\n");
        return true;
}

void filter_kind(struct web *w, const char *value)
{
        struct html *h = &w->reply->body;
        const struct catalog *c = w->site->catalog;

        select_begin(h, "jenis", "Jenis data");
        option(h, "", "Semua jenis", value);
        for (size_t i = 0; i < c->on_count; i++)
                option(h, c->on[i]->kind, c->on[i]->title, value);
        html(h, "</select></label>\n");
}

void filter_end(struct html *h)
{
        html(h, "<button type=\"submit\">Tampilkan</button></form>\n");
}

void page_base(struct web *w, const char *const *names, struct text *url)
{
        text_add(url, w->request->path);
        for (; *names; names++)
                url_add(url, *names, fields_said(&w->request->query, *names));
}

static void link_with(struct html *h, const char *base, const char *name, const char *value,
                      const char *words)
{
        struct text url = {0};

        text_add(&url, base);
        url_add(&url, name, value);
        html(h, "<a class=\"button\" href=\"%s\">%s</a>\n", text_str(&url), words);
        text_free(&url);
}

void page_turn(struct web *w, const char *base, const char *after, size_t shown, bool first)
{
        struct html *h = &w->reply->body;

        html(h, "<p class=\"turn\"><span>%zu baris pada halaman ini</span>\n", shown);
        if (!first)
                html(h, "<a class=\"button\" href=\"%s\">Halaman pertama</a>\n", base);
        if (after)
                link_with(h, base, "sesudah", after, "Berikutnya");
        if (shown > 0)
                link_with(h, base, "unduh", "csv", "Unduh CSV");
        html(h, "</p>\n");
}
