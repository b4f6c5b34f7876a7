/*
 * Pohon run: counts the computed nodes of the performance tree for some quarters, once, and keeps
 * what differs from the last count. Moved by turns that never wait, or all at once.
 */
#pragma once

#include "edge/db.h"
#include "pure/period.h"
#include "pure/tree.h"

struct pohon_run;

enum { POHON_PERIODS_MAX = QUARTERS + 1 };

struct pohon_run_settings {
        const struct tree *tree;
        struct db *source, *state;
        const char *source_schema;
        struct period current;                    /* the running quarter: the only one for stocks */
        struct period periods[POHON_PERIODS_MAX]; /* to be counted */
        size_t period_count;
};

/*
 * Sets current and periods: the quarters of the running year so far and the one before it, newest
 * first. What is entered late still finds its quarter, and a new site's year fills at once.
 */
void pohon_run_usual(struct pohon_run_settings *settings, struct period current);

struct pohon_run_report {
        int64_t counted;      /* nodes and quarters with a value */
        int64_t without_data; /* the source lacks what is needed, or there is nobody to count */
        int64_t failed;       /* a statement failed: the earlier value stands */
        int64_t changed;      /* of all, those that differ from the last count */
        struct err first_failure;
};

enum pohon_step { POHON_WAIT, POHON_MORE, POHON_DONE, POHON_FAILED };

/* Settings are borrowed; both connections are the run's own until it is freed. */
bool pohon_run_new(const struct pohon_run_settings *settings, struct pohon_run **ret,
                   struct err *err);
void pohon_run_free(struct pohon_run *run);
/* POHON_WAIT: come again when pohon_run_fd() is readable. FAILED: a connection is lost. */
enum pohon_step pohon_run_turn(struct pohon_run *run, struct err *err);
/* To the end, waiting. */
bool pohon_run_all(struct pohon_run *run, struct err *err);
int pohon_run_fd(const struct pohon_run *run);
const struct pohon_run_report *pohon_run_report(const struct pohon_run *run);

static inline void pohon_run_free_ptr(struct pohon_run **run)
{
        pohon_run_free(*run);
}
