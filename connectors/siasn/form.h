/*
 * Form: header lines and form bodies that hold secrets, and URL encoding.
 *
 * What is returned belongs to the caller, has its exact size from the start, so that no half-grown
 * copy of a secret stays behind, and is freed with wipe_free_text().
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Visible ASCII without blanks, not empty: fit for a header line. NULL is not. */
bool form_is_token(const char *s);
/* "Name: value"; `name_and_scheme` brings its colon and blanks. */
char *form_header(const char *name_and_scheme, const char *value);
/* "Authorization: Basic ..." (RFC 7617). */
char *form_basic(const char *user, const char *password);
/* "grant_type=G&name=value&...", values URL-encoded. */
char *form_new(const char *grant_type, const char *const fields[][2], size_t count);
/* NULL does nothing. */
void wipe_free_text(char *text);
/*
 * Replaces all but the unreserved characters (RFC 3986) by %XX. `out` needs 3 * strlen(s) + 1
 * bytes and is returned.
 */
char *url_encode(const char *s, char *out);
