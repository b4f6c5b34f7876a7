/*
 * Pin: which public keys a host may show, beside what its certificate says.
 *
 * Written HOST=sha256//BASE64, several keys of a host by ';', hosts by ','. The digest is that of
 * the key (SubjectPublicKeyInfo), as curl's --pinnedpubkey has it: it survives a new certificate
 * over the same key. Two keys make a change of key possible without a stop.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "ground/err.h"

enum { PIN_MAX = 512 }; /* all keys of one host, with the NUL */

/*
 * Checks the writing, and that each host is that of one of `urls` (NULL at the end, "" is skipped):
 * a pin of a misspelt host would protect nothing.
 */
bool pin_check(const char *pins, const char *const *urls, struct err *err);
/* The keys of the host of `url`, as curl takes them; false when it has no pin. */
bool pin_of(const char *pins, const char *url, char out[PIN_MAX]);
