/*
 * Probe: what the contract schema of a site really has, and how that differs from the contract.
 */
#pragma once

#include "edge/db.h"
#include "pure/contract.h"

struct probe;

bool probe_read(struct db *db, const char *schema, struct probe **ret, struct err *err);
bool probe_has_view(const struct probe *probe, const char *view);
bool probe_has_column(const struct probe *probe, const char *view, const char *column);
/* Adds a line a problem: missing required views and columns, columns of the wrong type. */
void probe_check(const struct probe *probe, const struct contract *contract, struct text *out);
void probe_free(struct probe *probe);

static inline void probe_free_ptr(struct probe **probe)
{
        probe_free(*probe);
}
