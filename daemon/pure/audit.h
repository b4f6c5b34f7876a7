/*
 * Audit: a snapshot recomputed from its input lines, without a database.
 *
 * Lines of inputs go in, in the order the snapshot has them; lines of verdicts, evidence and
 * results come out, in the very form in which they were hashed. Constant memory beside the shared
 * inputs. Each input row's own digest is checked on the way, so that a changed row can be named.
 */
#pragma once

#include "ground/err.h"
#include "pure/figures.h"

enum audit_sort { AUDIT_VERDICT, AUDIT_EVIDENCE, AUDIT_RESULT, AUDIT_CHANGED };

struct audit_params {
        const struct ruleset *rule;
        const char *as_of;
        /* A line without newline. AUDIT_CHANGED: not a line, but what names a changed input row. */
        void (*out)(void *arg, enum audit_sort sort, const char *line);
        void *arg;
};

struct audit;

struct audit *audit_new(const struct audit_params *params);
/* An input line. False when it is no such line at all. */
bool audit_line(struct audit *audit, const char *line, struct err *err);
/* The last person and the results; `*ret` are the totals. */
void audit_end(struct audit *audit, struct counts *ret);
void audit_free(struct audit *audit);
