/*
 * Db: PostgreSQL behind one small opaque type. The only module that includes libpq.
 *
 * Three ways to ask. db_query() waits for the answer and is for the state database, whose
 * transactions are short and bounded by statement_timeout. db_send() and db_poll() never wait and
 * are for the source, whose views may be slow: the caller puts db_fd() into its poll set.
 * db_batch_*() never wait either and are for the state where it is busiest: many statements, one
 * transaction, one round trip.
 * Statements come from schema/queries/ (embedded, see "sql.h"); values travel as parameters only.
 * Identifiers, which cannot, are put into templates by db_expand().
 *
 * Errors name the database ("state", "source") and what to do; passwords never appear in them.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ground/err.h"
#include "ground/secret.h"
#include "ground/text.h"

struct db;
struct db_result;

struct db_params {
        const char *label;             /* "state" or "source", for errors and application_name */
        const char *dsn;               /* libpq conninfo or URI, without a password */
        const struct secret *password; /* NULL: none, or libpq's own ways (peer, .pgpass) */
        const char *schema;            /* becomes search_path */
        bool read_only;                /* default_transaction_read_only */
        bool keyed;                    /* every statement goes by key: plan it so, see db.c */
        int64_t statement_timeout_ms;  /* 0: none */
};

/* Connects and waits (10 s at most). `*ret` belongs to the caller. */
bool db_open(const struct db_params *params, struct db **ret, struct err *err);
void db_close(struct db *db);

static inline void db_close_ptr(struct db **db)
{
        db_close(*db);
}

/* Text parameters, NULL for SQL NULL. Borrowed for the call. */
struct db_args {
        const char *const *values;
        size_t count;
};
#define DB_ARGS(...)                                                                   \
        (&(const struct db_args){.values = (const char *const[]){__VA_ARGS__},         \
                                 .count = sizeof((const char *const[]){__VA_ARGS__}) / \
                                          sizeof(const char *)})

/*
 * Runs one statement and waits. `ret` may be NULL when rows are not wanted. After an error inside a
 * transaction the caller rolls back. Statements are prepared once a connection, by address of
 * `sql`, so `sql` must be one of the embedded constants.
 */
bool db_query(struct db *db, const char *sql, const struct db_args *args, struct db_result **ret,
              struct err *err);
/* Runs a script of several statements without parameters (migrations). */
bool db_script(struct db *db, const char *sql, struct err *err);
/* Like db_query() for text built by db_expand(): never prepared. */
bool db_query_text(struct db *db, const char *sql, const struct db_args *args,
                   struct db_result **ret, struct err *err);
bool db_begin(struct db *db, struct err *err);
bool db_commit(struct db *db, struct err *err);
/* Always leaves no transaction open; an error here only means the connection is gone. */
void db_rollback(struct db *db);
/* False once the connection is lost; the owner closes and opens again. */
bool db_alive(const struct db *db);

size_t db_rows(const struct db_result *r);
/* The text of a field, NULL for SQL NULL; valid as long as the result. */
const char *db_value(const struct db_result *r, size_t row, size_t column);
/* The same, "" for NULL. */
const char *db_text(const struct db_result *r, size_t row, size_t column);
int64_t db_int(const struct db_result *r, size_t row, size_t column);
bool db_bool(const struct db_result *r, size_t row, size_t column);
size_t db_columns(const struct db_result *r);
const char *db_column_name(const struct db_result *r, size_t column);
void db_result_free(struct db_result *r);

static inline void db_result_free_ptr(struct db_result **r)
{
        db_result_free(*r);
}

enum db_event {
        DB_WAIT, /* nothing yet: poll db_fd() and come again */
        DB_ROWS, /* a result in *ret */
        DB_COPY, /* a line of COPY in *ret_line, without its newline, valid until the next call */
        DB_END,  /* the statement has ended */
        DB_ERROR,
};

/* Starts a statement without waiting; one at a time. Not prepared. */
bool db_send(struct db *db, const char *sql, const struct db_args *args, struct err *err);
enum db_event db_poll(struct db *db, struct db_result **ret, const char **ret_line,
                      struct err *err);
/* The same for callers with nothing else to do: waits instead of returning DB_WAIT. */
enum db_event db_wait(struct db *db, struct db_result **ret, const char **ret_line,
                      struct err *err);

/*
 * A batch: statements that are sent without waiting for each other and make one transaction. Begin,
 * perhaps ask for one answer first, add, end. Once it has ended the server needs nothing more of us
 * to commit, so nobody in this process can wait for a lock that waits for this process; for that,
 * begin to end is one stretch, and the answers of a batch that changes anything are small (they fit
 * into a socket's buffer). db_batch_poll() never waits and hands out the answers in order: DB_ROWS
 * with one statement's result and its text, DB_WAIT, DB_END when all is committed, DB_ERROR when
 * nothing is (or, after a lost connection, nobody knows). Nothing else may be asked of the
 * connection between begin and DB_END; after an error the owner closes it. Values as for
 * db_query().
 */
bool db_batch_begin(struct db *db, struct err *err);
/* Waits for the answer, to decide what to add; the first statement only. */
bool db_batch_ask(struct db *db, const char *sql, const struct db_args *args,
                  struct db_result **ret, struct err *err);
bool db_batch_add(struct db *db, const char *sql, const struct db_args *args, struct err *err);
/* Waits until all has been handed over, not for the answers. */
bool db_batch_end(struct db *db, struct err *err);
enum db_event db_batch_poll(struct db *db, struct db_result **ret, const char **ret_sql,
                            struct err *err);
/* For callers with nothing else to do: until db_batch_poll() is worth asking again. */
void db_batch_wait(struct db *db);

/*
 * COPY ... FROM STDIN: begin, then a line at a time (text format, without newline), then end, which
 * tells whether the server took them. Waits while the server is slower than we are. After an error
 * the caller rolls back.
 */
bool db_copy_begin(struct db *db, const char *sql, struct err *err);
bool db_copy_line(struct db *db, const char *line, struct err *err);
bool db_copy_end(struct db *db, struct err *err);
/* Gives up on a running statement and takes the connection to idle. */
void db_cancel(struct db *db);
int db_fd(const struct db *db);
/* From now on, db_notified() tells of notifications on `channel`. */
bool db_listen(struct db *db, const char *channel, struct err *err);
/* Takes in what has arrived and says whether a NOTIFY was among it. */
bool db_notified(struct db *db);

/*
 * Fills {name} in a template with already quoted SQL. `pairs` is name, text, name, text, ..., NULL.
 * An unknown {name} aborts: templates are ours.
 */
char *db_expand(const char *sql_template, const char *const *pairs);
/* A quoted identifier; caller frees. */
char *db_identifier(struct db *db, const char *name);
/* The same without a connection, quoted only where it must be; for people to read. Caller frees. */
char *db_name(const char *name);
/* What a connection string says of `keyword`, such as "dbname"; "" when nothing. Caller frees. */
char *db_dsn_part(const char *dsn, const char *keyword);
/* What the server would keep for a password of `role`, as a quoted literal; caller frees. */
bool db_verifier(struct db *db, const char *role, const struct secret *password, char **ret,
                 struct err *err);
/* A quoted literal, for COPY, which takes no parameters; caller frees. */
char *db_literal(struct db *db, const char *value);
/* Undoes COPY text escapes in place in one column; returns NULL for \N. */
char *db_copy_unescape(char *column);

/* Array parameters: "{...}" literals, element by element. Starts as {0}; ends with db_array_end. */
void db_array_add(struct text *array, const char *value_or_null);
/* Closes the literal and returns it; valid until text_free(). An untouched array is "{}". */
const char *db_array_end(struct text *array);
