/* What push's files share; nobody else includes it. */
#pragma once

#include "engine/budget.h"
#include "engine/claim.h"
#include "engine/commit.h"
#include "engine/content.h"
#include "engine/push.h"
#include "engine/session.h"
#include "pure/pace.h"

enum slot_state {
        SLOT_STEP,
        SLOT_CALLING,
        SLOT_COMMIT,  /* has something to be written, then goes on */
        SLOT_END,     /* the same, and that is all */
        SLOT_WRITING, /* in the commit under way: nobody touches its session */
};

struct slot {
        struct push *push;
        struct session *session; /* NULL: free, or dropped while its call is still out */
        enum slot_state state;
        bool in_call; /* the client will call back with this slot */
        bool probe;   /* this call is the breaker's probe */
};

/* What the lane is busy with. */
enum lane_job { LANE_IDLE, LANE_COMMIT, LANE_CLAIM };

/* The one call beside the sessions. */
struct guest {
        struct slot slot; /* never holds a session */
        siasn_done *done;
        void *arg;
};

struct push {
        struct push_settings settings;
        struct committer *committer;
        struct claim_settings claim;
        struct budget budget;
        int wanted;         /* calls that wait for a slot of the budget */
        bool probe_wanted;  /* a refused credential could be tried again */
        bool probe_granted; /* ... and it is our turn among all daemons */
        int64_t pause_ms;   /* asked for by the service, not yet told to the others; -1: none */
        struct width width;
        struct breaker breaker;
        struct slot *slots;
        size_t slot_count;
        size_t active;
        struct slot *reading; /* whose document is being read; NULL: nobody's */
        int in_air;
        int others_in_air;   /* of the background reader */
        int64_t claim_at_ms; /* nobody was due: do not ask before */
        uint32_t random;
        bool proven;      /* there was a good reply */
        char reason[400]; /* why the service counts as ill */
        struct push_counters counters;
        struct guest guest;
        /* The lane: claims and commits, on one connection, one at a time (push_lane.c). */
        struct db *lane;
        enum lane_job job;
        struct claim claiming;
        struct session **batch; /* of the job; room for all slots, as the next two */
        bool *ended;
        struct slot **written; /* by the commit under way, as `batch` */
        size_t batch_count;
        int64_t job_began_ms;
        int64_t concluded_ms; /* since when something waits to be written; -1: nothing does */
        bool draining;
};

/* May one more request leave now? If not, how long until it is worth asking again. */
bool push_may_send(struct push *p, int64_t now_ms, int64_t *wait_ms);
/* What a reply says about the service, beside what it says about the record. */
void push_judge(struct push *p, const struct slot *slot, const struct siasn_answer *a);
void push_keep_shortest(int64_t *wait, int64_t other);
bool push_too_late(const struct push *p, const struct session *s, int64_t now_ms, int64_t wait_ms);

void push_free_slot(struct push *p, struct slot *slot);

/* ---- The lane (push_lane.c) ---- */

/*
 * Moves the job under way on, and starts the next that is worth it. `*ret_moved`: sessions can go
 * on. On an error the state has failed.
 */
bool push_lane_turn(struct push *p, bool claim, int64_t now_ms, bool *ret_moved, int64_t *wait,
                    struct err *err);
/* Forgets the job under way; the owner closes the connection. */
void push_lane_drop(struct push *p);

/* ---- Documents (push_file.c) ---- */

/* True when the session has been given its document; otherwise it waits, or has ended. */
bool push_give_file(struct push *p, struct slot *slot, int64_t now_ms, int64_t *wait);
void push_stop_reading(struct push *p, const struct slot *slot);
