/* Mutu data: BKN's quality index, and where SIMPEG and SIASN differ. */
#include <stdio.h>
#include <string.h>

#include "engine/arrays.h"
#include "engine/quality_report.h"
#include "ground/mem.h"
#include "pure/percent.h"
#include "sql.h"
#include "web/chart.h"
#include "web/page.h"

static void index_of(const struct quality_counts *c, const struct quality_report *rep,
                     struct quality *q)
{
        quality_compute(c->persons, c->affected, rep->measured, q);
}

/* ---- The index ---- */

static void figures(struct html *h, const struct quality_counts *all,
                    const struct quality_report *rep)
{
        struct quality q;
        char share[PERCENT_TEXT], value[40], under[120];

        index_of(all, rep, &q);
        html(h, "<dl class=\"figures\">\n");
        snprintf(value, sizeof value, "%s",
                 DECIMAL(percent_text(q.index.part, q.index.whole, share)));
        snprintf(under, sizeof under, "dari 100; %s %% bobot BKN terukur",
                 DECIMAL(percent_text(q.weight_measured, q.weight_all, share)));
        page_figure(h, "info", "Indeks mutu data", value, under, NULL);
        for (int d = 0; d < QUALITY_DIMENSIONS; d++) {
                snprintf(value, sizeof value, "%s",
                         DECIMAL(percent_text(q.dims[d].part, q.dims[d].whole, share)));
                snprintf(under, sizeof under, "bobot %d %%", quality_dims[d].weight);
                page_figure(h, "calm", quality_dims[d].title, value, under, NULL);
        }
        html(h, "</dl>\n");
}

static void item_row(struct html *h, const struct quality_counts *all,
                     const struct quality_report *rep, size_t i)
{
        const struct quality_item *item = &quality_items[i];
        char share[PERCENT_TEXT];

        html(h, "<tr><td>%s<small>%s</small></td><td class=\"num\">%d,%d%d</td>", item->title,
             item->code, item->weight / 100, item->weight / 10 % 10, item->weight % 10);
        if (!rep->measured[i]) {
                html(h,
                     "<td class=\"num\">\xE2\x80\x93</td><td class=\"num\">\xE2\x80\x93</td><td "
                     "class=\"wide\">Tidak diukur: %s</td></tr>\n",
                     item->why_not ? item->why_not
                                   : "view atau kolom sumbernya tidak ada, atau belum disurvei");
                return;
        }
        html(h, "<td class=\"num\">%s</td><td class=\"num\">%s</td><td class=\"bars\">",
             NUMERAL(all->affected[i]),
             DECIMAL(percent_text(all->persons - all->affected[i], all->persons, share)));
        chart_bar(h, "Tanpa cacat dan dengan cacat",
                  (const struct chart_part[]){{"good", all->persons - all->affected[i]},
                                              {"bad", all->affected[i]}},
                  2);
        html(h, "</td></tr>\n");
}

static void items(struct html *h, const struct quality_counts *all,
                  const struct quality_report *rep)
{
        html(h, "<section><h2>27 indikator BKN</h2>\n");
        page_table(h, "Indikator mutu data menurut BKN",
                   "Indikator|#Bobot|#Pegawai terkena|#Tanpa cacat %|Gambaran");
        for (size_t i = 0; i < QUALITY_ITEMS; i++)
                item_row(h, all, rep, i);
        page_table_end(h);
        html(h, "</section>\n");
}

static void opd_row(struct html *h, const struct quality_counts *c,
                    const struct quality_report *rep)
{
        struct quality q;
        char share[PERCENT_TEXT];

        index_of(c, rep, &q);
        html(h, "<tr><th scope=\"row\">%s</th><td class=\"num\">%s</td>",
             *c->name ? c->name : "(tanpa OPD)", NUMERAL(c->persons));
        for (int d = 0; d < QUALITY_DIMENSIONS; d++)
                html(h, "<td class=\"num\">%s</td>",
                     DECIMAL(percent_text(q.dims[d].part, q.dims[d].whole, share)));
        html(h, "<td class=\"num\"><strong>%s</strong></td><td class=\"bars\">",
             DECIMAL(percent_text(q.index.part, q.index.whole, share)));
        chart_bar(h, "Indeks",
                  (const struct chart_part[]){{"good", q.index.part},
                                              {"bad", q.index.whole - q.index.part}},
                  2);
        html(h, "</td></tr>\n");
}

static void opds(struct web *w, const struct quality_report *rep)
{
        struct html *h = &w->reply->body;

        html(h, "<section><h2>Menurut OPD</h2>\n");
        page_table(h, "Indeks mutu data menurut OPD",
                   "OPD|#Pegawai|#Kelengkapan|#Ketepatan "
                   "waktu|#Akurasi|#Konsistensi|#Indeks|Gambaran");
        for (size_t i = 0; i < rep->count; i++) {
                if (!viewer_scope(w) || strcmp(rep->opds[i].opd_id, viewer_scope(w)) == 0)
                        opd_row(h, &rep->opds[i], rep);
        }
        page_table_end(h);
        html(h, "</section>\n");
}

/* The viewer's OPD, or all. */
static const struct quality_counts *counts_of(const struct web *w, const struct quality_report *rep)
{
        for (size_t i = 0; viewer_scope(w) && i < rep->count; i++) {
                if (strcmp(rep->opds[i].opd_id, viewer_scope(w)) == 0)
                        return &rep->opds[i];
        }
        return &rep->all;
}

/* ---- Drift ---- */

static bool drift(struct web *w, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;
        char share[PERCENT_TEXT];

        if (!db_query(w->data, sql_drift_figures, NULL, &r, err))
                return false;
        html(h, "<section id=\"beda\"><h2>Perbedaan SIMPEG dan SIASN</h2>\n<p class=\"lead\">Dari "
                "pembacaan kembali data SIASN, untuk semua OPD.</p>\n");
        page_table(h, "Hasil pembandingan menurut jenis data",
                   "Jenis data|#Riwayat|#Sama %|#Isi berbeda|#Belum ditangani|#Hilang dari "
                   "SIASN|#Hanya di SIASN|#Diubah di SIASN");
        for (size_t i = 0; i < db_rows(r); i++) {
                html(h,
                     "<tr><th scope=\"row\">%s</th><td class=\"num\">%s</td><td "
                     "class=\"num\">%s</td>",
                     kind_title(w, db_text(r, i, 0)), NUMERAL(db_int(r, i, 2)),
                     DECIMAL(percent_text(db_int(r, i, 3), db_int(r, i, 2), share)));
                for (size_t c = 4; c <= 9; c++) {
                        if (c != 6)
                                html(h, "<td class=\"num\">%s</td>", NUMERAL(db_int(r, i, c)));
                }
                html(h, "</tr>\n");
        }
        page_table_end(h);
        html(h, "</section>\n");
        return true;
}

bool page_quality(struct web *w, struct err *err)
{
        struct quality_report rep = {0};
        struct html *h = &w->reply->body;
        bool ok = db_script(w->data, sql_source_begin, err) &&
                  quality_report_read(w->data, NULL, &rep, err);

        db_rollback(w->data);
        if (ok) {
                page_begin(w, "Mutu data",
                           "Indeks mutu data pegawai aktif menurut daftar BKN, dihitung dari isi "
                           "SIMPEG.");
                figures(h, counts_of(w, &rep), &rep);
                items(h, counts_of(w, &rep), &rep);
                opds(w, &rep);
                ok = drift(w, err);
                page_end(w);
        }
        quality_report_free(&rep);
        return ok;
}
