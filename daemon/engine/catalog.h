/*
 * Catalog: what this installation synchronises: the contract and the record descriptors.
 *
 * Shipped descriptors are embedded; a file of the same kind in [records] dir replaces one, a new
 * kind adds one. [records] enable and disable switch kinds. data_utama cannot be disabled: it is
 * what says that a person exists. [delete] kinds says for which kinds rows that are gone from
 * SIMPEG are deleted at SIASN; naming one for which the service has no delete is an error.
 */
#pragma once

#include "ground/config.h"
#include "pure/contract.h"
#include "pure/descriptor.h"

struct catalog {
        struct contract *contract;
        struct descriptor_set all;    /* owns */
        const struct descriptor **on; /* enabled kinds by order; borrowed from `all` */
        size_t on_count;
        bool *deletes;        /* beside `on`: rows gone from SIMPEG are deleted at SIASN */
        int64_t delete_scans; /* ... after so many complete scans without the row */
};

bool catalog_load(const struct config *config, struct catalog **ret, struct err *err);
void catalog_free(struct catalog *catalog);
/* Index in `on`, or on_count. */
size_t catalog_index(const struct catalog *catalog, const char *kind);
