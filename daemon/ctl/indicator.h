/*
 * Indicator: what the verbs of that name share.
 */
#pragma once

#include "ctl/ctl.h"
#include "engine/indicator.h"
#include "pure/figures.h"

/* The state ready to be written to by long statements; an error unless all migrations were run. */
bool indicator_open_state(const struct config *config, struct db **ret, struct err *err);

/* One snapshot as kept. */
struct kept {
        struct db_result *row;
        struct ruleset *rule; /* as it was used */
        int64_t id;
        const char *indicator, *as_of, *header, *hash, *signature, *public_key, *frozen_at,
                *rule_text;
};

/* `word` is a number, or the name of an indicator for its newest snapshot. kept_free() it. */
bool kept_find(struct db *state, const char *word, struct kept *ret, struct err *err);
void kept_free(struct kept *kept);

/* Counts of a snapshot: the total row of its results. */
bool indicator_counts(struct db *state, int64_t snapshot, struct counts *ret, struct err *err);

extern const struct table_column indicator_summary_columns[];
extern const size_t indicator_summary_count;
/* Adds the row of one indicator; `standing` is resmi or belum resmi. */
void indicator_add_summary(struct table *table, const struct ruleset *rule, const struct counts *n);
/* Number, or NULL for "n/a". */
const char *indicator_number(const char *percent);
