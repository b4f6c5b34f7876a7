/*
 * Reference: the small national code lists that values are checked against (schema/reference/).
 *
 * Shipped lists are facts of the service (siasn-api section 7.1), embedded at build. The large
 * ones (units, positions, education) are not shipped: a running installation pulls its own.
 */
#pragma once

#include <stdbool.h>

/* True when `list` is one of the shipped lists. */
bool reference_list_known(const char *list);
/* True when `code` stands in `list`, compared byte for byte (leading zeros count). */
bool reference_has(const char *list, const char *code);
/* The name a code has in `list`, a new string; NULL when it has none. */
char *reference_name(const char *list, const char *code);
/* "eselon, golongan, ..." for error texts. */
const char *reference_lists(void);
