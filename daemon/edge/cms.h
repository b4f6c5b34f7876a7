/*
 * CMS: are the electronic signatures of a PDF worth what they claim? (PAdES, RFC 5652, by OpenSSL)
 *
 * Of each signature in the file: the signed bytes are digested and compared, the signer's
 * certificate is followed to one of the trust store, at the time the signer says he signed. All
 * signatures must hold and one must cover the file to its end. Not looked at: revocation lists, so
 * a signer whose certificate was revoked still counts, and time stamps of the whole document; a PDF
 * to which one was added after signing is SIGNATURE_EXTENDED, as after any other addition.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "ground/err.h"

/* Of several, the worst counts: later is worse. */
enum signature {
        SIGNATURE_NONE,
        SIGNATURE_VALID,
        SIGNATURE_EXPIRED,   /* the certificate did not hold at the time of signing */
        SIGNATURE_UNTRUSTED, /* no way to an authority of the trust store */
        SIGNATURE_EXTENDED,  /* bytes were added after the last signature */
        SIGNATURE_BROKEN,    /* not readable as a signature */
        SIGNATURE_ALTERED,   /* the signed bytes are not those that were signed */
        SIGNATURES,
};

struct signature_report {
        enum signature worth;
        char signer[200]; /* common name of the last signer, "" when unknown */
        int64_t signed_s; /* as the signer says, seconds since 1970; -1 not said */
        size_t count;
};

struct trust;

/* Every certificate of the PEM file is trusted as it is. "" is a store without any. */
bool trust_load(const char *pem_file, struct trust **ret, struct err *err);
void trust_free(struct trust *trust);
static inline void trust_free_ptr(struct trust **trust)
{
        trust_free(*trust);
}

/* How many certificates there are, and how many of them hold no more at `now_s`. */
void trust_count(const struct trust *trust, int64_t now_s, size_t *ret_all, size_t *ret_ended);

/* Never fails; `now_s` counts where a signature does not say when it was made. */
void signature_check(const struct trust *trust, const char *bytes, size_t len, int64_t now_s,
                     struct signature_report *ret);
/* For the state and JSON, such as "valid". */
const char *signature_name(enum signature worth);
/* For people, in Bahasa Indonesia: why it does not count. */
const char *signature_words(enum signature worth);
