#include <string.h>
#include <sys/random.h>

#include "engine/claim.h"
#include "engine/outcome.h"
#include "engine/push_private.h"
#include "ground/clock.h"
#include "ground/crash.h"
#include "ground/log.h"
#include "ground/mem.h"

enum {
        /* One calls; the others wait to be written, are being written, or wait to call. */
        SESSIONS_PER_CALL = 6,
        PROBE_ASK_MS = 1000,
        SESSION_WAIT_MAX_MS = 5000,
};

struct push *push_new(const struct push_settings *settings)
{
        struct push *p = NEW(struct push);
        int limit = (int)settings->config->push_max_inflight;
        int64_t lease_s = settings->config->push_timeout_ms / 1000 * 3 + 10;

        p->settings = *settings;
        p->committer = committer_new(settings->actor, lease_s, settings->catalog);
        p->claim = (struct claim_settings){.catalog = settings->catalog,
                                           .owner = settings->actor,
                                           .lease_s = lease_s,
                                           .window_ms = settings->config->push_doubt_window_ms};
        budget_init(&p->budget, settings->config->push_max_rate);
        p->pause_ms = -1;
        width_init(&p->width, limit);
        p->slot_count = (size_t)limit * SESSIONS_PER_CALL;
        p->slots = NEW_ARRAY(struct slot, p->slot_count);
        p->batch = NEW_ARRAY(struct session *, p->slot_count);
        p->ended = NEW_ARRAY(bool, p->slot_count);
        p->written = NEW_ARRAY(struct slot *, p->slot_count);
        p->concluded_ms = -1;
        if (getrandom(&p->random, sizeof p->random, 0) != sizeof p->random || p->random == 0)
                p->random = 1;
        for (size_t i = 0; i < p->slot_count; i++)
                p->slots[i].push = p;
        return p;
}

void push_free(struct push *p)
{
        if (!p)
                return;
        push_drop(p);
        committer_free(p->committer);
        free(p->slots);
        free(p->batch);
        free(p->ended);
        free(p->written);
        free(p);
}

static uint32_t next_random(struct push *p)
{
        p->random ^= p->random << 13;
        p->random ^= p->random >> 17;
        p->random ^= p->random << 5;
        return p->random;
}

void push_free_slot(struct push *p, struct slot *slot)
{
        push_stop_reading(p, slot);
        session_free(TAKE_PTR(slot->session));
        p->active--;
}

void push_drop(struct push *p)
{
        push_lane_drop(p);
        for (size_t i = 0; i < p->slot_count; i++) {
                if (p->slots[i].session)
                        push_free_slot(p, &p->slots[i]);
        }
}

void push_drain(struct push *p)
{
        p->draining = true;
        for (size_t i = 0; i < p->slot_count; i++) {
                if (p->slots[i].session && p->slots[i].state != SLOT_WRITING)
                        session_stop(p->slots[i].session);
        }
}

size_t push_active(const struct push *p)
{
        return p->active + (p->job == LANE_CLAIM);
}

const struct push_counters *push_counters(const struct push *p)
{
        return &p->counters;
}

static void say_ill(struct push *p, const struct siasn_answer *a)
{
        snprintf(p->reason, sizeof p->reason, "%s: %.300s", verdict_name(a->verdict.kind),
                 *a->detail ? a->detail : a->verdict.message);
}

static bool is_write(const struct session *s)
{
        return s->calling == SESSION_WRITE || s->calling == SESSION_UPLOAD;
}

/* What a reply says about the service, beside what it says about the record. */
void push_judge(struct push *p, const struct slot *slot, const struct siasn_answer *a)
{
        int64_t now_ms = clock_mono_ms();
        enum target_sign sign = outcome_of(a->verdict.kind)->sign;

        /* The service answered; it just does not know this one kind's path. */
        if (a->verdict.kind == VERDICT_NO_SUCH_PATH && slot->session && is_write(slot->session))
                sign = SIGN_GOOD;
        /* Code lists are a service of their own, which the application need not be subscribed to.
         */
        if (slot == &p->guest.slot && sign == SIGN_ILL && a->verdict.kind != VERDICT_SUSPENDED)
                sign = SIGN_GOOD;
        if (sign != SIGN_GOOD && sign != SIGN_REFUSED)
                say_ill(p, a);
        switch (sign) {
        case SIGN_GOOD:
                p->proven = true;
                breaker_good(&p->breaker);
                width_good(&p->width);
                break;
        case SIGN_STRIKE:
                breaker_strike(&p->breaker, now_ms, next_random(p));
                width_overload(&p->width);
                break;
        case SIGN_OVERLOAD:
                width_overload(&p->width);
                breaker_open(&p->breaker, now_ms, a->verdict.wait_ms, next_random(p));
                p->pause_ms = breaker_wait_ms(&p->breaker, now_ms);
                p->budget.pause_until_ms = now_ms + p->pause_ms;
                break;
        case SIGN_ILL:
                breaker_open(&p->breaker, now_ms, a->verdict.wait_ms, next_random(p));
                break;
        case SIGN_REFUSED:
                if (slot->probe)
                        breaker_probe_lost(&p->breaker, now_ms);
                break;
        }
}

static void say_unclear(const struct session *s, const struct siasn_answer *a)
{
        bool upload = s->calling == SESSION_UPLOAD;

        log_notice(upload ? "outcome of an upload is unknown: it will be read back"
                          : "outcome of a write is unknown: it will be read back",
                   log_id(LOG_ID_UNCLEAR), log_nip(s->nip),
                   log_text("kind", upload ? "dokumen" : s->writing->d->kind),
                   log_text("src_id", upload ? s->uploading->doc_id : s->writing->src_id),
                   log_text("why", *a->detail ? a->detail : a->verdict.message));
}

static void count_answer(struct push *p, const struct session *s, const struct siasn_answer *a)
{
        if (!is_write(s))
                return;
        p->counters.uploaded += s->calling == SESSION_UPLOAD && a->verdict.kind == VERDICT_OK;
        p->counters.delivered += s->calling == SESSION_WRITE && a->verdict.kind == VERDICT_OK;
        p->counters.refused += a->verdict.kind == VERDICT_REJECTED;
        p->counters.unclear += a->verdict.kind == VERDICT_UNCLEAR;
        if (a->verdict.kind == VERDICT_UNCLEAR)
                say_unclear(s, a);
}

static void on_answer(void *arg, struct siasn_answer *answer)
{
        struct slot *slot = arg;
        struct push *p = slot->push;

        p->in_air--;
        slot->in_call = false;
        push_judge(p, slot, answer);
        slot->probe = false;
        if (!slot->session)
                return;
        if (is_write(slot->session))
                crash_point("after_reply");
        count_answer(p, slot->session, answer);
        session_answer(slot->session, answer);
        slot->state = SLOT_STEP;
}

static void start_call(struct push *p, struct slot *slot)
{
        struct session_request request;

        session_request(slot->session, &request);
        slot->state = SLOT_CALLING;
        slot->in_call = true;
        slot->probe = p->breaker.state == BREAKER_PROBING;
        p->probe_granted = false;
        p->in_air++;
        p->counters.requests++;
        siasn_send(p->settings.siasn, &request.call, on_answer, slot);
        session_request_clear(&request);
}

bool push_may_try_credentials(struct push *p)
{
        if (!*siasn_problem(p->settings.siasn) || p->probe_granted)
                return true;
        p->probe_wanted = true;
        return false;
}

void push_credentials_tried(struct push *p)
{
        p->probe_granted = false;
}

/* May one more request leave now? If not, how long until it is worth asking again. */
bool push_may_send(struct push *p, int64_t now_ms, int64_t *wait_ms)
{
        if (siasn_auth_state(p->settings.siasn, now_ms) != AUTH_READY) {
                *wait_ms = siasn_auth_wait_ms(p->settings.siasn, now_ms);
                return false;
        }
        if (!push_may_try_credentials(p)) {
                *wait_ms = PROBE_ASK_MS;
                return false;
        }
        if (p->in_air + p->others_in_air >= p->width.allowed) {
                *wait_ms = -1; /* a reply will wake us */
                return false;
        }
        if (breaker_wait_ms(&p->breaker, now_ms) != 0) {
                *wait_ms = breaker_wait_ms(&p->breaker, now_ms);
                return false;
        }
        if (!budget_spend(&p->budget, now_ms, wait_ms)) {
                p->wanted += *wait_ms == BUDGET_RESERVE;
                return false;
        }
        return breaker_allows(&p->breaker, now_ms);
}

void push_keep_shortest(int64_t *wait, int64_t other)
{
        if (other >= 0 && (*wait < 0 || other < *wait))
                *wait = other;
}

/*
 * A session that would wait long gives its lease back instead, and so does one whose lease is half
 * over: nothing may leave under a lease that another daemon could take over meanwhile.
 */
bool push_too_late(const struct push *p, const struct session *s, int64_t now_ms, int64_t wait_ms)
{
        return wait_ms > SESSION_WAIT_MAX_MS || now_ms - s->held_ms > p->claim.lease_s * 500;
}

static void advance(struct push *p, struct slot *slot, int64_t now_ms, int64_t *wait)
{
        int64_t blocked_ms = 0;
        enum session_step step;

        while ((step = session_next(slot->session)) == STEP_FILE) {
                if (!push_give_file(p, slot, now_ms, wait))
                        return;
        }
        if (step != STEP_CALL) {
                slot->state = step == STEP_END ? SLOT_END : SLOT_COMMIT;
                return;
        }
        if (!push_too_late(p, slot->session, now_ms, 0) && push_may_send(p, now_ms, &blocked_ms)) {
                start_call(p, slot);
                return;
        }
        if (push_too_late(p, slot->session, now_ms, blocked_ms)) {
                session_unsend(slot->session);
                slot->state = SLOT_END;
                return;
        }
        push_keep_shortest(wait, blocked_ms);
}

static void advance_all(struct push *p, int64_t now_ms, int64_t *wait)
{
        for (size_t i = 0; i < p->slot_count; i++) {
                struct slot *slot = &p->slots[i];

                if (slot->session && slot->state == SLOT_STEP)
                        advance(p, slot, now_ms, wait);
        }
}

/* Tells the others of a pause the service asked us for, and hears of theirs. */
static bool settle_budget(struct push *p, struct db *state, int64_t now_ms, struct err *err)
{
        if (p->probe_wanted && !p->probe_granted && !budget_probe(state, &p->probe_granted, err))
                return false;
        p->probe_wanted = false;
        if (p->pause_ms > 0 && !budget_pause(&p->budget, state, p->pause_ms, now_ms, err))
                return false; /* told when the state is back */
        p->pause_ms = -1;
        return budget_hear(&p->budget, state, now_ms, err);
}

/* Moves all sessions; when some wait for slots of the budget, reserves and moves them again. */
static bool advance_paced(struct push *p, struct db *state, int64_t now_ms, int64_t *wait,
                          struct err *err)
{
        p->wanted = 0;
        advance_all(p, now_ms, wait);
        if (p->wanted == 0)
                return true;
        if (!budget_reserve(&p->budget, state, p->wanted, now_ms, err))
                return false;
        advance_all(p, now_ms, wait);
        return true;
}

bool push_attach(struct push *p, struct db *state, struct db *lane, int64_t now_ms, struct err *err)
{
        p->lane = lane;
        return budget_attach(&p->budget, state, p->settings.config->state_schema, now_ms, err);
}

static bool turn(struct push *p, struct db *state, bool claim, int64_t now_ms, int64_t *ret_wait_ms,
                 struct err *err)
{
        bool moved = true;

        if (!settle_budget(p, state, now_ms, err))
                return false;
        while (moved) {
                *ret_wait_ms = -1;
                if (!advance_paced(p, state, now_ms, ret_wait_ms, err) ||
                    !push_lane_turn(p, claim, now_ms, &moved, ret_wait_ms, err))
                        return false;
        }
        return true;
}

bool push_turn(struct push *p, struct db *state, bool claim, int64_t now_ms, int64_t *ret_wait_ms,
               struct err *err)
{
        if (!turn(p, state, claim, now_ms, ret_wait_ms, err)) {
                push_drop(p);
                return false;
        }
        if (claim)
                push_keep_shortest(ret_wait_ms,
                                   p->claim_at_ms > now_ms ? p->claim_at_ms - now_ms : -1);
        return true;
}

void push_set_rate(struct push *p, double per_second)
{
        int64_t pause_until_ms = p->budget.pause_until_ms;

        budget_init(&p->budget, per_second);
        p->budget.pause_until_ms = pause_until_ms;
}

void push_note_others(struct push *p, int requests)
{
        p->others_in_air = requests;
}

void push_wake(struct push *p)
{
        p->claim_at_ms = 0;
}

enum push_target push_target_state(const struct push *p, int64_t now_ms, const char **ret_reason)
{
        enum siasn_auth auth = siasn_auth_state(p->settings.siasn, now_ms);

        *ret_reason = siasn_problem(p->settings.siasn);
        if (auth == AUTH_REFUSED)
                return PUSH_REFUSED;
        if (auth != AUTH_READY && **ret_reason)
                return PUSH_ILL; /* no token to be had: nothing can be sent */
        *ret_reason = p->breaker.state == BREAKER_CLOSED ? "" : p->reason;
        return p->breaker.state == BREAKER_CLOSED ? PUSH_OK : PUSH_ILL;
}
