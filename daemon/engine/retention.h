/*
 * Retention: once a day, by one daemon of those on a state, rows that nobody will ask for again go.
 *
 * What counts as a record in the sense of the law on archives does not: months of the event log are
 * named when they have been kept long enough, and dropped by a person (siasnctl audit drop).
 * docs/operations.md has a line for every table that grows.
 */
#pragma once

#include <stdint.h>

#include "edge/db.h"
#include "ground/config.h"

/* `*next_ms` (monotonic) is the next look, 0 at the start; moved on. An error is the state's. */
bool retention_turn(const struct config *config, struct db *state, int64_t now_ms, int64_t *next_ms,
                    struct err *err);
