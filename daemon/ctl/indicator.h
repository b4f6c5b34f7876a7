/*
 * Indicator: what the verbs of that name share.
 */
#pragma once

#include "ctl/ctl.h"
#include "engine/indicator.h"
#include "engine/indicator_kept.h"
#include "pure/figures.h"

/* The state ready to be written to by long statements; an error unless all migrations were run. */
bool indicator_open_state(const struct config *config, struct db **ret, struct err *err);

/* An error that says who has them when a snapshot's rows were dropped. */
bool indicator_rows_are_there(struct db *state, const struct kept *kept, struct err *err);

extern const struct table_column indicator_summary_columns[];
extern const size_t indicator_summary_count;
/* Adds the row of one indicator; `standing` is resmi or belum resmi. */
void indicator_add_summary(struct table *table, const struct ruleset *rule, const struct counts *n);
/* Number, or NULL for "n/a". */
const char *indicator_number(const char *percent);
