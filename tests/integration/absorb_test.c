/*
 * Absorb: what becomes of fetched source rows in the state: new, changed, unchanged, faulty, gone,
 * moved to another person; persons blocked and free again.
 */
#include <stdio.h>

#include "engine/absorb.h"
#include "ground/text.h"
#include "rig.h"
#include "sql.h"

#define SCHEMA "it_absorb"
#define A      "199001012015031002"
#define B      "198501012015032001"
#define RECORD "SELECT state || ' ' || op || ' ' || rev || ' ' || nip FROM outbox WHERE src_id = "

enum { COLUMNS = 40 };

struct cell {
        const char *column, *value; /* column NULL: the end */
};
#define CELLS(...)                         \
        (const struct cell[])              \
        {                                  \
                __VA_ARGS__ __VA_OPT__(, ) \
                {                          \
                        NULL, NULL         \
                }                          \
        }

static const struct cell person[] = {{"aktif", "t"},
                                     {"tmt_cpns", "2015-03-01"},
                                     {"status_asn", "PPPK"},
                                     {"email", "a@example.org"},
                                     {NULL, NULL}};

static const struct cell course[] = {{"status_verif", "1"},
                                     {"jenis_diklat_id", "3"},
                                     {"jenis_sertipikat", "T"},
                                     {"nama", "Pengadaan"},
                                     {"nomor_sertifikat", "1/24"},
                                     {"penyelenggara", "LKPP"},
                                     {"jp", "40"},
                                     {"tahun", "2024"},
                                     {"tgl_mulai", "2024-03-04"},
                                     {"tgl_selesai", "2024-03-08"},
                                     {NULL, NULL}};

static const struct cell rank[] = {
        {"status_verif", "1"}, {"golongan_id", "31"}, {"golongan_raw", "III/a"},
        {"tmt", "2015-03-01"}, {"no_sk", "823/1"},    {"tgl_sk", "2015-02-20"},
        {"mk_tahun", "0"},     {"mk_bulan", "3"},     {NULL, NULL}};

static struct db *db, *admin;
static struct catalog *catalog;
static struct text rows_sql; /* of the batch being put together */
static const char *between;  /* SQL that runs between taking the keys and absorbing them */

static int setup(void **state)
{
        (void)state;
        db = rig_migrated(SCHEMA);
        admin = rig_connect("ADMIN_DSN", SCHEMA);
        catalog = rig_catalog();
        return 0;
}

static int teardown(void **state)
{
        (void)state;
        text_free(&rows_sql);
        catalog_free(catalog);
        db_close(admin);
        db_close(db);
        return 0;
}

/* ---- Batches ---- */

static void fill(const struct descriptor *d, const struct cell *cells, const char **values)
{
        for (; cells->column; cells++) {
                size_t column = descriptor_column(d, cells->column);

                if (column >= COLUMNS)
                        fail_msg("%s has no column %s", d->kind, cells->column);
                values[column] = cells->value;
        }
}

static void add_literal(size_t column, const char *value)
{
        CLEANUP(free_ptr) char *literal = value ? db_literal(db, value) : NULL;

        text_addf(&rows_sql, ", %s::text AS c%zu", literal ? literal : "NULL", column);
}

/* A source row of the next batch: the kind's good row with these cells. */
static void put(const char *kind, const char *src_id, const char *nip, const char *hash,
                const struct cell *cells)
{
        const struct descriptor *d = rig_kind(catalog, kind);
        const char *values[COLUMNS] = {NULL};
        char sql[300];

        fill(d, d->mode == MODE_UPDATE ? person : d->mode == MODE_COMPARE ? rank : course, values);
        fill(d, cells, values);
        values[COLUMN_SRC_ID] = src_id;
        values[COLUMN_NIP] = nip;
        text_addf(&rows_sql, "%s SELECT '%s'::text AS hash", rows_sql.len ? " UNION ALL" : "",
                  hash);
        for (size_t i = 0; i < d->column_count; i++)
                add_literal(i, values[i]);
        snprintf(sql, sizeof sql, "INSERT INTO changed_key (kind, src_id) VALUES ('%s', '%s')",
                 kind, src_id);
        run_sql(db, sql);
}

/* A key whose row the source no longer has. */
static void miss(const char *kind, const char *src_id)
{
        char sql[300];

        snprintf(sql, sizeof sql, "INSERT INTO changed_key (kind, src_id) VALUES ('%s', '%s')",
                 kind, src_id);
        run_sql(db, sql);
}

static struct db_result *query(const char *sql)
{
        struct db_result *r = NULL;
        struct err err = {""};

        if (!db_query_text(db, sql, NULL, &r, &err))
                fail_msg("%.300s: %s", sql, err.text);
        return r;
}

/* The fetch's answer for the rows put so far; an empty one has no columns, and needs none. */
static struct db_result *fetched(void)
{
        struct text sql = {0};

        if (rows_sql.len)
                text_addf(&sql, "SELECT * FROM (%s) AS r ORDER BY c0 COLLATE \"C\"", rows_sql.s);
        else
                text_add(&sql, "SELECT 1 WHERE false");
        struct db_result *r = query(sql.s);
        text_free(&sql);
        text_clear(&rows_sql);
        return r;
}

static bool try_absorb(const char *kind, struct absorb_counts *counts, struct err *err)
{
        static const struct site site = {.instansi_id = "AAAA0000AAAA0000AAAA0000AAAA0001",
                                         .satuan_kerja_id = "AAAA0000AAAA0000AAAA0000AAAA0002",
                                         .today = {2025, 6, 15}};
        const struct absorb a = {.state = db, .actor = "tester", .site = &site};
        CLEANUP(db_result_free_ptr) struct db_result *taken = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *rows = fetched();

        if (!db_query(db, sql_changed_key_take, DB_ARGS(kind, "500"), &taken, err))
                return false;
        if (between)
                run_sql(db, TAKE_PTR(between));
        return absorb_batch(&a, rig_kind(catalog, kind), taken, rows, counts, err);
}

static struct absorb_counts absorb(const char *kind)
{
        struct absorb_counts counts = {0};
        struct err err = {""};

        if (!try_absorb(kind, &counts, &err))
                fail_msg("%s", err.text);
        return counts;
}

/* Two persons, and course K1 of the first, as new. */
static int begin(void **state)
{
        (void)state;
        run_sql(admin, "TRUNCATE employee, outbox, link, quarantine, source_row, changed_key");
        put("data_utama", "1", A, "1", CELLS({"tgl_lahir", "1990-01-01"}));
        put("data_utama", "2", B, "1", CELLS({"tgl_lahir", "1985-01-01"}));
        absorb("data_utama");
        put("kursus", "K1", A, "1", CELLS());
        absorb("kursus");
        return 0;
}

static void stands(const char *src_id, const char *state, bool linked)
{
        char sql[500];

        snprintf(sql, sizeof sql,
                 "UPDATE outbox SET state = 'ready' WHERE src_id = '%s' AND state <> 'ready';"
                 "UPDATE outbox SET state = 'inflight' WHERE src_id = '%s' AND '%s' = 'doubt';"
                 "UPDATE outbox SET state = '%s', due_at = NULL, intent_rev = rev WHERE src_id = "
                 "'%s'",
                 src_id, src_id, state, state, src_id);
        run_sql(db, sql);
        if (!linked)
                return;
        snprintf(sql, sizeof sql,
                 "INSERT INTO link (kind, src_id, nip, siasn_id, how) SELECT kind, src_id, nip, "
                 "'S-' || src_id, 'created' FROM outbox WHERE src_id = '%s'",
                 src_id);
        run_sql(db, sql);
}

/* ---- Content ---- */

static void new_rows_go_in_line(void **state)
{
        (void)state;
        EXPECT(db, RECORD "'K1'", "ready upsert 1 " A);
        EXPECT(db,
               "SELECT due_at <= now() AND NOT faulty AND payload::json->>'namaKursus' = "
               "'Pengadaan' AND length(content_hash) = 64 FROM outbox WHERE src_id = 'K1'",
               "t");
        EXPECT(db, "SELECT hash || nip FROM source_row WHERE src_id = 'K1'", "1" A);
        EXPECT(db, "SELECT count(*) FROM employee WHERE blocked IS NULL AND due_at <= now()", "2");
        EXPECT(db, "SELECT count(*) FROM changed_key", "0");
        put("kursus", "K2", "197001012000011001", "1", CELLS());
        absorb("kursus");
        EXPECT(db, "SELECT blocked FROM employee WHERE nip = '197001012000011001'",
               "PEGAWAI_MISSING");
}

static void a_rewritten_row_of_equal_content_touches_nothing(void **state)
{
        (void)state;
        stands("K1", "done", true);
        CLEANUP(free_ptr) char *events = ask(db, "SELECT id FROM event_head");
        put("kursus", "K1", A, "2", CELLS({"nama", "Pengadaan  "}));
        struct absorb_counts counts = absorb("kursus");
        assert_int_equal(counts.changed, 0);
        EXPECT(db, RECORD "'K1'", "done upsert 1 " A);
        EXPECT(db, "SELECT hash FROM source_row WHERE src_id = 'K1'", "2");
        EXPECT(db, "SELECT id FROM event_head", events);
}

static void changed_content_by_state(void **state)
{
        static const struct {
                const char *before, *after;
        } cases[] = {
                {"ready", "ready upsert 2 " A},       {"done", "ready upsert 2 " A},
                {"retry", "ready upsert 2 " A},       {"rejected", "ready upsert 2 " A},
                {"inflight", "inflight upsert 2 " A}, {"doubt", "doubt upsert 2 " A},
                {"held", "held upsert 2 " A},
        };

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                begin(state);
                stands("K1", cases[i].before, false);
                put("kursus", "K1", A, "2", CELLS({"jp", "41"}));
                struct absorb_counts counts = absorb("kursus");
                assert_int_equal(counts.changed, 1);
                EXPECT(db, RECORD "'K1'", cases[i].after);
        }
}

static void faults_come_change_and_go(void **state)
{
        (void)state;
        stands("K1", "done", true);
        put("kursus", "K1", A, "2", CELLS({"nomor_sertifikat", NULL}, {"jp", "9999"}));
        struct absorb_counts counts = absorb("kursus");
        assert_int_equal(counts.faulty, 1);
        EXPECT(db, RECORD "'K1'", "rejected upsert 2 " A);
        EXPECT(db,
               "SELECT faulty AND payload IS NULL AND due_at IS NULL FROM outbox WHERE src_id = "
               "'K1'",
               "t");
        EXPECT(db,
               "SELECT string_agg(code || '(' || field || ' ' || value || ')', ',' ORDER BY "
               "code) FROM quarantine",
               "CERT_MISSING(nomor_sertifikat ),JP_RANGE(jp 9999)");
        put("kursus", "K1", A, "3", CELLS({"nomor_sertifikat", NULL}, {"nama", NULL}));
        absorb("kursus");
        EXPECT(db, "SELECT string_agg(code, ',' ORDER BY code) FROM quarantine",
               "CERT_MISSING,FIELD_MISSING");
        put("kursus", "K1", A, "4", CELLS());
        absorb("kursus");
        EXPECT(db, "SELECT count(*) FROM quarantine", "0");
        EXPECT(db, "SELECT state || faulty FROM outbox WHERE src_id = 'K1'", "readyfalse");
}

static void values_arrive_as_they_are(void **state)
{
        const char *nasty = "Ki \"Hajar\" \\ {a,b} 'x' NULL é 😀";

        (void)state;
        put("kursus", "K\"1\\,{}", A, "7", CELLS({"nama", nasty}, {"penyelenggara", "NULL"}));
        absorb("kursus");
        EXPECT(db, "SELECT payload::json->>'namaKursus' FROM outbox WHERE src_id = E'K\"1\\\\,{}'",
               nasty);
        EXPECT(db,
               "SELECT payload::json->>'institusiPenyelenggara' FROM outbox WHERE src_id = "
               "E'K\"1\\\\,{}'",
               "NULL");
        EXPECT(db, "SELECT count(*) FROM changed_key", "0");
}

/* ---- Gone ---- */

static void gone_by_state(void **state)
{
        static const struct {
                const char *before;
                bool linked;
                const char *after;
        } cases[] = {
                {"ready", false, NULL},
                {"rejected", false, NULL},
                {"retry", false, NULL},
                {"held", false, NULL},
                {"done", true, "ready delete 2 " A},
                {"ready", true, "ready delete 2 " A},
                {"rejected", true, "ready delete 2 " A},
                {"inflight", false, "inflight delete 2 " A},
                {"doubt", false, "doubt delete 2 " A},
                {"inflight", true, "inflight delete 2 " A},
                {"held", true, "held delete 2 " A},
        };

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                begin(state);
                stands("K1", cases[i].before, cases[i].linked);
                run_sql(db, "INSERT INTO quarantine (kind, src_id, code, nip, severity) VALUES "
                            "('kursus', 'K1', 'SIASN_REJECTED', '" A "', 'error')");
                miss("kursus", "K1");
                struct absorb_counts counts = absorb("kursus");
                assert_int_equal(counts.gone, 1);
                EXPECT(db, RECORD "'K1'", cases[i].after);
                EXPECT(db, "SELECT count(*) FROM quarantine", "0");
                EXPECT(db, "SELECT count(*) FROM source_row WHERE src_id = 'K1'", "0");
        }
}

static void a_row_marked_deleted_is_gone(void **state)
{
        const struct descriptor *d = rig_kind(catalog, "kursus");

        (void)state;
        assert_int_not_equal(d->is_deleted, NO_COLUMN);
        stands("K1", "done", true);
        put("kursus", "K1", A, "2", CELLS({d->columns[d->is_deleted].name, "t"}));
        struct absorb_counts counts = absorb("kursus");
        assert_int_equal(counts.gone, 1);
        EXPECT(db, RECORD "'K1'", "ready delete 2 " A);
        /* The row is still there: the scan must not find it missing again and again. */
        EXPECT(db, "SELECT hash FROM source_row WHERE src_id = 'K1'", "2");
        put("kursus", "K1", A, "3", CELLS());
        absorb("kursus");
        EXPECT(db, RECORD "'K1'", "ready upsert 3 " A);
}

static void gone_twice_or_never_seen_is_harmless(void **state)
{
        (void)state;
        stands("K1", "done", true);
        miss("kursus", "K1");
        miss("kursus", "K-unknown");
        absorb("kursus");
        miss("kursus", "K1");
        absorb("kursus");
        EXPECT(db, RECORD "'K1'", "ready delete 2 " A);
        EXPECT(db, "SELECT count(*) FROM changed_key", "0");
}

static void what_is_only_compared_is_forgotten(void **state)
{
        (void)state;
        put("golongan", "G1", A, "1", CELLS());
        absorb("golongan");
        EXPECT(db, RECORD "'G1'", "ready compare 1 " A);
        stands("G1", "done", true);
        miss("golongan", "G1");
        absorb("golongan");
        EXPECT(db, RECORD "'G1'", NULL);
}

static void a_held_delete_comes_back(void **state)
{
        (void)state;
        stands("K1", "done", true);
        miss("kursus", "K1");
        absorb("kursus");
        run_sql(db, "UPDATE outbox SET state = 'held', due_at = NULL WHERE src_id = 'K1'");
        put("kursus", "K1", A, "1", CELLS());
        absorb("kursus");
        EXPECT(db, RECORD "'K1'", "ready upsert 3 " A);
        EXPECT(db, "SELECT due_at <= now() FROM outbox WHERE src_id = 'K1'", "t");
}

/* ---- Moved ---- */

/* A key SIMPEG used again: the old person's row is gone, the new person's is new. */
static void a_reused_key_belongs_to_the_new_person(void **state)
{
        (void)state;
        stands("K1", "done", true);
        put("kursus", "K1", B, "2", CELLS());
        absorb("kursus");
        EXPECT(db, RECORD "'K1'", "ready upsert 1 " B);
        EXPECT(db, RECORD "'K1#" A "'", "ready delete 2 " A);
        EXPECT(db, "SELECT src_id || ' ' || siasn_id FROM link", "K1#" A " S-K1");
        EXPECT(db, "SELECT count(*) FROM employee WHERE due_at <= now()", "2");
        EXPECT(db, "SELECT nip FROM source_row WHERE src_id = 'K1'", B);
}

/* What never reached SIASN must not be delivered to the person who no longer has it. */
static void a_moved_row_that_never_left_is_forgotten(void **state)
{
        (void)state;
        put("kursus", "K1", B, "2", CELLS());
        absorb("kursus");
        EXPECT(db, "SELECT string_agg(src_id || nip, ',') FROM outbox WHERE kind = 'kursus'",
               "K1" B);
}

static void a_row_may_move_to_and_fro(void **state)
{
        (void)state;
        for (int i = 0; i < 3; i++) {
                run_sql(db, "DELETE FROM link");
                stands("K1", "done", true);
                run_sql(db, "UPDATE link SET siasn_id = siasn_id || nextval('changed_key_mark')");
                put("kursus", "K1", i % 2 ? A : B, "2", CELLS({"jp", i % 2 ? "40" : "41"}));
                absorb("kursus");
                EXPECT(db, "SELECT nip FROM outbox WHERE src_id = 'K1'", i % 2 ? A : B);
        }
        EXPECT(db, "SELECT count(*) FROM outbox WHERE kind = 'kursus' AND src_id LIKE 'K1#%'", "3");
}

static void a_corrected_nip_is_a_new_person(void **state)
{
        const char *c = "199002022015031003";

        (void)state;
        stands("1", "done", false);
        put("data_utama", "1", c, "2", CELLS({"tgl_lahir", "1990-02-02"}));
        absorb("data_utama");
        EXPECT(db, "SELECT blocked FROM employee WHERE nip = '" A "'", "PEGAWAI_MISSING");
        EXPECT(db,
               "SELECT coalesce(blocked, 'free') FROM employee WHERE nip = "
               "'199002022015031003'",
               "free");
        EXPECT(db,
               "SELECT string_agg(src_id || ' ' || nip, ',' ORDER BY src_id) FROM outbox WHERE "
               "kind = 'data_utama'",
               "1 199002022015031003,2 " B);
}

/* ---- Persons ---- */

static void a_person_is_blocked_and_free_again(void **state)
{
        (void)state;
        put("data_utama", "1", A, "2", CELLS({"tgl_lahir", "1990-01-02"}));
        absorb("data_utama");
        EXPECT(db, "SELECT blocked FROM employee WHERE nip = '" A "'", "NIP_BIRTH");
        stands("K1", "rejected", false);
        run_sql(db, "INSERT INTO quarantine (kind, src_id, code, nip, severity) VALUES "
                    "('kursus', 'K1', 'PERSON_BLOCKED', '" A "', 'error')");
        put("data_utama", "1", A, "3", CELLS({"tgl_lahir", "1990-01-01"}, {"aktif", "f"}));
        absorb("data_utama");
        EXPECT(db, "SELECT blocked FROM employee WHERE nip = '" A "'", "INACTIVE_EMP");
        put("data_utama", "1", A, "4", CELLS({"tgl_lahir", "1990-01-01"}));
        absorb("data_utama");
        EXPECT(db, "SELECT coalesce(blocked, 'free') FROM employee WHERE nip = '" A "'", "free");
        EXPECT(db, RECORD "'K1'", "ready upsert 1 " A);
}

static void a_person_that_is_gone_stops_everything(void **state)
{
        (void)state;
        miss("data_utama", "1");
        absorb("data_utama");
        EXPECT(db, "SELECT blocked FROM employee WHERE nip = '" A "'", "PEGAWAI_MISSING");
        EXPECT(db, RECORD "'1'", NULL);
}

/* The application deletes a person's row and inserts it again, or a NIP stands in two rows. */
static void a_person_with_another_row_goes_on(void **state)
{
        (void)state;
        miss("data_utama", "1");
        put("data_utama", "9", A, "1", CELLS({"tgl_lahir", "1990-01-01"}));
        absorb("data_utama");
        EXPECT(db, "SELECT coalesce(blocked, 'free') FROM employee WHERE nip = '" A "'", "free");
        put("data_utama", "8", A, "1", CELLS({"tgl_lahir", "1990-01-01"}));
        absorb("data_utama");
        miss("data_utama", "8");
        absorb("data_utama");
        EXPECT(db, "SELECT coalesce(blocked, 'free') FROM employee WHERE nip = '" A "'", "free");
        miss("data_utama", "9");
        absorb("data_utama");
        EXPECT(db, "SELECT blocked FROM employee WHERE nip = '" A "'", "PEGAWAI_MISSING");
}

static void two_persons_who_swap_their_nips_are_both_known(void **state)
{
        (void)state;
        put("data_utama", "1", B, "2", CELLS({"tgl_lahir", "1985-01-01"}));
        put("data_utama", "2", A, "2", CELLS({"tgl_lahir", "1990-01-01"}));
        absorb("data_utama");
        EXPECT(db, "SELECT count(*) FROM employee WHERE blocked IS NULL", "2");
        EXPECT(db,
               "SELECT string_agg(src_id || ' ' || nip, ',' ORDER BY src_id) FROM outbox WHERE "
               "kind = 'data_utama'",
               "1 " B ",2 " A);
}

static void a_person_marked_deleted_stops_and_comes_back(void **state)
{
        const struct descriptor *d = rig_kind(catalog, "data_utama");

        (void)state;
        if (d->is_deleted == NO_COLUMN)
                skip();
        put("data_utama", "1", A, "2", CELLS({d->columns[d->is_deleted].name, "t"}));
        put("data_utama", "5", "199003032015031009", "1",
            CELLS({d->columns[d->is_deleted].name, "t"}));
        absorb("data_utama");
        EXPECT(db, "SELECT string_agg(blocked, ',') FROM employee WHERE nip <> '" B "'",
               "PEGAWAI_MISSING,PEGAWAI_MISSING");
        put("data_utama", "1", A, "3", CELLS({"tgl_lahir", "1990-01-01"}));
        absorb("data_utama");
        EXPECT(db, "SELECT coalesce(blocked, 'free') FROM employee WHERE nip = '" A "'", "free");
}

/* ---- Batches as a whole ---- */

static void a_key_marked_again_meanwhile_stays(void **state)
{
        (void)state;
        put("kursus", "K1", A, "2", CELLS({"jp", "41"}));
        between = "UPDATE changed_key SET mark = nextval('changed_key_mark') WHERE src_id = 'K1'";
        absorb("kursus");
        EXPECT(db, "SELECT string_agg(src_id, ',') FROM changed_key", "K1");
}

static void a_batch_that_fails_leaves_nothing(void **state)
{
        struct absorb_counts counts = {0};
        struct err err = {""};

        (void)state;
        put("kursus", "K2", A, "1", CELLS());
        put("kursus", "K3", A, "1", CELLS());
        between = "ALTER TABLE outbox ADD CONSTRAINT never CHECK (src_id <> 'K3') NOT VALID";
        assert_false(try_absorb("kursus", &counts, &err));
        run_sql(db, "ALTER TABLE outbox DROP CONSTRAINT never");
        EXPECT(db, "SELECT count(*) FROM outbox WHERE src_id IN ('K2', 'K3')", "0");
        EXPECT(db, "SELECT count(*) FROM source_row WHERE src_id IN ('K2', 'K3')", "0");
        EXPECT(db, "SELECT count(*) FROM changed_key", "2");
        assert_int_equal(counts.changed, 0);
}

#define TEST(f) cmocka_unit_test_setup(f, begin)

int main(void)
{
        const struct CMUnitTest tests[] = {
                TEST(new_rows_go_in_line),
                TEST(a_rewritten_row_of_equal_content_touches_nothing),
                TEST(changed_content_by_state),
                TEST(faults_come_change_and_go),
                TEST(values_arrive_as_they_are),
                TEST(gone_by_state),
                TEST(a_row_marked_deleted_is_gone),
                TEST(gone_twice_or_never_seen_is_harmless),
                TEST(what_is_only_compared_is_forgotten),
                TEST(a_held_delete_comes_back),
                TEST(a_reused_key_belongs_to_the_new_person),
                TEST(a_moved_row_that_never_left_is_forgotten),
                TEST(a_row_may_move_to_and_fro),
                TEST(a_corrected_nip_is_a_new_person),
                TEST(a_person_is_blocked_and_free_again),
                TEST(a_person_that_is_gone_stops_everything),
                TEST(a_person_with_another_row_goes_on),
                TEST(two_persons_who_swap_their_nips_are_both_known),
                TEST(a_person_marked_deleted_stops_and_comes_back),
                TEST(a_key_marked_again_meanwhile_stays),
                TEST(a_batch_that_fails_leaves_nothing),
        };

        return cmocka_run_group_tests(tests, setup, teardown);
}
