#include "engine/indicator.h"

#include <stdio.h>
#include <string.h>

#include "data.h"
#include "engine/arrays.h"
#include "engine/indicator_private.h"
#include "ground/clock.h"
#include "ground/mem.h"
#include "sql.h"

enum { RULE_BYTES_MAX = 1 << 20 };

const char *const indicator_default_rules[] = {"penempatan_a1", "diklat_b2"};
const size_t indicator_default_count = COUNT_OF(indicator_default_rules);

static char *read_file(const char *path, struct err *err)
{
        struct text out = {0};
        char piece[4096];
        size_t n;
        FILE *f = fopen(path, "re");

        if (!f) {
                err_set(err,
                        "cannot open rule %s: give a file, or a shipped rule such as penempatan_a1",
                        path);
                return NULL;
        }
        while (out.len <= RULE_BYTES_MAX && (n = fread(piece, 1, sizeof piece, f)) > 0)
                text_add_n(&out, piece, n);
        bool ok = !ferror(f) && out.len <= RULE_BYTES_MAX && strlen(text_str(&out)) == out.len;
        fclose(f);
        if (ok)
                return text_take(&out);
        text_free(&out);
        err_set(err, "rule %s cannot be read, or is no text of at most 1 MiB", path);
        return NULL;
}

bool indicator_rule_open(const char *name, struct ruleset **ret, struct err *err)
{
        for (size_t i = 0; i < embedded_rules_count; i++) {
                if (strcmp(embedded_rules[i].name, name) == 0)
                        return rule_load(name, embedded_rules[i].text, ret, err);
        }
        CLEANUP(free_ptr) char *text = read_file(name, err);
        return text && rule_load(name, text, ret, err);
}

/* In force on the date, the same text as ever, and the year not taken by another version. */
static bool rule_usable(struct indicator_run *run, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *known = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *lock = NULL;
        const struct ruleset *r = run->rule;

        if (strcmp(run->as_of, r->effective_from) < 0 ||
            (r->effective_to && strcmp(run->as_of, r->effective_to) > 0))
                return err_set(err, "rule %s %s is in force from %s to %s: not on %s", r->indicator,
                               r->version, r->effective_from,
                               r->effective_to ? r->effective_to : "(open)", run->as_of);
        if (!db_query(run->state, sql_indicator_rule_known, DB_ARGS(r->indicator, r->version),
                      &known, err) ||
            !db_query(run->state, sql_indicator_rule_lock,
                      DB_ARGS(r->indicator, run->as_of, r->sha256), &lock, err))
                return false;
        if (db_rows(known) > 0 && strcmp(db_text(known, 0, 0), r->sha256) != 0)
                return err_set(err,
                               "version %s of %s was used with another text: a version never "
                               "changes; give the new text a new version",
                               r->version, r->indicator);
        if (db_rows(lock) > 0)
                return err_set(err,
                               "the year of %s is locked by version %s of %s: another version may "
                               "take effect from the next year",
                               run->as_of, db_text(lock, 0, 0), r->indicator);
        return true;
}

/* Everybody of the source stands in exactly one row of every dimension, or nothing is published. */
static bool add_up(struct indicator_run *run, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(run->state, sql_indicator_total, DB_ARGS(NUMBER(run->snapshot)), &r, err))
                return false;
        run->pass = db_int(r, 0, 0);
        run->fail = db_int(r, 0, 1);
        run->unknown = db_int(r, 0, 2);
        run->excluded = db_int(r, 0, 3);
        run->pass_strict = db_int(r, 0, 4);
        run->pass_permissive = db_int(r, 0, 5);
        int64_t all = run->pass + run->fail + run->unknown + run->excluded;
        return (all == run->persons && db_bool(r, 0, 6)) ||
               err_set(err,
                       "the results hold %lld persons, v_pegawai %lld, or the breakdowns differ: "
                       "nothing was kept",
                       (long long)all, (long long)run->persons);
}

static bool begin(struct indicator_run *run, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_begin(run->state, err) ||
            !db_query(run->state, sql_indicator_lock, NULL, NULL, err) ||
            !db_query(run->state, sql_indicator_next, NULL, &r, err))
                return false;
        run->snapshot = db_int(r, 0, 0);
        snprintf(run->frozen_at, sizeof run->frozen_at, "%s", db_text(r, 0, 1));
        return rule_usable(run, err) && db_script(run->state, sql_indicator_work, err);
}

bool indicator_compute(struct indicator_run *run, struct err *err)
{
        int64_t start = clock_mono_ms();
        bool ok = begin(run, err) && indicator_freeze(run, err);
        int64_t frozen = clock_mono_ms();

        ok = ok && indicator_evaluate(run->state, run->rule, run->as_of, run->snapshot,
                                      run->snapshot, err);
        run->freeze_ms = frozen - start;
        run->evaluate_ms = clock_mono_ms() - frozen;
        if (ok && add_up(run, err))
                return true;
        db_rollback(run->state);
        return false;
}

bool indicator_run_whole(struct indicator_run *run, const struct secret *key, int64_t *ret,
                         struct err *err)
{
        if (!indicator_compute(run, err))
                return false;
        if (!indicator_seal(run, key, err)) {
                db_rollback(run->state);
                return false;
        }
        *ret = run->snapshot;
        return true;
}
