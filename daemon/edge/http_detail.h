/*
 * Http detail: what became of a failed request, in one line for people. Internal to http.
 *
 * The line says in which phase the request ended, why, and where its time went: name look-up,
 * connect, TLS, waiting for the server, reading the reply. It holds no header, body or query.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "edge/http.h"

struct http_fate {
        bool sent;       /* a connection stood and the request may have left on it */
        bool repeat;     /* the connection died without a reply; a repeat was prevented */
        bool too_large;  /* the reply exceeded the cap */
        const char *why; /* libcurl's words */
};

void http_detail(const struct http_fate *fate, const struct http_times *times, char *out,
                 size_t size);
