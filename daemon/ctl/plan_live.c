/* Reads of SIASN for a plan: one after the other, at the pace all share, never a write. */
#include <stdio.h>

#include "ctl/plan.h"
#include "ctl/service.h"
#include "engine/session.h"
#include "ground/mem.h"

struct live {
        struct service service;
        struct db *state; /* whose pace is spent; NULL: there is none yet */
        int64_t reads;
        /* Of the read under way. */
        struct session *session;
        bool good;
        int64_t asked_ms;
        char message[400];
};

bool live_open(const struct plan_base *base, struct live **ret, struct err *err)
{
        struct live *l = NEW(struct live);

        if ((!base->state_exists || ctl_open_writable_state(base->config, &l->state, err)) &&
            service_open(base->config, l->state, &l->service, err) &&
            service_tokens(&l->service, err)) {
                *ret = l;
                return true;
        }
        live_close(l);
        return err_prefix(err, "SIASN cannot be asked; `siasnctl check` says more");
}

void live_close(struct live *l)
{
        if (!l)
                return;
        service_close(&l->service);
        db_close(l->state);
        free(l);
}

int64_t live_reads(const struct live *l)
{
        return l->reads;
}

static void answered(void *arg, struct siasn_answer *a)
{
        struct live *l = arg;

        l->good = a->verdict.kind == VERDICT_OK || a->verdict.kind == VERDICT_EMPTY;
        l->asked_ms = a->verdict.wait_ms;
        snprintf(l->message, sizeof l->message, "%s", *a->detail ? a->detail : a->verdict.message);
        if (l->good)
                session_answer(l->session, a);
}

bool live_ask(struct live *l, const struct session_request *request, struct session *s,
              struct err *err)
{
        if (request->call.method != HTTP_GET)
                return err_set(err, "a plan must not write (%s)", request->path);
        l->session = s;
        l->reads++;
        if (!service_call(&l->service, &request->call, answered, l, err))
                return false;
        if (l->good)
                return true;
        /* The plan ends here, but a pause that was asked for holds for the daemons too. */
        if (l->asked_ms > 0 && !service_pause(&l->service, l->asked_ms, true, err))
                return false;
        return err_set(err, "SIASN was asked no further after %lld read(s): %s",
                       (long long)l->reads, l->message);
}
