/* Opening what the verbs look at, and the few things all of them print. */
#include <stdio.h>
#include <string.h>

#include "ctl/ctl.h"
#include "engine/migrate.h"
#include "ground/clock.h"
#include "ground/mem.h"

enum { STATE_TIMEOUT_MS = 60000 };

bool ctl_password(const struct config *config, const char *file, struct secret **ret,
                  struct err *err)
{
        *ret = NULL;
        return !secret_exists(config->credentials_dir, file) ||
               secret_load(config->credentials_dir, file, ret, err);
}

bool ctl_open_state(const struct config *config, bool read_only, struct db **ret, struct err *err)
{
        CLEANUP(secret_free_ptr) struct secret *password = NULL;
        struct db_params params = {.label = "state",
                                   .dsn = config->state_dsn,
                                   .schema = config->state_schema,
                                   .read_only = read_only,
                                   .statement_timeout_ms = STATE_TIMEOUT_MS};

        if (!ctl_password(config, "state_password", &password, err))
                return false;
        params.password = password;
        return db_open(&params, ret, err);
}

static bool open_ready(const struct config *config, bool read_only, struct db **ret,
                       struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        int pending;

        if (!ctl_open_state(config, read_only, &db, err) || !migrate_pending(db, &pending, err))
                return false;
        if (pending)
                return err_set(err,
                               "the state schema %s lacks %d migration(s): run `siasnctl migrate`, "
                               "or start siasnd, which does it by itself",
                               config->state_schema, pending);
        *ret = TAKE_PTR(db);
        return true;
}

bool ctl_open_ready_state(const struct config *config, struct db **ret, struct err *err)
{
        return open_ready(config, true, ret, err);
}

bool ctl_open_writable_state(const struct config *config, struct db **ret, struct err *err)
{
        return open_ready(config, false, ret, err);
}

static bool source_params(const struct config *config, struct db_params *ret,
                          struct secret **password, struct err *err)
{
        if (!ctl_password(config, "source_password", password, err))
                return false;
        *ret = (struct db_params){.label = "source",
                                  .dsn = config->source_dsn,
                                  .password = *password,
                                  .schema = config->source_schema,
                                  .read_only = true};
        return true;
}

bool ctl_open_source_db(const struct config *config, struct db **ret, struct err *err)
{
        CLEANUP(secret_free_ptr) struct secret *password = NULL;
        struct db_params params;

        return source_params(config, &params, &password, err) && db_open(&params, ret, err);
}

bool ctl_open_source(const struct config *config, const struct catalog *catalog,
                     struct source **ret, struct err *err)
{
        CLEANUP(secret_free_ptr) struct secret *password = NULL;
        struct db_params params;

        return source_params(config, &params, &password, err) &&
               source_open(&params, catalog->contract, catalog->on, catalog->on_count, ret, err);
}

void ctl_print_json(json_t *value)
{
        json_dumpf(value, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(10));
        putchar('\n');
        json_decref(value);
}

void ctl_print_section(const char *heading, struct table *table)
{
        if (table_rows(table) == 0)
                return;
        printf("\n%s\n", heading);
        table_print_text(table);
}

char *ctl_plain_nip(const char *typed)
{
        struct text out = {0};

        for (; *typed; typed++) {
                if (!strchr(" .-", *typed))
                        text_add_char(&out, *typed);
        }
        return text_take(&out);
}
