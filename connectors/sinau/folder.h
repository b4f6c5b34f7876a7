/*
 * Folder: the watched folder of CSV files, looked at again and again.
 *
 * A file is ready when it stands complete: renamed into place or written to its end, which shows as
 * size and time that have not changed for FOLDER_SETTLE_MS. Only plain files named *.csv count, not
 * hidden ones and no symbolic links. Nothing in the folder is changed.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "ground/err.h"

enum { FOLDER_SETTLE_MS = 2000 };

struct folder;

struct folder *folder_new(const char *path);
void folder_free(struct folder *f);
const char *folder_path(const struct folder *f);
/* Looks at what is there now. `now_ms` is monotonic. */
bool folder_look(struct folder *f, int64_t now_ms, struct err *err);
/* The name of a file that is ready and not yet taken, oldest name first; NULL: none. */
const char *folder_ready(const struct folder *f, int64_t now_ms);
/* It is not offered again unless it changes; called before or after reading. */
void folder_taken(struct folder *f, const char *name);
/* It could not be read just now: not before `at_ms`. */
void folder_later(struct folder *f, const char *name, int64_t at_ms);
/* Some file is there but may still be written to. */
bool folder_pending(const struct folder *f, int64_t now_ms);
