/*
 * Pool: the database connections of the pages, a pair each thread: one that can only read, and one
 * for the pages' own tables. A lost connection is opened anew at its next use.
 */
#pragma once

#include "edge/db.h"
#include "ground/config.h"

struct pool;

struct pair {
        struct db *data, *own;
};

/* Opens one pair, to see that it works and that the role is no more than it should be. */
bool pool_new(const struct config *config, size_t size, struct pool **ret, struct err *err);
void pool_free(struct pool *pool);
/* Waits for a free pair. False when the database cannot be reached; then nothing is held. */
bool pool_take(struct pool *pool, struct pair *ret, struct err *err);
void pool_give(struct pool *pool, struct pair pair);
