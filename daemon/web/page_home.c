/* Beranda: is SIASN up to date, what needs somebody today, and how do the two percentages stand? */
#include <stdio.h>
#include <string.h>

#include "engine/indicator.h"
#include "ground/mem.h"
#include "pure/percent.h"
#include "sql.h"
#include "web/chart.h"
#include "web/page.h"
#include "web/words.h"

enum {
        H_PERSONS,
        H_ROWS,
        H_LAST,
        H_TARGET,
        H_REASON,
        H_SINCE,
        H_DAEMONS,
        H_GUARD,
        H_DRIFT,
        H_SCAN
};

enum { READY, INFLIGHT, DOUBT, RETRY, REJECTED, HELD, OPEN_STATES };

struct home {
        struct db_result *row;
        int64_t open[OPEN_STATES];
        int64_t moving, to_fix, to_fix_persons, should_fix;
        char oldest[48]; /* of what is on its way, ISO; "" none */
};

static const char *const open_names[OPEN_STATES] = {"ready", "inflight", "doubt",
                                                    "retry", "rejected", "held"};

static void take_state(struct home *home, const struct db_result *r, size_t i)
{
        const char *oldest = db_text(r, i, 2);

        for (int s = 0; s < OPEN_STATES; s++) {
                if (strcmp(open_names[s], db_text(r, i, 0)) != 0)
                        continue;
                home->open[s] = db_int(r, i, 1);
                if (s == REJECTED || s == HELD)
                        continue;
                home->moving += home->open[s];
                if (!home->oldest[0] || strcmp(oldest, home->oldest) < 0)
                        snprintf(home->oldest, sizeof home->oldest, "%s", oldest);
        }
}

static void take_severity(struct home *home, const struct db_result *r, size_t i)
{
        if (strcmp(db_text(r, i, 0), "error") == 0) {
                home->to_fix = db_int(r, i, 1);
                home->to_fix_persons = db_int(r, i, 2);
        } else if (strcmp(db_text(r, i, 0), "warning") == 0) {
                home->should_fix = db_int(r, i, 1);
        }
}

static bool read_home(struct web *w, struct home *home, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *states = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *fixes = NULL;
        const struct db_args *args = DB_ARGS(viewer_scope(w));

        if (!db_query(w->data, sql_web_home, args, &home->row, err) ||
            !db_query(w->data, sql_web_open_states, args, &states, err) ||
            !db_query(w->data, sql_web_fix_totals, args, &fixes, err))
                return false;
        for (size_t i = 0; i < db_rows(states); i++)
                take_state(home, states, i);
        for (size_t i = 0; i < db_rows(fixes); i++)
                take_severity(home, fixes, i);
        return true;
}

/* The one sentence most people come for. */
static void verdict(struct html *h, const struct home *home)
{
        const char *target = db_text(home->row, 0, H_TARGET);

        if (strcmp(target, "refused") == 0)
                page_notice(h, "bad",
                            "SIASN menolak kredensial. Pengiriman berhenti sampai "
                            "pengelola memperbaruinya; tidak ada data yang hilang.");
        else if (strcmp(target, "ill") == 0)
                page_notice(h, "warn",
                            "Layanan SIASN sedang terganggu. Data menunggu dan terkirim "
                            "sendiri setelah layanan pulih.");
        else if (db_int(home->row, 0, H_DAEMONS) == 0)
                page_notice(h, "warn",
                            "Program sinkronisasi sedang tidak berjalan. Data menunggu "
                            "sampai pengelola menjalankannya.");
        else if (home->moving > 0)
                page_notice(h, "info", "Sinkronisasi sedang berjalan.");
        else if (home->to_fix > 0)
                page_notice(h, "good",
                            "Semua data yang dapat dikirim sudah sama dengan SIASN. "
                            "Sisanya menunggu perbaikan di SIMPEG.");
        else
                page_notice(h, "good", "Semua data SIMPEG sudah sama dengan SIASN.");
}

static void figures(struct html *h, const struct home *home)
{
        int64_t rows = db_int(home->row, 0, H_ROWS);
        int64_t open = home->moving + home->open[REJECTED] + home->open[HELD];
        int64_t same = rows > open ? rows - open : 0;
        char share[PERCENT_TEXT], under[96], value[48], when[48];

        html(h, "<dl class=\"figures\">\n");
        snprintf(value, sizeof value, "%s %%", DECIMAL(percent_text(same, rows, share)));
        snprintf(under, sizeof under, "%s dari %s baris", NUMERAL(same), NUMERAL(rows));
        page_figure(h, "good", "Sama dengan SIASN", value, under, NULL);
        snprintf(under, sizeof under, "tertua sejak %s", html_when(home->oldest, when));
        page_figure(h, home->moving ? "info" : "calm", "Dalam perjalanan", NUMERAL(home->moving),
                    home->oldest[0] ? under : "tidak ada yang menunggu", "/antrean");
        snprintf(under, sizeof under, "pada %s pegawai", NUMERAL(home->to_fix_persons));
        page_figure(h, home->to_fix ? "bad" : "good", "Wajib diperbaiki", NUMERAL(home->to_fix),
                    under, "/perbaikan");
        page_figure(h, "calm", "Pegawai", NUMERAL(db_int(home->row, 0, H_PERSONS)), NULL,
                    "/pegawai");
        page_figure(h, "calm when", "Terakhir selesai",
                    html_when(db_value(home->row, 0, H_LAST), when), NULL, "/riwayat");
        html(h, "</dl>\n");
}

static void todo(struct html *h, const char *tone, int64_t n, const char *link, const char *words,
                 int *shown)
{
        if (n == 0)
                return;
        html(h, "<li><a href=\"%s\">%s</a>", link, words);
        page_badge(h, tone, NUMERAL(n));
        html(h, "</li>\n");
        ++*shown;
}

static void todos(struct html *h, const struct home *home)
{
        int shown = 0;

        html(h, "<section class=\"card\"><h2>Yang perlu Anda kerjakan</h2>\n<ul class=\"todo\">\n");
        todo(h, "bad", db_int(home->row, 0, H_GUARD), "/sistem",
             "Perubahan massal menunggu persetujuan pengelola", &shown);
        todo(h, "bad", home->to_fix, "/perbaikan?tingkat=error",
             "Kesalahan yang menahan pengiriman", &shown);
        todo(h, "warn", home->open[HELD], "/antrean?status=held", "Riwayat yang ditahan petugas",
             &shown);
        todo(h, "warn", db_int(home->row, 0, H_DRIFT), "/mutu#beda",
             "Riwayat yang diubah langsung di SIASN", &shown);
        todo(h, "warn", home->should_fix, "/perbaikan?tingkat=warning",
             "Data yang sebaiknya dilengkapi", &shown);
        todo(h, "info", home->open[DOUBT] + home->open[RETRY], "/antrean?status=retry",
             "Akan dicoba lagi oleh program", &shown);
        if (!shown)
                html(h, "<li>Tidak ada. Semua data sudah beres.</li>\n");
        html(h, "</ul></section>\n");
}

static bool percentage(struct web *w, const char *indicator, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;
        struct chart_point points[120] = {0};
        size_t n;
        char share[PERCENT_TEXT];
        struct text url = {0};

        if (!db_query(w->data, sql_web_trend, DB_ARGS(indicator), &r, err))
                return false;
        n = db_rows(r) < COUNT_OF(points) ? db_rows(r) : COUNT_OF(points);
        for (size_t i = 0; i < n; i++)
                points[i] =
                        (struct chart_point){db_text(r, i, 0), db_int(r, i, 1), db_int(r, i, 2)};
        text_add(&url, "/indikator/");
        text_add(&url, indicator);
        html(h, "<article class=\"card\"><h3><a href=\"%s\">%s</a></h3>\n", text_str(&url),
             indicator_words(indicator));
        text_free(&url);
        if (n == 0) {
                html(h, "<p class=\"muted\">Belum pernah dihitung.</p></article>\n");
                return true;
        }
        const struct chart_point *last = &points[n - 1];
        html(h, "<p class=\"big\">%s&nbsp;%% <small>%s dari %s orang",
             DECIMAL(percent_text(last->part, last->whole, share)), NUMERAL(last->part),
             NUMERAL(last->whole));
        html(h, ", belum dapat dinilai %s, tidak dihitung %s</small></p>\n",
             NUMERAL(db_int(r, n - 1, 3)), NUMERAL(db_int(r, n - 1, 4)));
        chart_trend(h, indicator, "Persentase dari hari ke hari", points, n);
        html(h, "</article>\n");
        return true;
}

static bool percentages(struct web *w, struct err *err)
{
        struct html *h = &w->reply->body;
        bool ok;

        html(h, "<h2>Dua persentase kinerja</h2>\n<div class=\"pair\">\n");
        ok = percentage(w, "penempatan", err) && percentage(w, "diklat_struktural", err);
        html(h, "</div>\n");
        return ok;
}

bool page_home(struct web *w, struct err *err)
{
        struct home home = {0};
        bool ok = read_home(w, &home, err);

        if (ok) {
                struct html *h = &w->reply->body;
                char when[48], lead[160];

                snprintf(lead, sizeof lead, "%s. Pembandingan penuh terakhir: %s.",
                         viewer_scope(w) ? w->viewer->opd_name : "Semua perangkat daerah",
                         html_when(db_value(home.row, 0, H_SCAN), when));
                page_begin(w, "Beranda", lead);
                verdict(h, &home);
                figures(h, &home);
                todos(h, &home);
                ok = percentages(w, err);
                page_end(w);
        }
        db_result_free(home.row);
        return ok;
}
