/* What commit's files share; nobody else includes it. */
#pragma once

#include "engine/arrays.h"
#include "engine/commit.h"
#include "pure/lifecycle.h"

struct committer {
        char *owner;
        char *kinds; /* array literal of the enabled ones */
        int64_t lease_s;
        uint32_t random;
        int64_t outcome_counts[REC_EVENTS]; /* committed ones, since the start */
        int64_t fresh[REC_EVENTS];          /* of the transaction under way */
        struct db *db;                      /* of the commit under way, as the next five */
        struct session *const *sessions;
        const bool *was_ended;
        size_t count;
        bool *stale; /* its record or document has changed since it was read */
        size_t stale_cap;
        struct arrays identities; /* nip, pns_id */
        struct arrays outcomes;   /* as record_outcome.sql */
        struct arrays intents;    /* as record_intent.sql */
        struct arrays removed;    /* kind, src_id */
        struct arrays wakes;      /* nip, kind, member, src_id */
        struct arrays takeovers;  /* kind, src_id, siasn_id */
        struct arrays links;      /* kind, src_id, nip, siasn_id, how */
        struct arrays relinked;   /* kind, src_id, siasn_id */
        struct arrays settled;    /* nip, kind, src_id: no drift any more */
        struct arrays touched;    /* kind, src_id, rev */
        struct arrays reasons;    /* kind, src_id, code, field, nip, value, severity */
        struct arrays remotes;    /* kind, nip, siasn_id, row */
        struct arrays lists;      /* kind, nip */
        struct arrays owed;       /* nip, kind */
        struct arrays followed;   /* nip, kind */
        struct arrays later;      /* nip, kind, due_ms, message */
        struct arrays ended;      /* nip */
        struct arrays events;     /* what, nip, kind, src_id, detail */
        struct arrays uploads;    /* as document_intent.sql */
        struct arrays documents;  /* as document_outcome.sql */
        struct arrays found;      /* as document_found.sql */
};

/* What an event becomes when newer content has arrived while it was worked out. */
enum rec_event commit_event_if_newer(enum rec_event event);
/* The due time as text for an outcome; NULL for never. `asked_ms`: a wait asked for, -1 none. */
const char *commit_due_text(struct committer *c, enum rec_due due, int tries, int looks,
                            int64_t asked_ms, char out[24]);

/* ---- Documents (commit_document.c) ---- */

void commit_add_documents(struct committer *c, const struct session *s);
bool commit_write_documents(struct committer *c, struct err *err);
/* The uploads that may go, as the records' intents: marks the sessions whose document has changed.
 */
void commit_take_uploads(struct committer *c, const struct db_result *kept);
