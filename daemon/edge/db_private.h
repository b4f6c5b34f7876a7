/* What db.c and db_async.c share; nobody else includes it. */
#pragma once

#include <libpq-fe.h>

#include "edge/db.h"

enum { DB_PREPARED_MAX = 128 };

struct db {
        PGconn *conn;
        const char *label;
        const char *prepared[DB_PREPARED_MAX]; /* by address: the statement's name is its index */
        size_t prepared_count;
        PGresult *pending; /* async: a result being handed out */
        char *copy_line;   /* async: the line handed out last, libpq's */
        bool copying;
};

struct db_result {
        PGresult *pg;
};

bool db_fail(struct db *db, const PGresult *result, struct err *err);
struct db_result *db_result_new(PGresult *pg);
