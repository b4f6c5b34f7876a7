#include "pure/lifecycle.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const char *const state_names[REC_STATES] = {
        [REC_READY] = "ready", [REC_INFLIGHT] = "inflight", [REC_DOUBT] = "doubt",
        [REC_RETRY] = "retry", [REC_DONE] = "done",         [REC_REJECTED] = "rejected",
        [REC_HELD] = "held",
};

static const char *const event_names[REC_EVENTS] = {
        [EV_SEND] = "send",
        [EV_DELIVERED] = "delivered",
        [EV_DELIVERED_OLD] = "delivered_old",
        [EV_REFUSED] = "refused",
        [EV_UNDONE] = "undone",
        [EV_UNCLEAR] = "unclear",
        [EV_ABSENT] = "absent",
        [EV_TARGET_ILL] = "target_ill",
        [EV_CRASHED] = "crashed",
        [EV_NEWER] = "newer",
        [EV_FAULTY] = "faulty",
        [EV_HOLD] = "hold",
        [EV_RELEASE] = "release",
        [EV_RETRY_NOW] = "retry_now",
};

/* clang-format off */
#define TO(state, due) {REC_##state, DUE_##due}
#define NO             {REC_NONE, DUE_KEEP}

/*
 * Every pair is written down, the illegal ones too, so that a new state or event cannot fall
 * through to a default. What the rows say in words:
 *
 * ready, retry   Nothing is under way. A read may have shown that SIASN already holds the content,
 *                hence DELIVERED without SEND. UNCLEAR cannot happen: nothing was written.
 * inflight       Newer content does not disturb the write under way; it is seen at its end, as
 *                DELIVERED_OLD. A person cannot hold what may already have left.
 * doubt          Only reading back leads out. REFUSED is illegal: a refusal of some later request
 *                says nothing about the write in doubt.
 * done           Only newer content moves it, or a person who wants it delivered again.
 * rejected       Waits for a correction in SIMPEG, or for a person.
 * held           Newer content is taken in silently; only a release sets it free.
 */
static const struct rec_transition table[REC_STATES][REC_EVENTS] = {
        [REC_READY] = {
                [EV_SEND]          = TO(INFLIGHT, KEEP),
                [EV_DELIVERED]     = TO(DONE, NEVER),
                [EV_DELIVERED_OLD] = TO(READY, NOW),
                [EV_REFUSED]       = TO(REJECTED, NEVER),
                [EV_UNDONE]        = TO(RETRY, BACKOFF),
                [EV_UNCLEAR]       = NO,
                [EV_ABSENT]        = NO,
                [EV_TARGET_ILL]    = TO(READY, KEEP),
                [EV_CRASHED]       = NO,
                [EV_NEWER]         = TO(READY, NOW),
                [EV_FAULTY]        = TO(REJECTED, NEVER),
                [EV_HOLD]          = TO(HELD, NEVER),
                [EV_RELEASE]       = NO,
                [EV_RETRY_NOW]     = TO(READY, NOW),
        },
        [REC_INFLIGHT] = {
                [EV_SEND]          = NO,
                [EV_DELIVERED]     = TO(DONE, NEVER),
                [EV_DELIVERED_OLD] = TO(READY, NOW),
                [EV_REFUSED]       = TO(REJECTED, NEVER),
                [EV_UNDONE]        = TO(RETRY, BACKOFF),
                [EV_UNCLEAR]       = TO(DOUBT, LOOK),
                [EV_ABSENT]        = NO,
                [EV_TARGET_ILL]    = TO(READY, NOW), /* the engine gates sending */
                [EV_CRASHED]       = TO(DOUBT, NOW), /* the lease was wait enough */
                [EV_NEWER]         = TO(INFLIGHT, KEEP),
                [EV_FAULTY]        = TO(INFLIGHT, KEEP),
                [EV_HOLD]          = NO,
                [EV_RELEASE]       = NO,
                [EV_RETRY_NOW]     = NO,
        },
        [REC_DOUBT] = {
                [EV_SEND]          = NO,
                [EV_DELIVERED]     = TO(DONE, NEVER),
                [EV_DELIVERED_OLD] = TO(READY, NOW),
                [EV_REFUSED]       = NO,
                [EV_UNDONE]        = TO(DOUBT, LOOK),
                [EV_UNCLEAR]       = TO(DOUBT, LOOK),
                [EV_ABSENT]        = TO(READY, NOW),
                [EV_TARGET_ILL]    = TO(DOUBT, KEEP),
                [EV_CRASHED]       = NO,
                [EV_NEWER]         = TO(DOUBT, KEEP),
                [EV_FAULTY]        = TO(DOUBT, KEEP),
                [EV_HOLD]          = NO,
                [EV_RELEASE]       = NO,
                [EV_RETRY_NOW]     = TO(DOUBT, NOW),
        },
        [REC_RETRY] = {
                [EV_SEND]          = TO(INFLIGHT, KEEP),
                [EV_DELIVERED]     = TO(DONE, NEVER),
                [EV_DELIVERED_OLD] = TO(READY, NOW),
                [EV_REFUSED]       = TO(REJECTED, NEVER),
                [EV_UNDONE]        = TO(RETRY, BACKOFF),
                [EV_UNCLEAR]       = NO,
                [EV_ABSENT]        = NO,
                [EV_TARGET_ILL]    = TO(RETRY, KEEP),
                [EV_CRASHED]       = NO,
                [EV_NEWER]         = TO(READY, NOW),
                [EV_FAULTY]        = TO(REJECTED, NEVER),
                [EV_HOLD]          = TO(HELD, NEVER),
                [EV_RELEASE]       = NO,
                [EV_RETRY_NOW]     = TO(READY, NOW),
        },
        [REC_DONE] = {
                [EV_SEND]          = NO,
                [EV_DELIVERED]     = NO,
                [EV_DELIVERED_OLD] = NO,
                [EV_REFUSED]       = NO,
                [EV_UNDONE]        = NO,
                [EV_UNCLEAR]       = NO,
                [EV_ABSENT]        = NO,
                [EV_TARGET_ILL]    = NO,
                [EV_CRASHED]       = NO,
                [EV_NEWER]         = TO(READY, NOW),
                [EV_FAULTY]        = TO(REJECTED, NEVER),
                [EV_HOLD]          = NO,
                [EV_RELEASE]       = NO,
                [EV_RETRY_NOW]     = TO(READY, NOW), /* reconcile --push: SIASN was changed by hand */
        },
        [REC_REJECTED] = {
                [EV_SEND]          = NO,
                [EV_DELIVERED]     = NO,
                [EV_DELIVERED_OLD] = NO,
                [EV_REFUSED]       = NO,
                [EV_UNDONE]        = NO,
                [EV_UNCLEAR]       = NO,
                [EV_ABSENT]        = NO,
                [EV_TARGET_ILL]    = NO,
                [EV_CRASHED]       = NO,
                [EV_NEWER]         = TO(READY, NOW),
                [EV_FAULTY]        = TO(REJECTED, NEVER),
                [EV_HOLD]          = TO(HELD, NEVER),
                [EV_RELEASE]       = NO,
                [EV_RETRY_NOW]     = TO(READY, NOW),
        },
        [REC_HELD] = {
                [EV_SEND]          = NO,
                [EV_DELIVERED]     = NO,
                [EV_DELIVERED_OLD] = NO,
                [EV_REFUSED]       = NO,
                [EV_UNDONE]        = NO,
                [EV_UNCLEAR]       = NO,
                [EV_ABSENT]        = NO,
                [EV_TARGET_ILL]    = NO,
                [EV_CRASHED]       = NO,
                [EV_NEWER]         = TO(HELD, NEVER),
                [EV_FAULTY]        = TO(HELD, NEVER),
                [EV_HOLD]          = NO,
                [EV_RELEASE]       = TO(READY, NOW),
                [EV_RETRY_NOW]     = NO,
        },
};
/* clang-format on */

static bool in_states(enum rec_state state)
{
        return (int)state >= 0 && state < REC_STATES;
}

static bool in_events(enum rec_event event)
{
        return (int)event >= 0 && event < REC_EVENTS;
}

struct rec_transition lifecycle_next(enum rec_state state, enum rec_event event)
{
        if (!in_states(state) || !in_events(event))
                return (struct rec_transition)NO;
        return table[state][event];
}

const char *rec_state_name(enum rec_state state)
{
        return in_states(state) ? state_names[state] : NULL;
}

const char *rec_event_name(enum rec_event event)
{
        return in_events(event) ? event_names[event] : NULL;
}

enum rec_state rec_state_parse(const char *name)
{
        for (int i = 0; i < REC_STATES; i++) {
                if (strcmp(name, state_names[i]) == 0)
                        return (enum rec_state)i;
        }
        return REC_NONE;
}
