#include "engine/outcome.h"

/*
 * "The target is ill" is not "this record is bad": the first keeps every record where it is, the
 * second takes one out of the line. UNCLEAR writes are in doubt whatever else is true.
 */
static const struct outcome outcomes[VERDICT_KINDS] = {
        [VERDICT_OK] = {EV_DELIVERED, EV_DELIVERED, SIGN_GOOD},
        [VERDICT_EMPTY] = {EV_REFUSED, EV_DELIVERED, SIGN_GOOD},
        [VERDICT_REJECTED] = {EV_REFUSED, EV_UNDONE, SIGN_GOOD},
        [VERDICT_UNCLEAR] = {EV_UNCLEAR, EV_UNDONE, SIGN_STRIKE},
        [VERDICT_UNREACHED] = {EV_TARGET_ILL, EV_TARGET_ILL, SIGN_STRIKE},
        [VERDICT_THROTTLED] = {EV_TARGET_ILL, EV_TARGET_ILL, SIGN_OVERLOAD},
        [VERDICT_SUSPENDED] = {EV_TARGET_ILL, EV_TARGET_ILL, SIGN_ILL},
        [VERDICT_APIM_REFUSED] = {EV_TARGET_ILL, EV_TARGET_ILL, SIGN_REFUSED},
        [VERDICT_SSO_REFUSED] = {EV_TARGET_ILL, EV_TARGET_ILL, SIGN_REFUSED},
        [VERDICT_SSO_MISMATCH] = {EV_TARGET_ILL, EV_TARGET_ILL, SIGN_REFUSED},
        [VERDICT_FORBIDDEN] = {EV_TARGET_ILL, EV_TARGET_ILL, SIGN_ILL},
        [VERDICT_NO_SUCH_PATH] = {EV_REFUSED, EV_TARGET_ILL, SIGN_ILL},
};

const struct outcome *outcome_of(enum verdict_kind kind)
{
        return &outcomes[kind];
}
