/*
 * Notice: mails about what has stopped and goes on again, the daily digest, and sending them.
 *
 * What is to be told stands in table notice, written once an event; sending is separate, one mail
 * at a time, in the loop. A mail is marked when the server has taken it: a restart loses none, and
 * may at most repeat the one that was on its way. A server that takes nothing pauses all; a
 * recipient it refuses for good ends that one mail.
 */
#pragma once

#include "edge/db.h"
#include "edge/http.h"
#include "engine/catalog.h"

struct notices;

struct notice_settings {
        const struct config *config;
        const struct catalog *catalog;
        const struct secret *state_password;
        struct http *http;
};

/* Without [mail] server `*ret` is NULL, which all of these take. Settings are borrowed. */
bool notices_new(const struct notice_settings *settings, struct notices **ret, struct err *err);
/* Before `http`. A mail on its way is dropped and sent again later. */
void notices_free(struct notices *n);
/* Look at once for what is to be told: something has changed. */
void notices_wake(struct notices *n);
/*
 * `begin`: new ones may be made and sent; false while draining. On an error the state database
 * failed. Shortens `*wait_ms`.
 */
bool notices_turn(struct notices *n, struct db *state, bool begin, int64_t now_ms, int64_t *wait_ms,
                  struct err *err);
/* A mail is on its way, or what became of it is not written down yet. */
bool notices_busy(const struct notices *n);
/* Socket to watch, -1 for none. */
int notices_fd(const struct notices *n);
