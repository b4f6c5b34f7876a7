/*
 * Event chain: the hash that ties an event of the log to the one before, as event_hash() of
 * schema/state has it. Written a second time so that an exported part of the log verifies without
 * any database, and so that the two ways check one another.
 */
#pragma once

#include <stddef.h>

#include "pure/digest.h"

/* An event's texts in the order in which they are hashed. */
enum event_field {
        EVENT_ID,
        EVENT_AT, /* UTC, yyyy-mm-ddThh:mm:ss.uuuuuu */
        EVENT_ACTOR,
        EVENT_WHAT,
        EVENT_NIP,
        EVENT_KIND,
        EVENT_SRC_ID,
        EVENT_DETAIL, /* JSON text, byte for byte */
        EVENT_FIELDS,
};

/* The hash before the first event of all, as hex. */
void event_chain_begin(char hash[DIGEST_HEX]);
/* Turns `hash`, hex of the event before, into that of this one. */
void event_chain_next(char hash[DIGEST_HEX], const char *const fields[EVENT_FIELDS]);
