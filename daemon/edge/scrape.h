/*
 * Scrape: a small read-only HTTP server inside the loop. The daemon's only libmicrohttpd.
 *
 * No thread: the caller polls scrape_fd() and calls scrape_turn(). It listens on a loopback address
 * or a unix socket only, answers GET and HEAD, and is bounded: few connections, each with little
 * memory and little time. Answers are made by the caller's function when they are asked for.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "ground/err.h"
#include "ground/text.h"

struct scrape;

/* Writes the answer to `path` and returns its HTTP status; 404 for a path it does not know. */
typedef unsigned scrape_answer(void *arg, const char *path, struct text *body);

/*
 * `listen` as in [metrics] listen. A unix socket (mode 0660) that a dead process left is replaced;
 * one that somebody answers on is an error.
 */
bool scrape_open(const char *listen, scrape_answer *answer, void *arg, struct scrape **ret,
                 struct err *err);
/* Removes the unix socket too. */
void scrape_close(struct scrape *s);
int scrape_fd(const struct scrape *s);
/* Serves what is there without waiting; shortens `*wait_ms` to the next time limit. */
void scrape_turn(struct scrape *s, int64_t *wait_ms);
