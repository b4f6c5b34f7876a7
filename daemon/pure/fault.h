/*
 * Fault: what is wrong with a record, in a form a clerk understands and a test can name.
 *
 * A code is stable: it is kept in the quarantine table, shown on pages and exported. The catalogue
 * is one const table: code, severity, BKN's own data-quality code where one exists, and the
 * sentence in Bahasa Indonesia that says what to correct and where. The sentence may hold {field}
 * and {value}, filled in by fault_sentence().
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum fault_severity {
        FAULT_ERROR,   /* must be corrected in SIMPEG before the record can go */
        FAULT_WARNING, /* should be corrected, but the record goes all the same */
        FAULT_INFO, /* held back on purpose (not approved yet, acting post): nothing to correct */
};

struct fault_kind {
        const char *code;
        enum fault_severity severity;
        const char *bkn; /* BKN data-quality code such as "CON_1", two as "ACC_6/ACC_8", or NULL */
        const char *sentence;
};

struct fault {
        const struct fault_kind *kind;
        char *field; /* source column, "" when the fault is of the whole row; owned */
        char *value; /* offending value, cut to 200 bytes, "" when none; owned */
};

/* A growing list; starts as {0}. */
struct fault_list {
        struct fault *items;
        size_t count;
};

extern const struct fault_kind fault_kinds[];
extern const size_t fault_kinds_count;

/* As the quarantine table spells it. */
const char *fault_severity_name(enum fault_severity severity);
/* NULL for an unknown code. */
const struct fault_kind *fault_kind_find(const char *code);
/*
 * `code` must be in the catalogue (programming error otherwise: aborts). Copies field and value,
 * either of which may be NULL.
 */
void fault_add(struct fault_list *list, const char *code, const char *field, const char *value);
bool fault_has(const struct fault_list *list, const char *code);
/* The catalogue's sentence with {field} and {value} replaced; caller frees. Either may be NULL. */
char *fault_sentence(const struct fault_kind *kind, const char *field, const char *value);
void fault_list_free(struct fault_list *list);
