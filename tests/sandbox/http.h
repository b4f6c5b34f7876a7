/*
 * http.h - the HTTPS listener: the only module that knows the HTTP library's server side.
 *
 * Promise: TLS only; one thread a connection; a reset is a real TCP RST.
 */
#ifndef SANDBOX_HTTP_H
#define SANDBOX_HTTP_H

#include "sandbox.h"

struct http;

/* address "HOST:PORT", IPv4; port 0 picks a free one. NULL and a sentence in err on failure. */
struct http *http_start(struct sandbox *sb, const char *address, char *err, size_t errlen);
int http_port(const struct http *h);
void http_stop(struct http *h);

/* For handlers. NULL when absent. */
const char *http_header(const struct request *rq, const char *name);
const char *http_query(const struct request *rq, const char *name);

#endif
