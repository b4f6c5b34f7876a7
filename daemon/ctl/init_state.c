/* The state database of a new installation, and the SQL that others must run. */
#include <stdio.h>
#include <string.h>

#include "ctl/init.h"
#include "engine/migrate.h"
#include "ground/mem.h"
#include "sql.h"

/* Who may read the state: the pages, and the auditors' own tools. */
#define WEB     "siasn_web"
#define AUDITOR "siasn_auditor"

static const char *const readers[] = {WEB, AUDITOR};

/* Whom and what the statements are about, quoted for SQL. */
struct names {
        char *role, *database, *schema;
        const char *roles;
};

static void names_clear(struct names *n)
{
        free(n->role);
        free(n->database);
        free(n->schema);
}

static struct names names_of(const char *dsn, const char *schema, const char *roles)
{
        CLEANUP(free_ptr) char *role = db_dsn_part(dsn, "user");
        CLEANUP(free_ptr) char *database = db_dsn_part(dsn, "dbname");

        return (struct names){.role = db_name(role),
                              .database = db_name(database),
                              .schema = db_name(schema),
                              .roles = roles};
}

static char *statement(const char *sql_template, const struct names *n)
{
        return db_expand(sql_template,
                         (const char *[]){"role", n->role, "database", n->database, "schema",
                                          n->schema, "roles", n->roles ? n->roles : n->role, NULL});
}

static bool run(struct db *db, const char *sql_template, const struct names *n, struct err *err)
{
        CLEANUP(free_ptr) char *sql = statement(sql_template, n);

        return db_script(db, sql, err);
}

static void show(const char *sql_template, const struct names *n)
{
        CLEANUP(free_ptr) char *sql = statement(sql_template, n);

        fputs(sql, stdout);
}

/* ---- As the database's administrator ---- */

static bool set_password(const struct init *i, struct db *db, const char *role,
                         const struct names *n, struct err *err)
{
        CLEANUP(secret_free_ptr) struct secret *password = NULL;
        CLEANUP(free_ptr) char *verifier = NULL;

        if (!ctl_password(i->config, "state_password", &password, err))
                return false;
        if (!password)
                return true;
        if (!db_verifier(db, role, password, &verifier, err))
                return false;
        CLEANUP(free_ptr)
        char *sql = db_expand(sql_init_password,
                              (const char *[]){"role", n->role, "verifier", verifier, NULL});
        return db_script(db, sql, err);
}

/* A role that is there keeps its password: it is somebody's. */
static bool make_role(const struct init *i, struct db *db, const char *role, const struct names *n,
                      struct err *err)
{
        printf("state database: role %s is made\n", role);
        return run(db, sql_init_role, n, err) && set_password(i, db, role, n, err);
}

static bool make_reader(struct db *db, const char *role, struct err *err)
{
        const struct names n = {.role = (char *)role, .database = "", .schema = ""};

        printf("state database: role %s is made\n", role);
        return run(db, sql_init_role, &n, err) &&
               (strcmp(role, AUDITOR) != 0 || run(db, sql_init_read_only, &n, err));
}

static bool set_up(const struct init *i, struct db *db, const struct names *n, struct err *err)
{
        CLEANUP(free_ptr) char *role = db_dsn_part(i->config->state_dsn, "user");
        CLEANUP(free_ptr) char *database = db_dsn_part(i->config->state_dsn, "dbname");
        CLEANUP(db_result_free_ptr) struct db_result *known = NULL;

        if (!db_query(db, sql_init_known, DB_ARGS(role, database, WEB, AUDITOR), &known, err) ||
            (!db_bool(known, 0, 0) && !make_role(i, db, role, n, err)))
                return false;
        if (!db_bool(known, 0, 1)) {
                printf("state database: database %s is made\n", database);
                if (!run(db, sql_init_database, n, err))
                        return false;
        }
        return (db_bool(known, 0, 2) || make_reader(db, WEB, err)) &&
               (db_bool(known, 0, 3) || make_reader(db, AUDITOR, err)) &&
               run(db, sql_init_database_grant, n, err);
}

static bool as_admin(const struct init *i, const char *dsn, const struct names *n, struct err *err)
{
        const struct db_params params = {.label = "state", .dsn = dsn, .schema = "pg_catalog"};
        CLEANUP(db_close_ptr) struct db *db = NULL;

        return (db_open(&params, &db, err) && set_up(i, db, n, err)) ||
               err_prefix(err, "as administrator (--admin)");
}

/* Nobody to do it for us: what to have done, and how to go on. */
static bool tell_admin(const struct names *n, struct err *err)
{
        puts("\n-- To be run by the administrator of the state's PostgreSQL:");
        show(sql_init_role, n);
        show(sql_init_database, n);
        for (size_t i = 0; i < COUNT_OF(readers); i++) {
                const struct names reader = {
                        .role = (char *)readers[i], .database = "", .schema = ""};

                show(sql_init_role, &reader);
        }
        putchar('\n');
        return err_prefix(err, "the state database is not ready; have the SQL above run (with a "
                               "password for the role, and the same in credential file "
                               "state_password), or give --admin DSN, then run init again");
}

static bool reach(struct init *i, struct db **ret, struct err *err)
{
        const struct config *config = i->config;
        struct names n = names_of(config->state_dsn, config->state_schema, NULL);
        const char *admin = i->ctl->option[OPT_ADMIN];
        bool ok = ctl_open_state(config, false, ret, err);

        if (!ok && admin)
                ok = as_admin(i, admin, &n, err) && ctl_open_state(config, false, ret, err);
        else if (!ok)
                ok = tell_admin(&n, err);
        names_clear(&n);
        return ok;
}

/* ---- As the daemon's role ---- */

/* Everything but the passwords and sessions of the pages. */
static bool let_auditor_read(const struct init *i, struct db *db, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *tables = NULL;
        struct names n = names_of(i->config->state_dsn, i->config->state_schema, AUDITOR);
        bool ok = run(db, sql_init_usage, &n, err) &&
                  db_query(db, sql_init_readable, DB_ARGS(i->config->state_schema), &tables, err);

        names_clear(&n);
        if (!ok)
                return false;
        CLEANUP(free_ptr)
        char *sql =
                db_expand(sql_init_select_these, (const char *[]){"tables", db_text(tables, 0, 0),
                                                                  "roles", AUDITOR, NULL});
        return db_script(db, sql, err);
}

static bool let_pages_work(struct db *db, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *known = NULL;

        return db_query(db, sql_init_web_known, NULL, &known, err) &&
               (!db_bool(known, 0, 0) || db_query(db, sql_init_web, DB_ARGS(WEB), NULL, err));
}

/* The roles may be missing, where role and database were made by hand. */
static bool let_read(const struct init *i, struct db *db, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *known = NULL;

        return db_query(db, sql_init_known, DB_ARGS("", "", WEB, AUDITOR), &known, err) &&
               (!db_bool(known, 0, 2) || let_pages_work(db, err)) &&
               (!db_bool(known, 0, 3) || let_auditor_read(i, db, err));
}

/* Roles and databases are made and told by name, so both must be said. */
static bool names_said(const char *dsn, const char *section, struct err *err)
{
        CLEANUP(free_ptr) char *role = db_dsn_part(dsn, "user");
        CLEANUP(free_ptr) char *database = db_dsn_part(dsn, "dbname");

        return (*role && *database) ||
               err_set(err, "[%s] dsn: name user and dbname in it, then run init again", section);
}

bool init_state(struct init *i, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        int applied = 0;

        if (!names_said(i->config->source_dsn, "source", err) ||
            !names_said(i->config->state_dsn, "state", err) || !reach(i, &db, err) ||
            !migrate_run(db, i->config->state_schema, &applied, err))
                return false;
        printf("state database: schema %s, %d migration(s) run\n", i->config->state_schema,
               applied);
        return let_read(i, db, err);
}

void init_print_source(const struct init *i)
{
        struct names n = names_of(i->config->source_dsn, i->config->source_schema, NULL);

        printf("\n-- To be run in database %s (SIMPEG), by the owner of schema %s. Lines whose "
               "work "
               "is done already\n-- do no harm. The views themselves: contract.sql in the "
               "documentation, guide panduan/koneksi.md.\n",
               n.database, n.schema);
        show(sql_init_role, &n);
        show(sql_init_read_only, &n);
        show(sql_init_connect, &n);
        show(sql_init_usage, &n);
        show(sql_init_select, &n);
        show(sql_init_select_later, &n);
        puts("-- The password, where one is asked: \\password in psql, and the same in credential "
             "file source_password.");
        names_clear(&n);
}
