/* Random lives of a record, from a fixed seed: whatever happens in whatever order, the promises of
 * the table hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/decide.h"
#include "pure/lifecycle.h"

enum { LIVES = 20000, EVENTS = 60, WINDOW_MS = 60000, LATE_MAX = 8 };

static uint32_t seed;

static uint32_t below(uint32_t n)
{
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        return seed % n;
}

/* ---- Any event at any time ---- */

static bool is_read_back(enum rec_event event)
{
        return event == EV_DELIVERED || event == EV_DELIVERED_OLD || event == EV_ABSENT;
}

/* What each single step keeps to. NULL, or what it broke. */
static const char *step_broken(enum rec_state from, enum rec_event event, struct rec_transition t)
{
        if ((int)t.next < 0 || t.next >= REC_STATES || !rec_state_name(t.next))
                return "a state of the enum";
        if ((int)t.due < DUE_NEVER || t.due > DUE_KEEP)
                return "a due of the enum";
        if (from == REC_DOUBT && t.next != REC_DOUBT && !is_read_back(event))
                return "doubt is left by reading back only";
        if (event == EV_SEND && from != REC_READY && from != REC_RETRY)
                return "sent from ready and retry only";
        if (t.next == REC_INFLIGHT && from != REC_INFLIGHT && event != EV_SEND)
                return "inflight by a recorded intent only";
        if (t.next == REC_DOUBT && from != REC_DOUBT && from != REC_INFLIGHT)
                return "only a write can be in doubt";
        if (event == EV_ABSENT && from != REC_DOUBT)
                return "absent is an answer to doubt";
        if (from == REC_HELD && t.next != REC_HELD && event != EV_RELEASE)
                return "held until released";
        if (from == REC_REJECTED && t.next == REC_RETRY)
                return "a rejected record starts anew";
        if (from == REC_DONE && t.next != REC_READY && t.next != REC_REJECTED)
                return "done until newer content comes";
        if (event == EV_CRASHED && t.next != REC_DOUBT)
                return "a crash leaves doubt";
        if ((t.next == REC_READY || t.next == REC_RETRY || t.next == REC_DOUBT) &&
            t.due == DUE_NEVER)
                return "what works by itself is due";
        return NULL;
}

static void test_any_walk(void **unused)
{
        size_t visits[REC_STATES] = {0}, taken[REC_STATES][REC_EVENTS] = {{0}};

        (void)unused;
        seed = 20261125;
        for (int life = 0; life < LIVES; life++) {
                enum rec_state state = REC_READY;

                for (int i = 0; i < EVENTS; i++) {
                        enum rec_event event = (enum rec_event)below(REC_EVENTS);
                        struct rec_transition t = lifecycle_next(state, event);

                        if (t.next == REC_NONE)
                                continue;
                        const char *broken = step_broken(state, event, t);
                        if (broken)
                                fail_msg("life %d: %s x %s: %s", life, rec_state_name(state),
                                         rec_event_name(event), broken);
                        taken[state][event]++;
                        state = t.next;
                        visits[state]++;
                }
        }
        /* The walks came everywhere: every pair that is allowed was taken. */
        for (int s = 0; s < REC_STATES; s++) {
                assert_true(visits[s] > 100);
                for (int e = 0; e < REC_EVENTS; e++) {
                        if (lifecycle_next((enum rec_state)s, (enum rec_event)e).next != REC_NONE)
                                assert_true(taken[s][e] > 10);
                }
        }
}

/* ---- As the engine goes about it ---- */

/* A write that nobody has heard of again and that will be done yet. */
struct late {
        int64_t in_ms;
        bool update; /* of the row, if it is there by then */
        int version;
};

/*
 * One record, and what is true of it at the service. A write whose reply was lost is there, comes
 * within the window, or never; what was sent again meanwhile does not call it back.
 */
struct world {
        enum rec_state state;
        int rows;          /* at the service; two would be the error this project must not make */
        int version, sent; /* content in SIMPEG, and of the last write */
        int row_version;   /* what the row holds */
        bool linked;       /* the row's id is known */
        int64_t since_ms;  /* age of the intent */
        struct late late[LATE_MAX];
        size_t late_count;
        struct text history; /* for whoever has to find out */
};

static void step(struct world *w, enum rec_event event)
{
        struct rec_transition t = lifecycle_next(w->state, event);

        text_addf(&w->history, " %s", rec_event_name(event));
        if (t.next == REC_NONE)
                fail_msg("the engine's event %s is illegal in %s:%s", rec_event_name(event),
                         rec_state_name(w->state), text_str(&w->history));
        const char *broken = step_broken(w->state, event, t);
        if (broken)
                fail_msg("%s:%s", broken, text_str(&w->history));
        w->state = t.next;
}

static void commit(struct world *w, bool update, int version)
{
        w->rows += !update;
        w->row_version = version;
        text_addf(&w->history, " (%s)", update ? "changed" : "created");
        if (w->rows > 1)
                fail_msg("written twice:%s", text_str(&w->history));
}

static void commit_late(struct world *w, bool update)
{
        if (w->late_count == LATE_MAX)
                fail_msg("so many writes under way:%s", text_str(&w->history));
        w->late[w->late_count++] = (struct late){below(WINDOW_MS), update, w->sent};
}

static void pass_time(struct world *w)
{
        int64_t ms = below(20000);
        size_t left = 0;

        w->since_ms += ms;
        for (size_t i = 0; i < w->late_count; i++) {
                w->late[i].in_ms -= ms;
                if (w->late[i].in_ms <= 0)
                        commit(w, w->late[i].update, w->late[i].version);
                else
                        w->late[left++] = w->late[i];
        }
        w->late_count = left;
}

/* An intent is recorded, the write leaves, and one of all things happens. */
static void send(struct world *w, bool update)
{
        w->sent = w->version;
        w->since_ms = 0;
        step(w, EV_SEND);
        if (below(6) == 0) { /* newer content meanwhile */
                w->version++;
                step(w, EV_NEWER);
        }
        switch (below(8)) {
        case 0:
                step(w, EV_REFUSED);
                break;
        case 1:
                step(w, EV_UNDONE);
                break;
        case 2:
                step(w, EV_TARGET_ILL);
                break;
        case 3: /* it was done, and nobody heard */
                commit(w, update, w->sent);
                step(w, below(2) ? EV_UNCLEAR : EV_CRASHED);
                break;
        case 4: /* it will be done, within the window */
                commit_late(w, update);
                step(w, below(2) ? EV_UNCLEAR : EV_CRASHED);
                break;
        case 5: /* it never arrived */
                step(w, below(2) ? EV_UNCLEAR : EV_CRASHED);
                break;
        default:
                commit(w, update, w->sent);
                w->linked = true;
                step(w, w->version == w->sent ? EV_DELIVERED : EV_DELIVERED_OLD);
        }
}

static enum rec_event event_of(enum decision decision, enum rec_state state)
{
        switch (decision) {
        case DECIDE_SAME:
        case DECIDE_ADOPT:
                return EV_DELIVERED;
        case DECIDE_FOUND_OLD:
                return EV_DELIVERED_OLD;
        case DECIDE_LOOK_AGAIN:
                return state == REC_DOUBT ? EV_UNCLEAR : EV_UNDONE;
        case DECIDE_ABSENT:
                return EV_ABSENT;
        default:
                fail_msg("decision %s", decision_name(decision));
                return REC_EVENTS;
        }
}

/* Reads the service, decides, and writes or not. */
static void work(struct world *w)
{
        const struct decide_input in = {
                .mode = MODE_WRITE,
                .state = w->state,
                .match = {.kind = w->rows > 0 ? MATCH_FOUND : MATCH_NEW},
                .equal = w->rows > 0 &&
                         w->row_version == (w->state == REC_DOUBT ? w->sent : w->version),
                .linked = w->linked,
                .newer = w->version != w->sent,
                .since_ms = w->since_ms,
                .window_ms = WINDOW_MS,
        };

        if (below(10) == 0) { /* the read itself fails */
                step(w, below(2) ? EV_UNDONE : EV_TARGET_ILL);
                return;
        }
        enum decision decision = decide(&in);
        if (decision == DECIDE_CREATE || decision == DECIDE_UPDATE) {
                if (w->state == REC_DOUBT)
                        fail_msg("written from doubt:%s", text_str(&w->history));
                send(w, decision == DECIDE_UPDATE);
                return;
        }
        step(w, event_of(decision, w->state));
        w->linked = w->linked || (in.match.kind == MATCH_FOUND && decision != DECIDE_LOOK_AGAIN);
}

/* SIMPEG and people: at any time, in any state that lets them. */
static void interfere(struct world *w)
{
        static const enum rec_event events[] = {EV_NEWER, EV_FAULTY, EV_HOLD, EV_RELEASE,
                                                EV_RETRY_NOW};
        enum rec_event event = events[below(COUNT_OF(events))];

        if (lifecycle_next(w->state, event).next == REC_NONE)
                return;
        w->version += event == EV_NEWER;
        step(w, event);
}

static bool works(const struct world *w)
{
        return w->state == REC_READY || w->state == REC_RETRY || w->state == REC_DOUBT;
}

static void live(struct world *w)
{
        for (int i = 0; i < EVENTS; i++) {
                pass_time(w);
                if (below(4) == 0)
                        interfere(w);
                else if (works(w))
                        work(w);
                if (w->state == REC_INFLIGHT)
                        fail_msg("left inflight:%s", text_str(&w->history));
                if (w->state == REC_DONE && (w->rows != 1 || w->row_version != w->version))
                        fail_msg("done, but it is not there:%s", text_str(&w->history));
        }
}

/* Never twice, never lost: with peace, every record that nobody holds is done in the end. */
static void test_never_twice_never_lost(void **unused)
{
        size_t doubts = 0, done = 0;

        (void)unused;
        seed = 7;
        for (int life = 0; life < LIVES; life++) {
                struct world w = {.state = REC_READY, .version = 1};

                live(&w);
                doubts += w.state == REC_DOUBT;
                if (w.state == REC_HELD)
                        step(&w, EV_RELEASE);
                if (w.state == REC_REJECTED)
                        step(&w, EV_NEWER);
                for (int i = 0; i < 500 && works(&w); i++) {
                        pass_time(&w);
                        work(&w);
                        if (w.state == REC_REJECTED)
                                step(&w, EV_RETRY_NOW);
                }
                while (w.late_count > 0)
                        pass_time(&w);
                if (w.state != REC_DONE || w.rows != 1 || w.row_version != w.version)
                        fail_msg("ends %s with %d rows:%s", rec_state_name(w.state), w.rows,
                                 text_str(&w.history));
                done++;
                text_free(&w.history);
        }
        assert_int_equal(done, LIVES);
        assert_true(doubts > 100);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(test_any_walk),
                                           cmocka_unit_test(test_never_twice_never_lost)};

        return cmocka_run_group_tests_name("lifecycle_property", tests, NULL, NULL);
}
