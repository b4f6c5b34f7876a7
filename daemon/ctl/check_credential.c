/* The credential files: there, ours alone, and not too old. What stands in them is not looked at.
 */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ctl/check.h"
#include "ground/clock.h"
#include "ground/mem.h"

enum { DAY_S = 86400, AGE_DAYS = 365 };

enum need { NEED_MUST, NEED_PASSWORD, NEED_KEY };

/* Without it, why that may be right. */
static const char *const absent[] = {
        [NEED_PASSWORD] = "not there, and not needed where the database asks no password",
        [NEED_KEY] = "not there: no signed snapshot is kept by the daemon",
};

static void check_age(struct check *c, const char *what, const struct stat *st)
{
        long long days = (clock_wall_s() - (int64_t)st->st_mtime) / DAY_S;
        unsigned mode = (unsigned)(st->st_mode & 07777);

        if (days > AGE_DAYS)
                check_add(c, LEVEL_WARNING, what,
                          "present, mode %04o, written %lld days ago: have it changed, and write "
                          "the new one",
                          mode, days);
        else
                check_add(c, LEVEL_OK, what, "present, mode %04o, written %lld day(s) ago", mode,
                          days > 0 ? days : 0);
}

static void check_credential(struct check *c, const char *file, enum need need)
{
        CLEANUP(secret_free_ptr) struct secret *secret = NULL;
        const char *dir = c->config->credentials_dir;
        CLEANUP(text_free) struct text what = {0};
        CLEANUP(text_free) struct text path = {0};
        struct stat st = {0};
        struct err err;

        text_addf(&what, "credential %s", file);
        text_addf(&path, "%s/%s", dir, file);
        if (need != NEED_MUST && !secret_exists(dir, file)) {
                check_add(c, LEVEL_OK, what.s, "%s", absent[need]);
        } else if (!secret_load(dir, file, &secret, &err)) {
                check_add(c, LEVEL_FAILED, what.s, "%s", err.text);
                c->credentials_missing = c->credentials_missing || need == NEED_MUST;
        } else if (stat(path.s, &st) == 0) {
                check_age(c, what.s, &st);
        }
}

void check_credentials(struct check *c)
{
        check_credential(c, "consumer_key", NEED_MUST);
        check_credential(c, "consumer_secret", NEED_MUST);
        check_credential(c, c->config->siasn_sso_password ? "sso_password" : "sso_token",
                         NEED_MUST);
        check_credential(c, "source_password", NEED_PASSWORD);
        check_credential(c, "state_password", NEED_PASSWORD);
        if (*c->config->sinau_dsn)
                check_credential(c, "sinau_password", NEED_PASSWORD);
        check_credential(c, "indicator_key", NEED_KEY);
}
