/*
 * Pohon: the performance tree's file, its values, and how they are counted.
 *
 * The tree is the one embedded at build, or the file named by [indicator] tree. Values come from
 * three sources, kept append-only in the state: entered by people, computed from our data, or an
 * IKM from survey answers, which stands as an entry with its counts. A value of 0 is a value.
 */
#pragma once

#include "edge/db.h"
#include "ground/config.h"
#include "pure/capaian.h"
#include "pure/tree.h"

/* `*ret` belongs to the caller. The error names file, line and what is right. */
bool pohon_tree_load(const struct config *config, struct tree **ret, struct err *err);

/* ---- Reading a year ---- */

struct pohon_told {
        char *by, *at, *document, *note; /* NULL: nothing was entered */
        int64_t corrections;             /* earlier entries that this one replaces */
};

struct pohon_cell {
        struct quarter quarter;
        struct pohon_told target, value; /* as entered */
        char *survey;                    /* JSON of an IKM's counts, or NULL */
        /* Of a computed node: */
        char *computed_at, *source_hash; /* NULL: never computed */
        char *reason;                    /* why there is no value, "" otherwise */
        char *numerator, *denominator;   /* NULL where there is none */
};

struct pohon_row {
        const struct tree_node *node;
        struct pohon_cell cells[QUARTERS];
        struct reading baseline;
        int baseline_year;
        struct pohon_told baseline_told;
};

struct pohon_year {
        const struct tree *tree; /* borrowed */
        int year;
        struct pohon_row *rows; /* one a node, in the tree's order */
};

/* Entries for nodes that the tree no longer has are left out. `*ret` belongs to the caller. */
bool pohon_year_read(struct db *state, const struct tree *tree, int year, struct pohon_year **ret,
                     struct err *err);
void pohon_year_free(struct pohon_year *year);

static inline void pohon_year_free_ptr(struct pohon_year **year)
{
        pohon_year_free(*year);
}

struct pohon_result {
        struct progress progress;
        struct capaian capaian;
        const char *predicate; /* NULL without capaian */
        int band;              /* its place in the scale, -1 without */
        const char *grade;     /* of an IKM, else NULL */
};

/* How a node stands up to quarter `upto` (1 to 4) of the year. */
struct pohon_result pohon_result(const struct pohon_year *year, size_t row, int upto);
/* A short reason why there is no value or no capaian, "" when there is one; Bahasa Indonesia. */
const char *pohon_why(const struct pohon_row *row, const struct pohon_result *result, int upto);
