/*
 * JSON load: strict reading of our own JSON files into structs, driven by tables.
 *
 * Each object has a table of the keys it may have: name, reader, place in the struct, required or
 * not. Everything else is an error that names file, line, path and the valid choices. Readers run
 * in the order of the table, not of the file, so a later one may rely on an earlier one.
 */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "ground/err.h"
#include "ground/text.h"
#include "pure/json_line.h"

enum { JSON_LOAD_DEPTH = 12 }; /* more than any of our tables nest */

struct json_load {
        const char *file; /* as errors name it */
        const char *text;
        struct err *err;
        void *context;                           /* the caller's own */
        struct json_step steps[JSON_LOAD_DEPTH]; /* where we are */
        size_t depth;
};

/* Reads `value` into `target`; on false the error is set. */
typedef bool (*json_reader)(struct json_load *load, const json_t *value, void *target);

struct json_key {
        const char *name;
        json_reader read;
        size_t offset; /* of the target in the object's struct */
        bool required;
};

/* The parsed document, or NULL with file and line in the error. Duplicate keys are errors. */
json_t *json_load_document(struct json_load *load);
/* Sets the error with file, line and path of where we are; returns false. */
bool json_load_fail(struct json_load *load, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
/* The same for the member `key` of where we are. */
bool json_load_fail_at(struct json_load *load, const char *key, const char *format, ...)
        __attribute__((format(printf, 3, 4)));
/* Adds one more of a list of choices: "a, b, c". */
void json_load_choice(struct text *choices, const char *name);

bool json_load_object(struct json_load *load, const json_t *value, const struct json_key *keys,
                      size_t count, void *target);
/* `items` has room for json_array_size() elements of `size` bytes. */
bool json_load_array(struct json_load *load, const json_t *value, json_reader read, void *items,
                     size_t size);
/* An object used as a map: as above, the reader finds its key with json_load_name(). */
bool json_load_map(struct json_load *load, const json_t *value, json_reader read, void *items,
                   size_t size);
const char *json_load_name(const struct json_load *load);
/* Elements of an array or members of an object; 0 for anything else. */
size_t json_load_count(const json_t *value);

/* Readers. Strings are owned by the target; only a note may be empty. */
bool json_load_string(struct json_load *load, const json_t *value, void *target); /* char * */
bool json_load_note(struct json_load *load, const json_t *value, void *target);   /* char * */
bool json_load_bool(struct json_load *load, const json_t *value, void *target);   /* bool */
bool json_load_int(struct json_load *load, const json_t *value, void *target);    /* int */
bool json_load_long(struct json_load *load, const json_t *value, void *target);   /* long */
/* One of `words`; its index goes to `*ret`. */
bool json_load_word(struct json_load *load, const json_t *value, const char *const *words,
                    size_t count, int *ret);
/* Fails unless `name` is a plain SQL identifier: lower-case letters, digits and underscores. */
bool json_load_identifier(struct json_load *load, const char *name);
