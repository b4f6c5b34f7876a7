/*
 * Value: one field's text from the source as JSON, and JSON from either side as text to compare.
 *
 * All that depends on a field's type stands in one table here.
 */
#pragma once

#include <jansson.h>
#include <stdbool.h>

#include "pure/descriptor.h"

/* Names of enum field_type in descriptors, in its order. */
extern const char *const field_type_names[];
extern const size_t field_type_count;

/* May a field of this type be filled from a column of that type? */
bool value_fits_column(enum field_type type, enum column_type column);
/*
 * NULL when `text` (not empty, its encoding checked) can be sent in `field`, else the fault code.
 * Dates must be ISO dates; whether they are sentinels is checked per column.
 */
const char *value_flaw(const struct field *field, const char *text);
/* The JSON value of a text without flaw; the caller owns it. */
json_t *value_to_json(const struct field *field, const char *text);
/* What stands for "no value" in a full row: "" for all that is written as a string, null for
   the others; NULL for lists of ids, which are left out. */
json_t *value_blank(const struct field *field);
/* True for the texts that mean "none" in this field: "", dashes alone, and "0" where it says so. */
bool value_is_empty(const struct field *field, const char *text);
/*
 * Normalised text of a member, ours or the service's: dates as ISO, numbers without idle zeros,
 * truth as "1" and "0", white space folded, "" for null, absent and whatever means "none".
 */
char *value_normal(const struct field *field, const json_t *value);
