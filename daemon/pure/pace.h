/*
 * Pace: how fast and how wide we may talk to the service. Pure values, time handed in.
 *
 * `struct rate` spaces requests evenly (a leaky bucket of depth one: a national service does not
 * like bursts). `struct width` is the number of requests in the air: one more after each good reply
 * until the first sign of overload, from then on one more after a window of them; half after each
 * such sign; always within [1, limit]. `struct breaker` stops
 * sending when the service is ill or refuses our credentials, and lets one probe through when its
 * time has come.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct rate {
        int64_t interval_us; /* between two requests; 0 = unlimited */
        int64_t next_us;     /* earliest time of the next request, monotonic */
};

/* `per_second` <= 0 means unlimited. Fractions are fine: 0.5 is one request in two seconds. */
void rate_init(struct rate *rate, double per_second);
/*
 * Takes a slot if one is free at `now_us`; otherwise returns false and changes nothing. Slots keep
 * to a timetable: a window of t seconds holds at most those of 50 ms more.
 */
bool rate_take(struct rate *rate, int64_t now_us);
/* Microseconds until the next slot, 0 when one is free. */
int64_t rate_wait_us(const struct rate *rate, int64_t now_us);

struct width {
        int limit;   /* configured maximum */
        int allowed; /* now */
        int good;    /* good replies since the last change */
        bool warned; /* there was a sign of overload: more only slowly */
};

/* Starts at min(limit, 4): a restart after an outage ramps up instead of stampeding. */
void width_init(struct width *width, int limit);
void width_good(struct width *width);
void width_overload(struct width *width);

enum breaker_state { BREAKER_CLOSED, BREAKER_OPEN, BREAKER_PROBING };

struct breaker {
        enum breaker_state state;
        int strikes;      /* illnesses in a row while closed */
        unsigned opened;  /* times opened in a row without a good reply between */
        int64_t until_ms; /* OPEN: when a probe may go, monotonic */
};

enum { BREAKER_STRIKES = 3 }; /* so many unclear replies in a row open it */

/*
 * Replies that arrive while OPEN belong to requests sent before it opened: good ones do not close
 * it, bad ones do not count as another outage, and a longer wait is honoured.
 */

/* May a request go now? Moves OPEN to PROBING when the time has come: the caller then sends one. */
bool breaker_allows(struct breaker *breaker, int64_t now_ms);
void breaker_good(struct breaker *breaker);
/* A sign of illness; opens after BREAKER_STRIKES of them, at once while probing. */
void breaker_strike(struct breaker *breaker, int64_t now_ms, uint32_t random);
/* Opens at once, for at least `wait_ms` (-1: by policy retry_target). */
void breaker_open(struct breaker *breaker, int64_t now_ms, int64_t wait_ms, uint32_t random);
/* A probe that never got an answer about the target's health (our own shutdown): back to OPEN. */
void breaker_probe_lost(struct breaker *breaker, int64_t now_ms);
/* Milliseconds until a request may go, 0 when it may now, -1 while a probe is out. */
int64_t breaker_wait_ms(const struct breaker *breaker, int64_t now_ms);
