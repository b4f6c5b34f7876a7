#include "kinds.h"

static const struct {
        const char *view;
        bool required;
} views[] = {
        {"v_contract", true},    {"v_pegawai", true},      {"v_unor", true},
        {"v_jabatan_ref", true}, {"v_rw_jabatan", true},   {"v_rw_diklat", false},
        {"v_rw_kursus", false},  {"v_rw_golongan", false}, {"v_rw_pendidikan", false},
};

static void reads_the_shipped_contract(void **state)
{
        (void)state;
        assert_int_equal(kinds_contract->version, 1);
        for (size_t i = 0; i < COUNT_OF(views); i++) {
                const struct contract_view *view =
                        contract_view_find(kinds_contract, views[i].view);

                assert_non_null(view);
                assert_int_equal(view->required, views[i].required);
                assert_non_null(view->note);
        }
        assert_null(contract_view_find(kinds_contract, "v_rw"));
}

static void finds_columns(void **state)
{
        const struct contract_view *view = contract_view_find(kinds_contract, "v_rw_jabatan");
        const struct contract_column *tmt = contract_column_find(view, "tmt_jabatan");

        (void)state;
        assert_non_null(tmt);
        assert_int_equal(tmt->type, COL_DATE);
        assert_true(tmt->required);
        assert_false(contract_column_find(view, "tmt_mutasi")->required);
        assert_null(contract_column_find(view, "tmt"));
        assert_string_equal(view->columns[0].name, "src_id"); /* the file's order is kept */
}

static void names_types(void **state)
{
        (void)state;
        assert_string_equal(column_type_name(COL_TEXT), "text");
        assert_string_equal(column_type_name(COL_TIMESTAMP), "timestamptz");
        assert_string_equal(column_type_name(COL_BYTES), "bytea");
}

static void reads_every_type(void **state)
{
        static const char json[] =
                "{\"version\": 7, \"views\": {\"v\": {\"required\": false, \"columns\": {"
                "\"a\": {\"type\": \"text\", \"required\": true, \"note\": \"\"},"
                "\"b\": {\"type\": \"int\", \"required\": false},"
                "\"c\": {\"type\": \"bool\", \"required\": false},"
                "\"d\": {\"type\": \"date\", \"required\": false},"
                "\"e\": {\"type\": \"timestamptz\", \"required\": false},"
                "\"f\": {\"type\": \"numeric\", \"required\": false},"
                "\"g_2\": {\"type\": \"bytea\", \"required\": false}}}}}";
        struct contract *c = NULL;
        struct err err;

        (void)state;
        assert_true(contract_parse("c.json", json, &c, &err));
        assert_int_equal(c->version, 7);
        assert_int_equal(c->views[0].column_count, 7);
        for (size_t i = 0; i < 7; i++)
                assert_int_equal(c->views[0].columns[i].type, i);
        assert_null(c->views[0].note);
        contract_free(c);
        contract_free(NULL);
}

#define VIEW(body)   "{\"version\": 1,\n \"views\": {\"v_x\": {\n" body "}}}"
#define COLUMN(body) VIEW("\"required\": true, \"columns\": {\n\"src_id\": {" body "}}")

static const struct {
        const char *json, *error;
} errors[] = {
        {"", "c.json:1: not valid JSON: "},
        {"{\n\n\"version\": 1,\n}", "c.json:4: not valid JSON: "},
        {"{\"version\": 1,\n\"version\": 1}", "c.json:2: not valid JSON: duplicate object key"},
        {"[]", "c.json:1: must be an object"},
        {"{\"views\": {}}", "c.json:1: member \"version\" is missing"},
        {"{\"version\": 1}", "c.json:1: member \"views\" is missing"},
        {"{\"version\": 0,\n\"views\": {}}", "c.json:1: version: must be 1 or more"},
        {"{\n\"version\": \"1\", \"views\": {}}", "c.json:2: version: must be a whole number"},
        {"{\n\"version\": 99999999999, \"views\": {}}",
         "c.json:2: version: must be a whole number"},
        {"{\"version\": 1,\n\"views\": []}", "c.json:2: views: must be an object"},
        {"{\"version\": 1, \"views\": {},\n\"vews\": {}}",
         "c.json:2: vews: unknown key; valid: version, views"},
        {"{\"version\": 1, \"views\": {\n\"V-X\": {}}}",
         "c.json:2: views.V-X: \"V-X\" is not a name in lower-case letters"},
        {"{\"version\": 1, \"views\": {\n\"\": {}}}", "c.json:2: views.: \"\" is not a name"},
        {"{\"version\": 1, \"views\": {\n\"1x\": {}}}", "c.json:2: views.1x: \"1x\" is not a name"},
        {VIEW("\"required\": true"), "c.json:2: views.v_x: member \"columns\" is missing"},
        {VIEW("\"columns\": {}"), "c.json:2: views.v_x: member \"required\" is missing"},
        {VIEW("\"required\": 1, \"columns\": {}"),
         "c.json:3: views.v_x.required: must be true or false"},
        {VIEW("\"required\": true, \"note\": 1, \"columns\": {}"),
         "c.json:3: views.v_x.note: must be a string"},
        {VIEW("\"required\": true, \"columns\": {\n\"a b\": {}}"),
         "c.json:4: views.v_x.columns.a b: \"a b\" is not a name"},
        {VIEW("\"required\": true, \"columns\": {\n\"a\": 1}"),
         "c.json:4: views.v_x.columns.a: must be an object"},
        {COLUMN("\"required\": true"),
         "c.json:4: views.v_x.columns.src_id: member \"type\" is missing"},
        {COLUMN("\"type\": \"text\""),
         "c.json:4: views.v_x.columns.src_id: member \"required\" is missing"},
        {COLUMN("\n\"type\": \"varchar\", \"required\": true"),
         "c.json:5: views.v_x.columns.src_id.type: \"varchar\" is not known; valid: text, int, "
         "bool, date, timestamptz, numeric, bytea"},
        {COLUMN("\n\"type\": 1, \"required\": true"),
         "c.json:5: views.v_x.columns.src_id.type: \"\" is not known"},
        {COLUMN("\"type\": \"text\", \"required\": true,\n\"size\": 3"),
         "c.json:5: views.v_x.columns.src_id.size: unknown key; valid: type, required, note"},
};

static void names_errors(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(errors); i++) {
                struct contract *c = NULL;
                struct err err = {""};

                assert_false(contract_parse("c.json", errors[i].json, &c, &err));
                assert_null(c);
                if (strncmp(err.text, errors[i].error, strlen(errors[i].error)) != 0)
                        fail_msg("case %zu: \"%s\", not \"%s\"", i, err.text, errors[i].error);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(reads_the_shipped_contract),
                cmocka_unit_test(finds_columns),
                cmocka_unit_test(names_types),
                cmocka_unit_test(reads_every_type),
                cmocka_unit_test(names_errors),
        };

        return cmocka_run_group_tests_name("contract", tests, kinds_setup, kinds_teardown);
}
