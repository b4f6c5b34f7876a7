/*
 * State: what the database itself guards, beside the C that works on it: lifecycle, event log,
 * migrations, and values on their way in and out.
 */
#include <pthread.h>
#include <stdio.h>

#include "engine/arrays.h"
#include "pure/lifecycle.h"
#include "rig.h"
#include "sql.h"

#define SCHEMA "it_state"

static struct db *db;    /* the daemon's role */
static struct db *admin; /* a superuser: what an attacker could do */

static int setup(void **state)
{
        (void)state;
        db = rig_migrated(SCHEMA);
        admin = rig_connect("ADMIN_DSN", SCHEMA);
        run_sql(db, "INSERT INTO employee (nip) VALUES ('199001012015031002')");
        return 0;
}

static int teardown(void **state)
{
        (void)state;
        db_close(db);
        db_close(admin);
        return 0;
}

/* ---- Lifecycle ---- */

static bool c_allows(enum rec_state from, enum rec_state to)
{
        for (int event = 0; event < REC_EVENTS; event++) {
                if (lifecycle_next(from, (enum rec_event)event).next == to)
                        return true;
        }
        return from == to;
}

static void put_record(const char *state)
{
        char sql[400];

        snprintf(sql, sizeof sql,
                 "DELETE FROM outbox WHERE state NOT IN ('inflight', 'doubt');"
                 "INSERT INTO outbox (kind, src_id, nip, kind_order, op, faulty, state)"
                 "VALUES ('kursus', '%s-' || nextval('changed_key_mark'), '199001012015031002', 50,"
                 " 'upsert', false, '%s')",
                 state, state);
        run_sql(db, sql);
}

static void lifecycle_is_the_same_in_c_and_sql(void **state)
{
        char sql[300];

        (void)state;
        for (int from = 0; from < REC_STATES; from++) {
                for (int to = 0; to < REC_STATES; to++) {
                        const char *a = rec_state_name((enum rec_state)from);
                        const char *b = rec_state_name((enum rec_state)to);
                        bool allowed = c_allows((enum rec_state)from, (enum rec_state)to);

                        snprintf(sql, sizeof sql, "SELECT outbox_transition_allowed('%s', '%s')", a,
                                 b);
                        EXPECT(db, sql, allowed ? "t" : "f");
                        put_record(a);
                        snprintf(sql, sizeof sql,
                                 "UPDATE outbox SET state = '%s' WHERE src_id LIKE '%s-%%'", b, a);
                        if (allowed)
                                run_sql(db, sql);
                        else
                                REFUSED(db, sql, "cannot go from");
                        run_sql(admin, "TRUNCATE outbox");
                }
        }
}

static void unknown_states_are_refused(void **state)
{
        (void)state;
        REFUSED(db,
                "INSERT INTO outbox (kind, src_id, nip, kind_order, op, faulty, state) VALUES "
                "('kursus', 'x', '199001012015031002', 50, 'upsert', false, 'lost')",
                "check constraint");
        EXPECT(db, "SELECT count(*) FROM outbox_transition_allowed('ready', 'lost') AS a WHERE a",
               "0");
}

static void what_may_have_left_cannot_be_removed(void **state)
{
        (void)state;
        for (int i = 0; i < REC_STATES; i++) {
                bool stays = i == REC_INFLIGHT || i == REC_DOUBT;

                put_record(rec_state_name((enum rec_state)i));
                if (stays)
                        REFUSED(db, "DELETE FROM outbox", "cannot be removed");
                else
                        run_sql(db, "DELETE FROM outbox");
                EXPECT(db, "SELECT count(*) FROM outbox", stays ? "1" : "0");
                run_sql(admin, "TRUNCATE outbox");
        }
}

/* ---- Batches ---- */

/* Until the end or an error; how many answers came. */
static enum db_event batch_through(size_t *ret_answers, struct err *err)
{
        enum db_event event;

        *ret_answers = 0;
        do {
                CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
                const char *sql;

                event = db_batch_poll(db, &r, &sql, err);
                *ret_answers += event == DB_ROWS;
                if (event == DB_WAIT)
                        db_batch_wait(db);
        } while (event == DB_WAIT || event == DB_ROWS);
        return event;
}

static const char *const put_target =
        "INSERT INTO target (name, state, reason) VALUES ($1, $2, $3)";

/* What was asked first is answered at once; nothing stands before the end. */
static void a_batch_is_one_transaction(void **state)
{
        static const char *const look = "SELECT count(*) FROM target WHERE name = $1";
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct err err = {""};
        size_t answers;

        (void)state;
        run_sql(admin, "TRUNCATE target");
        assert_true(db_batch_begin(db, &err));
        assert_true(db_batch_ask(db, look, DB_ARGS("a"), &r, &err));
        assert_int_equal(db_int(r, 0, 0), 0);
        assert_true(db_batch_add(db, put_target, DB_ARGS("a", "ok", ""), &err));
        assert_true(db_batch_add(db, put_target, DB_ARGS("b", "ill", "why"), &err));
        EXPECT(admin, "SELECT count(*) FROM target", "0");
        assert_true(db_batch_end(db, &err));
        assert_int_equal(batch_through(&answers, &err), DB_END);
        assert_int_equal(answers, 2);
        EXPECT(db, "SELECT string_agg(name || state, ' ' ORDER BY name) FROM target", "aok bill");
}

/* Ended, it needs nobody: another session of this process may wait for its locks. */
static void an_ended_batch_commits_by_itself(void **state)
{
        CLEANUP(db_result_free_ptr) struct db_result *locked = NULL;
        struct err err = {""};
        size_t answers;

        (void)state;
        run_sql(admin, "TRUNCATE target; INSERT INTO target VALUES ('a', 'ok', '')");
        assert_true(db_batch_begin(db, &err));
        /* Answered: from here on the row is locked. */
        assert_true(
                db_batch_ask(db, "UPDATE target SET state = $1", DB_ARGS("ill"), &locked, &err));
        assert_true(db_batch_add(db, "SELECT pg_sleep(0.2)", NULL, &err));
        assert_true(db_batch_end(db, &err));
        run_sql(admin, "SET statement_timeout = '5s'; UPDATE target SET reason = state; RESET "
                       "statement_timeout");
        assert_int_equal(batch_through(&answers, &err), DB_END);
        EXPECT(db, "SELECT reason FROM target", "ill");
}

/* More than any socket's buffer holds, both ways: neither side may wait for the other for ever. */
static void a_large_batch_goes_through(void **state)
{
        enum { LARGE = 4 * 1024 * 1024 };
        static const char *const echo = "SELECT $1::text";
        char *large = mem_new(LARGE + 1);
        struct err err = {""};
        size_t answers;

        (void)state;
        memset(large, 'x', LARGE);
        assert_true(db_batch_begin(db, &err));
        for (int i = 0; i < 8; i++)
                assert_true(db_batch_add(db, echo, DB_ARGS(large), &err));
        assert_true(db_batch_end(db, &err));
        assert_int_equal(batch_through(&answers, &err), DB_END);
        assert_int_equal(answers, 8);
        free(large);
}

/* Last of its connection: after an error the owner closes it. */
static void a_failing_batch_leaves_nothing(void **state)
{
        struct err err = {""};
        size_t answers;

        (void)state;
        run_sql(admin, "TRUNCATE target");
        assert_true(db_batch_begin(db, &err));
        assert_true(db_batch_add(db, put_target, DB_ARGS("a", "ok", ""), &err));
        assert_true(db_batch_add(db, put_target, DB_ARGS("b", "nonsense", ""), &err));
        assert_true(db_batch_add(db, put_target, DB_ARGS("c", "ok", ""), &err));
        assert_true(db_batch_end(db, &err));
        assert_int_equal(batch_through(&answers, &err), DB_ERROR);
        assert_int_equal(answers, 1);
        assert_non_null(strstr(err.text, "state database: "));
        db_close(db);
        db = rig_connect("STATE_DSN", SCHEMA);
        EXPECT(db, "SELECT count(*) FROM target", "0");
}

static void a_batch_without_a_server_ends(void **state)
{
        CLEANUP(db_result_free_ptr) struct db_result *backend = NULL;
        char kill_it[64];
        struct err err = {""};
        size_t answers;

        (void)state;
        assert_true(db_batch_begin(db, &err));
        assert_true(db_batch_ask(db, "SELECT pg_backend_pid()", NULL, &backend, &err));
        assert_true(db_batch_add(db, "SELECT pg_sleep(60)", NULL, &err));
        assert_true(db_batch_end(db, &err));
        snprintf(kill_it, sizeof kill_it, "SELECT pg_terminate_backend(%s)",
                 db_text(backend, 0, 0));
        run_sql(admin, kill_it);
        assert_int_equal(batch_through(&answers, &err), DB_ERROR);
        db_close(db);
        db = rig_connect("STATE_DSN", SCHEMA);
}

/* ---- Event log ---- */

static void append_events(int count)
{
        struct arrays events = {0};
        struct err err = {""};
        const char *actor[] = {"tester"};

        for (int i = 0; i < count; i++)
                ARRAYS_ADD(&events, "write", "199001012015031002", "kursus", NUMBER(i),
                           "{\"a\":\"x\\\\y \\\"z\\\"\"}");
        if (!arrays_query(db, sql_event_append, actor, 1, &(struct arrays_part){&events, 5}, 1,
                          NULL, &err))
                fail_msg("%s", err.text);
        arrays_free(&events);
}

static void event_log_only_grows(void **state)
{
        (void)state;
        append_events(3);
        append_events(4);
        EXPECT(db, "SELECT count(*) || ' ' || max(id) FROM event_log", "7 7");
        EXPECT(db, "SELECT event_log_verify()", NULL);
        REFUSED(db, "UPDATE event_log SET detail = '{}' WHERE id = 2", "append-only");
        REFUSED(db, "DELETE FROM event_log WHERE id = 7", "append-only");
        REFUSED(db, "TRUNCATE event_log", "append-only");
        REFUSED(admin, "DELETE FROM event_log", "append-only");
        EXPECT(db, "SELECT event_log_verify()", NULL);
}

/* With the trigger out of the way: whatever is done, verify names the first row that is wrong. */
static void tampering_is_found(void **state)
{
        static const struct {
                const char *deed, *found;
        } deeds[] = {
                {"UPDATE event_log SET detail = '{}' WHERE id = 4", "4"},
                {"UPDATE event_log SET at = at + interval '1 us' WHERE id = 1", "1"},
                {"UPDATE event_log SET nip = '' WHERE id = 7", "7"},
                {"UPDATE event_log SET src_id = '1', kind = kind || src_id WHERE id = 2", "2"},
                {"DELETE FROM event_log WHERE id = 3", "4"},
                {"DELETE FROM event_log WHERE id = 7", "7"},
                {"DELETE FROM event_log", "1"},
                {"UPDATE event_log SET id = 8 - id + 100", "101"},
                {"INSERT INTO event_log SELECT id + 1, at, actor, what, nip, kind, src_id, detail, "
                 "hash, period FROM event_log WHERE id = 7",
                 "8"},
                {"UPDATE event_head SET id = 6, hash = (SELECT hash FROM event_log WHERE id = 6)",
                 "8"},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(deeds); i++) {
                run_sql(admin, "BEGIN");
                run_sql(admin, "ALTER TABLE event_log DISABLE TRIGGER USER");
                run_sql(admin, deeds[i].deed);
                EXPECT(admin, "SELECT event_log_verify()", deeds[i].found);
                run_sql(admin, "ROLLBACK");
        }
        EXPECT(db, "SELECT event_log_verify()", NULL);
}

/* ---- Migrations ---- */

static void migrate_refuses(const char *schema, const char *why)
{
        struct db *other = rig_connect("STATE_DSN", schema);
        struct err err = {""};
        int n = 0;

        assert_false(migrate_run(other, schema, &n, &err));
        if (!strstr(err.text, why))
                fail_msg("%s does not contain %s", err.text, why);
        assert_false(migrate_pending(other, &n, &err));
        db_close(other);
}

static void migrations_run_once(void **state)
{
        struct err err = {""};
        int n = -1;

        (void)state;
        assert_true(migrate_run(db, SCHEMA, &n, &err));
        assert_int_equal(n, 0);
        assert_true(migrate_pending(db, &n, &err));
        assert_int_equal(n, 0);
}

static void altered_and_unknown_migrations_are_refused(void **state)
{
        (void)state;
        run_sql(db, "UPDATE migration SET checksum = reverse(checksum) WHERE name LIKE '0002%'");
        migrate_refuses(SCHEMA, "0002_event_log");
        run_sql(db, "UPDATE migration SET checksum = reverse(checksum) WHERE name LIKE '0002%'");
        run_sql(db, "INSERT INTO migration VALUES ('9999_later', repeat('0', 64))");
        migrate_refuses(SCHEMA, "newer version");
        run_sql(db, "DELETE FROM migration WHERE name = '9999_later'");
        run_sql(db, "UPDATE migration SET name = '0001_other' WHERE name LIKE '0001%'");
        migrate_refuses(SCHEMA, "0001_other");
        run_sql(db, "UPDATE migration SET name = '0001_ground' WHERE name LIKE '0001%'");
        migrations_run_once(NULL);
}

/* A schema in which a later migration must fail: nothing of the earlier ones may remain. */
static void a_failing_migration_leaves_nothing(void **state)
{
        struct db *other = rig_connect("STATE_DSN", "it_broken");
        struct err err = {""};
        int n = 0;

        (void)state;
        run_sql(db, "CREATE SCHEMA it_broken; CREATE TABLE it_broken.event_log (x int)");
        assert_false(migrate_run(other, "it_broken", &n, &err));
        assert_non_null(strstr(err.text, "migration 0002_event_log"));
        assert_true(db_alive(other));
        EXPECT(other,
               "SELECT string_agg(relname, ',') FROM pg_class WHERE relnamespace = "
               "'it_broken'::regnamespace",
               "event_log");
        run_sql(other, "DROP TABLE event_log");
        assert_true(migrate_run(other, "it_broken", &n, &err));
        assert_int_equal(n, embedded_migrations_count);
        db_close(other);
}

struct migrator {
        struct db *db;
        int applied;
        bool ok;
        struct err err;
};

static void *migrate_thread(void *arg)
{
        struct migrator *m = arg;

        m->ok = migrate_run(m->db, "it_together", &m->applied, &m->err);
        return NULL;
}

/* A fleet that starts together on an empty database: one migrates, the others wait and find it
 * done. */
static void daemons_that_start_together_migrate_once(void **state)
{
        struct migrator m[4] = {0};
        pthread_t threads[COUNT_OF(m)];
        int applied = 0;

        (void)state;
        for (size_t i = 0; i < COUNT_OF(m); i++)
                m[i].db = rig_connect("STATE_DSN", "it_together");
        for (size_t i = 0; i < COUNT_OF(m); i++)
                assert_int_equal(pthread_create(&threads[i], NULL, migrate_thread, &m[i]), 0);
        for (size_t i = 0; i < COUNT_OF(m); i++)
                pthread_join(threads[i], NULL);
        for (size_t i = 0; i < COUNT_OF(m); i++) {
                if (!m[i].ok)
                        fail_msg("%s", m[i].err.text);
                applied += m[i].applied;
                db_close(m[i].db);
        }
        assert_int_equal(applied, embedded_migrations_count);
}

/* ---- Values on their way ---- */

static const char *const nasty[] = {
        "",
        " ",
        "NULL",
        "null",
        "\"",
        "\\",
        "\\\"",
        "{",
        "}",
        "{}",
        "{NULL}",
        ",",
        "a,b",
        "'",
        "''; DROP TABLE outbox; --",
        "tab\there",
        "line\nbreak",
        "carriage\rreturn",
        "\\N",
        "\\.",
        "\\t",
        "\b\f\v",
        "\x01\x7f",
        "é ñ ﷽ 😀",
        "Ki Hajar \"Dewantara\" \\ {x,y}",
        "$1",
        "%s",
        " lead and trail ",
        "\\\\\\",
        "\"\"\"\"",
};

/* As one element of an array parameter, in the middle of others. */
static void arrays_carry_every_text(void **state)
{
        struct text array = {0};
        struct err err = {""};
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        (void)state;
        for (size_t i = 0; i < COUNT_OF(nasty); i++) {
                db_array_add(&array, nasty[i]);
                db_array_add(&array, NULL);
        }
        if (!db_query_text(
                    db, "SELECT x FROM unnest($1::text[]) WITH ORDINALITY AS t (x, i) ORDER BY i",
                    DB_ARGS(db_array_end(&array)), &r, &err))
                fail_msg("%s", err.text);
        assert_int_equal(db_rows(r), 2 * COUNT_OF(nasty));
        for (size_t i = 0; i < COUNT_OF(nasty); i++) {
                assert_string_equal(db_value(r, 2 * i, 0), nasty[i]);
                assert_null(db_value(r, 2 * i + 1, 0));
        }
        text_free(&array);
}

static void an_empty_array_is_empty(void **state)
{
        struct text array = {0};
        struct err err = {""};
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        (void)state;
        assert_true(db_query_text(db, "SELECT cardinality($1::text[])",
                                  DB_ARGS(db_array_end(&array)), &r, &err));
        assert_string_equal(db_text(r, 0, 0), "0");
        text_free(&array);
}

static void literals_and_identifiers_are_quoted(void **state)
{
        struct err err = {""};

        (void)state;
        for (size_t i = 0; i < COUNT_OF(nasty); i++) {
                CLEANUP(free_ptr) char *literal = db_literal(db, nasty[i]);
                CLEANUP(free_ptr) char *name = db_identifier(db, *nasty[i] ? nasty[i] : "x");
                CLEANUP(free_ptr)
                char *sql = db_expand("SELECT {value} AS {name}",
                                      (const char *[]){"value", literal, "name", name, NULL});
                CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

                if (!db_query_text(db, sql, NULL, &r, &err))
                        fail_msg("%s: %s", sql, err.text);
                assert_string_equal(db_text(r, 0, 0), nasty[i]);
                assert_string_equal(db_column_name(r, 0), *nasty[i] ? nasty[i] : "x");
        }
}

/* The way keys take when views are scanned: COPY text, a line a row, unescaped in place. */
static void copy_carries_every_text(void **state)
{
        struct err err = {""};

        (void)state;
        for (size_t i = 0; i < COUNT_OF(nasty); i++) {
                CLEANUP(free_ptr) char *literal = db_literal(db, nasty[i]);
                CLEANUP(free_ptr)
                char *sql = db_expand("COPY (SELECT {value} UNION ALL SELECT NULL) TO STDOUT",
                                      (const char *[]){"value", literal, NULL});
                struct db_result *r = NULL;
                const char *line = NULL;

                assert_true(db_send(db, sql, NULL, &err));
                assert_int_equal(db_wait(db, &r, &line, &err), DB_COPY);
                CLEANUP(free_ptr) char *column = mem_dup(line);
                assert_string_equal(db_copy_unescape(column), nasty[i]);
                assert_int_equal(db_wait(db, &r, &line, &err), DB_COPY);
                CLEANUP(free_ptr) char *null = mem_dup(line);
                assert_null(db_copy_unescape(null));
                assert_int_equal(db_wait(db, &r, &line, &err), DB_END);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(lifecycle_is_the_same_in_c_and_sql),
                cmocka_unit_test(unknown_states_are_refused),
                cmocka_unit_test(what_may_have_left_cannot_be_removed),
                cmocka_unit_test(a_batch_is_one_transaction),
                cmocka_unit_test(an_ended_batch_commits_by_itself),
                cmocka_unit_test(a_large_batch_goes_through),
                cmocka_unit_test(a_failing_batch_leaves_nothing),
                cmocka_unit_test(a_batch_without_a_server_ends),
                cmocka_unit_test(event_log_only_grows),
                cmocka_unit_test(tampering_is_found),
                cmocka_unit_test(migrations_run_once),
                cmocka_unit_test(altered_and_unknown_migrations_are_refused),
                cmocka_unit_test(a_failing_migration_leaves_nothing),
                cmocka_unit_test(daemons_that_start_together_migrate_once),
                cmocka_unit_test(arrays_carry_every_text),
                cmocka_unit_test(an_empty_array_is_empty),
                cmocka_unit_test(literals_and_identifiers_are_quoted),
                cmocka_unit_test(copy_carries_every_text),
        };

        return cmocka_run_group_tests(tests, setup, teardown);
}
