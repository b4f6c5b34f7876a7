/*
 * Kinds: the shipped contract and descriptors, parsed once for the tests that work on them, and
 * rows written as lists of column and value.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data.h"
#include "ground/mem.h"
#include "pure/contract.h"
#include "pure/descriptor.h"

enum { ROW_COLUMNS = 64 }; /* more than any kind has */

struct cell_value {
        const char *column; /* NULL ends the list */
        const char *value;  /* NULL: SQL NULL */
};

static struct contract *kinds_contract;
static struct descriptor_set kinds;

static inline int kinds_setup(void **state)
{
        struct err err = {""};

        (void)state;
        mem_setup();
        if (!contract_parse("contract.json", embedded_contract[0].text, &kinds_contract, &err))
                fail_msg("%s", err.text);
        for (size_t i = 0; i < embedded_records_count; i++) {
                const struct embedded *file = &embedded_records[i];
                struct descriptor *d = NULL;

                if (!descriptor_parse(file->name, file->text, kinds_contract, &d, &err))
                        fail_msg("%s", err.text);
                assert_string_equal(d->kind, file->name);
                descriptor_set_add(&kinds, d);
        }
        return 0;
}

static inline int kinds_teardown(void **state)
{
        (void)state;
        descriptor_set_free(&kinds);
        contract_free(kinds_contract);
        return 0;
}

static inline const struct descriptor *kind_named(const char *kind)
{
        const struct descriptor *d = descriptor_set_find(&kinds, kind);

        if (!d)
                fail_msg("no kind %s", kind);
        return d;
}

/* Writes the cells of `list` over those in `values`. */
static inline void row_set(const struct descriptor *d, const struct cell_value *list,
                           const char *values[ROW_COLUMNS])
{
        for (; list->column; list++) {
                size_t column = descriptor_column(d, list->column);

                if (column >= ROW_COLUMNS)
                        fail_msg("%s has no column %s", d->kind, list->column);
                values[column] = list->value;
        }
}
