#include "pure/decide.h"

static const char *const names[] = {
        [DECIDE_SAME] = "same",           [DECIDE_ADOPT] = "adopt",
        [DECIDE_CREATE] = "create",       [DECIDE_UPDATE] = "update",
        [DECIDE_DELETE] = "delete",       [DECIDE_FORGET] = "forget",
        [DECIDE_HOLD] = "hold",           [DECIDE_LOOK_AGAIN] = "look_again",
        [DECIDE_ABSENT] = "absent",       [DECIDE_FOUND_OLD] = "found_old",
        [DECIDE_DUPLICATE] = "duplicate", [DECIDE_AMBIGUOUS] = "ambiguous",
        [DECIDE_DIFFERS] = "differs",     [DECIDE_MISSING] = "missing",
};

const char *decision_name(enum decision decision)
{
        return names[decision];
}

static enum decision look_or_absent(const struct decide_input *in)
{
        return in->since_ms < in->window_ms ? DECIDE_LOOK_AGAIN : DECIDE_ABSENT;
}

/*
 * A save shows as a row that equals what was sent. A row that is there with other content proves
 * nothing about an update: it may still arrive, so the window has to pass first. A create is proven
 * by the row's being there at all.
 */
static enum decision decide_doubt(const struct decide_input *in)
{
        bool there = in->match.kind == MATCH_FOUND;

        if (in->sent_delete) {
                if (there)
                        return look_or_absent(in);
                return in->newer ? DECIDE_FOUND_OLD : DECIDE_FORGET;
        }
        if (!there || (!in->equal && in->linked))
                return look_or_absent(in);
        if (in->newer || !in->equal)
                return DECIDE_FOUND_OLD;
        return in->linked ? DECIDE_SAME : DECIDE_ADOPT;
}

static enum decision decide_delete(const struct decide_input *in)
{
        if (!in->deletes_allowed)
                return DECIDE_HOLD;
        if (in->match.kind == MATCH_FOUND)
                return DECIDE_DELETE;
        /* Created a moment ago: what the service does not show yet must not be forgotten. */
        return in->match.kind == MATCH_GONE && in->since_ms < in->window_ms ? DECIDE_LOOK_AGAIN
                                                                            : DECIDE_FORGET;
}

static enum decision decide_compare(const struct decide_input *in)
{
        if (in->match.kind == MATCH_FOUND)
                return in->equal ? DECIDE_SAME : DECIDE_DIFFERS;
        return in->match.kind == MATCH_AMBIGUOUS ? DECIDE_AMBIGUOUS : DECIDE_MISSING;
}

/* A link made a moment ago whose row the service does not show yet is not a row that is gone. */
static enum decision decide_gone(const struct decide_input *in)
{
        return in->since_ms < in->window_ms ? DECIDE_LOOK_AGAIN : DECIDE_CREATE;
}

enum decision decide(const struct decide_input *in)
{
        if (in->state == REC_DOUBT)
                return decide_doubt(in);
        if (in->is_delete)
                return decide_delete(in);
        if (in->mode == MODE_MIRROR)
                return DECIDE_SAME; /* read, which was all */
        if (in->match.kind == MATCH_DUPLICATE)
                return DECIDE_DUPLICATE;
        if (in->mode == MODE_COMPARE)
                return decide_compare(in);
        switch (in->match.kind) {
        case MATCH_NEW:
                return DECIDE_CREATE;
        case MATCH_GONE:
                return decide_gone(in);
        case MATCH_AMBIGUOUS:
                return DECIDE_AMBIGUOUS;
        default:
                break;
        }
        if (!in->equal)
                return DECIDE_UPDATE;
        return in->linked ? DECIDE_SAME : DECIDE_ADOPT;
}
