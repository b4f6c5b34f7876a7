/*
 * JWT: when a token ends, as the token itself says (RFC 7519, claim exp). Nothing is verified: for
 * the service the token is what it takes it for, for us it is only a hint when to renew it.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* False when `token` is no JWT, or says nothing of its end. `*ret_s`: seconds since 1970. */
bool jwt_end(const char *token, int64_t *ret_s);
