/* One person's evidence in one snapshot: the verdict, the clauses, the frozen records, both sides.
 */
#include <jansson.h>
#include <string.h>

#include "engine/arrays.h"
#include "ground/mem.h"
#include "pure/rule_words.h"
#include "sql.h"
#include "web/page_indicator_private.h"
#include "web/words.h"

/* The code list a clause's values are of, NULL for none. */
static const char *list_of(const struct kept *kept, const char *clause)
{
        const struct rule_clause *c = rule_clause_find(kept->rule, clause);

        if (!c)
                return NULL;
        return c->kind == CLAUSE_EDUCATION             ? "tingkat_pendidikan"
               : c->kind == CLAUSE_RANK                ? "golongan"
               : c->kind == CLAUSE_STRUCTURAL_TRAINING ? "latihan_struktural"
                                                       : NULL;
}

static void clause_row(struct html *h, const struct kept *kept, const struct db_result *r, size_t i)
{
        struct word result = verdict_word(db_text(r, i, 1));
        const char *reason = db_text(r, i, 3), *list = list_of(kept, db_text(r, i, 0));
        CLEANUP(free_ptr) char *found = code_words(list, db_text(r, i, 4));
        CLEANUP(free_ptr) char *required = code_words(list, db_text(r, i, 5));
        bool explained = *reason && strcmp(db_text(r, i, 1), "pass") != 0;

        html(h, "<tr><th scope=\"row\">%s<small>%s: %s</small></th><td>", db_text(r, i, 10),
             db_text(r, i, 0), db_text(r, i, 11));
        page_badge(h, result.tone, result.words);
        html(h, "</td><td>%s</td><td>%s</td><td>%s", found, required,
             explained ? rule_word_find(reason)->cause : "");
        if (explained)
                html(h, "<small>%s</small>", rule_word_find(reason)->remedy);
        html(h, "</td><td>%s<small>%s</small></td></tr>\n", input_words(db_text(r, i, 6)),
             db_text(r, i, 7));
}

static bool clauses(struct web *w, const struct kept *kept, const char *nip, const char *snapshot,
                    struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (!db_query(w->data, sql_indicator_person_evidence, DB_ARGS(nip, snapshot), &r, err))
                return false;
        html(h, "<section><h2>Syarat demi syarat</h2>\n");
        page_table(h, "Hasil setiap syarat",
                   "Syarat dan dasarnya|Hasil|Ditemukan|Disyaratkan|Sebab dan saran|Bukti");
        for (size_t i = 0; i < db_rows(r); i++)
                clause_row(h, kept, r, i);
        page_table_end(h);
        html(h, "</section>\n");
        return true;
}

/* A frozen record as "nama: nilai" lines. */
static void record(struct html *h, const char *json_text)
{
        json_t *json = json_loads(json_text, 0, NULL);
        const char *key;
        json_t *value;

        html(h, "<td class=\"wide\">");
        json_object_foreach (json, key, value) {
                CLEANUP(free_ptr)
                char *shown = json_is_string(value)
                                      ? mem_dup(json_string_value(value))
                                      : json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);

                bool yes = strcmp(shown, "t") == 0, no = strcmp(shown, "f") == 0;
                if (*shown && strcmp(shown, "null") != 0)
                        html(h, "<small>%s: %s</small>", member_words(key),
                             yes  ? "ya"
                             : no ? "tidak"
                                  : shown);
        }
        html(h, "</td>");
        json_decref(json);
}

static bool inputs(struct web *w, const char *nip, const char *snapshot, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (!db_query(w->data, sql_indicator_person_inputs, DB_ARGS(nip, snapshot), &r, err))
                return false;
        html(h, "<section><h2>Data yang dibekukan</h2>\n");
        page_table(h, "Data pada saat potret dibuat", "Data|SIMPEG|SIASN|Sidik (SHA-256)");
        for (size_t i = 0; i < db_rows(r); i++) {
                html(h, "<tr><th scope=\"row\">%s<small>%s</small></th>",
                     input_words(db_text(r, i, 0)), db_text(r, i, 1));
                record(h, db_text(r, i, 3));
                record(h, db_text(r, i, 4));
                html(h, "<td><code>%s</code></td></tr>\n", db_text(r, i, 5));
        }
        page_table_end(h);
        html(h, "</section>\n");
        return true;
}

static void verdict(struct html *h, const struct db_result *r)
{
        CLEANUP(free_ptr) char *reason = dimension_words("reason", db_text(r, 0, 7));
        struct word word = verdict_word(db_text(r, 0, 4));
        struct word strict = verdict_word(db_text(r, 0, 5)), loose = verdict_word(db_text(r, 0, 6));

        html(h, "<dl class=\"facts\"><div><dt>Putusan</dt><dd>");
        page_badge(h, word.tone, word.words);
        html(h,
             "</dd></div><div><dt>Alasan</dt><dd>%s</dd></div><div><dt>Ketat / longgar</dt><dd>%s "
             "/ "
             "%s</dd></div>",
             reason, strict.words, loose.words);
        html(h,
             "<div><dt>Kelas jabatan</dt><dd>%s</dd></div><div><dt>OPD dan unit</dt><dd>%s<br>%s"
             "</dd></div><div><dt>TMT jabatan</dt><dd>",
             class_words(db_text(r, 0, 8)), db_text(r, 0, 16), db_text(r, 0, 14));
        html_time(h, db_text(r, 0, 11));
        html(h, "</dd></div></dl>\n");
}

static bool show(struct web *w, const struct kept *kept, const char *nip, const char *name,
                 struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;
        struct text lead = {0};
        char number[24];

        number_text(number, kept->id);
        if (!db_query(w->data, sql_indicator_person_snapshots, DB_ARGS(nip, number), &r, err))
                return false;
        if (db_rows(r) == 0)
                return reply_not_found(w);
        text_addf(&lead, "NIP %s. %s, potret %s.", nip, indicator_words(kept->indicator), number);
        page_begin(w, *name ? name : nip, text_str(&lead));
        text_free(&lead);
        verdict(h, r);
        if (!clauses(w, kept, nip, number, err) || !inputs(w, nip, number, err))
                return false;
        html(h,
             "<p class=\"actions\"><a class=\"button\" href=\"/indikator/%s/pegawai\">Ke daftar "
             "pegawai</a> ",
             number);
        person_link(h, nip, "");
        html(h, "</p>\n");
        page_end(w);
        return true;
}

bool page_evidence(struct web *w, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *person = NULL;
        struct kept kept = {0};
        char nip[ROUTE_ARG_MAX];
        bool ok;

        route_arg(w, 1, nip);
        if (!db_query(w->data, sql_web_person, DB_ARGS(nip, viewer_scope(w)), &person, err))
                return false;
        /* Somebody whom a snapshot has and the state no longer: only for those who see everybody.
         */
        if (db_rows(person) == 0 && viewer_scope(w))
                return access_note(w, "ditolak", "", err) && reply_not_found(w);
        ok = access_note(w, "pegawai", nip, err) && indicator_kept_of(w, &kept, err) &&
             (!kept.row || show(w, &kept, nip, db_rows(person) ? db_text(person, 0, 0) : "", err));
        kept_free(&kept);
        return ok;
}
