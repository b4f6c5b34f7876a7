/* What session's files share; nobody else includes it. */
#pragma once

#include "engine/session.h"

/* Decides about one record whose list has been read: adds a change, or sets s->writing. */
void session_decide(struct session *s, struct record *r);
void session_refuse(struct session *s, struct record *r, const char *code, const char *value);
/*
 * Puts SIASN's ids of the rows it points to into the payload. False: it has to wait for one of
 * them, or has no such row, and was refused with the reason.
 */
bool session_resolve(struct session *s, struct record *r);
/* Refuses all records that could be worked on now, except those in doubt. */
void session_refuse_all(struct session *s, const char *code, const char *value);
/* A delete that policy does not let go now is held, one of which SIASN has nothing is done. */
void session_hold_delete(struct session *s, struct record *r);
/* The row a delete means: that of our link, and no other. */
struct match session_match_delete(const struct session *s, const struct record *r);
/*
 * Why the row found for a delete must stay: a fault code with its value in `*ret_value`, or NULL
 * when it may go. Rests on the kind's list as read in this session.
 */
const char *session_delete_obstacle(const struct session *s, const struct record *r,
                                    const char **ret_value);
/* SIASN no longer has it: the record is done and will be forgotten. */
void session_forget(struct session *s, struct record *r);

/* ---- Documents (session_document.c) ---- */

/* The next step for a document that is in doubt, or for one to be sent; STEP_END: there is none. */
enum session_step session_document_next(struct session *s, bool only_doubts);
/* True while the outcome of an upload is not known: nothing else may be written. */
bool session_document_blocks(const struct session *s);
void session_upload_request(struct session *s, struct session_request *ret);
void session_take_upload(struct session *s, const struct siasn_answer *a);
/* The list that the document in hand waited for could not be read. */
void session_document_unread(struct session *s, const struct siasn_answer *a);
void session_document_stop(struct session *s);
void session_document_unsend(struct session *s);
void session_documents_committed(struct session *s);
void session_drop_file(struct session *s);
