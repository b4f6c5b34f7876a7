/*
 * Digest: SHA-256 as lower-case hex, the content hash of the outbox and of evidence.
 */
#pragma once

#include <stddef.h>

enum { DIGEST_HEX = 65 };

/* Writes 64 hex digits and a NUL; returns `out`. */
const char *digest_hex(const void *bytes, size_t len, char out[DIGEST_HEX]);

/* The same piece by piece. */
struct digest;

struct digest *digest_new(void);
void digest_add(struct digest *d, const void *bytes, size_t len);
/* A line and its newline. */
void digest_line(struct digest *d, const char *line);
/* The digest of everything added; `d` begins anew. */
const char *digest_end(struct digest *d, char out[DIGEST_HEX]);
void digest_free(struct digest *d);
