#include "engine/session.h"

#include <string.h>

#include "engine/session_private.h"
#include "ground/mem.h"

struct change *session_change(struct session *s, struct record *r, enum rec_event event)
{
        s->changes = mem_resize_array(s->changes, s->change_count + 1, sizeof *s->changes);
        struct change *c = &s->changes[s->change_count++];

        *c = (struct change){.record = r, .event = event, .asked_ms = -1};
        r->settled = event != EV_SEND;
        return c;
}

void session_tell(struct session *s, const char *what, const char *kind, const char *src_id,
                  json_t *detail)
{
        s->told = mem_resize_array(s->told, s->told_count + 1, sizeof *s->told);
        s->told[s->told_count++] = (struct told){.what = what,
                                                 .kind = kind,
                                                 .src_id = mem_dup(src_id),
                                                 .detail = json_dumps(detail, JSON_COMPACT)};
        json_decref(detail);
}

/* A record the session may work on now. */
static bool actionable(const struct record *r)
{
        return r->due && !r->settled &&
               (r->state == REC_READY || r->state == REC_RETRY || r->state == REC_DOUBT);
}

void session_refuse(struct session *s, struct record *r, const char *code, const char *value)
{
        struct change *c = session_change(s, r, EV_REFUSED);

        c->code = code;
        c->message = mem_dup(value);
}

/* What BKN holds of those who have left is still compared. */
static bool spared(const struct session *s, const struct record *r)
{
        return r->d->inactive && str_same(s->blocked, "INACTIVE_EMP");
}

/* Refuses everything that could be worked on, except what is in doubt. */
void session_refuse_all(struct session *s, const char *code, const char *value)
{
        for (size_t i = 0; i < s->record_count; i++) {
                struct record *r = &s->records[i];

                if (actionable(r) && r->state != REC_DOUBT &&
                    !(strcmp(code, "PERSON_BLOCKED") == 0 && spared(s, r)))
                        session_refuse(s, r, code, value);
        }
}

/* What needs no look at SIASN: faulty content, deletes that policy holds, persons we may not touch.
 */
static void prepare(struct session *s)
{
        s->prepared = true;
        for (size_t i = 0; i < s->record_count; i++) {
                struct record *r = &s->records[i];

                r->was_doubt = r->state == REC_DOUBT;
                if (!actionable(r) || r->was_doubt)
                        continue;
                if (r->faulty)
                        session_change(s, r, EV_FAULTY);
                else if (r->is_delete)
                        session_hold_delete(s, r);
        }
        if (s->blocked)
                session_refuse_all(s,
                                   strcmp(s->blocked, "PEGAWAI_MISSING") == 0 ? "PEGAWAI_MISSING"
                                                                              : "PERSON_BLOCKED",
                                   s->blocked);
}

/*
 * Doubts first: while one stands, nothing else of the person is written (G3). Deletes last: by then
 * it shows whether a row has come back under another key.
 */
static struct record *next_record(struct session *s)
{
        struct record *last = NULL;
        bool doubts = false;

        for (size_t i = 0; i < s->record_count; i++)
                doubts |= s->records[i].was_doubt;
        for (size_t i = 0; i < s->record_count; i++) {
                struct record *r = &s->records[i];

                if (!actionable(r) || (doubts && r->state != REC_DOUBT))
                        continue;
                if (!r->is_delete || r->state == REC_DOUBT)
                        return r;
                if (!last)
                        last = r;
        }
        return last;
}

static bool needs_lookup(const struct session *s)
{
        if (s->looked_up)
                return false;
        for (size_t i = 0; i < s->record_count; i++) {
                const struct record *r = &s->records[i];

                if (actionable(r) && (!s->pns_id || r->d->mode == MODE_UPDATE))
                        return true;
        }
        return false;
}

static bool next_followup(struct session *s)
{
        for (size_t k = 0; k < s->catalog->on_count; k++) {
                enum followup_state state = s->views[k].followup;

                if (state == FOLLOWUP_OWED && s->pns_id) {
                        s->calling = SESSION_AFTER;
                        s->calling_kind = k;
                        return true;
                }
        }
        return false;
}

static enum session_step call_for(struct session *s, enum session_call call, size_t kind)
{
        s->calling = call;
        s->calling_kind = kind;
        return STEP_CALL;
}

/* What follows when the records are through: commands owed, then documents. */
static enum session_step after_records(struct session *s)
{
        for (size_t k = 0; k < s->catalog->on_count; k++) {
                if (s->views[k].followup == FOLLOWUP_NEW)
                        return STEP_COMMIT; /* owed before it is called */
        }
        if (next_followup(s))
                return STEP_CALL;
        enum session_step step = session_document_next(s, false);
        s->ending = step == STEP_END;
        return step;
}

enum session_step session_next(struct session *s)
{
        struct record *r;

        if (s->uploading)
                return session_document_next(s, false);
        if (s->writing)
                return s->intent_committed ? call_for(s, SESSION_WRITE, s->writing->kind)
                                           : STEP_COMMIT;
        if (!s->prepared)
                prepare(s);
        if (s->ending)
                return STEP_END;
        if (needs_lookup(s))
                return call_for(s, SESSION_LOOKUP, 0);
        enum session_step step = session_document_next(s, true);
        if (step != STEP_END)
                return step;
        if (session_document_blocks(s)) {
                s->ending = true;
                return STEP_END;
        }
        while ((r = next_record(s))) {
                if (!session_resolve(s, r))
                        continue;
                if (!s->views[r->kind].rows)
                        return call_for(s, SESSION_LIST, r->kind);
                session_decide(s, r);
                if (s->writing)
                        return STEP_COMMIT;
        }
        return after_records(s);
}

void session_stop(struct session *s)
{
        if (s->writing && !s->intent_committed) {
                /* The intent was never committed, so nothing may leave: it is as if not decided. */
                s->writing->settled = true;
                s->writing = NULL;
                s->change_count--;
        }
        session_document_stop(s);
        s->ending = true;
}

void session_unsend(struct session *s)
{
        if (s->writing && s->intent_committed)
                session_change(s, TAKE_PTR(s->writing), EV_TARGET_ILL);
        s->intent_committed = false;
        session_document_unsend(s);
        session_stop(s);
}

void session_committed(struct session *s)
{
        for (size_t i = 0; i < s->change_count; i++) {
                struct change *c = &s->changes[i];

                c->record->state = lifecycle_next(c->record->state, c->event).next;
                if (c->link_id) { /* what hangs on the row needs its id */
                        free(c->record->linked_id);
                        c->record->linked_id = TAKE_PTR(c->link_id);
                }
                free(c->field);
                free(c->message);
        }
        s->change_count = 0;
        for (size_t i = 0; i < s->told_count; i++) {
                free(s->told[i].src_id);
                free(s->told[i].detail);
        }
        s->told_count = 0;
        s->pns_id_new = false;
        for (size_t k = 0; k < s->catalog->on_count; k++) {
                struct kind_view *v = &s->views[k];

                v->unsaved = false;
                if (v->followup == FOLLOWUP_NEW)
                        v->followup = FOLLOWUP_OWED;
                else if (v->followup != FOLLOWUP_OWED)
                        v->followup = FOLLOWUP_NONE;
        }
        if (s->writing)
                s->intent_committed = true;
        session_documents_committed(s);
}

static void record_clear(struct record *r)
{
        free(r->src_id);
        free(r->payload_text);
        json_decref(r->payload);
        free(r->intent_op);
        json_decref(r->intent_payload);
        free(r->delivered_hash);
        free(r->content_hash);
        free(r->linked_id);
        free(r->hint_id);
}

void session_free(struct session *s)
{
        if (!s)
                return;
        s->writing = NULL;
        s->uploading = NULL;
        session_committed(s);
        for (size_t i = 0; i < s->document_count; i++)
                document_clear(&s->documents[i]);
        free(s->documents);
        free(s->document_changes);
        for (size_t i = 0; i < s->record_count; i++)
                record_clear(&s->records[i]);
        for (size_t k = 0; k < s->catalog->on_count; k++) {
                json_decref(s->views[k].rows);
                free(s->views[k].followup_message);
        }
        free(s->views);
        free(s->records);
        free(s->changes);
        free(s->told);
        free(s->nip);
        free(s->pns_id);
        free(s->blocked);
        free(s);
}
