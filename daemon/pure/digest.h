/*
 * Digest: SHA-256 as lower-case hex, the content hash of the outbox and of evidence.
 */
#pragma once

#include <stddef.h>

enum { DIGEST_HEX = 65 };

/* Writes 64 hex digits and a NUL; returns `out`. */
const char *digest_hex(const void *bytes, size_t len, char out[DIGEST_HEX]);

/* The same over what arrives piece by piece. digest_stream_end() frees the stream. */
struct digest_stream;
struct digest_stream *digest_stream_new(void);
void digest_stream_add(struct digest_stream *stream, const void *bytes, size_t len);
/* A line and its newline. */
void digest_stream_line(struct digest_stream *stream, const char *line);
const char *digest_stream_end(struct digest_stream *stream, char out[DIGEST_HEX]);
