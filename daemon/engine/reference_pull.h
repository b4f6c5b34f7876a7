/*
 * Reference pull: fetches SIASN's code lists, page by page, into the state.
 *
 * A state machine without a clock or a connection of its own: the caller sends the call it asks
 * for, hands back the answer, and lets it write. So the daemon, which sends politely among its
 * sessions, and siasnctl, which waits, share it. Pages are kept in reference_incoming; a list
 * changes in one transaction, when its last page is there. What looks wrong (a list that is empty
 * or lost more than a tenth of its items, fewer rows than announced, a row without id, a service
 * that does not answer) leaves the old list as it is and is noted with its reason.
 */
#pragma once

#include "edge/db.h"
#include "siasn/reference_list.h"

struct reference_pull;

enum reference_step {
        REFERENCE_CALL,  /* send reference_pull_call(), then reference_pull_answer() */
        REFERENCE_WRITE, /* call reference_pull_write() */
        REFERENCE_OVER,
};

enum reference_end {
        REFERENCE_PENDING, /* not come to it (the pull ended before) */
        REFERENCE_TAKEN,   /* new or changed */
        REFERENCE_SAME,
        REFERENCE_NONE,    /* the service has no such list, or nothing in it, and never had */
        REFERENCE_REFUSED, /* not believed: the old is kept */
        REFERENCE_FAILED,  /* could not be read: the old is kept */
};

struct reference_outcome {
        const struct siasn_list *list;
        enum reference_end end;
        int64_t rows, added, changed, gone, back;
        char why[400]; /* of REFUSED and FAILED */
};

/*
 * `lists` and `actor` (for the event log) are borrowed. With `accept_by`, the name of a person,
 * lists that have shrunk are taken all the same; NULL otherwise.
 */
struct reference_pull *reference_pull_new(const struct siasn_list *const *lists, size_t count,
                                          const char *actor, const char *accept_by);
void reference_pull_free(struct reference_pull *pull);

enum reference_step reference_pull_step(const struct reference_pull *pull);
/* The next request; `*path` is the caller's to free after sending. */
struct siasn_call reference_pull_call(const struct reference_pull *pull, char **path);
/*
 * Takes an answer. False when it says nothing about the list (service ill, busy, token refused):
 * wait and send the same call again. After REFERENCE_TRIES of those the pull ends by itself.
 */
bool reference_pull_answer(struct reference_pull *pull, const struct siasn_answer *answer);
/* Ends the pull: the list under way, and those after it, keep what they have. */
void reference_pull_give_up(struct reference_pull *pull, const char *why);
/* Writes what has come. On an error the state failed: nothing of the step was written, free the
 * pull. */
bool reference_pull_write(struct reference_pull *pull, struct db *state, struct err *err);

size_t reference_pull_count(const struct reference_pull *pull);
const struct reference_outcome *reference_pull_outcome(const struct reference_pull *pull, size_t i);

enum { REFERENCE_TRIES = 5 };
