/*
 * Reference refresh: the daemon's own pull of SIASN's code lists, once in [reference] refresh.
 *
 * Done by the daemon that collects, one request at a time among those of the sessions (push_guest),
 * so that it shares their pace and stops when the service is ill. A pull that is cut short (the
 * state lost, the daemon stopped) starts over when it is next due; lists it had taken stay taken.
 */
#pragma once

#include "engine/push.h"

struct reference_refresh;

/* All borrowed; they must outlive it, but for the client behind `push`, which ends first. */
struct reference_refresh *reference_refresh_new(const struct config *config, const char *actor,
                                                struct push *push);
void reference_refresh_free(struct reference_refresh *r);
/*
 * Moves the pull on when one is due or under way. Returns how long nothing more is to be done, -1:
 * until a reply has come. On an error the state failed.
 */
bool reference_refresh_turn(struct reference_refresh *r, struct db *state, int64_t now_ms,
                            int64_t *ret_wait_ms, struct err *err);
/* The state was lost: the pull under way ends, its answer will be let go by. */
void reference_refresh_drop(struct reference_refresh *r);
