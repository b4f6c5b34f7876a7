/*
 * Text: a growable string and the few string helpers the project needs.
 *
 * `struct text` starts as {0}, always ends in NUL once something was added, and belongs to whoever
 * declared it. All strings are UTF-8.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
        char *s; /* NULL while empty */
        size_t len;
        size_t cap;
};

void text_add(struct text *t, const char *s);
void text_add_n(struct text *t, const char *s, size_t n);
void text_add_char(struct text *t, char c);
void text_addf(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Empties without giving the memory back. */
void text_clear(struct text *t);
void text_free(struct text *t);
/* Hands the string to the caller (never NULL) and leaves `t` empty. */
char *text_take(struct text *t);
/* The string so far, "" when empty; valid until the next change. */
const char *text_str(const struct text *t);

/* A new string without leading and trailing white space, inner runs folded to one blank. */
char *text_squeeze(const char *s);
bool text_has_prefix(const char *s, const char *prefix);
/* Whole string as a decimal number within [min, max]; false otherwise. */
bool text_to_int(const char *s, int64_t min, int64_t max, int64_t *ret);
/* "250ms", "30s", "5min", "2h", "1d" to milliseconds. A number without a unit is refused. */
bool text_to_duration(const char *s, int64_t *ret_ms);
/* The same back, in the largest unit that divides it. `out` needs 32 bytes. */
const char *text_from_duration(int64_t ms, char out[32]);
/*
 * Adds `s` with each run of 16 digits or more, as a NIK or NIP is, cut to its first four and stars:
 * for words of others (a database, a service) that go where no person is to be named.
 */
void text_add_masked(struct text *t, const char *s);
/* "199001012015031002" to "199001********1002"-like masking for logs. `out` needs 20 bytes. */
const char *text_mask_nip(const char *nip, char out[20]);
