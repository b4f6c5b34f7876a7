/*
 * File: one CSV file of completions, read twice in small slices: once for its digest, which says
 * whether its content is known, and once for its records.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "pure/completion.h"
#include "pure/csv.h"
#include "pure/digest.h"

struct sinau_file;

/* `*ret` belongs to the caller. */
bool sinau_file_open(const char *folder, const char *name, struct sinau_file **ret,
                     struct err *err);
void sinau_file_close(struct sinau_file *f);
const char *sinau_file_name(const struct sinau_file *f);
int64_t sinau_file_size(const struct sinau_file *f);

/* Reads on for the digest; true in `*ret_done` when sinau_file_hash() tells it. */
bool sinau_file_digest(struct sinau_file *f, bool *ret_done, struct err *err);
/* SHA-256 of the content as hex. */
const char *sinau_file_hash(const struct sinau_file *f);

enum sinau_row {
        SINAU_ROW,     /* sinau_file_values(), sinau_file_line() */
        SINAU_BAD,     /* a line that is no CSV: `err` says why; sinau_file_line() */
        SINAU_REFUSED, /* the header is not ours: `err` says why; nothing more can be read */
        SINAU_END,
        SINAU_CHANGED, /* the file changed while it was read: its end proves nothing */
        SINAU_FAILED,  /* it cannot be read: `err` */
};

/* The next record, after the digest. */
enum sinau_row sinau_file_next(struct sinau_file *f, struct err *err);
/* Of the last ROW: one text a completion column, NULL where the file has no such column. */
const char *const *sinau_file_values(const struct sinau_file *f);
size_t sinau_file_line(const struct sinau_file *f);

/*
 * Moves the file into `folder`, under its name or, where that is taken, with a piece of the digest
 * before it. False with the reason when it stays.
 */
bool sinau_file_archive(const struct sinau_file *f, const char *folder, struct err *err);
