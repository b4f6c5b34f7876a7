/* Verb pohon: the tree in the terminal, and its exports. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "ctl/pohon_cells.h"
#include "ground/mem.h"

static const struct table_column show_columns[] = {
        {NULL, "POHON", CELL_TEXT},       {NULL, "INDIKATOR / KONDISI YANG DIPERLUKAN", CELL_LONG},
        {NULL, "SATUAN", CELL_TEXT},      {NULL, "TARGET", CELL_NUMBER},
        {NULL, "REALISASI", CELL_NUMBER}, {NULL, "CAPAIAN %", CELL_NUMBER},
        {NULL, "PREDIKAT", CELL_TEXT},    {NULL, "KETERANGAN", CELL_TEXT}};

/* The lines that lead to a node, and its code. */
static char *branch(const struct tree *tree, size_t node)
{
        const struct tree_node *n = &tree->nodes[node];
        struct text out = {0};
        size_t depth = tree_depth(tree, node);

        for (size_t level = 1; level <= depth; level++) {
                size_t at = node;

                for (size_t up = depth; up > level; up--)
                        at = (size_t)tree->nodes[at].parent;
                bool last = tree_is_last(tree, at);
                text_add(&out, at == node ? (last ? "└─ " : "├─ ") : (last ? "   " : "│  "));
        }
        text_add(&out, n->code);
        return text_take(&out);
}

static void add_row(struct table *table, const struct pohon_view *view, size_t row)
{
        const struct tree_node *node = &view->tree->nodes[row];
        struct pohon_result r = pohon_result(view->year, row, view->upto.quarter);
        char target[POHON_TARGET_TEXT], value[DECIMAL_TEXT], capaian[DECIMAL_TEXT];
        CLEANUP(free_ptr) char *lines = branch(view->tree, row);
        CLEANUP(free_ptr) char *origin = pohon_origin(view, row, &r);

        TABLE_ADD(table, lines, tree_label(node), node->unit,
                  pohon_target_text(r.progress.target, ',', target),
                  pohon_value_text(r.progress.value, ',', value),
                  pohon_capaian_text(&r.capaian, ',', capaian), r.grade ? r.grade : r.predicate,
                  origin);
}

static void print_scale(const struct pohon_view *view)
{
        const struct scale *s = &view->tree->predicates;
        char text[DECIMAL_TEXT];

        printf("\nPredikat (%s): ", s->basis);
        for (size_t i = 0; i + 1 < s->count; i++)
                printf("%s mulai %s; ", s->bands[i].name,
                       decimal_text(s->bands[i].from, ',', 0, text));
        printf("%s di bawahnya\n", s->bands[s->count - 1].name);
}

static void print_text(const struct pohon_view *view)
{
        CLEANUP(table_free_ptr)
        struct table *table = table_new(show_columns, COUNT_OF(show_columns));
        const struct tree *t = view->tree;

        for (size_t i = 0; i < t->count; i++)
                add_row(table, view, i);
        printf("%s, versi %s, sampai dengan triwulan %s %d (%s)\n\n", t->name, t->version,
               period_roman(view->upto.quarter), view->upto.year,
               *t->decree ? t->decree : "belum resmi");
        table_print_text(table);
        print_scale(view);
        if (!*t->decree)
                puts("Belum resmi: pohon ini belum ditetapkan dengan keputusan.");
        if (*t->note)
                printf("%s\n", t->note);
}

void pohon_print_csv(const struct pohon_view *view)
{
        CLEANUP(table_free_ptr) struct table *table = table_new(pohon_columns, POHON_CELLS);

        for (size_t i = 0; i < view->tree->count; i++) {
                struct pohon_cells cells;

                pohon_cells_of(view, i, &cells);
                table_add(table, (const char *const *)cells.at);
                pohon_cells_clear(&cells);
        }
        table_print_csv(table);
}

enum ctl_exit ctl_pohon_show(const struct ctl *ctl, struct err *err)
{
        struct pohon_view view = {0};

        if (!pohon_view_read(ctl, &view, err))
                return CTL_FAILED;
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(pohon_json(&view));
        else if (ctl->format == FORMAT_CSV)
                pohon_print_csv(&view);
        else
                print_text(&view);
        pohon_view_clear(&view);
        return CTL_OK;
}

/* ---- Export ---- */

/*
 * For spreadsheets with Indonesian settings, which open it by a double click: UTF-8 with its mark,
 * semicolons, decimal commas, CRLF. A text that a spreadsheet would take for a formula is kept from
 * being one.
 */
static void write_cell(FILE *to, const struct table_column *column, const char *value)
{
        bool numeral = column->kind == CELL_NUMBER;

        if (!value)
                return;
        fputc('"', to);
        if (!numeral && strchr("=+-@\t", *value))
                fputc('\'', to);
        for (const char *s = value; *s; s++) {
                if (*s == '"')
                        fputc('"', to);
                fputc(numeral && *s == '.' && s[1] != '.' && (s == value || s[-1] != '.') ? ','
                                                                                          : *s,
                      to);
        }
        fputc('"', to);
}

void pohon_csv(const struct pohon_view *view, FILE *to)
{
        fputs("\xEF\xBB\xBF", to);
        for (size_t i = 0; i < POHON_CELLS; i++)
                fprintf(to, "%s%s", i ? ";" : "", pohon_columns[i].key);
        fputs("\r\n", to);
        for (size_t row = 0; row < view->tree->count; row++) {
                struct pohon_cells cells;

                pohon_cells_of(view, row, &cells);
                for (size_t i = 0; i < POHON_CELLS; i++) {
                        if (i)
                                fputc(';', to);
                        write_cell(to, &pohon_columns[i], cells.at[i]);
                }
                fputs("\r\n", to);
                pohon_cells_clear(&cells);
        }
}

static bool write_json(const struct pohon_view *view, FILE *to)
{
        json_t *json = pohon_json(view);
        bool ok = json_dumpf(json, to, JSON_INDENT(2) | JSON_REAL_PRECISION(15)) == 0;

        json_decref(json);
        fputc('\n', to);
        return ok;
}

static bool write_file(const struct ctl *ctl, const struct pohon_view *view, struct err *err)
{
        const char *path = ctl->words[0];
        bool ok = true;

        if (ctl->option[OPT_PDF])
                return pohon_pdf(view, path, err);
        FILE *to = fopen(path, "we");
        if (!to)
                return err_set(err, "tidak dapat menulis %s: %s", path, strerror(errno));
        if (ctl->format == FORMAT_CSV)
                pohon_csv(view, to);
        else
                ok = write_json(view, to);
        ok = ok && !ferror(to);
        return (fclose(to) == 0 && ok) ||
               err_set(err, "%s tidak tertulis lengkap: %s", path, strerror(errno));
}

enum ctl_exit ctl_pohon_export(const struct ctl *ctl, struct err *err)
{
        struct pohon_view view = {0};

        if ((ctl->option[OPT_PDF] != NULL) == (ctl->format != FORMAT_TEXT)) {
                err_set(err, "pilih satu bentuk: pohon export --csv|--json|--pdf BERKAS");
                return CTL_USAGE;
        }
        if (!pohon_view_read(ctl, &view, err))
                return CTL_FAILED;
        bool ok = write_file(ctl, &view, err);
        pohon_view_clear(&view);
        if (ok)
                fprintf(stderr, "%s ditulis\n", ctl->words[0]);
        return ok ? CTL_OK : CTL_FAILED;
}
