/*
 * rowbuild.h - from a bound save to the row that reads show.
 *
 * Promise: names and types are turned from the write form into the read form; what cannot be read
 * back is kept apart; names of references are filled in where the reference is loaded.
 */
#ifndef SANDBOX_ROWBUILD_H
#define SANDBOX_ROWBUILD_H

#include "saves.h"
#include "store.h"

#include <jansson.h>

struct built {
        json_t *row;    /* read form */
        json_t *hidden; /* write-only fields by their write name */
};

/*
 * A complete row for a history, on top of `old` (the row being replaced, or NULL) only for what
 * the service owns itself: the id, documents when none are sent, the time of creation.
 */
struct built build_row(const struct store *st, const struct save *sv, json_t *in,
                       const struct row *old, const struct person *p, const char *id);

/* The master record with the sent fields changed. */
struct built build_master(const struct store *st, const struct save *sv, json_t *in,
                          const struct row *old);

/* Takes both into the row's text form: compact JSON. *ret_hidden is NULL when there is nothing. */
char *built_text(struct built *b, char **ret_hidden);

#endif
