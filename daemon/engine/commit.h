/*
 * Commit: the conclusions of many sessions, in one transaction, without waiting for it.
 *
 * The persons are locked and their fences compared first: a session whose lease has gone to another
 * daemon writes nothing (and is marked lost). Then records, intents, links, reasons, the mirror of
 * what SIASN has, follow-ups and the event log are written, and the leases of ended sessions given
 * back. After a failure nothing has been written and the sessions are dropped: their leases run
 * out, and what was in flight is found in doubt.
 */
#pragma once

#include "edge/db.h"
#include "engine/arrays.h"
#include "engine/session.h"

struct committer;

/* `catalog` names the kinds that make a person due. */
struct committer *committer_new(const char *owner, int64_t lease_s, const struct catalog *catalog);
void committer_free(struct committer *c);

/*
 * Locks the persons, which is waited for, and begins to write the changes of all sessions; those
 * for which `ended` says so are released. `sessions` and `ended` are borrowed until it is over, and
 * nobody may touch the sessions meanwhile. `db` does nothing else meanwhile.
 */
bool commit_start(struct committer *c, struct db *db, struct session *const *sessions,
                  const bool *ended, size_t count, struct err *err);
/*
 * Moves it on as far as the server has answered. DB_WAIT: not over. DB_END: written, and
 * session_committed() has been called for each that is not lost; an intent whose record changed
 * meanwhile ends its session. DB_ERROR: nothing has been written, or nobody knows.
 */
enum db_event commit_poll(struct committer *c, struct err *err);

/* Conclusions that were committed since the start, by event (REC_EVENTS of them); valid as long as
 * `c`. */
const int64_t *committer_outcomes(const struct committer *c);

/* One kind's list as remote_put.sql takes it: `lists` gets kind, nip; `remotes` kind, nip,
 * siasn_id, row. */
void commit_list(const struct session *s, size_t kind, struct arrays *lists,
                 struct arrays *remotes);
