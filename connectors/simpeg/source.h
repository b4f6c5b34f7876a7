/*
 * SIMPEG source: the site's views as the daemon reads them.
 *
 * Opening probes the catalogue once: every missing or mistyped view and column of the contract is
 * found in one go, optional views that are absent switch their kinds off, optional columns that are
 * absent read as NULL. Then the SQL of each kind is put together from the templates in
 * schema/queries/. The connection is read-only by its settings, whatever the role may do.
 */
#pragma once

#include "edge/db.h"
#include "ground/config.h"
#include "pure/contract.h"
#include "pure/descriptor.h"
#include "pure/map.h"

struct probe;

struct source_kind {
        const struct descriptor *descriptor;
        bool available;  /* the view is there */
        bool has_stamp;  /* the view has updated_at */
        char *scan_sql;  /* key, hash; COPY */
        char *fetch_sql; /* $1 keys; hash, then the descriptor's columns */
        char *stamp_sql; /* $1 watermark, $2 overlap in s; key, hash, updated_at */
};

struct source {
        struct db *db;
        struct source_kind *kinds; /* one a descriptor handed in, same order */
        size_t kind_count;
        struct source_kind documents; /* view v_dokumen: its own columns and no descriptor, see
                                         schema/queries/source_document_*.sql */
        char *content_sql;            /* $1 key, $2 most bytes; content in base64, size */
        bool has_changelog;
        struct probe *probe; /* what the views have */
        /* From v_contract; "" when NULL there. */
        char *site, *instansi_id, *instansi_induk_id, *satuan_kerja_id;
};

/*
 * `kinds` are borrowed and must outlive the source. On failure the error names everything that is
 * wrong with the contract, separated by "; ".
 */
bool source_open(const struct db_params *params, const struct contract *contract,
                 const struct descriptor *const *kinds, size_t kind_count, struct source **ret,
                 struct err *err);
void source_close(struct source *source);

/*
 * The site's values and today's date. Strings are borrowed from `source` and `config`. An error
 * when the configuration and v_contract name different agencies, or when neither says who we are.
 */
bool source_site(const struct source *source, const struct config *config, struct site *ret,
                 struct err *err);

/*
 * Adds one line a problem of the contract to `problems` ("view v_x: column y is missing ..."), for
 * `siasnctl check`. False only when the catalogue cannot be read.
 */
bool source_problems(struct db *db, const char *schema, const struct contract *contract,
                     struct text *problems, struct err *err);
