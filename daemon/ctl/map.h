/*
 * Map: what the parts of the verb `map` share. Internal to it.
 */
#pragma once

#include "ctl/ctl.h"
#include "pure/suggest.h"

struct map_what {
        const char *name;
        enum suggest_what what;
        const char *local_sql; /* the query of our own items */
        const char *lists[3];  /* SIASN's, NULL at the end */
};

/* NULL with the choices in the error. */
const struct map_what *map_what_find(const char *name, struct err *err);

/* Both sides, side by side with the query results that own their texts. */
struct map_sides {
        const struct map_what *what;
        struct db_result *local_rows, *remote_rows, *decided_rows;
        struct suggest_item *locals, *remotes;
        size_t local_count, remote_count;
        size_t *remote_by_id; /* indexes into remotes, sorted by id */
        struct suggest_rejected *rejected;
        size_t rejected_count;
};

/*
 * Reads our items from the source and SIASN's from the state. `mapped` of a local is what a person
 * confirmed here or what the source has, when SIASN's list still has it.
 */
bool map_sides_load(const struct ctl *ctl, const struct map_what *what, struct db *state,
                    struct map_sides *ret, struct err *err);
void map_sides_free(struct map_sides *sides);
/* Index, or SIZE_MAX. */
size_t map_local_find(const struct map_sides *sides, const char *id);
size_t map_remote_find(const struct map_sides *sides, const char *id);
/* What a local is mapped to by a person's word or the source's, whether or not SIASN still has it;
 * NULL: nothing. */
const char *map_known_id(const struct map_sides *sides, size_t local);
/* Name of the unit above, "" without one. */
const char *map_remote_above(const struct map_sides *sides, size_t remote);

/* Pairs to confirm: local_id, siasn_id, local_name. */
struct arrays;
/* Writes them and their events, all or none; `*ret_new` counts those not confirmed before. */
bool map_confirm_all(struct db *state, const struct map_what *what, const char *by,
                     struct arrays *pairs, int64_t *ret_new, struct err *err);
