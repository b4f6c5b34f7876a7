/*
 * Migrate: brings the state schema to this program's version. Forward only.
 *
 * Migrations run in one transaction under an advisory lock, each once, in the order of their names.
 * The checksum of what was run is kept: a migration whose text differs from what is recorded, and a
 * database newer than this program, are errors and nothing is changed.
 */
#pragma once

#include "edge/db.h"

/* Applies what is missing. `*ret_applied` is the number of migrations run now. */
bool migrate_run(struct db *db, const char *schema, int *ret_applied, struct err *err);
/* True when the state has migrations that this program does not know: a newer one has been at it.
 * False when it cannot be asked. */
bool migrate_newer(struct db *db);
/* Number of migrations this database still lacks; an error as above. */
bool migrate_pending(struct db *db, int *ret_pending, struct err *err);
