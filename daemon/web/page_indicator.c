/* One snapshot of an indicator: its figures, by whom and what, its rule, its seal. */
#include <stdio.h>
#include <string.h>

#include "engine/arrays.h"
#include "engine/verify.h"
#include "ground/mem.h"
#include "sql.h"
#include "web/chart.h"
#include "web/page_indicator_private.h"
#include "web/words.h"

enum {
        D_DIMENSION,
        D_VALUE,
        D_NAME,
        D_PASS,
        D_FAIL,
        D_UNKNOWN,
        D_EXCLUDED,
        D_STRICT,
        D_PERMISSIVE
};

static const struct {
        const char *name, *title;
} dimensions[] = {{"opd", "Menurut OPD"},
                  {"class", "Menurut eselon dan jenis jabatan"},
                  {"jenis", "Menurut jenis jabatan"},
                  {"reason", "Menurut alasan"},
                  {"sex", "Menurut jenis kelamin"},
                  {"penugasan", "Menurut penugasan"},
                  {"near_bup", "Menurut dekatnya pensiun"}};

bool indicator_kept_of(struct web *w, struct kept *ret, struct err *err)
{
        char word[ROUTE_ARG_MAX];

        if (!kept_read(w->data, route_arg(w, 0, word), ret, err))
                return false;
        return ret->row || reply_not_found(w);
}

void indicator_persons_url(struct text *url, int64_t snapshot, const char *dimension,
                           const char *value, const char *verdict)
{
        text_addf(url, "/indikator/%lld/pegawai", (long long)snapshot);
        url_add(url, "menurut", dimension);
        if (dimension)
                url_add(url, "nilai", *value ? value : "-");
        url_add(url, "putusan", verdict);
}

/* ---- Figures ---- */

static struct counts counts_of(const struct db_result *r, size_t i)
{
        return (struct counts){.pass = db_int(r, i, D_PASS),
                               .fail = db_int(r, i, D_FAIL),
                               .unknown = db_int(r, i, D_UNKNOWN),
                               .excluded = db_int(r, i, D_EXCLUDED),
                               .pass_strict = db_int(r, i, D_STRICT),
                               .pass_permissive = db_int(r, i, D_PERMISSIVE)};
}

static void figure_link(struct html *h, const struct kept *kept, const char *tone,
                        const char *label, int64_t n, const char *verdict, const char *under)
{
        struct text url = {0};

        indicator_persons_url(&url, kept->id, NULL, NULL, verdict);
        page_figure(h, tone, label, NUMERAL(n), under, text_str(&url));
        text_free(&url);
}

static void levels(struct html *h, const struct kept *kept, const struct figures *f)
{
        if (!rule_has_kind(kept->rule, CLAUSE_STRUCTURAL_TRAINING) &&
            !rule_has_kind(kept->rule, CLAUSE_STANDARD_TRAINING))
                return;
        char value[40];

        snprintf(value, sizeof value, "%s %%", DECIMAL(f->strict));
        page_figure(h, "calm", "Ketat", value, "diklat tepat sejenjang", NULL);
        snprintf(value, sizeof value, "%s %%", DECIMAL(f->permissive));
        page_figure(h, "calm", "Longgar", value, "jenjang lebih tinggi ikut dihitung", NULL);
}

static void figures(struct html *h, const struct kept *kept, const struct counts *n)
{
        struct figures f;
        char value[80], low[32], high[32], under[80];

        figures_of(kept->rule, n, &f);
        html(h, "<dl class=\"figures\">\n");
        snprintf(value, sizeof value, "%s %%", DECIMAL(f.pct));
        snprintf(under, sizeof under, "%s dari %s orang", NUMERAL(n->pass), NUMERAL(f.denominator));
        page_figure(h, "info", "Persentase", value, under, NULL);
        figure_link(h, kept, "good", "Memenuhi", n->pass, "pass", "pembilang");
        figure_link(h, kept, "bad", "Tidak memenuhi", n->fail, "fail", "ikut dalam penyebut");
        figure_link(h, kept, "warn", "Belum dapat dinilai", n->unknown, "unknown",
                    kept->rule->unknown_counted ? "ikut dalam penyebut" : "di luar penyebut");
        figure_link(h, kept, "calm", "Tidak dihitung", n->excluded, "excluded",
                    "di luar populasi aturan");
        snprintf(value, sizeof value, "%s\xE2\x80\x93%s %%", html_decimal(f.low, low),
                 html_decimal(f.high, high));
        page_figure(h, "calm", "Rentang", value, "bila semua yang belum dinilai gagal, atau lulus",
                    NULL);
        levels(h, kept, &f);
        html(h, "</dl>\n");
}

/* ---- By dimension ---- */

static void number_link(struct html *h, const struct kept *kept, const char *dimension,
                        const char *value, const char *verdict, int64_t n)
{
        struct text url = {0};

        indicator_persons_url(&url, kept->id, dimension, value, verdict);
        if (n > 0)
                html(h, "<td class=\"num\"><a href=\"%s\">%s</a></td>", text_str(&url), NUMERAL(n));
        else
                html(h, "<td class=\"num\">0</td>");
        text_free(&url);
}

static void value_row(struct html *h, const struct kept *kept, const struct db_result *r, size_t i)
{
        const char *dimension = db_text(r, i, D_DIMENSION), *value = db_text(r, i, D_VALUE);
        CLEANUP(free_ptr)
        char *name = *db_text(r, i, D_NAME) ? mem_dup(db_text(r, i, D_NAME))
                                            : dimension_words(dimension, value);
        struct counts n = counts_of(r, i);
        struct figures f;
        char label[200];

        figures_of(kept->rule, &n, &f);
        html(h, "<tr><th scope=\"row\">%s</th>", *name ? name : "(tidak diketahui)");
        number_link(h, kept, dimension, value, "pass", n.pass);
        number_link(h, kept, dimension, value, "fail", n.fail);
        number_link(h, kept, dimension, value, "unknown", n.unknown);
        number_link(h, kept, dimension, value, "excluded", n.excluded);
        snprintf(label, sizeof label, "%.100s: %lld memenuhi, %lld tidak, %lld belum dinilai", name,
                 (long long)n.pass, (long long)n.fail, (long long)n.unknown);
        html(h, "<td class=\"num\">%s</td><td class=\"bars\">", DECIMAL(f.pct));
        chart_bar(
                h, label,
                (const struct chart_part[]){{"good", n.pass}, {"bad", n.fail}, {"warn", n.unknown}},
                3);
        html(h, "</td></tr>\n");
}

static void dimension(struct html *h, const struct kept *kept, const struct db_result *r, size_t d)
{
        html(h, "<section><h2>%s</h2>\n", dimensions[d].title);
        if (d == 0)
                html(h, "<ul class=\"legend\"><li class=\"good\">Memenuhi</li><li class=\"bad\">"
                        "Tidak memenuhi</li><li class=\"warn\">Belum dapat dinilai</li></ul>\n");
        page_table(h, dimensions[d].title,
                   "Kelompok|#Memenuhi|#Tidak|#Belum dinilai|#Tidak "
                   "dihitung|#Persen|Gambaran");
        for (size_t i = 0; i < db_rows(r); i++) {
                if (strcmp(db_text(r, i, D_DIMENSION), dimensions[d].name) == 0)
                        value_row(h, kept, r, i);
        }
        page_table_end(h);
        html(h, "</section>\n");
}

/* ---- Rule and seal ---- */

static void rule_facts(struct html *h, const struct kept *kept)
{
        const struct ruleset *rule = kept->rule;
        char when[48];

        html(h,
             "<section><h2>Aturan</h2>\n<dl class=\"facts\"><div><dt>Versi</dt><dd>%s</dd></div>"
             "<div><dt>Status</dt><dd>",
             rule->version);
        page_badge(h, rule->decree_number ? "good" : "warn",
                   rule->decree_number ? "Resmi" : "Belum resmi");
        html(h, "</dd></div><div><dt>Keputusan</dt><dd>%s%s%s</dd></div>",
             rule->decree_number ? rule->decree_number : "Belum ada keputusan yang menetapkannya",
             rule->decree_date ? ", " : "",
             rule->decree_date ? html_when(rule->decree_date, when) : "");
        html(h, "<div><dt>Berkas aturan (SHA-256)</dt><dd><code>%s</code></dd></div></dl>\n",
             rule->sha256);
        page_table(h, "Syarat yang diperiksa", "Kode|Syarat|Dasar");
        for (size_t i = 0; i < rule->clause_count; i++)
                html(h,
                     "<tr><th scope=\"row\">%s</th><td class=\"wide\">%s</td><td class=\"wide\">%s"
                     "<small>%s</small></td></tr>\n",
                     rule->clauses[i].id, rule->clauses[i].title, rule->clauses[i].basis,
                     rule->clauses[i].basis_status);
        page_table_end(h);
        html(h, "</section>\n");
}

void indicator_checks(struct html *h, const char *caption, const struct verification *v)
{
        page_table(h, caption, "Pemeriksaan|Hasil|Keterangan");
        for (size_t i = 0; i < v->count; i++) {
                html(h, "<tr><th scope=\"row\">%s</th><td>", v->items[i].what);
                page_badge(h, v->items[i].ok ? "good" : "bad",
                           v->items[i].ok ? "Cocok" : "Tidak cocok");
                html(h, "</td><td class=\"wide\"><code>%s</code></td></tr>\n", v->items[i].detail);
        }
        page_table_end(h);
}

/* Old snapshots keep their figures and their seal; who stood behind them is in an exported folder.
 */
static bool tell_dropped(struct web *w, const struct kept *kept, bool *ret, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;
        char when[48];

        if (!db_query(w->data, sql_web_dropped, DB_ARGS(NUMBER(kept->id)), &r, err))
                return false;
        *ret = db_rows(r) > 0;
        if (*ret)
                html(h,
                     "<p class=\"notice info\" role=\"status\">Rincian pegawai potret ini sudah "
                     "dipindahkan "
                     "ke arsip pada %s (%s). Angka dan tanda tangannya tetap di sini; folder "
                     "arsipnya dapat "
                     "diperiksa dengan siasnctl indicator verify.</p>\n",
                     html_when(db_text(r, 0, 0), when), db_text(r, 0, 1));
        return true;
}

static bool seal(struct web *w, const struct kept *kept, bool dropped, struct err *err)
{
        struct html *h = &w->reply->body;
        struct verification v = {0};

        if (!verify_snapshot_to(VERIFY_SEAL, w->data, kept->id, NULL, &v, err))
                return false;
        html(h, "<section><h2>Keaslian</h2>\n");
        page_notice(h, v.ok ? "good" : "bad",
                    v.ok ? "Tanda tangan potret ini sah dan rantai potret sebelumnya utuh."
                         : "Potret ini TIDAK dapat dipercaya: lihat pemeriksaan yang tidak cocok.");
        indicator_checks(h, "Tanda tangan dan rantai", &v);
        verification_free(&v);
        if (!dropped && (w->viewer->role == ROLE_AUDITOR || w->viewer->role == ROLE_ADMIN)) {
                html(h, "<form method=\"post\" action=\"/indikator/%lld/verifikasi\">",
                     (long long)kept->id);
                page_csrf(w);
                html(h, "<button type=\"submit\">Hitung ulang dari data beku</button></form>\n");
        }
        html(h, "</section>\n");
        return true;
}

static void downloads(struct html *h, const struct kept *kept)
{
        static const struct {
                const char *file, *words;
        } files[] = {{"hasil.csv", "Hasil (CSV)"},
                     {"pegawai.csv", "Pegawai dan putusan (CSV)"},
                     {"aturan.json", "Aturan (JSON)"},
                     {"kepala.json", "Kepala bertanda tangan (JSON)"}};

        html(h, "<section><h2>Unduhan</h2>\n<p class=\"actions\">");
        for (size_t i = 0; i < COUNT_OF(files); i++)
                html(h, "<a class=\"button\" href=\"/indikator/%lld/unduh/%s\">%s</a>\n",
                     (long long)kept->id, files[i].file, files[i].words);
        html(h, "</p></section>\n");
}

static bool show(struct web *w, const struct kept *kept, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;
        struct counts n = {0};
        char lead[200], when[48], frozen[48];
        bool dropped = false;

        if (!db_query(w->data, sql_web_results, DB_ARGS(NUMBER(kept->id)), &r, err))
                return false;
        for (size_t i = 0; i < db_rows(r); i++) {
                if (strcmp(db_text(r, i, D_DIMENSION), "total") == 0)
                        n = counts_of(r, i);
        }
        snprintf(lead, sizeof lead, "Potret %lld, keadaan per %s, dibekukan %s UTC.",
                 (long long)kept->id, html_when(kept->as_of, when),
                 html_when(kept->frozen_at, frozen));
        page_begin(w, indicator_words(kept->indicator), lead);
        if (!kept->rule->decree_number)
                page_notice(h, "warn",
                            "Belum resmi: belum ada keputusan yang menetapkan aturan "
                            "hitungnya.");
        if (!tell_dropped(w, kept, &dropped, err))
                return false;
        figures(h, kept, &n);
        for (size_t d = 0; d < COUNT_OF(dimensions); d++)
                dimension(h, kept, r, d);
        rule_facts(h, kept);
        if (!seal(w, kept, dropped, err))
                return false;
        downloads(h, kept);
        page_end(w);
        return true;
}

bool page_indicator(struct web *w, struct err *err)
{
        struct kept kept = {0};
        bool ok = indicator_kept_of(w, &kept, err) && (!kept.row || show(w, &kept, err));

        kept_free(&kept);
        return ok;
}
