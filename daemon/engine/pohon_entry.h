/*
 * Pohon entry: targets, baselines and values that people enter into the performance tree, from the
 * terminal, from a file or on a page. Errors are in Bahasa Indonesia.
 */
#pragma once

#include "engine/pohon.h"
#include "pure/decimal.h"

enum { POHON_TARGET_TEXT = 2 * DECIMAL_TEXT + 8 };

/* The running quarter. */
struct period pohon_current(void);
/* A target as text: "60", or "60..80" for a range; "" when not known. */
const char *pohon_target_text(struct target target, char point, char out[POHON_TARGET_TEXT]);
const char *pohon_value_text(struct reading value, char point, char out[DECIMAL_TEXT]);
/* With two decimals and no sign; "" when not known. */
const char *pohon_capaian_text(const struct capaian *capaian, char point, char out[DECIMAL_TEXT]);

struct pohon_entry {
        const struct tree_node *node;
        const char *what; /* target, baseline, value */
        int year;
        int quarter; /* 0: the year */
        bool withdrawn;
        int64_t low, high;
        const char *by, *document, *note;
        const char *survey; /* JSON or NULL */
};

/* A value as typed for an entry of this kind: a number, LOW..HIGH for a target, "-" to withdraw. */
bool pohon_entry_value(struct pohon_entry *entry, const char *typed, struct err *err);
/* Does the entry make sense for its node: not computed, not in the future, an index of at most 100?
 */
bool pohon_entry_fits(const struct pohon_entry *entry, struct err *err);
bool pohon_find_node(const struct tree *tree, const char *code, const struct tree_node **ret,
                     struct err *err);
/* All or none, with their events; `actor` is the program, each entry says who. */
bool pohon_entry_write(struct db *state, const char *actor, const struct pohon_entry *entries,
                       size_t count, struct err *err);
