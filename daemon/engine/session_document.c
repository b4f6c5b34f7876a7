/* The documents of a session: what is asked of the engine, and what the answers mean. */
#include <stdio.h>
#include <string.h>

#include "engine/outcome.h"
#include "engine/session_private.h"
#include "ground/mem.h"
#include "pure/decide.h"

static struct document_change *change(struct session *s, struct document *d, enum rec_event event)
{
        s->document_changes = mem_resize_array(s->document_changes, s->document_change_count + 1,
                                               sizeof *s->document_changes);
        struct document_change *c = &s->document_changes[s->document_change_count++];

        *c = (struct document_change){.document = d, .event = event, .asked_ms = -1};
        d->settled = event != EV_SEND;
        return c;
}

/* ---- What the row at SIASN is and holds ---- */

static bool has_list(const struct document *d)
{
        return d->record->d->mode == MODE_WRITE;
}

/* Documents of the person's own record hang on the person's id (siasn-api 4.10). */
static const char *row_id(const struct session *s, const struct document *d)
{
        return has_list(d) ? d->record->linked_id : s->pns_id;
}

static const json_t *remote_row(const struct session *s, const struct document *d)
{
        const char *id = row_id(s, d);
        size_t i;
        json_t *row;

        json_array_foreach (s->views[d->record->kind].rows, i, row) {
                if (str_same(json_string_value(json_object_get(row, d->record->d->read_id)), id))
                        return row;
        }
        return NULL;
}

/* NULL when the row shows no document of this type; `path` may as well be null, "" or []. */
static const char *remote_uri(const struct session *s, const struct document *d)
{
        char type[16];

        snprintf(type, sizeof type, "%d", d->type);
        const json_t *entry = json_object_get(json_object_get(remote_row(s, d), "path"), type);
        const char *uri = json_string_value(json_object_get(entry, "dok_uri"));
        return uri && *uri ? uri : NULL;
}

/* ---- Which one next ---- */

static bool record_stands(const struct session *s, const struct document *d)
{
        return d->record->state == REC_DONE && !d->record->is_delete && row_id(s, d);
}

static struct document *next_doubt(const struct session *s)
{
        for (size_t i = 0; i < s->document_count; i++) {
                struct document *d = &s->documents[i];

                if (d->due && !d->settled && d->record && d->state == REC_DOUBT)
                        return d;
        }
        return NULL;
}

static struct document *next_to_send(struct session *s)
{
        for (size_t i = 0; i < s->document_count && !s->blocked; i++) {
                struct document *d = &s->documents[i];

                if (!d->due || d->settled || !d->record || d->state == REC_DOUBT)
                        continue;
                if (record_stands(s, d))
                        return d;
                /* Delivered, but by no id that we know: not to be asked for again and again. */
                if (d->record->state == REC_DONE && !d->record->is_delete)
                        change(s, d, EV_UNDONE);
        }
        return NULL;
}

static struct document *next_of(struct session *s, bool only_doubts)
{
        return only_doubts ? next_doubt(s) : next_to_send(s);
}

/* An upload in doubt may still be under way: nothing else of the person is written meanwhile (G3).
 */
bool session_document_blocks(const struct session *s)
{
        for (size_t i = 0; i < s->document_count; i++) {
                if (s->documents[i].unresolved && s->documents[i].record)
                        return true;
        }
        return false;
}

/* ---- Doubt ---- */

static void settle_doubt(struct session *s, struct document *d)
{
        const char *uri = has_list(d) ? remote_uri(s, d) : NULL;

        if (uri && !str_same(uri, d->intent_uri)) {
                struct document_change *c = change(s, d, EV_DELIVERED);

                c->sha256 = d->intent_sha256 ? mem_dup(d->intent_sha256) : NULL;
                c->sent_to = row_id(s, d) ? mem_dup(row_id(s, d)) : NULL;
        } else if (d->intent_age_ms < s->window_ms) {
                change(s, d, EV_UNCLEAR);
                d->unresolved = true;
        } else {
                change(s, d, EV_ABSENT);
        }
}

/* ---- Sending ---- */

static bool already_there(const struct session *s, const struct document *d)
{
        return str_same(d->sent_sha256, d->content.sha256) && str_same(d->sent_to, row_id(s, d));
}

static void judge(struct session *s, struct document *d)
{
        struct content *found = &d->content;
        struct document_change *c;

        if (found->later) {
                c = change(s, d, EV_UNDONE);
                c->message = TAKE_PTR(found->value);
                return;
        }
        if (found->code) {
                c = change(s, d, EV_REFUSED);
                c->code = found->code;
                c->value = TAKE_PTR(found->value);
        } else if (already_there(s, d)) {
                c = change(s, d, EV_DELIVERED);
                c->code = found->warning ? "DOC_SIGNATURE_WARN" : NULL;
                c->value = found->warning ? mem_dup(found->warning) : NULL;
        } else {
                return;
        }
        c->found = c->judged = true;
}

void session_file(struct session *s, struct content *content)
{
        struct document *d = s->document;

        d->content = *content;
        *content = (struct content){0};
        d->read = true;
        judge(s, d);
        if (d->settled)
                session_drop_file(s);
}

void session_drop_file(struct session *s)
{
        struct document *d = s->document;

        if (!d || !d->content.bytes)
                return;
        explicit_bzero(d->content.bytes, d->content.len);
        free(TAKE_PTR(d->content.bytes));
}

bool session_holds_file(const struct session *s)
{
        return s->uploading || (s->document && s->document->content.bytes);
}

static void plan_upload(struct session *s, struct document *d)
{
        const char *uri = has_list(d) ? remote_uri(s, d) : NULL;
        struct document_change *c = change(s, d, EV_SEND);

        free(d->intent_uri);
        d->intent_uri = uri ? mem_dup(uri) : NULL;
        c->found = c->judged = true;
        c->code = d->content.warning ? "DOC_SIGNATURE_WARN" : NULL;
        c->value = d->content.warning ? mem_dup(d->content.warning) : NULL;
        s->uploading = d;
        s->upload_committed = false;
}

/* The row is linked, but SIASN does not show it: its record will find out, the document waits. */
static bool row_is_missing(const struct session *s, const struct document *d)
{
        return has_list(d) && !d->record->created && !remote_row(s, d);
}

/* ---- The steps ---- */

enum session_step session_document_next(struct session *s, bool only_doubts)
{
        struct document *d;

        if (s->uploading) {
                s->calling = SESSION_UPLOAD;
                s->calling_kind = s->uploading->record->kind;
                return s->upload_committed ? STEP_CALL : STEP_COMMIT;
        }
        while ((d = next_of(s, only_doubts))) {
                s->document = d;
                if (!only_doubts && !d->read)
                        return STEP_FILE;
                if (has_list(d) && !s->views[d->record->kind].rows) {
                        s->calling = SESSION_LIST;
                        s->calling_kind = d->record->kind;
                        return STEP_CALL;
                }
                if (only_doubts) {
                        settle_doubt(s, d);
                } else if (row_is_missing(s, d)) {
                        change(s, d, EV_UNDONE)->message = mem_dup("the row is not at SIASN");
                        session_drop_file(s);
                } else {
                        plan_upload(s, d);
                        return STEP_COMMIT;
                }
        }
        s->document = NULL;
        return STEP_END;
}

void session_file_wanted(const struct session *s, struct content_wanted *ret)
{
        const struct document *d = s->document;

        *ret = (struct content_wanted){.doc_id = d->doc_id,
                                       .path = d->path,
                                       .origin = d->origin,
                                       .kind = d->record->d->kind};
}

void session_upload_request(struct session *s, struct session_request *ret)
{
        struct document *d = s->uploading;
        static const char *const names[] = {"file", "id_riwayat", "id_ref_dokumen"};

        snprintf(ret->type, sizeof ret->type, "%d", d->type);
        snprintf(ret->filename, sizeof ret->filename, "dokumen_%d.pdf", d->type);
        ret->parts[0] = (struct http_part){.name = names[0],
                                           .filename = ret->filename,
                                           .type = "application/pdf",
                                           .len = d->content.len,
                                           .bytes = d->content.bytes};
        d->content.bytes = NULL; /* http's from here on */
        ret->parts[1] = (struct http_part){.name = names[1], .value = row_id(s, d)};
        ret->parts[2] = (struct http_part){.name = names[2], .value = ret->type};
        ret->path = mem_dup("/upload-dok-rw");
        ret->call = (struct siasn_call){.method = HTTP_POST,
                                        .expect = EXPECT_ACK,
                                        .parts = ret->parts,
                                        .part_count = COUNT_OF(ret->parts)};
}

static void tell(struct session *s, const struct document *d, const struct siasn_answer *a)
{
        json_t *detail = json_pack("{s:s, s:i, s:I, s:s, s:s, s:i, s:s}", "verdict",
                                   verdict_name(a->verdict.kind), "status", a->status, "ms",
                                   (json_int_t)a->times.total, "kind", d->record->d->kind, "src_id",
                                   d->record->src_id, "type", d->type, "sha256", d->content.sha256);

        if (a->verdict.message[0] && a->verdict.kind != VERDICT_OK)
                json_object_set_new(detail, "message", json_string(a->verdict.message));
        session_tell(s, "upload", "dokumen", d->doc_id, detail);
}

void session_take_upload(struct session *s, const struct siasn_answer *a)
{
        struct document *d = TAKE_PTR(s->uploading);
        enum rec_event event = outcome_of(a->verdict.kind)->on_write;

        tell(s, d, a);
        /* As with records, a refusal is believed the second time. */
        if (event == EV_REFUSED && d->tries == 0)
                event = EV_UNDONE;
        struct document_change *c = change(s, d, event);

        s->upload_committed = false;
        c->asked_ms = a->verdict.wait_ms;
        c->message = mem_dup(a->verdict.message);
        if (event == EV_DELIVERED) {
                c->sha256 = mem_dup(d->content.sha256);
                c->sent_to = mem_dup(row_id(s, d));
        } else if (event == EV_REFUSED) {
                c->judged = true;
                c->code = "DOC_REJECTED";
                c->value = mem_dup(a->verdict.message);
        } else {
                session_stop(s);
        }
}

void session_document_unread(struct session *s, const struct siasn_answer *a)
{
        struct document *d = s->document;

        if (!d || d->settled || outcome_of(a->verdict.kind)->on_read == EV_TARGET_ILL)
                return;
        struct document_change *c = change(s, d, d->state == REC_DOUBT ? EV_UNCLEAR : EV_UNDONE);
        c->message = mem_dup(a->verdict.message);
        c->asked_ms = a->verdict.wait_ms;
}

/* The intent was never committed, so nothing may leave: it is as if not decided. */
void session_document_stop(struct session *s)
{
        if (s->uploading && !s->upload_committed) {
                s->uploading->settled = true;
                s->uploading = NULL;
                document_change_clear(&s->document_changes[--s->document_change_count]);
        }
        session_drop_file(s);
}

void session_document_unsend(struct session *s)
{
        if (s->uploading && s->upload_committed)
                change(s, TAKE_PTR(s->uploading), EV_TARGET_ILL);
        s->upload_committed = false;
}

void session_documents_committed(struct session *s)
{
        for (size_t i = 0; i < s->document_change_count; i++) {
                struct document_change *c = &s->document_changes[i];

                c->document->state = lifecycle_next(c->document->state, c->event).next;
                document_change_clear(c);
        }
        s->document_change_count = 0;
        if (s->uploading)
                s->upload_committed = true;
}
