/*
 * Rule: the definition of an indicator as a file (schema/indicators/rules/, or the site's own).
 *
 * A rule says who belongs to the population, which clauses are asked of whom and how they make a
 * verdict. It is loaded strictly: an unknown key, a clause of a kind it does not fit, a code
 * outside the rule's own orders are errors with file and line. A version once used never changes;
 * its SHA-256 stands in every result. Two things evaluate it: SQL over sets (schema/indicators/)
 * and rule_person.c, person by person; tests hold the two together.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "ground/err.h"
#include "pure/digest.h"
#include "pure/percent.h"

struct strings {
        char **items;
        size_t count;
};

/* Index, or -1. */
int strings_find(const struct strings *list, const char *value);
void strings_free(struct strings *list);

struct pair {
        char *key, *value;
};

struct pairs {
        struct pair *items;
        size_t count;
};

/* NULL when there is none. */
const char *pairs_get(const struct pairs *pairs, const char *key);

enum clause_kind {
        CLAUSE_EDUCATION,
        CLAUSE_RANK,
        CLAUSE_STRUCTURAL_TRAINING,
        CLAUSE_COURSE,
        CLAUSE_ASSESSMENT,
        CLAUSE_STANDARD_EDUCATION,
        CLAUSE_STANDARD_FIELD,
        CLAUSE_STANDARD_TRAINING,
        CLAUSE_STANDARD_EXPERIENCE,
        CLAUSE_KINDS,
};

struct rule_clause {
        char *id; /* BKN's quality code where there is one */
        int kind; /* enum clause_kind */
        char *title, *basis, *basis_status;
        struct strings classes; /* whom it is asked: eselon codes, JF*, PELAKSANA */
        bool at_tmt;            /* asked on the day the post began, not on the as-of date */
        char *minimum;          /* education */
        char *certain_from;     /* education: below it a doubt; NULL: none */
        struct pairs required;  /* rank, structural_training: class to code */
        bool allow_one_below;
        bool any_level, certificate;
        struct strings courses;
        char *scale;
        int threshold, validity_years;
        size_t group; /* of the rule's pass expression */
};

enum population_field {
        FIELD_STATUS,
        FIELD_KEDUDUKAN,
        FIELD_JENIS_PEGAWAI,
        FIELD_ACTIVE,
        FIELD_POST,
        FIELD_JENIS,
        FIELD_PENUGASAN,
        FIELD_CLASS,
        POPULATION_FIELDS,
};

struct rule_step {
        char *code;
        int field; /* enum population_field */
        struct strings keep, exclude;
        bool unknown; /* caught persons are unknown, not excluded */
};

struct rule_waiver {
        char *nip_sha256, *clause, *document, *from, *to;
};

struct ruleset {
        char sha256[DIGEST_HEX];
        char *text; /* as it was read */
        char *indicator, *profile, *version, *title;
        bool approved;
        char *decree_number, *decree_date; /* NULL without a decree */
        char *effective_from, *effective_to;
        bool lock_year; /* within a year only one version */
        char *unit, *polarity, *accumulation;
        int decimals;
        enum percent_mode rounding;
        bool unknown_counted;      /* in the denominator of the headline figure */
        bool permissive;           /* the headline takes higher training levels too */
        struct strings *education; /* steps from low to high, codes of one height together */
        size_t education_count;
        struct strings rank, training, training_below;
        struct strings structural_courses;
        struct rule_step *steps;
        size_t step_count;
        struct rule_clause *clauses;
        size_t clause_count;
        size_t group_count;
        struct rule_waiver *waivers;
        size_t waiver_count;
};

/* `file` is how errors name it. `*ret` belongs to the caller. */
bool rule_load(const char *file, const char *text, struct ruleset **ret, struct err *err);
void rule_free(struct ruleset *rule);

static inline void rule_free_ptr(struct ruleset **rule)
{
        rule_free(*rule);
}

/* "resmi" when a decree backs the rule, else "belum resmi". */
const char *rule_standing(const struct ruleset *rule);
const char *clause_kind_name(int kind);
/* The clause, or NULL. */
const struct rule_clause *rule_clause_find(const struct ruleset *rule, const char *id);
/* Place of an education level among the steps, from 1; 0 for a code the rule does not know. */
int rule_education_place(const struct ruleset *rule, const char *code);
/* Place of a training level from 1; 0 for one below all; -1 for an unknown code. */
int rule_training_place(const struct ruleset *rule, const char *code);
/* Whether a clause of the kind is among the rule's. */
bool rule_has_kind(const struct ruleset *rule, int kind);
