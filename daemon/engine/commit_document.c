/* What sessions conclude about documents, on its way into the state. */
#include <stdio.h>
#include <string.h>

#include "engine/commit_private.h"
#include "ground/mem.h"
#include "pure/fault.h"
#include "sql.h"

static const char kind[] = "dokumen"; /* of documents in the quarantine and the event log */

static void add_event(struct committer *c, const struct session *s,
                      const struct document_change *ch, const char *what, const char *state)
{
        const struct document *d = ch->document;
        json_t *detail = json_pack("{s:i, s:i}", "rev", d->rev, "type", d->type);

        if (ch->event == EV_SEND)
                json_object_set_new(detail, "op", json_string("upload"));
        if (d->content.sha256[0])
                json_object_set_new(detail, "hash", json_string(d->content.sha256));
        if (state)
                json_object_set_new(detail, "state", json_string(state));
        if (ch->sent_to)
                json_object_set_new(detail, "siasn_id", json_string(ch->sent_to));
        if (ch->code)
                json_object_set_new(detail, "code", json_string(ch->code));
        if (ch->found && d->content.signature.count > 0)
                json_object_set_new(detail, "signature",
                                    json_string(signature_name(d->content.signature.worth)));
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);
        ARRAYS_ADD(&c->events, what, s->nip, kind, d->doc_id, text);
        json_decref(detail);
}

/* The rev of a document is no record's: the reasons are judged whatever it is. */
static void add_reasons(struct committer *c, const struct session *s,
                        const struct document_change *ch)
{
        const struct document *d = ch->document;

        if (!ch->judged)
                return;
        ARRAYS_ADD(&c->touched, kind, d->doc_id, NUMBER(d->rev));
        if (!ch->code)
                return;
        const struct fault_kind *fault = fault_kind_find(ch->code);
        ARRAYS_ADD(&c->reasons, kind, d->doc_id, ch->code, "", s->nip, ch->value ? ch->value : "",
                   fault && fault->severity == FAULT_INFO ? "info" : "error");
}

static void add_found(struct committer *c, const struct document_change *ch)
{
        const struct content *f = &ch->document->content;
        bool read = f->sha256[0] != '\0';

        if (!ch->found)
                return;
        ARRAYS_ADD(&c->found, ch->document->doc_id, f->stamp, read ? f->sha256 : NULL,
                   read ? signature_name(f->signature.worth) : NULL,
                   f->signature.signer[0] ? f->signature.signer : NULL,
                   f->signature.signed_s > 0 ? NUMBER(f->signature.signed_s) : NULL);
}

static void add_outcome(struct committer *c, const struct session *s,
                        const struct document_change *ch)
{
        const struct document *d = ch->document;
        enum rec_event late = commit_event_if_newer(ch->event);
        struct rec_transition t = lifecycle_next(d->state, ch->event);
        struct rec_transition newer = lifecycle_next(d->state, late);
        char due[24], due_newer[24];
        const char *state = document_state_name(t.next);

        ARRAYS_ADD(&c->documents, s->nip, d->doc_id, NUMBER(d->rev), NUMBER(d->type), state,
                   commit_due_text(c, t.due, d->tries, d->looks, ch->asked_ms, due),
                   document_state_name(newer.next),
                   commit_due_text(c, newer.due, d->tries, d->looks, ch->asked_ms, due_newer),
                   NUMBER(d->tries + (t.due == DUE_BACKOFF)),
                   NUMBER(d->looks + (t.due == DUE_LOOK)), ch->sha256, ch->sent_to, ch->message);
        c->fresh[ch->event]++;
        add_event(c, s, ch, rec_event_name(ch->event), state);
}

void commit_add_documents(struct committer *c, const struct session *s)
{
        for (size_t i = 0; i < s->document_change_count; i++) {
                const struct document_change *ch = &s->document_changes[i];
                const struct document *d = ch->document;

                if (ch->event == EV_SEND) {
                        ARRAYS_ADD(&c->uploads, s->nip, d->doc_id, NUMBER(d->rev),
                                   d->content.sha256, d->intent_uri);
                        add_event(c, s, ch, "intent", NULL);
                } else {
                        add_outcome(c, s, ch);
                }
                add_found(c, ch);
                add_reasons(c, s, ch);
        }
}

bool commit_write_documents(struct committer *c, struct err *err)
{
        return arrays_batch(c->db, sql_document_outcome, &c->documents, 13, err) &&
               arrays_batch(c->db, sql_document_found, &c->found, 6, err);
}

void commit_take_uploads(struct committer *c, const struct db_result *kept)
{
        for (size_t i = 0; i < c->count; i++) {
                const struct document *d = c->sessions[i]->uploading;

                if (!d || c->was_ended[i] || c->sessions[i]->lost ||
                    c->sessions[i]->upload_committed)
                        continue;
                c->stale[i] = true;
                for (size_t row = 0; row < db_rows(kept) && c->stale[i]; row++)
                        c->stale[i] = strcmp(db_text(kept, row, 0), d->doc_id) != 0;
        }
}
