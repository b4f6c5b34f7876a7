/*
 * TLS h2: just enough of HTTP/2 (RFC 9113) on the server's side to accept a request and to answer
 * 200, refuse the stream, or close. For tests of what the client does when a connection dies.
 */
#pragma once

#include <openssl/ssl.h>

#include "tls_server.h"

/* Chooses "h2" by ALPN when the client offers it. */
void tls_h2_offer(SSL_CTX *ctx);
/* Serves one connection; `request` is called for each complete request and says what to do. */
void tls_h2_talk(SSL *ssl, enum tls_act (*request)(void *arg), void *arg);
