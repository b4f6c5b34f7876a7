/* Verifying a snapshot where it lies, in the state database. */
#include <stdio.h>
#include <string.h>

#include "engine/arrays.h"
#include "engine/verify_private.h"
#include "ground/mem.h"
#include "sql.h"

static bool check_chain(struct db *state, int64_t snapshot, struct verification *v,
                        const json_t *header, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct chain chain = {0};

        if (!db_query(state, sql_indicator_chain, DB_ARGS(NUMBER(snapshot)), &r, err))
                return false;
        for (size_t i = 0; i < db_rows(r); i++) {
                const struct signed_header h = {db_text(r, i, 0), db_text(r, i, 1),
                                                db_text(r, i, 2)};

                chain_add(&chain, &h);
        }
        chain_end(v, &chain, header);
        return true;
}

static bool audit(struct db *state, int64_t snapshot, const struct ruleset *rule, const char *as_of,
                  struct verification *v, const json_t *header, struct err *err)
{
        struct auditor a;

        auditor_init(&a, rule, as_of);
        bool ok = indicator_each_line(state, LINES_INPUTS, snapshot, auditor_line, &a, err);
        auditor_end(v, &a, header);
        return ok;
}

/* The SQL once more, under a number of its own that the rollback takes away. */
static bool evaluate_again(struct db *state, int64_t snapshot, const struct ruleset *rule,
                           const char *as_of, int64_t *ret, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(state, sql_indicator_next, NULL, &r, err) ||
            !db_script(state, sql_indicator_work, err))
                return false;
        *ret = db_int(r, 0, 0);
        return indicator_evaluate(state, rule, as_of, snapshot, *ret, err);
}

static bool differences(struct db *state, int64_t snapshot, int64_t again,
                        enum indicator_lines sort, struct text *out, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        const char *sql = sort == LINES_VERDICTS   ? sql_indicator_again_verdicts
                          : sort == LINES_EVIDENCE ? sql_indicator_again_evidence
                                                   : sql_indicator_again_results;

        if (!db_query(state, sql, DB_ARGS(NUMBER(snapshot), NUMBER(again)), &r, err))
                return false;
        for (size_t i = 0; i < db_rows(r); i++)
                text_addf(out, "%s%s", out->len ? ", " : "", db_text(r, i, 0));
        return true;
}

/* What is stored, against the header alone. */
static bool stored(struct db *state, int64_t snapshot, struct verification *v, const json_t *header,
                   struct err *err)
{
        for (int sort = LINES_VERDICTS; sort < LINES_SORTS; sort++) {
                enum indicator_lines s = (enum indicator_lines)sort;
                char sum[DIGEST_HEX];
                int64_t rows;

                if (!indicator_hash_lines(state, s, snapshot, &rows, sum, err))
                        return false;
                verify_stored(v, header, s, rows, sum, "");
        }
        return true;
}

static bool stored_again(struct db *state, int64_t snapshot, int64_t again, struct verification *v,
                         const json_t *header, struct err *err)
{
        for (int sort = LINES_VERDICTS; sort < LINES_SORTS; sort++) {
                enum indicator_lines s = (enum indicator_lines)sort;
                char stored[DIGEST_HEX], repeated[DIGEST_HEX], what[48];
                struct text where = {0};
                int64_t rows, rows_again;
                bool ok = indicator_hash_lines(state, s, snapshot, &rows, stored, err) &&
                          indicator_hash_lines(state, s, again, &rows_again, repeated, err) &&
                          (strcmp(stored, repeated) == 0 ||
                           differences(state, snapshot, again, s, &where, err));

                if (ok) {
                        verify_stored(v, header, s, rows, stored, text_str(&where));
                        snprintf(what, sizeof what, "%s by SQL", indicator_lines_names[sort]);
                        verify_add(v, strcmp(stored, repeated) == 0, what, "%lld rows",
                                   (long long)rows_again);
                }
                text_free(&where);
                if (!ok)
                        return false;
        }
        return true;
}

static bool verify(enum verify_depth depth, struct db *state, int64_t snapshot, const char *trusted,
                   const struct db_result *row, const struct ruleset *rule, json_t *header,
                   struct verification *v, struct err *err)
{
        const struct signed_header h = {db_text(row, 0, 3), db_text(row, 0, 5), db_text(row, 0, 6)};
        const char *wanted =
                json_string_value(json_object_get(json_object_get(header, "rule"), "sha256"));
        const char *as_of = json_string_value(json_object_get(header, "as_of"));
        int64_t again;

        verify_signature(v, &h, db_text(row, 0, 4), trusted);
        verify_add(v, wanted && strcmp(wanted, rule->sha256) == 0, "rule", "%s %s, %s",
                   rule->indicator, rule->version, rule_standing(rule));
        if (!as_of)
                return err_set(err, "the header of snapshot %lld has no as_of",
                               (long long)snapshot);
        if (!check_chain(state, snapshot, v, header, err))
                return false;
        if (depth == VERIFY_SEAL)
                return true;
        if (!audit(state, snapshot, rule, as_of, v, header, err))
                return false;
        if (depth == VERIFY_READING)
                return stored(state, snapshot, v, header, err);
        return evaluate_again(state, snapshot, rule, as_of, &again, err) &&
               stored_again(state, snapshot, again, v, header, err);
}

bool verify_snapshot(struct db *state, int64_t snapshot, const char *trusted,
                     struct verification *ret, struct err *err)
{
        return verify_snapshot_to(VERIFY_ALL, state, snapshot, trusted, ret, err);
}

bool verify_snapshot_to(enum verify_depth depth, struct db *state, int64_t snapshot,
                        const char *trusted, struct verification *ret, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *row = NULL;
        CLEANUP(rule_free_ptr) struct ruleset *rule = NULL;
        struct verification v = {0};

        if (!db_script(state, sql_indicator_begin, err) ||
            !db_query(state, sql_indicator_snapshot_get, DB_ARGS(NUMBER(snapshot), NULL), &row,
                      err))
                return false;
        json_t *header = db_rows(row) ? json_loads(db_text(row, 0, 3), 0, NULL) : NULL;
        bool ok =
                header ? rule_load("the snapshot's rule", db_text(row, 0, 8), &rule, err) &&
                                 verify(depth, state, snapshot, trusted, row, rule, header, &v, err)
                       : err_set(err, "snapshot %lld is missing, or its header is not JSON",
                                 (long long)snapshot);

        json_decref(header);
        db_rollback(state);
        if (ok)
                *ret = v;
        else
                verification_free(&v);
        return ok;
}
