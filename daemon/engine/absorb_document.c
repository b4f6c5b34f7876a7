#include "engine/absorb_document.h"

#include <string.h>

#include "engine/arrays.h"
#include "ground/mem.h"
#include "sql.h"

static char queue_kind[] = "dokumen", queue_title[] = "Dokumen", queue_view[] = "v_dokumen";

const struct descriptor document_queue = {
        .kind = queue_kind, .title = queue_title, .view = queue_view, .enabled = true};

/* Columns of source_document_fetch.sql. */
enum {
        COL_HASH,
        COL_SRC_ID,
        COL_VIEW,
        COL_OWNER,
        COL_TYPE,
        COL_PATH,
        COL_HAS_BYTES,
        COL_HAS_BASE64,
        COL_UPDATED_AT,
};

struct batch {
        const struct absorb *a;
        const struct catalog *catalog;
        struct arrays takes;      /* kind, view, type: which kinds take which documents */
        struct arrays places;     /* doc_id, view, src_id, type */
        struct arrays persons;    /* nip */
        struct arrays documents;  /* as document_absorb.sql */
        struct arrays ids;        /* doc_id */
        struct arrays rows;       /* doc_id, nip "", hash */
        struct arrays slots;      /* view, src_id, type */
        struct arrays gone;       /* doc_id */
        struct arrays vanished;   /* the same, of source_row */
        struct arrays done;       /* doc_id, mark */
        struct arrays judged;     /* kind, doc_id */
        struct arrays reasons;    /* kind, doc_id, code, field, nip, value, severity */
        struct arrays events;     /* what, nip, kind, doc_id, detail */
        struct db_result *owners; /* doc_id, nip */
        int64_t faulty, lost;
};

static void batch_free(struct batch *b)
{
        struct arrays *all[] = {&b->takes,  &b->places,  &b->persons, &b->documents, &b->ids,
                                &b->rows,   &b->slots,   &b->gone,    &b->vanished,  &b->done,
                                &b->judged, &b->reasons, &b->events};

        for (size_t i = 0; i < COUNT_OF(all); i++)
                arrays_free(all[i]);
        db_result_free(b->owners);
}

static void add_takes(struct batch *b)
{
        for (size_t k = 0; k < b->catalog->on_count; k++) {
                const struct descriptor *d = b->catalog->on[k];

                for (size_t i = 0; i < d->document_count; i++)
                        ARRAYS_ADD(&b->takes, d->kind, d->view, NUMBER(d->documents[i]));
        }
}

/* Under which name source_row and changed_key know the rows. */
static const char *feed_of(const struct batch *b)
{
        return b->a->feed ? b->a->feed : document_queue.kind;
}

/* By any kind, switched on or not: one that is off now may be on tomorrow. */
static bool is_taken(const struct catalog *catalog, const char *view, int type)
{
        for (size_t k = 0; k < catalog->all.count; k++) {
                const struct descriptor *d = catalog->all.items[k];

                if (strcmp(d->view, view) == 0 && descriptor_takes_document(d, type))
                        return true;
        }
        return false;
}

static const char *origin_of(const struct db_result *rows, size_t row)
{
        bool path = db_value(rows, row, COL_PATH), bytes = db_bool(rows, row, COL_HAS_BYTES),
             base64 = db_bool(rows, row, COL_HAS_BASE64);

        if (path + bytes + base64 != 1)
                return NULL;
        return path ? "path" : bytes ? "bytea" : "base64";
}

static const char *nip_of(const struct batch *b, const char *doc_id)
{
        for (size_t i = 0; i < db_rows(b->owners); i++) {
                if (strcmp(db_text(b->owners, i, 0), doc_id) == 0)
                        return db_text(b->owners, i, 1);
        }
        return "";
}

static void add_reason(struct batch *b, const char *doc_id, const char *code, const char *value)
{
        const char *nip = nip_of(b, doc_id);
        json_t *codes = json_pack("[s]", code);
        CLEANUP(free_ptr) char *detail = json_dumps(codes, JSON_COMPACT);

        json_decref(codes);
        ARRAYS_ADD(&b->reasons, document_queue.kind, doc_id, code, "", nip, value, "error");
        ARRAYS_ADD(&b->events, "quarantine", nip, document_queue.kind, doc_id, detail);
        b->faulty++;
}

const char *document_fault(const struct catalog *catalog, const struct db_result *rows, size_t row,
                           const char **value)
{
        const char *type = db_text(rows, row, COL_TYPE);

        if (!is_taken(catalog, db_text(rows, row, COL_VIEW), (int)db_int(rows, row, COL_TYPE))) {
                *value = *type ? type : "(kosong)";
                return "DOC_TYPE";
        }
        if (origin_of(rows, row))
                return NULL;
        *value = db_value(rows, row, COL_PATH) || db_bool(rows, row, COL_HAS_BYTES)
                         ? "ada lebih dari satu"
                         : "berkas maupun isinya kosong";
        return "DOC_SOURCE";
}

static void add_document(struct batch *b, const struct db_result *rows, size_t row)
{
        const char *doc_id = db_text(rows, row, COL_SRC_ID), *view = db_text(rows, row, COL_VIEW);
        const char *owner = db_text(rows, row, COL_OWNER), *type = db_text(rows, row, COL_TYPE);
        const char *origin = origin_of(rows, row), *value;
        const char *fault = document_fault(b->catalog, rows, row, &value);

        if (fault)
                add_reason(b, doc_id, fault, value);
        ARRAYS_ADD(&b->judged, document_queue.kind, doc_id);
        ARRAYS_ADD(&b->documents, doc_id, view, owner, *type ? type : "0",
                   origin ? origin : "base64", db_value(rows, row, COL_PATH),
                   db_value(rows, row, COL_UPDATED_AT), fault ? "t" : "f");
        ARRAYS_ADD(&b->rows, doc_id, "", db_text(rows, row, COL_HASH));
        ARRAYS_ADD(&b->ids, doc_id);
        ARRAYS_ADD(&b->slots, view, owner, *type ? type : "0");
}

static bool run(struct batch *b, const char *sql, const char *const *lead, size_t lead_count,
                struct arrays *table, size_t width, struct err *err)
{
        if (table->rows == 0)
                return true;
        return arrays_query(b->a->state, sql, lead, lead_count, &(struct arrays_part){table, width},
                            1, NULL, err);
}

/* All persons, of before and after, in one order, before anything else is locked. */
static bool lock_persons(struct batch *b, const struct db_result *taken,
                         const struct db_result *rows, struct err *err)
{
        const struct arrays_part parts[] = {{&b->takes, 3}, {&b->places, 4}};

        add_takes(b);
        for (size_t i = 0; i < db_rows(taken); i++) /* those that are gone among them */
                ARRAYS_ADD(&b->places, db_text(taken, i, 0), "", "", "0");
        for (size_t i = 0; i < db_rows(rows); i++)
                ARRAYS_ADD(&b->places, db_text(rows, i, COL_SRC_ID), db_text(rows, i, COL_VIEW),
                           db_text(rows, i, COL_OWNER),
                           db_value(rows, i, COL_TYPE) ? db_text(rows, i, COL_TYPE) : "0");
        if (!arrays_query(b->a->state, sql_document_persons, NULL, 0, parts, 2, &b->owners, err))
                return false;
        for (size_t i = 0; i < db_rows(b->owners); i++)
                ARRAYS_ADD(&b->persons, db_text(b->owners, i, 1));
        return run(b, sql_absorb_employee, NULL, 0, &b->persons, 1, err);
}

static void sort_keys(struct batch *b, const struct db_result *taken, const struct db_result *rows)
{
        size_t row = 0;

        for (size_t i = 0; i < db_rows(taken); i++)
                ARRAYS_ADD(&b->done, db_text(taken, i, 0), db_text(taken, i, 1));
        for (size_t i = 0; i < db_rows(rows); i++)
                add_document(b, rows, i);
        /* Rows are sorted, the keys that were taken are not. */
        for (size_t i = 0; i < db_rows(taken); i++) {
                for (row = 0; row < db_rows(rows); row++) {
                        if (strcmp(db_text(rows, row, COL_SRC_ID), db_text(taken, i, 0)) == 0)
                                break;
                }
                if (row < db_rows(rows))
                        continue;
                ARRAYS_ADD(&b->gone, db_text(taken, i, 0));
                ARRAYS_ADD(&b->vanished, db_text(taken, i, 0));
                b->lost++;
        }
}

static bool write_gone(struct batch *b, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *places = NULL;
        const char *lead[] = {feed_of(b)};

        if (b->gone.rows == 0)
                return true;
        if (!arrays_query(b->a->state, sql_document_gone, NULL, 0,
                          &(struct arrays_part){&b->gone, 1}, 1, &places, err))
                return false;
        for (size_t i = 0; i < db_rows(places); i++)
                ARRAYS_ADD(&b->slots, db_text(places, i, 0), db_text(places, i, 1),
                           db_text(places, i, 2));
        return run(b, sql_absorb_gone_source, lead, 1, &b->vanished, 1, err);
}

static bool resolve(struct batch *b, struct err *err)
{
        const struct arrays_part parts[] = {{&b->takes, 3}, {&b->ids, 1}};

        add_takes(b);
        return b->ids.rows == 0 ||
               arrays_query(b->a->state, sql_document_resolve, NULL, 0, parts, 2, NULL, err);
}

static bool write_all(struct batch *b, const struct db_result *taken, const struct db_result *rows,
                      struct err *err)
{
        const struct arrays_part reasons[] = {{&b->judged, 2}, {&b->reasons, 7}};
        const char *feed[] = {feed_of(b)};
        const char *actor[] = {b->a->actor};

        if (!lock_persons(b, taken, rows, err))
                return false;
        sort_keys(b, taken, rows);
        return run(b, sql_document_absorb, NULL, 0, &b->documents, 8, err) && resolve(b, err) &&
               write_gone(b, err) &&
               (b->judged.rows == 0 || arrays_query(b->a->state, sql_quarantine_replace, NULL, 0,
                                                    reasons, 2, NULL, err)) &&
               run(b, sql_document_slots, NULL, 0, &b->slots, 3, err) &&
               run(b, sql_absorb_source_row, feed, 1, &b->rows, 3, err) &&
               run(b, sql_changed_key_done, feed, 1, &b->done, 2, err) &&
               run(b, sql_event_append, actor, 1, &b->events, 5, err);
}

bool absorb_documents(const struct absorb *a, const struct catalog *catalog,
                      const struct db_result *taken, const struct db_result *rows,
                      struct absorb_counts *counts, struct err *err)
{
        struct batch b = {.a = a, .catalog = catalog};
        bool ok = db_begin(a->state, err);

        if (ok) {
                ok = write_all(&b, taken, rows, err) && db_commit(a->state, err);
                if (!ok)
                        db_rollback(a->state);
        }
        if (ok) {
                counts->changed += (int64_t)db_rows(rows);
                counts->faulty += b.faulty;
                counts->gone += b.lost;
        }
        batch_free(&b);
        return ok;
}

bool absorb_documents_follow(struct db *state, const struct descriptor *d, const char *src_ids,
                             struct err *err)
{
        struct text types = {0};

        if (d->document_count == 0)
                return true;
        for (size_t i = 0; i < d->document_count; i++)
                db_array_add(&types, NUMBER(d->documents[i]));
        bool ok = db_query(state, sql_document_follow,
                           DB_ARGS(d->kind, d->view, db_array_end(&types), src_ids), NULL, err);
        text_free(&types);
        return ok;
}
