/* What the files of verb pohon share; nobody else includes it. */
#pragma once

#include "ctl/ctl.h"
#include "engine/pohon.h"
#include "pure/decimal.h"
#include "pure/ikm.h"

enum { POHON_TARGET_TEXT = 2 * DECIMAL_TEXT + 8 };

/* A year of the tree as it is shown: up to a quarter. */
struct pohon_view {
        struct tree *tree;
        struct pohon_year *year;
        struct period upto;
};

/* Opens, reads, closes. --period is a quarter, or a year, which is its fourth quarter; without it
 * the running quarter. */
bool pohon_view_read(const struct ctl *ctl, struct pohon_view *ret, struct err *err);
void pohon_view_clear(struct pohon_view *view);

struct period pohon_current(void);
/* A target as text: "60", or "60..80" for a range; "" when not known. */
const char *pohon_target_text(struct target target, char point, char out[POHON_TARGET_TEXT]);
const char *pohon_value_text(struct reading value, char point, char out[DECIMAL_TEXT]);
/* With two decimals and no sign; "" when not known. */
const char *pohon_capaian_text(const struct capaian *capaian, char point, char out[DECIMAL_TEXT]);

/* Writers of whole reports. */
json_t *pohon_json(const struct pohon_view *view);
void pohon_csv(const struct pohon_view *view, FILE *to);
bool pohon_pdf(const struct pohon_view *view, const char *path, struct err *err);
/* One flat row a node for `show --csv`. */
void pohon_print_csv(const struct pohon_view *view);

/* ---- Entries ---- */

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

/* All or none, with their events in the log. */
bool pohon_entries_write(const struct ctl *ctl, const struct pohon_entry *entries, size_t count,
                         struct err *err);
/* A value as typed for an entry of this kind: a number, LOW..HIGH for a target, "-" to withdraw. */
bool pohon_entry_value(struct pohon_entry *entry, const char *typed, struct err *err);
/* Does the entry make sense for its node: not computed, not in the future, an index of at most 100?
 */
bool pohon_entry_fits(const struct pohon_entry *entry, struct err *err);
/* --by, and --document where it is taken, say something. */
bool pohon_told_by(const struct ctl *ctl, struct err *err);
bool pohon_find_node(const struct tree *tree, const char *code, const struct tree_node **ret,
                     struct err *err);
/* The whole file, at most 16 MiB. */
bool pohon_read_file(const char *path, struct text *ret, struct err *err);
