/*
 * Claims, leases and commits: two daemons never work on one person, what an owner concludes after
 * its lease has gone is not written, and conclusions about old content do not hide newer content.
 */
#include <pthread.h>
#include <stdio.h>

#include "engine/claim.h"
#include "engine/commit.h"
#include "rig.h"

#define SCHEMA "it_claim"
#define NIP    "199001012015031002"

enum { LEASE_S = 60, FLEET = 4, PERSONS = 300 };

static struct db *db;
static struct catalog *catalog;

static int setup(void **state)
{
        (void)state;
        db = rig_migrated(SCHEMA);
        catalog = rig_catalog();
        return 0;
}

static int teardown(void **state)
{
        (void)state;
        db_close(db);
        catalog_free(catalog);
        return 0;
}

/* One person with one course to be created; every test begins with it. */
static int one_person(void **state)
{
        struct db *admin = rig_connect("ADMIN_DSN", SCHEMA);

        (void)state;
        run_sql(admin, "TRUNCATE employee, outbox, link, quarantine, followup, remote_row");
        db_close(admin);
        run_sql(db, "INSERT INTO employee (nip, pns_id, blocked, due_at) VALUES ('" NIP
                    "', 'P1', NULL, now());"
                    "INSERT INTO outbox (kind, src_id, nip, kind_order, op, payload, content_hash, "
                    "faulty, state, due_at) VALUES ('kursus', 'K1', '" NIP
                    "', 50, 'upsert', '{\"namaKursus\":\"A\"}', 'hash1', false, 'ready', now())");
        return 0;
}

static struct claim_settings settings_of(const char *owner)
{
        return (struct claim_settings){
                .catalog = catalog, .owner = owner, .lease_s = LEASE_S, .window_ms = 5000};
}

/* Waits for what the daemon only polls. */
static bool claim_now(const struct claim_settings *settings, struct db *at, size_t limit,
                      struct session **sessions, size_t *ret_count, struct err *err)
{
        struct claim claim = {0};
        enum db_event event = DB_ERROR;

        if (claim_start(&claim, settings, at, limit, sessions, err)) {
                while ((event = claim_poll(&claim, err)) == DB_WAIT)
                        db_batch_wait(at);
        }
        *ret_count = claim.count;
        return event == DB_END;
}

/* The one session that can be had, NULL for none. */
static struct session *claim_one(const char *owner)
{
        struct claim_settings settings = settings_of(owner);
        struct session *s = NULL;
        struct err err = {""};
        size_t count;

        if (!claim_now(&settings, db, 1, &s, &count, &err))
                fail_msg("%s", err.text);
        return count ? s : NULL;
}

static bool commit_as(const char *owner, struct session *s, bool ended)
{
        struct committer *c = committer_new(owner, LEASE_S, catalog);
        struct err err = {""};
        enum db_event event = DB_ERROR;

        if (commit_start(c, db, &s, &ended, 1, &err)) {
                while ((event = commit_poll(c, &err)) == DB_WAIT)
                        db_batch_wait(db);
        }
        bool ok = event == DB_END;
        if (!ok)
                print_error("%s\n", err.text);
        committer_free(c);
        return ok;
}

static struct session *claimed_and_sent(const char *owner)
{
        struct session *s = claim_one(owner);

        assert_non_null(s);
        session_change(s, &s->records[0], EV_SEND)->intent_op = "create";
        s->writing = &s->records[0];
        assert_true(commit_as(owner, s, false));
        EXPECT(db, "SELECT state || ' ' || intent_op || ' ' || intent_rev FROM outbox",
               "inflight create 1");
        s->writing = NULL;
        return s;
}

/* What absorb does when newer content arrives meanwhile. */
static void newer_content(bool faulty)
{
        run_sql(db, faulty ? "UPDATE outbox SET rev = rev + 1, content_hash = '', payload = NULL, "
                             "faulty = true, state = CASE WHEN state IN ('inflight', 'doubt') THEN "
                             "state ELSE 'rejected' END;"
                             "INSERT INTO quarantine (kind, src_id, code, nip, severity) VALUES "
                             "('kursus', 'K1', 'CERT_MISSING', '" NIP "', 'error')"
                           : "UPDATE outbox SET rev = rev + 1, content_hash = 'hash2', "
                             "payload = '{\"namaKursus\":\"B\"}'");
}

static void leases_run_out(void)
{
        run_sql(db, "UPDATE employee SET lease_until = now() - interval '1 s'");
}

/* ---- Claims ---- */

struct fleet {
        char owner[16];
        struct db *db;
        char nips[PERSONS][20];
        size_t count;
        struct err err;
        bool failed;
};

static void *claim_all(void *arg)
{
        struct fleet *f = arg;
        struct claim_settings settings = settings_of(f->owner);
        struct session *sessions[8];
        size_t count;

        do {
                if (!claim_now(&settings, f->db, COUNT_OF(sessions), sessions, &count, &f->err)) {
                        f->failed = true;
                        break;
                }
                for (size_t i = 0; i < count; i++) {
                        if (f->count < PERSONS)
                                memcpy(f->nips[f->count++], sessions[i]->nip, 19);
                        session_free(sessions[i]);
                }
        } while (count > 0);
        return NULL;
}

static int compare_nips(const void *a, const void *b)
{
        return strcmp(a, b);
}

static void a_fleet_shares_the_persons(void **state)
{
        struct fleet *fleet = NEW_ARRAY(struct fleet, FLEET);
        char(*all)[20] = mem_new_array((size_t)FLEET * PERSONS, sizeof *all);
        pthread_t threads[FLEET];
        size_t total = 0;

        (void)state;
        run_sql(db, "INSERT INTO employee (nip, blocked, due_at) SELECT '1990010120150' || "
                    "lpad(i::text, 5, '0'), NULL, now() FROM generate_series(1, 299) AS i");
        for (size_t i = 0; i < FLEET; i++) {
                snprintf(fleet[i].owner, sizeof fleet[i].owner, "daemon-%zu", i);
                fleet[i].db = rig_connect("STATE_DSN", SCHEMA);
                assert_int_equal(pthread_create(&threads[i], NULL, claim_all, &fleet[i]), 0);
        }
        for (size_t i = 0; i < FLEET; i++) {
                pthread_join(threads[i], NULL);
                if (fleet[i].failed)
                        fail_msg("%s", fleet[i].err.text);
                for (size_t n = 0; n < fleet[i].count; n++)
                        memcpy(all[total++], fleet[i].nips[n], 20);
                db_close(fleet[i].db);
        }
        assert_int_equal(total, PERSONS);
        qsort(all, total, sizeof *all, compare_nips);
        for (size_t i = 1; i < total; i++)
                assert_string_not_equal(all[i - 1], all[i]);
        EXPECT(db,
               "SELECT count(DISTINCT lease_owner) <= 4 AND min(fence) = 1 AND max(fence) = 1 "
               "FROM employee",
               "t");
        free(all);
        free(fleet);
}

static void a_lease_runs_out_and_the_fence_grows(void **state)
{
        struct session *a = claim_one("a");

        (void)state;
        assert_non_null(a);
        assert_int_equal(a->fence, 1);
        assert_null(claim_one("b"));
        assert_null(claim_one("a"));
        leases_run_out();
        struct session *b = claim_one("b");
        assert_non_null(b);
        assert_int_equal(b->fence, 2);
        EXPECT(db, "SELECT lease_owner || ' ' || fence FROM employee", "b 2");
        session_free(a);
        session_free(b);
}

static void an_owner_that_slept_writes_nothing(void **state)
{
        struct session *a = claim_one("a");

        (void)state;
        leases_run_out();
        struct session *b = claim_one("b");
        struct change *c = session_change(a, &a->records[0], EV_DELIVERED);
        c->outcome = "created";
        c->link_id = mem_dup("S1");
        c->link_how = "created";
        session_tell(a, "write", "kursus", "K1", json_object());
        a->views[0].followup = FOLLOWUP_NEW;
        CLEANUP(free_ptr) char *events = ask(db, "SELECT id FROM event_head");
        assert_true(commit_as("a", a, true));
        assert_true(a->lost);
        EXPECT(db, "SELECT state || ' ' || coalesce(outcome, '-') FROM outbox", "ready -");
        EXPECT(db, "SELECT count(*) FROM link", "0");
        EXPECT(db, "SELECT count(*) FROM followup", "0");
        EXPECT(db, "SELECT id FROM event_head", events);
        EXPECT(db, "SELECT lease_owner FROM employee", "b");
        session_change(b, &b->records[0], EV_DELIVERED)->outcome = "created";
        assert_true(commit_as("b", b, true));
        assert_false(b->lost);
        EXPECT(db, "SELECT state || ' ' || outcome FROM outbox", "done created");
        EXPECT(db, "SELECT lease_owner FROM employee", NULL);
        session_free(a);
        session_free(b);
}

/* The same name claims again after its own lease ran out: the older session is still another life.
 */
static void a_fence_tells_two_lives_of_one_owner_apart(void **state)
{
        struct session *old = claim_one("a");

        (void)state;
        leases_run_out();
        struct session *new = claim_one("a");
        session_change(old, &old->records[0], EV_DELIVERED)->outcome = "created";
        assert_true(commit_as("a", old, true));
        assert_true(old->lost);
        EXPECT(db, "SELECT state FROM outbox", "ready");
        EXPECT(db, "SELECT lease_owner || ' ' || (lease_until > now()) FROM employee", "a true");
        session_free(old);
        session_free(new);
}

static void what_was_in_flight_is_in_doubt(void **state)
{
        struct session *a = claimed_and_sent("a");

        (void)state;
        leases_run_out();
        struct session *b = claim_one("b");
        assert_non_null(b);
        assert_int_equal(b->records[0].state, REC_DOUBT);
        assert_string_equal(b->records[0].intent_op, "create");
        assert_true(b->records[0].due);
        EXPECT(db, "SELECT state FROM outbox", "doubt");
        EXPECT(db,
               "SELECT what || ' ' || actor || ' ' || src_id FROM event_log ORDER BY id DESC "
               "LIMIT 1",
               "crashed b K1");
        session_free(a);
        session_free(b);
}

/* ---- Commits ---- */

static void an_intent_about_old_content_is_not_taken(void **state)
{
        struct session *s = claim_one("a");

        (void)state;
        session_change(s, &s->records[0], EV_SEND)->intent_op = "create";
        s->writing = &s->records[0];
        newer_content(false);
        assert_true(commit_as("a", s, false));
        EXPECT(db, "SELECT state || ' ' || coalesce(intent_op, '-') FROM outbox", "ready -");
        assert_true(s->ending);
        session_free(s);
}

static void delivered_content_that_is_old_goes_in_line_again(void **state)
{
        struct session *s = claimed_and_sent("a");

        (void)state;
        newer_content(false);
        session_change(s, &s->records[0], EV_DELIVERED)->outcome = "created";
        assert_true(commit_as("a", s, true));
        EXPECT(db,
               "SELECT state || ' ' || delivered_hash || ' ' || content_hash || ' ' || rev "
               "FROM outbox",
               "ready hash1 hash2 2");
        EXPECT(db, "SELECT due_at <= now() FROM employee", "t");
        session_free(s);
}

/* Whatever ends the work on old content: newer content that is faulty stands in quarantine. */
static void newer_faulty_content_keeps_its_reason(enum rec_state from, enum rec_event event)
{
        struct session *s = from == REC_READY ? claim_one("a") : claimed_and_sent("a");

        if (from == REC_DOUBT) {
                leases_run_out();
                session_free(s);
                s = claim_one("a");
        }
        newer_content(true);
        struct change *c = session_change(s, &s->records[0], event);
        c->code = event == EV_REFUSED ? "SIASN_REJECTED" : NULL;
        if (!commit_as("a", s, true))
                fail_msg("%s in state %s", rec_event_name(event), rec_state_name(from));
        session_free(s);
        for (int i = 0; i < 2; i++) { /* some ends lead there by one more turn */
                s = claim_one("a");
                if (!s)
                        break;
                while (session_next(s) == STEP_COMMIT)
                        assert_true(commit_as("a", s, false));
                assert_int_equal(session_next(s), STEP_END);
                assert_true(commit_as("a", s, true));
                session_free(s);
        }
        EXPECT(db, "SELECT state || ' ' || faulty FROM outbox", "rejected true");
        EXPECT(db, "SELECT string_agg(code, ',') FROM quarantine", "CERT_MISSING");
}

static void newer_faulty_content_after_any_end(void **state)
{
        static const struct {
                enum rec_state from;
                enum rec_event event;
        } ends[] = {
                {REC_READY, EV_DELIVERED},    {REC_READY, EV_REFUSED},
                {REC_READY, EV_UNDONE},       {REC_READY, EV_TARGET_ILL},
                {REC_INFLIGHT, EV_DELIVERED}, {REC_INFLIGHT, EV_REFUSED},
                {REC_INFLIGHT, EV_UNDONE},    {REC_INFLIGHT, EV_TARGET_ILL},
                {REC_DOUBT, EV_DELIVERED},    {REC_DOUBT, EV_DELIVERED_OLD},
                {REC_DOUBT, EV_ABSENT},
        };

        for (size_t i = 0; i < COUNT_OF(ends); i++) {
                one_person(state);
                newer_faulty_content_keeps_its_reason(ends[i].from, ends[i].event);
        }
}

static void a_refusal_of_old_content_is_no_reason_any_more(void **state)
{
        struct session *s = claimed_and_sent("a");

        (void)state;
        newer_content(false);
        session_change(s, &s->records[0], EV_REFUSED)->code = "SIASN_REJECTED";
        assert_true(commit_as("a", s, true));
        EXPECT(db, "SELECT state FROM outbox", "ready");
        EXPECT(db, "SELECT count(*) FROM quarantine", "0");
        session_free(s);
}

static void one_row_at_siasn_belongs_to_one_row_here(void **state)
{
        struct session *s = claim_one("a");

        (void)state;
        run_sql(db, "INSERT INTO link (kind, src_id, nip, siasn_id, how) VALUES "
                    "('kursus', 'K0', '" NIP "', 'S1', 'created')");
        struct change *c = session_change(s, &s->records[0], EV_DELIVERED);
        c->link_id = mem_dup("S1");
        c->link_how = "adopted";
        assert_true(commit_as("a", s, true));
        EXPECT(db, "SELECT string_agg(src_id, ',') FROM link WHERE siasn_id = 'S1'", "K0");
        session_free(s);
}

#define TEST(f) cmocka_unit_test_setup(f, one_person)

int main(void)
{
        const struct CMUnitTest tests[] = {
                TEST(a_fleet_shares_the_persons),
                TEST(a_lease_runs_out_and_the_fence_grows),
                TEST(an_owner_that_slept_writes_nothing),
                TEST(a_fence_tells_two_lives_of_one_owner_apart),
                TEST(what_was_in_flight_is_in_doubt),
                TEST(an_intent_about_old_content_is_not_taken),
                TEST(delivered_content_that_is_old_goes_in_line_again),
                TEST(newer_faulty_content_after_any_end),
                TEST(a_refusal_of_old_content_is_no_reason_any_more),
                TEST(one_row_at_siasn_belongs_to_one_row_here),
        };

        return cmocka_run_group_tests(tests, setup, teardown);
}
