/*
 * Pohon job: the daemon's computing of the performance tree. Once a day, and after many rows have
 * changed, it counts the running year's quarters, on connections of its own: a slow view
 * delays neither collecting nor sending. Only the daemon that collects does it.
 */
#pragma once

#include "ground/config.h"
#include "ground/secret.h"
#include "pure/tree.h"

struct pohon_job;

struct pohon_job_settings {
        const struct config *config;
        const struct tree *tree;
        const struct secret *source_password, *state_password;
};

/* Settings are borrowed. */
struct pohon_job *pohon_job_new(const struct pohon_job_settings *settings);
void pohon_job_free(struct pohon_job *job);
/* Many rows have changed: count again soon, whatever the date. */
void pohon_job_want(struct pohon_job *job);
/*
 * Does a slice. `may`: this daemon leads, and nothing more urgent is under way. Sets *ret_wait_ms
 * like collect_turn(). An error ends the attempt; the next one comes by itself.
 */
bool pohon_job_turn(struct pohon_job *job, bool may, int64_t now_ms, int64_t *ret_wait_ms,
                    struct err *err);
/* Something is to be done now: --once waits for it. */
bool pohon_job_busy(const struct pohon_job *job);
int pohon_job_fd(const struct pohon_job *job);
