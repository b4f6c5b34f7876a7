/*
 * Contract: the views and columns a site offers in schema siasn_src (schema/source/contract.json).
 *
 * The JSON file is the one truth; record descriptors name its columns, the probe compares it with
 * the site's catalogue, and a test compares it with the reference DDL.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "ground/err.h"

enum column_type {
        COL_TEXT,
        COL_INT,
        COL_BOOL,
        COL_DATE,
        COL_TIMESTAMP,
        COL_NUMERIC,
        COL_BYTES,
};

struct contract_column {
        char *name;
        enum column_type type;
        bool required;
        char *note;
};

struct contract_view {
        char *name;
        bool required;
        char *note;
        struct contract_column *columns;
        size_t column_count;
};

struct contract {
        int version;
        struct contract_view *views;
        size_t view_count;
};

/* Strict: unknown keys and types are errors naming `file` and line. `*ret` belongs to the caller.
 */
bool contract_parse(const char *file, const char *json, struct contract **ret, struct err *err);
const struct contract_view *contract_view_find(const struct contract *c, const char *name);
const struct contract_column *contract_column_find(const struct contract_view *view,
                                                   const char *name);
const char *column_type_name(enum column_type type);
void contract_free(struct contract *c);

static inline void contract_free_ptr(struct contract **c)
{
        contract_free(*c);
}
