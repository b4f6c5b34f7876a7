/* The state database: can it be reached, may we set it up, is it ready. */
#include "ctl/check.h"
#include "engine/migrate.h"
#include "ground/mem.h"
#include "sql.h"

bool check_connection(struct check *c, const char *what, struct db *db)
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
        if (!check_connection(c, "state database", db))
                return;
        check_rights(c, db);
        check_migrations(c, db);
}
