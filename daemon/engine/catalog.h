/*
 * Catalog: what this installation synchronises: the contract and the record descriptors.
 *
 * Shipped descriptors are embedded; a file of the same kind in [records] dir replaces one, a new
 * kind adds one. [records] enable and disable switch kinds. data_utama cannot be disabled: it is
 * what says that a person exists.
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
};

bool catalog_load(const struct config *config, struct catalog **ret, struct err *err);
void catalog_free(struct catalog *catalog);
/* Index in `on`, or on_count. */
size_t catalog_index(const struct catalog *catalog, const char *kind);
