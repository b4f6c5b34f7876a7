#include <poll.h>
#include <string.h>

#include "edge/db_private.h"
#include "ground/mem.h"

bool db_send(struct db *db, const char *sql, const struct db_args *args, struct err *err)
{
        if (!PQsendQueryParams(db->conn, sql, args ? (int)args->count : 0, NULL,
                               args ? args->values : NULL, NULL, NULL, 0))
                return db_fail(db, NULL, err);
        /* Requests are small: sent at once, and what little remains goes with the next poll. */
        if (PQflush(db->conn) < 0)
                return db_fail(db, NULL, err);
        return true;
}

static enum db_event copy_next(struct db *db, const char **ret_line, struct err *err)
{
        if (db->copy_line)
                PQfreemem(db->copy_line);
        db->copy_line = NULL;
        int n = PQgetCopyData(db->conn, &db->copy_line, 1);
        if (n > 0) {
                if (db->copy_line[n - 1] == '\n')
                        db->copy_line[n - 1] = '\0';
                *ret_line = db->copy_line;
                return DB_COPY;
        }
        if (n == 0)
                return DB_WAIT;
        db->copying = false;
        if (n == -2) {
                db_fail(db, NULL, err);
                return DB_ERROR;
        }
        return DB_ROWS; /* the COPY is over; its final status follows as a result */
}

static enum db_event take_next(struct db *db, struct db_result **ret, struct err *err)
{
        PGresult *pg = PQgetResult(db->conn);

        if (!pg)
                return DB_END;
        switch (PQresultStatus(pg)) {
        case PGRES_COPY_OUT:
                db->copying = true;
                PQclear(pg);
                return DB_WAIT;
        case PGRES_TUPLES_OK:
                *ret = db_result_new(pg);
                return DB_ROWS;
        case PGRES_COMMAND_OK:
                PQclear(pg);
                return DB_WAIT; /* nothing to hand out: look again */
        default:
                db_fail(db, pg, err);
                PQclear(pg);
                return DB_ERROR;
        }
}

/* One attempt with what has arrived so far; DB_WAIT when more input is needed. */
static enum db_event poll_once(struct db *db, struct db_result **ret, const char **ret_line,
                               struct err *err)
{
        while (db->copying || !PQisBusy(db->conn)) {
                bool line = db->copying;
                enum db_event event = line ? copy_next(db, ret_line, err) : take_next(db, ret, err);

                if (line && event == DB_WAIT)
                        return DB_WAIT;
                /* A COPY began or ended, or a status without rows: what follows may be here too. */
                if (event == DB_WAIT || (event == DB_ROWS && !*ret))
                        continue;
                return event;
        }
        return DB_WAIT;
}

enum db_event db_poll(struct db *db, struct db_result **ret, const char **ret_line, struct err *err)
{
        *ret = NULL;
        enum db_event event = poll_once(db, ret, ret_line, err);
        if (event != DB_WAIT)
                return event;
        if (PQflush(db->conn) < 0 || !PQconsumeInput(db->conn)) {
                db_fail(db, NULL, err);
                return DB_ERROR;
        }
        return poll_once(db, ret, ret_line, err);
}

enum db_event db_wait(struct db *db, struct db_result **ret, const char **ret_line, struct err *err)
{
        for (;;) {
                enum db_event event = db_poll(db, ret, ret_line, err);

                if (event != DB_WAIT)
                        return event;
                struct pollfd pfd = {.fd = PQsocket(db->conn), .events = POLLIN};
                poll(&pfd, 1, 1000);
        }
}

void db_cancel(struct db *db)
{
        PGcancel *cancel = PQgetCancel(db->conn);
        char ignored[256];
        PGresult *pg;

        if (cancel) {
                PQcancel(cancel, ignored, sizeof ignored);
                PQfreeCancel(cancel);
        }
        while ((pg = PQgetResult(db->conn))) {
                if (PQresultStatus(pg) == PGRES_COPY_OUT) {
                        char *line;

                        while (PQgetCopyData(db->conn, &line, 0) > 0)
                                PQfreemem(line);
                }
                PQclear(pg);
        }
        db->copying = false;
}

int db_fd(const struct db *db)
{
        return PQsocket(db->conn);
}

bool db_notified(struct db *db)
{
        bool any = false;
        PGnotify *note;

        PQconsumeInput(db->conn);
        while ((note = PQnotifies(db->conn))) {
                PQfreemem(note);
                any = true;
        }
        return any;
}
