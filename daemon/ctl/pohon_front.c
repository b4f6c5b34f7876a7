/* The report's first page: heading, the outcomes as cards, the operational conditions as tiles. */
#include <stdio.h>

#include "ctl/pohon_pdf.h"
#include "ground/mem.h"

#define BAND_HEIGHT 78.0f
#define CARD_HEIGHT 92.0f
#define TILE_HEIGHT 38.0f
#define GAP         6.0f

enum { TILE_COLUMNS = 10 };

static void heading(struct report *r)
{
        static const struct pdf_style agency = {PDF_BOLD, 11, 0xD5E0EC, PDF_LEFT};
        static const struct pdf_style title = {PDF_BOLD, 20, PAPER, PDF_LEFT};
        static const struct pdf_style period = {PDF_BOLD, 12, PAPER, PDF_RIGHT};
        static const struct pdf_style tag = {PDF_BOLD, 9, PAPER, PDF_CENTER};
        const struct tree *t = r->view->tree;
        char text[64];

        pdf_page(r->pdf);
        pdf_fill(r->pdf, NAVY, 0, 0, PDF_WIDTH, BAND_HEIGHT);
        pdf_text(r->pdf, &agency, REPORT_MARGIN, 18, REPORT_INNER, t->agency);
        pdf_text(r->pdf, &title, REPORT_MARGIN, 38, REPORT_INNER, "Laporan Capaian Pohon Kinerja");
        snprintf(text, sizeof text, "Triwulan %s Tahun %d", period_roman(r->view->upto.quarter),
                 r->view->upto.year);
        pdf_text(r->pdf, &period, REPORT_MARGIN, 44, REPORT_INNER, text);
        if (!*t->decree) {
                pdf_fill(r->pdf, WARN, PDF_WIDTH - REPORT_MARGIN - 92, 16, 92, 18);
                pdf_text(r->pdf, &tag, PDF_WIDTH - REPORT_MARGIN - 92, 20.5f, 92, "BELUM RESMI");
        }
        r->y = BAND_HEIGHT + 18;
}

/* The value at the right of a card, with its target and capaian. */
static void card_figures(struct report *r, size_t row, const struct pohon_result *result, float x,
                         float y, float width)
{
        const struct pdf_style big = {PDF_BOLD, 24, result->progress.value.known ? INK : EMPTY,
                                      PDF_RIGHT};
        static const struct pdf_style small = {PDF_REGULAR, 8, MUTED, PDF_RIGHT};
        const struct pdf_style word = {
                PDF_BOLD, 9, result->band < 0 ? MUTED : report_color(r, result->band), PDF_RIGHT};
        char value[POHON_TARGET_TEXT], line[160];
        const struct progress *p = &result->progress;

        pohon_value_text(p->value, ',', value);
        pdf_text(r->pdf, &big, x, y, width, *value ? value : "–");
        snprintf(line, sizeof line, "%s; target %s", r->view->tree->nodes[row].unit,
                 p->target.known ? pohon_target_text(p->target, ',', value) : "belum ada");
        pdf_text(r->pdf, &small, x, y + 30, width, line);
        if (result->capaian.why == CAPAIAN_KNOWN)
                snprintf(line, sizeof line, "%s %%  %.60s",
                         pohon_capaian_text(&result->capaian, ',', value), result->predicate);
        else
                snprintf(line, sizeof line, "%.60s",
                         pohon_why(&r->view->year->rows[row], result, r->view->upto.quarter));
        pdf_text(r->pdf, &word, x, y + 43, width, line);
        if (result->grade)
                pdf_text(r->pdf, &small, x, y + 57, width, result->grade);
}

static void card(struct report *r, size_t row, float x, float y, float width)
{
        static const struct pdf_style level = {PDF_BOLD, 7.5f, MUTED, PDF_LEFT};
        static const struct pdf_style main = {PDF_BOLD, 10.5f, INK, PDF_LEFT};
        static const struct pdf_style sub = {PDF_REGULAR, 8.5f, MUTED, PDF_LEFT};
        static const char *const levels[TREE_LEVELS] = {"ULTIMATE OUTCOME", "OUTCOME", "KONDISI"};
        const struct tree_node *n = &r->view->tree->nodes[row];
        struct pohon_result result = pohon_result(r->view->year, row, r->view->upto.quarter);
        float text_width = width - 178, at = y + 24;
        char head[64];

        pdf_fill(r->pdf, PANEL, x, y, width, CARD_HEIGHT);
        pdf_frame(r->pdf, RULE, x, y, width, CARD_HEIGHT);
        pdf_fill(r->pdf, report_color(r, result.band), x, y, 4, CARD_HEIGHT);
        snprintf(head, sizeof head, "%s  %s", levels[n->level], n->code);
        pdf_text(r->pdf, &level, x + 14, y + 10, text_width, head);
        at += pdf_paragraph(r->pdf, &main, x + 14, at, text_width,
                            n->performance ? n->performance : n->csf, true);
        pdf_paragraph(r->pdf, &sub, x + 14, at + 4, text_width, tree_label(n), true);
        card_figures(r, row, &result, x + width - 170, y + 14, 158);
}

/* The root above, its outcomes two by two below, joined by lines. */
static void cards(struct report *r)
{
        const struct tree *t = r->view->tree;
        float middle = PDF_WIDTH / 2, root_width = 460, width = (REPORT_INNER - 16) / 2;
        size_t seen = 0;

        card(r, 0, middle - root_width / 2, r->y, root_width);
        r->y += CARD_HEIGHT + 22;
        for (size_t i = 0; i < t->count; i++) {
                if (t->nodes[i].level != LEVEL_OUTCOME)
                        continue;
                if (seen > 0 && seen % 2 == 0)
                        r->y += CARD_HEIGHT + 22;
                if (r->y + CARD_HEIGHT > REPORT_BOTTOM)
                        report_page(r);
                float x = REPORT_MARGIN + (seen++ % 2 ? width + 16 : 0);
                pdf_line(r->pdf, MUTED, middle, r->y - 22, middle, r->y - 11);
                pdf_line(r->pdf, MUTED, middle, r->y - 11, x + width / 2, r->y - 11);
                pdf_line(r->pdf, MUTED, x + width / 2, r->y - 11, x + width / 2, r->y);
                card(r, i, x, r->y, width);
        }
        r->y += seen > 0 ? CARD_HEIGHT + 18 : 0;
}

static void tile(struct report *r, size_t row, float x, float y, float width, float height)
{
        static const struct pdf_style code = {PDF_BOLD, 7.5f, PAPER, PDF_LEFT};
        static const struct pdf_style figure = {PDF_BOLD, 9.5f, PAPER, PDF_RIGHT};
        struct pohon_result result = pohon_result(r->view->year, row, r->view->upto.quarter);
        char number[POHON_TARGET_TEXT], text[POHON_TARGET_TEXT + 4];
        bool judged = result.capaian.why == CAPAIAN_KNOWN;

        pdf_fill(r->pdf, report_color(r, result.band), x, y, width, height);
        pdf_text(r->pdf, &code, x + 5, y + 4, width, r->view->tree->nodes[row].code);
        if (judged)
                pohon_capaian_text(&result.capaian, ',', number);
        else
                pohon_value_text(result.progress.value, ',', number);
        snprintf(text, sizeof text, "%s%s", *number ? number : "–", judged ? " %" : "");
        pdf_text(r->pdf, &figure, x + 4, y + height - 13, width - 9, text);
}

static size_t rows_of_tiles(const struct tree *t)
{
        size_t count = 0;

        for (size_t i = 0; i < t->count; i++)
                count += t->nodes[i].level == LEVEL_OPERATIONAL;
        return (count + TILE_COLUMNS - 1) / TILE_COLUMNS;
}

static void tiles_head(struct report *r, size_t judged, size_t count, float y)
{
        static const struct pdf_style head = {PDF_BOLD, 10, NAVY, PDF_LEFT};
        static const struct pdf_style note = {PDF_REGULAR, 8, MUTED, PDF_RIGHT};
        char text[120];

        snprintf(text, sizeof text,
                 "%zu dari %zu sudah dapat dinilai; petak kelabu: realisasi tanpa target, atau "
                 "belum ada data",
                 judged, count);
        pdf_text(r->pdf, &head, REPORT_MARGIN, y, REPORT_INNER,
                 "Kondisi operasional yang diperlukan");
        pdf_text(r->pdf, &note, REPORT_MARGIN, y + 2, REPORT_INNER, text);
}

/* On a page of their own where the outcomes have left too little room. */
static void tiles(struct report *r)
{
        const struct tree *t = r->view->tree;
        float width = (REPORT_INNER - GAP * (TILE_COLUMNS - 1)) / TILE_COLUMNS;
        size_t count = 0, judged = 0;

        if (r->y + 44 + (float)rows_of_tiles(t) * (TILE_HEIGHT + GAP) > REPORT_BOTTOM)
                report_page(r);
        float top = r->y;
        r->y += 20;
        for (size_t i = 0; i < t->count; i++) {
                if (t->nodes[i].level != LEVEL_OPERATIONAL)
                        continue;
                size_t column = count++ % TILE_COLUMNS;

                judged += pohon_result(r->view->year, i, r->view->upto.quarter).band >= 0;
                tile(r, i, REPORT_MARGIN + (float)column * (width + GAP), r->y, width, TILE_HEIGHT);
                if (column + 1 == TILE_COLUMNS)
                        r->y += TILE_HEIGHT + GAP;
        }
        r->y += count % TILE_COLUMNS ? TILE_HEIGHT + GAP : 0;
        tiles_head(r, judged, count, top);
        r->y += 8;
}

static void legend(struct report *r)
{
        static const struct pdf_style words = {PDF_REGULAR, 8, INK, PDF_LEFT};
        const struct scale *s = &r->view->tree->predicates;
        char number[DECIMAL_TEXT], text[120];
        float x = REPORT_MARGIN;

        for (size_t i = 0; i < s->count; i++) {
                bool last = i + 1 == s->count;

                pdf_fill(r->pdf, report_color(r, (int)i), x, r->y, 9, 9);
                snprintf(text, sizeof text, "%.60s  %s %s", s->bands[i].name,
                         last && i ? "di bawah" : "mulai",
                         decimal_text(s->bands[last && i ? i - 1 : i].from, ',', 0, number));
                pdf_text(r->pdf, &words, x + 13, r->y, 200, text);
                x += pdf_text_width(r->pdf, &words, text) + 32;
        }
        r->y += 16;
}

void report_front(struct report *r)
{
        heading(r);
        cards(r);
        tiles(r);
        legend(r);
}
