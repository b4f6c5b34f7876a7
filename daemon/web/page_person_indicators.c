/* A person in the newest snapshot of each indicator. */
#include "ground/mem.h"
#include "sql.h"
#include "web/page_person_private.h"
#include "web/words.h"

bool person_indicators(struct web *w, const char *nip, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (!db_query(w->data, sql_indicator_person_snapshots, DB_ARGS(nip, NULL), &r, err))
                return false;
        if (db_rows(r) == 0)
                return true;
        html(h, "<section><h2>Dalam indikator kinerja</h2>\n");
        page_table(h, "Penilaian pada potret terbaru",
                   "Indikator|Per tanggal|Putusan|Alasan|Bukti");
        for (size_t i = 0; i < db_rows(r); i++) {
                struct word verdict = verdict_word(db_text(r, i, 4));
                CLEANUP(free_ptr) char *reason = dimension_words("reason", db_text(r, i, 7));
                struct text url = {0};

                html(h, "<tr><td>%s</td><td>", indicator_words(db_text(r, i, 1)));
                html_time(h, db_text(r, i, 2));
                html(h, "</td><td>");
                page_badge(h, verdict.tone, verdict.words);
                text_addf(&url, "/indikator/%s/pegawai", db_text(r, i, 0));
                url_segment(&url, nip);
                html(h, "</td><td>%s</td><td><a href=\"%s\">Lihat bukti</a></td></tr>\n", reason,
                     text_str(&url));
                text_free(&url);
        }
        page_table_end(h);
        html(h, "</section>\n");
        return true;
}
