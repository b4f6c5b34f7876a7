/*
 * Http peer: who answers at an address, asked once and waited for; for preflight checks.
 *
 * A HEAD of the host's root over the same verified TLS as every other request: nobody's data is
 * asked for, and no credential goes along.
 */
#pragma once

#include "edge/http.h"

struct http_peer {
        int64_t expires_s; /* when the first of the certificates shown ends, since 1970; -1 unknown
                            */
        int64_t clock_s;   /* the peer's clock as its reply says, since 1970; -1 not said */
};

/* scheme://host:port of `url`; caller frees. */
char *http_origin(const char *url);
/*
 * `origin` as of http_origin(); of `settings`, the CA file ("": the system's), pins and times
 * count. False when no verified connection comes about; the error says why, without the address.
 */
bool http_peer(const struct http_settings *settings, const char *origin, struct http_peer *ret,
               struct err *err);
