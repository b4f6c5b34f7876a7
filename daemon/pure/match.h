/*
 * Match: which row at SIASN is ours, and does it say the same?
 *
 * SIASN inserts a row for each save without an id, so before a create and after any doubt we read
 * what it has and recognise our rows by key (siasn-api 6.2). All rows of one employee and kind are
 * assigned at once: links first, then the source's own note of the id, then the natural key, then
 * the weaker keys. A weaker key counts only where it is unique on both sides; otherwise the row is
 * ambiguous and a person decides. Two source rows with the same natural key never become two rows
 * at SIASN: the later one is a duplicate, unless fields that the service does not show tell the two
 * apart (descriptor.distinct). Such rows are many that look alike there; each of ours gets one of
 * them, the row in doubt first.
 *
 * Values are compared as the service means them: dates in either format, numbers as text, empty
 * and null alike, white space folded, keys without regard to case.
 */
#pragma once

#include <jansson.h>
#include <stddef.h>

#include "pure/descriptor.h"

struct match_row {
        const char *src_id;
        const json_t *payload; /* what SIASN should hold (or was sent, for a record in doubt) */
        const char *linked_id; /* id of our link, or NULL */
        const char *hint_id;   /* the source's own note of the id, or NULL: not proof by itself */
        bool doubt; /* sent, and perhaps there: it comes before rows that were never sent */
};

enum match_kind {
        MATCH_NEW,       /* nothing at SIASN is this row */
        MATCH_FOUND,     /* `remote` is its index */
        MATCH_GONE,      /* linked, but the linked id is not there any more and no key matches */
        MATCH_DUPLICATE, /* same natural key as source row `other` */
        MATCH_AMBIGUOUS, /* several candidates by a weaker key */
};

struct match {
        enum match_kind kind;
        size_t remote; /* FOUND */
        size_t other;  /* DUPLICATE */
};

/*
 * `remotes` is the service's array for one employee and kind. `ret` has one element a row. Rows
 * should be in the order of src_id, so that the result does not depend on the order of work.
 * A hint is believed only when the remote row with that id also agrees in one of the match keys.
 */
void match_assign(const struct descriptor *d, const struct match_row *rows, size_t count,
                  const json_t *remotes, struct match *ret);

struct diff {
        const struct field *field;
        char *ours;   /* owned */
        char *theirs; /* owned */
};

struct diff_list {
        struct diff *items;
        size_t count;
};

/* Fields with a read name whose values differ. A field left out of the payload is not compared. */
void match_diff(const struct descriptor *d, const json_t *payload, const json_t *remote,
                struct diff_list *ret);
void diff_list_free(struct diff_list *list);
/* True when match_diff would find nothing. */
bool match_equal(const struct descriptor *d, const json_t *payload, const json_t *remote);
/* The value of a payload or remote member as normalised text ("" for null); caller frees. */
char *match_value(const struct field *field, const json_t *value);
