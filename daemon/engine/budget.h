/*
 * Budget: the pace of all daemons on one state, kept in one row of the database.
 *
 * Slots are reserved a few at a time and spent evenly; a pause the service asked for (Retry-After)
 * is written there and told to the others at once by NOTIFY. A refused credential is tried again at
 * most twice a minute, whoever tries. Times handed in are monotonic.
 */
#pragma once

#include "edge/db.h"
#include "pure/pace.h"

struct budget {
        struct rate rate;       /* spacing of the slots we hold */
        int slots;              /* reserved and not yet spent */
        int64_t expires_ms;     /* unspent slots are given up then: they lie in the past */
        int64_t pause_until_ms; /* nothing is sent before */
        bool unlimited;
};

void budget_init(struct budget *b, double per_second);
/* Once a state connection: hear of the others' pauses. */
bool budget_attach(struct budget *b, struct db *state, const char *schema, int64_t now_ms,
                   struct err *err);
/* Learns of a pause by asking, for callers that do not listen. */
bool budget_look(struct budget *b, struct db *state, int64_t now_ms, struct err *err);
/* Takes in what others have announced; cheap. */
bool budget_hear(struct budget *b, struct db *state, int64_t now_ms, struct err *err);
/* May a request leave now? Spends a slot. Otherwise how long to wait; -2: reserve first. */
bool budget_spend(struct budget *b, int64_t now_ms, int64_t *ret_wait_ms);
/* Reserves `wanted` slots (at least one). */
bool budget_reserve(struct budget *b, struct db *state, int wanted, int64_t now_ms,
                    struct err *err);
/* A slot for who shares with nobody: there is no state to reserve it in. Spacing stays. */
void budget_alone(struct budget *b, int64_t now_ms);
/* The service asked for a pause: for everybody. */
bool budget_pause(struct budget *b, struct db *state, int64_t pause_ms, int64_t now_ms,
                  struct err *err);

/* May a refused credential be tried again? At most twice a minute among all daemons. */
bool budget_probe(struct db *state, bool *ret_granted, struct err *err);

enum { BUDGET_RESERVE = -2 };
