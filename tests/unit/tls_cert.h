/*
 * TLS certificate: a CA and a server certificate made on the spot, for tests.
 */
#pragma once

#include <openssl/ssl.h>

/*
 * Makes a CA, writes it as PEM to `ca_path`, and gives `ctx` a key and certificate of it for
 * `alt_names` (as in "IP:127.0.0.1").
 */
void tls_cert_make(SSL_CTX *ctx, const char *alt_names, const char *ca_path);
