/* The state database: can it be reached, may we set it up, is it ready, has it room. */
#include "ctl/check.h"

#include "engine/migrate.h"
#include "ground/clock.h"
#include "ground/mem.h"
#include "sql.h"

#define PG_DATA "/var/lib/postgresql" /* where Debian's clusters lie */

enum { REFERENCE_DAYS = 30 }; /* where they are fetched by hand only */

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
        check_clock(c, what, db_int(r, 0, 3), clock_wall_s());
        if (db_bool(r, 0, 4))
                check_add(
                        c, LEVEL_WARNING, what,
                        "role %s is a superuser: use a role of its own, `siasnctl init` says which",
                        db_text(r, 0, 1));
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
        else if (db_bool(r, 0, 0) && !db_bool(r, 0, 2) && db_bool(r, 0, 3))
                check_add(c, LEVEL_OK, "state rights",
                          "the tables of schema %s are another role's, which runs `siasnctl "
                          "migrate`; this one may work in them",
                          schema);
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

static bool check_migrations(struct check *c, struct db *db)
{
        struct err err;
        int pending;

        if (!migrate_pending(db, &pending, &err)) {
                check_add(c, LEVEL_FAILED, "state schema", "%s", err.text);
                return false;
        }
        if (pending)
                check_add(c, LEVEL_WARNING, "state schema",
                          "lacks %d migration(s) of version %s: siasnd runs them when it starts, "
                          "`siasnctl migrate` now",
                          pending, VERSION);
        else
                check_add(c, LEVEL_OK, "state schema", "as version %s wants it", VERSION);
        return pending == 0;
}

/* ---- The code lists in it ---- */

static void check_references(struct check *c, struct db *db)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        int64_t every = c->config->reference_refresh_ms / 86400000;
        int64_t limit = every > 0 ? 2 * every : REFERENCE_DAYS;
        struct err err;

        if (!*c->config->siasn_referensi_base)
                return;
        if (!db_query(db, sql_ctl_reference_age, NULL, &r, &err))
                check_add(c, LEVEL_FAILED, "code lists", "%s", err.text);
        else if (db_int(r, 0, 0) == 0)
                check_add(c, LEVEL_WARNING, "code lists",
                          "SIASN's have not been fetched yet: siasnd does when it runs, `siasnctl "
                          "reference pull` now");
        else if (db_int(r, 0, 1) > limit)
                check_add(c, LEVEL_WARNING, "code lists",
                          "the oldest is %s days old: run `siasnctl reference pull` and see what "
                          "it says",
                          db_text(r, 0, 1));
        else if (db_int(r, 0, 2) > 0)
                check_add(c, LEVEL_WARNING, "code lists",
                          "%s could not be renewed, such as %s: see `siasnctl reference list`",
                          db_text(r, 0, 2), db_text(r, 0, 3));
        else
                check_add(c, LEVEL_OK, "code lists", "%s fetched, the oldest %s day(s) ago",
                          db_text(r, 0, 0), db_text(r, 0, 1));
}

/* ---- Is anything sent? ---- */

static void check_release(struct check *c, struct db *db)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        CLEANUP(text_free) struct text kinds = {0};
        struct err err;

        if (!c->catalog || !c->config->guard_hold_first)
                return;
        ctl_first_kinds(c->catalog, &kinds);
        if (!db_query(db, sql_ctl_plan_unreleased, DB_ARGS(db_array_end(&kinds)), &r, &err))
                check_add(c, LEVEL_FAILED, "release", "%s", err.text);
        else if (db_int(r, 0, 0) > 0)
                check_add(c, LEVEL_OK, "release",
                          "nothing is sent of %s kind(s) until a person has looked at `siasnctl "
                          "plan` and said `siasnctl plan release --by NAME`",
                          db_text(r, 0, 0));
        else
                check_add(c, LEVEL_OK, "release", "the plan has been released");
}

/* ---- Its disk ---- */

static void check_disk(struct check *c, struct db *db)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct err err;

        if (!db_query(db, sql_ctl_state_room, NULL, &r, &err))
                check_add(c, LEVEL_WARNING, "disk", "%s", err.text);
        else if (!db_bool(r, 0, 1))
                check_add(c, LEVEL_OK, "disk",
                          "state database: %s MiB used; its server is another host, watch the room "
                          "there",
                          db_text(r, 0, 0));
        else
                check_room(c, "state database", db_value(r, 0, 2) ? db_text(r, 0, 2) : PG_DATA);
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
        check_disk(c, db);
        if (check_migrations(c, db)) {
                check_references(c, db);
                check_release(c, db);
        }
}
