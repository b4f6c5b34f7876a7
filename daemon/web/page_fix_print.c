/* A list of what an OPD must correct, to print and to sign. */
#include <stdio.h>
#include <string.h>

#include "ground/clock.h"
#include "ground/mem.h"
#include "pure/date.h"
#include "sql.h"
#include "web/page_fix_private.h"

enum { PRINTED = 1000 };

static void letter_head(struct web *w, const char *opd)
{
        struct html *h = &w->reply->body;
        struct date d;
        char today[11], when[48];

        clock_today(&d.year, &d.month, &d.day);
        date_to_iso(d, today);
        html(h,
             "<div class=\"letter\"><div><strong>%s</strong><br>Daftar perbaikan data SIMPEG</div>"
             "<div>%s<br>%s</div></div>\n",
             w->site->tree->agency, opd, html_when(today, when));
        html(h, "<p class=\"actions\"><button type=\"button\" data-print hidden>Cetak</button> "
                "<a class=\"button\" href=\"/perbaikan\">Kembali</a></p>\n");
}

static void signatures(struct web *w)
{
        html(&w->reply->body,
             "<div class=\"sign\"><div>Diserahkan oleh,<br>%s</div><div>Diterima oleh,<br>Petugas "
             "kepegawaian OPD</div></div>\n",
             w->viewer->full_name);
}

bool page_fix_print(struct web *w, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;
        struct fix_filter f = {0};
        char limit[16];

        fix_filter_read(w, &f);
        snprintf(limit, sizeof limit, "%d", PRINTED);
        bool ok = db_query(w->data, sql_ctl_quarantine_rows,
                           DB_ARGS(NULL, f.codes, f.kind, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                                   f.opd, limit),
                           &r, err) &&
                  access_note(w, "unduhan", "", err);
        if (ok) {
                page_begin(w, "Daftar perbaikan", NULL);
                letter_head(w, f.opd && db_rows(r) ? db_text(r, 0, FIX_OPD) : "Semua OPD");
                page_table(h, "Yang perlu diperbaiki di SIMPEG",
                           "Pegawai|Riwayat|Tingkat|Apa yang harus diperbaiki|Sejak");
                for (size_t i = 0; i < db_rows(r); i++)
                        fix_row(w, r, i);
                page_table_end(h);
                if (db_rows(r) == PRINTED)
                        page_notice(h, "warn",
                                    "Daftar dipotong pada 1.000 baris: pilih satu OPD, "
                                    "atau unduh CSV.");
                signatures(w);
                page_end(w);
        }
        fix_filter_clear(&f);
        return ok;
}
