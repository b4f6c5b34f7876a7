#include "ctl/pohon_cells.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "ground/mem.h"

#define WORDS(key)                   \
        {                            \
                key, NULL, CELL_TEXT \
        }
#define NUMERAL(key)                   \
        {                              \
                key, NULL, CELL_NUMBER \
        }

/* In the order in which pohon_cells_of() adds them. */
const struct table_column pohon_columns[POHON_CELLS] = {
        WORDS("kode"),
        WORDS("tingkat"),
        WORDS("induk"),
        WORDS("kinerja"),
        WORDS("csf"),
        WORDS("indikator"),
        WORDS("kondisi"),
        WORDS("definisi"),
        WORDS("satuan"),
        WORDS("polaritas"),
        WORDS("akumulasi"),
        WORDS("sumber"),
        WORDS("penanggung_jawab"),
        NUMERAL("baseline_tahun"),
        NUMERAL("baseline"),
        NUMERAL("target_tw1"),
        NUMERAL("realisasi_tw1"),
        NUMERAL("target_tw2"),
        NUMERAL("realisasi_tw2"),
        NUMERAL("target_tw3"),
        NUMERAL("realisasi_tw3"),
        NUMERAL("target_tw4"),
        NUMERAL("realisasi_tw4"),
        WORDS("periode"),
        NUMERAL("target"),
        NUMERAL("realisasi"),
        NUMERAL("data_sampai_tw"),
        NUMERAL("triwulan_kosong"),
        NUMERAL("capaian"),
        NUMERAL("capaian_tanpa_batas"),
        WORDS("predikat"),
        WORDS("mutu"),
        NUMERAL("pembilang"),
        NUMERAL("penyebut"),
        WORDS("dihitung_pada"),
        WORDS("diisi_oleh"),
        WORDS("diisi_pada"),
        WORDS("dokumen"),
        WORDS("catatan"),
        WORDS("keterangan"),
};

struct adding {
        struct pohon_cells *cells;
        size_t n;
};

/* NULL and "" are empty cells. */
static void add(struct adding *a, const char *text)
{
        a->cells->at[a->n++] = text && *text ? mem_dup(text) : NULL;
}

static void add_number(struct adding *a, int64_t n, bool known)
{
        char text[24];

        snprintf(text, sizeof text, "%lld", (long long)n);
        add(a, known ? text : NULL);
}

static void add_wording(struct adding *a, const struct tree *tree, const struct tree_node *n)
{
        static const char *const sources[] = {"diisi", "survei atau diisi", "dihitung"};

        add(a, n->code);
        add(a, tree_level_name(n->level));
        add(a, n->parent == TREE_NO_PARENT ? NULL : tree->nodes[n->parent].code);
        add(a, n->performance);
        add(a, n->csf);
        add(a, n->indicator);
        add(a, n->condition);
        add(a, n->definition);
        add(a, n->unit);
        add(a, n->polarity == POLARITY_NEGATIVE ? "negatif" : "positif");
        add(a, n->accumulation == ACCUMULATE_SUM ? "jumlah" : "nilai akhir");
        add(a, sources[n->source]);
        add(a, n->responsible);
}

static void add_quarters(struct adding *a, const struct pohon_row *row)
{
        char text[POHON_TARGET_TEXT];

        add_number(a, row->baseline_year, row->baseline.known);
        add(a, pohon_value_text(row->baseline, '.', text));
        for (int q = 0; q < QUARTERS; q++) {
                add(a, pohon_target_text(row->cells[q].quarter.target, '.', text));
                add(a, pohon_value_text(row->cells[q].quarter.value, '.', text));
        }
}

static void add_progress(struct adding *a, struct period upto, const struct pohon_result *r)
{
        const struct progress *p = &r->progress;
        bool known = r->capaian.why == CAPAIAN_KNOWN;
        char text[POHON_TARGET_TEXT];

        add(a, period_text(upto, text));
        add(a, pohon_target_text(p->target, '.', text));
        add(a, pohon_value_text(p->value, '.', text));
        add_number(a, p->as_of, p->as_of > 0);
        add_number(a, p->missing, true);
        add(a, pohon_capaian_text(&r->capaian, '.', text));
        add(a, known ? decimal_text(r->capaian.raw, '.', 2, text) : NULL);
        add(a, r->predicate);
        add(a, r->grade);
}

/* Where the latest value comes from. */
static void add_evidence(struct adding *a, const struct pohon_row *row,
                         const struct pohon_result *r)
{
        static const struct pohon_cell nothing;
        const struct pohon_cell *c =
                r->progress.as_of ? &row->cells[r->progress.as_of - 1] : &nothing;

        add(a, c->numerator);
        add(a, c->denominator);
        add(a, c->computed_at);
        add(a, c->value.by);
        add(a, c->value.at);
        add(a, c->value.document);
        add(a, c->value.note);
}

char *pohon_origin(const struct pohon_view *view, size_t row, const struct pohon_result *result)
{
        const struct pohon_row *r = &view->year->rows[row];
        const char *why = pohon_why(r, result, view->upto.quarter);
        const struct progress *p = &result->progress;
        struct text out = {0};

        text_add(&out, why);
        if (!p->value.known)
                return text_take(&out);
        const struct pohon_cell *c = &r->cells[p->as_of - 1];
        if (out.len > 0)
                text_add(&out, "; ");
        if (c->denominator && c->numerator)
                text_addf(&out, "%s dari %s", c->numerator, c->denominator);
        else
                text_add(&out, c->computed_at ? "dihitung" : c->survey ? "survei" : "diisi");
        if (p->as_of < view->upto.quarter)
                text_addf(&out, ", data TW %s", period_roman(p->as_of));
        else if (p->missing > 0 && r->node->accumulation == ACCUMULATE_SUM)
                text_addf(&out, ", %d triwulan kosong", p->missing);
        return text_take(&out);
}

void pohon_cells_of(const struct pohon_view *view, size_t row, struct pohon_cells *ret)
{
        const struct pohon_row *r = &view->year->rows[row];
        struct pohon_result result = pohon_result(view->year, row, view->upto.quarter);
        struct adding a = {.cells = ret};

        add_wording(&a, view->tree, r->node);
        add_quarters(&a, r);
        add_progress(&a, view->upto, &result);
        add_evidence(&a, r, &result);
        CLEANUP(free_ptr) char *origin = pohon_origin(view, row, &result);
        add(&a, origin);
        assert(a.n == POHON_CELLS);
}

void pohon_cells_clear(struct pohon_cells *cells)
{
        for (size_t i = 0; i < POHON_CELLS; i++)
                free(cells->at[i]);
}
