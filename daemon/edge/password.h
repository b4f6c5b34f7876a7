/*
 * Password: kept as scrypt (RFC 7914, by OpenSSL), and random tokens.
 *
 * Kept form: scrypt$N$r$p$salt$hash, both in hex, so that the cost can grow without losing old
 * passwords. One check takes 32 MiB and some 50 ms on purpose: callers bound how many run at once.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "ground/err.h"
#include "ground/secret.h"

enum { PASSWORD_KEPT = 224, PASSWORD_MIN = 12, PASSWORD_MAX = 200, TOKEN_HEX = 65 };

/* Fit to be one: PASSWORD_MIN to PASSWORD_MAX bytes, not the user's name, not one letter repeated.
 * The error is in Bahasa Indonesia. */
bool password_fits(const struct secret *password, const char *user, struct err *err);
bool password_keep(const struct secret *password, char out[PASSWORD_KEPT], struct err *err);
/* False as well for a kept form that is none; takes as long either way. */
bool password_is(const struct secret *password, const char *kept);
/* 256 random bits in hex; false when the system has none to give. */
bool token_new(char out[TOKEN_HEX], struct err *err);
/* The same text, compared in a time that does not tell where they differ. */
bool token_same(const char *a, const char *b);
