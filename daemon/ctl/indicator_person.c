/* Words evidence, disagree and sample: from a figure to persons and their records. */
#include <stdio.h>
#include <string.h>

#include "ctl/indicator.h"
#include "engine/arrays.h"
#include "ground/mem.h"
#include "pure/rule_words.h"
#include "sql.h"

enum { SAMPLE_DEFAULT = 20, SAMPLE_MAX = 100000 };

static const struct table_column verdict_columns[] = {
        {"snapshot", "SNAPSHOT", CELL_NUMBER},   {"indicator", "INDICATOR", CELL_TEXT},
        {"as_of", "AS OF", CELL_TEXT},           {"version", "RULE", CELL_TEXT},
        {"verdict", "VERDICT", CELL_TEXT},       {"strict", "STRICT", CELL_TEXT},
        {"permissive", "PERMISSIVE", CELL_TEXT}, {"reason", "REASON", CELL_TEXT},
        {"class", "CLASS", CELL_TEXT},           {"jenis", NULL, CELL_TEXT},
        {"penugasan", NULL, CELL_TEXT},          {"tmt", "TMT", CELL_TEXT},
        {"post", "POST ROW", CELL_TEXT},         {"unor", NULL, CELL_TEXT},
        {"unor_name", NULL, CELL_TEXT},          {"opd", NULL, CELL_TEXT},
        {"opd_name", "OPD", CELL_TEXT},          {"near_bup", NULL, CELL_BOOL}};

static const struct table_column clause_columns[] = {
        {"clause", "CLAUSE", CELL_TEXT},     {"result", "RESULT", CELL_TEXT},
        {"permissive", NULL, CELL_TEXT},     {"reason", "REASON", CELL_TEXT},
        {"found", "FOUND", CELL_TEXT},       {"required", "REQUIRED", CELL_TEXT},
        {"record", "RECORD", CELL_TEXT},     {"src_id", "IN SIMPEG", CELL_TEXT},
        {"siasn_id", "AT SIASN", CELL_TEXT}, {"document", "FILE", CELL_BOOL},
        {"title", NULL, CELL_TEXT},          {"basis", "BASIS", CELL_LONG}};

static const struct table_column input_columns[] = {
        {"kind", "KIND", CELL_TEXT},         {"src_id", "IN SIMPEG", CELL_TEXT},
        {"siasn_id", "AT SIASN", CELL_TEXT}, {"simpeg", "SIMPEG SAYS", CELL_LONG},
        {"siasn", "SIASN SAYS", CELL_TEXT},  {"digest", NULL, CELL_TEXT}};

static const struct table_column disagree_columns[] = {
        {"nip", "NIP", CELL_TEXT},          {"kind", "KIND", CELL_TEXT},
        {"src_id", "IN SIMPEG", CELL_TEXT}, {"siasn_id", "AT SIASN", CELL_TEXT},
        {"field", "FIELD", CELL_TEXT},      {"simpeg", "SIMPEG SAYS", CELL_TEXT},
        {"siasn", "SIASN SAYS", CELL_TEXT}, {"clauses", "USED BY", CELL_LONG}};

static const struct table_column bkn_columns[] = {{"nip", "NIP", CELL_TEXT},
                                                  {"verdict", "OUR VERDICT", CELL_TEXT},
                                                  {"reason", "REASON", CELL_TEXT},
                                                  {"year", "YEAR", CELL_TEXT},
                                                  {"qualification", "BKN: KUALIFIKASI", CELL_TEXT},
                                                  {"competence", "BKN: KOMPETENSI", CELL_TEXT},
                                                  {"note", "BKN: KETERANGAN", CELL_LONG}};

static const struct table_column sample_columns[] = {{"no", "NO", CELL_NUMBER},
                                                     {"nip", "NIP", CELL_TEXT},
                                                     {"opd", "OPD", CELL_TEXT},
                                                     {"unit", "UNIT", CELL_TEXT},
                                                     {"kelas", "KELAS", CELL_TEXT},
                                                     {"tmt", NULL, CELL_TEXT},
                                                     {"putusan", "PUTUSAN", CELL_TEXT},
                                                     {"kondisi", "KONDISI", CELL_TEXT},
                                                     {"kriteria", NULL, CELL_TEXT},
                                                     {"sebab", "SEBAB", CELL_TEXT},
                                                     {"akibat", NULL, CELL_TEXT},
                                                     {"rekomendasi", "REKOMENDASI", CELL_LONG},
                                                     {"hasil_uji_auditor", NULL, CELL_TEXT}};

static bool fill(struct db *db, const char *sql, const struct db_args *args, struct table *table,
                 struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(db, sql, args, &r, err))
                return false;
        table_add_result(table, r);
        return true;
}

/* ---- persons ---- */

static const struct table_column person_columns[] = {
        {"nip", "NIP", CELL_TEXT},       {"verdict", "VERDICT", CELL_TEXT},
        {"reason", "REASON", CELL_TEXT}, {"class", "CLASS", CELL_TEXT},
        {"tmt", "TMT", CELL_TEXT},       {"opd", "OPD", CELL_TEXT},
        {"unit", "UNIT", CELL_TEXT}};

static bool dimension_known(const char *name, struct err *err)
{
        static const char *const names[] = {"opd", "class",    "jenis",  "penugasan",
                                            "sex", "near_bup", "reason", "verdict"};

        for (size_t i = 0; i < COUNT_OF(names); i++) {
                if (strcmp(names[i], name) == 0)
                        return true;
        }
        return err_set(err,
                       "%s is no dimension: opd, class, jenis, penugasan, sex, near_bup, reason "
                       "or verdict",
                       name);
}

enum ctl_exit ctl_indicator_persons(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(table_free_ptr)
        struct table *table = table_new(person_columns, COUNT_OF(person_columns));
        struct kept kept = {0};
        bool filtered = ctl->word_count == 3;

        if (ctl->word_count == 2) {
                err_set(err, "usage: indicator persons SNAPSHOT [DIMENSION VALUE]; dimensions as "
                             "`indicator result` shows them, and verdict");
                return CTL_USAGE;
        }
        if (filtered && !dimension_known(ctl->words[1], err))
                return CTL_USAGE;
        bool ok = ctl_open_ready_state(ctl->config, &db, err) &&
                  kept_find(db, ctl->words[0], &kept, err) &&
                  fill(db, sql_indicator_persons,
                       DB_ARGS(NUMBER(kept.id), filtered ? ctl->words[1] : NULL,
                               filtered ? ctl->words[2] : NULL),
                       table, err);
        if (ok && ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:I, s:o}", "snapshot", (json_int_t)kept.id, "persons",
                                         table_json(table)));
        else if (ok && ctl->format == FORMAT_CSV)
                table_print_csv(table);
        else if (ok && table_rows(table) == 0)
                puts("Nobody is counted there.");
        else if (ok)
                table_print_text(table);
        kept_free(&kept);
        return ok ? CTL_OK : CTL_FAILED;
}

/* ---- evidence ---- */

struct trail {
        struct table *clauses, *inputs, *differences, *bkn;
};

static bool trail_read(struct db *db, const char *nip, const char *snapshot, struct trail *t,
                       struct err *err)
{
        *t = (struct trail){
                .clauses = table_new(clause_columns, COUNT_OF(clause_columns)),
                .inputs = table_new(input_columns, COUNT_OF(input_columns)),
                .differences = table_new(disagree_columns, COUNT_OF(disagree_columns)),
                .bkn = table_new(bkn_columns, COUNT_OF(bkn_columns)),
        };
        return fill(db, sql_indicator_person_evidence, DB_ARGS(nip, snapshot), t->clauses, err) &&
               fill(db, sql_indicator_person_inputs, DB_ARGS(nip, snapshot), t->inputs, err) &&
               fill(db, sql_indicator_disagree, DB_ARGS(snapshot, nip), t->differences, err) &&
               fill(db, sql_indicator_bkn, DB_ARGS(snapshot, nip), t->bkn, err);
}

static void trail_free(struct trail *t)
{
        table_free(t->clauses);
        table_free(t->inputs);
        table_free(t->differences);
        table_free(t->bkn);
}

static json_t *trail_json(const struct trail *t)
{
        return json_pack("{s:o, s:o, s:o, s:o}", "clauses", table_json(t->clauses), "inputs",
                         table_json(t->inputs), "disagreements", table_json(t->differences), "bkn",
                         table_json(t->bkn));
}

static void trail_print(const struct trail *t, const char *snapshot)
{
        printf("\n==== snapshot %s\n", snapshot);
        ctl_print_section("Clauses", t->clauses);
        ctl_print_section("Frozen records", t->inputs);
        ctl_print_section("Fields in which SIMPEG and SIASN differ", t->differences);
        ctl_print_section("BKN's own score (nilai IP ASN)", t->bkn);
}

static bool trails(const struct ctl *ctl, struct db *db, const char *nip, struct table *verdicts,
                   const struct db_result *r, struct err *err)
{
        json_t *list = json_array();
        bool ok = true;

        for (size_t row = 0; ok && row < db_rows(r); row++) {
                const char *snapshot = db_text(r, row, 0);
                struct trail t;

                ok = trail_read(db, nip, snapshot, &t, err);
                if (ok && ctl->format == FORMAT_TEXT)
                        trail_print(&t, snapshot);
                if (ok && ctl->format == FORMAT_CSV)
                        row == 0 ? table_print_csv(t.clauses) : table_print_csv_rows(t.clauses);
                if (ok && ctl->format == FORMAT_JSON) {
                        json_t *object = trail_json(&t);

                        json_object_set_new(object, "verdict", table_row_json(verdicts, row));
                        json_array_append_new(list, object);
                }
                trail_free(&t);
        }
        if (ok && ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:s, s:O}", "nip", nip, "snapshots", list));
        json_decref(list);
        return ok;
}

enum ctl_exit ctl_indicator_evidence(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        CLEANUP(table_free_ptr)
        struct table *verdicts = table_new(verdict_columns, COUNT_OF(verdict_columns));
        CLEANUP(free_ptr) char *nip = ctl_plain_nip(ctl->words[0]);
        int64_t number;

        if (ctl->option[OPT_SNAPSHOT] &&
            !text_to_int(ctl->option[OPT_SNAPSHOT], 1, INT32_MAX, &number)) {
                err_set(err, "--snapshot %s: give a number of `siasnctl indicator list`",
                        ctl->option[OPT_SNAPSHOT]);
                return CTL_USAGE;
        }
        if (!ctl_open_ready_state(ctl->config, &db, err) ||
            !db_query(db, sql_indicator_person_snapshots, DB_ARGS(nip, ctl->option[OPT_SNAPSHOT]),
                      &r, err))
                return CTL_FAILED;
        if (db_rows(r) == 0) {
                err_set(err, "%s%s has no person with NIP %s",
                        ctl->option[OPT_SNAPSHOT] ? "snapshot " : "the newest snapshot",
                        ctl->option[OPT_SNAPSHOT] ? ctl->option[OPT_SNAPSHOT] : "", nip);
                return CTL_FAILED;
        }
        table_add_result(verdicts, r);
        if (ctl->format == FORMAT_TEXT) {
                printf("%s\n\n", nip);
                table_print_text(verdicts);
        }
        return trails(ctl, db, nip, verdicts, r, err) ? CTL_OK : CTL_FAILED;
}

/* ---- disagree ---- */

enum ctl_exit ctl_indicator_disagree(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(table_free_ptr)
        struct table *table = table_new(disagree_columns, COUNT_OF(disagree_columns));
        CLEANUP(table_free_ptr) struct table *bkn = table_new(bkn_columns, COUNT_OF(bkn_columns));
        struct kept kept = {0};
        bool ok = ctl_open_ready_state(ctl->config, &db, err) &&
                  kept_find(db, ctl->words[0], &kept, err) &&
                  fill(db, sql_indicator_disagree, DB_ARGS(NUMBER(kept.id), NULL), table, err) &&
                  fill(db, sql_indicator_bkn, DB_ARGS(NUMBER(kept.id), NULL), bkn, err);

        if (ok && ctl->format == FORMAT_JSON) {
                ctl_print_json(json_pack("{s:o, s:o}", "disagreements", table_json(table), "bkn",
                                         table_json(bkn)));
        } else if (ok && ctl->format == FORMAT_CSV) {
                table_print_csv(table);
        } else if (ok) {
                printf("snapshot %lld: %zu fields that a clause used differ between SIMPEG and "
                       "SIASN (clauses go by SIMPEG); BKN's own score is known of %zu persons\n",
                       (long long)kept.id, table_rows(table), table_rows(bkn));
                ctl_print_section("Differences", table);
                ctl_print_section("BKN's own score (nilai IP ASN) beside ours", bkn);
        }
        kept_free(&kept);
        return ok ? CTL_OK : CTL_FAILED;
}

/* ---- sample ---- */

struct paper {
        struct text condition, criterion, cause, remedy;
};

static void add_piece(struct text *out, const char *piece)
{
        if (strstr(text_str(out), piece))
                return;
        text_addf(out, "%s%s", out->len ? " " : "", piece);
}

static const char *or_none(const char *value)
{
        return *value ? value : "tidak ada";
}

/* One clause of the person: what was found, what is asked, why it falls short. */
static void add_clause(struct paper *p, const struct db_result *r, size_t row)
{
        const char *id = db_text(r, row, 0), *result = db_text(r, row, 1);
        const struct rule_word *word = rule_word_find(db_text(r, row, 3));

        if (strcmp(result, "not_applicable") == 0)
                return;
        text_addf(&p->condition, "%s%s: ditemukan %s", p->condition.len ? "; " : "", id,
                  or_none(db_text(r, row, 4)));
        if (*db_text(r, row, 7))
                text_addf(&p->condition, " (%s %s di SIMPEG, %s di SIASN, berkas %s)",
                          db_text(r, row, 6), db_text(r, row, 7), or_none(db_text(r, row, 8)),
                          !db_value(r, row, 9) ? "tidak diketahui"
                          : db_bool(r, row, 9) ? "ada"
                                               : "tidak ada");
        text_addf(&p->criterion, "%s%s: %s; disyaratkan %s (%s)", p->criterion.len ? "; " : "", id,
                  db_text(r, row, 10), or_none(db_text(r, row, 5)), db_text(r, row, 11));
        if (strcmp(result, "pass") == 0)
                return;
        add_piece(&p->cause, word->cause);
        add_piece(&p->remedy, word->remedy);
}

static void paper_free(struct paper *p)
{
        text_free(&p->condition);
        text_free(&p->criterion);
        text_free(&p->cause);
        text_free(&p->remedy);
}

static const char *or_word(const struct text *text, const char *word)
{
        return text->len ? text->s : word;
}

static bool add_person(struct db *db, const struct kept *kept, const struct db_result *sample,
                       size_t row, struct table *table, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct paper p = {0};
        const char *verdict = db_text(sample, row, 1), *reason = db_text(sample, row, 2);

        if (!db_query(db, sql_indicator_person_evidence,
                      DB_ARGS(db_text(sample, row, 0), NUMBER(kept->id)), &r, err))
                return false;
        for (size_t i = 0; i < db_rows(r); i++)
                add_clause(&p, r, i);
        TABLE_ADD(table, NUMBER((int64_t)row + 1), db_text(sample, row, 0), db_text(sample, row, 3),
                  db_text(sample, row, 4), db_text(sample, row, 5), db_text(sample, row, 6),
                  verdict, or_word(&p.condition, reason), or_word(&p.criterion, "Populasi aturan."),
                  or_word(&p.cause, *reason ? reason : "Tidak ada; syarat dipenuhi."),
                  rule_consequence(verdict), or_word(&p.remedy, "Tidak ada."), "");
        paper_free(&p);
        return true;
}

static bool sample(const struct ctl *ctl, struct db *db, const struct kept *kept,
                   struct table *table, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        int64_t n;

        if (!ctl_number(ctl, OPT_LINES, SAMPLE_DEFAULT, 1, SAMPLE_MAX, &n, err) ||
            !db_query(db, sql_indicator_sample,
                      DB_ARGS(NUMBER(kept->id), ctl->option[OPT_SEED], NUMBER(n)), &r, err))
                return false;
        for (size_t row = 0; row < db_rows(r); row++) {
                if (!add_person(db, kept, r, row, table, err))
                        return false;
        }
        return true;
}

enum ctl_exit ctl_indicator_sample(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(table_free_ptr)
        struct table *table = table_new(sample_columns, COUNT_OF(sample_columns));
        struct kept kept = {0};

        bool ok = ctl_open_ready_state(ctl->config, &db, err) &&
                  kept_find(db, ctl->words[0], &kept, err) && sample(ctl, db, &kept, table, err);
        if (ok && ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:I, s:s, s:s, s:o}", "snapshot", (json_int_t)kept.id,
                                         "hash", kept.hash, "seed", ctl->option[OPT_SEED],
                                         "kertas_kerja", table_json(table)));
        else if (ok && ctl->format == FORMAT_CSV)
                table_print_csv(table);
        else if (ok)
                table_print_text(table);
        kept_free(&kept);
        return ok ? CTL_OK : CTL_FAILED;
}
