/*
 * Health: whether records get to SIASN, which is not whether a process runs.
 *
 * Ready: one could be delivered right now. Healthy: what is due does get delivered; a trouble that
 * is short, or that sending waits out on purpose, is no reason to restart or wake anybody, so it
 * must last before it counts. A refused credential never heals by itself and counts at once.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "ground/text.h"

/* Times in milliseconds; -1: it is not so. */
struct health {
        int64_t state_lost;  /* for how long the state database has been away */
        int64_t service_ill; /* ... SIASN ill or unreachable */
        bool refused;        /* SIASN refuses our credentials */
        bool token_missing;  /* none to send with, at the moment */
        int64_t unread;      /* for how long SIMPEG could not be read */
        bool settled;        /* SIMPEG was read once, or another daemon reads it */
        int64_t overdue;     /* for how long the longest waiting person has been due */
        int64_t concluded;   /* since a record was concluded, or since the start */
        int64_t limit;       /* what lasts as long as this is a trouble */
};

/* True when it is; else `why` gets a line for each reason. */
bool health_ready(const struct health *h, struct text *why);
bool health_delivers(const struct health *h, struct text *why);
