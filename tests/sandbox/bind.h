/*
 * bind.h - a save's JSON body, bound to its field table the way the service's Go binder does.
 *
 * Promise: keys match case-insensitively, unknown keys are ignored, types are strict, dates are
 * checked; the first error ends binding, then all missing required fields are told at once.
 */
#ifndef SANDBOX_BIND_H
#define SANDBOX_BIND_H

#include "base.h"
#include "saves.h"

#include <jansson.h>

enum bind_result {
        BIND_OK,
        BIND_TYPE,    /* malformed JSON or a wrong type */
        BIND_DATE,    /* a date Go cannot parse */
        BIND_MISSING, /* required fields are absent or empty */
};

/*
 * On BIND_OK *ret_in is an object of what was sent and not null, keyed by the table's write
 * names plus "id"; the caller owns it. Otherwise the service's text is appended to err.
 */
enum bind_result bind_body(const struct save *sv, const struct buf *body, json_t **ret_in,
                           struct buf *err);

/* The sent string under a write name, or "". */
const char *bound_text(json_t *in, const char *write);

#endif
