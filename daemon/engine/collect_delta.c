/* The fast ways of collecting: update stamps and the site's change log. */
#include <string.h>

#include "engine/collect_private.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "sql.h"

/* Stamps may have day resolution and writers commit late: look back this far (simpeg.md 1d). */
#define STAMP_OVERLAP_S "90000"

bool collect_cursor_get(struct collector *c, const char *name, char **ret, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(c->state, sql_cursor_get, DB_ARGS(name), &r, err))
                return false;
        *ret = db_rows(r) ? mem_dup(db_text(r, 0, 0)) : NULL;
        return true;
}

bool collect_cursor_set(struct collector *c, const char *name, const char *value, struct err *err)
{
        return db_query(c->state, sql_cursor_set, DB_ARGS(name, value), NULL, err);
}

static void stamp_cursor(const struct collector *c, char name[80])
{
        snprintf(name, 80, "stamp:%s", collect_descriptor(c, c->kind)->kind);
}

bool collect_start_stamp(struct collector *c, size_t kind, struct err *err)
{
        CLEANUP(free_ptr) char *since = NULL;
        char name[80];

        c->kind = kind;
        stamp_cursor(c, name);
        if (!collect_cursor_get(c, name, &since, err))
                return false;
        c->phase = PHASE_STAMP;
        return db_send(c->source->db, collect_source(c, kind)->stamp_sql,
                       DB_ARGS(since ? since : "-infinity", STAMP_OVERLAP_S), err);
}

/* Keys and the new watermark go in one transaction: neither without the other. */
bool collect_take_stamp(struct collector *c, struct err *err)
{
        const struct descriptor *d = collect_descriptor(c, c->kind);
        struct arrays found = {0};
        size_t n = db_rows(c->rows);
        char name[80];

        stamp_cursor(c, name);
        c->kinds[c->kind].stamp_wanted = false;
        c->phase = PHASE_IDLE;
        if (n == 0)
                return true;
        for (size_t i = 0; i < n; i++)
                ARRAYS_ADD(&found, db_text(c->rows, i, 0), db_text(c->rows, i, 1));
        c->keys_waiting = true;
        c->kinds[c->kind].believed = false;
        bool ok = db_begin(c->state, err) &&
                  arrays_query(c->state, sql_changed_key_differing, (const char *[]){d->kind}, 1,
                               &(struct arrays_part){&found, 2}, 1, NULL, err) &&
                  collect_cursor_set(c, name, db_text(c->rows, n - 1, 2), err) &&
                  db_commit(c->state, err);
        arrays_free(&found);
        return ok;
}

bool collect_init_changes(struct collector *c, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!c->source->has_changelog)
                return err_set(err,
                               "[collect] mode = changelog needs the table change_log in the "
                               "source schema: have the DBA run schema/source/changelog.sql, or "
                               "choose mode = scan");
        free(c->horizon);
        c->horizon = NULL;
        if (!db_listen(c->source->db, "siasn_change", err) ||
            !collect_cursor_get(c, "changelog", &c->horizon, err))
                return false;
        if (c->horizon)
                return true;
        /* First time: taken before the first scan, so that nothing falls between the two. */
        if (!db_query(c->source->db, sql_source_horizon, NULL, &r, err))
                return false;
        c->horizon = mem_dup(db_text(r, 0, 0));
        return collect_cursor_set(c, "changelog", c->horizon, err);
}

bool collect_start_changes(struct collector *c, struct err *err)
{
        c->changes_wanted = false;
        c->phase = PHASE_CHANGES;
        return db_send(c->source->db, sql_source_changes, DB_ARGS(c->horizon, NUMBER(c->peeked)),
                       err);
}

/* A change without a key means the whole view: mapping tables changed under it. */
static void note_change(struct collector *c, const char *view, const char *src_id)
{
        for (size_t k = 0; k < collect_kind_count(c); k++) {
                const struct descriptor *d = collect_descriptor(c, k);

                if (strcmp(d->view, view) != 0 || !collect_source(c, k)->available)
                        continue;
                if (src_id)
                        ARRAYS_ADD(&c->keys, d->kind, src_id);
                else
                        c->kinds[k].scan_wanted = true;
        }
}

bool collect_take_changes(struct collector *c, struct err *err)
{
        const char *horizon = db_text(c->rows, 0, 0);
        int64_t peeked = c->peeked;

        for (size_t i = 0; i < db_rows(c->rows); i++) {
                if (!db_value(c->rows, i, 1))
                        continue;
                note_change(c, db_text(c->rows, i, 1), db_value(c->rows, i, 2));
                if (db_int(c->rows, i, 3) > peeked)
                        peeked = db_int(c->rows, i, 3);
        }
        c->phase = PHASE_IDLE;
        if (strcmp(horizon, c->horizon) == 0 && c->keys.rows == 0)
                return true;
        if (!db_begin(c->state, err) || !collect_flush_keys(c, err) ||
            !collect_cursor_set(c, "changelog", horizon, err) || !db_commit(c->state, err))
                return false;
        free(c->horizon);
        c->horizon = mem_dup(horizon);
        c->peeked = peeked;
        return true;
}
