/*
 * Configuration: one INI file, one table of keys.
 *
 * The table in config.c is the only description of a key: section, name, kind, field, default,
 * whether a reload may change it, help. The parser, --print-config, the sample file, the manual and
 * the tests read that table. Unknown sections and keys, values of the wrong kind and missing
 * required keys are errors that name file, line and the valid choices. Secrets have no keys: a
 * password found in a dsn is refused.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "ground/err.h"
#include "ground/text.h"

enum collect_mode { COLLECT_SCAN, COLLECT_STAMP, COLLECT_CHANGELOG };

struct config {
        char *source_dsn;
        char *source_schema;
        char *state_dsn;
        char *state_schema;
        char *siasn_api_base;
        char *siasn_referensi_base;
        char *siasn_token_url;
        char *siasn_sso_url;
        char *siasn_ca_file;
        char *siasn_pins;        /* see ground/pin.h; "": none */
        bool siasn_sso_password; /* sso_mode = password */
        char *siasn_sso_client_id;
        char *siasn_sso_username;
        char *siasn_instansi_id;
        char *siasn_instansi_induk_id; /* "" = instansi_id */
        char *siasn_satuan_kerja_id;
        char *credentials_dir; /* never "": when not given, see config_table.c */
        double push_max_rate;  /* requests a second; 0 = unlimited */
        int64_t push_max_inflight;
        int64_t push_timeout_ms;      /* whole request */
        int64_t push_doubt_window_ms; /* how long a doubtful write may still appear at SIASN */
        int64_t collect_interval_ms;
        int64_t collect_mode;               /* enum collect_mode */
        int64_t collect_scan_at_s;          /* nightly full scan, seconds after local midnight */
        char *sinau_folder, *sinau_archive; /* "": none */
        int64_t sinau_interval_ms;
        char *sinau_dsn; /* "": no view */
        char *sinau_schema, *sinau_view;
        char *sinau_jenis_diklat_id; /* for completions that give none; "": none */
        int64_t guard_changed_rows, guard_changed_pct; /* a collect step above both waits */
        int64_t guard_gone_rows, guard_gone_pct;
        char *guard_per_kind;   /* "kind:key=value", by comma */
        bool guard_hold_first;  /* first_load = hold */
        char *delete_kinds;     /* rows gone from SIMPEG are deleted at SIASN, by comma */
        int64_t delete_scans;   /* ... after so many complete scans without them */
        int64_t reconcile_days; /* each person is read back about once in so many days; 0 = off */
        char *records_enable;   /* kinds switched on beside their descriptor's default, by comma */
        char *records_disable;
        char *records_allow;        /* rules of descriptors that this site lifts, by comma */
        char *records_dir;          /* overriding descriptors; need not exist */
        char *documents_root;       /* folder of the documents' files; "" = none */
        int64_t documents_max_size; /* KiB */
        char *documents_trust_store;
        char *documents_signature;           /* "kind:policy", by comma */
        int64_t reference_refresh_ms;        /* between two pulls of SIASN's code lists; 0: never */
        char *indicator_tree;                /* performance tree file; "" = the built-in one */
        char *indicator_rules;               /* rules counted every day, by comma */
        int64_t indicator_snapshot_every_ms; /* whole days; 0: never by itself */
        int64_t indicator_bulk_rows;    /* absorbed rows after which its figures are counted anew */
        int64_t retention_events_ms;    /* how long a month of the event log must be kept */
        int64_t retention_snapshots_ms; /* the same for the rows of a snapshot */
        char *metrics_listen;           /* "": off */
        int64_t metrics_stalled_after_ms;
        char *mail_server; /* "": no notices */
        char *mail_ca_file, *mail_username, *mail_from;
        char *mail_to_admin, *mail_to_hr; /* addresses, by comma */
        int64_t mail_digest_at_s;         /* seconds after local midnight */
        int64_t mail_outage_after_ms;
        bool mail_employee; /* the employee is told too */
        int64_t mail_max_per_hour;
        char *mail_templates;  /* folder of overriding templates; need not exist */
        char *web_dsn;         /* "": no pages */
        char *web_listen;      /* ADDRESS:PORT */
        char *web_certificate; /* "": plain HTTP */
        char *web_proxy;       /* address whose headers are believed; "": none */
        char *web_proxy_user;  /* header; "": none */
        int64_t web_session_idle_ms;
        int64_t log_level;
};

/* `*ret` belongs to the caller. */
bool config_load(const char *path, struct config **ret, struct err *err);
void config_free(struct config *config);

static inline void config_free_ptr(struct config **config)
{
        config_free(*config);
}

/* The effective configuration as an INI file. */
void config_print(const struct config *config, struct text *out);
/*
 * A commented sample with every key, its default and its help. `given`: values by index of the
 * table of keys, NULL where there is none; itself NULL for the sample that a person fills in.
 */
void config_sample(const char *const *given, struct text *out);
/* The path of `name` in the folder of `path`; caller frees. */
char *config_beside(const char *path, const char *name);
/* Keys whose change needs a restart and differ between the two, by comma; caller frees; NULL: none.
 */
char *config_restart_needed(const struct config *old, const struct config *new);
