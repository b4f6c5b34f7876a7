/* Places on this host: the folders of documents and trainings, and room on the disks. */
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "ctl/check.h"
#include "engine/content.h"
#include "ground/clock.h"
#include "ground/mem.h"
#include "sinau/view.h"

enum { MIB = 1024 * 1024, ROOM_FAIL_MIB = 100, ROOM_WARN_MIB = 1024 };

/* ---- Room ---- */

/* The file system of the path, or of the nearest folder above that we may look into. */
static bool room_at(const char *path, int64_t *ret_mib)
{
        CLEANUP(free_ptr) char *at = mem_dup(path);
        struct statvfs fs;

        while (statvfs(at, &fs) != 0) {
                char *slash = strrchr(at, '/');

                if (!slash || slash == at)
                        return false;
                *slash = '\0';
        }
        *ret_mib = (int64_t)((uint64_t)fs.f_bavail * fs.f_frsize / MIB);
        return true;
}

void check_room(struct check *c, const char *whose, const char *path)
{
        int64_t mib;

        if (!room_at(path, &mib))
                check_add(c, LEVEL_WARNING, "disk", "%s: room at %s cannot be seen", whose, path);
        else if (mib < ROOM_WARN_MIB)
                check_add(c, mib < ROOM_FAIL_MIB ? LEVEL_FAILED : LEVEL_WARNING, "disk",
                          "%s: %lld MiB are left at %s: make room; with a full disk nothing is "
                          "lost, but nothing goes on",
                          whose, (long long)mib, path);
        else
                check_add(c, LEVEL_OK, "disk", "%s: %lld MiB are left", whose, (long long)mib);
}

/* ---- Folders ---- */

/*
 * May the daemon, which runs as a user without rights of its own, use the folder? root may use any,
 * so for root the folder's mode decides; false when it is open to its owner alone.
 */
static bool usable(const char *path, bool write)
{
        mode_t wanted = write ? 0777 : 0555;
        struct stat st;

        if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
                return false;
        if (geteuid() != 0)
                return access(path, write ? R_OK | W_OK | X_OK : R_OK | X_OK) == 0;
        return (st.st_mode & wanted & 0070) == (wanted & 0070) ||
               (st.st_mode & wanted & 0007) == (wanted & 0007);
}

static bool check_folder(struct check *c, const char *what, const char *path, bool write)
{
        struct stat st;

        if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
                check_add(c, LEVEL_FAILED, what, "%s is no folder: create it, or correct the key",
                          path);
        else if (!usable(path, write))
                check_add(c, LEVEL_FAILED, what,
                          "%s cannot be %s by the daemon: chgrp and chmod it for a group of the "
                          "daemon (SupplementaryGroups= in its unit)",
                          path, write ? "written" : "read");
        else
                return true;
        return false;
}

/* ---- Documents ---- */

static void add_trust(struct check *c)
{
        CLEANUP(trust_free_ptr) struct trust *trust = NULL;
        const char *file = c->config->documents_trust_store;
        size_t all, ended;
        struct err err;

        if (!*file) {
                check_add(c, LEVEL_OK, "trust store",
                          "none is set: signatures are read, but none counts as valid");
                return;
        }
        if (!trust_load(file, &trust, &err)) {
                check_add(c, LEVEL_FAILED, "trust store", "%s", err.text);
                return;
        }
        trust_count(trust, clock_wall_s(), &all, &ended);
        if (ended)
                check_add(c, LEVEL_WARNING, "trust store",
                          "%zu of %zu certificates have ended: new signatures need the new ones; "
                          "keep the old for old documents",
                          ended, all);
        else
                check_add(c, LEVEL_OK, "trust store", "%zu certificate(s), %s", all, file);
}

/* The folder and the trust store of [documents], as the daemon will want them. */
void check_documents(struct check *c)
{
        struct contents *contents = NULL;
        const char *root = c->config->documents_root;
        struct err err;

        add_trust(c);
        if (c->catalog && !contents_new(c->config, c->catalog, NULL, &contents, &err))
                check_add(c, LEVEL_FAILED, "documents", "%s", err.text);
        contents_free(contents);
        if (!*root)
                check_add(c, LEVEL_OK, "documents",
                          "no [documents] root: only content in v_dokumen itself is sent");
        else if (check_folder(c, "documents", root, false))
                check_add(c, LEVEL_OK, "documents", "%s, up to %lld KiB each", root,
                          (long long)c->config->documents_max_size);
}

/* ---- Trainings ---- */

static void check_archive(struct check *c)
{
        const char *folder = c->config->sinau_folder, *archive = c->config->sinau_archive;
        struct stat from, to;

        if (!check_folder(c, "training archive", archive, true) ||
            !check_folder(c, "training folder", folder, true))
                return;
        if (stat(folder, &from) == 0 && stat(archive, &to) == 0 && from.st_dev != to.st_dev)
                check_add(c, LEVEL_FAILED, "training archive",
                          "%s lies on another file system than [sinau] folder: files cannot be "
                          "moved there; choose a folder beside it",
                          archive);
        else
                check_add(c, LEVEL_OK, "training archive", "%s", archive);
}

static void check_view(struct check *c)
{
        CLEANUP(sinau_view_close_ptr) struct sinau_view *view = NULL;
        CLEANUP(secret_free_ptr) struct secret *password = NULL;
        const struct config *config = c->config;
        struct db_params params = {.label = "sinau",
                                   .dsn = config->sinau_dsn,
                                   .schema = config->sinau_schema,
                                   .read_only = true};
        struct err err;

        bool ok = ctl_password(config, "sinau_password", &password, &err);
        params.password = password;
        if (ok && sinau_view_open(&params, config->sinau_view, &view, &err))
                check_add(c, LEVEL_OK, "training view", "%s.%s has the columns it needs",
                          config->sinau_schema, config->sinau_view);
        else
                check_add(c, LEVEL_FAILED, "training view", "%s", err.text);
}

void check_sinau(struct check *c)
{
        const struct config *config = c->config;
        bool used = *config->sinau_folder || *config->sinau_dsn;

        if (!used)
                return;
        if (c->catalog && catalog_index(c->catalog, "kursus") == c->catalog->on_count)
                check_add(c, LEVEL_WARNING, "training",
                          "[sinau] has no effect while kind kursus is switched off: correct "
                          "[records] disable");
        if (*config->sinau_folder &&
            check_folder(c, "training folder", config->sinau_folder, false)) {
                check_add(c, LEVEL_OK, "training folder", "%s", config->sinau_folder);
                check_room(c, "training folder", config->sinau_folder);
        }
        if (*config->sinau_archive)
                check_archive(c);
        if (*config->sinau_dsn)
                check_view(c);
}
