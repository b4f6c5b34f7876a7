/*
 * jscan.h - walks the members of a JSON object without building a tree.
 *
 * Rows are kept and served as the text they came in; half a million of them cannot afford a tree
 * each. Promise: never reads past the given length, and a malformed object is reported as such
 * (brackets, quotes and separators are checked; the inside of numbers and escapes is not).
 */
#ifndef SANDBOX_JSCAN_H
#define SANDBOX_JSCAN_H

#include <stdbool.h>
#include <stddef.h>

struct slice {
        const char *p;
        size_t n;
};

struct jscan {
        const char *p;
        const char *end;
};

enum jscan_step { JSCAN_BAD = -1, JSCAN_END = 0, JSCAN_MEMBER = 1 };

bool jscan_open(struct jscan *s, const char *text, size_t n);
enum jscan_step jscan_next(struct jscan *s, struct slice *key, struct slice *value);

bool slice_is(struct slice s, const char *text);

/* Member of an object by exact key; false when absent or malformed. */
bool jscan_get(const char *text, size_t n, const char *key, struct slice *value);

/* The text of a string value, decoded; NULL when it is no string. Caller frees. */
char *slice_string(struct slice value);

/* Both in one: the string member `key` of `text`, or NULL. Caller frees. */
char *jscan_string(const char *text, const char *key);

#endif
