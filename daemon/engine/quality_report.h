/*
 * Quality report: the counts of persons from which pure/quality works out BKN's index, by OPD.
 */
#pragma once

#include "edge/db.h"
#include "pure/quality.h"

/* The counts of one OPD, or of all. */
struct quality_counts {
        char *opd_id, *name;
        int64_t persons;
        int64_t affected[QUALITY_ITEMS];
};

struct quality_report {
        struct quality_counts *opds;
        size_t count;
        struct quality_counts all;
        bool measured[QUALITY_ITEMS];
        char *measured_at[QUALITY_ITEMS]; /* NULL: not measured */
};

/*
 * `opd` is an id or a part of a name, NULL for all; one that has nobody is an error. Both questions
 * should see one snapshot: begin a transaction. Free in any case.
 */
bool quality_report_read(struct db *state, const char *opd, struct quality_report *ret,
                         struct err *err);
void quality_report_free(struct quality_report *report);
