/* Tree: the shipped tree against the wording of its source, and the strictness of its loader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data.h"
#include "engine/pohon_rule.h"
#include "ground/mem.h"
#include "pure/decimal.h"
#include "pure/tree.h"
#include "tree_wording.h"

static struct tree *shipped(void)
{
        struct tree *tree = NULL;
        struct err err = {.text = ""};

        if (!tree_parse("pohon_kinerja.json", embedded_tree[0].text, pohon_rule_names, &tree, &err))
                fail_msg("%s", err.text);
        return tree;
}

static void operational_wording(void **state)
{
        CLEANUP(tree_free_ptr) struct tree *tree = shipped();
        size_t seen = 0;

        (void)state;
        for (size_t i = 0; i < tree->count; i++) {
                const struct tree_node *n = &tree->nodes[i];

                if (n->level != LEVEL_OPERATIONAL)
                        continue;
                assert_true(seen < COUNT_OF(wording));
                assert_string_equal(n->csf, wording[seen].csf);
                assert_string_equal(n->condition, wording[seen].condition);
                seen++;
        }
        assert_int_equal(seen, 30);
        /* Split by a page break in the document, joined here. */
        assert_non_null(strstr(tree_find(tree, "K29")->csf,
                               "Jabatan Administrasi Penyelenggara Urusan Pemerintahan Konkuren"));
}

static void outcome_wording(void **state)
{
        CLEANUP(tree_free_ptr) struct tree *tree = shipped();
        const struct tree_node *u = tree_find(tree, "U"), *a = tree_find(tree, "A"),
                               *b = tree_find(tree, "b");

        (void)state;
        assert_string_equal(u->performance, "Mewujudkan peningkatan kualitas pelayanan publik");
        assert_string_equal(u->csf, "Indeks Kepuasan Masyarakat");
        assert_int_equal(u->source, TREE_SURVEY);
        assert_string_equal(a->performance, "Meningkatnya penempatan PNS dalam jabatan sesuai "
                                            "dengan kompetensi");
        assert_string_equal(a->csf, "Persentase Penempatan PNS dalam Jabatan");
        assert_string_equal(a->condition,
                            "distribusi penempatan PNS dalam jabatan sesuai kualifikasi dan "
                            "kompetensi guna mewujudkan ASN yang professional dan bermartabat.");
        assert_string_equal(b->performance, "Meningkatnya Kompetensi ASN");
        assert_string_equal(b->csf, "Persentase Pejabat Struktural ASN yang Mengikuti Pendidikan "
                                    "dan Pelatihan Struktural");
        assert_string_equal(b->indicator, "Persentase Pejabat Struktural ASN yang Telah Mengikuti "
                                          "Pendidikan dan Pelatihan Struktural");
        assert_string_equal(
                b->condition,
                "ASN yang kompeten, organisasi pemerintah dapat melakukan kegiatan "
                "pelayanan publik secara lebih efektif, efisien, dan punya daya saing.");
}

/* No decree backs it, and what the document does not say must not be passed off as official. */
static void shipped_as_unofficial(void **state)
{
        CLEANUP(tree_free_ptr) struct tree *tree = shipped();
        size_t computed = 0;

        (void)state;
        assert_string_equal(tree->decree, "");
        assert_int_equal(tree->count, 33);
        assert_int_equal(tree->cap, 0);
        for (size_t i = 0; i < tree->count; i++)
                computed += tree->nodes[i].source == TREE_COMPUTED;
        for (size_t i = 0; pohon_rule_names[i]; i++) {
                assert_string_equal(pohon_rule_find(pohon_rule_names[i])->name,
                                    pohon_rule_names[i]);
                assert_true(i < computed); /* each rule has its node */
        }
        assert_true(tree_is_last(tree, 32) && !tree_is_last(tree, 31));
        assert_int_equal(tree_depth(tree, 0), 0);
        assert_int_equal(tree_depth(tree, 5), 1);
}

static void grades_of_the_regulation(void **state)
{
        static const struct {
                double index;
                char grade;
        } cases[] = {{100, 'A'},   {88.31, 'A'}, {88.30, 'B'}, {76.61, 'B'},
                     {76.60, 'C'}, {65.00, 'C'}, {64.99, 'D'}, {25.00, 'D'}};
        CLEANUP(tree_free_ptr) struct tree *tree = shipped();

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                size_t band = scale_find(&tree->ikm_grades,
                                         (int64_t)(cases[i].index * DECIMAL_ONE + 0.5));
                assert_int_equal(tree->ikm_grades.bands[band].name[0], cases[i].grade);
        }
}

/* ---- Strictness: one thing is changed in a small tree ---- */

#define HEAD                                                                                       \
        "{\"name\": \"n\", \"version\": \"1\", \"agency\": \"a\", \"document\": \"d\", \"note\": " \
        "\"\",\n"                                                                                  \
        "\"decree\": \"\", \"place\": \"p\", \"signer\": \"s\", \"cap\": 120,\n"
#define BANDS                                                                              \
        "\"predicates\": {\"basis\": \"b\", \"bands\": [{\"name\": \"T\", \"from\": 50}, " \
        "{\"name\": \"R\", \"from\": 0}]},\n"                                              \
        "\"ikm_grades\": {\"basis\": \"b\", \"bands\": [{\"name\": \"D\", \"from\": 0}]},\n"
#define NODE(code, level, rest)                                             \
        "{\"code\": \"" code "\", \"level\": \"" level                      \
        "\", \"csf\": \"c\", \"unit\": \"u\", \"polarity\": \"positive\", " \
        "\"accumulation\": \"sum\", \"source\": \"entered\", \"responsible\": \"r\"" rest "}"
#define ROOT  NODE("U", "ultimate_outcome", "")
#define CHILD NODE("A", "outcome", ", \"parent\": \"U\"")

static const struct {
        const char *json, *why;
} slips[] = {
        {HEAD BANDS "\"nodes\": []}", "there must be a node"},
        {HEAD BANDS "\"nodes\": [" ROOT "], \"tujuan\": 1}", "unknown key; valid: name"},
        {HEAD BANDS "\"nodes\": [" ROOT ", " CHILD ", " CHILD "]}", "already a node \"A\""},
        {HEAD BANDS "\"nodes\": [" ROOT ", " NODE("B", "outcome", ", \"parent\": \"Z\"") "]}",
         "\"Z\" is no node that stands before"},
        {HEAD BANDS "\"nodes\": [" ROOT ", " CHILD
                    ", " NODE("B", "outcome", ", \"parent\": \"A\"") "]}",
         "not on a higher level"},
        {HEAD BANDS "\"nodes\": [" ROOT ", " NODE("B", "outcome", "") "]}",
         "the first node, and no other"},
        {HEAD BANDS "\"nodes\": [" NODE("A B", "outcome", "") "]}", "letters, digits, points"},
        {HEAD BANDS "\"nodes\": [" NODE("A", "hasil", "") "]}",
         "valid: ultimate_outcome, outcome, operational"},
        {HEAD BANDS "\"nodes\": [" NODE("A", "outcome", ", \"target\": 5") "]}", "unknown key"},
        {HEAD "\"predicates\": {\"basis\": \"b\", \"bands\": [{\"name\": \"T\", \"from\": 50}]}}",
         "must begin at 0"},
        {HEAD "\"predicates\": {\"basis\": \"b\", \"bands\": [{\"name\": \"T\", \"from\": 50}, "
              "{\"name\": \"R\", \"from\": 60}, {\"name\": \"S\", \"from\": 0}]}}",
         "must fall"},
        {"{\"name\": \"\"}", "a string that is not empty"},
        {"{", "not valid JSON"},
};

static void loader_is_strict(void **state)
{
        static const char *const rules[] = {"mutasi", NULL};
        struct tree *tree = NULL;
        struct err err;

        (void)state;
        assert_true(tree_parse("f", HEAD BANDS "\"nodes\": [" ROOT ", " CHILD "]}", rules, &tree,
                               &err));
        assert_int_equal(tree->cap, 120 * DECIMAL_ONE);
        assert_int_equal(tree->nodes[1].parent, 0);
        tree_free(TAKE_PTR(tree));
        for (size_t i = 0; i < COUNT_OF(slips); i++) {
                assert_false(tree_parse("berkas.json", slips[i].json, rules, &tree, &err));
                if (!strstr(err.text, slips[i].why) || !strstr(err.text, "berkas.json:"))
                        fail_msg("%s: %s", slips[i].why, err.text);
        }
        assert_null(tree);
}

static void computed_names_are_known(void **state)
{
        static const char *const rules[] = {"mutasi", NULL};
        static const char json[] = HEAD BANDS
                "\"nodes\": [{\"code\": \"U\", \"level\": \"outcome\", \"csf\": \"c\", "
                "\"unit\": \"u\", \"polarity\": \"positive\", \"accumulation\": \"sum\", "
                "\"source\": {\"computed\": \"%s\"}, \"responsible\": \"r\"%s}]}";
        struct tree *tree = NULL;
        struct err err;
        char text[2000];

        (void)state;
        snprintf(text, sizeof text, json, "mutasi", ", \"definition\": \"d\"");
        assert_true(tree_parse("f", text, rules, &tree, &err));
        assert_string_equal(tree->nodes[0].computed, "mutasi");
        tree_free(TAKE_PTR(tree));
        snprintf(text, sizeof text, json, "mutasi", "");
        assert_false(tree_parse("f", text, rules, &tree, &err));
        assert_non_null(strstr(err.text, "definition"));
        snprintf(text, sizeof text, json, "promosi", ", \"definition\": \"d\"");
        assert_false(tree_parse("f", text, rules, &tree, &err));
        assert_non_null(strstr(err.text, "valid: mutasi"));
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(operational_wording),
                                           cmocka_unit_test(outcome_wording),
                                           cmocka_unit_test(shipped_as_unofficial),
                                           cmocka_unit_test(grades_of_the_regulation),
                                           cmocka_unit_test(loader_is_strict),
                                           cmocka_unit_test(computed_names_are_known)};

        return cmocka_run_group_tests(tests, NULL, NULL);
}
