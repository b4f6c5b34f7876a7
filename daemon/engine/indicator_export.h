/*
 * Export: a snapshot as a folder of files that verify on a machine without the database, or, for
 * the public, its aggregates only.
 */
#pragma once

#include "edge/db.h"
#include "engine/indicator.h"

struct export_params {
        struct db *state;
        int64_t snapshot;
        const struct ruleset *rule;
        const char *header, *signature, *public_key, *hash;
        const char *folder; /* must not exist */
        bool public_only;   /* no file that names or numbers a person */
};

bool indicator_export(const struct export_params *params, struct err *err);
