/*
 * Event file: a month of the event log as a file that verifies by itself.
 *
 * Lines of JSON: a heading, one array an event (its texts as they are hashed, and its hash), and at
 * the end the anchor: text that names the first and last event, their number and the hashes before
 * and after, signed when the site has a key. The same anchor stays in the state when the month's
 * rows go: a file whose anchor is that of the state holds what was there, no more and no less.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "edge/db.h"
#include "ground/err.h"
#include "ground/secret.h"
#include "pure/digest.h"

enum { EVENT_MONTH = 8 }; /* "2026-11" */

struct event_seal {
        char month[EVENT_MONTH];
        int64_t first, last, events; /* last = first - 1 for a month without events */
        char before[DIGEST_HEX], after[DIGEST_HEX];
        char *anchor;                 /* JSON text of the above */
        char *signature, *public_key; /* hex; NULL: it is not signed */
};

void event_seal_free(struct event_seal *seal);

/*
 * Writes the month's events, checking the chain on the way, and fills `seal` but for its anchor.
 * `seal` comes with month, `before`, and in `last` the id before the month's first.
 */
bool event_file_write(struct db *state, FILE *file, struct event_seal *seal, struct err *err);
/* Makes the anchor, signs it with `key` (NULL: not). */
bool event_seal_make(struct event_seal *seal, const struct secret *key, struct err *err);
/* The file's last line. */
bool event_file_close(FILE *file, const struct event_seal *seal, struct err *err);

/*
 * Recomputes the chain of a file and compares it with the file's anchor and, when it is signed, the
 * signature; `trusted` is the public key it must be signed with, as hex, or NULL: then any or none.
 * What is wrong is an error that names the line. `*ret` belongs to the caller.
 */
bool event_file_verify(const char *path, const char *trusted, struct event_seal *ret,
                       struct err *err);
