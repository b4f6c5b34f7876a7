/* The view in the other database: connected when it is time, streamed, and what has gone withdrawn.
 */
#include <stdio.h>
#include <string.h>

#include "engine/training_private.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "pure/retry.h"
#include "sql.h"

void training_view_drop(struct training *t)
{
        if (t->polling) {
                arrays_clear(&t->batch.rows);
                arrays_clear(&t->batch.rejects);
                arrays_clear(&t->batch.keys);
        }
        t->polling = false;
        sinau_view_close(TAKE_PTR(t->view));
}

/* The other database is away: it is asked again later, and nothing else waits for it. */
static void lose(struct training *t, int64_t now_ms, const struct err *err)
{
        training_complain(&t->view_error, "training view cannot be read: trying again", err);
        training_view_drop(t);
        t->polled = true;
        t->poll_at_ms = now_ms + retry_delay(&retry_db, t->view_failures++, (uint32_t)now_ms, -1);
}

static bool note_beginning(struct training *t, struct db *state, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_script(state, sql_training_seen_create, err) ||
            !db_script(state, sql_training_seen_clear, err) ||
            !db_query(state, sql_training_seen_since, NULL, &r, err))
                return false;
        free(t->poll_began);
        t->poll_began = mem_dup(db_text(r, 0, 0));
        return true;
}

static bool start(struct training *t, struct db *state, int64_t now_ms, struct err *err)
{
        const struct config *c = t->settings.config;
        struct db_params params = {.label = "sinau",
                                   .dsn = c->sinau_dsn,
                                   .password = t->settings.password,
                                   .schema = c->sinau_schema,
                                   .read_only = true};
        struct err why;

        if ((!t->view && !sinau_view_open(&params, c->sinau_view, &t->view, &why)) ||
            !sinau_view_start(t->view, &why)) {
                lose(t, now_ms, &why);
                return true;
        }
        t->polling = true;
        t->rows = t->changed = t->rejected = 0;
        t->batch.origin = "view";
        t->batch.file = c->sinau_view;
        t->batch.hash = "";
        return note_beginning(t, state, err);
}

static bool end(struct training *t, struct db *state, int64_t now_ms, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *gone = NULL;

        if (!training_write(t, state, err) ||
            !db_query(state, sql_training_seen_end, DB_ARGS(t->batch.file, t->poll_began), &gone,
                      err))
                return false;
        if (t->changed || db_rows(gone))
                log_info("training view read", log_text("view", t->batch.file),
                         log_number("rows", t->rows), log_number("changed", t->changed),
                         log_number("gone", (int64_t)db_rows(gone)),
                         log_number("rejected", t->rejected));
        if (db_rows(gone)) {
                t->keys_waiting = true;
                t->believed = false;
        }
        t->keys_waiting |= t->held; /* released meanwhile? */
        if (t->view_error.text[0])
                log_notice("training view can be read again");
        t->view_error.text[0] = '\0';
        t->view_failures = 0;
        t->polling = false;
        t->polled = true;
        t->poll_at_ms = now_ms + t->settings.config->sinau_interval_ms;
        return true;
}

bool training_view_slice(struct training *t, struct db *state, int64_t now_ms, int64_t *wait_ms,
                         struct err *err)
{
        struct err why;

        if (!t->polling)
                return start(t, state, now_ms, err);
        for (int i = 0; i < TRAINING_BATCH; i++) {
                switch (sinau_view_next(t->view, &why)) {
                case SINAU_VIEW_ROW:
                        training_add(t, sinau_view_values(t->view), 0);
                        break;
                case SINAU_VIEW_WAIT:
                        *wait_ms = 1000;
                        return training_write(t, state, err);
                case SINAU_VIEW_END:
                        return end(t, state, now_ms, err);
                default:
                        lose(t, now_ms, &why);
                        return true;
                }
        }
        return training_write(t, state, err);
}
