#include "sinau/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ground/mem.h"
#include "ground/text.h"

enum { CHUNK = 64 * 1024, DIGEST_CHUNKS = 16 };

struct sinau_file {
        char *folder, *name;
        int fd;
        int64_t size;
        struct digest *digest;
        char hash[DIGEST_HEX], read_hash[DIGEST_HEX];
        struct csv *csv;
        bool has_header, ended;
        size_t at[COMPLETION_COLUMNS]; /* of each column in the file */
        const char *values[COMPLETION_COLUMNS];
        char *chunk;
};

static int open_in(const char *folder, const char *name, int flags)
{
        int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        int fd = dir < 0 ? -1 : openat(dir, name, flags | O_CLOEXEC);
        int why = errno;

        if (dir >= 0)
                close(dir);
        errno = why;
        return fd;
}

bool sinau_file_open(const char *folder, const char *name, struct sinau_file **ret, struct err *err)
{
        int fd = open_in(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
        struct stat st;

        if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
                err_set(err, "%s: %s", name, fd < 0 ? strerror(errno) : "bukan berkas biasa");
                if (fd >= 0)
                        close(fd);
                return false;
        }
        struct sinau_file *f = NEW(struct sinau_file);
        f->folder = mem_dup(folder);
        f->name = mem_dup(name);
        f->fd = fd;
        f->size = st.st_size;
        f->digest = digest_new();
        f->csv = csv_new();
        f->chunk = mem_new(CHUNK);
        *ret = f;
        return true;
}

void sinau_file_close(struct sinau_file *f)
{
        if (!f)
                return;
        close(f->fd);
        digest_free(f->digest);
        csv_free(f->csv);
        free(f->folder);
        free(f->name);
        free(f->chunk);
        free(f);
}

const char *sinau_file_name(const struct sinau_file *f)
{
        return f->name;
}

int64_t sinau_file_size(const struct sinau_file *f)
{
        return f->size;
}

const char *sinau_file_hash(const struct sinau_file *f)
{
        return f->hash;
}

/* Bytes read, all of them in the digest; 0 at the end, -1 with `err`. */
static ssize_t read_chunk(struct sinau_file *f, struct err *err)
{
        ssize_t n = read(f->fd, f->chunk, CHUNK);

        if (n < 0)
                err_set(err, "%s: %s", f->name, strerror(errno));
        if (n > 0)
                digest_add(f->digest, f->chunk, (size_t)n);
        return n;
}

bool sinau_file_digest(struct sinau_file *f, bool *ret_done, struct err *err)
{
        *ret_done = false;
        for (int i = 0; i < DIGEST_CHUNKS; i++) {
                ssize_t n = read_chunk(f, err);

                if (n < 0)
                        return false;
                if (n > 0)
                        continue;
                digest_end(f->digest, f->hash);
                *ret_done = true;
                return lseek(f->fd, 0, SEEK_SET) == 0 ||
                       err_set(err, "%s: %s", f->name, strerror(errno));
        }
        return true;
}

static bool feed(struct sinau_file *f, struct err *err)
{
        ssize_t n = read_chunk(f, err);

        if (n < 0)
                return false;
        if (n > 0) {
                csv_feed(f->csv, f->chunk, (size_t)n);
                return true;
        }
        digest_end(f->digest, f->read_hash);
        f->ended = true;
        csv_end(f->csv);
        return true;
}

static enum sinau_row take_header(struct sinau_file *f, struct err *err)
{
        if (!csv_header(f->csv, completion_columns, COMPLETION_COLUMNS, f->at, err))
                return SINAU_REFUSED;
        f->has_header = true;
        return sinau_file_next(f, err);
}

static enum sinau_row take_record(struct sinau_file *f)
{
        for (size_t i = 0; i < COMPLETION_COLUMNS; i++)
                f->values[i] = f->at[i] == CSV_NO_COLUMN ? NULL : csv_field(f->csv, f->at[i]);
        return SINAU_ROW;
}

enum sinau_row sinau_file_next(struct sinau_file *f, struct err *err)
{
        enum csv_event event;

        while ((event = csv_next(f->csv)) == CSV_WAIT) {
                if (!feed(f, err))
                        return SINAU_FAILED;
        }
        if (event == CSV_RECORD)
                return f->has_header ? take_record(f) : take_header(f, err);
        if (event == CSV_BAD) {
                err_set(err, "%s%s", f->has_header ? "" : "baris judul: ", csv_error(f->csv));
                return f->has_header ? SINAU_BAD : SINAU_REFUSED;
        }
        if (strcmp(f->hash, f->read_hash) != 0)
                return SINAU_CHANGED;
        if (f->has_header)
                return SINAU_END;
        err_set(err, "berkas kosong: baris judul tidak ada");
        return SINAU_REFUSED;
}

const char *const *sinau_file_values(const struct sinau_file *f)
{
        return f->values;
}

size_t sinau_file_line(const struct sinau_file *f)
{
        return csv_line(f->csv);
}

bool sinau_file_archive(const struct sinau_file *f, const char *folder, struct err *err)
{
        CLEANUP(text_free) struct text from = {0}, to = {0};

        text_addf(&from, "%s/%s", f->folder, f->name);
        text_addf(&to, "%s/%s", folder, f->name);
        if (access(to.s, F_OK) == 0) {
                text_clear(&to);
                text_addf(&to, "%s/%.12s-%s", folder, f->hash, f->name);
        }
        return rename(from.s, to.s) == 0 ||
               err_set(err, "%s cannot be moved to [sinau] archive %s: %s", f->name, folder,
                       strerror(errno));
}
