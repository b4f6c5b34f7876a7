/* Documents on their way through push: who may read one now, and how many are held. */
#include "engine/push_private.h"

enum {
        FILES_HELD_MAX = 4, /* documents in memory at a time, those on their way included */
        FILE_LOOK_MS = 1000,
};

void push_stop_reading(struct push *p, const struct slot *slot)
{
        if (!p->reading || p->reading != slot)
                return;
        contents_drop(p->settings.contents);
        p->reading = NULL;
}

static bool may_read(const struct push *p)
{
        size_t held = 0;

        for (size_t i = 0; i < p->slot_count; i++)
                held += p->slots[i].session && session_holds_file(p->slots[i].session);
        return !p->reading && held < FILES_HELD_MAX;
}

/* True when the session has its document; otherwise it waits, or has ended. */
bool push_give_file(struct push *p, struct slot *slot, int64_t now_ms, int64_t *wait)
{
        struct content_wanted wanted;
        struct content content;

        if (may_read(p)) {
                session_file_wanted(slot->session, &wanted);
                contents_start(p->settings.contents, &wanted);
                p->reading = slot;
        }
        if (p->reading && p->reading == slot && contents_take(p->settings.contents, &content)) {
                p->reading = NULL;
                session_file(slot->session, &content);
                return true;
        }
        push_keep_shortest(wait, FILE_LOOK_MS);
        if (push_too_late(p, slot->session, now_ms, 0)) {
                push_stop_reading(p, slot);
                session_stop(slot->session);
                slot->state = SLOT_END;
        }
        return false;
}

size_t push_fds(const struct push *p, struct http_fd fds[PUSH_FDS])
{
        size_t n = 0;

        if (contents_fd(p->settings.contents) >= 0)
                fds[n++].fd = contents_fd(p->settings.contents);
        if (p->job != LANE_IDLE)
                fds[n++].fd = db_fd(p->lane);
        return n;
}
