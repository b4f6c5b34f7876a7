/*
 * Training: completions from outside SIMPEG, from a folder of CSV files and from a view in another
 * database, on their way to becoming records of kind kursus.
 *
 * Two steps, each safe to stop and repeat at any point. Loading: rows are checked and written to
 * table training in batches; the same content changes nothing, so a file may be read any number of
 * times, and one whose digest is known is not read again. Absorbing: completions that changed
 * become outbox records, as SIMPEG's rows do, behind a mass-change guard of their own (kind
 * `sinau`). A completion that SIMPEG has too is not sent; see training_twins.sql and
 * training_settle.sql.
 *
 * Only the daemon that leads the collecting does this, on the collector's connection.
 */
#pragma once

#include "edge/db.h"
#include "engine/catalog.h"
#include "ground/secret.h"
#include "pure/map.h"

/* The kind completions become records of. */
#define TRAINING_KIND "kursus"

struct training;

struct training_settings {
        const struct config *config;
        const struct catalog *catalog;
        const char *actor;
        const struct secret *password; /* of the other database, NULL: none */
};

/* Settings are borrowed. */
struct training *training_new(const struct training_settings *settings);
void training_free(struct training *t);

/*
 * Does a slice of work (some milliseconds). `state` and `site` are the leading collector's, NULL
 * while this daemon does not lead. Sets how long to wait for the next slice, at most what is there
 * already. False when the state database failed; what was under way is begun again later.
 */
bool training_turn(struct training *t, struct db *state, const struct site *site, int64_t now_ms,
                   int64_t *wait_ms, struct err *err);
/* Records of SIMPEG have changed: completions may have become duplicates, or no longer be. */
void training_wake(struct training *t);
/* Socket to watch, -1 for none. */
int training_fd(const struct training *t);
/* Everything that stands in folder and view has been loaded and absorbed, or cannot be. */
bool training_settled(const struct training *t);
/* True once after records have changed: somebody may be due. */
bool training_take_news(struct training *t);
/*
 * A new string: the query that gives completions ($1 src_id[]) as the kind's own view gives rows,
 * whatever columns its descriptor asks for.
 */
bool training_fetch_sql(struct db *state, const char *schema, const struct descriptor *kursus,
                        char **ret, struct err *err);
