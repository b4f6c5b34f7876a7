/*
 * Diff: two sorted streams of (key, hash), the source's and ours, merged in constant memory.
 *
 * Both sides are COPYs ordered bytewise by key. Keys whose hash differs, that are new, or that the
 * source no longer has are handed to the sink as they are found; a key is only "gone" once the
 * source has passed it or has ended cleanly. Duplicate keys in the source are counted and skipped.
 */
#pragma once

#include "edge/db.h"

enum diff_change { DIFF_NEW, DIFF_CHANGED, DIFF_GONE };

typedef bool diff_sink(void *arg, enum diff_change change, const char *src_id, struct err *err);

struct diff {
        struct db *source, *state;
        diff_sink *sink;
        void *arg;
        char *ours_key, *ours_hash; /* the state's current line; NULL at its end */
        char *last_key;             /* the source's previous key */
        int64_t seen, changed, gone, duplicates;
};

/* Starts both streams. `source_sql` and `state_sql` are COPY statements. */
bool diff_start(struct diff *d, const char *source_sql, const char *state_sql, struct err *err);

enum diff_step { DIFF_MORE, DIFF_WAIT, DIFF_DONE, DIFF_FAILED };

/* Works through at most `lines` source lines; WAIT: nothing to read yet on the source's socket. */
enum diff_step diff_slice(struct diff *d, int lines, struct err *err);
/* Frees what a diff holds, finished or not; connections stay as they are. */
void diff_clear(struct diff *d);
