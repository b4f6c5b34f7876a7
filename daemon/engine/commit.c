#include <string.h>

#include "engine/commit_private.h"
#include "ground/crash.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "pure/retry.h"
#include "sql.h"

struct committer *committer_new(const char *owner, int64_t lease_s, const struct catalog *catalog)
{
        struct committer *c = NEW(struct committer);
        struct text kinds = {0};

        for (size_t k = 0; k < catalog->on_count; k++)
                db_array_add(&kinds, catalog->on[k]->kind);
        db_array_end(&kinds);
        c->kinds = text_take(&kinds);
        c->owner = mem_dup(owner);
        c->lease_s = lease_s;
        c->random = 2463534242u;
        return c;
}

static struct arrays *const *tables(struct committer *c, size_t *ret_count)
{
        static _Thread_local struct arrays *all[21];
        struct arrays *list[] = {
                &c->identities, &c->outcomes, &c->intents, &c->removed, &c->takeovers, &c->links,
                &c->touched,    &c->reasons,  &c->remotes, &c->lists,   &c->owed,      &c->followed,
                &c->later,      &c->ended,    &c->events,  &c->uploads, &c->documents, &c->found,
                &c->relinked,   &c->settled,  &c->wakes};

        memcpy(all, list, sizeof list);
        *ret_count = COUNT_OF(list);
        return all;
}

void committer_free(struct committer *c)
{
        size_t n;

        if (!c)
                return;
        struct arrays *const *all = tables(c, &n);
        for (size_t i = 0; i < n; i++)
                arrays_free(all[i]);
        free(c->stale);
        free(c->owner);
        free(c->kinds);
        free(c);
}

const int64_t *committer_outcomes(const struct committer *c)
{
        return c->outcome_counts;
}

static uint32_t next_random(struct committer *c)
{
        c->random ^= c->random << 13;
        c->random ^= c->random >> 17;
        c->random ^= c->random << 5;
        return c->random;
}

enum rec_event commit_event_if_newer(enum rec_event event)
{
        switch (event) {
        case EV_DELIVERED:
        case EV_REFUSED:
        case EV_FAULTY:
        case EV_HOLD:
                return EV_DELIVERED_OLD;
        default:
                return event;
        }
}

const char *commit_due_text(struct committer *c, enum rec_due due, int tries, int looks,
                            int64_t asked_ms, char out[24])
{
        switch (due) {
        case DUE_NOW:
                return number_text(out, 0);
        case DUE_KEEP:
                return number_text(out, -1);
        case DUE_BACKOFF:
                return number_text(
                        out, retry_delay(&retry_record, (unsigned)tries, next_random(c), asked_ms));
        case DUE_LOOK:
                return number_text(
                        out, retry_delay(&retry_look, (unsigned)looks, next_random(c), asked_ms));
        default:
                return NULL;
        }
}

static const char *due_text(struct committer *c, const struct change *ch, enum rec_due due,
                            char out[24])
{
        return commit_due_text(c, due, ch->record->tries, ch->record->looks, ch->asked_ms, out);
}

static void add_event(struct committer *c, const struct session *s, const struct change *ch,
                      const char *what, const char *state)
{
        const struct record *r = ch->record;
        json_t *detail = json_pack("{s:i}", "rev", r->rev);

        if (ch->intent_op)
                json_object_set_new(detail, "op", json_string(ch->intent_op));
        if (ch->intent_op && r->content_hash)
                json_object_set_new(detail, "hash", json_string(r->content_hash));
        if (state)
                json_object_set_new(detail, "state", json_string(state));
        if (ch->outcome)
                json_object_set_new(detail, "outcome", json_string(ch->outcome));
        if (ch->link_id)
                json_object_set_new(detail, "siasn_id", json_string(ch->link_id));
        if (ch->code)
                json_object_set_new(detail, "code", json_string(ch->code));
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);
        ARRAYS_ADD(&c->events, what, s->nip, r->d->kind, r->src_id, text);
        json_decref(detail);
}

static void add_intent(struct committer *c, const struct session *s, const struct change *ch)
{
        const struct record *r = ch->record;

        /* The content of that rev is there already, unless ids have been put into it. */
        ARRAYS_ADD(&c->intents, s->nip, r->d->kind, r->src_id, NUMBER(r->rev), ch->intent_op,
                   r->filled ? r->payload_text : NULL);
        add_event(c, s, ch, "intent", NULL);
}

static void add_reasons(struct committer *c, const struct session *s, const struct change *ch)
{
        const struct record *r = ch->record;

        if (!ch->code && ch->event != EV_DELIVERED)
                return;
        ARRAYS_ADD(&c->touched, r->d->kind, r->src_id, NUMBER(r->rev));
        if (!ch->code)
                return;
        const struct fault_kind *kind = fault_kind_find(ch->code);
        ARRAYS_ADD(&c->reasons, r->d->kind, r->src_id, ch->code, ch->field ? ch->field : "", s->nip,
                   ch->message ? ch->message : "",
                   fault_severity_name(kind ? kind->severity : FAULT_ERROR));
}

static void add_link(struct committer *c, const struct session *s, const struct change *ch)
{
        const struct record *r = ch->record;

        if (ch->remove)
                ARRAYS_ADD(&c->removed, r->d->kind, r->src_id);
        if (!ch->link_id)
                return;
        ARRAYS_ADD(&c->takeovers, r->d->kind, r->src_id, ch->link_id);
        ARRAYS_ADD(&c->links, r->d->kind, r->src_id, s->nip, ch->link_id, ch->link_how);
        if (r->d->document_count)
                ARRAYS_ADD(&c->relinked, r->d->kind, r->src_id, ch->link_id);
}

/* Records that point to this one: what they waited for has come, or will not come. */
static void add_wakes(struct committer *c, const struct session *s, const struct change *ch)
{
        if (!ch->link_id && ch->event != EV_REFUSED)
                return;
        for (size_t k = 0; k < s->catalog->on_count; k++) {
                const struct descriptor *d = s->catalog->on[k];

                for (size_t i = 0; i < d->field_count; i++) {
                        if (d->fields[i].link &&
                            strcmp(d->fields[i].link, ch->record->d->kind) == 0)
                                ARRAYS_ADD(&c->wakes, s->nip, d->kind, d->fields[i].write,
                                           ch->record->src_id);
                }
        }
}

static void add_outcome(struct committer *c, const struct session *s, const struct change *ch)
{
        const struct record *r = ch->record;
        struct rec_transition t = lifecycle_next(r->state, ch->event);
        struct rec_transition newer = lifecycle_next(r->state, commit_event_if_newer(ch->event));
        char due[24], due_newer[24];
        const char *state = rec_state_name(t.next);

        ARRAYS_ADD(&c->outcomes, s->nip, r->d->kind, r->src_id, NUMBER(r->rev), state,
                   due_text(c, ch, t.due, due), rec_state_name(newer.next),
                   due_text(c, ch, newer.due, due_newer), NUMBER(r->tries + (t.due == DUE_BACKOFF)),
                   NUMBER(r->looks + (t.due == DUE_LOOK)),
                   ch->event == EV_DELIVERED && !ch->remove ? r->content_hash : NULL, ch->outcome,
                   ch->message);
        c->fresh[ch->event]++;
        add_event(c, s, ch, rec_event_name(ch->event), state);
        add_reasons(c, s, ch);
        add_link(c, s, ch);
        if (ch->event == EV_DELIVERED)
                ARRAYS_ADD(&c->settled, s->nip, r->d->kind, r->src_id);
        add_wakes(c, s, ch);
}

void commit_list(const struct session *s, size_t kind, struct arrays *lists, struct arrays *remotes)
{
        const struct descriptor *d = s->catalog->on[kind];
        size_t i;
        json_t *row;

        ARRAYS_ADD(lists, d->kind, s->nip);
        json_array_foreach (s->views[kind].rows, i, row) {
                const char *id = d->read_id ? json_string_value(json_object_get(row, d->read_id))
                                            : s->nip; /* one row, without an id of its own */

                if (!id)
                        continue;
                CLEANUP(free_ptr) char *text = json_dumps(row, JSON_COMPACT);
                /* jsonb cannot hold NUL; what the service sends there is of no use to anyone. */
                if (!strstr(text, "\\u0000"))
                        ARRAYS_ADD(remotes, d->kind, s->nip, id, text);
        }
}

static void add_followup(struct committer *c, const struct session *s, size_t kind)
{
        const struct kind_view *v = &s->views[kind];
        const char *name = s->catalog->on[kind]->kind;

        if (v->followup == FOLLOWUP_NEW)
                ARRAYS_ADD(&c->owed, s->nip, name);
        else if (v->followup == FOLLOWUP_DONE)
                ARRAYS_ADD(&c->followed, s->nip, name);
        else if (v->followup == FOLLOWUP_LATER)
                ARRAYS_ADD(&c->later, s->nip, name,
                           NUMBER(retry_delay(&retry_record, (unsigned)v->followup_tries,
                                              next_random(c), -1)),
                           v->followup_message);
}

static void add_session(struct committer *c, const struct session *s, bool ended)
{
        for (size_t i = 0; i < s->told_count; i++)
                ARRAYS_ADD(&c->events, s->told[i].what, s->nip, s->told[i].kind, s->told[i].src_id,
                           s->told[i].detail);
        if (s->pns_id_new)
                ARRAYS_ADD(&c->identities, s->nip, s->pns_id);
        for (size_t i = 0; i < s->change_count; i++) {
                if (s->changes[i].event == EV_SEND)
                        add_intent(c, s, &s->changes[i]);
                else
                        add_outcome(c, s, &s->changes[i]);
        }
        for (size_t k = 0; k < s->catalog->on_count; k++) {
                if (s->views[k].unsaved)
                        commit_list(s, k, &c->lists, &c->remotes);
                add_followup(c, s, k);
        }
        commit_add_documents(c, s);
        if (ended)
                ARRAYS_ADD(&c->ended, s->nip);
}

static bool add_pair(struct committer *c, const char *sql, struct arrays *a, size_t a_width,
                     struct arrays *b, size_t b_width, struct err *err)
{
        const struct arrays_part parts[] = {{a, a_width}, {b, b_width}};

        return (a->rows == 0 && b->rows == 0) ||
               arrays_batch_parts(c->db, sql, NULL, 0, parts, 2, err);
}

static bool release_ended(struct committer *c, struct err *err)
{
        const char *nips;

        if (c->ended.rows == 0)
                return true;
        nips = db_array_end(&c->ended.column[0]);
        bool ok = db_batch_add(c->db, sql_claim_recover,
                               DB_ARGS(nips, c->owner, rec_event_name(EV_CRASHED)), err) &&
                  db_batch_add(c->db, sql_lease_release, DB_ARGS(c->owner, nips, c->kinds), err);
        arrays_clear(&c->ended);
        return ok;
}

static bool write_records(struct committer *c, struct err *err)
{
        struct db *db = c->db;

        return arrays_batch(db, sql_employee_identify, &c->identities, 2, err) &&
               arrays_batch(db, sql_link_wake, &c->wakes, 4, err) &&
               arrays_batch(db, sql_record_outcome, &c->outcomes, 13, err) &&
               arrays_batch(db, sql_record_removed, &c->removed, 2, err) &&
               arrays_batch(db, sql_drift_settled, &c->settled, 3, err) &&
               arrays_batch(db, sql_link_takeover, &c->takeovers, 3, err) &&
               arrays_batch(db, sql_link_set, &c->links, 5, err) &&
               arrays_batch(db, sql_document_relink, &c->relinked, 3, err) &&
               commit_write_documents(c, err) &&
               add_pair(c, sql_quarantine_conclude, &c->touched, 3, &c->reasons, 7, err) &&
               add_pair(c, sql_remote_put, &c->remotes, 4, &c->lists, 2, err) &&
               arrays_batch(db, sql_followup_add, &c->owed, 2, err) &&
               arrays_batch(db, sql_followup_done, &c->followed, 2, err) &&
               arrays_batch(db, sql_followup_later, &c->later, 4, err) &&
               arrays_batch(db, sql_record_intent, &c->intents, 6, err) &&
               arrays_batch(db, sql_document_intent, &c->uploads, 5, err);
}

/* Last, because it locks the head of the log for all daemons. */
static bool write_events(struct committer *c, struct err *err)
{
        return c->events.rows == 0 ||
               arrays_batch_parts(c->db, sql_event_append, (const char *[]){c->owner}, 1,
                                  &(struct arrays_part){&c->events, 5}, 1, err);
}

/* A session whose person is not in the answer, or under another fence, has lost its lease. */
static void mark_lost(struct committer *c, const struct db_result *held)
{
        for (size_t i = 0; i < c->count; i++) {
                struct session *s = c->sessions[i];

                s->lost = true;
                for (size_t row = 0; row < db_rows(held) && s->lost; row++) {
                        if (strcmp(db_text(held, row, 0), s->nip) == 0)
                                s->lost = db_int(held, row, 1) != s->fence;
                }
        }
}

static bool write_all(struct committer *c, const struct db_result *held, struct err *err)
{
        mark_lost(c, held);
        for (size_t i = 0; i < c->count; i++) {
                if (!c->sessions[i]->lost)
                        add_session(c, c->sessions[i], c->was_ended[i]);
        }
        return write_records(c, err) && release_ended(c, err) && write_events(c, err) &&
               db_batch_end(c->db, err);
}

/* An intent that is not in the answer belongs to content that has changed: that session ends. */
static void take_intents(struct committer *c, const struct db_result *kept)
{
        for (size_t i = 0; i < c->count; i++) {
                const struct session *s = c->sessions[i];
                const struct record *r = s->writing;

                if (!r || c->was_ended[i] || s->lost || s->intent_committed)
                        continue;
                c->stale[i] = true;
                for (size_t row = 0; row < db_rows(kept) && c->stale[i]; row++)
                        c->stale[i] = strcmp(db_text(kept, row, 0), r->d->kind) != 0 ||
                                      strcmp(db_text(kept, row, 1), r->src_id) != 0;
        }
}

static void settle(struct session *s, bool stale)
{
        if (s->lost) {
                log_warning("lease lost to another daemon: its records are left to that one",
                            log_id(LOG_ID_LEASE_LOST), log_nip(s->nip));
                return;
        }
        if (stale)
                session_stop(s);
        session_committed(s);
}

static void settle_all(struct committer *c)
{
        crash_point("after_record");
        for (size_t i = 0; i < REC_EVENTS; i++)
                c->outcome_counts[i] += c->fresh[i];
        for (size_t i = 0; i < c->count; i++)
                settle(c->sessions[i], c->stale[i]);
}

/* Locks the persons; what their sessions concluded follows at once. */
static bool hold_leases(struct committer *c, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *held = NULL;
        struct text nips = {0};

        for (size_t i = 0; i < c->count; i++)
                db_array_add(&nips, c->sessions[i]->nip);
        bool ok = db_batch_ask(c->db, sql_lease_hold,
                               DB_ARGS(c->owner, db_array_end(&nips), NUMBER(c->lease_s)), &held,
                               err);
        text_free(&nips);
        return ok && write_all(c, held, err);
}

bool commit_start(struct committer *c, struct db *db, struct session *const *sessions,
                  const bool *ended, size_t count, struct err *err)
{
        size_t n;
        struct arrays *const *all = tables(c, &n);

        for (size_t i = 0; i < n; i++)
                arrays_clear(all[i]);
        memset(c->fresh, 0, sizeof c->fresh);
        if (count > c->stale_cap) {
                c->stale = mem_resize_array(c->stale, count, sizeof *c->stale);
                c->stale_cap = count;
        }
        memset(c->stale, 0, count * sizeof *c->stale);
        c->db = db;
        c->sessions = sessions;
        c->was_ended = ended;
        c->count = count;
        crash_point("before_record");
        return db_batch_begin(db, err) && hold_leases(c, err);
}

static void take(struct committer *c, const char *sql, const struct db_result *r)
{
        if (sql == sql_record_intent)
                take_intents(c, r);
        else if (sql == sql_document_intent)
                commit_take_uploads(c, r);
}

enum db_event commit_poll(struct committer *c, struct err *err)
{
        for (;;) {
                CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
                const char *sql;
                enum db_event event = db_batch_poll(c->db, &r, &sql, err);

                if (event == DB_END)
                        settle_all(c);
                if (event != DB_ROWS)
                        return event;
                take(c, sql, r);
        }
}
