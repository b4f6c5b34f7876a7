#include "engine/reader.h"

#include <stdio.h>
#include <string.h>

#include "engine/arrays.h"
#include "engine/budget.h"
#include "engine/claim.h"
#include "engine/commit.h"
#include "engine/outcome.h"
#include "engine/reader_private.h"
#include "ground/clock.h"
#include "ground/mem.h"
#include "sql.h"

enum { AUTH_WAIT_MS = 1000, BOTH_WAYS = 2, PAUSE_MS = 60000 };

struct reader *reader_new(const struct reader_settings *settings)
{
        struct reader *r = NEW(struct reader);

        r->settings = *settings;
        reader_set_rate(r, settings->max_rate);
        return r;
}

void reader_set_rate(struct reader *r, double max_rate)
{
        int64_t pause_until_ms = r->budget.pause_until_ms;

        budget_init(&r->budget, max_rate);
        r->budget.pause_until_ms = pause_until_ms;
}

void reader_drop(struct reader *r)
{
        session_free(TAKE_PTR(r->session));
        drift_list_free(&r->found);
        free(TAKE_PTR(r->kinds));
        free(TAKE_PTR(r->absent));
        r->state = READER_IDLE;
}

void reader_free(struct reader *r)
{
        if (!r)
                return;
        reader_drop(r);
        free(r);
}

enum reader_state reader_state(const struct reader *r)
{
        return r->state;
}

bool reader_in_call(const struct reader *r)
{
        return r->in_call;
}

const char *reader_problem(const struct reader *r, bool *ret_ill)
{
        *ret_ill = r->ill;
        return r->problem;
}

const struct drift_list *reader_found(const struct reader *r)
{
        return &r->found;
}

const char *reader_found_kind(const struct reader *r, size_t i)
{
        return r->settings.catalog->on[r->kinds[i]]->kind;
}

int64_t reader_requests(const struct reader *r)
{
        return r->requests;
}

bool reader_begin(struct reader *r, struct db *state, const char *nip, struct err *err)
{
        const struct claim_settings look = {.catalog = r->settings.catalog,
                                            .window_ms = r->settings.window_ms};

        reader_drop(r);
        if (!budget_look(&r->budget, state, clock_mono_ms(), err) ||
            !claim_look(&look, state, nip, &r->session, err))
                return false;
        if (!r->session) {
                r->ill = false;
                snprintf(r->problem, sizeof r->problem,
                         "no person with that NIP is known: see that SIMPEG's view v_pegawai has "
                         "it and that it has been collected");
                r->state = READER_FAILED;
                return true;
        }
        r->session->calling = SESSION_LOOKUP;
        r->state = READER_ASKING;
        return true;
}

/* ---- Replies ---- */

static void fail(struct reader *r, const struct siasn_answer *a)
{
        const struct outcome *o = outcome_of(a->verdict.kind);

        r->ill = o->sign != SIGN_GOOD;
        snprintf(r->problem, sizeof r->problem, "reading SIASN failed: %s: %.300s",
                 verdict_name(a->verdict.kind), *a->detail ? a->detail : a->verdict.message);
        /* A pause the service asks for is for everybody. */
        if (o->sign == SIGN_OVERLOAD)
                r->pause_ms = a->verdict.wait_ms > 0 ? a->verdict.wait_ms : PAUSE_MS;
        r->state = READER_FAILED;
}

/* The person itself comes with the lookup. */
static bool has_list(const struct descriptor *d)
{
        return d->mode != MODE_UPDATE;
}

/* The next kind with a list of its own, or all is read. */
static void next_list(struct reader *r, size_t kind)
{
        const struct catalog *c = r->settings.catalog;

        while (kind < c->on_count && !has_list(c->on[kind]))
                kind++;
        r->session->calling = SESSION_LIST;
        r->session->calling_kind = kind;
        r->state = READER_ASKING;
}

static void take_lookup(struct reader *r, struct siasn_answer *a)
{
        struct session *s = r->session;
        const struct catalog *c = r->settings.catalog;
        size_t k = 0;

        while (!c->on[k]->person)
                k++;
        const char *id = json_string_value(json_object_get(a->verdict.data, c->on[k]->read_id));
        if (a->verdict.kind == VERDICT_EMPTY || !id || !*id)
                r->absent = mem_dup("NIP_UNKNOWN");
        else if (!session_same_person(s, a->verdict.data))
                r->absent = mem_dup("PERSON_MISMATCH");
        if (r->absent) {
                next_list(r, c->on_count); /* nothing of a stranger is read */
                return;
        }
        free(s->pns_id);
        s->pns_id = mem_dup(id);
        for (k = 0; k < c->on_count; k++) {
                if (!has_list(c->on[k]))
                        s->views[k].rows = json_pack("[O]", a->verdict.data);
        }
        next_list(r, 0);
}

static void on_answer(void *arg, struct siasn_answer *a)
{
        struct reader *r = arg;

        r->in_call = false;
        if (r->state != READER_CALLING)
                return; /* dropped meanwhile */
        if (!session_list_read(r->settings.catalog->on[r->session->calling_kind], a)) {
                fail(r, a);
                return;
        }
        if (r->session->calling == SESSION_LOOKUP) {
                take_lookup(r, a);
                return;
        }
        r->session->views[r->session->calling_kind].rows =
                session_rows(r->settings.catalog->on[r->session->calling_kind], a);
        next_list(r, r->session->calling_kind + 1);
}

/* ---- Requests ---- */

static bool all_read(const struct reader *r)
{
        return r->session->calling == SESSION_LIST &&
               r->session->calling_kind >= r->settings.catalog->on_count;
}

/* May a request leave now? Otherwise how long until it is worth asking again. */
static bool may_send(struct reader *r, struct db *state, int64_t now_ms, bool *ret_may,
                     int64_t *wait, struct err *err)
{
        *ret_may = false;
        if (siasn_auth_state(r->settings.siasn, now_ms) != AUTH_READY) {
                *wait = AUTH_WAIT_MS;
                return true;
        }
        if (now_ms < r->next_ms) {
                *wait = r->next_ms - now_ms;
                return true;
        }
        *ret_may = budget_spend(&r->budget, now_ms, wait);
        if (*ret_may || *wait != BUDGET_RESERVE)
                return true;
        if (!budget_reserve(&r->budget, state, 1, now_ms, err))
                return false;
        *ret_may = budget_spend(&r->budget, now_ms, wait);
        return true;
}

static void send(struct reader *r, int64_t now_ms)
{
        struct session_request request;

        session_request(r->session, &request);
        r->state = READER_CALLING;
        r->in_call = true;
        r->requests++;
        /* Every other slot is left to deliveries. */
        r->next_ms = now_ms + BOTH_WAYS * r->budget.rate.interval_us / 1000;
        siasn_send(r->settings.siasn, &request.call, on_answer, r);
        session_request_clear(&request);
}

/* A pause that was asked for is told to all before anything else. */
static bool tell_pause(struct reader *r, struct db *state, int64_t now_ms, struct err *err)
{
        if (r->pause_ms == 0)
                return true;
        if (!budget_pause(&r->budget, state, r->pause_ms, now_ms, err))
                return false;
        r->pause_ms = 0;
        return true;
}

bool reader_turn(struct reader *r, struct db *state, int64_t now_ms, int64_t *ret_wait_ms,
                 struct err *err)
{
        bool may;

        *ret_wait_ms = -1;
        if (!tell_pause(r, state, now_ms, err))
                return false;
        if (r->state != READER_ASKING || r->in_call)
                return true;
        if (all_read(r)) {
                *ret_wait_ms = 0;
                return reader_conclude(r, state, err);
        }
        if (!may_send(r, state, now_ms, &may, ret_wait_ms, err))
                return false;
        if (may) {
                send(r, now_ms);
                *ret_wait_ms = -1;
        } else if (*ret_wait_ms < 0) {
                *ret_wait_ms = AUTH_WAIT_MS;
        }
        return true;
}
