/*
 * Draft: a person on the way to a plan. Internal to the verb `plan`.
 *
 * The person's records as the state has them, with the source's rows laid over them as absorbing
 * would, and what SIASN has as far as the mirror and our own deliveries tell.
 */
#pragma once

#include "ctl/plan.h"
#include "engine/session.h"

/* A person on the way: the session and what only the plan knows of its records. */
struct draft {
        struct session *s; /* owned, as is all below */
        json_t **mirror;   /* one a kind: what SIASN has, NULL where it has not been read */
        char **codes;      /* one a record, filled where local validation failed */
        char **values;     /* with it: the fault's value */
        bool *unread;      /* one a record */
        size_t room;       /* of the three above */
};

/* Room for what the plan knows of each record; after records were added. */
void draft_make_room(struct draft *d);
void draft_clear(struct draft *d);
/*
 * Lays the rows of one kind over the drafts. `nips` is the array literal of their persons. New,
 * changed and vanished rows become due; unchanged ones stay as they are.
 */
bool draft_read_source(struct plan_base *base, struct draft *drafts, size_t count, size_t kind,
                       const char *nips, struct err *err);
/* The same for completions from outside SIMPEG that wait to be taken over. After the rows. */
bool draft_read_feed(struct plan_base *base, struct draft *drafts, size_t count, const char *nips,
                     struct err *err);
/* Reads the mirror; nothing when SIASN itself will be asked. Before draft_read_source(). */
bool draft_read_mirror(struct plan_base *base, struct draft *drafts, size_t count, const char *nips,
                       struct err *err);
