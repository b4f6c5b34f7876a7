/* One person's plan: the draft goes through the daemon's own session, which writes nothing here. */
#include <string.h>

#include "ctl/plan_draft.h"
#include "engine/claim.h"
#include "ground/mem.h"

enum { PERSONS_AT_ONCE = 100 };

const char *const plan_action_names[PLAN_ACTIONS] = {
        [PLAN_CREATE] = "create",
        [PLAN_UPDATE] = "update",
        [PLAN_ADOPT] = "adopt",
        [PLAN_SAME] = "same",
        [PLAN_DELETE] = "delete",
        [PLAN_DELETE_HELD] = "delete_held",
        [PLAN_QUARANTINED] = "quarantined",
        [PLAN_UNREAD] = "unread",
        [PLAN_AGAIN] = "again",
};

/* ---- The session ---- */

static void mark_unread(struct draft *d, size_t kind, bool every_kind)
{
        for (size_t i = 0; i < d->s->record_count; i++) {
                struct record *r = &d->s->records[i];

                if ((every_kind || r->kind == kind) && !r->settled && r->due &&
                    (r->state == REC_READY || r->state == REC_RETRY || r->state == REC_DOUBT)) {
                        d->unread[i] = true;
                        r->settled = true;
                }
        }
}

static void answer_from_mirror(struct draft *d)
{
        struct session *s = d->s;
        bool lookup = s->calling == SESSION_LOOKUP;
        size_t kind = s->calling_kind;

        for (size_t k = 0; lookup && k < s->catalog->on_count; k++) {
                if (s->catalog->on[k]->person)
                        kind = k;
        }
        json_t *rows = d->mirror[kind];
        if (!rows || (lookup && json_array_size(rows) == 0)) {
                mark_unread(d, kind, lookup);
                if (lookup)
                        s->looked_up = true;
                return;
        }
        struct siasn_answer a = {.status = 200, .detail = ""};
        a.verdict.kind = VERDICT_OK;
        a.verdict.data = json_incref(lookup ? json_array_get(rows, 0) : rows);
        session_answer(s, &a);
        verdict_clear(&a.verdict);
}

/* A step that would change something is noted as a change and goes no further. */
static void stop_short(struct session *s)
{
        if (s->writing)
                s->writing->settled = true;
        s->writing = NULL;
        for (size_t k = 0; k < s->catalog->on_count; k++)
                s->views[k].followup = FOLLOWUP_NONE;
}

static bool call(struct plan_base *base, struct draft *d, struct err *err)
{
        struct session_request request;

        if (d->s->calling != SESSION_LOOKUP && d->s->calling != SESSION_LIST) {
                stop_short(d->s);
                return true;
        }
        if (!base->live) {
                answer_from_mirror(d);
                return true;
        }
        session_request(d->s, &request);
        bool ok = live_ask(base->live, &request, d->s, err);
        session_request_clear(&request);
        return ok;
}

static bool run(struct plan_base *base, struct draft *d, struct err *err)
{
        for (;;) {
                switch (session_next(d->s)) {
                case STEP_CALL:
                        if (!call(base, d, err))
                                return false;
                        break;
                case STEP_COMMIT:
                        stop_short(d->s);
                        break;
                case STEP_FILE: /* records come first: the plan ends where documents begin */
                case STEP_END:
                        return true;
                }
        }
}

static enum plan_action action_of(const struct change *c)
{
        switch (c->event) {
        case EV_SEND:
                return strcmp(c->intent_op, "create") == 0   ? PLAN_CREATE
                       : strcmp(c->intent_op, "delete") == 0 ? PLAN_DELETE
                                                             : PLAN_UPDATE;
        case EV_DELIVERED:
                return str_same(c->outcome, "adopted") || str_same(c->outcome, "created")
                               ? PLAN_ADOPT
                               : PLAN_SAME;
        case EV_HOLD:
                return PLAN_DELETE_HELD;
        case EV_REFUSED:
        case EV_FAULTY:
                return c->code && text_has_prefix(c->code, "DELETE_") ? PLAN_DELETE_HELD
                                                                      : PLAN_QUARANTINED;
        default:
                return PLAN_AGAIN;
        }
}

static void report(const struct draft *d, plan_sink *sink, void *arg)
{
        const struct session *s = d->s;

        for (size_t i = 0; i < s->change_count; i++) {
                const struct change *c = &s->changes[i];

                sink(arg, s, c->record, c->record->kind, action_of(c), c->code, c->message);
        }
        for (size_t i = 0; i < s->record_count; i++) {
                const struct record *r = &s->records[i];

                if (d->unread[i])
                        sink(arg, s, r, r->kind, PLAN_UNREAD, NULL, NULL);
                else if (d->codes[i] && r->state == REC_REJECTED)
                        sink(arg, s, r, r->kind, PLAN_QUARANTINED, d->codes[i], d->values[i]);
        }
}

/*
 * A record that waits for its hour is planned like one whose hour has come. With `all`, what is
 * delivered or was refused is judged anew, as if it had just come in.
 */
static void make_due(struct session *s, bool all)
{
        for (size_t i = 0; i < s->record_count; i++) {
                struct record *r = &s->records[i];

                r->due |= r->state == REC_READY || r->state == REC_RETRY || r->state == REC_DOUBT;
                if (!all)
                        continue;
                if (r->state == REC_DONE || (r->state == REC_REJECTED && !r->faulty) ||
                    (r->state == REC_HELD && r->is_delete))
                        r->state = REC_READY;
                r->due = true;
        }
}

static bool plan_some(struct plan_base *base, const char *nips, struct draft *drafts, size_t count,
                      plan_sink *sink, void *arg, struct err *err)
{
        for (size_t i = 0; i < count; i++) {
                drafts[i].mirror = NEW_ARRAY(json_t *, base->catalog->on_count);
                draft_make_room(&drafts[i]);
        }
        if (!draft_read_mirror(base, drafts, count, nips, err))
                return false;
        for (size_t k = 0; k < base->catalog->on_count; k++) {
                if (!draft_read_source(base, drafts, count, k, nips, err))
                        return false;
        }
        if (!draft_read_feed(base, drafts, count, nips, err))
                return false;
        for (size_t i = 0; i < count; i++) {
                make_due(drafts[i].s, base->all);
                if (!run(base, &drafts[i], err))
                        return false;
                report(&drafts[i], sink, arg);
        }
        return true;
}

bool plan_persons(struct plan_base *base, char *const *nips, size_t count, plan_sink *sink,
                  void *arg, struct err *err)
{
        const struct claim_settings settings = {.catalog = base->catalog,
                                                .owner = "siasnctl",
                                                .window_ms = base->config->push_doubt_window_ms};
        bool ok = true;

        for (size_t first = 0; ok && first < count; first += PERSONS_AT_ONCE) {
                struct session **sessions = NULL;
                struct text list = {0};
                size_t n = 0;

                for (size_t i = first; i < count && i < first + PERSONS_AT_ONCE; i++)
                        db_array_add(&list, nips[i]);
                ok = claim_peek(&settings, base->state, base->state_exists, db_array_end(&list),
                                &sessions, &n, err);
                CLEANUP(free_ptr) struct draft *drafts = NEW_ARRAY(struct draft, n);
                for (size_t i = 0; i < n; i++)
                        drafts[i].s = sessions[i];
                ok = ok && plan_some(base, text_str(&list), drafts, n, sink, arg, err);
                for (size_t i = 0; i < n; i++)
                        draft_clear(&drafts[i]);
                free(sessions);
                text_free(&list);
        }
        return ok;
}
