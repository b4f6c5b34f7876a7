#include "pure/retry.h"

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)

const struct retry_policy retry_record = {"record", 5 * SECOND, 1 * HOUR, 2, 20};
const struct retry_policy retry_look = {"look", 2 * SECOND, 5 * MINUTE, 2, 10};
const struct retry_policy retry_target = {"target", 5 * SECOND, 10 * MINUTE, 2, 20};
/* A refused credential is tried at most twice a minute: SSO servers lock accounts that hammer. */
const struct retry_policy retry_token = {"token", 30 * SECOND, 15 * MINUTE, 2, 10};
const struct retry_policy retry_mail = {"mail", 30 * SECOND, 1 * HOUR, 2, 20};
const struct retry_policy retry_db = {"db", 500, 30 * SECOND, 2, 20};

/* base * factor^attempt, stopped at `top`; cannot overflow. */
static int64_t grown(const struct retry_policy *policy, unsigned attempt, int64_t top)
{
        int64_t delay = policy->base_ms;

        for (; attempt > 0 && policy->factor > 1 && delay < top; attempt--)
                delay = delay > top / policy->factor ? top : delay * policy->factor;
        return delay < top ? delay : top;
}

int64_t retry_delay(const struct retry_policy *policy, unsigned attempt, uint32_t random,
                    int64_t asked_ms)
{
        /* Room for the jitter is kept below the cap, so that the longest waits stay spread too. */
        int64_t top = policy->cap_ms * 100 / (100 + (int64_t)policy->jitter_pct);
        int64_t delay = grown(policy, attempt, top);
        uint64_t span = (uint64_t)(delay * policy->jitter_pct / 100);

        /* span is far below 2^32 ms (49 days), hence the product fits. */
        delay += (int64_t)(span * random >> 32);
        return delay > asked_ms ? delay : asked_ms;
}
