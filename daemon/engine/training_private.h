/* What the files of training share; nobody else includes it. */
#pragma once

#include "engine/arrays.h"
#include "engine/training.h"
#include "pure/completion.h"
#include "pure/digest.h"
#include "sinau/file.h"
#include "sinau/folder.h"
#include "sinau/view.h"

enum { TRAINING_BATCH = 100 };

/* A batch of rows on its way into the state. */
struct training_batch {
        const char *origin; /* csv or view */
        const char *file;   /* its name, or the view's */
        const char *hash;   /* of the file's content; "" for a view */
        struct arrays rows;
        struct arrays nips;
        struct arrays keys; /* src_id: seen in the view */
        struct arrays rejects;
};

struct training {
        struct training_settings settings;
        const struct descriptor *kursus;
        struct folder *folder; /* NULL: none configured */
        struct training_batch batch;

        int64_t look_at_ms;      /* next look at the folder */
        struct err folder_error; /* as last logged */
        struct sinau_file *file; /* being read; NULL: none */
        bool digested;
        int64_t rows, changed, rejected; /* of that file or poll */

        struct sinau_view *view; /* connected; NULL: not */
        bool polling, polled;
        int64_t poll_at_ms;
        char *poll_began; /* by the state's clock */
        unsigned view_failures;
        struct err view_error; /* as last logged */

        char *fetch_sql;
        bool keys_waiting, believed, held, held_told, loaded, news;
        bool idle;           /* the last turn found nothing to do, and nothing to wait for */
        int64_t retry_at_ms; /* after an error: not before */
};

/* One row of an export into the batch, as a completion or as a reject. `line` 0: none. */
void training_add(struct training *t, const char *const *values, size_t line);
/* A line that is no row at all. */
void training_add_bad(struct training *t, size_t line, const char *reason);
/* Writes the batch in one transaction. */
bool training_write(struct training *t, struct db *state, struct err *err);
void training_batch_free(struct training_batch *b);

/* A slice of the file under way. */
bool training_file_slice(struct training *t, struct db *state, int64_t now_ms, struct err *err);
/* Gives up the file under way; it is read anew later. */
void training_file_drop(struct training *t);
/* A slice of the view's poll, or its beginning. `*wait_ms` as in training_turn(). */
bool training_view_slice(struct training *t, struct db *state, int64_t now_ms, int64_t *wait_ms,
                         struct err *err);
void training_view_drop(struct training *t);
/*
 * Absorbs some changed completions; clears keys_waiting when there are none. `all_read`: what
 * folder and view hold has been loaded, so that with the last of them the first load is complete.
 */
bool training_absorb(struct training *t, struct db *state, const struct site *site, bool all_read,
                     struct err *err);
/* Logs `err` unless it is what `last` says already. */
void training_complain(struct err *last, const char *message, const struct err *err);
