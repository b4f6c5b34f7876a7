/*
 * Ctl: what the verbs of siasnctl share.
 *
 * A verb is one function: it looks, prints to stdout, and returns how it went. Errors go back in
 * `err`, once, and are printed by main(). Verbs that only
 * look have read-only connections; one that changes something needs --by, and the event log says
 * so.
 */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
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

/* Options a verb may take; their names are in main.c. */
enum ctl_option {
        OPT_JSON,
        OPT_CSV,
        OPT_NIP,
        OPT_KIND,
        OPT_BY,
        OPT_LINES,
        OPT_FOLLOW,
        OPT_FULL,
        OPT_SQL,
        OPT_SAMPLE,
        OPT_SEED,
        OPT_ALL,
        OPT_PUSH,
        OPT_OPD,
        OPT_CODE,
        OPT_BOM,
        OPT_LIVE,
        OPT_YEAR,
        OPT_AS_OF,
        OPT_RULES,
        OPT_TO,
        OPT_SNAPSHOT,
        OPT_LEVEL,
        OPT_DOCUMENT,
        OPT_KEY,
        OPT_PUBLIC,
        OPT_PERIOD,
        OPT_QUARTER,
        OPT_VALUE,
        OPT_NOTE,
        OPT_PDF,
        OPT_ADMIN,
        OPT_ROLE,
        OPT_FULL_NAME,
        OPT_COUNT,
};

struct ctl {
        const char *config_path;
        struct config *config; /* NULL for a verb that loads it itself */
        enum table_format format;
        const char *const *words; /* what stands after the verb's name; NULL at the end */
        size_t word_count;
        const char *option[OPT_COUNT]; /* value, "" for a switch that is on, NULL when not given */
};

typedef enum ctl_exit ctl_verb(const struct ctl *ctl, struct err *err);

ctl_verb ctl_check, ctl_plan, ctl_status, ctl_show, ctl_log, ctl_migrate, ctl_endpoints;
ctl_verb ctl_plan_show, ctl_plan_release, ctl_init, ctl_quality, ctl_quarantine_list,
        ctl_quarantine_show;
ctl_verb ctl_quarantine_export, ctl_quarantine_codes;
ctl_verb ctl_guard_show, ctl_guard_release, ctl_retry;
ctl_verb ctl_audit_list, ctl_audit_verify, ctl_audit_export, ctl_audit_drop;
ctl_verb ctl_reconcile;
ctl_verb ctl_reference_pull, ctl_reference_accept, ctl_reference_list, ctl_reference_history;
ctl_verb ctl_map_suggest, ctl_map_list, ctl_map_compare, ctl_map_confirm, ctl_map_reject,
        ctl_map_export, ctl_map_import;
ctl_verb ctl_training_status, ctl_training_rejects, ctl_training_twins, ctl_training_jp;
ctl_verb ctl_indicator_show, ctl_indicator_compute, ctl_indicator_list, ctl_indicator_result,
        ctl_indicator_persons, ctl_indicator_evidence, ctl_indicator_disagree, ctl_indicator_diff,
        ctl_indicator_sample, ctl_indicator_review, ctl_indicator_verify, ctl_indicator_export,
        ctl_indicator_drop;
ctl_verb ctl_user_add, ctl_user_list, ctl_user_password, ctl_user_disable, ctl_user_enable,
        ctl_user_rights;
ctl_verb ctl_pohon_show, ctl_pohon_compute, ctl_pohon_enter, ctl_pohon_target, ctl_pohon_baseline,
        ctl_pohon_load, ctl_pohon_ikm, ctl_pohon_export;

/* One line of the table of verbs: usage, dispatch, completion and the manual come from it. */
struct verb {
        const char *name; /* one word or two: "guard release" */
        const char *args; /* as shown */
        const char *help;
        size_t words_min, words_max; /* how many may follow the name */
        uint64_t options;            /* 1 << enum ctl_option */
        uint64_t needed;             /* those of them that must be given */
        bool loads_config;           /* by itself, because a bad one is one of its findings */
        ctl_verb *function;
};

extern const struct verb ctl_verbs[];
extern const size_t ctl_verb_count;

/*
 * A number given with an option, `missing` when it was not given. False, with an error that names
 * the option, when it is no whole number from `min` to `max`.
 */
bool ctl_number(const struct ctl *ctl, enum ctl_option option, int64_t missing, int64_t min,
                int64_t max, int64_t *ret, struct err *err);

/* ---- Opening ---- */

/* Password of a database, NULL in `*ret` when there is no such credential file. */
bool ctl_password(const struct config *config, const char *file, struct secret **ret,
                  struct err *err);
/* The state database as it is; nothing is created. */
bool ctl_open_state(const struct config *config, bool read_only, struct db **ret, struct err *err);
/* The same, read-only, and an error unless all migrations have been run. */
bool ctl_open_ready_state(const struct config *config, struct db **ret, struct err *err);
/* The same for a verb that writes. */
bool ctl_open_writable_state(const struct config *config, struct db **ret, struct err *err);
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

/* Adds the kinds whose first load waits for a release: those that are on, documents, trainings. */
void ctl_first_kinds(const struct catalog *catalog, struct text *ret);

/* ---- Printing ---- */

/* One JSON document and a newline on stdout; takes the value. */
void ctl_print_json(json_t *value);
/* A table under a heading line; nothing when it has no rows. */
void ctl_print_section(const char *heading, struct table *table);
/* A NIP as people type it, without blanks, dots and dashes; caller frees. */
char *ctl_plain_nip(const char *typed);
