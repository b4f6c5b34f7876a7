/*
 * Http rig: requests to a test server whose replies outlive their callbacks.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "edge/http.h"
#include "ground/clock.h"
#include "ground/mem.h"
#include "ground/text.h"
#include "tls_server.h"

/* Goes along in a header and in the body of every request. */
#define SECRET "RAHASIA-jangan-terlihat"

enum { DEADLINE_MS = 20000, LIMIT = 100000 /* bytes of a reply */ };

#define SCRIPT(server, steps) tls_server_script(server, steps, COUNT_OF(steps))

struct got {
        int count;
        enum transport transport;
        int status;
        struct text body; /* freed by the test */
        char retry_after[64];
        char detail[200];
        struct http_times times;
};

struct http *http_rig_new(const char *ca_file, int64_t connect_ms, int64_t total_ms, int width);
/* Turns until no request is under way. */
void http_rig_finish(struct http *http);
/* The callback: fills the struct got that `arg` points to. */
void http_rig_keep(void *arg, const struct http_reply *reply);
void http_rig_begin(struct http *http, enum http_method method, const char *url, struct got *got);
/* Begins, finishes, and asserts one callback whose detail keeps the secret. */
void http_rig_ask(struct http *http, enum http_method method, const char *url, struct got *got);
