/*
 * Verify: whether a snapshot is what it was when it was signed, and follows from its inputs.
 *
 * Of a bundle, which needs no database, or of the state database itself. Both recompute every
 * verdict with the C evaluator (pure/audit.c); in the database the SQL is run again as well. What
 * is found is a list of checks; a changed input row is named in its check.
 */
#pragma once

#include "edge/db.h"
#include "pure/digest.h"

struct check {
        char *what, *detail;
        bool ok;
};

struct verification {
        struct check *items;
        size_t count;
        bool ok; /* all of them */
};

/*
 * `trusted` is the public key the snapshot must be signed with, as hex, or NULL: then any, and the
 * detail of the check shows which. False only when the bundle or snapshot cannot be read at all.
 */
bool verify_bundle(const char *folder, const char *trusted, struct verification *ret,
                   struct err *err);
bool verify_snapshot(struct db *state, int64_t snapshot, const char *trusted,
                     struct verification *ret, struct err *err);

/* How deep: each holds what stands before it. */
enum verify_depth {
        VERIFY_SEAL,    /* signature, rule, chain */
        VERIFY_READING, /* what is stored, and recomputed by the C evaluator: reads only */
        VERIFY_ALL,     /* the SQL once more: needs the right to write, and leaves nothing */
};
bool verify_snapshot_to(enum verify_depth depth, struct db *state, int64_t snapshot,
                        const char *trusted, struct verification *ret, struct err *err);
void verification_free(struct verification *verification);
