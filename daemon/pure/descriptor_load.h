/*
 * Descriptor load: the parts of the loader, private to descriptor_*.c.
 *
 * descriptor_load.c reads the document, its source and endpoints; descriptor_column.c resolves
 * names of columns and reads conditions; descriptor_rule.c and descriptor_field.c read the two long
 * lists.
 */
#pragma once

#include "pure/descriptor.h"
#include "pure/json_load.h"

/* What readers find in json_load.context. */
struct descriptor_load {
        const struct contract *contract;
        const struct contract_view *view; /* the main one, once it is known */
        struct descriptor *d;
};

static inline struct descriptor_load *loading(const struct json_load *load)
{
        return load->context;
}

/* Adds a column; it must not be there yet. Returns its index. It is hashed once something reads it.
 */
size_t column_add(struct descriptor *d, const char *name, const struct contract_column *source,
                  int join);
/* The view of the contract by that name, or an error that lists all views. */
const struct contract_view *view_named(struct json_load *load, const json_t *value);
/* The contract's column of that name in `view`, or an error that lists them. */
const struct contract_column *source_named(struct json_load *load, const struct contract_view *view,
                                           const json_t *value);

/* Readers of a column's name into a size_t; columns of the main view are added at first mention. */
bool read_column(struct json_load *load, const json_t *value, void *target);
bool read_date_column(struct json_load *load, const json_t *value, void *target);
/* A column that is only shown: a change of it alone is no change of the row. */
bool read_show(struct json_load *load, const json_t *value, void *target);
/* A list of values, null among them, for the condition's column. */
bool read_values(struct json_load *load, const json_t *value, void *target);
/* {"column": [values], ...}: all must hold. */
bool read_conditions(struct json_load *load, const json_t *value, struct condition **ret,
                     size_t *ret_count);
/* A code of the fault catalogue into a const char *. */
bool read_code(struct json_load *load, const json_t *value, void *target);

/* Lists of the descriptor; `target` is the struct descriptor. */
bool read_rules(struct json_load *load, const json_t *value, void *target);
bool read_fields(struct json_load *load, const json_t *value, void *target);
