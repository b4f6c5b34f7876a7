/*
 * Golden rows: for each record kind, one source row, the exact JSON it becomes, and how SIASN shows
 * it afterwards under its own names (siasn-api sections 4 and 5). The files in golden/ were written
 * from that document, not from the program.
 */
#include <stdio.h>

#include "ground/text.h"
#include "kinds.h"
#include "pure/map.h"
#include "pure/match.h"

enum { PATH_MAX_LEN = 200 };

static const struct site site = {
        .instansi_id = "AAAA0000AAAA0000AAAA0000AAAA0001",
        .instansi_induk_id = "",
        .satuan_kerja_id = "AAAA0000AAAA0000AAAA0000AAAA0002",
        .today = {2026, 6, 30},
};

struct golden {
        const struct descriptor *d;
        json_t *file;
        json_t *row, *payload, *remote; /* borrowed from file */
};

static struct golden golden_of(const struct descriptor *d)
{
        char path[PATH_MAX_LEN];
        json_error_t where;

        snprintf(path, sizeof path, "tests/unit/golden/%s.json", d->kind);
        struct golden g = {.d = d, .file = json_load_file(path, JSON_REJECT_DUPLICATES, &where)};
        if (!g.file)
                fail_msg("%s: %s (run from the project's root; each kind needs a golden row)", path,
                         where.text);
        g.row = json_object_get(g.file, "row");
        g.payload = json_object_get(g.file, "payload");
        g.remote = json_object_get(g.file, "remote");
        return g;
}

/* The row, with some columns set otherwise. */
static void map_with(const struct golden *g, json_t *set, struct mapped *ret)
{
        const char *values[ROW_COLUMNS] = {NULL};
        json_t *const sources[] = {g->row, set};
        const char *column;
        json_t *value;

        for (size_t i = 0; i < COUNT_OF(sources); i++) {
                json_object_foreach (sources[i], column, value) {
                        const struct cell_value cell[] = {{column, json_string_value(value)},
                                                          {NULL, NULL}};

                        row_set(g->d, cell, values);
                }
        }
        map_row(g->d, values, &site, ret);
}

static void for_each_kind(void (*test)(const struct golden *g))
{
        for (size_t i = 0; i < kinds.count; i++) {
                struct golden g = golden_of(kinds.items[i]);

                test(&g);
                json_decref(g.file);
        }
}

static void expect_payload(const struct golden *g)
{
        struct mapped m;

        map_with(g, NULL, &m);
        if (!m.payload)
                fail_msg("%s: %s in %s", g->d->kind, m.faults.items[0].kind->code,
                         m.faults.items[0].field);
        CLEANUP(free_ptr) char *got = map_canonical(m.payload);
        CLEANUP(free_ptr) char *wanted = map_canonical(g->payload);
        if (strcmp(got, wanted) != 0)
                fail_msg("%s\n  got    %s\n  wanted %s", g->d->kind, got, wanted);
        mapped_clear(&m);
}

static void becomes_this_json(void **state)
{
        (void)state;
        for_each_kind(expect_payload);
}

/* What is sent: the ids of rows it points to stand in it. */
static json_t *sent(const struct golden *g)
{
        json_t *payload = json_deep_copy(g->payload);
        json_t *links = json_object_get(g->file, "links");

        if (links)
                json_object_update(payload, links);
        return payload;
}

static void expect_recognised(const struct golden *g)
{
        json_t *payload = sent(g), *remotes = json_pack("[O]", g->remote);
        const struct match_row row = {.src_id = "1", .payload = payload};
        struct match found = {0};

        if (g->d->match_count > 0) {
                match_assign(g->d, &row, 1, remotes, &found);
                if (found.kind != MATCH_FOUND)
                        fail_msg("%s: not recognised in what SIASN shows", g->d->kind);
        }
        struct diff_list diffs;
        match_diff(g->d, payload, g->remote, &diffs);
        if (diffs.count)
                fail_msg("%s: %s is \"%s\" here, \"%s\" at SIASN", g->d->kind,
                         diffs.items[0].field->read, diffs.items[0].ours, diffs.items[0].theirs);
        diff_list_free(&diffs);
        json_decref(remotes);
        json_decref(payload);
}

static void is_known_again(void **state)
{
        (void)state;
        for_each_kind(expect_recognised);
}

/* Each field that reads show: a change of it there is seen, and nothing else is. */
static void expect_seen(const struct golden *g)
{
        json_t *payload = sent(g);

        for (size_t i = 0; i < g->d->field_count; i++) {
                const struct field *field = &g->d->fields[i];
                json_t *remote = json_deep_copy(g->remote);
                struct diff_list diffs;

                if (!field->read ||
                    !json_object_get(payload, descriptor_payload_name(g->d, field))) {
                        json_decref(remote);
                        continue;
                }
                if (!json_object_get(remote, field->read) &&
                    !(field->read_else && json_object_get(remote, field->read_else)))
                        fail_msg("%s: the golden read row lacks %s", g->d->kind, field->read);
                json_object_set_new(remote, field->read, json_string("lain"));
                match_diff(g->d, payload, remote, &diffs);
                if (diffs.count != 1 || diffs.items[0].field != field)
                        fail_msg("%s: a change of %s at SIASN gives %zu differences", g->d->kind,
                                 field->read, diffs.count);
                diff_list_free(&diffs);
                json_decref(remote);
        }
        json_decref(payload);
}

static void sees_each_change_there(void **state)
{
        (void)state;
        for_each_kind(expect_seen);
}

static void expect_codes(const struct golden *g, json_t *set, const char *code)
{
        struct mapped m;

        map_with(g, set, &m);
        CLEANUP(free_ptr) char *text = json_dumps(set, JSON_COMPACT);
        if (m.faults.count != 1 || strcmp(m.faults.items[0].kind->code, code) != 0)
                fail_msg("%s with %s: %s, not %s (%zu faults)", g->d->kind, text,
                         m.faults.count ? m.faults.items[0].kind->code : "no fault", code,
                         m.faults.count);
        mapped_clear(&m);
}

static void expect_faults(const struct golden *g)
{
        size_t i;
        json_t *fault;

        json_array_foreach (json_object_get(g->file, "faults"), i, fault)
                expect_codes(g, json_object_get(fault, "set"),
                             json_string_value(json_array_get(json_object_get(fault, "codes"), 0)));
}

static void names_faults(void **state)
{
        (void)state;
        for_each_kind(expect_faults);
}

/* Every value that points to a shipped code list is checked against it. */
static void expect_references(const struct golden *g)
{
        for (size_t i = 0; i < g->d->field_count; i++) {
                const struct field *field = &g->d->fields[i];
                const char *column = field->ref ? g->d->columns[field->column].name : NULL;

                if (!field->ref || !json_string_value(json_object_get(g->row, column)))
                        continue;
                json_t *set = json_pack("{s:s}", column, "0x");
                expect_codes(g, set, "REF_UNKNOWN");
                json_decref(set);
        }
}

static void checks_references(void **state)
{
        (void)state;
        for_each_kind(expect_references);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(becomes_this_json),      cmocka_unit_test(is_known_again),
                cmocka_unit_test(sees_each_change_there), cmocka_unit_test(names_faults),
                cmocka_unit_test(checks_references),
        };

        return cmocka_run_group_tests(tests, kinds_setup, kinds_teardown);
}
