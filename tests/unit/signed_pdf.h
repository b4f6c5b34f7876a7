/*
 * Signed PDF: makes certificates and PDFs with real electronic signatures, for tests.
 */
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdint.h>

#include "ground/text.h"

struct identity {
        X509 *certificate;
        EVP_PKEY *key;
};

/* Valid from `from_s` to `to_s`, seconds from now; signed by `issuer`, NULL: by itself, as a CA. */
struct identity identity_new(const char *name, const struct identity *issuer, long from_s,
                             long to_s, const char *key_usage);
void identity_free(struct identity *identity);
/* Appends the certificate to a PEM file. */
void identity_write(const struct identity *identity, const char *path);

/* A small PDF without a signature. */
void pdf_plain(struct text *out, const char *words);
/*
 * Adds a signature over all of `pdf` and itself, made `at_s` seconds from now, with `chain` (NULL:
 * none) along.
 */
void pdf_sign(struct text *pdf, const struct identity *signer, const struct identity *chain,
              long at_s);
