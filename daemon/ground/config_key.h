/*
 * Config keys: the one table that describes each key, and how a value of each kind is read and
 * written. Internal to config.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ground/config.h"

enum config_kind {
        KIND_TEXT,     /* as it is */
        KIND_DSN,      /* libpq connection string without a password */
        KIND_SCHEMA,   /* [a-z_][a-z0-9_]* */
        KIND_URL,      /* https:// */
        KIND_ID,       /* letters, digits, '-' */
        KIND_LISTEN,   /* /path of a socket, or a loopback address with its port */
        KIND_SMTP,     /* smtp:// or smtps:// */
        KIND_ADDRESS,  /* mail addresses, by comma */
        KIND_KINDS,    /* names of record kinds, by comma */
        KIND_DURATION, /* milliseconds in an int64_t */
        KIND_CLOCK,    /* HH:MM, seconds after midnight in an int64_t */
        KIND_INT,      /* int64_t */
        KIND_RATE,     /* decimal, in a double */
        KIND_CHOICE,   /* int64_t */
        KIND_SWITCH,   /* a choice of two in a bool */
};

struct config_choice {
        const char *name; /* NULL ends the list */
        int64_t value;
};

struct config_key {
        const char *section;
        const char *name;
        enum config_kind kind;
        size_t offset;       /* of the field in struct config */
        const char *preset;  /* value when the key is missing, as in the file; NULL: required */
        bool reloadable;     /* a reload may change it */
        const char *example; /* for the sample, where the default shows nothing; or NULL */
        const char *help;    /* lines for the sample and the manual */
        int64_t min, max;    /* KIND_DURATION (ms), KIND_INT, KIND_RATE */
        const struct config_choice *choices; /* KIND_CHOICE, KIND_SWITCH */
};

enum { CONFIG_KEYS_MAX = 96 };

extern const struct config_key config_keys[];
extern const size_t config_key_count;

/* "section.name"; NULL with an error that says what was meant. */
const struct config_key *config_key_find(const char *dotted, struct err *err);
/* True for the kinds whose field is a `char *`. */
bool config_is_text(const struct config_key *key);
/*
 * Reads `value` into the field of `key`. The error says what is wrong and what would be right,
 * without file, line or key; it never repeats a connection string or URL.
 */
bool config_read(const struct config_key *key, const char *value, struct config *config,
                 struct err *err);
/* Appends the field's value as it would stand in the file. */
void config_write(const struct config_key *key, const struct config *config, struct text *out);
/* Appends what the key accepts: "one of: a, b", "a time with its unit, 1s to 1d". */
void config_accepts(const struct config_key *key, struct text *out);
