/*
 * The lane: claims and commits, on a connection of their own, one at a time and without waiting:
 * while PostgreSQL works, replies are taken and requests leave.
 *
 * A commit costs PostgreSQL much the same whether it holds one conclusion or twenty, so conclusions
 * are gathered, as long as there are other sessions to keep the service busy with.
 */
#include "engine/push_private.h"
#include "ground/crash.h"

enum {
        CLAIM_PAUSE_MS = 1000,
        GATHER_MAX_MS = 40, /* the longest a conclusion waits for others */
};

static bool concluded(const struct slot *slot)
{
        return slot->session && (slot->state == SLOT_COMMIT || slot->state == SLOT_END);
}

/* Sessions whose next call could leave at once, were there room for it. */
static size_t count(const struct push *p, size_t *ret_ready)
{
        size_t n = 0;

        *ret_ready = 0;
        for (size_t i = 0; i < p->slot_count; i++) {
                n += concluded(&p->slots[i]);
                *ret_ready += p->slots[i].session && p->slots[i].state == SLOT_STEP;
        }
        return n;
}

/* Is it time to write, or may more come first? */
static bool worth_it(const struct push *p, size_t waiting, size_t ready, int64_t now_ms,
                     int64_t *wait)
{
        int64_t left_ms = p->concluded_ms + GATHER_MAX_MS - now_ms;

        if (waiting >= p->slot_count / 4 || ready < (size_t)p->width.allowed / 2 || left_ms <= 0)
                return true;
        push_keep_shortest(wait, left_ms);
        return false;
}

static bool begin_commit(struct push *p, int64_t now_ms, struct err *err)
{
        p->batch_count = 0;
        for (size_t i = 0; i < p->slot_count; i++) {
                struct slot *slot = &p->slots[i];

                if (!concluded(slot))
                        continue;
                p->ended[p->batch_count] = slot->state == SLOT_END;
                p->written[p->batch_count] = slot;
                p->batch[p->batch_count++] = slot->session;
                slot->state = SLOT_WRITING;
        }
        p->job = LANE_COMMIT;
        p->job_began_ms = now_ms;
        p->concluded_ms = -1;
        return commit_start(p->committer, p->lane, p->batch, p->ended, p->batch_count, err);
}

static void end_commit(struct push *p)
{
        /* What lease_hold.sql leaves at least of every lease. */
        int64_t held_ms = p->job_began_ms - p->claim.lease_s * 250;

        for (size_t i = 0; i < p->batch_count; i++) {
                struct slot *slot = p->written[i];

                if (p->ended[i] || slot->session->lost) {
                        push_free_slot(p, slot);
                        continue;
                }
                slot->state = SLOT_STEP;
                if (slot->session->held_ms < held_ms)
                        slot->session->held_ms = held_ms;
                if (p->draining)
                        session_stop(slot->session);
        }
}

/*
 * How many persons to hold at most. Who is claimed waits under a lease, out of the other daemons'
 * reach: at a low rate no more than get their turn in good time.
 */
static size_t most(const struct push *p)
{
        int64_t interval_us = p->budget.rate.interval_us;
        size_t n = interval_us ? (size_t)p->width.limit * 2 + (size_t)(1000000 / interval_us)
                               : p->slot_count;

        return n < p->slot_count ? n : p->slot_count;
}

static size_t room(const struct push *p)
{
        size_t n = 0, left = most(p) > p->active ? most(p) - p->active : 0;

        for (size_t i = 0; i < p->slot_count; i++)
                n += !p->slots[i].session && !p->slots[i].in_call;
        return n < left ? n : left;
}

/* A third empty at least, or nothing under way: claims are worth batching. */
static bool wants_claim(const struct push *p, int64_t now_ms)
{
        size_t n = room(p);

        return n > 0 && now_ms >= p->claim_at_ms && (n >= most(p) / 3 || p->active == 0) &&
               siasn_auth_state(p->settings.siasn, now_ms) == AUTH_READY &&
               breaker_wait_ms(&p->breaker, now_ms) == 0;
}

static bool begin_claim(struct push *p, int64_t now_ms, struct err *err)
{
        p->job = LANE_CLAIM;
        p->job_began_ms = now_ms;
        p->batch_count = room(p);
        /* Unless all of it comes, or somebody wakes us while it is under way: not again at once. */
        p->claim_at_ms = now_ms + CLAIM_PAUSE_MS;
        return claim_start(&p->claiming, &p->claim, p->lane, p->batch_count, p->batch, err);
}

static void end_claim(struct push *p)
{
        size_t next = 0, n = p->claiming.count;

        p->claiming.count = 0;
        if (n > 0)
                crash_point("after_claim");
        if (n == p->batch_count)
                p->claim_at_ms = 0;
        for (size_t i = 0; i < n; i++) {
                while (p->slots[next].session || p->slots[next].in_call)
                        next++;
                p->slots[next].session = p->batch[i];
                p->slots[next].session->held_ms = p->job_began_ms;
                p->slots[next].state = SLOT_STEP;
                p->active++;
                if (p->draining)
                        session_stop(p->batch[i]);
        }
}

static bool move_on(struct push *p, bool *ret_moved, struct err *err)
{
        enum db_event event = p->job == LANE_COMMIT ? commit_poll(p->committer, err)
                                                    : claim_poll(&p->claiming, err);

        if (event == DB_WAIT)
                return true;
        if (event == DB_ERROR)
                return false;
        if (p->job == LANE_COMMIT)
                end_commit(p);
        else
                end_claim(p);
        p->job = LANE_IDLE;
        *ret_moved = true;
        return true;
}

bool push_lane_turn(struct push *p, bool claim, int64_t now_ms, bool *ret_moved, int64_t *wait,
                    struct err *err)
{
        size_t ready, waiting;

        *ret_moved = false;
        if (p->job != LANE_IDLE && !move_on(p, ret_moved, err))
                return false;
        if (p->job != LANE_IDLE || *ret_moved)
                return true;
        waiting = count(p, &ready);
        if (waiting > 0 && p->concluded_ms < 0)
                p->concluded_ms = now_ms;
        if (waiting > 0 && worth_it(p, waiting, ready, now_ms, wait))
                return begin_commit(p, now_ms, err);
        return !claim || !wants_claim(p, now_ms) || begin_claim(p, now_ms, err);
}

void push_lane_drop(struct push *p)
{
        if (p->job == LANE_CLAIM)
                claim_drop(&p->claiming);
        p->job = LANE_IDLE;
        p->concluded_ms = -1;
        p->lane = NULL;
}
