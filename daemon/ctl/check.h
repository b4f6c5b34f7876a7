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

/* Adds who and where we are, and how the clocks compare; false with a finding when the database
 * does not say. */
bool check_connection(struct check *c, const char *what, struct db *db);
void check_credentials(struct check *c);
void check_documents(struct check *c);
void check_sinau(struct check *c);
void check_state(struct check *c);
void check_source(struct check *c);
void check_hosts(struct check *c);
void check_service(struct check *c);
void check_mail(struct check *c);

/* A host's or a database's clock beside ours; both in seconds since 1970, read at the same time. */
void check_clock(struct check *c, const char *whose, int64_t theirs_s, int64_t ours_s);
/* Whether the disk of `path` has room. */
void check_room(struct check *c, const char *whose, const char *path);
