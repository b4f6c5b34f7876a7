/*
 * Lifecycle of an outbox record: state x event -> next state and when it is due.
 *
 * The table in lifecycle.c is the only place that decides what follows an event. The CHECK and the
 * transition trigger in schema/state/ hold the same pairs; a test compares the two.
 *
 *   ready ── SEND ──► inflight ── DELIVERED ──► done
 *     ▲                  │ ├──── REFUSED ─────► rejected
 *     │                  │ ├──── UNDONE ──────► retry ── SEND ──► inflight
 *     └── ABSENT ── doubt ◄┴──── UNCLEAR, CRASHED
 *
 * A record in doubt is one whose write may or may not have been committed. It leaves doubt only by
 * reading SIASN back: found (DELIVERED) or, after looking long enough, not there (ABSENT).
 */
#pragma once

enum rec_state {
        REC_READY,    /* waits for its turn */
        REC_INFLIGHT, /* intent is recorded, a write may have left */
        REC_DOUBT,    /* outcome unknown: read back before anything else */
        REC_RETRY,    /* was certainly not done; due again after a backoff */
        REC_DONE,     /* SIASN holds the newest content */
        REC_REJECTED, /* quarantine says why */
        REC_HELD,     /* a person or a policy holds it */
        REC_STATES,
        REC_NONE = -1, /* the event is not allowed in that state */
};

enum rec_event {
        EV_SEND,          /* intent recorded, about to send */
        EV_DELIVERED,     /* SIASN holds this content (written, adopted, or found equal) */
        EV_DELIVERED_OLD, /* SIASN holds what was sent, but newer content has arrived since */
        EV_REFUSED,       /* the record is bad: shown to a person */
        EV_UNDONE,        /* certainly not processed, or a read failed: try again later */
        EV_UNCLEAR,       /* may have been committed */
        EV_ABSENT,        /* read back long enough: it is not there */
        EV_TARGET_ILL,    /* the service or our credentials are ill, not this record */
        EV_CRASHED,       /* found inflight under an expired lease */
        EV_NEWER,         /* newer content from SIMPEG, valid */
        EV_FAULTY,        /* newer content from SIMPEG, not valid */
        EV_HOLD,
        EV_RELEASE,
        EV_RETRY_NOW, /* a person, or a cause that went away, asks for another try */
        REC_EVENTS,
};

enum rec_due {
        DUE_NEVER, /* not worked on by itself */
        DUE_NOW,
        DUE_BACKOFF, /* after the retry policy's delay; counts a try */
        DUE_LOOK,    /* after the read-back policy's delay; counts a look */
        DUE_KEEP,    /* due time stays as it is */
};

struct rec_transition {
        enum rec_state next; /* REC_NONE: illegal, `due` means nothing */
        enum rec_due due;
};

struct rec_transition lifecycle_next(enum rec_state state, enum rec_event event);
/* The names used in the database and in texts, such as "ready"; NULL outside the enum. */
const char *rec_state_name(enum rec_state state);
const char *rec_event_name(enum rec_event event);
/* REC_NONE for an unknown name. */
enum rec_state rec_state_parse(const char *name);
