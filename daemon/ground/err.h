/*
 * Errors: one sentence that says what is wrong and what to do, carried up to whoever can act.
 *
 * A function that can fail returns bool and fills `struct err` on false. It never logs the same
 * error: whoever handles it does, once. Callers add context with err_prefix().
 */
#pragma once

#include <stdbool.h>

struct err {
        char text[1024]; /* UTF-8, no newline at the end, cut when longer */
};

/* Fills `err` and returns false, so that callers write `return err_set(err, ...)`. */
bool err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Puts "prefix: " before the text and returns false. */
bool err_prefix(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
