/*
 * Monitor: what the daemon tells those who watch it: /metrics, /healthz, /readyz, and one line an
 * hour in the log.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ground/err.h"

struct engine;
struct monitor;

/* Listens where [metrics] listen says, if it does. `e` is borrowed and must outlive it. */
bool monitor_open(struct engine *e, struct monitor **ret, struct err *err);
void monitor_close(struct monitor *m);
/* Answers who asks, without waiting; shortens `*wait_ms`. */
void monitor_turn(struct monitor *m, int64_t now_ms, int64_t *wait_ms);

enum { MONITOR_FDS = 2 };

/* Sockets to watch, as many as it returns. */
size_t monitor_fds(const struct monitor *m, int fds[MONITOR_FDS]);
