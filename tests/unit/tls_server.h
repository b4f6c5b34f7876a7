/*
 * TLS server: a real one for tests, in a thread, with scripted behaviour.
 *
 * It makes its own CA and certificate, listens on 127.0.0.1, records every request it has read
 * completely, and answers the n-th request of its life with step n of the script; the last step
 * holds for all that follow. Each connection has its own thread, so one may stall while others go
 * on.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum tls_act {
        TLS_REPLY,  /* status, headers, body; the connection is kept */
        TLS_CLOSE,  /* read the request, then close in an orderly way, without a reply */
        TLS_RESET,  /* the same, but by TCP reset */
        TLS_HALF,   /* half of the reply, then close */
        TLS_DRIP,   /* headers, then one byte of the body now and then, for ever */
        TLS_SILENT, /* never answer */
        TLS_HANG,   /* the reply, but only after tls_server_release() */
};

struct tls_step {
        enum tls_act act;
        int status;          /* 0: 200 */
        const char *headers; /* lines with CRLF at their ends, or NULL */
        const char *body;    /* NULL: "" */
        size_t filler;       /* without a body: so many 'x' */
};

enum tls_flaw {
        TLS_SOUND,
        TLS_WRONG_HOST, /* a certificate for another name */
        TLS_OLD,        /* nothing above TLS 1.1 */
        TLS_H2,         /* sound, and speaks HTTP/2 only; see below */
};

/*
 * With TLS_H2: TLS_REPLY answers status 200 without a body, TLS_CLOSE closes, TLS_RESET refuses the
 * stream (REFUSED_STREAM); the other acts are silent. Requests are recorded as "h2".
 */

struct tls_server;

struct tls_server *tls_server_new(enum tls_flaw flaw);
void tls_server_free(struct tls_server *server);
/*
 * Forgets requests and connections seen, and starts the script anew, for new connections only.
 * `steps` must stay valid.
 */
void tls_server_script(struct tls_server *server, const struct tls_step *steps, size_t count);
/* PEM file of its CA; removed with the server. */
const char *tls_server_ca(const struct tls_server *server);
/* "https://127.0.0.1:PORT" */
const char *tls_server_url(const struct tls_server *server);
size_t tls_server_requests(struct tls_server *server);
size_t tls_server_connections(struct tls_server *server);
/* Whole request number i, valid until the next script. "" when there is none. */
const char *tls_server_request(struct tls_server *server, size_t i);
void tls_server_release(struct tls_server *server);
