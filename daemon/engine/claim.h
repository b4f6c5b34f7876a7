/*
 * Claim: takes due persons from the state and makes sessions of them.
 */
#pragma once

#include "edge/db.h"
#include "engine/session.h"

struct claim_settings {
        const struct catalog *catalog;
        const char *owner;
        int64_t lease_s;
        int64_t window_ms;
};

/*
 * Claims up to `limit` persons and appends their sessions to `sessions` (room for `limit` more at
 * `*count`). Records left in flight by a dead daemon are turned into doubt here.
 */
bool claim_sessions(const struct claim_settings *settings, struct db *state, size_t limit,
                    struct session **sessions, size_t *count, struct err *err);
