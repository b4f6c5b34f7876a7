/*
 * Reader: reads all that SIASN has of one person and compares it with what we have.
 *
 * Takes no lease and writes nothing at the service, so it never stands in a delivery's way: when
 * somebody has worked on the person meanwhile (the fence has moved), what was read is thrown away.
 * Requests go one at a time, each when the budget of all daemons has a slot and ours has been left
 * a pause: at most half of the configured rate. The findings replace the person's rows in table
 * drift.
 */
#pragma once

#include "edge/db.h"
#include "engine/catalog.h"
#include "pure/drift.h"
#include "siasn/client.h"

struct reader;

struct reader_settings {
        const struct catalog *catalog;
        const char *actor; /* in the event log */
        struct siasn *siasn;
        double max_rate;   /* requests a second, of all together; 0: unlimited */
        int64_t window_ms; /* how long a write may take to show */
};

enum reader_state {
        READER_IDLE,
        READER_ASKING,  /* wants to send its next request */
        READER_CALLING, /* waits for a reply */
        READER_DONE,    /* findings are written */
        READER_STALE,   /* somebody worked on the person meanwhile: nothing was written */
        READER_FAILED,  /* see reader_problem() */
};

/* Settings are borrowed and must outlive it. */
struct reader *reader_new(const struct reader_settings *settings);
/* Not while a request is out, unless the service's client is freed before any further http_turn().
 */
void reader_free(struct reader *r);
void reader_set_rate(struct reader *r, double max_rate);

/* Begins with one person; READER_FAILED when the NIP is not known. False: the state database
 * failed. */
bool reader_begin(struct reader *r, struct db *state, const char *nip, struct err *err);
/*
 * Sends the next request if it may leave now, or writes the findings once all is read.
 * `*ret_wait_ms`: how long nothing more is to be done unless a reply arrives (-1: until then).
 * False: the state failed.
 */
bool reader_turn(struct reader *r, struct db *state, int64_t now_ms, int64_t *ret_wait_ms,
                 struct err *err);
enum reader_state reader_state(const struct reader *r);
/* Gives up what it is at; an answer still to come is ignored. */
void reader_drop(struct reader *r);
/* A request is out. */
bool reader_in_call(const struct reader *r);
/* READER_FAILED: why, in one line for people; whether the service as a whole is ill. */
const char *reader_problem(const struct reader *r, bool *ret_ill);
/* READER_DONE: what was found; valid until the next reader_begin(). */
const struct drift_list *reader_found(const struct reader *r);
/* The kind of the i-th finding. */
const char *reader_found_kind(const struct reader *r, size_t i);
/* Requests sent since reader_new(). */
int64_t reader_requests(const struct reader *r);
