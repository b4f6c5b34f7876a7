/*
 * base.h - the ground the sandbox stands on: memory, growing text, time, dice.
 *
 * Promise: allocation never returns NULL (the process dies instead), text buffers are always
 * NUL-terminated once written to, and a dice stream with the same seed gives the same numbers on
 * every machine.
 */
#ifndef SANDBOX_BASE_H
#define SANDBOX_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

void *xcalloc(size_t n, size_t size);
void *xgrow(void *p, size_t n, size_t size); /* realloc of n * size, overflow-checked */
char *xstrndup(const char *s, size_t n);
char *xstrdup(const char *s);

/* Growing text or bytes. All-zero is a valid empty buffer. */
struct buf {
        char *data;
        size_t len;
        size_t cap;
};

void buf_add(struct buf *b, const void *data, size_t n);
void buf_str(struct buf *b, const char *s);
void buf_fmt(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_fill(struct buf *b, char c, size_t n);
void buf_json(struct buf *b, const char *s); /* quoted and escaped; NULL gives null */
void buf_free(struct buf *b);

/* Base64; url selects the JWT alphabet without padding. Appends to b. */
void buf_base64(struct buf *b, const void *data, size_t n, bool url);

int64_t now_ms(void); /* CLOCK_MONOTONIC, milliseconds */

/* One stream of reproducible pseudo-random numbers (splitmix64). */
struct dice {
        uint64_t state;
};

uint64_t dice_next(struct dice *d);
double dice_unit(struct dice *d);                   /* [0,1) */
size_t dice_below(struct dice *d, size_t limit);    /* [0,limit), limit > 0 */
void dice_hex(struct dice *d, char *out, size_t n); /* n hex digits and a NUL */

#endif
