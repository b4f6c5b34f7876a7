#include "engine/claim.h"

#include <string.h>

#include "engine/arrays.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "sql.h"

/* Columns of claim_records.sql. */
enum {
        COL_NIP,
        COL_KIND,
        COL_SRC_ID,
        COL_OP,
        COL_REV,
        COL_PAYLOAD,
        COL_FAULTY,
        COL_STATE,
        COL_DUE,
        COL_TRIES,
        COL_LOOKS,
        COL_INTENT_OP,
        COL_INTENT_REV,
        COL_INTENT_PAYLOAD,
        COL_INTENT_AGE,
        COL_SIASN_ID,
        COL_LINK_AGE,
        COL_HINT,
        COL_DELIVERED_HASH,
        COL_CONTENT_HASH,
        COL_GONE_SCANS,
};

/* Columns of document_claim.sql. */
enum {
        DOC_NIP,
        DOC_ID,
        DOC_KIND,
        DOC_SRC_ID,
        DOC_TYPE,
        DOC_ORIGIN,
        DOC_PATH,
        DOC_REV,
        DOC_STATE,
        DOC_DUE,
        DOC_TRIES,
        DOC_LOOKS,
        DOC_INTENT_SHA256,
        DOC_INTENT_URI,
        DOC_INTENT_AGE,
        DOC_SENT_SHA256,
        DOC_SENT_TO,
};

static char *dup_or_null(const char *text)
{
        return text ? mem_dup(text) : NULL;
}

static json_t *parse_or_null(const char *text)
{
        return text ? json_loads(text, 0, NULL) : NULL;
}

static void fill_record(struct record *r, const struct catalog *catalog, size_t kind,
                        const struct db_result *rows, size_t i)
{
        r->kind = kind;
        r->d = catalog->on[kind];
        r->src_id = mem_dup(db_text(rows, i, COL_SRC_ID));
        r->is_delete = strcmp(db_text(rows, i, COL_OP), "delete") == 0;
        r->faulty = db_bool(rows, i, COL_FAULTY);
        r->due = db_bool(rows, i, COL_DUE);
        r->rev = (int)db_int(rows, i, COL_REV);
        r->tries = (int)db_int(rows, i, COL_TRIES);
        r->looks = (int)db_int(rows, i, COL_LOOKS);
        r->state = rec_state_parse(db_text(rows, i, COL_STATE));
        r->payload_text = dup_or_null(db_value(rows, i, COL_PAYLOAD));
        r->payload = parse_or_null(r->payload_text);
        r->intent_op = dup_or_null(db_value(rows, i, COL_INTENT_OP));
        r->intent_rev = (int)db_int(rows, i, COL_INTENT_REV);
        r->intent_payload = parse_or_null(db_value(rows, i, COL_INTENT_PAYLOAD));
        r->intent_age_ms = db_int(rows, i, COL_INTENT_AGE);
        r->linked_id = dup_or_null(db_value(rows, i, COL_SIASN_ID));
        r->link_age_ms = db_int(rows, i, COL_LINK_AGE);
        r->hint_id = dup_or_null(db_value(rows, i, COL_HINT));
        r->delivered_hash = dup_or_null(db_value(rows, i, COL_DELIVERED_HASH));
        r->content_hash = dup_or_null(db_value(rows, i, COL_CONTENT_HASH));
        r->gone_scans = db_int(rows, i, COL_GONE_SCANS);
}

/* Rows of one person stand together: the search begins where the last one ended, at `*hint`. */
static struct session *find(struct session **sessions, size_t count, const char *nip, size_t *hint)
{
        for (size_t i = 0; i < count; i++) {
                size_t at = (*hint + i) % count;

                if (strcmp(sessions[at]->nip, nip) == 0) {
                        *hint = at;
                        return sessions[at];
                }
        }
        return NULL;
}

static struct session *new_session(const struct claim_settings *settings,
                                   const struct db_result *persons, size_t i)
{
        struct session *s = NEW(struct session);

        s->nip = mem_dup(db_text(persons, i, 0));
        s->pns_id = dup_or_null(db_value(persons, i, 1));
        s->blocked = dup_or_null(db_value(persons, i, 2));
        s->fence = db_int(persons, i, 3);
        s->catalog = settings->catalog;
        s->window_ms = settings->window_ms;
        s->views = NEW_ARRAY(struct kind_view, settings->catalog->on_count);
        return s;
}

/* Records of kinds that are switched off stay where they are. */
static void add_records(const struct claim_settings *settings, const struct db_result *rows,
                        struct session **sessions, size_t count)
{
        size_t hint = 0;

        for (size_t i = 0; i < db_rows(rows); i++) {
                struct session *s = find(sessions, count, db_text(rows, i, COL_NIP), &hint);
                size_t kind = catalog_index(settings->catalog, db_text(rows, i, COL_KIND));

                if (!s || kind == settings->catalog->on_count)
                        continue;
                s->records = mem_resize_array(s->records, s->record_count + 1, sizeof *s->records);
                s->records[s->record_count] = (struct record){0};
                fill_record(&s->records[s->record_count++], settings->catalog, kind, rows, i);
        }
}

static void add_followups(const struct claim_settings *settings, const struct db_result *rows,
                          struct session **sessions, size_t count)
{
        size_t hint = 0;

        for (size_t i = 0; i < db_rows(rows); i++) {
                struct session *s = find(sessions, count, db_text(rows, i, 0), &hint);
                size_t kind = catalog_index(settings->catalog, db_text(rows, i, 1));

                if (!s || kind == settings->catalog->on_count)
                        continue;
                s->views[kind].followup = FOLLOWUP_OWED;
                s->views[kind].followup_tries = (int)db_int(rows, i, 2);
        }
}

static enum doc_origin origin_of(const char *name)
{
        return strcmp(name, "path") == 0    ? FROM_PATH
               : strcmp(name, "bytea") == 0 ? FROM_BYTES
                                            : FROM_BASE64;
}

static struct record *record_of(struct session *s, const char *kind, const char *src_id)
{
        for (size_t i = 0; i < s->record_count; i++) {
                struct record *r = &s->records[i];

                if (strcmp(r->d->kind, kind) == 0 && strcmp(r->src_id, src_id) == 0)
                        return r;
        }
        return NULL;
}

static void fill_document(struct document *d, struct session *s, const struct db_result *rows,
                          size_t i)
{
        *d = (struct document){.state = document_state_parse(db_text(rows, i, DOC_STATE)),
                               .origin = origin_of(db_text(rows, i, DOC_ORIGIN))};
        d->record = record_of(s, db_text(rows, i, DOC_KIND), db_text(rows, i, DOC_SRC_ID));
        d->doc_id = mem_dup(db_text(rows, i, DOC_ID));
        d->path = dup_or_null(db_value(rows, i, DOC_PATH));
        d->type = (int)db_int(rows, i, DOC_TYPE);
        d->rev = (int)db_int(rows, i, DOC_REV);
        d->due = db_bool(rows, i, DOC_DUE);
        d->tries = (int)db_int(rows, i, DOC_TRIES);
        d->looks = (int)db_int(rows, i, DOC_LOOKS);
        d->intent_sha256 = dup_or_null(db_value(rows, i, DOC_INTENT_SHA256));
        d->intent_uri = dup_or_null(db_value(rows, i, DOC_INTENT_URI));
        d->intent_age_ms = db_int(rows, i, DOC_INTENT_AGE);
        d->sent_sha256 = dup_or_null(db_value(rows, i, DOC_SENT_SHA256));
        d->sent_to = dup_or_null(db_value(rows, i, DOC_SENT_TO));
        d->unresolved = d->state == REC_DOUBT && !d->due;
}

/* After the records: documents point at theirs. */
static void add_documents(const struct db_result *rows, struct session **sessions, size_t count)
{
        size_t hint = 0;

        for (size_t i = 0; i < db_rows(rows); i++) {
                struct session *s = find(sessions, count, db_text(rows, i, DOC_NIP), &hint);

                if (!s)
                        continue;
                s->documents =
                        mem_resize_array(s->documents, s->document_count + 1, sizeof *s->documents);
                fill_document(&s->documents[s->document_count++], s, rows, i);
        }
}

static void say_doubts(const struct db_result *doubts)
{
        int64_t n = db_rows(doubts) ? db_int(doubts, 0, 0) : 0;

        if (n > 0)
                log_notice("writes of an interrupted run are in doubt and will be read back",
                           log_id(LOG_ID_IN_DOUBT), log_number("records", n));
}

/* The persons are ours; what a dead daemon or a twin left behind is put right with that. */
static bool take_persons(struct claim *c, const struct db_result *persons, struct err *err)
{
        const char *owner = c->settings->owner;
        struct text nips = {0};

        for (size_t i = 0; i < db_rows(persons); i++) {
                c->sessions[c->count] = new_session(c->settings, persons, i);
                db_array_add(&nips, c->sessions[c->count++]->nip);
        }
        db_array_end(&nips);
        c->nips = text_take(&nips);
        return (c->count == 0 ||
                (db_batch_add(c->db, sql_claim_recover,
                              DB_ARGS(c->nips, owner, rec_event_name(EV_CRASHED)), err) &&
                 db_batch_add(c->db, sql_training_settle, DB_ARGS(c->nips, owner), err))) &&
               db_batch_end(c->db, err);
}

/* What is to be done about them. Nobody else touches it while we have the leases, save absorbing.
 */
static bool read_all(struct claim *c, struct err *err)
{
        CLEANUP(free_ptr) char *nips = TAKE_PTR(c->nips);
        const struct db_args *args = DB_ARGS(nips);

        return db_batch_begin(c->db, err) && db_batch_add(c->db, sql_claim_records, args, err) &&
               db_batch_add(c->db, sql_claim_followups, args, err) &&
               db_batch_add(c->db, sql_document_claim, args, err) && db_batch_end(c->db, err);
}

/* The answers come in the order of the questions: documents after the records they point at. */
static void take(struct claim *c, const char *sql, const struct db_result *r)
{
        if (sql == sql_claim_recover)
                say_doubts(r);
        else if (sql == sql_claim_records)
                add_records(c->settings, r, c->sessions, c->count);
        else if (sql == sql_claim_followups)
                add_followups(c->settings, r, c->sessions, c->count);
        else if (sql == sql_document_claim)
                add_documents(r, c->sessions, c->count);
}

bool claim_start(struct claim *c, const struct claim_settings *settings, struct db *db,
                 size_t limit, struct session **sessions, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *persons = NULL;

        c->settings = settings;
        c->db = db;
        c->sessions = sessions;
        c->count = 0;
        return db_batch_begin(db, err) &&
               db_batch_ask(
                       db, sql_claim_employees,
                       DB_ARGS(settings->owner, NUMBER(settings->lease_s), NUMBER((int64_t)limit)),
                       &persons, err) &&
               take_persons(c, persons, err);
}

enum db_event claim_poll(struct claim *c, struct err *err)
{
        for (;;) {
                CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
                const char *sql;
                enum db_event event = db_batch_poll(c->db, &r, &sql, err);

                if (event == DB_END && c->nips && c->count > 0) {
                        if (!read_all(c, err))
                                return DB_ERROR;
                        continue;
                }
                if (event == DB_END)
                        free(TAKE_PTR(c->nips));
                if (event != DB_ROWS)
                        return event;
                take(c, sql, r);
        }
}

void claim_drop(struct claim *c)
{
        while (c->count > 0)
                session_free(c->sessions[--c->count]);
        free(TAKE_PTR(c->nips));
}

bool claim_look(const struct claim_settings *settings, struct db *state, const char *nip,
                struct session **ret, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *person = NULL;

        *ret = NULL;
        if (!db_query(state, sql_reconcile_person, DB_ARGS(nip), &person, err))
                return false;
        if (db_rows(person) > 0)
                *ret = new_session(settings, person, 0);
        return true;
}

bool claim_look_records(const struct claim_settings *settings, struct db *state,
                        struct session *session, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *records = NULL;
        struct text nips = {0};

        db_array_add(&nips, session->nip);
        bool ok = db_query(state, sql_claim_records, DB_ARGS(db_array_end(&nips)), &records, err);
        text_free(&nips);
        if (ok)
                add_records(settings, records, &session, 1);
        return ok;
}

bool claim_peek(const struct claim_settings *settings, struct db *state, bool state_exists,
                const char *nips, struct session ***ret, size_t *ret_count, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *persons = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *records = NULL;

        if (!db_query(state, state_exists ? sql_ctl_plan_persons : sql_ctl_plan_nobody,
                      DB_ARGS(nips), &persons, err) ||
            (state_exists && !db_query(state, sql_claim_records, DB_ARGS(nips), &records, err)))
                return false;
        *ret_count = db_rows(persons);
        *ret = NEW_ARRAY(struct session *, *ret_count);
        for (size_t i = 0; i < *ret_count; i++)
                (*ret)[i] = new_session(settings, persons, i);
        if (records)
                add_records(settings, records, *ret, *ret_count);
        return true;
}
