#include "engine/absorb.h"

#include <jansson.h>
#include <string.h>

#include "engine/absorb_document.h"
#include "engine/arrays.h"
#include "ground/mem.h"
#include "pure/digest.h"
#include "sql.h"

/* Faults of a person's own row that make every record of the person unsafe to send. */
static const char *const blocking[] = {"NIP_FORMAT", "NIP_BIRTH", "INACTIVE_EMP"};

struct batch {
        const struct absorb *a;
        const struct descriptor *d;
        struct arrays persons;  /* nip */
        struct arrays touched;  /* nip: persons of rows that came, changed or went */
        struct arrays blocked;  /* nip, code */
        struct arrays rows;     /* src_id, nip, hash */
        struct arrays moved;    /* src_id, nip */
        struct arrays records;  /* src_id, nip, sort_key, payload, content_hash, hint, faulty */
        struct arrays gone;     /* src_id: no record any more */
        struct arrays vanished; /* src_id: no source row any more */
        struct arrays owners;   /* src_id: rows that documents may hang on */
        struct arrays done;     /* src_id, mark */
        struct arrays faulty;   /* kind, src_id */
        struct arrays reasons;  /* kind, src_id, code, field, nip, value, severity */
        struct arrays events;   /* what, nip, kind, src_id, detail */
        struct absorb_counts counts;
};

static void batch_free(struct batch *b)
{
        arrays_free(&b->persons);
        arrays_free(&b->touched);
        arrays_free(&b->blocked);
        arrays_free(&b->rows);
        arrays_free(&b->moved);
        arrays_free(&b->records);
        arrays_free(&b->gone);
        arrays_free(&b->vanished);
        arrays_free(&b->owners);
        arrays_free(&b->done);
        arrays_free(&b->faulty);
        arrays_free(&b->reasons);
        arrays_free(&b->events);
}

const char *absorb_blocking(const struct fault_list *faults)
{
        for (size_t i = 0; i < COUNT_OF(blocking); i++) {
                if (fault_has(faults, blocking[i]))
                        return blocking[i];
        }
        return NULL;
}

static void add_reasons(struct batch *b, const char *src_id, const char *nip,
                        const struct fault_list *faults)
{
        CLEANUP(free_ptr) char *detail = NULL;
        json_t *codes = json_array();

        for (size_t i = 0; i < faults->count; i++) {
                const struct fault *f = &faults->items[i];

                ARRAYS_ADD(&b->reasons, b->d->kind, src_id, f->kind->code, f->field, nip, f->value,
                           fault_severity_name(f->kind->severity));
                json_array_append_new(codes, json_string(f->kind->code));
        }
        detail = json_dumps(codes, JSON_COMPACT);
        json_decref(codes);
        ARRAYS_ADD(&b->faulty, b->d->kind, src_id);
        ARRAYS_ADD(&b->events, "quarantine", nip, b->d->kind, src_id, detail);
        b->counts.faulty++;
}

static void add_record(struct batch *b, const char *const *values, const char *nip)
{
        const char *src_id = values[COLUMN_SRC_ID];
        struct mapped m = {0};
        char hash[DIGEST_HEX] = "";

        map_row(b->d, values, b->a->site, &m);
        CLEANUP(free_ptr) char *payload = m.payload ? map_canonical(m.payload) : NULL;
        CLEANUP(free_ptr)
        char *hint = b->d->has_siasn_id && values[COLUMN_SIASN_ID]
                             ? map_siasn_id(values[COLUMN_SIASN_ID])
                             : NULL;
        if (payload)
                digest_hex(payload, strlen(payload), hash);
        if (!payload)
                add_reasons(b, src_id, nip, &m.faults);
        ARRAYS_ADD(&b->records, src_id, nip, m.sort_key ? m.sort_key : "", payload, hash, hint,
                   payload ? "f" : "t");
        if (b->d->person)
                ARRAYS_ADD(&b->blocked, nip, absorb_blocking(&m.faults));
        mapped_clear(&m);
}

static void add_row(struct batch *b, const struct db_result *rows, size_t row)
{
        CLEANUP(free_ptr) const char **values = NEW_ARRAY(const char *, b->d->column_count);

        for (size_t i = 0; i < b->d->column_count; i++)
                values[i] = db_value(rows, row, i + 1);
        const char *nip = values[COLUMN_NIP] ? values[COLUMN_NIP] : "";
        ARRAYS_ADD(&b->persons, nip);
        ARRAYS_ADD(&b->touched, nip);
        ARRAYS_ADD(&b->rows, values[COLUMN_SRC_ID], nip, db_text(rows, row, 0));
        ARRAYS_ADD(&b->moved, values[COLUMN_SRC_ID], nip);
        if (b->d->document_count)
                ARRAYS_ADD(&b->owners, values[COLUMN_SRC_ID]);
        const char *deleted = b->d->is_deleted == NO_COLUMN ? NULL : values[b->d->is_deleted];
        if (deleted && *deleted == 't')
                ARRAYS_ADD(&b->gone, values[COLUMN_SRC_ID]);
        else
                add_record(b, values, nip);
}

/* Index of the first row with that key, or db_rows(). Rows are sorted bytewise. */
static size_t find_row(const struct db_result *rows, const char *src_id)
{
        size_t low = 0, high = db_rows(rows);

        while (low < high) {
                size_t middle = low + (high - low) / 2;

                if (strcmp(db_text(rows, middle, 1 + COLUMN_SRC_ID), src_id) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        if (low < db_rows(rows) && strcmp(db_text(rows, low, 1 + COLUMN_SRC_ID), src_id) == 0)
                return low;
        return db_rows(rows);
}

static void sort_keys(struct batch *b, const struct db_result *taken, const struct db_result *rows)
{
        for (size_t i = 0; i < db_rows(taken); i++) {
                const char *src_id = db_text(taken, i, 0);
                size_t row = find_row(rows, src_id);

                ARRAYS_ADD(&b->done, src_id, db_text(taken, i, 1));
                if (row < db_rows(rows)) {
                        add_row(b, rows, row);
                } else {
                        ARRAYS_ADD(&b->gone, src_id);
                        ARRAYS_ADD(&b->vanished, src_id);
                }
        }
}

/* Where the rows came from, as source_row and changed_key call it. */
static const char *feed_of(const struct batch *b)
{
        return b->a->feed ? b->a->feed : b->d->kind;
}

static bool run(struct batch *b, const char *sql, const char *const *lead, size_t lead_count,
                struct arrays *table, size_t width, struct db_result **ret, struct err *err)
{
        if (table->rows == 0 && !ret)
                return true;
        return arrays_query(b->a->state, sql, lead, lead_count, &(struct arrays_part){table, width},
                            1, ret, err);
}

/* Persons come first and in one order, so that daemons and sessions never wait in a circle. */
static bool write_persons(struct batch *b, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *changed = NULL;
        struct arrays nips = {0};

        if (!run(b, sql_absorb_employee, NULL, 0, &b->persons, 1, NULL, err))
                return false;
        if (b->blocked.rows == 0)
                return true;
        if (!run(b, sql_absorb_blocked, NULL, 0, &b->blocked, 2, &changed, err))
                return false;
        for (size_t i = 0; i < db_rows(changed); i++)
                ARRAYS_ADD(&nips, db_text(changed, i, 0));
        bool ok = run(b, sql_absorb_unblock, NULL, 0, &nips, 1, NULL, err);
        arrays_free(&nips);
        return ok;
}

/* A person whose own row went away is no longer known: everything of that person stops. */
static bool write_gone(struct batch *b, struct err *err)
{
        const char *kind[] = {b->d->kind}, *feed[] = {feed_of(b)};
        CLEANUP(db_result_free_ptr) struct db_result *gone = NULL;
        struct arrays nips = {0}, lost = {0};

        if (b->gone.rows == 0)
                return true;
        if (!run(b, sql_absorb_gone, kind, 1, &b->gone, 1, &gone, err))
                return false;
        for (size_t i = 0; i < db_rows(gone); i++) {
                const char *nip = db_text(gone, i, 1);

                ARRAYS_ADD(&nips, nip);
                ARRAYS_ADD(&b->touched, nip);
                if (b->d->person)
                        ARRAYS_ADD(&lost, nip);
                ARRAYS_ADD(&b->events, "gone", nip, b->d->kind, db_text(gone, i, 0),
                           db_bool(gone, i, 2) ? "{\"at_siasn\":true}" : "{\"at_siasn\":false}");
                b->counts.gone++;
        }
        bool ok = run(b, sql_absorb_employee, NULL, 0, &nips, 1, NULL, err) &&
                  run(b, sql_absorb_lost, kind, 1, &lost, 1, NULL, err) &&
                  run(b, sql_absorb_gone_source, feed, 1, &b->vanished, 1, NULL, err);
        arrays_free(&nips);
        arrays_free(&lost);
        return ok;
}

/* Changed rows are held against what SIASN's lists no longer have; others keep their warnings. */
static bool write_warnings(struct batch *b, const struct db_result *changed, struct err *err)
{
        const char *kind[] = {b->d->kind};
        struct arrays keys = {0};

        for (size_t i = 0; i < db_rows(changed); i++)
                ARRAYS_ADD(&keys, db_text(changed, i, 0));
        bool ok = run(b, sql_reference_flag_rows, kind, 1, &keys, 1, NULL, err);
        arrays_free(&keys);
        return ok;
}

static bool write_reasons(struct batch *b, const struct db_result *changed, struct err *err)
{
        const struct arrays_part parts[] = {{&b->faulty, 2}, {&b->reasons, 7}};

        for (size_t i = 0; i < db_rows(changed); i++)
                ARRAYS_ADD(&b->faulty, b->d->kind, db_text(changed, i, 0));
        if (b->faulty.rows == 0)
                return true;
        return arrays_query(b->a->state, sql_quarantine_replace, NULL, 0, parts, 2, NULL, err);
}

/*
 * Keys that now belong to another person: the old person's row is gone. Rare, so what hangs on them
 * is only touched then.
 */
static bool move_reused_keys(struct batch *b, struct err *err)
{
        const char *kind[] = {b->d->kind};
        CLEANUP(db_result_free_ptr) struct db_result *moved = NULL;
        struct arrays renamed = {0};

        if (!run(b, sql_absorb_moved, kind, 1, &b->moved, 2, &moved, err))
                return false;
        for (size_t i = 0; i < db_rows(moved); i++) {
                ARRAYS_ADD(&renamed, db_text(moved, i, 0), db_text(moved, i, 1));
                ARRAYS_ADD(&b->gone, db_text(moved, i, 1));
        }
        bool ok = run(b, sql_absorb_moved_rest, kind, 1, &renamed, 2, NULL, err);
        arrays_free(&renamed);
        return ok;
}

static bool write_records(struct batch *b, struct err *err)
{
        const char *feed[] = {feed_of(b)};
        const char *lead[] = {b->d->kind, NUMBER(b->d->order),
                              descriptor_writes(b->d) ? "upsert" : "compare"};
        CLEANUP(db_result_free_ptr) struct db_result *changed = NULL;

        if (b->rows.rows == 0)
                return true;
        if (!run(b, sql_absorb_source_row, feed, 1, &b->rows, 3, NULL, err) ||
            !move_reused_keys(b, err))
                return false;
        if (b->records.rows == 0)
                return true;
        if (!run(b, sql_absorb_outbox, lead, 3, &b->records, 7, &changed, err) ||
            !write_reasons(b, changed, err) || !write_warnings(b, changed, err))
                return false;
        b->counts.changed = (int64_t)db_rows(changed);
        return true;
}

static bool follow(struct batch *b, struct err *err)
{
        return b->owners.rows == 0 ||
               absorb_documents_follow(b->a->state, b->d, db_array_end(&b->owners.column[0]), err);
}

/* A training of SIMPEG's and a completion from elsewhere may be the same: see training_twins.sql.
 */
static bool write_twins(struct batch *b, struct err *err)
{
        static const char *const trainings[] = {"kursus", "diklat"};

        for (size_t i = 0; i < COUNT_OF(trainings); i++) {
                if (strcmp(b->d->kind, trainings[i]) == 0)
                        return run(b, sql_training_twins, NULL, 0, &b->touched, 1, NULL, err);
        }
        return true;
}

static bool write_all(struct batch *b, struct arrays *siblings, struct err *err)
{
        const char *kind[] = {b->d->kind}, *feed[] = {feed_of(b)};
        const char *actor[] = {b->a->actor};

        return write_persons(b, err) && write_records(b, err) && write_gone(b, err) &&
               follow(b, err) && write_twins(b, err) &&
               run(b, sql_absorb_rematch, kind, 1, siblings, 1, NULL, err) &&
               run(b, sql_changed_key_done, feed, 1, &b->done, 2, NULL, err) &&
               run(b, sql_event_append, actor, 1, &b->events, 5, NULL, err);
}

bool absorb_batch(const struct absorb *a, const struct descriptor *d, const struct db_result *taken,
                  const struct db_result *rows, struct absorb_counts *counts, struct err *err)
{
        struct batch b = {.a = a, .d = d};
        struct arrays siblings = {0};

        sort_keys(&b, taken, rows);
        for (size_t i = 0; i < db_rows(rows); i++)
                ARRAYS_ADD(&siblings, db_text(rows, i, 1 + COLUMN_NIP));
        bool ok = db_begin(a->state, err);
        if (ok) {
                ok = write_all(&b, &siblings, err) && db_commit(a->state, err);
                if (!ok)
                        db_rollback(a->state);
        }
        if (ok) {
                counts->changed += b.counts.changed;
                counts->faulty += b.counts.faulty;
                counts->gone += b.counts.gone;
        }
        arrays_free(&siblings);
        batch_free(&b);
        return ok;
}
