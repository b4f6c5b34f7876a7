/*
 * store.h - the data of the simulated service: persons, their rows, references, documents.
 *
 * Promise: a row is found by NIP, by person id or by its own id in constant time; rows are kept as
 * the JSON text they are served as. Pointers to persons and rows stay valid until store_reset().
 * Not thread-safe: the caller holds the sandbox's lock.
 */
#ifndef SANDBOX_STORE_H
#define SANDBOX_STORE_H

#include "base.h"
#include "lists.h"
#include "map.h"

struct person;

struct row {
        struct row *next; /* of the same person, newest first */
        struct person *owner;
        char *key;         /* list index + 1 as one byte, then the id */
        char *text;        /* committed JSON object; NULL = deleted */
        char *shown;       /* what reads see until commit_ms + delay; NULL = nothing */
        char *hidden;      /* JSON object of fields that can be written but not read; or NULL */
        int64_t commit_ms; /* 0 = visible since ever */
        uint32_t saves;    /* times written through the API */
        uint8_t list;
        bool seeded; /* first came from a seed, not from a save */
};

struct person {
        char nip[24];
        char *id;        /* pns id; NULL until the master record is known */
        struct row *pns; /* the master record, also among the rows; or NULL */
        struct row *rows;
        int in_flight; /* writes being answered right now */
};

struct ref {
        char *key; /* table, a unit separator, id */
        char *text;
};

struct reftab {
        char *name;
        struct ref **rows; /* in seed order: paging needs a stable one */
        size_t n, cap;
};

struct doc {
        char *uri;
        char *data;
        size_t len;
};

struct store {
        struct person **persons;
        size_t n, cap;
        struct map by_nip, by_pns_id, by_row, refs, docs;
        struct reftab *tabs;
        size_t tab_count;
        size_t doc_bytes;
};

void store_reset(struct store *st); /* forgets everything; also the destructor */

struct person *store_person(struct store *st, const char *nip); /* created when new */
struct person *store_by_nip(const struct store *st, const char *nip);
struct person *store_by_pns_id(const struct store *st, const char *id);

const char *row_id(const struct row *r);
struct row *store_row(const struct store *st, int list, const char *id);
/* A new row without text. id NULL or "" keeps it out of the index. */
struct row *store_add(struct store *st, struct person *p, int list, const char *id);

/* What reads see at `now`, or NULL. */
const char *row_visible(const struct row *r, int64_t now, int64_t delay);
/* Takes text (NULL deletes). With delay 0 the change shows at once. */
void row_commit(struct row *r, char *text, int64_t now, int64_t delay);

/* References. text is taken. False when the row has no id member. */
bool store_add_ref(struct store *st, const char *table, char *text);
const struct reftab *store_reftab(const struct store *st, const char *table);
const char *store_ref(const struct store *st, const char *table, const char *id); /* row or NULL */

/* Documents. data is copied. False when the memory for documents is full. */
bool store_add_doc(struct store *st, const char *uri, const char *data, size_t len);
const struct doc *store_doc(const struct store *st, const char *uri);

#endif
