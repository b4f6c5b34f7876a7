/* Perlu perbaikan: what must be corrected in SIMPEG, by OPD and reason, over time, and on paper. */
#include <stdlib.h>
#include <string.h>

#include "ground/mem.h"
#include "pure/csv_text.h"
#include "pure/fault.h"
#include "sql.h"
#include "web/chart.h"
#include "web/list.h"
#include "web/page_fix_private.h"
#include "web/words.h"

const struct choice fix_levels[] = {{"", "Semua tingkat"},
                                    {"error", "Wajib diperbaiki"},
                                    {"warning", "Sebaiknya diperbaiki"},
                                    {"info", "Keterangan"},
                                    {NULL, NULL}};

char *fix_sentence(const char *code, const char *field, const char *value)
{
        const struct fault_kind *kind = fault_kind_find(code);

        return kind ? fault_sentence(kind, field, value) : mem_dup(value);
}

static void csv_row(const struct site *site, const struct db_result *r, size_t i, struct text *out)
{
        CLEANUP(free_ptr)
        char *sentence = fix_sentence(db_text(r, i, FIX_CODE), db_text(r, i, FIX_FIELD),
                                      db_text(r, i, FIX_VALUE));

        (void)site;
        LIST_CELLS(out, db_text(r, i, FIX_OPD_ID), db_text(r, i, FIX_OPD), db_text(r, i, FIX_NIP),
                   db_text(r, i, FIX_NAME), db_text(r, i, FIX_KIND), db_text(r, i, FIX_SRC),
                   db_text(r, i, FIX_CODE), db_text(r, i, FIX_SEVERITY), db_text(r, i, FIX_FIELD),
                   db_text(r, i, FIX_VALUE), sentence, db_text(r, i, FIX_FIRST));
}

const struct list fix_list = {
        .sql = sql_ctl_quarantine_rows,
        .filters = 4,
        .keys = 6,
        .filters_behind = 1,
        .key_columns = {FIX_OPD_ID, FIX_NIP, FIX_KIND, FIX_SRC, FIX_CODE, FIX_FIELD},
        .file = "perlu-perbaikan",
        .csv_head = "kode_opd,opd,nip,nama,jenis,id_baris,kode,tingkat,kolom,isi,perbaikan,"
                    "pertama_terlihat",
        .csv_row = csv_row,
};

static const char *const names[] = {"opd", "kode", "jenis", "tingkat", NULL};

/* ---- Filters ---- */

void fix_filter_read(const struct web *w, struct fix_filter *f)
{
        const struct fields *q = &w->request->query;
        const char *code = fields_said(q, "kode"), *level = list_choice(w, "tingkat", fix_levels);

        f->opd = viewer_scope(w) ? viewer_scope(w) : fields_said(q, "opd");
        f->kind = fields_said(q, "jenis");
        for (size_t i = 0; i < fault_kinds_count && (code || level); i++) {
                const struct fault_kind *k = &fault_kinds[i];

                if ((!code || strcmp(k->code, code) == 0) &&
                    (!level || strcmp(fault_severity_name(k->severity), level) == 0))
                        db_array_add(&f->code, k->code);
        }
        f->codes = code || level ? db_array_end(&f->code) : NULL;
}

void fix_filter_clear(struct fix_filter *f)
{
        text_free(&f->code);
}

static bool form(struct web *w, struct err *err)
{
        const struct fields *q = &w->request->query;
        struct html *h = &w->reply->body;

        filter_begin(h, "/perbaikan");
        if (!filter_opd(w, fields_said(q, "opd"), err))
                return false;
        filter_select(h, "tingkat", "Tingkat", fields_said(q, "tingkat"), fix_levels);
        filter_kind(w, fields_said(q, "jenis"));
        filter_text(h, "kode", "Kode", fields_said(q, "kode"));
        filter_end(h);
        return true;
}

/* ---- Progress ---- */

static bool progress(struct web *w, const struct fix_filter *f, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;
        struct chart_count counts[60] = {0};
        size_t n;

        if (!db_query(w->data, sql_web_fix_days, DB_ARGS(f->opd, f->codes), &r, err))
                return false;
        n = db_rows(r) < COUNT_OF(counts) ? db_rows(r) : COUNT_OF(counts);
        if (n == 0)
                return true;
        for (size_t i = 0; i < n; i++)
                counts[i] = (struct chart_count){db_text(r, i, 0), db_int(r, i, 1)};
        html(h, "<section class=\"card\"><h2>Kemajuan</h2>\n");
        chart_columns(h, "kemajuan", "Banyaknya yang perlu diperbaiki pada akhir setiap hari",
                      counts, n);
        html(h, "<details><summary>Angkanya</summary>\n");
        page_table(h, "Perlu diperbaiki per hari", "Hari|#Baris");
        for (size_t i = n; i-- > 0;) {
                html(h, "<tr><td>");
                html_time(h, counts[i].when);
                html(h, "</td><td class=\"num\">%s</td></tr>\n", NUMERAL(counts[i].value));
        }
        page_table_end(h);
        html(h, "</details></section>\n");
        return true;
}

/* ---- By reason and by OPD: sums over the same answer ---- */

enum { G_OPD_ID, G_OPD, G_CODE, G_SEVERITY, G_ROWS, G_PERSONS, G_FIRST };

struct group {
        size_t row; /* the first of its rows, for names */
        int64_t rows, persons;
        const char *first;
};

struct groups {
        struct group *items;
        size_t count;
};

static struct group *group_of(struct groups *g, const struct db_result *r, size_t row, size_t key)
{
        for (size_t i = 0; i < g->count; i++) {
                if (strcmp(db_text(r, g->items[i].row, key), db_text(r, row, key)) == 0)
                        return &g->items[i];
        }
        g->items = mem_resize_array(g->items, g->count + 1, sizeof *g->items);
        g->items[g->count] = (struct group){.row = row, .first = db_text(r, row, G_FIRST)};
        return &g->items[g->count++];
}

static int by_rows(const void *a, const void *b)
{
        int64_t x = ((const struct group *)a)->rows, y = ((const struct group *)b)->rows;

        return (x < y) - (x > y);
}

static struct groups group_by(const struct db_result *r, size_t key)
{
        struct groups g = {0};

        for (size_t row = 0; row < db_rows(r); row++) {
                struct group *at = group_of(&g, r, row, key);

                at->rows += db_int(r, row, G_ROWS);
                at->persons += db_int(r, row, G_PERSONS);
                if (strcmp(db_text(r, row, G_FIRST), at->first) < 0)
                        at->first = db_text(r, row, G_FIRST);
        }
        if (g.count > 0)
                qsort(g.items, g.count, sizeof *g.items, by_rows);
        return g;
}

/* The same list with one filter more. */
static void link_of(struct web *w, const char *name, const char *value, struct text *url)
{
        text_add(url, "/perbaikan");
        for (size_t i = 0; names[i]; i++)
                url_add(url, names[i],
                        strcmp(names[i], name) == 0 ? value
                                                    : fields_said(&w->request->query, names[i]));
        text_add(url, "#daftar");
}

static void reason_row(struct web *w, const struct db_result *r, const struct group *g)
{
        struct html *h = &w->reply->body;
        const char *code = db_text(r, g->row, G_CODE);
        struct word severity = severity_word(db_text(r, g->row, G_SEVERITY));
        CLEANUP(free_ptr) char *sentence = fix_sentence(code, "\xE2\x80\xA6", "\xE2\x80\xA6");
        struct text url = {0};

        link_of(w, "kode", code, &url);
        html(h, "<tr><td>");
        page_badge(h, severity.tone, severity.words);
        html(h, "</td><td class=\"wide\"><a href=\"%s\">%s</a><small>%s</small></td>",
             text_str(&url), code, sentence);
        html(h, "<td class=\"num\">%s</td><td class=\"num\">%s</td><td>", NUMERAL(g->rows),
             NUMERAL(g->persons));
        html_time(h, g->first);
        html(h, "</td></tr>\n");
        text_free(&url);
}

static void opd_row(struct web *w, const struct db_result *r, const struct group *g, int64_t most)
{
        struct html *h = &w->reply->body;
        const char *name = *db_text(r, g->row, G_OPD) ? db_text(r, g->row, G_OPD) : "(tanpa OPD)";
        struct text url = {0};

        link_of(w, "opd", db_text(r, g->row, G_OPD_ID), &url);
        html(h, "<tr><td><a href=\"%s\">%s</a></td><td class=\"num\">%s</td><td class=\"bars\">",
             text_str(&url), name, NUMERAL(g->rows));
        chart_bar(h, name,
                  (const struct chart_part[]){{"bad", g->rows}, {"ground", most - g->rows}}, 2);
        html(h, "</td></tr>\n");
        text_free(&url);
}

static void reasons(struct web *w, const struct db_result *r)
{
        struct html *h = &w->reply->body;
        struct groups g = group_by(r, G_CODE);

        html(h, "<section><h2>Menurut alasan</h2>\n");
        if (g.count == 0) {
                page_empty(h, "Tidak ada yang perlu diperbaiki untuk pilihan ini.");
        } else {
                page_table(h, "Menurut alasan",
                           "Tingkat|Kode dan penjelasan|#Baris|#Pegawai|Sejak");
                for (size_t i = 0; i < g.count; i++)
                        reason_row(w, r, &g.items[i]);
                page_table_end(h);
        }
        html(h, "</section>\n");
        free(g.items);
}

static void opds(struct web *w, const struct db_result *r)
{
        struct html *h = &w->reply->body;
        struct groups g = group_by(r, G_OPD_ID);

        if (g.count > 1) {
                html(h, "<section><h2>Menurut OPD</h2>\n");
                page_table(h, "Menurut OPD", "OPD|#Baris|Gambaran");
                for (size_t i = 0; i < g.count; i++)
                        opd_row(w, r, &g.items[i], g.items[0].rows);
                page_table_end(h);
                html(h, "</section>\n");
        }
        free(g.items);
}

static bool groups(struct web *w, const struct fix_filter *f, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(w->data, sql_ctl_quarantine_list,
                      DB_ARGS(NULL, f->codes, f->kind, NULL, f->opd), &r, err))
                return false;
        reasons(w, r);
        opds(w, r);
        return true;
}

/* ---- Row by row ---- */

void fix_row(struct web *w, const struct db_result *r, size_t i)
{
        struct html *h = &w->reply->body;
        struct word severity = severity_word(db_text(r, i, FIX_SEVERITY));
        CLEANUP(free_ptr)
        char *sentence = fix_sentence(db_text(r, i, FIX_CODE), db_text(r, i, FIX_FIELD),
                                      db_text(r, i, FIX_VALUE));

        html(h, "<tr><td>");
        person_link(h, db_text(r, i, FIX_NIP), db_text(r, i, FIX_NAME));
        html(h, "</td><td>%s<small>%s</small></td><td>", kind_title(w, db_text(r, i, FIX_KIND)),
             db_text(r, i, FIX_SRC));
        page_badge(h, severity.tone, severity.words);
        html(h, "</td><td class=\"wide\">%s<small>%s</small></td><td>", sentence,
             db_text(r, i, FIX_CODE));
        html_time(h, db_text(r, i, FIX_FIRST));
        html(h, "</td></tr>\n");
}

static void row(struct web *w, const struct db_result *r, size_t i, const void *arg)
{
        (void)arg;
        fix_row(w, r, i);
}

static const struct list_table table = {
        .caption = "Yang perlu diperbaiki",
        .columns = "Pegawai|Riwayat|Tingkat|Apa yang harus diperbaiki|Sejak",
        .nothing = "Tidak ada baris untuk pilihan ini.",
        .row = row,
};

static bool rows(struct web *w, const struct fix_filter *f, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;
        struct text print = {0};

        if (!list_read(w, &fix_list, (const char *const[]){NULL, f->codes, f->kind, NULL, f->opd},
                       &r, err))
                return false;
        html(h, "<section id=\"daftar\"><h2>Satu per satu</h2>\n");
        list_show(w, &fix_list, &table, r, names);
        if (db_rows(r) > 0) {
                text_add(&print, "/perbaikan/cetak");
                for (size_t i = 0; names[i]; i++)
                        url_add(&print, names[i], fields_said(&w->request->query, names[i]));
                html(h,
                     "<p class=\"actions\"><a class=\"button\" href=\"%s\">Daftar untuk dicetak"
                     "</a></p>\n",
                     text_str(&print));
                text_free(&print);
        }
        html(h, "</section>\n");
        return true;
}

static bool show(struct web *w, const struct fix_filter *f, struct err *err)
{
        page_begin(
                w, "Perlu perbaikan",
                "Data yang harus dibetulkan di SIMPEG. Setelah dibetulkan, data terkirim sendiri "
                "dan hilang dari daftar ini.");
        if (!form(w, err) || !progress(w, f, err) || !groups(w, f, err) || !rows(w, f, err))
                return false;
        page_end(w);
        return true;
}

bool page_fix(struct web *w, struct err *err)
{
        struct fix_filter f = {0};
        bool ok;

        fix_filter_read(w, &f);
        ok = list_wants_csv(w)
                     ? list_download(w, &fix_list,
                                     (const char *const[]){NULL, f.codes, f.kind, NULL, f.opd}, err)
                     : show(w, &f, err);
        fix_filter_clear(&f);
        return ok;
}
