/*
 * Ctl: what the verbs of siasnctl share.
 *
 * A verb is one function: it looks, prints to stdout, and returns how it went. Errors go back in
 * `err`, once, and are printed by main(). No verb but `migrate` and `guard release` changes
 * anything: their connections are read-only.
 */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "ctl/table.h"
#include "edge/db.h"
#include "engine/catalog.h"
#include "ground/config.h"
#include "ground/secret.h"
#include "pure/map.h"
#include "simpeg/source.h"

enum ctl_exit {
        CTL_OK = 0,
        CTL_FAILED = 1, /* it could not be done, or a check found a problem */
        CTL_USAGE = 2,  /* command line or configuration */
};

struct ctl {
        const char *config_path;
        struct config *config; /* NULL for a verb that loads it itself */
        enum table_format format;
        const char *word; /* the argument of the verb, or NULL */
        const char *nip;  /* --nip, or NULL */
        const char *kind; /* --kind, or NULL */
        const char *by;   /* --by: the operator's name, or NULL */
        bool follow, full, sql;
        int64_t lines; /* -n */
};

typedef enum ctl_exit ctl_verb(const struct ctl *ctl, struct err *err);

ctl_verb ctl_check, ctl_plan, ctl_status, ctl_show, ctl_log, ctl_migrate, ctl_endpoints,
        ctl_indicator, ctl_guard, ctl_retry;

/* ---- Opening ---- */

/* Password of a database, NULL in `*ret` when there is no such credential file. */
bool ctl_password(const struct config *config, const char *file, struct secret **ret,
                  struct err *err);
/* The state database as it is; nothing is created. */
bool ctl_open_state(const struct config *config, bool read_only, struct db **ret, struct err *err);
/* The same, read-only, and an error unless all migrations have been run. */
bool ctl_open_ready_state(const struct config *config, struct db **ret, struct err *err);
/* The source database without a look at the contract. */
bool ctl_open_source_db(const struct config *config, struct db **ret, struct err *err);
bool ctl_open_source(const struct config *config, const struct catalog *catalog,
                     struct source **ret, struct err *err);
static inline void catalog_free_ptr(struct catalog **catalog)
{
        catalog_free(*catalog);
}

static inline void source_close_ptr(struct source **source)
{
        source_close(*source);
}

/* ---- Printing ---- */

/* One JSON document and a newline on stdout; takes the value. */
void ctl_print_json(json_t *value);
/* A table under a heading line; nothing when it has no rows. */
void ctl_print_section(const char *heading, struct table *table);
/* A NIP as people type it, without blanks, dots and dashes; caller frees. */
char *ctl_plain_nip(const char *typed);
