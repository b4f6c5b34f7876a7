/* The report's tables: all nodes with their quarters, and where each value comes from. */
#include <stdio.h>
#include <string.h>

#include "ctl/pohon_pdf.h"
#include "ground/mem.h"

#define PAD 4.0f

enum { COLUMNS_MAX = 12 };

/* A column: its heading and width in points. */
struct sheet_column {
        const char *head;
        float width;
        enum pdf_align align;
};

struct sheet {
        struct report *report;
        const struct sheet_column *columns;
        size_t count;
        bool shaded; /* the next row */
};

/* The cell's text, and smaller lines below it; NULL for none. */
struct cell {
        const char *main, *sub, *low;
        unsigned color; /* of main; 0: INK */
};

static const struct pdf_style main_style = {PDF_REGULAR, 8, INK, PDF_LEFT};
static const struct pdf_style sub_style = {PDF_REGULAR, 6.6f, MUTED, PDF_LEFT};

static void sheet_head(const struct sheet *s)
{
        const struct pdf_style style = {PDF_BOLD, 7.5f, PAPER, PDF_LEFT};
        float x = REPORT_MARGIN, height = 26;

        pdf_fill(s->report->pdf, NAVY, REPORT_MARGIN, s->report->y, REPORT_INNER, height);
        for (size_t i = 0; i < s->count; i++) {
                const struct sheet_column *c = &s->columns[i];
                struct pdf_style own = style;

                own.align = c->align;
                float width = c->width - 2 * PAD;
                float lines = pdf_paragraph(s->report->pdf, &own, 0, 0, width, c->head, false);
                pdf_paragraph(s->report->pdf, &own, x + PAD,
                              s->report->y + (height - lines) / 2 + 1, width, c->head, true);
                x += c->width;
        }
        s->report->y += height;
}

static float cell_text(struct report *r, const struct sheet_column *c, const struct cell *cell,
                       float x, float y, bool draw)
{
        struct pdf_style styles[] = {main_style, sub_style, sub_style};
        const char *const texts[] = {cell->main, cell->sub, cell->low};
        float height = 0;

        styles[0].color = cell->color ? cell->color : INK;
        styles[0].font = cell->color ? PDF_BOLD : PDF_REGULAR;
        styles[2].font = PDF_ITALIC;
        for (size_t i = 0; i < COUNT_OF(texts); i++) {
                styles[i].align = c->align;
                if (texts[i] && *texts[i])
                        height += pdf_paragraph(r->pdf, &styles[i], x + PAD, y + height,
                                                c->width - 2 * PAD, texts[i], draw) +
                                  1;
        }
        return height;
}

static void sheet_row(struct sheet *s, const struct cell *cells)
{
        struct report *r = s->report;
        float height = 0, x = REPORT_MARGIN;

        for (size_t i = 0; i < s->count; i++) {
                float own = cell_text(r, &s->columns[i], &cells[i], 0, 0, false);

                height = own > height ? own : height;
        }
        height += 2 * PAD;
        if (r->y + height > REPORT_BOTTOM) {
                report_page(r);
                sheet_head(s);
        }
        if (s->shaded)
                pdf_fill(r->pdf, PANEL, REPORT_MARGIN, r->y, REPORT_INNER, height);
        s->shaded = !s->shaded;
        for (size_t i = 0; i < s->count; i++) {
                cell_text(r, &s->columns[i], &cells[i], x, r->y + PAD, true);
                x += s->columns[i].width;
        }
        r->y += height;
        pdf_line(r->pdf, RULE, REPORT_MARGIN, r->y, PDF_WIDTH - REPORT_MARGIN, r->y);
}

static void sheet_title(struct report *r, const char *title)
{
        static const struct pdf_style style = {PDF_BOLD, 12, NAVY, PDF_LEFT};

        pdf_text(r->pdf, &style, REPORT_MARGIN, r->y, REPORT_INNER, title);
        r->y += 19;
}

/* ---- All nodes ---- */

static const struct sheet_column node_columns[] = {
        {"Kode", 32, PDF_LEFT},
        {"Indikator / kondisi yang diperlukan", 246, PDF_LEFT},
        {"Satuan", 48, PDF_LEFT},
        {"Baseline", 46, PDF_RIGHT},
        {"TW I", 44, PDF_RIGHT},
        {"TW II", 44, PDF_RIGHT},
        {"TW III", 44, PDF_RIGHT},
        {"TW IV", 44, PDF_RIGHT},
        {"Target s.d. TW", 50, PDF_RIGHT},
        {"Realisasi s.d. TW", 54, PDF_RIGHT},
        {"Capaian %", 48, PDF_RIGHT},
        {"Predikat", 70, PDF_LEFT},
};

_Static_assert(COUNT_OF(node_columns) <= COLUMNS_MAX, "raise COLUMNS_MAX");

struct node_texts {
        char label[160], baseline[DECIMAL_TEXT], baseline_year[16];
        char values[QUARTERS][DECIMAL_TEXT], targets[QUARTERS][POHON_TARGET_TEXT + 8];
        char target[POHON_TARGET_TEXT], value[DECIMAL_TEXT], capaian[DECIMAL_TEXT], as_of[32];
};

static const char *or_dash(const char *text)
{
        return *text ? text : "–";
}

static void quarter_texts(const struct pohon_row *row, struct node_texts *t)
{
        char target[POHON_TARGET_TEXT];

        for (int q = 0; q < QUARTERS; q++) {
                pohon_value_text(row->cells[q].quarter.value, ',', t->values[q]);
                pohon_target_text(row->cells[q].quarter.target, ',', target);
                snprintf(t->targets[q], sizeof t->targets[q], "%s%s", *target ? "T " : "", target);
        }
}

static void node_texts(const struct pohon_view *v, size_t i, const struct pohon_result *result,
                       struct node_texts *t)
{
        const struct pohon_row *row = &v->year->rows[i];
        const struct progress *p = &result->progress;

        snprintf(t->label, sizeof t->label, "%.140s", row->node->responsible);
        pohon_value_text(row->baseline, ',', t->baseline);
        snprintf(t->baseline_year, sizeof t->baseline_year, "%d", row->baseline_year);
        quarter_texts(row, t);
        pohon_target_text(p->target, ',', t->target);
        pohon_value_text(p->value, ',', t->value);
        pohon_capaian_text(&result->capaian, ',', t->capaian);
        t->as_of[0] = '\0';
        if (p->value.known && p->as_of < v->upto.quarter)
                snprintf(t->as_of, sizeof t->as_of, "data TW %s", period_roman(p->as_of));
}

static void node_row(struct sheet *s, size_t i)
{
        const struct pohon_view *v = s->report->view;
        const struct pohon_row *row = &v->year->rows[i];
        struct pohon_result result = pohon_result(v->year, i, v->upto.quarter);
        const char *label = tree_label(row->node), *why = pohon_why(row, &result, v->upto.quarter);
        struct node_texts t = {.label = ""};

        node_texts(v, i, &result, &t);
        struct cell cells[COLUMNS_MAX] = {
                {.main = row->node->code, .color = NAVY},
                {label,
                 strcmp(label, row->node->csf) == 0 ? row->node->performance : row->node->csf,
                 t.label, 0},
                {.main = row->node->unit},
                {.main = or_dash(t.baseline), .sub = row->baseline.known ? t.baseline_year : NULL},
        };
        for (int q = 0; q < QUARTERS; q++)
                cells[4 + q] = (struct cell){.main = or_dash(t.values[q]), .sub = t.targets[q]};
        cells[8] = (struct cell){.main = or_dash(t.target)};
        cells[9] = (struct cell){.main = or_dash(t.value), .sub = t.as_of};
        cells[10] = (struct cell){.main = or_dash(t.capaian)};
        cells[11] = (struct cell){.main = result.predicate,
                                  .sub = result.grade ? result.grade : why,
                                  .color = report_color(s->report, result.band)};
        sheet_row(s, cells);
}

void report_table(struct report *r)
{
        struct sheet s = {.report = r, .columns = node_columns, .count = COUNT_OF(node_columns)};

        report_page(r);
        sheet_title(r, "Target, realisasi, dan capaian");
        sheet_head(&s);
        for (size_t i = 0; i < r->view->tree->count; i++)
                node_row(&s, i);
}

/* ---- Evidence ---- */

static const struct sheet_column evidence_columns[] = {
        {"Kode", 32, PDF_LEFT},
        {"Sumber", 60, PDF_LEFT},
        {"Yang dihitung, atau dokumen", 418, PDF_LEFT},
        {"Pembilang", 60, PDF_RIGHT},
        {"Penyebut", 60, PDF_RIGHT},
        {"Dihitung / diisi oleh", 140, PDF_LEFT},
};

/* "2026-11-25 16:53" of a time as the state gives it. */
static void minute_text(const char *at, char out[24])
{
        snprintf(out, 24, "%.10s %.5s", at, strlen(at) > 11 ? at + 11 : "");
}

static void computed_row(struct sheet *s, const struct pohon_row *row, const struct pohon_cell *c)
{
        char when[24], hash[32];

        minute_text(c->computed_at, when);
        snprintf(hash, sizeof hash, "sidik %.12s", c->source_hash);
        struct cell cells[COLUMNS_MAX] = {
                {.main = row->node->code, .color = NAVY},
                {.main = "dihitung"},
                {.main = row->node->definition, .low = c->reason},
                {.main = c->numerator ? c->numerator : "–"},
                {.main = c->denominator ? c->denominator : "–"},
                {.main = when, .sub = hash},
        };
        sheet_row(s, cells);
}

static void entered_row(struct sheet *s, const struct pohon_row *row, const struct pohon_cell *c)
{
        char when[24], told[64];

        minute_text(c->value.at, when);
        if (c->value.corrections)
                snprintf(told, sizeof told, "%s; koreksi ke-%lld", when,
                         (long long)c->value.corrections);
        else
                snprintf(told, sizeof told, "%s", when);
        struct cell cells[COLUMNS_MAX] = {
                {.main = row->node->code, .color = NAVY},
                {.main = c->survey ? "survei" : "diisi"},
                {.main = c->value.document, .low = c->value.note},
                {.main = "–"},
                {.main = "–"},
                {.main = c->value.by, .sub = told},
        };
        sheet_row(s, cells);
}

void report_evidence(struct report *r)
{
        struct sheet s = {
                .report = r, .columns = evidence_columns, .count = COUNT_OF(evidence_columns)};

        report_page(r);
        sheet_title(r, "Lampiran: sumber realisasi terakhir");
        sheet_head(&s);
        for (size_t i = 0; i < r->view->tree->count; i++) {
                const struct pohon_row *row = &r->view->year->rows[i];
                struct pohon_result result = pohon_result(r->view->year, i, r->view->upto.quarter);
                int at = result.progress.as_of ? result.progress.as_of : r->view->upto.quarter;
                const struct pohon_cell *c = &row->cells[at - 1];

                if (c->computed_at)
                        computed_row(&s, row, c);
                else if (c->value.by)
                        entered_row(&s, row, c);
        }
}
