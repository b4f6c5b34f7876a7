/*
 * Encoding: text that a bad import left broken (defect ENC_BAD).
 *
 * Broken text is never repaired: it goes back to the person who can read what was meant.
 */
#pragma once

#include <stdbool.h>

/*
 * True when `s` is not UTF-8 (an SQL_ASCII database passes any byte), or holds control characters
 * (C1 too: cp1252 read as latin1), U+FFFD, an HTML entity or a backslash escape.
 */
bool encoding_is_bad(const char *s);
bool encoding_is_utf8(const char *s);
/* A new string that any log or database takes: broken bytes and control characters are U+FFFD. */
char *encoding_visible(const char *s);
