/* Verb init: configuration, credentials, state database, then check and plan. */
#include "ctl/init.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ground/mem.h"

/* ---- Configuration ---- */

static bool check_missing(const struct init *i, struct err *err)
{
        for (size_t k = 0; k < config_key_count; k++) {
                const struct config_key *key = &config_keys[k];

                if (!key->preset && !i->values[k])
                        return err_set(err, "%s.%s is missing: give it, for example %s.%s=\"%s\"",
                                       key->section, key->name, key->section, key->name,
                                       key->example);
        }
        return true;
}

static bool write_file(const char *path, const char *content, struct err *err)
{
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
        FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
        /* For the daemon's user too: there are no secrets in it. */
        bool ok = file && fchmod(fd, 0644) == 0 && fputs(content, file) >= 0;

        ok = file && fclose(file) == 0 && ok;
        return ok || err_set(err, "cannot write %s: %s", path, strerror(errno));
}

/* Under another name until it is known to be right: a half configuration is none. */
static bool write_config(struct init *i, struct err *err)
{
        CLEANUP(text_free) struct text content = {0};
        CLEANUP(text_free) struct text draft = {0};
        const char *path = i->ctl->config_path;

        text_addf(&draft, "%s.new", path);
        config_sample((const char *const *)i->values, &content);
        if (!write_file(draft.s, content.s, err))
                return false;
        if (!config_load(draft.s, &i->config, err)) {
                unlink(draft.s);
                return false;
        }
        return rename(draft.s, path) == 0 ||
               err_set(err, "cannot write %s: %s", path, strerror(errno));
}

static bool make_config(struct init *i, struct err *err)
{
        const char *path = i->ctl->config_path;

        if (access(path, F_OK) == 0) {
                if (i->ctl->word_count)
                        return err_set(err,
                                       "%s exists already: edit it, then run init without keys",
                                       path);
                printf("configuration: %s is kept as it is\n", path);
                return config_load(path, &i->config, err);
        }
        i->asks = i->ctl->word_count == 0;
        if (!(i->asks ? init_ask(i, err) : init_take_words(i, err)) || !check_missing(i, err) ||
            !write_config(i, err))
                return false;
        printf("configuration: %s is written; every key stands in it, with its meaning\n", path);
        return true;
}

/* ---- Credentials ---- */

static bool make_credentials(struct init *i, struct err *err)
{
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): make_config() has loaded it */
        const char *dir = i->config->credentials_dir;

        if (mkdir(dir, 0700) != 0 && errno != EEXIST)
                return err_set(err, "cannot create the folder of credentials %s: %s", dir,
                               strerror(errno));
        return !i->asks || init_ask_secrets(i, err);
}

/* ---- The whole ---- */

static enum ctl_exit look(const struct init *i, struct err *err)
{
        struct ctl ctl = {.config_path = i->ctl->config_path, .config = i->config};

        err->text[0] = '\0'; /* what was in the way before is so no more */
        puts("\nWhat `siasnctl check` says:\n");
        if (ctl_check(&ctl, err) != CTL_OK) {
                puts("Then run `siasnctl check` again, until nothing FAILED, and `siasnctl plan`.");
                return CTL_FAILED;
        }
        puts("\nWhat `siasnctl plan` says:\n");
        if (ctl_plan(&ctl, err) != CTL_OK)
                return CTL_FAILED;
        puts("\nNothing is sent until a person has looked at this: `siasnctl plan release --by "
             "NAME`,\nthen `systemctl enable --now siasnd`.");
        return CTL_OK;
}

enum ctl_exit ctl_init(const struct ctl *ctl, struct err *err)
{
        struct init i = {.ctl = ctl};
        enum ctl_exit ret = CTL_USAGE;

        if (make_config(&i, err)) {
                ret = CTL_FAILED;
                if (make_credentials(&i, err) && init_state(&i, err)) {
                        init_print_source(&i);
                        ret = look(&i, err);
                }
        }
        for (size_t k = 0; k < config_key_count; k++)
                free(i.values[k]);
        config_free(i.config);
        return ret;
}
