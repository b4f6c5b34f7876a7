/*
 * Log: one line an event. Where stderr is the journal ($JOURNAL_STREAM), it goes there with its
 * fields of their own (SIASN_KIND=, ...) and its MESSAGE_ID; else on stderr, with the priority
 * prefix journald reads ("<6>"). The text is the same.
 *
 * A line is a message and its objects as key=value fields, never a sentence assembled at the call.
 * NIPs go through log_nip(), which masks them; secrets cannot be passed at all. Values are quoted
 * when they hold blanks, and control characters are escaped, so one event stays one line.
 */
#pragma once

#include <stdint.h>

#include "ground/log_id.h"

enum log_level {
        LOG_LEVEL_ERROR = 3,
        LOG_LEVEL_WARNING = 4,
        LOG_LEVEL_NOTICE = 5,
        LOG_LEVEL_INFO = 6,
        LOG_LEVEL_DEBUG = 7,
};

struct log_field {
        const char *key;  /* NULL ends the list */
        const char *text; /* NULL: use number */
        int64_t number;
        int is_nip;
        enum log_id id; /* not LOG_ID_NONE: no field, but what kind of event this is */
};

static inline struct log_field log_text(const char *key, const char *text)
{
        return (struct log_field){.key = key, .text = text ? text : ""};
}

static inline struct log_field log_number(const char *key, int64_t number)
{
        return (struct log_field){.key = key, .number = number};
}

static inline struct log_field log_nip(const char *nip)
{
        return (struct log_field){.key = "nip", .text = nip ? nip : "", .is_nip = 1};
}

/* A change of state: gives the line its MESSAGE_ID, see log_id.h. */
static inline struct log_field log_id(enum log_id id)
{
        return (struct log_field){.key = "id", .text = "", .id = id};
}

/* Ends the list; the macros below add it. */
static inline struct log_field log_end(void)
{
        return (struct log_field){0};
}

void log_set_level(enum log_level level);
void log_write(enum log_level level, const char *message, const struct log_field *fields);

/* log_info("message", field, ...): the fields may be left out. */
#define LOG_AT(level, message, ...) \
        log_write((level), (message), (const struct log_field[]){__VA_ARGS__})
#define log_error(...)   LOG_AT(LOG_LEVEL_ERROR, __VA_ARGS__, log_end())
#define log_warning(...) LOG_AT(LOG_LEVEL_WARNING, __VA_ARGS__, log_end())
#define log_notice(...)  LOG_AT(LOG_LEVEL_NOTICE, __VA_ARGS__, log_end())
#define log_info(...)    LOG_AT(LOG_LEVEL_INFO, __VA_ARGS__, log_end())
#define log_debug(...)   LOG_AT(LOG_LEVEL_DEBUG, __VA_ARGS__, log_end())
