/*
 * serve.h - the way of one request through the sandbox.
 *
 * Promise: serve_begin() comes first, then either serve() or serve_abandon(); every request that
 * was begun outside the control interface is logged or abandoned exactly once.
 */
#ifndef SANDBOX_SERVE_H
#define SANDBOX_SERVE_H

#include "sandbox.h"

void serve_begin(struct sandbox *sb, struct request *rq);   /* the headers are in */
void serve_abandon(struct sandbox *sb, struct request *rq); /* the client went away */

/* Answers one complete request; may sleep. The caller sends the reply. */
void serve(struct sandbox *sb, struct request *rq, struct reply *rp);

/* Sleeps without any lock; ends early when the process does. */
void serve_sleep(struct sandbox *sb, int64_t ms);

#endif
