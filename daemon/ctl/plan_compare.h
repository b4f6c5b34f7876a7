/*
 * Plan, compare: what differs between source and state, and whom that concerns. Internal to the
 * verb `plan`.
 *
 * The two are compared as the daemon compares them, by streams of (key, hash), and each differing
 * row is mapped as the daemon maps it. Documents and completions from outside SIMPEG are counted
 * beside the kinds.
 */
#pragma once

#include "ctl/plan.h"
#include "engine/diff.h"

/* What the comparison and the persons' plans say of one kind. */
struct plan_count {
        int64_t rows, unchanged, new, changed, deleted, quarantine, send, gone, waiting;
        int64_t actions[PLAN_ACTIONS];
        int64_t *faults; /* rows a fault, in the order of fault_kinds; owned */
};

struct plan {
        struct plan_base base;
        struct plan_count *counts; /* one a kind that is on; owned */
        char **nips;               /* persons to plan, sorted, each once; owned */
        size_t nip_count;
        int64_t sample;               /* persons wanted; 0: all */
        bool everybody;               /* persons SIASN has not been read for, too */
        struct plan_count documents;  /* v_dokumen; no faults are kept of it, nor of the next */
        struct plan_count feed;       /* completions from outside SIMPEG */
        size_t concerned;             /* persons with differences, before a sample was taken */
        char *first_read, *last_read; /* of the mirror; owned, NULL without a state */
        struct table *kinds, *codes;  /* what is printed; borrowed */
};

/* Adds to the rows with that fault; NULL and unknown codes are nobody's. */
void plan_count_fault(struct plan *p, size_t kind, const char *code, int64_t rows);
void plan_add_nip(struct plan *p, const char *nip);
/* `wanted` of the persons, spread evenly over all. */
void plan_take_sample(struct plan *p, size_t wanted);
/*
 * Runs the two sides of a comparison to their end and fills rows and gone of `n`. `state_kind` is
 * the rows' name in source_row.
 */
bool plan_diff(struct plan *p, const char *scan_sql, const char *state_kind, diff_sink *sink,
               void *arg, struct plan_count *n, struct err *err);
/* What is known of documents and of completions from outside SIMPEG, and what waits. */
bool plan_count_documents(struct plan *p, struct err *err);
bool plan_count_feed(struct plan *p, struct err *err);
/* Fills counts and persons. Records of persons that are not planned are counted as unread. */
bool plan_compare(struct plan *p, struct err *err);
