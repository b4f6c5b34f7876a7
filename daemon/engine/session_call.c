/* The calls of a session: what is asked, and what the answers mean for its records. */
#include <string.h>

#include "engine/outcome.h"
#include "engine/session_private.h"
#include "ground/mem.h"
#include "pure/nip.h"
#include "pure/value.h"

static const struct descriptor *person_kind(const struct session *s, size_t *ret_index)
{
        size_t k = 0;

        while (!s->catalog->on[k]->person)
                k++;
        *ret_index = k;
        return s->catalog->on[k];
}

static const char *written_id(const struct session *s, const struct record *r)
{
        if (r->linked_id && r->match.kind != MATCH_GONE)
                return r->linked_id;
        if (s->writing_as == DECIDE_CREATE)
                return "";
        return json_string_value(json_object_get(
                json_array_get(s->views[r->kind].rows, r->match.remote), r->d->read_id));
}

static void write_request(const struct session *s, struct session_request *ret)
{
        const struct record *r = s->writing;
        const char *id = r->d->mode == MODE_UPDATE ? "" : written_id(s, r);

        if (s->writing_as == DECIDE_DELETE) {
                ret->path = siasn_path(r->d->delete_path, s->nip, id, s->pns_id);
                ret->call = (struct siasn_call){.method = HTTP_DELETE, .expect = EXPECT_ACK};
                return;
        }
        json_t *body = json_copy(r->payload);
        if (r->d->write_id)
                json_object_set_new(body, r->d->write_id, json_string(id));
        json_object_set_new(body, r->d->write_person, json_string(s->pns_id));
        ret->body = json_dumps(body, JSON_COMPACT | JSON_SORT_KEYS);
        json_decref(body);
        ret->path = siasn_path(r->d->write_path, s->nip, id, s->pns_id);
        ret->call = (struct siasn_call){.method = HTTP_POST,
                                        .expect = r->d->write_id ? EXPECT_SAVE : EXPECT_ACK,
                                        .id_key = r->d->reply_id};
}

void session_request(struct session *s, struct session_request *ret)
{
        size_t person;
        const struct descriptor *d = person_kind(s, &person);

        *ret = (struct session_request){0};
        switch (s->calling) {
        case SESSION_LOOKUP:
                ret->call = (struct siasn_call){.method = HTTP_GET, .expect = EXPECT_OBJECT};
                ret->path = siasn_path(d->read_path, s->nip, "", "");
                break;
        case SESSION_LIST:
                d = s->catalog->on[s->calling_kind];
                ret->call = (struct siasn_call){
                        .method = HTTP_GET,
                        .expect = d->read_shape == READ_ROWS ? EXPECT_LIST : EXPECT_OBJECT};
                ret->path = siasn_path(d->read_path, s->nip, "", s->pns_id);
                break;
        case SESSION_AFTER:
                d = s->catalog->on[s->calling_kind];
                ret->call = (struct siasn_call){.method = HTTP_GET, .expect = EXPECT_ACK};
                ret->path = siasn_path(d->after_path, s->nip, "", s->pns_id);
                break;
        case SESSION_WRITE:
                write_request(s, ret);
                break;
        case SESSION_UPLOAD:
                session_upload_request(s, ret);
                break;
        }
        ret->call.path = ret->path;
        ret->call.body = ret->body;
}

void session_request_clear(struct session_request *r)
{
        free(r->path);
        free(r->body);
        *r = (struct session_request){0};
}

static void tell(struct session *s, const struct siasn_answer *a, const char *what,
                 const char *kind, const char *src_id)
{
        json_t *detail = json_pack("{s:s, s:i, s:I}", "verdict", verdict_name(a->verdict.kind),
                                   "status", a->status, "ms", (json_int_t)a->times.total);

        if (a->verdict.message[0] && a->verdict.kind != VERDICT_OK)
                json_object_set_new(detail, "message", json_string(a->verdict.message));
        if (a->verdict.id[0])
                json_object_set_new(detail, "id", json_string(a->verdict.id));
        session_tell(s, what, kind, src_id, detail);
}

/*
 * A read that failed. The service being ill is the engine's business; a failure that may be this
 * person's alone sends the first record that waits for it to the back of the line.
 */
static void read_failed(struct session *s, const struct siasn_answer *a)
{
        enum rec_event event = outcome_of(a->verdict.kind)->on_read;

        for (size_t i = 0; i < s->record_count && event != EV_TARGET_ILL; i++) {
                struct record *r = &s->records[i];

                if (!r->due || r->settled || r->state == REC_DONE || r->state == REC_HELD ||
                    r->state == REC_REJECTED)
                        continue;
                struct change *c =
                        session_change(s, r, r->state == REC_DOUBT ? EV_UNCLEAR : EV_UNDONE);
                c->message = mem_dup(a->verdict.message);
                c->asked_ms = a->verdict.wait_ms;
                break;
        }
        session_document_unread(s, a);
        session_stop(s);
}

/* SIASN's person for this NIP must be ours: a mistyped NIP may well be somebody else's. */
bool session_same_person(const struct session *s, const json_t *data)
{
        const char *nip = json_string_value(json_object_get(data, "nipBaru"));
        const char *born = json_string_value(json_object_get(data, "tglLahir"));
        struct date theirs, ours;

        if (nip && *nip && strcmp(nip, s->nip) != 0)
                return false;
        if (!born || !date_parse_dmy(born, &theirs) || !nip_birth(s->nip, &ours))
                return true;
        return date_compare(theirs, ours) == 0;
}

static void take_lookup(struct session *s, struct siasn_answer *a)
{
        size_t k;
        const struct descriptor *d = person_kind(s, &k);
        json_t *data = a->verdict.data;
        const char *id = json_string_value(json_object_get(data, d->read_id));

        s->looked_up = true;
        if (a->verdict.kind == VERDICT_EMPTY) {
                session_refuse_all(s, "NIP_UNKNOWN", s->nip);
                session_stop(s);
                return;
        }
        if (!id || !*id || !session_same_person(s, data)) {
                session_refuse_all(s, id && *id ? "PERSON_MISMATCH" : "NIP_UNKNOWN", s->nip);
                session_stop(s);
                return;
        }
        s->pns_id_new = !str_same(s->pns_id, id);
        free(s->pns_id);
        s->pns_id = mem_dup(id);
        s->views[k].unsaved = true;
        /* Whatever is a part of the person's own record is read with it. */
        for (k = 0; k < s->catalog->on_count; k++) {
                if (s->catalog->on[k]->mode != MODE_UPDATE)
                        continue;
                json_decref(s->views[k].rows);
                s->views[k].rows = json_pack("[O]", data);
                session_match(s, k);
        }
}

static json_t *unwrapped(const struct descriptor *d, struct siasn_answer *a)
{
        json_t *data = a->verdict.data;

        if (a->verdict.kind != VERDICT_OK)
                return json_array();
        if (d->read_shape == READ_ROWS || json_is_array(data))
                return TAKE_PTR(a->verdict.data);
        if (d->read_shape == READ_ONE)
                return json_pack("[O]", data);
        json_t *list = json_object_get(data, d->read_list);
        return json_is_array(list) ? json_incref(list) : json_array();
}

static bool is_of_kind(const struct descriptor *d, const json_t *row)
{
        static const struct field number = {.type = FIELD_INT};
        CLEANUP(free_ptr)
        char *text = value_normal(&number, json_object_get(row, d->rows_member));
        int64_t n;

        return text_to_int(text, d->rows_min, d->rows_max, &n);
}

json_t *session_rows(const struct descriptor *d, struct siasn_answer *a)
{
        json_t *rows = unwrapped(d, a);

        for (size_t i = json_array_size(rows); d->rows_member && i-- > 0;) {
                if (!is_of_kind(d, json_array_get(rows, i)))
                        json_array_remove(rows, i);
        }
        return rows;
}

bool session_list_read(const struct descriptor *d, const struct siasn_answer *a)
{
        return a->verdict.kind == VERDICT_OK || a->verdict.kind == VERDICT_EMPTY ||
               (a->verdict.kind == VERDICT_REJECTED && d->mode == MODE_MIRROR);
}

static void take_list(struct session *s, struct siasn_answer *a)
{
        struct kind_view *v = &s->views[s->calling_kind];

        json_decref(v->rows);
        v->rows = session_rows(s->catalog->on[s->calling_kind], a);
        v->unsaved = true;
        session_match(s, s->calling_kind);
}

static void take_after(struct session *s, struct siasn_answer *a)
{
        struct kind_view *v = &s->views[s->calling_kind];

        v->followup = a->verdict.kind == VERDICT_OK ? FOLLOWUP_DONE : FOLLOWUP_LATER;
        free(v->followup_message);
        v->followup_message = mem_dup(a->verdict.message);
        if (v->followup == FOLLOWUP_LATER)
                session_stop(s);
}

static void delivered(struct session *s, struct record *r, struct change *c,
                      const struct siasn_answer *a)
{
        static const struct {
                enum decision as;
                const char *outcome;
        } outcomes[] = {
                {DECIDE_CREATE, "created"}, {DECIDE_UPDATE, "updated"}, {DECIDE_DELETE, "deleted"}};

        for (size_t i = 0; i < COUNT_OF(outcomes); i++) {
                if (outcomes[i].as == s->writing_as)
                        c->outcome = outcomes[i].outcome;
        }
        if (s->writing_as == DECIDE_DELETE) {
                c->remove = true;
        } else if (s->writing_as == DECIDE_CREATE) {
                c->link_id = mem_dup(a->verdict.id);
                c->link_how = "created";
                r->created = true;
        } else if (r->d->mode == MODE_WRITE && !r->linked_id) {
                c->link_id = mem_dup(written_id(s, r));
                c->link_how = "adopted";
        }
        if (r->d->after_path)
                s->views[r->kind].followup = FOLLOWUP_NEW;
}

static void take_write(struct session *s, struct siasn_answer *a)
{
        struct record *r = TAKE_PTR(s->writing);
        enum rec_event event = outcome_of(a->verdict.kind)->on_write;

        /* Services in trouble also refuse what is right: a refusal is believed the second time. */
        if (event == EV_REFUSED && r->tries == 0)
                event = EV_UNDONE;
        struct change *c = session_change(s, r, event);

        s->intent_committed = false;
        c->asked_ms = a->verdict.wait_ms;
        c->message = mem_dup(a->verdict.message);
        if (event == EV_DELIVERED)
                delivered(s, r, c, a);
        else if (event == EV_REFUSED)
                c->code = "SIASN_REJECTED";
        else
                session_stop(s); /* order: what comes after waits until this one is settled */
}

void session_answer(struct session *s, struct siasn_answer *a)
{
        static const char *const what[] = {[SESSION_LOOKUP] = "lookup",
                                           [SESSION_LIST] = "read",
                                           [SESSION_WRITE] = "write",
                                           [SESSION_AFTER] = "after"};
        const char *src_id = s->calling == SESSION_WRITE ? s->writing->src_id : "";
        bool good = session_list_read(s->catalog->on[s->calling_kind], a);

        if (s->calling == SESSION_UPLOAD) {
                session_take_upload(s, a);
                return;
        }
        tell(s, a, what[s->calling], s->catalog->on[s->calling_kind]->kind, src_id);
        switch (s->calling) {
        case SESSION_WRITE:
                take_write(s, a);
                break;
        case SESSION_AFTER:
                take_after(s, a);
                break;
        case SESSION_LOOKUP:
                good ? take_lookup(s, a) : read_failed(s, a);
                break;
        case SESSION_LIST:
                good ? take_list(s, a) : read_failed(s, a);
                break;
        case SESSION_UPLOAD:
                break;
        }
}
