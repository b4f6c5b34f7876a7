/* Deletes in a session: what is held, what is refused, what goes, and in which order. */
#include "engine/session.h"

#include "kinds.h"

enum { JABATAN, KURSUS, GOLONGAN, DATA_UTAMA, KINDS };

static const char *const names[KINDS] = {"jabatan", "kursus", "golongan", "data_utama"};
static const struct descriptor *on[KINDS];
static bool deletes[KINDS];
static struct catalog catalog = {
        .on = on, .on_count = KINDS, .deletes = deletes, .delete_scans = 3};

static struct session *new_session(void)
{
        struct session *s = NEW(struct session);

        for (size_t i = 0; i < KINDS; i++)
                on[i] = kind_named(names[i]);
        deletes[JABATAN] = deletes[KURSUS] = true;
        s->nip = mem_dup("199001012015031002");
        s->pns_id = mem_dup("P1");
        s->catalog = &catalog;
        s->window_ms = 60000;
        s->looked_up = true;
        s->views = NEW_ARRAY(struct kind_view, KINDS);
        return s;
}

static struct record *add(struct session *s, size_t kind, const char *src_id, bool is_delete,
                          const char *link, int64_t scans)
{
        s->records = mem_resize_array(s->records, s->record_count + 1, sizeof *s->records);
        struct record *r = &s->records[s->record_count++];
        *r = (struct record){.d = on[kind],
                             .kind = kind,
                             .src_id = mem_dup(src_id),
                             .is_delete = is_delete,
                             .due = is_delete,
                             .state = is_delete ? REC_READY : REC_DONE,
                             .gone_scans = scans,
                             .link_age_ms = 3600000,
                             .linked_id = link ? mem_dup(link) : NULL};
        return r;
}

static void with_payload(struct record *r, const char *number)
{
        if (r->kind == JABATAN)
                r->payload = json_pack("{s:s, s:s, s:s, s:s}", "jenisJabatan", "1", "unorId", "U",
                                       "tmtJabatan", "01-02-2020", "nomorSk", number);
        else
                r->payload = json_pack("{s:s, s:s, s:s}", "namaKursus", "Arsip", "nomorSertipikat",
                                       number, "tanggalKursus", "01-02-2020");
}

/* SIASN's list of a kind: ids with their numbers; `how` is the first one's assignment. */
static void list(struct session *s, size_t kind, const char *const *ids, const char *how)
{
        json_t *rows = json_array();

        for (size_t i = 0; ids[i]; i += 2)
                json_array_append_new(
                        rows, kind == JABATAN
                                      ? json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "id", ids[i],
                                                  "jenisJabatan", "1", "unorId", "U", "tmtJabatan",
                                                  "01-02-2020", "nomorSk", ids[i + 1],
                                                  "jenisPenugasanId", how && i == 0 ? how : "D")
                                      : json_pack("{s:s, s:s, s:s, s:s}", "id", ids[i],
                                                  "namaKursus", "Arsip", "noSertipikat", ids[i + 1],
                                                  "tanggalKursus", "01-02-2020"));
        s->views[kind].rows = rows;
        session_match(s, kind);
}
#define LIST(s, kind, how, ...) list(s, kind, (const char *const[]){__VA_ARGS__, NULL}, how)

/* Steps to the end or a commit; the code of the last change, "send:OP" for a write, "done" without
 * a code. */
static const char *outcome(struct session *s)
{
        static char out[64];
        enum session_step step = session_next(s);

        if (step == STEP_CALL)
                return "call";
        if (s->change_count == 0)
                return "nothing";
        const struct change *c = &s->changes[s->change_count - 1];
        if (c->event == EV_SEND)
                snprintf(out, sizeof out, "send:%s", c->intent_op);
        else
                snprintf(out, sizeof out, "%s:%s", rec_event_name(c->event),
                         c->code      ? c->code
                         : c->outcome ? c->outcome
                                      : "");
        return out;
}

static void test_policy(void **state)
{
        static const struct {
                size_t kind;
                bool allowed;
                const char *link;
                int64_t scans;
                const char *wanted;
        } table[] = {
                {KURSUS, false, "A", 3, "hold:DELETE_OFF"},
                {KURSUS, true, "A", 2, "hold:DELETE_WAIT"},
                {KURSUS, true, "A", 3, "call"},
                {GOLONGAN, true, "A", 3, "hold:DELETE_NO_ENDPOINT"},
                {KURSUS, false, NULL, 0,
                 "delivered:deleted"}, /* never written: nothing to delete */
                {DATA_UTAMA, false, NULL, 0, "delivered:deleted"},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(table); i++) {
                struct session *s = new_session();

                deletes[table[i].kind] = table[i].allowed;
                add(s, table[i].kind, "1", true, table[i].link, table[i].scans);
                if (strcmp(outcome(s), table[i].wanted) != 0)
                        fail_msg("case %zu: wanted %s", i, table[i].wanted);
                session_free(s);
        }
}

static void test_goes(void **state)
{
        struct session *s = new_session();
        struct session_request request;

        (void)state;
        add(s, KURSUS, "1", true, "A", 3);
        LIST(s, KURSUS, NULL, "B", "2", "a", "1");
        assert_string_equal(outcome(s), "send:delete");
        session_committed(s);
        assert_int_equal(session_next(s), STEP_CALL);
        session_request(s, &request);
        assert_string_equal(request.path, "/kursus/delete/A");
        assert_int_equal(request.call.method, HTTP_DELETE);
        session_request_clear(&request);
        session_free(s);
}

static void test_not_there(void **state)
{
        struct session *s = new_session();

        (void)state;
        struct record *r = add(s, KURSUS, "1", true, "A", 3);
        LIST(s, KURSUS, NULL, "B", "2");
        assert_string_equal(outcome(s), "delivered:deleted");
        session_free(s);
        s = new_session();
        r = add(s, KURSUS, "1", true, "A", 3);
        r->link_age_ms = 1000; /* written a moment ago: SIASN may not show it yet */
        LIST(s, KURSUS, NULL, "B", "2");
        assert_string_equal(outcome(s), "undone:");
        session_free(s);
}

/* The row may have come back under another key. */
static void test_unsure(void **state)
{
        struct session *s = new_session();

        (void)state;
        add(s, KURSUS, "1", true, "A", 3);
        with_payload(add(s, KURSUS, "2", false, NULL, 0), "1");
        LIST(s, KURSUS, NULL, "A", "1");
        assert_string_equal(outcome(s), "refused:DELETE_UNSURE");
        assert_string_equal(s->changes[0].message, "2");
        session_free(s);

        s = new_session();
        add(s, KURSUS, "1", true, "A", 3);
        add(s, KURSUS, "2", false, NULL, 0)->faulty = true;
        LIST(s, KURSUS, NULL, "A", "1");
        assert_string_equal(outcome(s), "refused:DELETE_UNSURE");
        session_free(s);

        s = new_session(); /* a faulty row that has a row of its own there is another one */
        add(s, KURSUS, "1", true, "A", 3);
        add(s, KURSUS, "2", false, "B", 0)->faulty = true;
        LIST(s, KURSUS, NULL, "A", "1", "B", "2");
        assert_string_equal(outcome(s), "send:delete");
        session_free(s);
}

static void test_last_position(void **state)
{
        struct session *s = new_session();

        (void)state;
        add(s, JABATAN, "1", true, "A", 3);
        LIST(s, JABATAN, NULL, "A", "1");
        assert_string_equal(outcome(s), "refused:DELETE_LAST");
        session_free(s);

        s = new_session(); /* a row only SIASN has may be one that was deleted a moment ago */
        add(s, JABATAN, "1", true, "A", 3);
        LIST(s, JABATAN, NULL, "A", "1", "B", "2");
        assert_string_equal(outcome(s), "refused:DELETE_LAST");
        session_free(s);

        s = new_session(); /* an acting post is no position */
        add(s, JABATAN, "1", true, "A", 3);
        with_payload(add(s, JABATAN, "2", false, "B", 0), "2");
        LIST(s, JABATAN, "PLT", "B", "2", "A", "1");
        assert_string_equal(outcome(s), "refused:DELETE_LAST");
        session_free(s);

        s = new_session();
        add(s, JABATAN, "1", true, "A", 3);
        with_payload(add(s, JABATAN, "2", false, "B", 0), "2");
        LIST(s, JABATAN, NULL, "B", "2", "A", "1");
        assert_string_equal(outcome(s), "send:delete");
        session_free(s);
}

static void test_blocked_person(void **state)
{
        struct session *s = new_session();

        (void)state;
        s->blocked = mem_dup("PEGAWAI_MISSING");
        add(s, KURSUS, "1", true, "A", 3);
        LIST(s, KURSUS, NULL, "A", "1");
        assert_string_equal(outcome(s), "refused:PEGAWAI_MISSING");
        session_free(s);
}

/* Deletes come after everything else of the person. */
static void test_order(void **state)
{
        struct session *s = new_session();

        (void)state;
        add(s, KURSUS, "1", true, "A", 3);
        struct record *r = add(s, KURSUS, "2", false, NULL, 0);
        with_payload(r, "2");
        json_object_set_new(r->payload, "namaKursus", json_string("Pajak"));
        r->payload_text = mem_dup("{}");
        r->due = true;
        r->state = REC_READY;
        LIST(s, KURSUS, NULL, "A", "1");
        assert_string_equal(outcome(s), "send:create");
        session_free(s);
}

/* In doubt: not there any more, so it did happen, and what follows a write follows. */
static void test_doubt(void **state)
{
        struct session *s = new_session();

        (void)state;
        struct record *r = add(s, JABATAN, "1", true, "A", 3);
        r->state = REC_DOUBT;
        r->intent_op = mem_dup("delete");
        r->intent_payload = json_pack("{s:s}", "nomorSk", "1");
        LIST(s, JABATAN, NULL, "B", "2");
        session_next(s);
        assert_int_equal(s->change_count, 1);
        assert_string_equal(s->changes[0].outcome, "deleted");
        assert_true(s->changes[0].remove);
        assert_int_equal(s->views[JABATAN].followup, FOLLOWUP_NEW);
        session_free(s);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_policy),        cmocka_unit_test(test_goes),
                cmocka_unit_test(test_not_there),     cmocka_unit_test(test_unsure),
                cmocka_unit_test(test_last_position), cmocka_unit_test(test_blocked_person),
                cmocka_unit_test(test_order),         cmocka_unit_test(test_doubt),
        };

        return cmocka_run_group_tests_name("session_delete", tests, kinds_setup, kinds_teardown);
}
