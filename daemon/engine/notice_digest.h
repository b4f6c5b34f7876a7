/*
 * Notice digest: once a day, what was delivered since the last one and what must be corrected, as
 * notices to HR, and to the employees concerned where a site wants that.
 *
 * On a connection of its own, without waiting for it. Notices and the mark of the last event they
 * tell of are committed together: a digest is neither lost nor made twice, whatever ends when, and
 * after a rest the next one covers all of it.
 */
#pragma once

#include "engine/catalog.h"
#include "ground/secret.h"

struct notice_digest;

/* Borrowed, all of them. */
struct notice_digest *notice_digest_new(const struct config *config, const struct catalog *catalog,
                                        const struct secret *state_password);
void notice_digest_free(struct notice_digest *d);
/* False on an error; it is tried again by itself. */
bool notice_digest_turn(struct notice_digest *d, int64_t now_ms, int64_t *wait_ms, struct err *err);
/* Socket to watch, -1 for none. */
int notice_digest_fd(const struct notice_digest *d);
/* "a@x, b@y" as an array parameter; ends with text_free(). */
const char *notice_digest_addresses(const char *list, struct text *array);
