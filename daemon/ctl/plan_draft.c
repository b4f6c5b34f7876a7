#include "ctl/plan_draft.h"

#include <string.h>

#include "engine/absorb.h"
#include "engine/training.h"
#include "ground/mem.h"
#include "pure/digest.h"
#include "sql.h"

/* ---- Records ---- */

void draft_make_room(struct draft *d)
{
        size_t n = d->s->record_count;

        if (n <= d->room)
                return;
        d->codes = mem_resize_array(d->codes, n, sizeof *d->codes);
        d->values = mem_resize_array(d->values, n, sizeof *d->values);
        d->unread = mem_resize_array(d->unread, n, sizeof *d->unread);
        for (; d->room < n; d->room++) {
                d->codes[d->room] = d->values[d->room] = NULL;
                d->unread[d->room] = false;
        }
}

void draft_clear(struct draft *d)
{
        for (size_t k = 0; d->mirror && k < d->s->catalog->on_count; k++)
                json_decref(d->mirror[k]);
        for (size_t i = 0; i < d->room; i++) {
                free(d->codes[i]);
                free(d->values[i]);
        }
        free(d->mirror);
        free(d->codes);
        free(d->values);
        free(d->unread);
        session_free(d->s);
}

static struct draft *draft_of(struct draft *drafts, size_t count, const char *nip)
{
        for (size_t i = 0; i < count; i++) {
                if (strcmp(drafts[i].s->nip, nip) == 0)
                        return &drafts[i];
        }
        return NULL;
}

static struct record *record_of(struct session *s, size_t kind, const char *src_id)
{
        for (size_t i = 0; i < s->record_count; i++) {
                if (s->records[i].kind == kind && strcmp(s->records[i].src_id, src_id) == 0)
                        return &s->records[i];
        }
        return NULL;
}

static struct record *new_record(struct session *s, size_t kind, const char *src_id)
{
        s->records = mem_resize_array(s->records, s->record_count + 1, sizeof *s->records);
        struct record *r = &s->records[s->record_count++];

        *r = (struct record){.d = s->catalog->on[kind], .kind = kind, .src_id = mem_dup(src_id)};
        return r;
}

/* As absorb_outbox.sql would leave it. */
static void renew(struct record *r, bool is_delete, bool faulty)
{
        bool under_way = r->state == REC_INFLIGHT || r->state == REC_DOUBT;

        if (!under_way && !(r->state == REC_HELD && !r->is_delete))
                r->state = faulty ? REC_REJECTED : REC_READY;
        r->is_delete = is_delete;
        r->faulty = faulty;
        r->rev++;
        r->tries = 0;
        r->due = true;
}

/* As absorb_gone.sql would: what never left is forgotten. */
static void vanish(struct record *r)
{
        bool there = r->linked_id || r->state == REC_INFLIGHT || r->state == REC_DOUBT;

        renew(r, true, false);
        r->settled = !there || !descriptor_writes(r->d);
}

static void set_content(struct record *r, struct mapped *m, const char *hint)
{
        char hash[DIGEST_HEX] = "";

        json_decref(r->payload);
        free(r->payload_text);
        free(r->content_hash);
        free(r->hint_id);
        r->payload = TAKE_PTR(m->payload);
        r->payload_text = r->payload ? map_canonical(r->payload) : NULL;
        if (r->payload_text)
                digest_hex(r->payload_text, strlen(r->payload_text), hash);
        r->content_hash = mem_dup(hash);
        r->hint_id = hint && r->d->has_siasn_id ? map_siasn_id(hint) : NULL;
}

static void take_row(struct plan_base *base, struct draft *d, size_t kind,
                     const char *const *values)
{
        const struct descriptor *desc = base->catalog->on[kind];
        const char *deleted = desc->is_deleted == NO_COLUMN ? NULL : values[desc->is_deleted];
        struct record *r = record_of(d->s, kind, values[COLUMN_SRC_ID]);
        struct mapped m = {0};

        if (deleted && *deleted == 't') {
                if (r)
                        vanish(r);
                return;
        }
        map_row(desc, values, &base->site, &m);
        if (!r)
                r = new_record(d->s, kind, values[COLUMN_SRC_ID]);
        draft_make_room(d);
        set_content(r, &m, values[COLUMN_SIASN_ID]);
        renew(r, false, !r->payload);
        if (m.faults.count > 0) {
                size_t i = (size_t)(r - d->s->records);

                d->codes[i] = mem_dup(m.faults.items[0].kind->code);
                d->values[i] = mem_dup(m.faults.items[0].value);
        }
        if (desc->person) {
                const char *blocked = absorb_blocking(&m.faults);

                free(d->s->blocked);
                d->s->blocked = blocked ? mem_dup(blocked) : NULL;
        }
        mapped_clear(&m);
}

/* ---- Source ---- */

/* Index of the row with that key among (key, hash) rows, or their number. */
static size_t known_row(const struct db_result *known, const char *src_id)
{
        size_t i = 0;

        while (known && i < db_rows(known) && strcmp(db_text(known, i, 0), src_id) != 0)
                i++;
        return known ? i : 0;
}

static bool has_key(const struct db_result *rows, size_t column, const char *src_id)
{
        for (size_t i = 0; i < db_rows(rows); i++) {
                if (strcmp(db_text(rows, i, column), src_id) == 0)
                        return true;
        }
        return false;
}

static void take_rows(struct plan_base *base, struct draft *drafts, size_t count, size_t kind,
                      const struct db_result *known, const struct db_result *rows)
{
        size_t width = base->catalog->on[kind]->column_count;
        CLEANUP(free_ptr) const char **values = NEW_ARRAY(const char *, width);

        for (size_t row = 0; row < db_rows(rows); row++) {
                for (size_t i = 0; i < width; i++)
                        values[i] = db_value(rows, row, i + 1); /* the hash comes first */
                size_t at = known_row(known, values[COLUMN_SRC_ID]);
                bool same = known && at < db_rows(known) &&
                            strcmp(db_text(known, at, 1), db_text(rows, row, 0)) == 0;
                struct draft *d =
                        values[COLUMN_NIP] ? draft_of(drafts, count, values[COLUMN_NIP]) : NULL;

                if (d && (!same || base->all))
                        take_row(base, d, kind, values);
        }
        for (size_t i = 0; known && i < db_rows(known); i++) {
                if (has_key(rows, 1 + COLUMN_SRC_ID, db_text(known, i, 0)))
                        continue;
                for (size_t p = 0; p < count; p++) {
                        struct record *r = record_of(drafts[p].s, kind, db_text(known, i, 0));

                        if (r)
                                vanish(r);
                }
        }
}

bool draft_read_source(struct plan_base *base, struct draft *drafts, size_t count, size_t kind,
                       const char *nips, struct err *err)
{
        const struct source_kind *k = &base->source->kinds[kind];
        CLEANUP(db_result_free_ptr) struct db_result *known = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *keys = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;
        struct text wanted = {0};

        if (!k->available)
                return true;
        CLEANUP(free_ptr) char *view = db_identifier(base->fetch, k->descriptor->view);
        CLEANUP(free_ptr)
        char *keys_sql = db_expand(sql_source_keys_of, (const char *[]){"view", view, NULL});
        if ((base->state_exists && !db_query(base->state, sql_ctl_plan_rows,
                                             DB_ARGS(k->descriptor->kind, nips), &known, err)) ||
            !db_query_text(base->fetch, keys_sql, DB_ARGS(nips), &keys, err))
                return false;
        for (size_t i = 0; i < db_rows(keys); i++)
                db_array_add(&wanted, db_text(keys, i, 0));
        bool ok = db_query_text(base->fetch, k->fetch_sql, DB_ARGS(db_array_end(&wanted)), &rows,
                                err);
        text_free(&wanted);
        if (ok)
                take_rows(base, drafts, count, kind, known, rows);
        return ok;
}

bool draft_read_feed(struct plan_base *base, struct draft *drafts, size_t count, const char *nips,
                     struct err *err)
{
        size_t kind = catalog_index(base->catalog, TRAINING_KIND);
        CLEANUP(db_result_free_ptr) struct db_result *keys = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;
        CLEANUP(free_ptr) char *fetch_sql = NULL;
        struct text wanted = {0};

        if (!base->state_exists || kind == base->catalog->on_count)
                return true;
        if (!db_query(base->state, sql_ctl_plan_feed_keys, DB_ARGS(nips), &keys, err))
                return false;
        for (size_t i = 0; i < db_rows(keys); i++)
                db_array_add(&wanted, db_text(keys, i, 0));
        bool ok =
                db_rows(keys) == 0 ||
                (training_fetch_sql(base->state, base->config->state_schema,
                                    base->catalog->on[kind], &fetch_sql, err) &&
                 db_query_text(base->state, fetch_sql, DB_ARGS(db_array_end(&wanted)), &rows, err));
        text_free(&wanted);
        if (ok && rows)
                take_rows(base, drafts, count, kind, NULL, rows);
        return ok;
}

/* ---- What SIASN has, as we know it ---- */

/* The row with that id, NULL when there is none. */
static json_t *mirror_row(const json_t *rows, const struct descriptor *d, const char *id)
{
        size_t i;
        json_t *row;

        json_array_foreach (rows, i, row) {
                const char *its = json_string_value(json_object_get(row, d->read_id));

                if (its && id && strcasecmp(its, id) == 0)
                        return row;
        }
        return NULL;
}

/* The kind whose list is the person's own record, of which other kinds hold parts. */
static size_t person_kind(const struct session *s)
{
        size_t k = 0;

        while (!s->catalog->on[k]->person)
                k++;
        return k;
}

/* SIASN was read before we wrote: what has been delivered since stands there too. */
static void add_delivered(struct draft *d, struct record *r)
{
        bool person = r->d->mode == MODE_UPDATE;
        json_t *rows = d->mirror[person ? person_kind(d->s) : r->kind], *row;

        if (!rows || !r->payload || !descriptor_writes(r->d) || (!person && !r->linked_id) ||
            !str_same(r->delivered_hash, r->content_hash))
                return;
        row = person ? json_array_get(rows, 0) : mirror_row(rows, r->d, r->linked_id);
        if (!row && person)
                return;
        if (!row) {
                row = json_pack("{s:s}", r->d->read_id, r->linked_id);
                json_array_append_new(rows, row);
        }
        session_fill_links(d->s, r);
        for (size_t i = 0; i < r->d->field_count; i++) {
                const struct field *f = &r->d->fields[i];
                json_t *value = json_object_get(r->payload, descriptor_payload_name(r->d, f));

                if (f->read && value)
                        json_object_set(row, f->read, value);
        }
}

bool draft_read_mirror(struct plan_base *base, struct draft *drafts, size_t count, const char *nips,
                       struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;

        if (!base->state_exists || base->live)
                return true;
        if (!db_query(base->state, sql_ctl_plan_mirror, DB_ARGS(nips), &rows, err))
                return false;
        for (size_t i = 0; i < db_rows(rows); i++) {
                struct draft *d = draft_of(drafts, count, db_text(rows, i, 0));
                size_t kind = catalog_index(base->catalog, db_text(rows, i, 1));

                if (!d || kind == base->catalog->on_count)
                        continue;
                if (!d->mirror[kind])
                        d->mirror[kind] = json_array();
                if (db_value(rows, i, 2))
                        json_array_append_new(d->mirror[kind],
                                              json_loads(db_text(rows, i, 2), 0, NULL));
        }
        for (size_t p = 0; p < count; p++) {
                for (size_t i = 0; i < drafts[p].s->record_count; i++)
                        add_delivered(&drafts[p], &drafts[p].s->records[i]);
        }
        return true;
}
