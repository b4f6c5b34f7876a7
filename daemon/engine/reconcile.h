/*
 * Reconcile: reads persons back from SIASN in the background, so that everybody's rows are compared
 * about once in the configured number of days. Only while nothing is to be delivered and the
 * service is well.
 */
#pragma once

#include "edge/db.h"
#include "engine/catalog.h"
#include "engine/push.h"
#include "siasn/client.h"

struct reconcile;

/* All borrowed; must outlive it. */
struct reconcile *reconcile_new(const struct config *config, const struct catalog *catalog,
                                const char *actor, struct siasn *siasn, struct push *push);
/* Before the service's client and the HTTP object, which hold its request. */
void reconcile_free(struct reconcile *r);
/* Does what can be done now; shortens `*wait`. False: the state database failed. */
bool reconcile_turn(struct reconcile *r, struct db *state, int64_t now_ms, int64_t *wait,
                    struct err *err);
/* After a reload. */
/* Somebody may be waiting to be read: look at the next turn. */
void reconcile_wake(struct reconcile *r);
void reconcile_set_rate(struct reconcile *r, double per_second);
