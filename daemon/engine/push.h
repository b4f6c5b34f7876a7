/*
 * Push: claims due persons and carries their sessions through the service, politely.
 *
 * Holds the sessions in the air, gives each its next call when rate, width, breaker and tokens
 * allow it, and writes what they conclude in batches. Everything that decides is elsewhere: what a
 * reply means in pure/verdict, what to do in pure/decide, what follows in engine/outcome.
 */
#pragma once

#include "edge/db.h"
#include "edge/http.h"
#include "engine/catalog.h"
#include "pure/lifecycle.h"
#include "pure/pace.h"
#include "siasn/client.h"

struct push;

struct push_settings {
        const struct config *config;
        const struct catalog *catalog;
        const char *actor; /* owner of leases and name in the event log */
        struct siasn *siasn;
        struct contents *contents;
};

/* Settings are borrowed and must outlive it. */
struct push *push_new(const struct push_settings *settings);
void push_free(struct push *p);

/*
 * Commits what has been concluded, claims, and starts calls. Returns in `*ret_wait_ms` how long
 * nothing more is to be done unless a reply arrives. `claim` is false while draining. On an error
 * the state database failed: the sessions are dropped and the caller reconnects.
 */
bool push_turn(struct push *p, struct db *state, bool claim, int64_t now_ms, int64_t *ret_wait_ms,
               struct err *err);
/*
 * Once a new state connection, before its first turn. `lane` is a second one, for claims and
 * commits alone; it is borrowed until push_drop(), after which the owner closes it.
 */
bool push_attach(struct push *p, struct db *state, struct db *lane, int64_t now_ms,
                 struct err *err);
/*
 * May credentials that were refused be tried again now? Among all daemons twice a minute; when not,
 * asks for a turn, which a later push_turn() may grant. Always true while nothing is refused.
 */
bool push_may_try_credentials(struct push *p);
/* The turn was used, by a token fetch. */
void push_credentials_tried(struct push *p);
/* Somebody else has that many requests in the air: they count against the width. */
void push_note_others(struct push *p, int requests);
/* Sockets to watch besides the service's, PUSH_FDS at most: a document's reader, the lane's. */
enum { PUSH_FDS = 2 };
size_t push_fds(const struct push *p, struct http_fd fds[PUSH_FDS]);
/*
 * One call beside the sessions, under the same tokens, rate, width, breaker and pause: the code
 * lists. Only a read, one at a time. False when it cannot leave now: then `*ret_wait_ms` says when
 * to ask again (-1: when a reply has come). On an error of the state `err` is set, else it is "".
 */
bool push_guest(struct push *p, struct db *state, const struct siasn_call *call, siasn_done *done,
                void *arg, int64_t now_ms, int64_t *ret_wait_ms, struct err *err);
/* Sessions in the air, and a claim that may bring some. */
size_t push_active(const struct push *p);
/* Drops all sessions without a word to the state (it is gone, or another try is useless). */
void push_drop(struct push *p);
/* There is new work: claim at the next turn instead of after the pause. */
void push_wake(struct push *p);
/* Requests a second from now on; 0 = unlimited. */
void push_set_rate(struct push *p, double per_second);
/* Asks all sessions to end as soon as what is in flight has been answered. */
void push_drain(struct push *p);

enum push_target { PUSH_OK, PUSH_ILL, PUSH_REFUSED };

/* How the service looks from here, and why in one line for people. */
enum push_target push_target_state(const struct push *p, int64_t now_ms, const char **ret_reason);

/* The service has answered well since the start. */
bool push_proven(const struct push *p);

struct push_counters {
        int64_t requests, delivered, refused, unclear, uploaded;
};
const struct push_counters *push_counters(const struct push *p);

/* What monitoring shows of it. */
struct push_look {
        enum breaker_state breaker;
        int64_t breaker_wait_ms; /* 0: sending */
        int in_flight, allowed;
        size_t persons;
        const int64_t
                *outcomes; /* REC_EVENTS of them: records and documents by what became of them */
        const struct push_counters *counters;
};
void push_look(const struct push *p, int64_t now_ms, struct push_look *ret);
