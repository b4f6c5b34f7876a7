/* From what was read to what is done: matching, decisions, the changes they lead to. */
#include <string.h>

#include "engine/session_private.h"
#include "ground/crash.h"
#include "ground/mem.h"
#include "ground/text.h"
#include "pure/digest.h"
#include "pure/map.h"
#include "pure/match.h"

/* In doubt, we look for what was sent, which may be older than what we now want. */
static const json_t *looked_for(const struct record *r)
{
        return r->state == REC_DOUBT && r->intent_payload ? r->intent_payload : r->payload;
}

/*
 * A row that is gone from SIMPEG claims nothing: when the same row comes back under another key (a
 * delete and insert by the application), the new one takes over what the old one was linked to.
 */
static bool takes_part(const struct record *r)
{
        return looked_for(r) && (!r->is_delete || r->state == REC_DOUBT);
}

static void match_history(struct session *s, size_t kind)
{
        const struct descriptor *d = s->catalog->on[kind];
        struct match_row *rows = NEW_ARRAY(struct match_row, s->record_count);
        struct match *found = NEW_ARRAY(struct match, s->record_count);
        struct record **of = NEW_ARRAY(struct record *, s->record_count);
        size_t n = 0;

        for (size_t i = 0; i < s->record_count; i++) {
                struct record *r = &s->records[i];

                if (r->kind == kind && !takes_part(r))
                        r->match = session_match_delete(s, r);
                if (r->kind != kind || !takes_part(r))
                        continue;
                of[n] = r;
                rows[n++] = (struct match_row){.src_id = r->src_id,
                                               .payload = looked_for(r),
                                               .linked_id = r->linked_id,
                                               .hint_id = r->hint_id,
                                               .doubt = r->state == REC_DOUBT};
        }
        match_assign(d, rows, n, s->views[kind].rows, found);
        for (size_t i = 0; i < n; i++)
                of[i]->match = found[i];
        free(of);
        free(found);
        free(rows);
}

/* The person itself: there is one remote row, the one the lookup gave. */
static void match_person(struct session *s, size_t kind)
{
        for (size_t i = 0; i < s->record_count; i++) {
                if (s->records[i].kind == kind)
                        s->records[i].match = (struct match){.kind = MATCH_FOUND, .remote = 0};
        }
}

void session_match(struct session *s, size_t kind)
{
        if (s->catalog->on[kind]->mode == MODE_UPDATE)
                match_person(s, kind);
        else if (s->catalog->on[kind]->mode != MODE_MIRROR)
                match_history(s, kind);
}

static const json_t *remote_of(const struct session *s, const struct record *r)
{
        return json_array_get(s->views[r->kind].rows, r->match.remote);
}

static const char *remote_id(const struct session *s, const struct record *r)
{
        return json_string_value(json_object_get(remote_of(s, r), r->d->read_id));
}

/* Fields the service does not show can only be judged by what we last delivered. */
static bool hidden_fields_same(const struct record *r)
{
        if (!r->delivered_hash)
                return r->d->distinct_count == 0; /* which of many that look alike is not known */
        if (str_same(r->delivered_hash, r->content_hash))
                return true;
        for (size_t i = 0; i < r->d->field_count; i++) {
                const struct field *f = &r->d->fields[i];

                if (!f->read && f->origin == ORIGIN_COLUMN && json_object_get(r->payload, f->write))
                        return false;
        }
        return true;
}

/* The record of this person that a link field points to, or NULL. */
static struct record *parent_of(struct session *s, const char *kind, const char *src_id)
{
        for (size_t i = 0; i < s->record_count; i++) {
                if (strcmp(s->records[i].d->kind, kind) == 0 &&
                    strcmp(s->records[i].src_id, src_id) == 0)
                        return &s->records[i];
        }
        return NULL;
}

/*
 * SIASN's id of a record: the one just found or given, which the state may not have yet. An update
 * that is still to be sent is only met by a plan; its row is there.
 */
static const char *siasn_id_of(const struct session *s, const struct record *r)
{
        for (size_t i = s->change_count; i-- > 0;) {
                const struct change *c = &s->changes[i];

                if (c->record == r && c->link_id)
                        return c->link_id;
                if (c->record == r && str_same(c->intent_op, "update"))
                        return remote_id(s, r);
        }
        return r->linked_id;
}

/* Whether it needs a person before it can go, as far as this session knows. */
static bool needs_help(const struct session *s, const struct record *r)
{
        for (size_t i = s->change_count; i-- > 0;) {
                if (s->changes[i].record == r)
                        return lifecycle_next(r->state, s->changes[i].event).next == REC_REJECTED;
        }
        return r->faulty || r->state == REC_REJECTED;
}

/* Refused, with what it waits for in words: "Riwayat jabatan 1000123". */
static void wait_for_parent(struct session *s, struct record *r, const struct field *field,
                            const struct record *parent, const char *src_id)
{
        const struct descriptor *d = descriptor_set_find(&s->catalog->all, field->link);
        bool stuck = parent && needs_help(s, parent);
        struct change *c = session_change(s, r, EV_REFUSED);
        struct text what = {0};

        text_addf(&what, "%s %s", d->title, src_id);
        c->message = text_take(&what);
        c->field = mem_dup(r->d->columns[field->column].name);
        c->code = !parent ? "PARENT_MISSING" : stuck ? "PARENT_FAULTY" : "PARENT_WAITS";
}

/* A create that was noted and not made: only a plan goes on after one, and its id is still to come.
 */
static bool to_be_created(const struct session *s, const struct record *r)
{
        for (size_t i = 0; r && i < s->change_count; i++) {
                const struct change *c = &s->changes[i];

                if (c->record == r && c->event == EV_SEND && str_same(c->intent_op, "create"))
                        return true;
        }
        return false;
}

static bool resolve_field(struct session *s, struct record *r, const struct field *field)
{
        const char *src_id = json_string_value(json_object_get(r->payload, field->write));

        if (!src_id || !*src_id)
                return true;
        struct record *parent = parent_of(s, field->link, src_id);
        const char *id = parent ? siasn_id_of(s, parent) : NULL;
        if (!id && to_be_created(s, parent))
                return true;
        if (!id) {
                wait_for_parent(s, r, field, parent, src_id);
                return false;
        }
        json_object_set_new(r->payload, field->write, json_string(id));
        return true;
}

bool session_resolve(struct session *s, struct record *r)
{
        bool links = false;

        if (r->resolved || r->is_delete || !r->payload || r->state == REC_DOUBT)
                return true; /* in doubt: what was sent has the id in it */
        for (size_t i = 0; i < r->d->field_count; i++) {
                if (!r->d->fields[i].link)
                        continue;
                links = true;
                if (!resolve_field(s, r, &r->d->fields[i]))
                        return false;
        }
        r->resolved = true;
        if (links) {
                free(r->payload_text);
                r->payload_text = map_canonical(r->payload);
                r->filled = true;
        }
        return true;
}

void session_fill_links(struct session *s, struct record *r)
{
        for (size_t i = 0; r->payload && !r->resolved && i < r->d->field_count; i++) {
                const struct field *field = &r->d->fields[i];
                const char *src_id =
                        field->link ? json_string_value(json_object_get(r->payload, field->write))
                                    : NULL;

                if (!src_id || !*src_id)
                        continue;
                const struct record *parent = parent_of(s, field->link, src_id);
                if (parent && parent->linked_id)
                        json_object_set_new(r->payload, field->write,
                                            json_string(parent->linked_id));
                else
                        json_object_del(r->payload, field->write);
        }
        r->resolved = true;
}

static enum decision decide_record(const struct session *s, const struct record *r)
{
        bool person = r->d->mode == MODE_UPDATE;
        struct decide_input in = {
                .mode = r->d->mode,
                .is_delete = r->is_delete,
                .deletes_allowed = s->catalog->deletes[r->kind],
                .state = r->state,
                .match = r->match,
                .linked = person ? r->delivered_hash != NULL : r->linked_id != NULL,
                .newer = r->rev != r->intent_rev,
                .sent_delete = str_same(r->intent_op, "delete"),
                .since_ms = r->state == REC_DOUBT ? r->intent_age_ms : r->link_age_ms,
                .window_ms = s->window_ms,
        };

        if (r->state == REC_DOUBT && person)
                in.linked = true; /* an update in place: being there proves nothing */
        if (in.match.kind == MATCH_FOUND && looked_for(r))
                in.equal = match_equal(r->d, looked_for(r), remote_of(s, r)) &&
                           (r->state == REC_DOUBT || hidden_fields_same(r));
        /* What tells look-alikes apart is not shown, so the rest being there proves no update. */
        if (r->state == REC_DOUBT && r->d->distinct_count && str_same(r->intent_op, "update")) {
                in.linked = true;
                in.equal = false;
        }
        return decide(&in);
}

static void plan_write(struct session *s, struct record *r, enum decision as, const char *op)
{
        session_change(s, r, EV_SEND)->intent_op = op;
        s->writing = r;
        s->writing_as = as;
        s->intent_committed = false;
}

static void found(struct session *s, struct record *r, enum rec_event event, const char *outcome)
{
        struct change *c = session_change(s, r, event);

        c->outcome = outcome;
        if (r->d->mode == MODE_WRITE && !r->linked_id && remote_id(s, r)) {
                c->link_id = mem_dup(remote_id(s, r));
                c->link_how = r->state == REC_DOUBT ? "readback" : "adopted";
        }
        /* The write in doubt did happen: what has to follow a write follows now. */
        if (r->state == REC_DOUBT && r->d->after_path)
                s->views[r->kind].followup = FOLLOWUP_NEW;
}

static void differs(struct session *s, struct record *r)
{
        struct diff_list diffs = {0};
        struct change *c = session_change(s, r, EV_REFUSED);

        match_diff(r->d, r->payload, remote_of(s, r), &diffs);
        c->code = "SIASN_DIFFERS";
        c->field = mem_dup(diffs.count ? diffs.items[0].field->read : "");
        c->message = mem_dup(diffs.count ? diffs.items[0].theirs : "");
        diff_list_free(&diffs);
}

/* The row we are a duplicate of, by its source key. */
static const char *sibling_of(const struct session *s, const struct record *r)
{
        size_t n = 0;

        for (size_t i = 0; i < s->record_count; i++) {
                if (s->records[i].kind != r->kind || !takes_part(&s->records[i]))
                        continue;
                if (n++ == r->match.other)
                        return s->records[i].src_id;
        }
        return "";
}

bool session_sent_is_delivered(const struct record *r)
{
        char hash[DIGEST_HEX];

        if (!r->intent_payload || !r->delivered_hash)
                return false;
        CLEANUP(free_ptr) char *text = map_canonical(r->intent_payload);
        digest_hex(text, strlen(text), hash);
        return strcmp(hash, r->delivered_hash) == 0;
}

/* Our newer content goes over what somebody has changed at SIASN: the log says which fields that
 * was. */
static void tell_overwrite(struct session *s, const struct record *r)
{
        struct diff_list diffs = {0};
        json_t *fields = json_array();

        if (session_sent_is_delivered(r))
                match_diff(r->d, r->intent_payload, remote_of(s, r), &diffs);
        for (size_t i = 0; i < diffs.count; i++)
                json_array_append_new(fields, json_string(diffs.items[i].field->read));
        if (diffs.count)
                session_tell(s, "overwrite", r->d->kind, r->src_id,
                             json_pack("{s:O}", "fields", fields));
        json_decref(fields);
        diff_list_free(&diffs);
}

static void plan_delete(struct session *s, struct record *r)
{
        const char *value = "";
        const char *code = session_delete_obstacle(s, r, &value);

        if (code)
                session_refuse(s, r, code, value);
        else
                plan_write(s, r, DECIDE_DELETE, "delete");
}

void session_decide(struct session *s, struct record *r)
{
        enum decision as = decide_record(s, r);

        if (r->state == REC_DOUBT && test_switch("no_readback"))
                as = DECIDE_ABSENT;
        switch (as) {
        case DECIDE_SAME:
                found(s, r, EV_DELIVERED,
                      r->d->mode == MODE_MIRROR ? "read"
                      : r->state == REC_DOUBT   ? "updated"
                                                : "same");
                break;
        case DECIDE_ADOPT:
                found(s, r, EV_DELIVERED, r->state == REC_DOUBT ? "created" : "adopted");
                break;
        case DECIDE_FOUND_OLD:
                found(s, r, EV_DELIVERED_OLD, NULL);
                break;
        case DECIDE_CREATE:
                plan_write(s, r, as, "create");
                break;
        case DECIDE_UPDATE:
                tell_overwrite(s, r);
                plan_write(s, r, as, "update");
                break;
        case DECIDE_DELETE:
                plan_delete(s, r);
                break;
        case DECIDE_FORGET:
                session_forget(s, r);
                break;
        case DECIDE_HOLD:
                session_hold_delete(s, r);
                break;
        case DECIDE_LOOK_AGAIN:
                session_change(s, r, r->state == REC_DOUBT ? EV_UNCLEAR : EV_UNDONE);
                break;
        case DECIDE_ABSENT:
                session_change(s, r, EV_ABSENT);
                break;
        case DECIDE_DUPLICATE:
                session_refuse(s, r, "DUP_ROW", sibling_of(s, r));
                break;
        case DECIDE_AMBIGUOUS:
                session_refuse(s, r, "MATCH_AMBIGUOUS", "");
                break;
        case DECIDE_DIFFERS:
                differs(s, r);
                break;
        case DECIDE_MISSING:
                session_refuse(s, r, "SIASN_MISSING", "");
                break;
        }
}
