/*
 * Rig: a state schema of its own for each test program, migrated by the program's own code, and
 * short ways to ask it. STATE_DSN is the daemon's role, ADMIN_DSN a superuser of the same database.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data.h"
#include "edge/db.h"
#include "engine/catalog.h"
#include "engine/migrate.h"
#include "ground/log.h"
#include "ground/mem.h"

static inline struct db *rig_connect(const char *dsn_variable, const char *schema)
{
        struct err err = {""};
        struct db *db = NULL;
        const struct db_params params = {
                .label = "state", .dsn = getenv(dsn_variable), .schema = schema};

        if (!params.dsn)
                fail_msg("%s is not set: run state_test.sh", dsn_variable);
        if (!db_open(&params, &db, &err))
                fail_msg("%s", err.text);
        return db;
}

static inline struct db *rig_migrated(const char *schema)
{
        struct err err = {""};
        int applied;

        mem_setup();
        log_set_level(LOG_LEVEL_ERROR);
        struct db *db = rig_connect("STATE_DSN", schema);
        if (!migrate_run(db, schema, &applied, &err))
                fail_msg("%s", err.text);
        return db;
}

/* The first field of the answer, NULL without one; caller frees. */
static inline char *ask(struct db *db, const char *sql)
{
        struct err err = {""};
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query_text(db, sql, NULL, &r, &err))
                fail_msg("%.300s: %s", sql, err.text);
        if (db_rows(r) == 0 || db_columns(r) == 0 || !db_value(r, 0, 0))
                return NULL;
        return mem_dup(db_text(r, 0, 0));
}

static inline void expect_at(struct db *db, const char *sql, const char *want, const char *file,
                             int line)
{
        CLEANUP(free_ptr) char *got = ask(db, sql);

        if (str_same(got, want))
                return;
        print_error("%s\n  got:    %s\n  wanted: %s\n", sql, got ? got : "(null)",
                    want ? want : "(null)");
        _fail(file, line);
}
#define EXPECT(db, sql, want) expect_at((db), (sql), (want), __FILE__, __LINE__)

static inline void run_sql(struct db *db, const char *sql)
{
        struct err err = {""};

        if (!db_script(db, sql, &err))
                fail_msg("%.300s: %s", sql, err.text);
}

/* The statement must fail, with `why` in the error. */
static inline void refused_at(struct db *db, const char *sql, const char *why, const char *file,
                              int line)
{
        struct err err = {""};

        if (!db_script(db, sql, &err) && strstr(err.text, why))
                return;
        print_error("%s\n  error:  %s\n  wanted: %s\n", sql, err.text, why);
        _fail(file, line);
}
#define REFUSED(db, sql, why) refused_at((db), (sql), (why), __FILE__, __LINE__)

/* The shipped kinds, as an installation without overrides has them. */
static inline struct catalog *rig_catalog(void)
{
        struct config config = {.records_dir = "/nonexistent",
                                .records_enable = "",
                                .records_disable = "",
                                .delete_kinds = "",
                                .records_allow = ""};
        struct catalog *catalog = NULL;
        struct err err = {""};

        if (!catalog_load(&config, &catalog, &err))
                fail_msg("%s", err.text);
        return catalog;
}

static inline const struct descriptor *rig_kind(const struct catalog *catalog, const char *kind)
{
        size_t i = catalog_index(catalog, kind);

        if (i == catalog->on_count)
                fail_msg("no kind %s", kind);
        return catalog->on[i];
}
