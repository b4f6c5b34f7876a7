/*
 * Indicator: computing an indicator by a rule, from frozen inputs, into evidence and a signed
 * snapshot.
 *
 * One computation is one transaction of the state database: indicator_compute() freezes what the
 * rule's clauses need from the source's snapshot, evaluates it in SQL and leaves the transaction
 * open. The caller looks, and then either indicator_seal()s it (header, chain, signature, commit)
 * or rolls back, which leaves no trace. See docs/panduan/auditor.md for what an auditor sees.
 */
#pragma once

#include "edge/db.h"
#include "ground/secret.h"
#include "pure/rule.h"
#include "simpeg/probe.h"

struct indicator_run {
        /* Given: all borrowed. */
        struct db *state;  /* no transaction open, no statement timeout */
        struct db *source; /* in a REPEATABLE READ READ ONLY transaction on the contract's schema */
        const struct probe *probe;
        const struct ruleset *rule;
        const char *as_of; /* yyyy-mm-dd */
        const char *by;    /* who asked, for the header */
        /* Found. */
        int64_t snapshot;
        char frozen_at[24];    /* UTC */
        int64_t rows, persons; /* of v_pegawai */
        int64_t input_rows;
        int64_t pass, fail, unknown, excluded, pass_strict, pass_permissive;
        int64_t freeze_ms, evaluate_ms, seal_ms; /* how long each took */
        struct text missing; /* optional views the source lacks, by comma; text_free() it */
};

/*
 * Freezes and evaluates; on success the state's transaction is open. An error when a view the rule
 * needs is missing, when the rule is not in force on the date, when the version was used with
 * another text or the year is locked, and when the results do not add up to the personnel.
 */
bool indicator_compute(struct indicator_run *run, struct err *err);
/*
 * Header, hash of the snapshot before, signature with the key (PEM, Ed25519, as in credential
 * indicator_key), commit. On an error the caller rolls back.
 */
bool indicator_seal(struct indicator_run *run, const struct secret *key, struct err *err);
/*
 * Both, for callers with no interest in what lies between: the daemon's schedule. `*ret` is the
 * number of the new snapshot. Rolls back on an error.
 */
bool indicator_run_whole(struct indicator_run *run, const struct secret *key, int64_t *ret,
                         struct err *err);

/* The default rule of each indicator, as embedded. */
extern const char *const indicator_default_rules[];
extern const size_t indicator_default_count;
/* A rule: the embedded one of that name (penempatan_a1), or else the file. */
bool indicator_rule_open(const char *name_or_path, struct ruleset **ret, struct err *err);
