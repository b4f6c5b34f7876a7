/*
 * Check: the preflight doctor, as a list of findings. Internal to the verb `check`.
 *
 * Each part looks at one side and adds what it found, every problem at once. Nothing is changed
 * anywhere.
 */
#pragma once

#include "ctl/ctl.h"

enum level { LEVEL_OK, LEVEL_WARNING, LEVEL_FAILED };

struct check {
        const struct ctl *ctl;
        struct config *config;
        struct catalog *catalog;
        struct table *findings;
        bool failed;
        size_t failures, warnings;
        bool credentials_missing; /* the service need not be tried */
};

/* `format` gives what was found and, unless all is well, what to do. */
void check_add(struct check *c, enum level level, const char *what, const char *format, ...)
        __attribute__((format(printf, 4, 5)));

/* Adds who and where we are; false with a finding when the database does not say. */
bool check_connection(struct check *c, const char *what, struct db *db);
void check_state(struct check *c);
void check_source(struct check *c);
void check_service(struct check *c);
