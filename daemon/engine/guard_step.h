/*
 * Guard step: may the keys of a kind that wait be absorbed, or must a person look first?
 */
#pragma once

#include "edge/db.h"
#include "engine/catalog.h"

struct guard_step {
        struct db *state;
        const struct config *config;
        const struct catalog *catalog;
        const char *actor; /* name in the event log */
        const char *kind;  /* as in changed_key and guard */
        /* The caller's memory: what waits was let pass; is held; and that was said. */
        bool *believed, *held, *held_told;
};

/* Judges what waits unless it was believed already; holds it, and says so once, when it is too
 * much. */
bool guard_step(const struct guard_step *g, bool *ret_may, struct err *err);
