#include "sinau/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ground/mem.h"

struct entry {
        char *name;
        ino_t inode;
        off_t size;
        struct timespec written;
        int64_t since_ms; /* looks so since */
        bool taken, seen;
};

struct folder {
        char *path;
        struct entry *entries; /* by name */
        size_t count;
};

struct folder *folder_new(const char *path)
{
        struct folder *f = NEW(struct folder);

        f->path = mem_dup(path);
        return f;
}

void folder_free(struct folder *f)
{
        if (!f)
                return;
        for (size_t i = 0; i < f->count; i++)
                free(f->entries[i].name);
        free(f->entries);
        free(f->path);
        free(f);
}

const char *folder_path(const struct folder *f)
{
        return f->path;
}

static int is_csv(const struct dirent *entry)
{
        const char *dot = strrchr(entry->d_name, '.');

        return entry->d_name[0] != '.' && dot && strcasecmp(dot, ".csv") == 0;
}

static struct entry *find(const struct folder *f, const char *name)
{
        for (size_t i = 0; i < f->count; i++) {
                if (strcmp(f->entries[i].name, name) == 0)
                        return &f->entries[i];
        }
        return NULL;
}

static bool unchanged(const struct entry *e, const struct stat *st)
{
        return e->inode == st->st_ino && e->size == st->st_size &&
               e->written.tv_sec == st->st_mtim.tv_sec && e->written.tv_nsec == st->st_mtim.tv_nsec;
}

static void note(struct folder *f, const char *name, const struct stat *st, int64_t now_ms)
{
        struct entry *e = find(f, name);

        if (!e) {
                f->entries = mem_resize_array(f->entries, f->count + 1, sizeof *f->entries);
                e = &f->entries[f->count++];
                *e = (struct entry){.name = mem_dup(name)};
        } else if (unchanged(e, st)) {
                e->seen = true;
                return;
        }
        e->inode = st->st_ino;
        e->size = st->st_size;
        e->written = st->st_mtim;
        e->since_ms = now_ms;
        e->taken = false;
        e->seen = true;
}

static void forget_unseen(struct folder *f)
{
        size_t kept = 0;

        for (size_t i = 0; i < f->count; i++) {
                if (f->entries[i].seen)
                        f->entries[kept++] = f->entries[i];
                else
                        free(f->entries[i].name);
        }
        f->count = kept;
}

bool folder_look(struct folder *f, int64_t now_ms, struct err *err)
{
        struct dirent **names = NULL;
        int n = scandir(f->path, &names, is_csv, alphasort);
        int dir = n < 0 ? -1 : open(f->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

        if (n < 0)
                return err_set(err, "[sinau] folder %s cannot be read: %s", f->path,
                               strerror(errno));
        for (size_t i = 0; i < f->count; i++)
                f->entries[i].seen = false;
        for (int i = 0; i < n; i++) {
                struct stat st;

                if (fstatat(dir, names[i]->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
                    S_ISREG(st.st_mode))
                        note(f, names[i]->d_name, &st, now_ms);
                free(names[i]);
        }
        free(names);
        if (dir >= 0)
                close(dir);
        forget_unseen(f);
        return true;
}

static bool settled(const struct entry *e, int64_t now_ms)
{
        return now_ms - e->since_ms >= FOLDER_SETTLE_MS;
}

const char *folder_ready(const struct folder *f, int64_t now_ms)
{
        const char *first = NULL;

        for (size_t i = 0; i < f->count; i++) {
                const struct entry *e = &f->entries[i];

                if (!e->taken && settled(e, now_ms) && (!first || strcmp(e->name, first) < 0))
                        first = e->name;
        }
        return first;
}

void folder_taken(struct folder *f, const char *name)
{
        struct entry *e = find(f, name);

        if (e)
                e->taken = true;
}

void folder_later(struct folder *f, const char *name, int64_t at_ms)
{
        struct entry *e = find(f, name);

        if (e)
                e->since_ms = at_ms - FOLDER_SETTLE_MS;
}

bool folder_pending(const struct folder *f, int64_t now_ms)
{
        for (size_t i = 0; i < f->count; i++) {
                const struct entry *e = &f->entries[i];

                if (!e->taken && e->since_ms <= now_ms && !settled(e, now_ms))
                        return true;
        }
        return false;
}
