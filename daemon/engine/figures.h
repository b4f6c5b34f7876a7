/*
 * Figures: what monitoring shows of the state database, read now and then on a connection of its
 * own and kept as text. A scrape never waits for a query.
 *
 * They are read anew only after somebody wanted them, a minute apart at least, and so seldom that
 * reading takes no more than a twentieth of the time; the quality index, which costs more, once an
 * hour. Nothing grows with the number of scrapes.
 */
#pragma once

#include "engine/quality_measures.h"
#include "ground/config.h"
#include "ground/secret.h"

struct figures;

/* Settings are borrowed and must outlive it. */
struct figures *figures_new(const struct config *config, const struct secret *state_password);
void figures_free(struct figures *f);
/* Somebody asks: they are read again when their time has come. */
void figures_want(struct figures *f);
/* Moves the reading on; shortens `*wait_ms`. What fails is logged once and tried again later. */
void figures_turn(struct figures *f, int64_t now_ms, int64_t *wait_ms);
/* Socket to watch, -1 for none. */
int figures_fd(const struct figures *f);
/* As last read, whole; "" before the first time. */
void figures_render(const struct figures *f, struct text *out);
