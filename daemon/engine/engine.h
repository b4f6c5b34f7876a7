/*
 * Engine: the daemon's one loop. Everything that waits, waits here.
 *
 * Signals, the source's socket and the transfers share one poll. TERM drains (what is in flight is
 * answered and recorded), a second TERM leaves at once; both are safe. HUP reloads configuration
 * and credentials and keeps the old ones when the new are bad.
 */
#pragma once

#include "ground/config.h"
#include "ground/err.h"

enum engine_exit {
        ENGINE_OK = 0,
        ENGINE_FAILED = 1, /* start-up failed, or --once could not finish: see the last line */
        ENGINE_USAGE = 2,  /* command line or configuration */
        ENGINE_ATTENTION =
                3, /* --once: a record stands in doubt, or our credentials were refused */
};

/*
 * Runs until a signal ends it, or, with `once`, until everything is collected and nothing is due.
 * `config` may be changed by reloads. Problems at start are returned in `err` with ENGINE_FAILED
 * and have changed nothing.
 */
enum engine_exit engine_run(struct config *config, const char *config_path, bool once,
                            struct err *err);
