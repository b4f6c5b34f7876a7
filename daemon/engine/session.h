/*
 * Session: one person's records while we hold the person's lease.
 *
 * A session reads what SIASN has, decides record by record in order, and has at most one write in
 * flight. It does no I/O itself: session_next() says what is wanted (a call, a commit, the end),
 * the engine does it and reports back. Everything a session concludes is a `struct change`, written
 * to the state by commit.c in the session's next commit; memory follows only after that.
 *
 *   next ─► CALL lookup ─► CALL list ... ─► COMMIT intent ─► CALL write ─► (COMMIT outcome) ... END
 */
#pragma once

#include <jansson.h>

#include "engine/catalog.h"
#include "engine/document.h"
#include "pure/decide.h"
#include "pure/fault.h"
#include "pure/lifecycle.h"
#include "siasn/client.h"

struct record {
        const struct descriptor *d;
        size_t kind; /* index in the catalog */
        char *src_id;
        bool is_delete, faulty, due;
        int rev, tries, looks;
        enum rec_state state;
        char *payload_text; /* NULL when faulty */
        json_t *payload;
        char *intent_op; /* of the last write, NULL for none */
        int intent_rev;
        json_t *intent_payload;
        int64_t intent_age_ms, link_age_ms;
        char *delivered_hash, *content_hash;
        char *linked_id, *hint_id;
        int64_t gone_scans; /* complete scans in which the row was gone, for a delete */
        struct match match;
        bool created;   /* by this session, after the list was read */
        bool settled;   /* nothing more to do with it in this session */
        bool was_doubt; /* in doubt when the session began */
        bool resolved;  /* ids of the rows it points to stand in the payload */
        bool filled;    /* ... and there were some: payload_text is not what the state has */
};

/* One conclusion about one record, waiting to be committed. */
struct change {
        struct record *record;
        enum rec_event event;  /* EV_SEND: an intent */
        const char *intent_op; /* EV_SEND: create, update, delete */
        const char *outcome;   /* created, updated, adopted, same, deleted; NULL: none */
        const char *link_how;  /* NULL: the link stays as it is */
        char *link_id;         /* owned */
        const char *code;      /* fault code of a refusal or hold, NULL: none */
        char *field;           /* owned; NULL: "" */
        char *message;         /* owned: the service's words, or the value of the fault */
        int64_t asked_ms;      /* a wait the service asked for, -1: none */
        bool remove;           /* SIASN no longer has it: forget record and link */
};

enum session_call { SESSION_LOOKUP, SESSION_LIST, SESSION_WRITE, SESSION_AFTER, SESSION_UPLOAD };

/* One request as told to the event log. */
struct told {
        const char *what; /* lookup, read, write, after, upload */
        const char *kind;
        char *src_id; /* owned */
        char *detail; /* owned JSON */
};

enum followup_state { FOLLOWUP_NONE, FOLLOWUP_OWED, FOLLOWUP_NEW, FOLLOWUP_DONE, FOLLOWUP_LATER };

struct kind_view {
        json_t *rows; /* what SIASN has; NULL while not read */
        bool unsaved; /* read since the last commit */
        enum followup_state followup;
        int followup_tries;
        char *followup_message; /* owned */
};

struct session {
        char *nip;
        char *pns_id;  /* NULL: not known yet */
        char *blocked; /* fault code, or NULL */
        int64_t fence;
        const struct catalog *catalog;
        int64_t window_ms; /* doubt window */
        int64_t held_ms;   /* when the lease was last prolonged, monotonic; set by the engine */

        struct record *records;
        size_t record_count;
        struct kind_view *views; /* one a kind of the catalog */
        bool prepared, looked_up, pns_id_new, ending, lost;

        enum session_call calling;
        size_t calling_kind;
        struct record *writing; /* intent committed or to be committed; NULL: no write under way */
        enum decision writing_as;
        bool intent_committed;

        struct document *documents;
        size_t document_count;
        struct document *document;  /* being worked on; its file may be held */
        struct document *uploading; /* intent committed or to be committed; NULL: none */
        bool upload_committed;

        struct change *changes;
        size_t change_count;
        struct document_change *document_changes;
        size_t document_change_count;
        struct told *told;
        size_t told_count;
};

enum session_step { STEP_CALL, STEP_COMMIT, STEP_FILE, STEP_END };

/*
 * What the engine must do next. STEP_CALL: make the call session_request() describes. STEP_FILE:
 * read what session_file_wanted() describes and hand it to session_file().
 */
enum session_step session_next(struct session *s);

struct session_request {
        struct siasn_call call;
        char *path; /* owned by the request, as is body */
        char *body;
        struct http_part parts[3]; /* of an upload; the file in it goes to http_start() */
        char type[16], filename[40];
};
void session_request(struct session *s, struct session_request *ret);
void session_request_clear(struct session_request *r);
/* The answer to that call. Takes what it needs out of `answer`. */
void session_answer(struct session *s, struct siasn_answer *answer);
void session_file_wanted(const struct session *s, struct content_wanted *ret);
/* What was read; takes it out of `content`. */
void session_file(struct session *s, struct content *content);
/* Does the session hold the bytes of a document, or has it lent them to an upload? */
bool session_holds_file(const struct session *s);
/* The changes are in the state now: takes them into memory and drops them. */
void session_committed(struct session *s);
/* Nothing more is started: the next step is STEP_END, once a write under way has been answered. */
void session_stop(struct session *s);
/* A write whose intent is committed will not be sent after all: back in line, and the end. */
void session_unsend(struct session *s);

void session_free(struct session *s);

/* What was sent last is what SIASN was last known to hold from us. */
bool session_sent_is_delivered(const struct record *r);
/* Is the person the lookup gave ours, by NIP and birth date? */
/* The rows of an answer to a list, whatever the service wraps them in; the caller owns them. */
json_t *session_rows(const struct descriptor *d, struct siasn_answer *a);
/* True when the answer says what is there, be it nothing (a service of figures that refuses a
   person has none of that person). */
bool session_list_read(const struct descriptor *d, const struct siasn_answer *a);
/* Ids of the rows it points to into the payload, as far as they are known; the others leave it. For
   comparing only. */
void session_fill_links(struct session *s, struct record *r);
bool session_same_person(const struct session *s, const json_t *data);
/* Assigns the records of one kind to the rows that were read. */
void session_match(struct session *s, size_t kind);

/* For the parts of session: adds a change; strings are copied. */
struct change *session_change(struct session *s, struct record *r, enum rec_event event);
void session_tell(struct session *s, const char *what, const char *kind, const char *src_id,
                  json_t *detail);
