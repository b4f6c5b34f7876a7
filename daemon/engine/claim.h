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
 * A claim under way. Starts as {0}. `sessions` has room for `limit`; those of a claim that came to
 * its end are the caller's. Two transactions, neither of which waits for us: one takes the persons
 * and turns what a dead daemon left in flight into doubt, the other reads, under the leases.
 */
struct claim {
        const struct claim_settings *settings;
        struct db *db;
        struct session **sessions;
        size_t count;
        char *nips; /* of the persons, an array literal; NULL: being read */
};

/* Begins to claim up to `limit` persons: waits for whom. `db` does nothing else until it is over.
 */
bool claim_start(struct claim *c, const struct claim_settings *settings, struct db *db,
                 size_t limit, struct session **sessions, struct err *err);
/*
 * Moves it on as far as the server has answered. DB_WAIT: not over. DB_END: `count` sessions are
 * ours. DB_ERROR: none is.
 */
enum db_event claim_poll(struct claim *c, struct err *err);
/* Gives up: frees what it had; the owner closes the connection. */
void claim_drop(struct claim *c);
/*
 * The same for one person who is only looked at: no lease is taken, nothing is changed. A session
 * without records; NULL in `*ret` for an unknown NIP. `settings` needs no owner and no lease.
 */
bool claim_look(const struct claim_settings *settings, struct db *state, const char *nip,
                struct session **ret, struct err *err);
/* Adds the person's records as they are now. */
bool claim_look_records(const struct claim_settings *settings, struct db *state,
                        struct session *session, struct err *err);

/*
 * The same without taking anybody, for looking only: sessions of the persons in `nips` (an array
 * literal) by nip, in `*ret` (owned, as is each session). Persons we do not know are there too,
 * without records; so are all when the state has no tables yet. Writes nothing.
 */
bool claim_peek(const struct claim_settings *settings, struct db *state, bool state_exists,
                const char *nips, struct session ***ret, size_t *ret_count, struct err *err);
