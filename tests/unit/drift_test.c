#include "pure/drift.h"

#include "ground/text.h"
#include "kinds.h"

/* A course as it is sent, and as SIASN shows it. */
static json_t *ours(const char *name, const char *number, int hours)
{
        return json_pack("{s:s, s:s, s:s, s:i, s:s}", "namaKursus", name, "nomorSertipikat", number,
                         "tanggalKursus", "04-03-2024", "jumlahJam", hours, "jenisDiklatId", "3");
}

static json_t *theirs(const char *id, const char *name, const char *number, int hours)
{
        return json_pack("{s:s, s:s, s:s, s:s, s:i, s:s}", "id", id, "namaKursus", name,
                         "noSertipikat", number, "tanggalKursus", "2024-03-04", "jumlahJam", hours,
                         "jenisDiklatId", "3");
}

#define ROW(...) ((struct drift_row){.src_id = "K1", .state = REC_DONE, __VA_ARGS__})
#define DONE     .state = REC_DONE
#define FOUND    .match = {.kind = MATCH_FOUND, .remote = 0}

struct expectation {
        const char *what;
        int our_hours, their_hours; /* 0: no such row */
        struct drift_row row;
        int delivered_hours; /* what we delivered last, 0: not known */
        const char *stamp;   /* updated_at of SIASN's row, or NULL */
        const char *wanted;  /* kind field newer reason open, or "" for no finding */
};

/* clang-format off */
static const struct expectation table[] = {
        {"equal rows", 40, 40, {FOUND, DONE}, 0, NULL, ""},
        {"never known to agree", 40, 44, {FOUND, DONE}, 0, NULL, "field jumlahJam unknown - open"},
        {"ours as delivered: SIASN was changed", 40, 44, {FOUND, DONE, .agreed = true, .delivered_on = "2024-05-01"},
         0, NULL, "field jumlahJam siasn - open"},
        {"ours has changed, what was delivered is not known", 40, 44, {FOUND, .delivered_on = "2024-05-01", .state = REC_READY},
         0, NULL, "field jumlahJam simpeg pending -"},
        {"ours has changed, SIASN is as delivered", 40, 44, {FOUND, .delivered_on = "2024-05-01", .state = REC_READY},
         44, NULL, "field jumlahJam simpeg pending -"},
        {"ours has changed, SIASN too", 40, 44, {FOUND, .delivered_on = "2024-05-01", .state = REC_RETRY},
         48, NULL, "field jumlahJam both pending -"},
        {"ours has changed, SIASN's stamp is older than the delivery", 40, 44, {FOUND, .delivered_on = "2024-05-01", .state = REC_READY},
         0, "2024-04-30T10:00:00", "field jumlahJam simpeg pending -"},
        {"ours has changed, SIASN's stamp is newer than the delivery", 40, 44, {FOUND, .delivered_on = "2024-05-01", .state = REC_READY},
         0, "2024-05-02T10:00:00", "field jumlahJam both pending -"},
        {"a stamp of another form says nothing", 40, 44, {FOUND, .delivered_on = "2024-05-01", .state = REC_READY},
         0, "02-05-2024", "field jumlahJam simpeg pending -"},
        {"in quarantine", 40, 44, {FOUND, .state = REC_REJECTED, .code = "SIASN_REJECTED"},
         0, NULL, "field jumlahJam unknown SIASN_REJECTED -"},
        {"held by an operator", 40, 44, {FOUND, .state = REC_HELD}, 0, NULL, "field jumlahJam unknown held -"},
        {"in doubt", 40, 44, {FOUND, .state = REC_DOUBT}, 0, NULL, "field jumlahJam unknown pending -"},

        {"not at SIASN, and not delivered yet", 40, 0, {.state = REC_READY}, 0, NULL, "only_simpeg - simpeg pending -"},
        {"not at SIASN: it was", 40, 0, {DONE, .match = {.kind = MATCH_GONE}, .agreed = true, .linked_id = "A"}, 0, NULL,
         "only_simpeg - siasn missing open"},
        {"not at SIASN: written a moment ago", 40, 0, {DONE, .match = {.kind = MATCH_GONE}, .agreed = true, .linked_id = "A", .fresh = true},
         0, NULL, "only_simpeg - simpeg pending -"},
        {"not at SIASN: quarantine says why", 40, 0, {.state = REC_REJECTED, .code = "DUP_ROW", .match = {.kind = MATCH_DUPLICATE}},
         0, NULL, "only_simpeg - simpeg DUP_ROW -"},
        {"faulty, not at SIASN", 0, 0, {.state = REC_REJECTED, .code = "CERT_MISSING"}, 0, NULL, "only_simpeg - simpeg CERT_MISSING -"},
        {"faulty, and its row is there", 0, 44, {.state = REC_REJECTED, .code = "CERT_MISSING", .linked_id = "a1"}, 0, NULL, ""},

        {"gone from SIMPEG, still at SIASN", 40, 44, {.is_delete = true, .state = REC_HELD, .code = "DELETE_OFF", .linked_id = "A1"},
         0, NULL, "only_siasn - simpeg DELETE_OFF -"},
        {"gone from SIMPEG, on its way", 40, 44, {.is_delete = true, .state = REC_READY, .linked_id = "A1"},
         0, NULL, "only_siasn - simpeg deleted -"},
        {"gone on both sides", 40, 0, {.is_delete = true, .state = REC_READY, .linked_id = "A1"}, 0, NULL, ""},
};
/* clang-format on */

static char *tell(const struct drift_list *list)
{
        struct text out = {0};

        for (size_t i = 0; i < list->count; i++) {
                const struct drift *f = &list->items[i];

                text_addf(&out, "%s%s %s %s %s %s", i ? "; " : "", drift_kind_name(f->kind),
                          *f->field ? f->field : "-", drift_newer_name(f->newer),
                          *f->reason ? f->reason : "-", drift_open(f) ? "open" : "-");
        }
        return text_take(&out);
}

static void check_one(const struct expectation *e)
{
        const struct descriptor *d = kind_named("kursus");
        struct drift_row row = e->row;
        struct drift_list found = {0};
        json_t *payload = e->our_hours ? ours("Kearsipan", "1/S", e->our_hours) : NULL;
        json_t *delivered =
                e->delivered_hours ? ours("Kearsipan", "1/S", e->delivered_hours) : NULL;
        json_t *remotes = json_array();

        if (e->their_hours)
                json_array_append_new(remotes, theirs("A1", "Kearsipan", "1/S", e->their_hours));
        if (e->stamp)
                json_object_set_new(json_array_get(remotes, 0), "updated_at",
                                    json_string(e->stamp));
        row.src_id = "K1";
        row.payload = payload;
        row.delivered = delivered;
        drift_find(d, &row, 1, remotes, &found);
        CLEANUP(free_ptr) char *got = tell(&found);
        if (strcmp(got, e->wanted) != 0)
                fail_msg("%s: got \"%s\", wanted \"%s\"", e->what, got, e->wanted);
        drift_list_free(&found);
        json_decref(payload);
        json_decref(delivered);
        json_decref(remotes);
}

static void test_table(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(table); i++)
                check_one(&table[i]);
}

static void test_values_and_counts(void **state)
{
        const struct descriptor *d = kind_named("kursus");
        struct drift_list found = {0};
        json_t *a = ours("Kearsipan", "1/S", 40), *b = ours("Pajak", "2/S", 20);
        json_t *remotes =
                json_pack("[o, o, o]", theirs("X", "Lain", "9/S", 8),
                          theirs("B", "Pajak", "2/S", 24), theirs("A", "Kearsipan", "1/S", 40));
        const struct drift_row rows[] = {
                ROW(.payload = a, .match = {.kind = MATCH_FOUND, .remote = 2}),
                {.src_id = "K2",
                 .state = REC_DONE,
                 .payload = b,
                 .match = {.kind = MATCH_FOUND, .remote = 1}}};

        (void)state;
        drift_find(d, rows, 2, remotes, &found);
        assert_int_equal(found.compared, 2);
        assert_int_equal(found.equal, 1);
        assert_int_equal(found.count, 2);
        assert_string_equal(found.items[0].src_id, "K2");
        assert_string_equal(found.items[0].siasn_id, "B");
        assert_string_equal(found.items[0].simpeg, "20");
        assert_string_equal(found.items[0].siasn, "24");
        assert_int_equal(found.items[1].kind, DRIFT_ONLY_SIASN);
        assert_string_equal(found.items[1].siasn_id, "X");
        assert_string_equal(found.items[1].siasn,
                            "namaKursus Lain, noSertipikat 9/S, tanggalKursus 2024-03-04");
        assert_true(drift_open(&found.items[1]));
        drift_add_person(&found, "P1", "NIP_UNKNOWN");
        assert_string_equal(found.items[2].reason, "NIP_UNKNOWN");
        assert_false(drift_open(&found.items[2]));
        drift_list_free(&found);
        json_decref(a);
        json_decref(b);
        json_decref(remotes);
}

/* The person itself: fields only, and what our update leaves out is not compared. */
static void test_person(void **state)
{
        const struct descriptor *d = kind_named("data_utama");
        struct drift_list found = {0};
        json_t *payload = json_pack("{s:s}", "email", "a@contoh.go.id");
        json_t *remotes = json_pack("[{s:s, s:s, s:s}]", "id", "P", "email", "b@contoh.go.id",
                                    "alamat", "Jl. Contoh 1");
        const struct drift_row row = ROW(.payload = payload, FOUND);

        (void)state;
        drift_find(d, &row, 1, remotes, &found);
        CLEANUP(free_ptr) char *got = tell(&found);
        assert_string_equal(got, "field email unknown - open");
        drift_list_free(&found);
        drift_find(d, NULL, 0, remotes, &found);
        assert_int_equal(found.count, 0);
        json_decref(payload);
        json_decref(remotes);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_table),
                cmocka_unit_test(test_values_and_counts),
                cmocka_unit_test(test_person),
        };

        return cmocka_run_group_tests_name("drift", tests, kinds_setup, kinds_teardown);
}
