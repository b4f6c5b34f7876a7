/*
 * Watch: a deadline for each connection, so that slow ones cannot hold the server's places.
 *
 * libmicrohttpd closes a connection on which nothing moves; one that sends a byte now and then
 * would stay for ever. A connection has so many seconds to be idle or to deliver a whole request,
 * and as many more for each answer, however it drips.
 */
#pragma once

#include <stdint.h>

struct watch;

struct watch *watch_new(void);
void watch_free(struct watch *watch);
/* A connection has come; the token is handed back below. */
void *watch_begin(struct watch *watch, int fd);
void watch_end(struct watch *watch, void *token);
/* From now it has `seconds`. */
void watch_set(struct watch *watch, void *token, int seconds);
/* Closes what is late; call about once a second. Returns how many. */
int watch_sweep(struct watch *watch);
