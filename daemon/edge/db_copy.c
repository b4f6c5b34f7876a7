/* COPY into the server: the fast way for many rows. */
#include <string.h>

#include "edge/db_private.h"

bool db_copy_begin(struct db *db, const char *sql, struct err *err)
{
        PGresult *pg = PQexec(db->conn, sql);
        bool ok = PQresultStatus(pg) == PGRES_COPY_IN;

        if (!ok)
                db_fail(db, pg, err);
        PQclear(pg);
        return ok;
}

bool db_copy_line(struct db *db, const char *line, struct err *err)
{
        return (PQputCopyData(db->conn, line, (int)strlen(line)) == 1 &&
                PQputCopyData(db->conn, "\n", 1) == 1) ||
               db_fail(db, NULL, err);
}

bool db_copy_end(struct db *db, struct err *err)
{
        bool ok = PQputCopyEnd(db->conn, NULL) == 1 || db_fail(db, NULL, err);
        PGresult *pg;

        while ((pg = PQgetResult(db->conn))) {
                if (ok && PQresultStatus(pg) != PGRES_COMMAND_OK)
                        ok = db_fail(db, pg, err);
                PQclear(pg);
        }
        return ok;
}
