/*
 * Outcome: what follows from a verdict, for the record and for the target. One table.
 */
#pragma once

#include "pure/lifecycle.h"
#include "pure/verdict.h"

enum target_sign {
        SIGN_GOOD,     /* the service answered as it should */
        SIGN_STRIKE,   /* it may be ill: BREAKER_STRIKES of these in a row open the breaker */
        SIGN_OVERLOAD, /* it asked us to slow down: open for the wait it named, fewer at a time */
        SIGN_ILL,      /* it says that it cannot work: open at once */
        SIGN_REFUSED,  /* our credentials: the client has stopped sending; nothing to count */
};

struct outcome {
        enum rec_event on_write;
        enum rec_event on_read; /* for the record whose read it was; EV_TARGET_ILL: none suffers */
        enum target_sign sign;
};

const struct outcome *outcome_of(enum verdict_kind kind);
