/* Push as monitoring sees it. */
#include "engine/push_private.h"

bool push_proven(const struct push *p)
{
        return p->proven;
}

void push_look(const struct push *p, int64_t now_ms, struct push_look *ret)
{
        int64_t wait = breaker_wait_ms(&p->breaker, now_ms);

        *ret = (struct push_look){.breaker = p->breaker.state,
                                  .breaker_wait_ms = wait > 0 ? wait : 0,
                                  .in_flight = p->in_air + p->others_in_air,
                                  .allowed = p->width.allowed,
                                  .persons = p->active,
                                  .outcomes = committer_outcomes(p->committer),
                                  .counters = &p->counters};
}
