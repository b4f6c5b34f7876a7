#include <stdio.h>

#include "kinds.h"
#include "pure/match.h"

enum { MAX = 8 };

/*
 * A position in short: `unor` and `sk` are all that differs between them, the rest is equal. The
 * natural key has the unit in it, the weaker one only the decree and the date.
 */
struct post {
        const char *unor, *sk;
};

static json_t *post_payload(struct post p)
{
        return json_pack("{s:s, s:s, s:s, s:s}", "jenisJabatan", "4", "unorId", p.unor, "nomorSk",
                         p.sk, "tmtJabatan", "03-01-2025");
}

static json_t *post_remote(const char *id, struct post p)
{
        return json_pack("{s:s, s:i, s:s, s:s, s:s, s:n}", "id", id, "jenisJabatan", 4, "unorId",
                         p.unor, "nomorSk", p.sk, "tmtJabatan", "2025-01-03",
                         "jabatanFungsionalId");
}

/*
 * `rows`: each "unor sk link hint", "-" for none; `remotes`: each "id unor sk". `expected`, one a
 * row: the remote's id when found, or "new", "gone", "ambiguous", "=N" for a duplicate of row N.
 */
static const struct {
        const char *what;
        const char *rows[MAX], *remotes[MAX];
        const char *expected[MAX];
} cases[] = {
        {"nothing there", {"u1 s1 - -"}, {NULL}, {"new"}},
        {"natural key, whatever the case and the blanks", {"U1 S1 - -"}, {"r1 u1 s1"}, {"r1"}},
        {"another row", {"u1 s1 - -"}, {"r1 u2 s2"}, {"new"}},
        {"link", {"u1 s1 r2 -"}, {"r1 u1 s1", "r2 u9 s9"}, {"r2"}},
        {"link in the other case", {"u1 s1 R2 -"}, {"r2 u9 s9"}, {"r2"}},
        {"link gone, key there", {"u1 s1 r9 -"}, {"r1 u1 s1"}, {"r1"}},
        {"link gone, no key", {"u1 s1 r9 -"}, {"r1 u2 s2"}, {"gone"}},
        {"two rows linked to one", {"u1 s1 r1 -", "u2 s2 r1 -"}, {"r1 u1 s1"}, {"r1", "gone"}},
        {"link before key of another row",
         {"u1 s1 - -", "u2 s2 r1 -"},
         {"r1 u1 s1"},
         {"new", "r1"}},
        {"hint that agrees in the weaker key only",
         {"u1 s1 - r2"},
         {"r1 u8 s1", "r2 u9 s1"},
         {"r2"}},
        {"hint that agrees in nothing", {"u1 s1 - r2"}, {"r1 u1 s1", "r2 u9 s9"}, {"r1"}},
        {"hint that is not there", {"u1 s1 - r7"}, {"r1 u1 s1"}, {"r1"}},
        {"hint of a row that is taken", {"u1 s1 r1 -", "u2 s1 - r1"}, {"r1 u1 s1"}, {"r1", "new"}},
        {"same row twice at SIASN: the smaller id",
         {"u1 s1 - -"},
         {"r3 u1 s1", "r2 u1 s1"},
         {"r2"}},
        {"weaker key, unique", {"u1 s1 - -"}, {"r1 u2 s1"}, {"r1"}},
        {"weaker key, two at SIASN", {"u1 s1 - -"}, {"r1 u2 s1", "r2 u3 s1"}, {"ambiguous"}},
        {"weaker key, two of ours",
         {"u1 s1 - -", "u2 s1 - -"},
         {"r1 u3 s1"},
         {"ambiguous", "ambiguous"}},
        {"weaker key, the other explained by its natural key",
         {"u1 s1 - -", "u2 s1 - -"},
         {"r1 u3 s1", "r2 u2 s1"},
         {"r1", "r2"}},
        {"duplicate, nothing there", {"u1 s1 - -", "u1 s1 - -"}, {NULL}, {"new", "=0"}},
        {"duplicate, one there",
         {"u1 s1 - -", "u1 s1 - -", "u1 s1 - -"},
         {"r1 u1 s1"},
         {"r1", "=0", "=0"}},
        {"duplicate, both there and linked",
         {"u1 s1 r1 -", "u1 s1 r2 -"},
         {"r2 u1 s1", "r1 u1 s1"},
         {"r1", "r2"}},
        {"duplicate of a later row that is linked",
         {"u1 s1 - -", "u1 s1 r1 -"},
         {"r1 u1 s1"},
         {"=1", "r1"}},
        {"duplicate whose link is gone", {"u1 s1 - -", "u1 s1 r9 -"}, {NULL}, {"new", "=0"}},
        {"rows without any key are not each other", {"- - - -", "- - - -"}, {"r1 - -"}, {"", ""}},
        {"remote without id", {"u1 s1 - -"}, {"- u1 s1"}, {"new"}},
};

/* Splits "a b c" into words; "-" becomes "". `copy` holds the words. */
static void words(const char *text, char copy[64], const char *out[4])
{
        snprintf(copy, 64, "%s", text);
        for (size_t i = 0; i < 4; i++) {
                size_t len = strcspn(copy, " ");

                out[i] = strncmp(copy, "-", len) == 0 ? "" : copy;
                if (!copy[len])
                        break;
                copy[len] = '\0';
                copy += len + 1;
        }
}

struct scene {
        struct match_row rows[MAX];
        size_t count;
        json_t *payloads[MAX], *remotes;
        char text[2 * MAX][64];
        struct match result[MAX];
};

static void scene_set(struct scene *s, const char *const *rows, const char *const *remotes)
{
        const char *w[4];

        *s = (struct scene){.remotes = json_array()};
        for (; s->count < MAX && rows[s->count]; s->count++) {
                words(rows[s->count], s->text[s->count], w);
                s->payloads[s->count] = post_payload((struct post){w[0], w[1]});
                if (!*w[0]) /* a row with nothing in it that a key could be made of */
                        json_object_clear(s->payloads[s->count]);
                s->rows[s->count] = (struct match_row){.src_id = "x",
                                                       .payload = s->payloads[s->count],
                                                       .linked_id = w[2],
                                                       .hint_id = w[3]};
        }
        for (size_t i = 0; i < MAX && remotes[i]; i++) {
                words(remotes[i], s->text[MAX + i], w);
                json_array_append_new(s->remotes, post_remote(w[0], (struct post){w[1], w[2]}));
        }
        match_assign(kind_named("jabatan"), s->rows, s->count, s->remotes, s->result);
}

static void scene_clear(struct scene *s)
{
        for (size_t i = 0; i < s->count; i++)
                json_decref(s->payloads[i]);
        json_decref(s->remotes);
}

static const char *remote_id(const struct scene *s, size_t remote)
{
        return json_string_value(json_object_get(json_array_get(s->remotes, remote), "id"));
}

/* One row's answer in the words of the table. */
static const char *answer(const struct scene *s, size_t row, char out[16])
{
        static const char *const names[] = {
                [MATCH_NEW] = "new",
                [MATCH_GONE] = "gone",
                [MATCH_AMBIGUOUS] = "ambiguous",
        };
        const struct match *m = &s->result[row];

        if (m->kind == MATCH_FOUND)
                return remote_id(s, m->remote);
        if (m->kind != MATCH_DUPLICATE)
                return names[m->kind];
        snprintf(out, 16, "=%zu", m->other);
        return out;
}

static void assigns(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct scene s;
                char text[16];

                scene_set(&s, cases[i].rows, cases[i].remotes);
                for (size_t row = 0; row < s.count; row++) {
                        const char *expected = cases[i].expected[row];
                        const char *got = answer(&s, row, text);

                        if (strcmp(got, *expected ? expected : "new") != 0)
                                fail_msg("%s: row %zu is %s, not %s", cases[i].what, row, got,
                                         expected);
                }
                scene_clear(&s);
        }
}

/* A contested row at SIASN is not given away by a still weaker key. */
static void leaves_contested_rows_alone(void **state)
{
        const struct descriptor *d = kind_named("kursus");
        json_t *ours[] = {
                json_pack("{s:s, s:s, s:i, s:s}", "namaKursus", "A", "nomorSertipikat", "1",
                          "tahunKursus", 2024, "tanggalKursus", "01-02-2024"),
                json_pack("{s:s, s:s, s:i, s:s}", "namaKursus", "B", "nomorSertipikat", "2",
                          "tahunKursus", 2024, "tanggalKursus", "03-04-2024"),
        };
        json_t *theirs = json_pack("[{s:s, s:s, s:s, s:s, s:s}, {s:s, s:s, s:s, s:s, s:s}]", "id",
                                   "r1", "namaKursus", "B", "noSertipikat", "1", "tahunKursus",
                                   "2024", "tanggalKursus", "03-04-2024", "id", "r2", "namaKursus",
                                   "C", "noSertipikat", "1", "tahunKursus", "2024", "tanggalKursus",
                                   "05-06-2024");
        const struct match_row rows[] = {{.payload = ours[0]}, {.payload = ours[1]}};
        struct match result[2];

        (void)state;
        match_assign(d, rows, 2, theirs, result);
        assert_int_equal(result[0].kind, MATCH_AMBIGUOUS);
        assert_int_equal(result[1].kind, MATCH_AMBIGUOUS);
        json_decref(ours[0]);
        json_decref(ours[1]);
        json_decref(theirs);
}

static void survives_odd_replies(void **state)
{
        const struct descriptor *d = kind_named("jabatan");
        json_t *payload = post_payload((struct post){"u1", "s1"});
        const struct match_row rows[] = {{.payload = payload, .linked_id = "7"}};
        json_t *odd = json_pack("[i, n, s, {}, [], {s:i, s:b}]", 1, "id", "id", 7, "unorId", 1);
        json_t *object = json_object();
        struct match result = {0};

        (void)state;
        match_assign(d, rows, 1, odd, &result);
        assert_int_equal(result.kind, MATCH_FOUND);
        assert_int_equal(result.remote, 5);
        match_assign(d, rows, 1, object, &result);
        assert_int_equal(result.kind, MATCH_GONE);
        match_assign(d, rows, 1, NULL, &result);
        assert_int_equal(result.kind, MATCH_GONE);
        match_assign(d, rows, 0, odd, &result);
        json_decref(payload);
        json_decref(odd);
        json_decref(object);
}

/* xorshift: the same scenes on every run and machine. */
static uint32_t next_random(uint32_t *seed)
{
        *seed ^= *seed << 13;
        *seed ^= *seed >> 17;
        *seed ^= *seed << 5;
        return *seed;
}

/* Few values, so that keys collide all the time. Ids of remotes are unique, as at SIASN. */
static void random_scene(uint32_t *seed, char rows[MAX][64], char remotes[MAX][64],
                         const char *row_list[MAX], const char *remote_list[MAX])
{
        size_t row_count = next_random(seed) % MAX, remote_count = next_random(seed) % MAX;

        for (size_t i = 0; i < row_count; i++) {
                char link[24] = "-", hint[24] = "-";

                /* Links are unique (a key of the state's table), hints are anybody's guess. */
                if (next_random(seed) % 3 == 0)
                        snprintf(link, sizeof link, "r%zu", i);
                if (next_random(seed) % 3 == 0)
                        snprintf(hint, sizeof hint, "r%u", next_random(seed) % MAX);
                snprintf(rows[i], sizeof rows[i], "u%u s%u %s %s", next_random(seed) % 3,
                         next_random(seed) % 2, link, hint);
                row_list[i] = rows[i];
        }
        for (size_t i = 0; i < remote_count; i++) {
                snprintf(remotes[i], sizeof remotes[i], "r%zu u%u s%u", (i * 3 + 1) % MAX,
                         next_random(seed) % 3, next_random(seed) % 2);
                remote_list[i] = remotes[i];
        }
}

static void check_no_remote_twice(const struct scene *s)
{
        for (size_t i = 0; i < s->count; i++) {
                for (size_t j = 0; j < i; j++) {
                        if (s->result[i].kind == MATCH_FOUND && s->result[j].kind == MATCH_FOUND)
                                assert_int_not_equal(s->result[i].remote, s->result[j].remote);
                }
        }
}

static void check_links_kept(const struct scene *s)
{
        for (size_t i = 0; i < s->count; i++) {
                bool present = false;

                for (size_t r = 0; r < json_array_size(s->remotes); r++)
                        present |= str_same(s->rows[i].linked_id, remote_id(s, r));
                if (!present)
                        continue;
                assert_int_equal(s->result[i].kind, MATCH_FOUND);
                assert_string_equal(remote_id(s, s->result[i].remote), s->rows[i].linked_id);
        }
}

/* Rows of one natural key: at most one may still be created (NEW, or GONE and created anew). */
static void check_created_once(const struct scene *s)
{
        for (size_t i = 0; i < s->count; i++) {
                for (size_t j = 0; j < i; j++) {
                        bool creates =
                                (s->result[i].kind == MATCH_NEW ||
                                 s->result[i].kind == MATCH_GONE) &&
                                (s->result[j].kind == MATCH_NEW || s->result[j].kind == MATCH_GONE);

                        if (creates)
                                assert_false(json_equal(s->payloads[i], s->payloads[j]));
                }
        }
}

/* A duplicate points at a row with the same key that is none itself. */
static void check_duplicates(const struct scene *s)
{
        for (size_t i = 0; i < s->count; i++) {
                if (s->result[i].kind != MATCH_DUPLICATE)
                        continue;
                size_t other = s->result[i].other;
                assert_in_range(other, 0, s->count - 1);
                assert_int_not_equal(other, i);
                assert_int_not_equal(s->result[other].kind, MATCH_DUPLICATE);
                assert_true(json_equal(s->payloads[i], s->payloads[other]));
        }
}

static bool is_taken(const struct scene *s, size_t remote)
{
        for (size_t i = 0; i < s->count; i++) {
                if (s->result[i].kind == MATCH_FOUND && s->result[i].remote == remote)
                        return true;
        }
        return false;
}

static bool same_post(const json_t *ours, const json_t *theirs)
{
        static const char *const members[] = {"unorId", "nomorSk"};

        for (size_t i = 0; i < COUNT_OF(members); i++) {
                if (!json_equal(json_object_get(ours, members[i]),
                                json_object_get(theirs, members[i])))
                        return false;
        }
        return true;
}

/* Nothing that SIASN has under the natural key, and that is nobody else's, is created again. */
static void check_nothing_known_is_new(const struct scene *s)
{
        for (size_t i = 0; i < s->count; i++) {
                for (size_t r = 0; r < json_array_size(s->remotes); r++) {
                        if (s->result[i].kind == MATCH_NEW && !is_taken(s, r))
                                assert_false(
                                        same_post(s->payloads[i], json_array_get(s->remotes, r)));
                }
        }
}

static void check_same_answers(const struct scene *a, const struct scene *b)
{
        char left[16], right[16];

        for (size_t i = 0; i < a->count; i++)
                assert_string_equal(answer(a, i, left), answer(b, i, right));
}

static void shuffle(uint32_t *seed, const char *list[MAX])
{
        size_t count = 0;

        while (count < MAX && list[count])
                count++;
        for (; count > 1; count--) {
                size_t other = next_random(seed) % count;
                const char *kept = list[count - 1];

                list[count - 1] = list[other];
                list[other] = kept;
        }
}

static void keeps_its_promises(void **state)
{
        uint32_t seed = 20250615;
        size_t seen[MATCH_AMBIGUOUS + 1] = {0};

        (void)state;
        for (int round = 0; round < 5000; round++) {
                char rows[MAX][64], remotes[MAX][64];
                const char *row_list[MAX + 1] = {NULL}, *remote_list[MAX + 1] = {NULL};
                struct scene s, shuffled;

                random_scene(&seed, rows, remotes, row_list, remote_list);
                scene_set(&s, row_list, remote_list);
                check_no_remote_twice(&s);
                check_links_kept(&s);
                check_created_once(&s);
                check_duplicates(&s);
                check_nothing_known_is_new(&s);
                for (size_t i = 0; i < s.count; i++)
                        seen[s.result[i].kind]++;
                shuffle(&seed, remote_list);
                scene_set(&shuffled, row_list, remote_list);
                check_same_answers(&s, &shuffled);
                scene_clear(&s);
                scene_clear(&shuffled);
        }
        for (size_t kind = 0; kind < COUNT_OF(seen); kind++)
                assert_true(seen[kind] > 500); /* the scenes are not all of one sort */
}

static void names_differences(void **state)
{
        const struct descriptor *d = kind_named("jabatan");
        json_t *ours =
                json_pack("{s:s, s:s, s:s, s:s, s:s}", "nomorSk", "A/1", "tmtJabatan", "03-01-2025",
                          "subJabatanId", "", "instansiIndukId", "X", "eselonId", "");
        json_t *theirs = json_pack("{s:s, s:s, s:s, s:s}", "nomorSk", "a/1", "tmtJabatan",
                                   "04-01-2025", "subJabatanId", "0", "tanggalSk", "01-01-2025");
        struct diff_list diffs;

        (void)state;
        match_diff(d, ours, theirs, &diffs);
        assert_int_equal(diffs.count, 2); /* tanggalSk is not ours to compare, indukId not shown */
        assert_string_equal(diffs.items[0].field->read, "nomorSk");
        assert_string_equal(diffs.items[0].ours, "A/1");
        assert_string_equal(diffs.items[0].theirs, "a/1");
        assert_string_equal(diffs.items[1].ours, "2025-01-03");
        assert_string_equal(diffs.items[1].theirs, "2025-01-04");
        assert_false(match_equal(d, ours, theirs));
        diff_list_free(&diffs);
        assert_int_equal(diffs.count, 0);
        json_object_del(ours, "nomorSk");
        json_object_del(ours, "tmtJabatan");
        assert_true(match_equal(d, ours, theirs));
        json_decref(ours);
        json_decref(theirs);
}

/* An absent member of a full row is an empty one; an id is itself in either case. */
static void compares_ids_and_blanks(void **state)
{
        static const struct {
                const char *ours, *theirs;
                bool same;
        } ids[] = {
                {"AAAA0000AAAA0000AAAA0000AAAA0001", "aaaa0000aaaa0000aaaa0000aaaa0001", true},
                {"AAAA0000AAAA0000AAAA0000AAAA0001", "aaaa0000aaaa0000aaaa0000aaaa0002", false},
                {"AAAA0000AAAA0000AAAA0000AAAA0001", "", false},
                {"", "", true},
                {"AB", "ab", false},
        };
        const struct descriptor *d = kind_named("jabatan");

        (void)state;
        for (size_t i = 0; i < COUNT_OF(ids); i++) {
                json_t *ours = json_pack("{s:s}", "unorId", ids[i].ours);
                json_t *theirs = *ids[i].theirs ? json_pack("{s:s}", "unorId", ids[i].theirs)
                                                : json_object();

                assert_int_equal(match_equal(d, ours, theirs), ids[i].same);
                json_decref(ours);
                json_decref(theirs);
        }
        const struct field date = {.type = FIELD_DATE};
        json_t *text = json_string("03-01-2025");
        CLEANUP(free_ptr) char *value = match_value(&date, text);
        assert_string_equal(value, "2025-01-03");
        json_decref(text);
}

/* A quarter's appraisal: SIASN shows year and kind of period, never the months. */
static json_t *quarter(int k)
{
        return json_pack("{s:i, s:s, s:i, s:i, s:i, s:i}", "tahun", 2025, "periodikId", "2",
                         "bulanMulaiPenilaian", 3 * k - 2, "tahunMulaiPenilaian", 2025,
                         "bulanSelesaiPenilaian", 3 * k, "tahunSelesaiPenilaian", 2025);
}

/* Rows that look alike at SIASN: each of ours gets one, the one in doubt first; only a row that is
   the same in the months too is a duplicate. */
static void tells_rows_apart_that_look_alike(void **state)
{
        const struct descriptor *d = kind_named("kinerja_periodik");
        json_t *ours[] = {quarter(1), quarter(2), quarter(3), quarter(2)};
        json_t *theirs =
                json_pack("[{s:s, s:s, s:s}, {s:s, s:s, s:s}]", "id", "r1", "tahun", "2025",
                          "periodikId", "2", "id", "r2", "tahun", "2025", "periodikId", "2");
        struct match_row rows[] = {{.src_id = "1", .payload = ours[0]},
                                   {.src_id = "2", .payload = ours[1], .linked_id = "r2"},
                                   {.src_id = "3", .payload = ours[2], .doubt = true},
                                   {.src_id = "4", .payload = ours[3]}};
        struct match result[4];

        (void)state;
        match_assign(d, rows, 4, theirs, result);
        assert_int_equal(result[0].kind, MATCH_NEW); /* the third was sent and comes first */
        assert_int_equal(result[1].kind, MATCH_FOUND);
        assert_int_equal(result[1].remote, 1);
        assert_int_equal(result[2].kind, MATCH_FOUND);
        assert_int_equal(result[2].remote, 0);
        assert_int_equal(result[3].kind, MATCH_DUPLICATE);
        assert_int_equal(result[3].other, 1);
        rows[2].doubt = false;
        match_assign(d, rows, 3, theirs, result);
        assert_int_equal(result[0].kind, MATCH_FOUND);
        assert_int_equal(result[2].kind, MATCH_NEW);
        for (size_t i = 0; i < COUNT_OF(ours); i++)
                json_decref(ours[i]);
        json_decref(theirs);
}

/* A number that was left out is kept as zero there; other differences count. */
static void takes_zero_for_nothing(void **state)
{
        const struct descriptor *d = kind_named("skp");
        static const struct {
                const char *ours, *theirs;
                bool same;
        } cases_of[] = {{"{\"kepemimpinan\": null}", "{\"kepemimpinan\": 0}", true},
                        {"{\"kepemimpinan\": null}", "{\"kepemimpinan\": \"\"}", true},
                        {"{\"kepemimpinan\": null}", "{\"kepemimpinan\": 80}", false},
                        {"{\"kepemimpinan\": 80}", "{\"kepemimpinan\": 0}", false},
                        {"{\"kepemimpinan\": 0}", "{\"kepemimpinan\": null}", false},
                        {"{\"penilaiNama\": \"\"}", "{\"penilaiNama\": \"0\"}", false}};

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases_of); i++) {
                json_t *ours = json_loads(cases_of[i].ours, 0, NULL);
                json_t *theirs = json_loads(cases_of[i].theirs, 0, NULL);

                assert_int_equal(match_equal(d, ours, theirs), cases_of[i].same);
                json_decref(ours);
                json_decref(theirs);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(assigns),
                cmocka_unit_test(leaves_contested_rows_alone),
                cmocka_unit_test(survives_odd_replies),
                cmocka_unit_test(keeps_its_promises),
                cmocka_unit_test(names_differences),
                cmocka_unit_test(compares_ids_and_blanks),
                cmocka_unit_test(tells_rows_apart_that_look_alike),
                cmocka_unit_test(takes_zero_for_nothing),
        };

        return cmocka_run_group_tests_name("match", tests, kinds_setup, kinds_teardown);
}
