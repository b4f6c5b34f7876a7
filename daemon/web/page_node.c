/* One node of the performance tree: its quarters, who entered what, and entering for those who may.
 */
#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "web/page_tree_private.h"

/* ---- What it is ---- */

static const char *source_words(const struct tree_node *node)
{
        return node->source == TREE_COMPUTED ? "Dihitung dari data"
               : node->source == TREE_SURVEY ? "Survei kepuasan masyarakat"
                                             : "Diisi petugas";
}

static void fact(struct html *h, const char *name, const char *value)
{
        if (value && *value)
                html(h, "<div><dt>%s</dt><dd>%s</dd></div>", name, value);
}

static void facts(struct html *h, const struct tree_node *node)
{
        html(h, "<dl class=\"facts\">");
        fact(h, "Kinerja", node->performance);
        fact(h, "CSF", node->csf);
        fact(h, "Kondisi yang diperlukan", node->condition);
        fact(h, "Satuan", node->unit);
        fact(h, "Arah",
             node->polarity == POLARITY_POSITIVE ? "Makin tinggi makin baik"
                                                 : "Makin rendah makin baik");
        fact(h, "Cara menjumlahkan",
             node->accumulation == ACCUMULATE_SUM ? "Jumlah triwulan"
                                                  : "Keadaan triwulan terakhir");
        fact(h, "Sumber", source_words(node));
        fact(h, "Yang dihitung", node->definition);
        fact(h, "Penanggung jawab", node->responsible);
        html(h, "</dl>\n");
}

static void figures(struct html *h, const struct tree *tree, const struct tree_node *node,
                    const struct pohon_row *row, const struct pohon_result *r, struct period p)
{
        char target[POHON_TARGET_TEXT], value[DECIMAL_TEXT], capaian[DECIMAL_TEXT];
        const char *why = pohon_why(row, r, p.quarter);
        bool known = *pohon_capaian_text(&r->capaian, ',', capaian) != '\0';
        char shown[DECIMAL_TEXT + 4];

        snprintf(shown, sizeof shown, "%s %%", capaian);
        html(h, "<dl class=\"figures\">\n");
        page_figure(h, "calm", "Target",
                    r->progress.target.known ? pohon_target_text(r->progress.target, ',', target)
                                             : "\xE2\x80\x93",
                    node->unit, NULL);
        page_figure(h, "info", "Realisasi",
                    r->progress.value.known ? pohon_value_text(r->progress.value, ',', value)
                                            : "\xE2\x80\x93",
                    node->unit, NULL);
        page_figure(h, tree_tone(tree, r), "Capaian", known ? shown : "\xE2\x80\x93",
                    known ? tree_predicate(r) : why, NULL);
        html(h, "</dl>\n");
}

/* ---- Quarters ---- */

static void told(struct html *h, const struct pohon_told *t)
{
        char when[48];

        if (!t->by)
                return;
        html(h, "<small>%s, %s, %s</small>", t->by, html_when(t->at, when), t->document);
        if (t->note && *t->note)
                html(h, "<small>%s</small>", t->note);
        if (t->corrections > 0)
                html(h, "<small>menggantikan %lld isian terdahulu</small>",
                     (long long)t->corrections);
}

static void quarter_row(struct html *h, const struct pohon_row *row, int q)
{
        const struct pohon_cell *c = &row->cells[q];
        char target[POHON_TARGET_TEXT], value[DECIMAL_TEXT], when[48];

        pohon_target_text(c->quarter.target, ',', target);
        pohon_value_text(c->quarter.value, ',', value);
        html(h, "<tr><th scope=\"row\">Triwulan %s</th><td class=\"num\">%s</td><td>",
             period_roman(q + 1), *target ? target : "\xE2\x80\x93");
        told(h, &c->target);
        html(h, "</td><td class=\"num\">%s</td><td>", *value ? value : "\xE2\x80\x93");
        told(h, &c->value);
        if (c->computed_at) {
                html(h, "<small>dihitung %s", html_when(c->computed_at, when));
                if (c->denominator)
                        html(h, ": %s dari %s", c->numerator, c->denominator);
                html(h, "</small>");
        }
        if (c->reason && *c->reason)
                html(h, "<small>%s</small>", c->reason);
        html(h, "</td></tr>\n");
}

static void quarters(struct html *h, const struct pohon_row *row, int year)
{
        char caption[40], value[DECIMAL_TEXT];

        snprintf(caption, sizeof caption, "Triwulan tahun %d", year);
        page_table(h, caption, "Triwulan|#Target|Ditetapkan|#Realisasi|Diisi atau dihitung");
        if (row->baseline.known) {
                html(h,
                     "<tr><th scope=\"row\">Tahun %d (dasar)</th><td></td><td></td><td "
                     "class=\"num\">%s</td><td>",
                     row->baseline_year, pohon_value_text(row->baseline, ',', value));
                told(h, &row->baseline_told);
                html(h, "</td></tr>\n");
        }
        for (int q = 0; q < QUARTERS; q++)
                quarter_row(h, row, q);
        page_table_end(h);
}

/* ---- Entering ---- */

static void select_what(struct html *h, const struct tree_node *node, const char *chosen)
{
        bool computed = node->source == TREE_COMPUTED;

        html(h, "<label><span>Yang diisi</span><select name=\"apa\">");
        if (!computed)
                html(h, "<option value=\"value\">Realisasi</option>");
        html(h, chosen && strcmp(chosen, "target") == 0
                        ? "<option value=\"target\" selected>Target</option>"
                        : "<option value=\"target\">Target</option>");
        html(h, "</select></label>\n");
}

static void entry_form(struct web *w, const struct tree_node *node, struct period p)
{
        const struct fields *f = &w->request->form;
        struct html *h = &w->reply->body;
        struct text action = {0};
        char code[PERIOD_TEXT];

        text_add(&action, "/pohon");
        url_segment(&action, node->code);
        html(h,
             "<section class=\"card noprint\"><h2>Isi data</h2>\n<form class=\"stack\" "
             "method=\"post\" action=\"%s\">",
             text_str(&action));
        text_free(&action);
        page_csrf(w);
        select_what(h, node, fields_get(f, "apa"));
        html(h,
             "<label><span>Triwulan (misalnya 2026Q3)</span><input name=\"periode\" value=\"%s\" "
             "required pattern=\"20[0-9][0-9]Q[1-4]\"></label>\n"
             "<label><span>Nilai dalam %s; - untuk mencabut</span><input name=\"nilai\" "
             "value=\"%s\" "
             "required inputmode=\"decimal\" autocomplete=\"off\"></label>\n",
             period_text(p, code), node->unit, fields_get(f, "nilai"));
        html(h,
             "<label><span>Dokumen pendukung (nomor atau nama)</span><input name=\"dokumen\" "
             "value=\"%s\" required maxlength=\"200\"></label>\n"
             "<label><span>Catatan</span><input name=\"catatan\" value=\"%s\" "
             "maxlength=\"500\"></label>\n"
             "<button type=\"submit\">Simpan</button>\n<p class=\"fine\">Isian tidak menghapus "
             "yang "
             "lama: pembetulan adalah isian baru, dan semuanya tercatat atas nama Anda.</p></form>"
             "</section>\n",
             fields_get(f, "dokumen"), fields_get(f, "catatan"));
}

static bool take_entry(struct web *w, const struct tree_node *node, struct pohon_entry *e,
                       struct err *err)
{
        const struct fields *f = &w->request->form;
        const char *what = fields_said(f, "apa"), *value = fields_said(f, "nilai");
        const char *period = fields_said(f, "periode");
        struct period p;

        e->node = node;
        e->what = what && strcmp(what, "target") == 0 ? "target" : "value";
        e->document = fields_said(f, "dokumen");
        e->note = fields_said(f, "catatan");
        e->by = w->viewer->full_name;
        if (!period || !value || !e->document)
                return err_set(err, "Isi triwulan, nilai, dan dokumen pendukung.");
        if (!period_parse(period, &p, err) || !pohon_entry_value(e, value, err))
                return false;
        e->year = p.year;
        e->quarter = p.quarter;
        return pohon_entry_fits(e, err);
}

/* ---- The page ---- */

static bool show(struct web *w, const struct tree_node *node, struct period p, const char *tone,
                 const char *notice, struct err *err)
{
        CLEANUP(pohon_year_free_ptr) struct pohon_year *year = NULL;
        struct html *h = &w->reply->body;
        size_t i = tree_index(w->site->tree, node);
        struct text action = {0}, title = {0};

        if (!pohon_year_read(w->data, w->site->tree, p.year, &year, err))
                return false;
        struct pohon_result r = pohon_result(year, i, p.quarter);
        text_addf(&title, "%s %s", node->code, tree_label(node));
        page_begin(w, text_str(&title), NULL);
        text_free(&title);
        if (notice)
                page_notice(h, tone, notice);
        text_add(&action, "/pohon");
        url_segment(&action, node->code);
        tree_period_form(w, text_str(&action), p);
        text_free(&action);
        figures(h, w->site->tree, node, &year->rows[i], &r, p);
        facts(h, node);
        quarters(h, &year->rows[i], p.year);
        if (node->computed && node->level == LEVEL_OUTCOME)
                html(h,
                     "<p class=\"actions\"><a class=\"button\" href=\"/indikator/%s\">Lihat "
                     "indikator dan pegawainya</a></p>\n",
                     node->computed);
        if (tree_may_enter(w))
                entry_form(w, node, p);
        html(h,
             "<p class=\"actions\"><a class=\"button\" href=\"/pohon\">Kembali ke pohon</a></p>\n");
        page_end(w);
        return true;
}

static const struct tree_node *node_of(const struct web *w)
{
        char code[ROUTE_ARG_MAX];

        return tree_find(w->site->tree, route_arg(w, 0, code));
}

bool page_node(struct web *w, struct err *err)
{
        const struct tree_node *node = node_of(w);
        bool saved = fields_get(&w->request->query, "tersimpan") != NULL;

        if (!node)
                return reply_not_found(w);
        return show(w, node, tree_period(w), "good", saved ? "Isian sudah disimpan." : NULL, err);
}

bool page_node_post(struct web *w, struct err *err)
{
        const struct tree_node *node = node_of(w);
        struct pohon_entry e = {0};
        struct err problem;
        struct text url = {0};
        char code[PERIOD_TEXT];

        if (!node)
                return reply_not_found(w);
        if (!tree_may_enter(w)) {
                reply_problem(
                        w, 403, "Bukan kewenangan Anda",
                        "Pohon kinerja diisi oleh petugas yang tidak dibatasi pada satu OPD.");
                return access_note(w, "ditolak", "", err);
        }
        if (!take_entry(w, node, &e, &problem))
                return show(w, node, tree_period(w), "bad", problem.text, err);
        if (!pohon_entry_write(w->own, "siasn-web", &e, 1, err))
                return false;
        text_add(&url, "/pohon");
        url_segment(&url, node->code);
        url_add(&url, "periode", period_text((struct period){e.year, e.quarter}, code));
        url_add(&url, "tersimpan", "1");
        reply_redirect(w, text_str(&url));
        text_free(&url);
        return true;
}
