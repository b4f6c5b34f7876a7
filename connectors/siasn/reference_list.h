/*
 * Reference lists: which code lists SIASN offers, where each is read, and what a row of it says.
 *
 * Two services have them (siasn-api 3.2, 3.6): the reference API, one path a list, and ref-unor of
 * the main API, in PascalCase. Field names differ between their versions (kodeCepat, cepat_kode,
 * CepatKode), so keys are compared without regard to case and underscores. Pure: rows in, items
 * out.
 */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "siasn/client.h"

struct siasn_list {
        const char *name;  /* the path's last part; key of reference_list */
        const char *title; /* for people, Bahasa Indonesia */
        bool main_api;     /* below api_base, with both tokens */
        bool paged;        /* asked for with limit and offset; short ones come whole */
        const char *parent, *level, *status; /* folded names of their fields, NULL: it has none */
};

extern const struct siasn_list siasn_lists[];
extern const size_t siasn_lists_count;

/* NULL for an unknown name. */
const struct siasn_list *siasn_list_find(const char *name);
/*
 * The request for the page that starts at `offset`. `*path` is set to a string that call.path
 * points to; the caller frees it after siasn_send().
 */
struct siasn_call siasn_list_call(const struct siasn_list *list, int64_t limit, int64_t offset,
                                  char **path);

struct siasn_item {
        char *id;   /* opaque, as received but for blanks around it */
        char *name; /* one line; leading dashes, which show depth at some agencies, are gone */
        char *parent, *code, *level, *title; /* "" when the row has none */
        bool active;                         /* false only when the row itself says so */
        char *raw;                           /* the row as canonical JSON */
};

/*
 * Reads one row. False, and nothing allocated, when it is no object or has no id: such a list is
 * not to be trusted. Free with siasn_item_clear().
 */
bool siasn_item_read(const struct siasn_list *list, const json_t *row, struct siasn_item *ret);
void siasn_item_clear(struct siasn_item *item);
