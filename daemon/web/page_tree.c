/* Pohon kinerja, drawn as a tree: nested lists with their lines by the style sheet. */
#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "web/page_tree_private.h"

struct period tree_period(const struct web *w)
{
        const char *typed = fields_said(&w->request->query, "periode");
        struct period p = pohon_current();
        struct err ignored;

        if (typed)
                period_parse(typed, &p, &ignored);
        return p;
}

/* The tree's own scale, from high to low, in three tones; the words are the scale's. */
const char *tree_tone(const struct tree *tree, const struct pohon_result *r)
{
        size_t bands = tree->predicates.count;

        if (r->band < 0)
                return "calm";
        if ((size_t)r->band * 2 + 1 < bands)
                return "good";
        return (size_t)r->band * 2 < bands + 1 && (size_t)r->band + 2 < bands ? "warn" : "bad";
}

const char *tree_predicate(const struct pohon_result *r)
{
        return r->predicate ? r->predicate : "Belum ada capaian";
}

bool tree_may_enter(const struct web *w)
{
        return w->viewer->role == ROLE_ADMIN || (w->viewer->role == ROLE_HR && !w->viewer->opd_id);
}

void tree_period_form(struct web *w, const char *action, struct period now)
{
        struct html *h = &w->reply->body;
        struct period running = pohon_current();
        char code[PERIOD_TEXT];

        filter_begin(h, action);
        html(h, "<label><span>Sampai dengan triwulan</span><select name=\"periode\">\n");
        for (int back = 0; back < 12; back++) {
                bool chosen = period_same(running, now);

                html(h,
                     chosen ? "<option value=\"%s\" selected>Triwulan %s %d</option>\n"
                            : "<option value=\"%s\">Triwulan %s %d</option>\n",
                     period_text(running, code), period_roman(running.quarter), running.year);
                running = period_before(running);
        }
        html(h, "</select></label>\n");
        filter_end(h);
}

/* ---- Nodes ---- */

static void sums(struct html *h, const struct tree_node *node, const struct pohon_result *r)
{
        char target[POHON_TARGET_TEXT], value[DECIMAL_TEXT], capaian[DECIMAL_TEXT];

        pohon_target_text(r->progress.target, ',', target);
        pohon_value_text(r->progress.value, ',', value);
        pohon_capaian_text(&r->capaian, ',', capaian);
        html(h, "<span class=\"sum\"><span>Target %s</span><span>Realisasi %s %s</span>",
             *target ? target : "\xE2\x80\x93", *value ? value : "\xE2\x80\x93",
             *value ? node->unit : "");
        if (*capaian)
                html(h, "<span>Capaian %s %%</span>", capaian);
        html(h, "</span>");
}

static void node_box(struct web *w, const struct pohon_year *year, size_t i, struct period p)
{
        struct html *h = &w->reply->body;
        const struct tree_node *node = &year->tree->nodes[i];
        struct pohon_result r = pohon_result(year, i, p.quarter);
        const char *tone = tree_tone(year->tree, &r);
        char code[PERIOD_TEXT];
        struct text url = {0};

        text_add(&url, "/pohon");
        url_segment(&url, node->code);
        url_add(&url, "periode", period_text(p, code));
        html(h,
             node->parent == TREE_NO_PARENT ? "<a class=\"node root %s\" href=\"%s\">"
                                            : "<a class=\"node %s\" href=\"%s\">",
             tone, text_str(&url));
        text_free(&url);
        html(h, "<span class=\"code\">%s ", node->code);
        page_badge(h, tone, r.grade ? r.grade : tree_predicate(&r));
        html(h, "</span><strong>%s</strong>", tree_label(node));
        sums(h, node, &r);
        html(h, "</a>\n");
}

static void branch(struct web *w, const struct pohon_year *year, int parent, enum tree_level level,
                   const char *list, struct period p)
{
        struct html *h = &w->reply->body;
        const struct tree *tree = year->tree;
        bool begun = false;

        for (size_t i = 0; i < tree->count; i++) {
                if (tree->nodes[i].parent != parent || tree->nodes[i].level != level)
                        continue;
                if (!begun)
                        html(h, "<ul class=\"%s\">\n", list);
                begun = true;
                html(h, "<li>");
                node_box(w, year, i, p);
                branch(w, year, (int)i, LEVEL_OPERATIONAL, "operational", p);
                html(h, "</li>\n");
        }
        if (begun)
                html(h, "</ul>\n");
}

static void legend(struct html *h, const struct tree *tree)
{
        html(h, "<p class=\"fine\">Predikat (%s): ", tree->predicates.basis);
        for (size_t i = 0; i < tree->predicates.count; i++) {
                char from[DECIMAL_TEXT];

                html(h, i + 1 < tree->predicates.count ? "%s mulai %s; " : "%s di bawahnya.%s",
                     tree->predicates.bands[i].name,
                     i + 1 < tree->predicates.count
                             ? decimal_text(tree->predicates.bands[i].from, ',', 0, from)
                             : "");
        }
        html(h, " %s</p>\n", tree->note);
}

bool page_tree(struct web *w, struct err *err)
{
        CLEANUP(pohon_year_free_ptr) struct pohon_year *year = NULL;
        const struct tree *tree = w->site->tree;
        struct html *h = &w->reply->body;
        struct period p = tree_period(w);
        char lead[200];

        if (!pohon_year_read(w->data, tree, p.year, &year, err))
                return false;
        snprintf(lead, sizeof lead, "Keadaan sampai dengan triwulan %s tahun %d.",
                 period_roman(p.quarter), p.year);
        page_begin(w, "Pohon kinerja", lead);
        if (!*tree->decree)
                page_notice(h, "warn", "Belum resmi: pohon ini belum ditetapkan dengan keputusan.");
        tree_period_form(w, "/pohon", p);
        html(h, "<div class=\"tree\">\n");
        for (size_t i = 0; i < tree->count; i++) {
                if (tree->nodes[i].parent != TREE_NO_PARENT)
                        continue;
                node_box(w, year, i, p);
                branch(w, year, (int)i, LEVEL_OUTCOME, "outcomes", p);
                html(h, "<h2 class=\"level\">Kondisi operasional yang diperlukan</h2>\n");
                branch(w, year, (int)i, LEVEL_OPERATIONAL, "operational", p);
        }
        html(h, "</div>\n");
        legend(h, tree);
        page_end(w);
        return true;
}
