/*
 * Decide: what to do with one record once SIASN's side has been read. Pure.
 *
 * This is where "never twice" is kept: a create only follows a read that shows the row is not
 * there, and a record in doubt leaves doubt only by what the read shows, after the time in which a
 * late commit could still become visible.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "pure/descriptor.h"
#include "pure/lifecycle.h"
#include "pure/match.h"

enum decision {
        DECIDE_SAME,  /* SIASN holds this content, known before: nothing to do */
        DECIDE_ADOPT, /* SIASN holds this content, found now: link it */
        DECIDE_CREATE,
        DECIDE_UPDATE, /* the row is there with other content */
        DECIDE_DELETE,
        DECIDE_FORGET,     /* to be deleted, and not there: done */
        DECIDE_HOLD,       /* to be deleted, but deletes are off for this kind */
        DECIDE_LOOK_AGAIN, /* in doubt, or linked a moment ago: too early to conclude "not there" */
        DECIDE_ABSENT,     /* in doubt, looked long enough: it did not happen */
        DECIDE_FOUND_OLD,  /* in doubt: what was sent is there, newer content waits */
        DECIDE_DUPLICATE,  /* same natural key as a sibling */
        DECIDE_AMBIGUOUS,
        DECIDE_DIFFERS, /* compare only: there with other content */
        DECIDE_MISSING, /* compare only: not there */
};

struct decide_input {
        enum desc_mode mode;
        bool is_delete; /* op = delete */
        bool deletes_allowed;
        enum rec_state state; /* READY, RETRY or DOUBT */
        struct match match;   /* against what was sent, for a record in doubt */
        bool equal;           /* FOUND: the remote row equals the payload compared */
        bool linked;          /* a link existed before this read */
        bool newer;           /* in doubt: content has changed since what was sent */
        bool sent_delete;     /* in doubt: the doubtful write was a delete */
        int64_t since_ms;     /* in doubt: age of the intent; GONE: age of the link */
        int64_t window_ms;    /* how long a write may take to become visible */
};

enum decision decide(const struct decide_input *in);
const char *decision_name(enum decision decision);
