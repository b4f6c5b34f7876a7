/* Pegawai: one person, as known here and at SIASN, with everything that was tried. */
#include <stdio.h>
#include <string.h>

#include "engine/arrays.h"
#include "ground/mem.h"
#include "pure/fault.h"
#include "sql.h"
#include "web/page_person_private.h"
#include "web/words.h"

enum { EVENTS = 60 };

/* ---- What blocks, what to correct ---- */

static void fault_row(struct web *w, const struct db_result *r, size_t i)
{
        struct html *h = &w->reply->body;
        const struct fault_kind *kind = fault_kind_find(db_text(r, i, 2));
        struct word severity = severity_word(db_text(r, i, 3));
        CLEANUP(free_ptr)
        char *sentence = kind ? fault_sentence(kind, db_text(r, i, 4), db_text(r, i, 5))
                              : mem_dup(db_text(r, i, 5));

        html(h, "<tr><td>%s<small>%s</small></td><td>", kind_title(w, db_text(r, i, 0)),
             db_text(r, i, 1));
        page_badge(h, severity.tone, severity.words);
        html(h, "</td><td class=\"wide\">%s<small>%s</small></td><td>", sentence, db_text(r, i, 2));
        html_time(h, db_text(r, i, 6));
        html(h, "</td></tr>\n");
}

static bool faults(struct web *w, const char *nip, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (!db_query(w->data, sql_ctl_show_reasons, DB_ARGS(nip), &r, err))
                return false;
        html(h, "<section><h2>Perlu perhatian</h2>\n");
        if (db_rows(r) == 0) {
                page_empty(h, "Tidak ada yang perlu diperbaiki.");
        } else {
                page_table(h, "Yang perlu diperbaiki di SIMPEG",
                           "Riwayat|Tingkat|Apa yang harus "
                           "diperbaiki|Sejak");
                for (size_t i = 0; i < db_rows(r); i++)
                        fault_row(w, r, i);
                page_table_end(h);
        }
        html(h, "</section>\n");
        return true;
}

/* ---- Differences ---- */

static void drift_row(struct web *w, const struct db_result *r, size_t i)
{
        struct html *h = &w->reply->body;
        const char *reason = db_text(r, i, 8);
        struct text field = {0};

        words_of_name(db_text(r, i, 4), &field);
        html(h, "<tr><td>%s<small>%s</small></td><td>%s</td><td>%s</td>",
             kind_title(w, db_text(r, i, 0)), db_text(r, i, 2), finding_words(db_text(r, i, 1)),
             text_str(&field));
        text_free(&field);
        html(h, "<td class=\"wide\">%s</td><td class=\"wide\">%s</td><td>%s<small>%s</small></td>",
             db_text(r, i, 5), db_text(r, i, 6), newer_words(db_text(r, i, 7)),
             drift_reason_words(reason));
        html(h, "</tr>\n");
}

static bool differences(struct web *w, const char *nip, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (!db_query(w->data, sql_drift_person, DB_ARGS(nip), &r, err))
                return false;
        if (db_rows(r) == 0)
                return true;
        html(h, "<section><h2>Perbedaan pada pembacaan terakhir</h2>\n");
        page_table(h, "Perbedaan SIMPEG dan SIASN",
                   "Riwayat|Temuan|Isian|SIMPEG|SIASN|Yang berubah");
        for (size_t i = 0; i < db_rows(r); i++)
                drift_row(w, r, i);
        page_table_end(h);
        html(h, "</section>\n");
        return true;
}

/* ---- Documents ---- */

static void document_row(struct web *w, const struct db_result *r, size_t i)
{
        struct html *h = &w->reply->body;
        struct word state = state_word(db_text(r, i, 4)), worth = signature_word(db_text(r, i, 5));

        html(h, "<tr><td>%s<small>jenis %s, %s</small></td><td>", kind_title(w, db_text(r, i, 1)),
             db_text(r, i, 3), db_text(r, i, 0));
        page_badge(h, state.tone, strcmp(db_text(r, i, 4), "done") == 0 ? "Terkirim" : state.words);
        html(h, "</td><td>");
        page_badge(h, worth.tone, worth.words);
        if (*db_text(r, i, 6)) {
                char when[48];

                html(h, "<small>%s, %s</small>", db_text(r, i, 6),
                     html_when(db_value(r, i, 7), when));
        }
        html(h, "</td><td>");
        html_time(h, db_value(r, i, 9));
        html(h, "</td><td class=\"wide\">%s</td></tr>\n", db_text(r, i, 12));
}

static bool documents(struct web *w, const char *nip, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (!db_query(w->data, sql_ctl_show_documents, DB_ARGS(nip), &r, err))
                return false;
        html(h, "<section><h2>Dokumen</h2>\n");
        if (db_rows(r) == 0) {
                page_empty(h, "SIMPEG tidak mencatat berkas untuk pegawai ini.");
        } else {
                page_table(h, "Dokumen dan tanda tangan elektroniknya",
                           "Riwayat|Keadaan|Tanda tangan|Dikirim|Jawaban SIASN");
                for (size_t i = 0; i < db_rows(r); i++)
                        document_row(w, r, i);
                page_table_end(h);
        }
        html(h, "</section>\n");
        return true;
}

/* ---- History ---- */

static bool history(struct web *w, const char *nip, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (!db_query(w->data, sql_web_person_log, DB_ARGS(nip, NUMBER(EVENTS)), &r, err))
                return false;
        html(h, "<section><h2>Riwayat percobaan</h2>\n");
        page_table(h, "Yang sudah dilakukan, terbaru di atas",
                   "Waktu|Kejadian|Riwayat|Keterangan "
                   "dan jawaban SIASN");
        for (size_t i = 0; i < db_rows(r); i++) {
                html(h, "<tr><td>");
                html_time(h, db_text(r, i, 0));
                html(h, "</td><td>%s</td><td>%s<small>%s</small></td><td class=\"wide\">",
                     event_words(db_text(r, i, 1)), kind_title(w, db_text(r, i, 2)),
                     db_text(r, i, 3));
                event_detail(h, db_text(r, i, 4));
                html(h, "</td></tr>\n");
        }
        page_table_end(h);
        struct text url = {0};
        text_add(&url, "/riwayat");
        url_add(&url, "cari", nip);
        html(h,
             "<p class=\"actions\"><a class=\"button\" href=\"%s\">Seluruh riwayat pegawai ini</a>"
             "</p></section>\n",
             text_str(&url));
        text_free(&url);
        return true;
}

/* ---- Who has looked ---- */

static bool seen(struct web *w, const char *nip, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (w->viewer->role == ROLE_HR)
                return true;
        if (!db_query(w->data, sql_web_person_seen, DB_ARGS(nip), &r, err))
                return false;
        html(h, "<section class=\"noprint\"><h2>Siapa yang melihat</h2>\n");
        page_table(h, "Kunjungan terakhir ke halaman ini", "Waktu|Pengguna|Tindakan");
        for (size_t i = 0; i < db_rows(r); i++) {
                html(h, "<tr><td>");
                html_time(h, db_text(r, i, 0));
                html(h, "</td><td>%s<small>%s</small></td><td>%s</td></tr>\n", db_text(r, i, 2),
                     db_text(r, i, 1), access_words(db_text(r, i, 3)));
        }
        page_table_end(h);
        html(h, "</section>\n");
        return true;
}

/* ---- The page ---- */

static bool facts(struct web *w, const char *nip, const char *opd, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (!db_query(w->data, sql_ctl_show_person, DB_ARGS(nip), &r, err))
                return false;
        if (db_rows(r) > 0 && *db_text(r, 0, 1)) {
                const struct fault_kind *kind = fault_kind_find(db_text(r, 0, 1));
                CLEANUP(free_ptr) char *words = kind ? fault_sentence(kind, "", nip) : NULL;

                page_notice(h, kind && kind->severity == FAULT_INFO ? "info" : "bad",
                            words ? words : db_text(r, 0, 1));
        }
        html(h,
             "<dl class=\"facts\"><div><dt>NIP</dt><dd>%s</dd></div><div><dt>OPD</dt><dd>%s</dd>"
             "</div>",
             nip, *opd ? opd : "(tidak tercatat)");
        html(h,
             "<div><dt>Dikenal di SIASN</dt><dd>%s</dd></div><div><dt>Dibaca dari SIASN</dt><dd>",
             db_rows(r) > 0 && db_value(r, 0, 0) ? "Ya" : "Belum ditemukan");
        html_time(h, db_rows(r) > 0 ? db_value(r, 0, 4) : NULL);
        html(h, "</dd></div></dl>\n");
        return true;
}

bool page_person(struct web *w, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        char nip[ROUTE_ARG_MAX];

        route_arg(w, 0, nip);
        if (!db_query(w->data, sql_web_person, DB_ARGS(nip, viewer_scope(w)), &r, err))
                return false;
        if (db_rows(r) == 0)
                return access_note(w, "ditolak", "", err) && reply_not_found(w);
        if (!access_note(w, "pegawai", nip, err))
                return false;
        page_begin(w, *db_text(r, 0, 0) ? db_text(r, 0, 0) : nip, NULL);
        if (!facts(w, nip, db_text(r, 0, 2), err) || !faults(w, nip, err) ||
            !person_records(w, nip, err) || !differences(w, nip, err) || !documents(w, nip, err) ||
            !person_indicators(w, nip, err) || !history(w, nip, err) || !seen(w, nip, err))
                return false;
        page_end(w);
        return true;
}
