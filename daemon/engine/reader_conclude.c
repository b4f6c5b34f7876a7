/* The end of a reading: our records as they are now beside what was read, and the findings written.
 */
#include <string.h>

#include "engine/arrays.h"
#include "engine/claim.h"
#include "engine/commit.h"
#include "engine/reader_private.h"
#include "ground/mem.h"
#include "sql.h"

/* Columns of reconcile_records.sql. */
enum { COL_KIND, COL_SRC_ID, COL_CODE, COL_DELIVERED_ON };

/* Row of the record in the answer of reconcile_records.sql, or the number of rows. */
static size_t find_more(const struct db_result *more, const struct record *rec)
{
        size_t i = 0;

        while (i < db_rows(more) && (strcmp(db_text(more, i, COL_SRC_ID), rec->src_id) != 0 ||
                                     strcmp(db_text(more, i, COL_KIND), rec->d->kind) != 0))
                i++;
        return i;
}

static struct drift_row row_of(const struct reader *r, const struct record *rec,
                               const struct db_result *more)
{
        size_t at = find_more(more, rec);
        bool known = at < db_rows(more);

        return (struct drift_row){
                .src_id = rec->src_id,
                .payload = rec->faulty ? NULL : rec->payload,
                .delivered = session_sent_is_delivered(rec) ? rec->intent_payload : NULL,
                .delivered_on =
                        known && rec->delivered_hash ? db_value(more, at, COL_DELIVERED_ON) : NULL,
                .agreed = rec->delivered_hash && str_same(rec->delivered_hash, rec->content_hash),
                .is_delete = rec->is_delete,
                .fresh = rec->linked_id && rec->link_age_ms < r->settings.window_ms,
                .state = rec->state,
                .code = known ? db_value(more, at, COL_CODE) : NULL,
                .linked_id = rec->linked_id,
                .match = rec->match,
        };
}

static void note_kinds(struct reader *r, size_t kind, size_t before)
{
        r->kinds = mem_resize_array(r->kinds, r->found.count + 1, sizeof *r->kinds);
        for (size_t i = before; i < r->found.count; i++)
                r->kinds[i] = kind;
}

static void compare_kind(struct reader *r, size_t kind, const struct db_result *more)
{
        struct session *s = r->session;
        CLEANUP(free_ptr)
        struct drift_row *rows = NEW_ARRAY(struct drift_row, s->record_count + 1);
        size_t n = 0, before = r->found.count;

        session_match(s, kind);
        for (size_t i = 0; i < s->record_count; i++) {
                if (s->records[i].kind != kind)
                        continue;
                session_fill_links(s, &s->records[i]);
                rows[n++] = row_of(r, &s->records[i], more);
        }
        drift_find(r->settings.catalog->on[kind], rows, n, s->views[kind].rows, &r->found);
        note_kinds(r, kind, before);
}

static void compare_person(struct reader *r, const struct db_result *more)
{
        const struct session *s = r->session;
        const struct catalog *c = r->settings.catalog;
        const char *src_id = "";
        size_t person = 0;

        for (size_t k = 0; k < c->on_count; k++) {
                if (s->views[k].rows && c->on[k]->mode != MODE_MIRROR)
                        compare_kind(r, k, more);
        }
        if (!r->absent)
                return;
        while (!c->on[person]->person)
                person++;
        for (size_t i = 0; i < s->record_count; i++) {
                if (s->records[i].kind == person)
                        src_id = s->records[i].src_id;
        }
        drift_add_person(&r->found, src_id, r->absent);
        note_kinds(r, person, r->found.count - 1);
}

static size_t open_findings(const struct drift_list *found)
{
        size_t n = 0;

        for (size_t i = 0; i < found->count; i++)
                n += drift_open(&found->items[i]);
        return n;
}

static bool write_event(const struct reader *r, struct db *state, struct err *err)
{
        struct arrays events = {0};
        json_t *detail =
                json_pack("{s:I, s:I, s:I, s:I}", "compared", (json_int_t)r->found.compared,
                          "equal", (json_int_t)r->found.equal, "findings",
                          (json_int_t)r->found.count, "open", (json_int_t)open_findings(&r->found));
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);

        json_decref(detail);
        ARRAYS_ADD(&events, "reconcile", r->session->nip, "", "", text);
        bool ok = arrays_query(state, sql_event_append, &r->settings.actor, 1,
                               &(struct arrays_part){&events, 5}, 1, NULL, err);
        arrays_free(&events);
        return ok;
}

static bool write_drift(const struct reader *r, struct db *state, struct err *err)
{
        const char *nip[] = {r->session->nip};
        struct arrays found = {0};

        for (size_t i = 0; i < r->found.count; i++) {
                const struct drift *f = &r->found.items[i];

                ARRAYS_ADD(&found, reader_found_kind(r, i), drift_kind_name(f->kind), f->src_id,
                           f->siasn_id, f->field, f->simpeg, f->siasn, drift_newer_name(f->newer),
                           f->reason);
        }
        bool ok = arrays_query(state, sql_drift_put, nip, 1, &(struct arrays_part){&found, 9}, 1,
                               NULL, err);
        arrays_free(&found);
        return ok;
}

static bool write_mirror(const struct reader *r, struct db *state, struct err *err)
{
        struct arrays lists = {0}, remotes = {0};
        const struct arrays_part parts[] = {{&remotes, 4}, {&lists, 2}};

        for (size_t k = 0; k < r->settings.catalog->on_count; k++) {
                if (r->session->views[k].rows)
                        commit_list(r->session, k, &lists, &remotes);
        }
        bool ok = lists.rows == 0 ||
                  arrays_query(state, sql_remote_put, NULL, 0, parts, 2, NULL, err);
        arrays_free(&lists);
        arrays_free(&remotes);
        return ok;
}

/* `*ret_same` false: somebody has worked on the person since the reading began. */
static bool conclude(struct reader *r, struct db *state, bool *ret_same, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *same = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *more = NULL;
        const struct claim_settings look = {.catalog = r->settings.catalog,
                                            .window_ms = r->settings.window_ms};
        struct session *s = r->session;

        if (!db_query(state, sql_reconcile_same, DB_ARGS(s->nip, NUMBER(s->fence)), &same, err))
                return false;
        *ret_same = db_rows(same) > 0;
        if (!*ret_same)
                return true;
        if (!claim_look_records(&look, state, s, err) ||
            !db_query(state, sql_reconcile_records, DB_ARGS(s->nip), &more, err))
                return false;
        compare_person(r, more);
        return write_mirror(r, state, err) && write_drift(r, state, err) &&
               db_query(state, sql_reconcile_done, DB_ARGS(s->nip), NULL, err) &&
               write_event(r, state, err);
}

bool reader_conclude(struct reader *r, struct db *state, struct err *err)
{
        bool same = false;

        if (!db_begin(state, err))
                return false;
        if (!conclude(r, state, &same, err) || !db_commit(state, err)) {
                db_rollback(state);
                return false;
        }
        r->state = same ? READER_DONE : READER_STALE;
        return true;
}
