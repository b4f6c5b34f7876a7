#include "edge/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ground/mem.h"

static void close_fd(int *fd)
{
        if (*fd >= 0)
                close(*fd);
}

static enum file_fate fate_of(int error)
{
        switch (error) {
        case ENOENT:
        case ENAMETOOLONG:
                return FILE_MISSING;
        case ELOOP:   /* O_NOFOLLOW met a symbolic link */
        case ENOTDIR: /* the same on the way, or a file taken for a folder */
        case ENXIO:   /* a socket, or a FIFO without a reader */
                return FILE_OUTSIDE;
        default:
                return FILE_UNREADABLE;
        }
}

/* Absolute paths and any ".." are refused as they stand, before anything is opened. */
static bool stays_below(const char *path)
{
        if (*path == '/' || !*path)
                return false;
        for (const char *name = path; name; name = strchr(name, '/')) {
                name += *name == '/';
                if (name[0] == '.' && name[1] == '.' && (name[2] == '/' || name[2] == '\0'))
                        return false;
        }
        return true;
}

/* Opens `path` name by name below `*fd`, which it replaces. */
static enum file_fate walk(int *fd, char *path)
{
        char *rest = NULL;

        for (char *name = strtok_r(path, "/", &rest), *next; name; name = next) {
                next = strtok_r(NULL, "/", &rest);
                int below = openat(
                        *fd, name,
                        O_NOFOLLOW | O_CLOEXEC |
                                (next ? O_PATH | O_DIRECTORY : O_RDONLY | O_NONBLOCK | O_NOCTTY));

                if (below < 0)
                        return fate_of(errno);
                close(*fd);
                *fd = below;
        }
        return FILE_OK;
}

static enum file_fate open_below(const char *root, const char *path, int *ret_fd, struct stat *st)
{
        CLEANUP(close_fd) int fd = -1;
        CLEANUP(free_ptr) char *copy = mem_dup(path);

        if (!stays_below(path))
                return FILE_OUTSIDE;
        if (*root)
                fd = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0)
                return FILE_NO_ROOT;
        enum file_fate fate = walk(&fd, copy);
        if (fate != FILE_OK)
                return fate;
        if (fstat(fd, st) != 0)
                return FILE_UNREADABLE;
        if (!S_ISREG(st->st_mode))
                return FILE_OUTSIDE;
        *ret_fd = fd;
        fd = -1;
        return FILE_OK;
}

static void write_stamp(const struct stat *st, char stamp[FILE_STAMP])
{
        snprintf(stamp, FILE_STAMP, "%lld:%lld.%09ld:%llu", (long long)st->st_size,
                 (long long)st->st_mtim.tv_sec, st->st_mtim.tv_nsec,
                 (unsigned long long)st->st_ino);
}

enum file_fate file_stamp_below(const char *root, const char *path, char stamp[FILE_STAMP])
{
        CLEANUP(close_fd) int fd = -1;
        struct stat st;
        enum file_fate fate = open_below(root, path, &fd, &st);

        stamp[0] = '\0';
        if (fate == FILE_OK)
                write_stamp(&st, stamp);
        return fate;
}

static bool read_all(int fd, char *bytes, size_t len)
{
        size_t done = 0;

        while (done < len) {
                ssize_t n = read(fd, bytes + done, len - done);

                if (n < 0 && errno == EINTR)
                        continue;
                if (n <= 0)
                        return false;
                done += (size_t)n;
        }
        return true;
}

enum file_fate file_read_below(const char *root, const char *path, size_t max, char **ret_bytes,
                               size_t *ret_len, size_t *ret_size, char stamp[FILE_STAMP])
{
        CLEANUP(close_fd) int fd = -1;
        CLEANUP(free_ptr) char *bytes = NULL;
        char after[FILE_STAMP];
        struct stat st;
        enum file_fate fate = open_below(root, path, &fd, &st);

        stamp[0] = '\0';
        *ret_size = 0;
        if (fate != FILE_OK)
                return fate;
        write_stamp(&st, stamp);
        *ret_size = (size_t)st.st_size;
        if (*ret_size > max)
                return FILE_TOO_LARGE;
        bytes = mem_new_array(*ret_size + 1, 1);
        bool whole = read_all(fd, bytes, *ret_size);
        if (fstat(fd, &st) != 0)
                return FILE_UNREADABLE;
        write_stamp(&st, after);
        if (strcmp(stamp, after) != 0)
                return FILE_CHANGING;
        if (!whole)
                return FILE_UNREADABLE;
        *ret_len = *ret_size;
        *ret_bytes = TAKE_PTR(bytes);
        return FILE_OK;
}
