/* Files of documents that change, appear or come back while their row stays as it is. */
#include <string.h>

#include "edge/file.h"
#include "engine/collect_private.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "sql.h"

enum { SWEEP_BATCH = 1000, SWEEP_EVERY_MS = 15 * 60 * 1000 };

/* Columns of document_sweep.sql. */
enum { COL_DOC_ID, COL_NIP, COL_PATH, COL_STAMP };

/* A file that has vanished is no change: SIASN keeps what it was given. */
static bool looks_different(const char *root, const struct db_result *r, size_t row)
{
        char stamp[FILE_STAMP];

        return file_stamp_below(root, db_text(r, row, COL_PATH), stamp) == FILE_OK &&
               strcmp(stamp, db_text(r, row, COL_STAMP)) != 0;
}

static bool touch(struct collector *c, struct arrays *nips, struct arrays *ids, struct err *err)
{
        const struct arrays_part persons = {nips, 1}, documents = {ids, 1};

        if (ids->rows == 0)
                return true;
        log_info("files of documents have changed", log_number("files", (int64_t)ids->rows));
        if (!db_begin(c->state, err))
                return false;
        c->news = true;
        if (arrays_query(c->state, sql_absorb_employee, NULL, 0, &persons, 1, NULL, err) &&
            arrays_query(c->state, sql_document_touch, NULL, 0, &documents, 1, NULL, err) &&
            db_commit(c->state, err))
                return true;
        db_rollback(c->state);
        return false;
}

bool collect_sweep(struct collector *c, int64_t now_ms, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        const char *root = c->settings.config->documents_root;
        struct arrays nips = {0}, ids = {0};

        if (!db_query(c->state, sql_document_sweep,
                      DB_ARGS(c->swept ? c->swept : "", NUMBER(SWEEP_BATCH)), &r, err))
                return false;
        size_t n = *root ? db_rows(r) : 0;
        for (size_t i = 0; i < n; i++) {
                if (!looks_different(root, r, i))
                        continue;
                ARRAYS_ADD(&nips, db_text(r, i, COL_NIP));
                ARRAYS_ADD(&ids, db_text(r, i, COL_DOC_ID));
        }
        bool ok = touch(c, &nips, &ids, err);
        arrays_free(&nips);
        arrays_free(&ids);
        free(TAKE_PTR(c->swept));
        if (n == SWEEP_BATCH)
                c->swept = mem_dup(db_text(r, n - 1, COL_DOC_ID));
        else
                c->sweep_at_ms = now_ms + SWEEP_EVERY_MS;
        return ok;
}
