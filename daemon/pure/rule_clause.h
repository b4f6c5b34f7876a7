/* What rule_person.c and rule_clause*.c share; nobody else includes it. */
#pragma once

#include "pure/rule_person.h"

struct asking {
        const struct ruleset *rule;
        const char *as_of;
        const struct records *shared, *own;
        const struct rule_clause *clause;
        const char *class, *jenis, *unor, *jabatan;
        const char *day; /* on which the clause is asked; "" when the post has no TMT */
};

typedef void clause_fn(const struct asking *a, struct finding *f);

clause_fn clause_education, clause_rank, clause_structural_training, clause_course,
        clause_assessment, clause_standard_education, clause_standard_field,
        clause_standard_training, clause_standard_experience;

/* Whether a record of the date takes part; dates are yyyy-mm-dd or "". */
bool clause_in_time(const struct asking *a, const char *date);
/* Why the day or the date of a record leaves a doubt, or "". */
const char *clause_day_doubt(const struct asking *a, const char *date);
/* The next record of the kind from `*at` on, or NULL. */
const struct record *clause_next(const struct records *records, int kind, size_t *at);
/* Sets result and permissive alike. */
void clause_result(struct finding *f, enum rule_result result, const char *reason,
                   const char *found, const char *required, const struct record *record);
/* The highest education against a level (clause education, and the standards). */
void clause_education_level(const struct asking *a, const char *minimum, struct finding *f);
/* What two persons decided about a training, or NULL. */
const struct record *clause_review(const struct asking *a, const char *src_id);
/* The level code of a structural training; "" when it needs a person's look. */
const char *clause_training_level(const struct asking *a, const struct record *training);
