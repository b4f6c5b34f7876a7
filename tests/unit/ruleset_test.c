#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data.h"
#include "ground/mem.h"
#include "ground/text.h"
#include "pure/rule.h"

/* A rule with every sort of member; tests change one thing in it. */
static const char whole[] =
        "{\n"
        "\"indicator\": \"coba\", \"profile\": \"C1\", \"version\": \"1\", \"title\": \"Coba\",\n"
        "\"status\": \"draft\", \"effective\": {\"from\": \"2020-01-01\"}, \"period_lock\": "
        "\"none\",\n"
        "\"unit\": \"persen\", \"polarity\": \"positif\", \"accumulation\": \"nilai_akhir\",\n"
        "\"rounding\": {\"decimals\": 2, \"mode\": \"half_up\"}, \"unknown\": \"counted\",\n"
        "\"training_level\": \"strict\",\n"
        "\"orders\": {\"education\": [[\"30\"], [\"35\", \"40\"]], \"rank\": [\"33\", \"34\"],\n"
        "  \"training\": [\"2\", \"3\"], \"training_below\": [\"1\"]},\n"
        "\"structural_courses\": [\"1\", \"5\"],\n"
        "\"population\": [{\"code\": \"STATUS\", \"field\": \"status\", \"keep\": [\"PNS\"]}],\n"
        "\"clauses\": [\n"
        "  {\"id\": \"A\", \"kind\": \"education\", \"title\": \"t\", \"classes\": [\"31\"], "
        "\"minimum\": \"35\",\n"
        "   \"evaluate_at\": \"as_of\", \"basis\": \"b\", \"basis_status\": \"s\"},\n"
        "  {\"id\": \"B\", \"kind\": \"structural_training\", \"title\": \"t\", \"classes\": "
        "[\"31\"],\n"
        "   \"required\": {\"31\": \"3\"}, \"match\": \"level\", \"certificate\": false,\n"
        "   \"evaluate_at\": \"tmt_jabatan\", \"basis\": \"b\", \"basis_status\": \"s\"}\n"
        "],\n"
        "\"pass\": [[\"A\", \"B\"]]\n"
        "}\n";

static char *with(const char *old, const char *new)
{
        struct text out = {0};
        const char *at = strstr(whole, old);

        assert_non_null(at);
        text_add_n(&out, whole, (size_t)(at - whole));
        text_add(&out, new);
        text_add(&out, at + strlen(old));
        return text_take(&out);
}

static void loads_what_is_there(void **state)
{
        struct ruleset *r = NULL;
        struct err err;

        (void)state;
        assert_true(rule_load("coba.json", whole, &r, &err));
        assert_string_equal(r->indicator, "coba");
        assert_string_equal(rule_standing(r), "belum resmi");
        assert_int_equal(r->clause_count, 2);
        assert_int_equal(r->group_count, 1);
        assert_int_equal(r->clauses[1].group, 0);
        assert_true(r->clauses[1].at_tmt);
        assert_false(r->clauses[0].at_tmt);
        assert_true(r->unknown_counted);
        assert_string_equal(pairs_get(&r->clauses[1].required, "31"), "3");
        assert_int_equal(strlen(r->sha256), 64);
        rule_free(r);
}

static void orders_levels_by_place(void **state)
{
        struct ruleset *r = NULL;
        struct err err;

        (void)state;
        assert_true(rule_load("coba.json", whole, &r, &err));
        assert_int_equal(rule_education_place(r, "35"), rule_education_place(r, "40"));
        assert_true(rule_education_place(r, "30") < rule_education_place(r, "35"));
        assert_int_equal(rule_education_place(r, "3"), 0);
        assert_int_equal(rule_training_place(r, "1"), 0);
        assert_int_equal(rule_training_place(r, "3"), 2);
        assert_int_equal(rule_training_place(r, "8"), -1);
        rule_free(r);
}

static const struct {
        const char *old, *new, *said;
} slips[] = {
        {"\"unit\"", "\"satuan\"", "unknown key"},
        {"\"title\": \"Coba\",", "", "\"title\" is missing"},
        {"\"draft\"", "\"resmi\"", "valid: draft, approved"},
        {"\"draft\"", "\"approved\"", "approved needs decree"},
        {"2020-01-01", "01-01-2020", "yyyy-mm-dd"},
        {"2020-01-01", "2020-02-30", "yyyy-mm-dd"},
        {"\"decimals\": 2", "\"decimals\": 5", "must be 0 to 4"},
        {"half_up", "half_down", "valid: half_up, half_even"},
        {"\"minimum\": \"35\"", "\"minimum\": \"36\"", "36 has no place in orders.education"},
        {"\"minimum\": \"35\",", "", "kind education needs minimum"},
        {"\"minimum\": \"35\"", "\"minimum\": \"35\", \"threshold\": 68",
         "threshold: does not belong"},
        {"{\"31\": \"3\"}", "{\"32\": \"3\"}", "has no entry for class 31"},
        {"{\"31\": \"3\"}", "{\"31\": \"8\"}", "8 has no place in orders"},
        {"\"kind\": \"education\"", "\"kind\": \"pendidikan\"", "\"pendidikan\" is not known"},
        {"\"id\": \"B\"", "\"id\": \"A\"", "two clauses have the id A"},
        {"[[\"A\", \"B\"]]", "[[\"A\"]]", "does not name clause B"},
        {"[[\"A\", \"B\"]]", "[[\"A\", \"B\", \"C\"]]", "C is no clause"},
        {"[[\"A\", \"B\"]]", "[[\"A\", \"B\", \"B\"]]", "B is named twice"},
        {"\"keep\": [\"PNS\"]", "\"keep\": []", "must not be empty"},
        {"\"keep\": [\"PNS\"]", "\"keep\": [\"PNS\"], \"exclude\": [\"CPNS\"]",
         "either keep or exclude"},
        {"\"field\": \"status\"", "\"field\": \"nip\"", "\"nip\" is not known"},
        {"\"coba\"", "\"Coba Coba\"", "not a name"},
        {"\"pass\": [[\"A\", \"B\"]]",
         "\"waivers\": [{\"nip_sha256\": \"199\", \"clause\": \"A\", \"document\": \"d\", "
         "\"from\": "
         "\"2020-01-01\", \"to\": \"2020-12-31\"}]",
         "64 hex digits"},
        {"\"pass\": [[\"A\", \"B\"]]",
         "\"waivers\": [{\"nip_sha256\": \"199\", \"clause\": \"A\", \"document\": \"d\", "
         "\"from\": \"2020-01-01\"}]",
         "to"},
        {"\"minimum\": \"35\"", "\"minimum\": \"35\", \"certain_from\": \"40\"",
         "40 is not above 35"},
};

static void refuses_slips(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(slips); i++) {
                CLEANUP(free_ptr) char *text = with(slips[i].old, slips[i].new);
                struct ruleset *r = NULL;
                struct err err = {.text = ""};

                assert_false(rule_load("coba.json", text, &r, &err));
                assert_null(r);
                if (!strstr(err.text, slips[i].said))
                        fail_msg("%zu: %s", i, err.text);
                assert_non_null(strstr(err.text, "coba.json:"));
        }
}

static void shipped_rules_load(void **state)
{
        (void)state;
        assert_int_equal(embedded_rules_count, 10);
        for (size_t i = 0; i < embedded_rules_count; i++) {
                struct ruleset *r = NULL;
                struct err err = {.text = ""};

                if (!rule_load(embedded_rules[i].name, embedded_rules[i].text, &r, &err))
                        fail_msg("%s", err.text);
                assert_false(r->approved);
                for (size_t c = 0; c < r->clause_count; c++)
                        assert_true(strlen(r->clauses[c].basis) > 0);
                rule_free(r);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(loads_what_is_there),
                cmocka_unit_test(orders_levels_by_place),
                cmocka_unit_test(refuses_slips),
                cmocka_unit_test(shipped_rules_load),
        };

        mem_setup();
        return cmocka_run_group_tests(tests, NULL, NULL);
}
