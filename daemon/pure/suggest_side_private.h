/*
 * Suggest side: one of the two lists, prepared for comparison: names folded, the tree in indexes,
 * repeated names marked. Private to suggest.
 */
#pragma once

#include <stdint.h>

#include "pure/suggest.h"
#include "pure/suggest_text.h"

enum { SUGGEST_DEPTH_MAX = 32 };

static const size_t suggest_none = SIZE_MAX;

/* What counts how much. */
struct suggest_profile {
        int name, title, path, level; /* weights */
        int code;                     /* thousandths on top when the codes are equal */
        int accept;                   /* thousandths a proposal must reach */
        bool one_to_one;              /* an item there belongs to one of ours */
        bool drop_level;              /* "S-1/A-IV Hukum" may be "S-1 Hukum" or "Hukum" */
        bool alternatives;            /* a name may hold several, parted by '/' */
};

struct suggest_entry {
        const struct suggest_item *item;
        struct suggest_name *names; /* the first is the whole name */
        size_t name_count;
        struct suggest_name title;
        size_t parent; /* index, or suggest_none */
        int depth;
        bool repeats; /* its name stands more than once in its group */
};

struct suggest_side {
        struct suggest_entry *entries;
        size_t count;
        size_t *by_id; /* indexes, sorted by id */
};

void suggest_side_fill(struct suggest_side *s, const struct suggest_item *items, size_t count,
                       const struct suggest_profile *p);
void suggest_side_free(struct suggest_side *s);
/* Index of the item with that id, or suggest_none. */
size_t suggest_side_find(const struct suggest_side *s, const char *id);

static inline const char *suggest_text_or(const char *s)
{
        return s ? s : "";
}
