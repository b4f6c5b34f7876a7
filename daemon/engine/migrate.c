#include "engine/migrate.h"

#include <string.h>

#include "data.h"
#include "ground/mem.h"
#include "pure/digest.h"
#include "sql.h"

static bool check_applied(const struct db_result *done, struct err *err)
{
        for (size_t row = 0; row < db_rows(done); row++) {
                const char *name = db_text(done, row, 0);
                char sum[DIGEST_HEX];

                if (row >= embedded_migrations_count ||
                    strcmp(name, embedded_migrations[row].name) != 0)
                        return err_set(err,
                                       "the state schema has migration %s, which this program "
                                       "does not know: it was used by a newer version; upgrade "
                                       "siasn-sync",
                                       name);
                const char *text = embedded_migrations[row].text;
                if (strcmp(digest_hex(text, strlen(text), sum), db_text(done, row, 1)) != 0)
                        return err_set(err,
                                       "migration %s was run with another text than this "
                                       "program has: the state schema or the program was altered; "
                                       "nothing was changed",
                                       name);
        }
        return true;
}

/* The first migration that is missing, as an index. */
static bool first_missing(struct db *db, size_t *ret, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *exists = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *done = NULL;

        if (!db_query(db, sql_migration_exists, NULL, &exists, err))
                return false;
        *ret = 0;
        if (!db_bool(exists, 0, 0))
                return true;
        if (!db_query(db, sql_migration_list, NULL, &done, err) || !check_applied(done, err))
                return false;
        *ret = db_rows(done);
        return true;
}

static bool ensure_schema(struct db *db, const char *schema, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *found = NULL;

        if (!db_query(db, sql_schema_exists, DB_ARGS(schema), &found, err))
                return false;
        if (db_rows(found) > 0)
                return true;
        CLEANUP(free_ptr) char *quoted = db_identifier(db, schema);
        CLEANUP(free_ptr)
        char *sql = db_expand(sql_schema_create, (const char *[]){"schema", quoted, NULL});
        return db_script(db, sql, err) ||
               err_prefix(err,
                          "cannot create schema %s (create it for this role, or grant CREATE "
                          "on the database)",
                          schema);
}

static bool apply_missing(struct db *db, int *applied, struct err *err)
{
        size_t i;

        if (!first_missing(db, &i, err))
                return false;
        if (i < embedded_migrations_count && !db_script(db, sql_migration_table, err))
                return false;
        for (; i < embedded_migrations_count; i++) {
                const struct embedded *m = &embedded_migrations[i];
                char sum[DIGEST_HEX];

                digest_hex(m->text, strlen(m->text), sum);
                if (!db_script(db, m->text, err) ||
                    !db_query_text(db, sql_migration_add, DB_ARGS(m->name, sum), NULL, err))
                        return err_prefix(err, "migration %s", m->name);
                (*applied)++;
        }
        return true;
}

bool migrate_run(struct db *db, const char *schema, int *ret_applied, struct err *err)
{
        int applied = 0;

        if (!db_begin(db, err))
                return false;
        if (db_query(db, sql_migration_lock, DB_ARGS(schema), NULL, err) &&
            ensure_schema(db, schema, err) && apply_missing(db, &applied, err) &&
            db_commit(db, err)) {
                *ret_applied = applied;
                return true;
        }
        db_rollback(db);
        return false;
}

bool migrate_newer(struct db *db)
{
        CLEANUP(db_result_free_ptr) struct db_result *done = NULL;
        struct err ignored;

        return db_alive(db) && db_query(db, sql_migration_list, NULL, &done, &ignored) &&
               db_rows(done) > embedded_migrations_count;
}

bool migrate_pending(struct db *db, int *ret_pending, struct err *err)
{
        size_t first;

        if (!first_missing(db, &first, err))
                return false;
        *ret_pending = (int)(embedded_migrations_count - first);
        return true;
}
