/*
 * Map: a row of a source view becomes the JSON the service takes, or the list of all its faults.
 *
 * Pure: row, descriptor, site values and today's date in; payload or faults out. Every fault of a
 * row is reported, not only the first; but of one column only the first, which is the cause of what
 * would follow: the descriptor's rules are tried in their order, then its fields. A rule whose code
 * is FAULT_INFO ends the search: a row held back on purpose has nothing to correct. The payload
 * holds the descriptor's write fields (read names for MODE_COMPARE) with exact JSON types; the
 * row's id and the person's id are added when it is sent, for they are not known here. Text is
 * right-trimmed; control characters, U+FFFD, HTML entities and backslash-escapes left by a bad
 * import are faults (ENC_BAD), never repaired.
 */
#pragma once

#include <jansson.h>
#include <stddef.h>

#include "pure/date.h"
#include "pure/descriptor.h"
#include "pure/fault.h"

/* The site's constants, from the configuration or v_contract. Descriptors name them. */
struct site {
        const char *instansi_id;
        const char *instansi_induk_id; /* instansi_id when the site gives none */
        const char *satuan_kerja_id;
        struct date today;
};

struct site_value {
        const char *name; /* as descriptors call it: the member's name */
        size_t offset;    /* of the string in struct site */
};

extern const struct site_value site_values[];
extern const size_t site_values_count;

struct mapped {
        json_t *payload;          /* NULL when there are faults; owned */
        struct fault_list faults; /* owned */
        char *sort_key; /* ISO date or text ordering rows of one employee, "" for none; owned */
};

/* `values[i]` is the text of d->columns[i], NULL for SQL NULL. Free with mapped_clear(). */
void map_row(const struct descriptor *d, const char *const *values, const struct site *site,
             struct mapped *ret);
void mapped_clear(struct mapped *m);
/* Canonical text of a payload: sorted keys, compact, UTF-8. Its digest is the content hash. */
char *map_canonical(const json_t *payload);
/*
 * A source's idea of the SIASN id: trimmed; NULL (nothing allocated) when it is junk (shorter than
 * 4 characters, longer than 64, or other characters than hex digits and '-'). Case is kept.
 */
char *map_siasn_id(const char *value);
