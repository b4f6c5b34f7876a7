/*
 * Indicator child: the two percentages, counted by a process of its own, so that millions of rows
 * hold up neither collecting nor sending. It has its own connections and dies with the daemon; what
 * it had begun is then rolled back. Each rule of [indicator] rules gives one row a day of
 * indicator_trend, and a signed snapshot when the last one is older than [indicator] snapshot_every
 * and there is a key (credential indicator_key).
 */
#pragma once

#include <sys/types.h>

#include "ground/config.h"
#include "ground/secret.h"

struct indicator_child_settings {
        const struct config *config;
        const struct secret *source_password, *state_password;
};

/* The child's process id, -1 when there could be none. */
pid_t indicator_child_start(const struct indicator_child_settings *settings);
enum indicator_child_state { CHILD_RUNS, CHILD_DONE, CHILD_FAILED };

/*
 * Does not wait. FAILED: it could reach a database no more, so another try may go better; a rule
 * that cannot be counted is logged and is no such failure.
 */
enum indicator_child_state indicator_child_state(pid_t child);
/* Whether [indicator] rules names rules that there are; to be asked at start. */
bool indicator_child_rules(const struct config *config, struct err *err);
/* Ends it now. */
void indicator_child_stop(pid_t child);
