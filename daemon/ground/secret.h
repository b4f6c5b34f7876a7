/*
 * Secret: a value that cannot be printed by accident.
 *
 * Secrets come from files (systemd credentials or mode 0600), never from the INI, the environment
 * or argv. The type is opaque; the only way to the bytes is secret_expose(), whose callers are few
 * and found by name. Freed secrets are wiped.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "ground/err.h"

struct secret;

struct secret *secret_new(const char *bytes, size_t len);
/*
 * Reads `dir/name`, without the newline at its end. Refuses a file that others can read, an empty
 * one and one above 64 KiB; the error names the path and the remedy. `*ret` belongs to the caller.
 */
bool secret_load(const char *dir, const char *name, struct secret **ret, struct err *err);
/* Whether there is such a file with something in it: systemd puts an empty line where a site has
 * none. */
bool secret_exists(const char *dir, const char *name);
/* The bytes, NUL at the end, valid as long as the secret. For header and form bodies only. */
const char *secret_expose(const struct secret *s);
bool secret_same(const struct secret *a, const struct secret *b);
void secret_free(struct secret *s);

static inline void secret_free_ptr(struct secret **s)
{
        secret_free(*s);
}
