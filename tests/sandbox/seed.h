/*
 * seed.h - loads NDJSON seed lines into the store.
 *
 * Promise: a line is either loaded whole or refused with its number and a reason; half a million
 * lines take a few seconds. A row whose id is already known replaces the earlier one.
 */
#ifndef SANDBOX_SEED_H
#define SANDBOX_SEED_H

#include "base.h"
#include "store.h"

struct seeder {
        struct store *store;
        struct buf rest; /* the line that has not ended yet */
        size_t lines;    /* loaded */
        size_t refused;
        size_t line_no;
        char first_error[160]; /* "line N: reason", or "" */
};

void seed_feed(struct seeder *s, const char *data, size_t n); /* any cut of the stream */
void seed_end(struct seeder *s);                              /* frees what is left */

/* A whole file. False, with a sentence in err, when it cannot be read or a line is refused. */
bool seed_file(struct store *st, const char *file, char *err, size_t errlen);

#endif
