/* The one call beside the sessions: see push_guest() in push.h. */
#include "engine/push_private.h"

static void on_answer(void *arg, struct siasn_answer *answer)
{
        struct push *p = arg;

        p->in_air--;
        p->guest.slot.in_call = false;
        push_judge(p, &p->guest.slot, answer);
        p->guest.slot.probe = false;
        p->guest.done(p->guest.arg, answer);
}

bool push_guest(struct push *p, struct db *state, const struct siasn_call *call, siasn_done *done,
                void *arg, int64_t now_ms, int64_t *ret_wait_ms, struct err *err)
{
        err->text[0] = '\0';
        *ret_wait_ms = -1;
        if (p->guest.slot.in_call)
                return false;
        bool may = push_may_send(p, now_ms, ret_wait_ms);
        if (!may && *ret_wait_ms == BUDGET_RESERVE &&
            budget_reserve(&p->budget, state, 1, now_ms, err))
                may = push_may_send(p, now_ms, ret_wait_ms);
        if (!may)
                return false;
        p->guest.done = done;
        p->guest.arg = arg;
        p->guest.slot.in_call = true;
        p->guest.slot.probe = p->breaker.state == BREAKER_PROBING;
        p->probe_granted = false;
        p->in_air++;
        p->counters.requests++;
        siasn_send(p->settings.siasn, call, on_answer, p);
        return true;
}
