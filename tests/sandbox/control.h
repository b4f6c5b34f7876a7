/*
 * control.h - the operator's interface under /_sandbox/.
 *
 * Promise: it needs no token, is never logged or counted, and no fault rule touches it. Large
 * replies are produced piece by piece, each piece under the lock.
 */
#ifndef SANDBOX_CONTROL_H
#define SANDBOX_CONTROL_H

#include "sandbox.h"

#include <sys/types.h>

void control_serve(struct sandbox *sb, struct request *rq, struct reply *rp);

/* A piece of a request body; true when it has been taken (a seed stream). */
bool control_body(struct sandbox *sb, struct request *rq, const char *data, size_t n);

/* Up to max bytes of the stream, or -1 at its end. Takes the lock. */
ssize_t stream_read(struct stream *s, char *out, size_t max);
void stream_free(struct stream *s);

#endif
