/* What the files of verb pohon share; nobody else includes it. */
#pragma once

#include "ctl/ctl.h"
#include "engine/pohon_entry.h"
#include "pure/ikm.h"

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

/* Writers of whole reports. */
json_t *pohon_json(const struct pohon_view *view);
void pohon_csv(const struct pohon_view *view, FILE *to);
bool pohon_pdf(const struct pohon_view *view, const char *path, struct err *err);
/* One flat row a node for `show --csv`. */
void pohon_print_csv(const struct pohon_view *view);

/* ---- Entries ---- */

/* All or none, with their events in the log. */
bool pohon_entries_write(const struct ctl *ctl, const struct pohon_entry *entries, size_t count,
                         struct err *err);
/* --by, and --document where it is taken, say something. */
bool pohon_told_by(const struct ctl *ctl, struct err *err);
/* The whole file, at most 16 MiB. */
bool pohon_read_file(const char *path, struct text *ret, struct err *err);
