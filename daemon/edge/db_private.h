/* What db.c and db_async.c share; nobody else includes it. */
#pragma once

#include <libpq-fe.h>

#include "edge/db.h"

enum { DB_PREPARED_MAX = 128, DB_BATCH_MAX = 64 };

/* What has been sent in a batch and not been answered, in order. */
struct batch {
        struct {
                const char *sql;
                bool prepares; /* only makes it known to the server */
        } asked[DB_BATCH_MAX];
        size_t count, answered;
        bool ending; /* the end was asked for */
};

struct db {
        PGconn *conn;
        const char *label;
        const char *prepared[DB_PREPARED_MAX]; /* by address: the statement's name is its index */
        size_t prepared_count;
        PGresult *pending; /* async: a result being handed out */
        char *copy_line;   /* async: the line handed out last, libpq's */
        bool copying;
        struct batch batch;
        bool roomy; /* its socket takes a batch whole */
};

struct db_result {
        PGresult *pg;
};

/*
 * The server's name for a statement. False: it has to be prepared under that name first; once that
 * is asked for, db_prepared_note().
 */
bool db_prepared_name(const struct db *db, const char *sql, char out[16]);
bool db_prepared_room(const struct db *db, struct err *err);
void db_prepared_note(struct db *db, const char *sql);
bool db_fail(struct db *db, const PGresult *result, struct err *err);
struct db_result *db_result_new(PGresult *pg);
