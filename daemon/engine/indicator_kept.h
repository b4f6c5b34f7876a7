/*
 * Indicator kept: snapshots of the indicators as they stand in the state.
 */
#pragma once

#include "edge/db.h"
#include "pure/figures.h"
#include "pure/rule.h"

/* One snapshot as kept. */
struct kept {
        struct db_result *row;
        struct ruleset *rule; /* as it was used */
        int64_t id;
        const char *indicator, *as_of, *header, *hash, *signature, *public_key, *frozen_at,
                *rule_text;
};

/*
 * `word` is a number, or the name of an indicator for its newest snapshot. kept_free() it. Where
 * there is none, kept_read() leaves `row` NULL and kept_find() fails.
 */
bool kept_read(struct db *state, const char *word, struct kept *ret, struct err *err);
bool kept_find(struct db *state, const char *word, struct kept *ret, struct err *err);
void kept_free(struct kept *kept);

/* Counts of a snapshot: the total row of its results. */
bool indicator_counts(struct db *state, int64_t snapshot, struct counts *ret, struct err *err);
