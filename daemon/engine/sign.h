/*
 * Sign: Ed25519 signatures over snapshot headers. The private key is a PEM file among the
 * credentials (indicator_key, made by `openssl genpkey -algorithm ED25519`); public keys travel as
 * hex.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "ground/err.h"
#include "ground/secret.h"

enum { SIGN_KEY_HEX = 65, SIGN_HEX = 129 };

/* Signature and public key as hex. */
bool sign_text(const struct secret *key, const char *text, char ret_signature[SIGN_HEX],
               char ret_public[SIGN_KEY_HEX], struct err *err);
/* True when `signature` is that of the owner of `public` over `text`. Bad hex is false. */
bool sign_check(const char *public_hex, const char *signature_hex, const char *text);
