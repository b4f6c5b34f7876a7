/* Batches: libpq's pipeline mode. Until its sync, a pipeline is one implicit transaction. */
#include <poll.h>
#include <sys/socket.h>

#include "edge/db_private.h"

enum { SEND_BUFFER = 1 << 20 };

/*
 * The server reads as it works: what the socket does not hold, db_batch_end() would wait for. When
 * the system grants less, it does.
 */
static void make_room(struct db *db)
{
        static const int bytes = SEND_BUFFER;

        if (!db->roomy)
                setsockopt(PQsocket(db->conn), SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
        db->roomy = true;
}

bool db_batch_begin(struct db *db, struct err *err)
{
        make_room(db);
        db->batch = (struct batch){0};
        if (PQsetnonblocking(db->conn, 1) != 0 || !PQenterPipelineMode(db->conn))
                return db_fail(db, NULL, err);
        return true;
}

static bool note(struct db *db, const char *sql, bool prepares, struct err *err)
{
        struct batch *b = &db->batch;

        if (b->answered == b->count)
                b->answered = b->count = 0;
        if (b->count == DB_BATCH_MAX)
                return err_set(err, "more than %d statements in a batch: raise DB_BATCH_MAX",
                               DB_BATCH_MAX);
        b->asked[b->count].sql = sql;
        b->asked[b->count++].prepares = prepares;
        return true;
}

static bool send_prepare(struct db *db, const char *sql, const char *name, struct err *err)
{
        if (!db_prepared_room(db, err) || !note(db, sql, true, err))
                return false;
        if (!PQsendPrepare(db->conn, name, sql, 0, NULL))
                return db_fail(db, NULL, err);
        db_prepared_note(db, sql);
        return true;
}

bool db_batch_add(struct db *db, const char *sql, const struct db_args *args, struct err *err)
{
        char name[16];

        if (!db_prepared_name(db, sql, name) && !send_prepare(db, sql, name, err))
                return false;
        if (!note(db, sql, false, err))
                return false;
        if (!PQsendQueryPrepared(db->conn, name, args ? (int)args->count : 0,
                                 args ? args->values : NULL, NULL, NULL, 0))
                return db_fail(db, NULL, err);
        return true;
}

static void wait_for(struct db *db, short events)
{
        struct pollfd pfd = {.fd = PQsocket(db->conn), .events = events};

        poll(&pfd, 1, 1000);
}

void db_batch_wait(struct db *db)
{
        wait_for(db, POLLIN);
}

/* Hands over all that was added. Takes in answers meanwhile: the server may wait for us to. */
static bool hand_over(struct db *db, struct err *err)
{
        int left;

        while ((left = PQflush(db->conn)) > 0) {
                wait_for(db, POLLIN | POLLOUT);
                if (!PQconsumeInput(db->conn))
                        return db_fail(db, NULL, err);
        }
        return left == 0 || db_fail(db, NULL, err);
}

bool db_batch_end(struct db *db, struct err *err)
{
        db->batch.ending = true;
        return PQpipelineSync(db->conn) ? hand_over(db, err) : db_fail(db, NULL, err);
}

bool db_batch_ask(struct db *db, const char *sql, const struct db_args *args,
                  struct db_result **ret, struct err *err)
{
        enum db_event event;

        if (!db_batch_add(db, sql, args, err))
                return false;
        if (!PQsendFlushRequest(db->conn))
                return db_fail(db, NULL, err);
        if (!hand_over(db, err))
                return false;
        while ((event = db_batch_poll(db, ret, &sql, err)) == DB_WAIT)
                db_batch_wait(db);
        return event == DB_ROWS;
}

static enum db_event failed(struct db *db, PGresult *pg, struct err *err)
{
        db_fail(db, pg, err);
        PQclear(pg);
        return DB_ERROR;
}

/* What one of libpq's results means; DB_WAIT: nothing to hand out, look on. */
static enum db_event take(struct db *db, PGresult *pg, struct db_result **ret, const char **ret_sql,
                          struct err *err)
{
        struct batch *b = &db->batch;
        ExecStatusType status = PQresultStatus(pg);

        if (status == PGRES_PIPELINE_SYNC) {
                PQclear(pg);
                if (!PQexitPipelineMode(db->conn) || PQsetnonblocking(db->conn, 0) != 0)
                        return failed(db, NULL, err);
                return DB_END;
        }
        if ((status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) || b->answered == b->count)
                return failed(db, pg, err);
        *ret_sql = b->asked[b->answered].sql;
        if (b->asked[b->answered++].prepares) {
                PQclear(pg);
                return DB_WAIT;
        }
        *ret = db_result_new(pg);
        return DB_ROWS;
}

static enum db_event poll_once(struct db *db, struct db_result **ret, const char **ret_sql,
                               struct err *err)
{
        struct batch *b = &db->batch;

        while ((b->answered < b->count || b->ending) && !PQisBusy(db->conn)) {
                PGresult *pg = PQgetResult(db->conn);

                if (!pg && PQstatus(db->conn) == CONNECTION_BAD)
                        return failed(db, NULL, err);
                if (!pg) /* stands between two statements */
                        continue;
                enum db_event event = take(db, pg, ret, ret_sql, err);
                if (event != DB_WAIT)
                        return event;
        }
        return DB_WAIT;
}

enum db_event db_batch_poll(struct db *db, struct db_result **ret, const char **ret_sql,
                            struct err *err)
{
        *ret = NULL;
        enum db_event event = poll_once(db, ret, ret_sql, err);
        if (event != DB_WAIT)
                return event;
        if (!PQconsumeInput(db->conn))
                return failed(db, NULL, err);
        return poll_once(db, ret, ret_sql, err);
}
