/* The two databases: can they be reached, is the state ready, does the source keep the contract. */
#include <string.h>

#include "ctl/check.h"
#include "engine/migrate.h"
#include "ground/mem.h"
#include "simpeg/probe.h"
#include "sql.h"

static bool add_connection(struct check *c, const char *what, struct db *db)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct err err;

        if (!db_query(db, sql_ctl_whoami, NULL, &r, &err)) {
                check_add(c, LEVEL_FAILED, what, "%s", err.text);
                return false;
        }
        check_add(c, LEVEL_OK, what, "database %s as %s, PostgreSQL %s", db_text(r, 0, 0),
                  db_text(r, 0, 1), db_text(r, 0, 2));
        return true;
}

/* ---- State ---- */

static void check_rights(struct check *c, struct db *db)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        const char *schema = c->config->state_schema;
        struct err err;

        if (!db_query(db, sql_ctl_state_rights, DB_ARGS(schema), &r, &err))
                check_add(c, LEVEL_FAILED, "state rights", "%s", err.text);
        else if (db_bool(r, 0, 0) && !db_bool(r, 0, 2))
                check_add(c, LEVEL_FAILED, "state rights",
                          "this role may not create tables in schema %s: make it the owner",
                          schema);
        else if (!db_bool(r, 0, 0) && !db_bool(r, 0, 1))
                check_add(c, LEVEL_FAILED, "state rights",
                          "schema %s does not exist and this role may not create it: create it for "
                          "this role, or grant CREATE on the database",
                          schema);
        else
                check_add(c, LEVEL_OK, "state rights", "schema %s %s", schema,
                          db_bool(r, 0, 0) ? "is ours to use" : "can be created");
}

static void check_migrations(struct check *c, struct db *db)
{
        struct err err;
        int pending;

        if (!migrate_pending(db, &pending, &err))
                check_add(c, LEVEL_FAILED, "state migrations", "%s", err.text);
        else if (pending)
                check_add(c, LEVEL_WARNING, "state migrations",
                          "%d pending: siasnd runs them when it starts, `siasnctl migrate` now",
                          pending);
        else
                check_add(c, LEVEL_OK, "state migrations", "none pending");
}

void check_state(struct check *c)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        struct err err;

        if (!ctl_open_state(c->config, true, &db, &err)) {
                check_add(c, LEVEL_FAILED, "state database", "%s", err.text);
                return;
        }
        if (!add_connection(c, "state database", db))
                return;
        check_rights(c, db);
        check_migrations(c, db);
}

/* ---- Source ---- */

/* A finding a line of `problems`, which is taken apart. */
static void add_problems(struct check *c, char *problems)
{
        for (char *line; (line = strsep(&problems, "\n"));) {
                if (*line)
                        check_add(c, LEVEL_FAILED, "source contract", "%s", line);
        }
}

static bool check_contract(struct check *c, struct db *db)
{
        struct text problems = {0};
        struct err err;

        if (!source_problems(db, c->config->source_schema, c->catalog->contract, &problems, &err)) {
                check_add(c, LEVEL_FAILED, "source contract", "%s", err.text);
                return false;
        }
        bool met = problems.len == 0;
        if (!met)
                add_problems(c, problems.s);
        text_free(&problems);
        return met;
}

static void check_read_only(struct check *c, struct db *db)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct err err;

        if (!db_query(db, sql_source_can_write, NULL, &r, &err))
                check_add(c, LEVEL_WARNING, "source rights", "%s", err.text);
        else if (db_int(r, 0, 0) > 0)
                check_add(c, LEVEL_WARNING, "source rights",
                          "this role could change %s table(s), such as %s: use a role with SELECT "
                          "on schema %s only (siasnd never writes, but a stolen password could)",
                          db_text(r, 0, 0), db_text(r, 0, 1), c->config->source_schema);
        else
                check_add(c, LEVEL_OK, "source rights", "this role can change no table");
}

static void check_changelog(struct check *c, const struct source *s)
{
        if (c->config->collect_mode != COLLECT_CHANGELOG)
                return;
        if (s->has_changelog)
                check_add(c, LEVEL_OK, "source change log", "change_log is there");
        else
                check_add(
                        c, LEVEL_FAILED, "source change log",
                        "[collect] mode = changelog needs the table change_log in schema %s: have "
                        "the DBA run schema/source/changelog.sql, or choose mode = scan",
                        c->config->source_schema);
}

static void check_kinds(struct check *c, const struct source *s)
{
        for (size_t i = 0; i < s->kind_count; i++) {
                const struct descriptor *d = s->kinds[i].descriptor;

                if (!s->kinds[i].available)
                        check_add(c, LEVEL_WARNING, "source kinds",
                                  "%s is on, but view %s.%s does not exist: nothing of it is sent",
                                  d->kind, c->config->source_schema, d->view);
                else if (c->config->collect_mode == COLLECT_STAMP && !s->kinds[i].has_stamp)
                        check_add(c, LEVEL_WARNING, "source kinds",
                                  "%s has no column updated_at: its changes are found by the "
                                  "nightly scan only",
                                  d->view);
                else
                        check_add(c, LEVEL_OK, "source kinds", "%s is on, view %s", d->kind,
                                  d->view);
        }
        for (size_t i = 0; i < c->catalog->all.count; i++) {
                if (!c->catalog->all.items[i]->enabled)
                        check_add(c, LEVEL_OK, "source kinds", "%s is off",
                                  c->catalog->all.items[i]->kind);
        }
}

/* What only shows once the contract is met: the site's row, the views of each kind. */
static void check_open(struct check *c)
{
        CLEANUP(source_close_ptr) struct source *source = NULL;
        struct site site;
        struct err err;

        if (!ctl_open_source(c->config, c->catalog, &source, &err) ||
            !source_site(source, c->config, &site, &err)) {
                check_add(c, LEVEL_FAILED, "source contract", "%s", err.text);
                return;
        }
        check_add(c, LEVEL_OK, "source contract", "met; site %s, instansi %s", source->site,
                  site.instansi_id);
        check_changelog(c, source);
        check_kinds(c, source);
}

void check_source(struct check *c)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        struct err err;

        if (!ctl_open_source_db(c->config, &db, &err)) {
                check_add(c, LEVEL_FAILED, "source database", "%s", err.text);
                return;
        }
        if (!add_connection(c, "source database", db))
                return;
        check_read_only(c, db);
        if (c->catalog && check_contract(c, db))
                check_open(c);
}
