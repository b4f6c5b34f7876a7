/* Indikator: both percentages at a glance, and their snapshots. */
#include <stdio.h>
#include <string.h>

#include "engine/indicator.h"
#include "ground/mem.h"
#include "pure/percent.h"
#include "sql.h"
#include "web/chart.h"
#include "web/page_indicator_private.h"
#include "web/words.h"

enum { T_DAY, T_PASS, T_WHOLE, T_UNKNOWN, T_EXCLUDED, T_VERSION };

static void trend_table(struct html *h, const struct db_result *r)
{
        char share[PERCENT_TEXT];

        html(h, "<details><summary>Angkanya hari demi hari</summary>\n");
        page_table(h, "Persentase menurut hari",
                   "Hari|#Memenuhi|#Penyebut|#Persen|#Belum dapat dinilai|#Tidak dihitung|Aturan");
        for (size_t i = db_rows(r); i-- > 0;) {
                html(h, "<tr><td>");
                html_time(h, db_text(r, i, T_DAY));
                html(h,
                     "</td><td class=\"num\">%s</td><td class=\"num\">%s</td>"
                     "<td class=\"num\">%s</td>",
                     NUMERAL(db_int(r, i, T_PASS)), NUMERAL(db_int(r, i, T_WHOLE)),
                     DECIMAL(percent_text(db_int(r, i, T_PASS), db_int(r, i, T_WHOLE), share)));
                html(h, "<td class=\"num\">%s</td><td class=\"num\">%s</td><td>%s</td></tr>\n",
                     NUMERAL(db_int(r, i, T_UNKNOWN)), NUMERAL(db_int(r, i, T_EXCLUDED)),
                     db_text(r, i, T_VERSION));
        }
        page_table_end(h);
        html(h, "</details>\n");
}

static bool trend(struct web *w, const char *indicator, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;
        struct chart_point points[120] = {0};
        char share[PERCENT_TEXT];
        size_t n;

        if (!db_query(w->data, sql_web_trend, DB_ARGS(indicator), &r, err))
                return false;
        n = db_rows(r) < COUNT_OF(points) ? db_rows(r) : COUNT_OF(points);
        if (n == 0) {
                html(h, "<p class=\"muted\">Belum pernah dihitung dari hari ke hari.</p>\n");
                return true;
        }
        for (size_t i = 0; i < n; i++)
                points[i] = (struct chart_point){db_text(r, i, T_DAY), db_int(r, i, T_PASS),
                                                 db_int(r, i, T_WHOLE)};
        const struct chart_point *last = &points[n - 1];
        html(h, "<p class=\"big\">%s&nbsp;%% <small>%s dari %s orang</small></p>\n",
             DECIMAL(percent_text(last->part, last->whole, share)), NUMERAL(last->part),
             NUMERAL(last->whole));
        chart_trend(h, indicator, "Persentase dari hari ke hari", points, n);
        trend_table(h, r);
        return true;
}

static void snapshot_row(struct html *h, const struct db_result *r, size_t i)
{
        bool official = strcmp(db_text(r, i, 3), "resmi") == 0;

        html(h, "<tr><td><a href=\"/indikator/%s\">Potret %s</a></td><td>", db_text(r, i, 0),
             db_text(r, i, 0));
        html_time(h, db_text(r, i, 1));
        html(h, "</td><td>%s</td><td>", db_text(r, i, 2));
        page_badge(h, official ? "good" : "warn", official ? "Resmi" : "Belum resmi");
        html(h, "</td>");
        for (size_t c = 4; c <= 7; c++)
                html(h, "<td class=\"num\">%s</td>", NUMERAL(db_int(r, i, c)));
        html(h, "</tr>\n");
}

static bool snapshots(struct web *w, const char *indicator, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (!db_query(w->data, sql_web_snapshots, DB_ARGS(indicator), &r, err))
                return false;
        if (db_rows(r) == 0) {
                page_empty(h, "Belum ada potret. Potret dibuat berkala, atau dengan `siasnctl "
                              "indicator compute`.");
                return true;
        }
        page_table(h, "Potret yang tersimpan",
                   "Potret|Per tanggal|Aturan|Status|#Memenuhi|#Tidak|#Belum dapat "
                   "dinilai|#Tidak dihitung");
        for (size_t i = 0; i < db_rows(r); i++)
                snapshot_row(h, r, i);
        page_table_end(h);
        return true;
}

static bool one(struct web *w, const char *indicator, struct err *err)
{
        struct html *h = &w->reply->body;

        html(h, "<section class=\"card\"><h2><a href=\"/indikator/%s\">%s</a></h2>\n", indicator,
             indicator_words(indicator));
        if (!trend(w, indicator, err))
                return false;
        html(h, "<h3>Potret</h3>\n");
        if (!snapshots(w, indicator, err))
                return false;
        html(h, "</section>\n");
        return true;
}

bool page_indicators(struct web *w, struct err *err)
{
        page_begin(w, "Indikator",
                   "Dua persentase pada pohon kinerja. Angka harian mengikuti data; potret "
                   "membekukan datanya dan ditandatangani, sehingga dapat dihitung ulang.");
        if (!one(w, "penempatan", err) || !one(w, "diklat_struktural", err))
                return false;
        page_end(w);
        return true;
}
