/*
 * Reference merge: one incoming list becomes the known one, in one transaction, or is refused.
 */
#pragma once

#include "engine/reference_pull.h"

struct reference_merge {
        struct db *state;
        const char *actor;
        const char *accept_by; /* the person who takes a shrunken list, or NULL */
};

/*
 * Compares, judges and takes what stands in reference_incoming for outcome->list, and lets records
 * that use items now gone or inactive be looked for (reference_flag.h). Fills in the outcome.
 */
bool reference_merge_list(const struct reference_merge *m, struct reference_outcome *outcome,
                          struct err *err);
/* Notes why a list was not taken; the incoming rows are dropped, the old ones stay. */
bool reference_merge_problem(const struct reference_merge *m,
                             const struct reference_outcome *outcome, struct err *err);
