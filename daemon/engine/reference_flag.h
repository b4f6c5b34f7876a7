/*
 * Reference flag: after a code list has changed, every record is looked at once for items that are
 * gone or inactive now.
 *
 * In batches of one transaction each, from a place that is kept in the state: millions of records
 * hold nobody up, and who stops in between goes on later.
 */
#pragma once

#include "edge/db.h"

/* Begins anew, in the transaction that changes the list. */
bool reference_flag_begin(struct db *state, struct err *err);
/* Looks at the next batch. `*ret_more` false: there is nothing (more) to look at. */
bool reference_flag_slice(struct db *state, bool *ret_more, struct err *err);
