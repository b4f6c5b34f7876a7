/*
 * Tally: whole numbers of persons by dimension, as table indicator_result has them.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "pure/figures.h"
#include "pure/rule_person.h"

enum { TALLY_DIMENSIONS = 8 };

struct tally_person {
        enum rule_result verdict;
        bool strict, permissive; /* passes */
        /* class, jenis, near_bup, opd, penugasan, reason, sex, total */
        const char *values[TALLY_DIMENSIONS];
};

struct tally_row {
        const char *dimension;
        char *value;
        struct counts counts;
};

struct tally;

struct tally *tally_new(void);
void tally_free(struct tally *tally);
void tally_add(struct tally *tally, const struct tally_person *person);
/* By dimension and value. Nothing is added afterwards. */
void tally_sort(struct tally *tally);
size_t tally_count(const struct tally *tally);
const struct tally_row *tally_row(const struct tally *tally, size_t i);
/* Of all persons. */
struct counts tally_total(const struct tally *tally);
