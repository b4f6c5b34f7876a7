/* Rows of exports into the state: batches of completions and rejects. */
#include <string.h>

#include "engine/training_private.h"
#include "ground/mem.h"
#include "sql.h"

void training_batch_free(struct training_batch *b)
{
        arrays_free(&b->rows);
        arrays_free(&b->nips);
        arrays_free(&b->keys);
        arrays_free(&b->rejects);
}

/* The same row that is wrong in the same way, in whatever file, is one reject. */
static void add_reject(struct training *t, const char *said, size_t line, const char *src_id,
                       const char *nip, const char *reason)
{
        CLEANUP(text_free) struct text whole = {0};
        char id[DIGEST_HEX];

        text_addf(&whole, "%s\x1f%s\x1f%s", t->batch.origin, said, reason);
        digest_hex(whole.s, whole.len, id);
        ARRAYS_ADD(&t->batch.rejects, id, line ? NUMBER((int64_t)line) : NULL, src_id, nip, reason);
        t->rejected++;
}

void training_add_bad(struct training *t, size_t line, const char *reason)
{
        CLEANUP(text_free) struct text said = {0};

        text_addf(&said, "%s\x1f%zu", t->batch.hash, line);
        t->rows++;
        add_reject(t, said.s, line, NULL, "", reason);
}

static void reject_row(struct training *t, const char *const *values, size_t line,
                       const struct completion *c, const char *reason)
{
        CLEANUP(text_free) struct text said = {0};
        const char *nip = c->values[COMPLETION_NIP];

        for (size_t i = 0; i < COMPLETION_COLUMNS; i++)
                text_addf(&said, "%s\x1f", values[i] ? values[i] : "");
        add_reject(t, said.s, line, c->src_id, nip ? nip : "", reason);
}

void training_add(struct training *t, const char *const *values, size_t line)
{
        struct completion c;
        struct err err;

        t->rows++;
        if (completion_read(values, t->settings.config->sinau_jenis_diklat_id, &c, &err)) {
                char *const *v = c.values;

                ARRAYS_ADD(&t->batch.rows, line ? NUMBER((int64_t)line) : NULL, c.src_id,
                           v[COMPLETION_NIP], v[COMPLETION_NAMA], v[COMPLETION_PENYELENGGARA],
                           v[COMPLETION_NOMOR], v[COMPLETION_MULAI], v[COMPLETION_SELESAI],
                           v[COMPLETION_JP], v[COMPLETION_TAHUN], v[COMPLETION_SUMBER],
                           v[COMPLETION_REF], v[COMPLETION_LULUS], v[COMPLETION_DOKUMEN],
                           v[COMPLETION_JENIS_DIKLAT], v[COMPLETION_JENIS_SERTIPIKAT],
                           v[COMPLETION_JENIS_KURSUS], v[COMPLETION_LOKASI], v[COMPLETION_RUMPUN]);
        } else {
                reject_row(t, values, line, &c, err.text);
        }
        /* A row that has become unreadable is still there: nothing is withdrawn for it. */
        if (t->polling && c.src_id)
                ARRAYS_ADD(&t->batch.keys, c.src_id);
        completion_clear(&c);
}

static bool write_rows(struct training *t, struct db *state, struct err *err)
{
        struct training_batch *b = &t->batch;
        const char *from[] = {b->origin, b->file, b->hash};
        CLEANUP(db_result_free_ptr) struct db_result *changed = NULL;

        if (b->rows.rows == 0)
                return true;
        if (!arrays_query(state, sql_training_put, from, 3, &(struct arrays_part){&b->rows, 19}, 1,
                          &changed, err))
                return false;
        if (db_rows(changed) == 0)
                return true;
        for (size_t i = 0; i < db_rows(changed); i++)
                ARRAYS_ADD(&b->nips, db_text(changed, i, 0));
        t->changed += (int64_t)db_rows(changed);
        t->keys_waiting = true;
        t->believed = false;
        return (!*b->hash ||
                db_query(state, sql_training_file_progress,
                         DB_ARGS(b->hash, NUMBER((int64_t)db_rows(changed))), NULL, err)) &&
               arrays_query(state, sql_training_twins, NULL, 0, &(struct arrays_part){&b->nips, 1},
                            1, NULL, err);
}

bool training_write(struct training *t, struct db *state, struct err *err)
{
        struct training_batch *b = &t->batch;
        const char *from[] = {b->origin, b->file, b->hash};

        if (b->rows.rows + b->rejects.rows + b->keys.rows == 0)
                return true;
        if (!db_begin(state, err))
                return false;
        bool ok = write_rows(t, state, err) &&
                  (b->keys.rows == 0 ||
                   arrays_query(state, sql_training_seen_add, NULL, 0,
                                &(struct arrays_part){&b->keys, 1}, 1, NULL, err)) &&
                  (b->rejects.rows == 0 ||
                   arrays_query(state, sql_training_reject_put, from, 3,
                                &(struct arrays_part){&b->rejects, 5}, 1, NULL, err)) &&
                  db_commit(state, err);
        if (!ok)
                db_rollback(state);
        arrays_clear(&b->rows);
        arrays_clear(&b->nips);
        arrays_clear(&b->keys);
        arrays_clear(&b->rejects);
        return ok;
}
