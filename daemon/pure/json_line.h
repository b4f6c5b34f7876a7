/*
 * JSON line: where in a file a member stands.
 *
 * jansson tells the line of a syntax error only. A semantic error ("no such column") is found after
 * parsing, so the text is walked a second time along the path to the culprit. Used on errors only.
 */
#pragma once

#include <stddef.h>

/* One step into a document: a member of an object, or, when `key` is NULL, an element of an array.
 */
struct json_step {
        const char *key;
        size_t index;
};

/*
 * Line (from 1) of the key or element that `steps` leads to; where the path ends early, the line of
 * its last part that exists. `text` must be a JSON document that was parsed before. Keys are
 * compared as written: one spelt with \u escapes is not found, and its object's line is given.
 */
int json_line(const char *text, const struct json_step *steps, size_t depth);
