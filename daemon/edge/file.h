/*
 * File: reading below one folder, and nowhere else.
 *
 * Paths come from a database that others fill. Each is walked name by name from the root's
 * descriptor, following no symbolic link and accepting no "..", so that none leads outside however
 * the tree changes meanwhile; only regular files are read, and only up to a size.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum file_fate {
        FILE_OK,
        FILE_MISSING, /* no such name */
        FILE_OUTSIDE, /* absolute, "..", a symbolic link, not a regular file */
        FILE_TOO_LARGE,
        FILE_UNREADABLE, /* permission, or an error of the disk */
        FILE_CHANGING,   /* written to while it was read */
        FILE_NO_ROOT,    /* the root itself cannot be opened, or is not set */
};

enum { FILE_STAMP = 96 };

/*
 * What tells that a file is another than before: size in bytes, time of change, inode. "" unless
 * FILE_OK or FILE_TOO_LARGE.
 */
enum file_fate file_stamp_below(const char *root, const char *path, char stamp[FILE_STAMP]);
/*
 * The whole file of at most `max` bytes. `*ret_bytes` belongs to the caller; it and `*ret_len` are
 * only set with FILE_OK. `*ret_size` is the size in bytes, also when too large.
 */
enum file_fate file_read_below(const char *root, const char *path, size_t max, char **ret_bytes,
                               size_t *ret_len, size_t *ret_size, char stamp[FILE_STAMP]);
