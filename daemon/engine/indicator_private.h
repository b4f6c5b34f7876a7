/* What the files of the indicator engine share; nobody else includes it. */
#pragma once

#include "engine/indicator.h"

/* Stages and freezes the inputs of a run. */
bool indicator_freeze(struct indicator_run *run, struct err *err);
/* From inputs of snapshot `from` to verdicts, evidence and results of snapshot `to`. */
bool indicator_evaluate(struct db *state, const struct ruleset *rule, const char *as_of,
                        int64_t from, int64_t to, struct err *err);

/* The four sorts of lines a snapshot consists of; and its results as the public may see them. */
enum indicator_lines {
        LINES_INPUTS,
        LINES_VERDICTS,
        LINES_EVIDENCE,
        LINES_RESULTS,
        LINES_SORTS,
        LINES_PUBLIC = LINES_SORTS
};
extern const char *const indicator_lines_names[LINES_SORTS];

typedef bool (*indicator_line_fn)(void *arg, const char *line, struct err *err);
/* Hands every line of a snapshot to `fn`, in order; stops with its error. */
bool indicator_each_line(struct db *state, enum indicator_lines sort, int64_t snapshot,
                         indicator_line_fn fn, void *arg, struct err *err);
/* Count and SHA-256 of the lines. */
bool indicator_hash_lines(struct db *state, enum indicator_lines sort, int64_t snapshot,
                          int64_t *ret_rows, char ret_sum[DIGEST_HEX], struct err *err);
