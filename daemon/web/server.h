/*
 * Server: HTTP by libmicrohttpd around answer(). The only module of the daemon that includes it.
 *
 * Bounds: connections in all, header and body sizes, seconds a request may take to arrive and an
 * answer to leave (watch.h), threads, and a time limit on every statement: what is malformed, too
 * large, slow or too much is refused, and memory stays flat.
 */
#pragma once

#include "ground/config.h"
#include "ground/err.h"

struct server;

/* A socket that listens at [web] listen; the error says what is wrong with the address. */
bool server_socket(const char *listen, int *ret, struct err *err);
/* Is what [web] says fit to serve on this socket? Plain HTTP is refused on an address that others
 * can reach. The error is for a person: nothing of it heals by itself. */
bool server_check(const struct config *config, int socket, struct err *err);
/*
 * Starts to serve on a socket that listens, which stays the caller's. Owns `config` from now on,
 * also when it fails.
 */
bool server_start(struct config *config, int socket, struct server **ret, struct err *err);
/* About once a second: closes what is late. */
void server_tick(struct server *server);
/* Takes no new connections, gives those there are a few seconds, and ends. */
void server_stop(struct server *server);
