/* One CSV file: known by its digest, or read to its end and noted. */
#include <stdio.h>
#include <string.h>

#include "engine/training_private.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "sql.h"

enum { RETRY_MS = 60000 };

void training_file_drop(struct training *t)
{
        sinau_file_close(TAKE_PTR(t->file));
        arrays_clear(&t->batch.rows);
        arrays_clear(&t->batch.rejects);
}

static void archive(struct training *t)
{
        const char *folder = t->settings.config->sinau_archive;
        struct err err;

        if (*folder && !sinau_file_archive(t->file, folder, &err))
                log_warning("a file that was read stays where it is", log_text("error", err.text));
}

static void finish(struct training *t)
{
        folder_taken(t->folder, sinau_file_name(t->file));
        archive(t);
        training_file_drop(t);
}

/* Unreadable just now, or written to while it was read: looked at again in a while. */
static void postpone(struct training *t, int64_t now_ms, const struct err *err)
{
        training_complain(&t->folder_error, "a training file cannot be read: trying again", err);
        folder_later(t->folder, sinau_file_name(t->file), now_ms + RETRY_MS);
        training_file_drop(t);
}

static bool begin(struct training *t, struct db *state, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(state, sql_training_file_seen,
                      DB_ARGS(sinau_file_hash(t->file), sinau_file_name(t->file),
                              NUMBER(sinau_file_size(t->file))),
                      &r, err))
                return false;
        if (db_bool(r, 0, 0)) {
                finish(t);
                return true;
        }
        t->digested = true;
        t->rows = t->changed = t->rejected = 0;
        t->batch.origin = "csv";
        t->batch.file = sinau_file_name(t->file);
        t->batch.hash = sinau_file_hash(t->file);
        return true;
}

static bool tell(struct training *t, struct db *state, const char *refused, struct err *err)
{
        struct arrays events = {0};
        json_t *detail = json_pack("{s:s, s:s, s:I, s:I, s:I}", "file", t->batch.file, "sha256",
                                   t->batch.hash, "rows", (json_int_t)t->rows, "changed",
                                   (json_int_t)t->changed, "rejected", (json_int_t)t->rejected);

        if (refused)
                json_object_set_new(detail, "refused", json_string(refused));
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);
        json_decref(detail);
        ARRAYS_ADD(&events, "training_file", "", "kursus", "", text);
        bool ok = arrays_query(state, sql_event_append, &t->settings.actor, 1,
                               &(struct arrays_part){&events, 5}, 1, NULL, err);
        arrays_free(&events);
        return ok;
}

/* `refused`: why nothing of it could be read; NULL: it was read to its end. */
static bool end(struct training *t, struct db *state, const char *refused, struct err *err)
{
        if (!training_write(t, state, err) || !db_begin(state, err))
                return false;
        /* The file is moved away after this: what was read of it must not be lost. */
        if (!db_script(state, sql_commit_durable, err) ||
            !db_query(state, sql_training_file_done,
                      DB_ARGS(t->batch.hash, t->batch.file, NUMBER(t->rows), NUMBER(t->rejected),
                              refused),
                      NULL, err) ||
            !tell(t, state, refused, err) || !db_commit(state, err)) {
                db_rollback(state);
                return false;
        }
        t->folder_error.text[0] = '\0';
        if (refused)
                log_warning("a training file was refused", log_id(LOG_ID_TRAINING_REFUSED),
                            log_text("file", t->batch.file), log_text("why", refused));
        else
                log_notice("training file read", log_text("file", t->batch.file),
                           log_number("rows", t->rows), log_number("changed", t->changed),
                           log_number("rejected", t->rejected));
        finish(t);
        return true;
}

static bool slice(struct training *t, struct db *state, int64_t now_ms, struct err *err)
{
        struct err why;

        for (int i = 0; i < TRAINING_BATCH; i++) {
                switch (sinau_file_next(t->file, &why)) {
                case SINAU_ROW:
                        training_add(t, sinau_file_values(t->file), sinau_file_line(t->file));
                        break;
                case SINAU_BAD:
                        training_add_bad(t, sinau_file_line(t->file), why.text);
                        break;
                case SINAU_REFUSED:
                        return end(t, state, why.text, err);
                case SINAU_END:
                        return end(t, state, NULL, err);
                case SINAU_CHANGED:
                        err_set(&why, "%s changed while it was read", t->batch.file);
                        postpone(t, now_ms, &why);
                        return true;
                default:
                        postpone(t, now_ms, &why);
                        return true;
                }
        }
        return training_write(t, state, err);
}

bool training_file_slice(struct training *t, struct db *state, int64_t now_ms, struct err *err)
{
        struct err why;
        bool done;

        if (t->digested)
                return slice(t, state, now_ms, err);
        if (!sinau_file_digest(t->file, &done, &why)) {
                postpone(t, now_ms, &why);
                return true;
        }
        return !done || begin(t, state, err);
}
