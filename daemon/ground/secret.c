#include "ground/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ground/mem.h"

enum { SECRET_MAX = 64 * 1024 };

struct secret {
        size_t len;
        char bytes[];
};

struct secret *secret_new(const char *bytes, size_t len)
{
        struct secret *s = mem_new(sizeof *s + len + 1);

        memcpy(s->bytes, bytes, len);
        s->len = len;
        return s;
}

static bool check_file(int fd, const char *path, struct err *err)
{
        struct stat st;

        if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
                return err_set(err, "credential %s is not a regular file", path);
        /* systemd hands a service credentials owned by root, opened to it by an ACL: mode 0440. */
        if (st.st_mode & (st.st_uid == 0 && geteuid() != 0 ? 0037 : 0077))
                return err_set(err,
                               "credential %s can be read by others (mode %04o): chmod 0600 it",
                               path, (unsigned)(st.st_mode & 07777));
        if (st.st_size > SECRET_MAX)
                return err_set(err, "credential %s is larger than 64 KiB: not a secret", path);
        return true;
}

static bool read_secret(int fd, const char *path, struct secret **ret, struct err *err)
{
        char buffer[SECRET_MAX + 1];
        size_t len = 0;
        ssize_t n;

        while (len < sizeof buffer && (n = read(fd, buffer + len, sizeof buffer - len)) > 0)
                len += (size_t)n;
        while (len > 0 && (buffer[len - 1] == '\n' || buffer[len - 1] == '\r'))
                len--;
        bool usable = len > 0 && len <= SECRET_MAX && !memchr(buffer, '\0', len);
        if (usable)
                *ret = secret_new(buffer, len);
        OPENSSL_cleanse(buffer, sizeof buffer);
        return usable ||
               err_set(err, "credential %s is empty or not text: write the value into it", path);
}

bool secret_load(const char *dir, const char *name, struct secret **ret, struct err *err)
{
        char path[4096];

        snprintf(path, sizeof path, "%s/%s", dir, name);
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0)
                return err_set(err,
                               "cannot read credential %s (%s): create it with mode 0600, or "
                               "name its folder in [credentials] dir",
                               path, strerror(errno));
        bool ok = check_file(fd, path, err) && read_secret(fd, path, ret, err);
        close(fd);
        return ok;
}

bool secret_exists(const char *dir, const char *name)
{
        struct stat st;
        char path[4096];

        snprintf(path, sizeof path, "%s/%s", dir, name);
        return stat(path, &st) == 0 && st.st_size > 1;
}

const char *secret_expose(const struct secret *s)
{
        return s->bytes;
}

bool secret_same(const struct secret *a, const struct secret *b)
{
        if (!a || !b)
                return a == b;
        return a->len == b->len && CRYPTO_memcmp(a->bytes, b->bytes, a->len) == 0;
}

void secret_free(struct secret *s)
{
        if (!s)
                return;
        OPENSSL_cleanse(s->bytes, s->len);
        free(s);
}
