/* What verify*.c share; nobody else includes it. */
#pragma once

#include <jansson.h>

#include "engine/indicator_private.h"
#include "engine/verify.h"
#include "pure/audit.h"

enum { NAMED_MAX = 5 };

void verify_add(struct verification *v, bool ok, const char *what, const char *format, ...)
        __attribute__((format(printf, 4, 5)));

/* One signed header, borrowed. */
struct signed_header {
        const char *header, *signature, *public_key;
};

/* Hash and signature of one header; its hash goes to `ret_hash`. */
void verify_signature(struct verification *v, const struct signed_header *h, const char *hash,
                      const char *trusted);

/* The chain, oldest first: each names the hash of the one before, and each is signed. */
struct chain {
        char last[DIGEST_HEX]; /* "" before the first */
        size_t links;
        bool broken;
        char where[64];
};
void chain_add(struct chain *chain, const struct signed_header *h);
/* The header under verification must follow the last. */
void chain_end(struct verification *v, const struct chain *chain, const json_t *header);

/* Inputs in, sums of everything recomputed out. */
struct auditor {
        struct audit *audit;
        struct digest *sums[LINES_SORTS];
        int64_t rows[LINES_SORTS];
        struct text changed;
        size_t changed_count;
        /* Told each recomputed line, when set. */
        void (*tell)(void *arg, enum audit_sort sort, const char *line);
        void *arg;
};
void auditor_init(struct auditor *a, const struct ruleset *rule, const char *as_of);
bool auditor_line(void *auditor, const char *line, struct err *err);
/* Adds the checks on inputs, on recomputed lines and on the counts. */
void auditor_end(struct verification *v, struct auditor *a, const json_t *header);
/* Lines as they are stored, against the header. */
void verify_stored(struct verification *v, const json_t *header, enum indicator_lines sort,
                   int64_t rows, const char *sum, const char *first_difference);
