#include "edge/db.h"

#include <stdio.h>
#include <string.h>

#include "edge/db_private.h"
#include "ground/mem.h"

enum { CONNECT_TIMEOUT_S = 10 };

static void ignore_notice(void *arg, const PGresult *result)
{
        (void)arg;
        (void)result;
}

/*
 * Errors of class 22 (data exception) quote the value that could not be read. In a view over SIMPEG
 * that is somebody's data: what stands between the first quotation mark and the last is left out.
 */
static bool quotes_values(const PGresult *result)
{
        const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;

        return state && strncmp(state, "22", 2) == 0;
}

/* libpq's message, first line only: the rest is context that repeats the statement. */
bool db_fail(struct db *db, const PGresult *result, struct err *err)
{
        const char *primary = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
        const char *message = primary ? primary : PQerrorMessage(db->conn);
        const char *open = quotes_values(result) ? strchr(message, '"') : NULL;
        size_t len = strcspn(message, "\n");

        if (open)
                return err_set(err, "%s database: %.*s\"...%s", db->label, (int)(open - message),
                               message, strrchr(message, '"'));
        return err_set(err, "%s database: %.*s", db->label, (int)len, message);
}

struct db_result *db_result_new(PGresult *pg)
{
        struct db_result *r = NEW(struct db_result);

        r->pg = pg;
        return r;
}

/*
 * The daemon's own statements touch a batch of rows by key, in tables that grow from nothing to
 * millions while their plans are cached. A plan made when the table was empty reads it whole until
 * the next ANALYZE; so those who go by key say so, and get the plan that stays right. Compiling is
 * off: where a small table has to be read whole after all, its cost looks astronomic here, and the
 * compiler would take a second for a statement of a millisecond.
 */
#define KEYED_PLANS                                                             \
        " -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off" \
        " -c plan_cache_mode=force_generic_plan -c jit=off"

static PGconn *connect_with(const struct db_params *params)
{
        char name[64], timeout[16], options[512];
        const char *password = params->password ? secret_expose(params->password) : NULL;

        snprintf(name, sizeof name, "siasn-sync %s", params->label);
        snprintf(timeout, sizeof timeout, "%d", CONNECT_TIMEOUT_S);
        snprintf(options, sizeof options,
                 "-c search_path=%s -c DateStyle=ISO -c statement_timeout=%lld%s%s", params->schema,
                 (long long)params->statement_timeout_ms,
                 params->read_only ? " -c default_transaction_read_only=on" : "",
                 params->keyed ? KEYED_PLANS : "");
        /* dbname comes first and is expanded, so the other keys win over what the DSN says. */
        const char *keys[] = {"dbname",
                              "fallback_application_name",
                              "connect_timeout",
                              "client_encoding",
                              "options",
                              "keepalives_idle",
                              "tcp_user_timeout",
                              password ? "password" : NULL,
                              NULL};
        const char *values[] = {params->dsn, name,    timeout,  "UTF8", options,
                                "30",        "20000", password, NULL};
        return PQconnectdbParams(keys, values, 1);
}

static bool check_connected(PGconn *conn, const struct db_params *params, struct err *err)
{
        if (PQstatus(conn) != CONNECTION_OK) {
                const char *message = PQerrorMessage(conn);

                return err_set(err, "cannot connect to the %s database: %.*s; check [%s] dsn%s",
                               params->label, (int)strcspn(message, "\n"), message, params->label,
                               PQconnectionNeedsPassword(conn) || PQconnectionUsedPassword(conn)
                                       ? " and the password in the credential file"
                                       : " and that the server runs");
        }
        if (PQserverVersion(conn) < 130000)
                return err_set(err, "the %s database runs PostgreSQL %d: 13 or later is needed",
                               params->label, PQserverVersion(conn) / 10000);
        return true;
}

bool db_open(const struct db_params *params, struct db **ret, struct err *err)
{
        PGconn *conn = connect_with(params);

        if (!check_connected(conn, params, err)) {
                PQfinish(conn);
                return false;
        }
        PQsetNoticeReceiver(conn, ignore_notice, NULL);
        struct db *db = NEW(struct db);
        db->conn = conn;
        db->label = params->label;
        *ret = db;
        return true;
}

void db_close(struct db *db)
{
        if (!db)
                return;
        PQclear(db->pending);
        if (db->copy_line)
                PQfreemem(db->copy_line);
        PQfinish(db->conn);
        free(db);
}

bool db_alive(const struct db *db)
{
        return PQstatus(db->conn) == CONNECTION_OK;
}

static bool take_result(struct db *db, PGresult *pg, struct db_result **ret, struct err *err)
{
        ExecStatusType status = PQresultStatus(pg);

        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
                db_fail(db, pg, err);
                PQclear(pg);
                return false;
        }
        if (ret)
                *ret = db_result_new(pg);
        else
                PQclear(pg);
        return true;
}

bool db_prepared_name(const struct db *db, const char *sql, char out[16])
{
        size_t i = 0;

        while (i < db->prepared_count && db->prepared[i] != sql)
                i++;
        snprintf(out, 16, "s%zu", i);
        return i < db->prepared_count;
}

bool db_prepared_room(const struct db *db, struct err *err)
{
        return db->prepared_count < DB_PREPARED_MAX ||
               err_set(err, "more than %d statements: raise DB_PREPARED_MAX", DB_PREPARED_MAX);
}

void db_prepared_note(struct db *db, const char *sql)
{
        db->prepared[db->prepared_count++] = sql;
}

static bool prepare(struct db *db, const char *sql, char name[16], struct err *err)
{
        if (db_prepared_name(db, sql, name))
                return true;
        if (!db_prepared_room(db, err) ||
            !take_result(db, PQprepare(db->conn, name, sql, 0, NULL), NULL, err))
                return false;
        db_prepared_note(db, sql);
        return true;
}

bool db_query(struct db *db, const char *sql, const struct db_args *args, struct db_result **ret,
              struct err *err)
{
        char name[16];

        if (!prepare(db, sql, name, err))
                return false;
        return take_result(db,
                           PQexecPrepared(db->conn, name, args ? (int)args->count : 0,
                                          args ? args->values : NULL, NULL, NULL, 0),
                           ret, err);
}

bool db_query_text(struct db *db, const char *sql, const struct db_args *args,
                   struct db_result **ret, struct err *err)
{
        return take_result(db,
                           PQexecParams(db->conn, sql, args ? (int)args->count : 0, NULL,
                                        args ? args->values : NULL, NULL, NULL, 0),
                           ret, err);
}

bool db_script(struct db *db, const char *sql, struct err *err)
{
        return take_result(db, PQexec(db->conn, sql), NULL, err);
}

bool db_begin(struct db *db, struct err *err)
{
        return db_script(db, "BEGIN", err);
}

bool db_commit(struct db *db, struct err *err)
{
        return db_script(db, "COMMIT", err);
}

void db_rollback(struct db *db)
{
        PQclear(PQexec(db->conn, "ROLLBACK"));
}

size_t db_rows(const struct db_result *r)
{
        return (size_t)PQntuples(r->pg);
}

size_t db_columns(const struct db_result *r)
{
        return (size_t)PQnfields(r->pg);
}

const char *db_column_name(const struct db_result *r, size_t column)
{
        return PQfname(r->pg, (int)column);
}

const char *db_value(const struct db_result *r, size_t row, size_t column)
{
        if (PQgetisnull(r->pg, (int)row, (int)column))
                return NULL;
        return PQgetvalue(r->pg, (int)row, (int)column);
}

const char *db_text(const struct db_result *r, size_t row, size_t column)
{
        return PQgetvalue(r->pg, (int)row, (int)column);
}

int64_t db_int(const struct db_result *r, size_t row, size_t column)
{
        return strtoll(db_text(r, row, column), NULL, 10);
}

bool db_bool(const struct db_result *r, size_t row, size_t column)
{
        return db_text(r, row, column)[0] == 't';
}

void db_result_free(struct db_result *r)
{
        if (!r)
                return;
        PQclear(r->pg);
        free(r);
}
