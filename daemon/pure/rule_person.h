/*
 * Rule person: a rule evaluated for one person, from the person's frozen inputs.
 *
 * The second implementation of the rules, beside the SQL in schema/indicators/: it needs no
 * database, so a bundle can be verified anywhere. The two must agree to the byte;
 * tests/integration/ indicator_test.sh compares them over the whole sample.
 */
#pragma once

#include <jansson.h>

#include "pure/rule.h"

enum record_kind {
        RECORD_ASSESSMENT,
        RECORD_EDUCATION,
        RECORD_IPASN,
        RECORD_PERSON,
        RECORD_POST,
        RECORD_RANK,
        RECORD_REVIEW,
        RECORD_STANDARD,
        RECORD_TRAINING,
        RECORD_UNIT,
        RECORD_KINDS,
};

struct record {
        int kind;
        char *src_id;
        json_t *row;
};

struct records {
        struct record *items; /* by kind and src_id, as the snapshot has them */
        size_t count;
};

/* RECORD_KINDS for an unknown word. */
int record_kind_find(const char *word);
const char *record_kind_name(int kind);
/* Takes `row`. */
void records_add(struct records *records, int kind, const char *src_id, json_t *row);
void records_clear(struct records *records);
void records_free(struct records *records);
/* A member of the row as text, "" when it is absent. */
const char *record_text(const struct record *record, const char *member);

enum rule_result { RULE_NOT_APPLICABLE, RULE_FAIL, RULE_UNKNOWN, RULE_PASS };

const char *rule_result_name(enum rule_result result);

struct finding {
        const struct rule_clause *clause;
        enum rule_result result, permissive; /* strict, and if a higher training level counted */
        const char *reason;                  /* a word of the rules, "" on pass */
        const struct rule_waiver *waiver;    /* not NULL: passes because of it */
        char *found, *required;
        const struct record *record; /* what decided, or NULL */
};

struct judgement {
        const struct rule_step *step; /* that keeps the person out of the population, or NULL */
        enum rule_result verdict, strict, permissive;
        char *reason;
        const char *opd, *unor, *jenis, *penugasan, *sex, *tmt, *post;
        char *class;
        bool near_bup;
        struct finding *findings; /* those that apply, by clause id */
        size_t finding_count;
};

/*
 * Judges one person. `shared` holds units and standards, `own` the person's records, of which one
 * is of kind person. `*ret` borrows from both and from the rule until judgement_free().
 */
void rule_judge(const struct ruleset *rule, const char *as_of, const char *nip,
                const struct records *shared, const struct records *own, struct judgement *ret);
void judgement_free(struct judgement *judgement);
