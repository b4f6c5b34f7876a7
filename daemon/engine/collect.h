/*
 * Collect: finds which source rows changed, and has them absorbed. Never blocks on the source.
 *
 * Three ways, one result: keys in changed_key. `scan` streams every key and hash of a view against
 * the state's own sorted list (constant memory; finds deletes) and runs at start, every interval in
 * scan mode, and nightly in the other modes. `stamp` asks for rows touched since a watermark.
 * `changelog` reads the site's change log up to the oldest running transaction and, optimistically,
 * beyond; NOTIFY wakes it. Whatever the way, changed keys are then fetched in batches and absorbed.
 *
 * The collector is a state machine moved by collect_turn(); it talks to the source asynchronously
 * and keeps nothing in memory that a crash would lose: keys and cursors are committed together.
 */
#pragma once

#include "engine/absorb.h"
#include "engine/catalog.h"
#include "simpeg/source.h"

struct collector;

struct collect_settings {
        const struct config *config;
        const struct catalog *catalog;
        const char *actor;
        const struct secret *source_password, *state_password;
};

/* Opens nothing yet: connections are made by the first turns. Settings are borrowed. */
struct collector *collect_new(const struct collect_settings *settings);
void collect_free(struct collector *c);

/*
 * Does a slice of work (some milliseconds at most). Returns how long to wait for the next slice:
 * 0 = at once, otherwise milliseconds or until collect_fd() is readable. An error is about the
 * source or the state; the collector has backed off and goes on by itself.
 */
bool collect_turn(struct collector *c, int64_t now_ms, int64_t *ret_wait_ms, struct err *err);
/* Socket to watch, -1 for none. */
int collect_fd(const struct collector *c);
/* True when everything known to have changed is absorbed and the first scan has been completed. */
bool collect_settled(const struct collector *c);
/* True once after records have changed: somebody may be due. */
bool collect_take_news(struct collector *c);
/* True while this daemon is the one that collects. */
bool collect_leading(const struct collector *c);
/* The state connection of the daemon that leads the collecting, between turns; NULL otherwise. */
struct db *collect_lead(const struct collector *c);
/* True once after [indicator] bulk_rows or more rows have been absorbed. */
bool collect_take_bulk(struct collector *c);
/* The site's values, once the source was opened; NULL before. */
const struct site *collect_site(const struct collector *c);
