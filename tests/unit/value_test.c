#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/value.h"

static char eselon[] = "eselon";
static char rumpun[] = "rumpun";

/* Source text to JSON: `json` is what is sent, or NULL and `flaw` the code. */
static const struct {
        struct field field;
        const char *text, *json, *flaw;
} sent[] = {
        {{.type = FIELD_TEXT}, "800/1", "\"800/1\"", NULL},
        {{.type = FIELD_TEXT, .max_len = 3}, "abc", "\"abc\"", NULL},
        {{.type = FIELD_TEXT, .max_len = 3}, "abcd", NULL, "FIELD_TOO_LONG"},
        {{.type = FIELD_TEXT, .max_len = 3, .invalid = "ID_JUNK"}, "abcd", NULL, "ID_JUNK"},
        {{.type = FIELD_TEXT, .ref = eselon}, "41", "\"41\"", NULL},
        {{.type = FIELD_TEXT, .ref = eselon}, "4", NULL, "REF_UNKNOWN"},
        {{.type = FIELD_INT}, "2024", "2024", NULL},
        {{.type = FIELD_INT}, "-1", "-1", NULL},
        {{.type = FIELD_INT}, "2147483648", NULL, "FIELD_INVALID"},
        {{.type = FIELD_INT}, "12 jam", NULL, "FIELD_INVALID"},
        {{.type = FIELD_INT, .min = 1, .max = 2000, .invalid = "JP_RANGE"}, "1", "1", NULL},
        {{.type = FIELD_INT, .min = 1, .max = 2000, .invalid = "JP_RANGE"}, "2000", "2000", NULL},
        {{.type = FIELD_INT, .min = 1, .max = 2000, .invalid = "JP_RANGE"}, "0", NULL, "JP_RANGE"},
        {{.type = FIELD_INT, .min = 1, .max = 2000, .invalid = "JP_RANGE"},
         "2001",
         NULL,
         "JP_RANGE"},
        {{.type = FIELD_DATE}, "2025-01-03", "\"03-01-2025\"", NULL},
        {{.type = FIELD_DATE}, "2025-02-29", NULL, "FIELD_INVALID"},
        {{.type = FIELD_NUMBER}, "12.50", "12.5", NULL},
        {{.type = FIELD_NUMBER}, "-0.125", "-0.125", NULL},
        {{.type = FIELD_NUMBER}, "100", "100", NULL},
        {{.type = FIELD_NUMBER}, "12.3", "12.3", NULL},
        {{.type = FIELD_NUMBER}, "-99999999999999999", "-99999999999999999", NULL},
        {{.type = FIELD_NUMBER}, "33.3333333333333333", "33.3333333333333", NULL},
        {{.type = FIELD_NUMBER}, "99999999999999999999", NULL, "FIELD_INVALID"},
        {{.type = FIELD_NUMBER}, "NaN", NULL, "FIELD_INVALID"},
        {{.type = FIELD_NUMBER}, "1.", NULL, "FIELD_INVALID"},
        {{.type = FIELD_NUMBER}, "1.2.3", NULL, "FIELD_INVALID"},
        {{.type = FIELD_NUMBER}, "007", NULL, "FIELD_INVALID"},
        {{.type = FIELD_NUMBER}, "1e3", NULL, "FIELD_INVALID"},
        {{.type = FIELD_BOOL}, "t", "true", NULL},
        {{.type = FIELD_BOOL}, "f", "false", NULL},
        {{.type = FIELD_BOOL}, "1", NULL, "FIELD_INVALID"},
        /* As strings, as angka kredit wants them. */
        {{.type = FIELD_NUMBER, .as_string = true}, "12.500", "\"12.5\"", NULL},
        {{.type = FIELD_NUMBER, .as_string = true}, "0.000", "\"0\"", NULL},
        {{.type = FIELD_NUMBER, .as_string = true}, "dua", NULL, "FIELD_INVALID"},
        {{.type = FIELD_INT, .as_string = true, .min = 1, .max = 12}, "12", "\"12\"", NULL},
        {{.type = FIELD_INT, .as_string = true, .min = 1, .max = 12}, "13", NULL, "FIELD_INVALID"},
        {{.type = FIELD_BOOL, .as_string = true}, "t", "\"1\"", NULL},
        {{.type = FIELD_BOOL, .as_string = true}, "f", "\"0\"", NULL},
        {{.type = FIELD_IDS, .member = rumpun, .max_len = 4},
         "ab1, cd22,",
         "[{\"rumpun\": \"ab1\"}, {\"rumpun\": \"cd22\"}]",
         NULL},
        {{.type = FIELD_IDS, .member = rumpun, .max_len = 4}, "ab1,cd222", NULL, "FIELD_TOO_LONG"},
};

static void makes_json(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(sent); i++) {
                const char *flaw = value_flaw(&sent[i].field, sent[i].text);

                if (!str_same(flaw, sent[i].flaw))
                        fail_msg("%s: fault %s", sent[i].text, flaw ? flaw : "none");
                if (flaw)
                        continue;
                json_t *json = value_to_json(&sent[i].field, sent[i].text);
                CLEANUP(free_ptr)
                char *text = json_dumps(json, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
                assert_string_equal(text, sent[i].json);
                json_decref(json);
        }
}

static void knows_blanks(void **state)
{
        static const char *const blanks[] = {"\"\"", "null", "\"\"", "null", "null", NULL};

        (void)state;
        assert_int_equal(field_type_count, COUNT_OF(blanks));
        for (size_t i = 0; i < COUNT_OF(blanks); i++) {
                const struct field field = {.type = (enum field_type)i};
                json_t *json = value_blank(&field);
                CLEANUP(free_ptr) char *text = json ? json_dumps(json, JSON_ENCODE_ANY) : NULL;

                assert_true(str_same(text, blanks[i]));
                json_decref(json);
        }
        const struct field string = {.type = FIELD_NUMBER, .as_string = true};
        json_t *json = value_blank(&string);
        assert_string_equal(json_string_value(json), "");
        json_decref(json);
}

static void fits_columns(void **state)
{
        static const enum column_type columns[] = {COL_TEXT,    COL_INT,       COL_BOOL, COL_DATE,
                                                   COL_NUMERIC, COL_TIMESTAMP, COL_BYTES};
        static const char *const fits[] = {
                [FIELD_TEXT] = "yy.....",   [FIELD_INT] = "yy.....",  [FIELD_DATE] = "...y...",
                [FIELD_NUMBER] = ".y..y..", [FIELD_BOOL] = "..y....", [FIELD_IDS] = "y......",
        };

        (void)state;
        for (size_t type = 0; type < COUNT_OF(fits); type++) {
                for (size_t c = 0; c < COUNT_OF(columns); c++)
                        assert_int_equal(value_fits_column((enum field_type)type, columns[c]),
                                         fits[type][c] == 'y');
        }
}

/* What either side may show, and the one text it means. */
static const struct {
        struct field field;
        const char *json, *normal;
} seen[] = {
        {{.type = FIELD_TEXT}, "null", ""},
        {{.type = FIELD_TEXT}, "\"\"", ""},
        {{.type = FIELD_TEXT}, "\"  a \\t b \"", "a b"},
        {{.type = FIELD_TEXT}, "7", "7"},
        {{.type = FIELD_TEXT}, "\"0\"", "0"},
        {{.type = FIELD_TEXT}, "\" - \"", ""},
        {{.type = FIELD_TEXT}, "\"--\"", ""},
        {{.type = FIELD_TEXT}, "\"-1\"", "-1"},
        {{.type = FIELD_TEXT, .zero_is_empty = true}, "\"0\"", ""},
        {{.type = FIELD_TEXT, .zero_is_empty = true}, "0", ""},
        {{.type = FIELD_TEXT, .zero_is_empty = true}, "\"10\"", "10"},
        {{.type = FIELD_TEXT}, "{\"b\": 1, \"a\": [2]}", "{\"a\":[2],\"b\":1}"},
        {{.type = FIELD_INT}, "2024", "2024"},
        {{.type = FIELD_INT}, "\"2024\"", "2024"},
        {{.type = FIELD_INT}, "40.0", "40"},
        {{.type = FIELD_INT}, "\"07\"", "7"},
        {{.type = FIELD_INT}, "\"0\"", "0"},
        {{.type = FIELD_INT}, "\"000\"", "0"},
        {{.type = FIELD_INT}, "\"-0\"", "0"},
        {{.type = FIELD_INT}, "\"-08\"", "-8"},
        {{.type = FIELD_INT}, "\"--8\"", "--8"},
        {{.type = FIELD_INT}, "\"empat\"", "empat"},
        {{.type = FIELD_INT}, "\"\"", ""},
        {{.type = FIELD_NUMBER}, "\"12.500\"", "12.5"},
        {{.type = FIELD_NUMBER}, "12.3", "12.3"},
        {{.type = FIELD_NUMBER}, "\"100\"", "100"},
        {{.type = FIELD_NUMBER}, "\"0.0\"", "0"},
        {{.type = FIELD_DATE}, "\"03-01-2025\"", "2025-01-03"},
        {{.type = FIELD_DATE}, "\"2025-01-03\"", "2025-01-03"},
        {{.type = FIELD_DATE}, "\"2025-01-03T00:00:00Z\"", "2025-01-03"},
        {{.type = FIELD_DATE}, "\"2025-01-03 07:00:00\"", "2025-01-03"},
        {{.type = FIELD_DATE}, "\"03-01-20255\"", "03-01-20255"},
        {{.type = FIELD_DATE}, "\"01-01-0001\"", ""},
        {{.type = FIELD_DATE}, "\"0001-01-01T00:00:00Z\"", ""},
        {{.type = FIELD_DATE}, "\"31-02-2025\"", "31-02-2025"},
        {{.type = FIELD_DATE}, "null", ""},
        {{.type = FIELD_BOOL}, "true", "1"},
        {{.type = FIELD_BOOL}, "\"1\"", "1"},
        {{.type = FIELD_BOOL}, "1", "1"},
        {{.type = FIELD_BOOL}, "\"t\"", "1"},
        {{.type = FIELD_BOOL}, "false", "0"},
        {{.type = FIELD_BOOL}, "\"F\"", "0"},
        {{.type = FIELD_BOOL}, "\"0\"", "0"},
        {{.type = FIELD_BOOL}, "\"\"", ""},
};

static void normalises(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(seen); i++) {
                json_t *json = json_loads(seen[i].json, JSON_DECODE_ANY, NULL);
                CLEANUP(free_ptr) char *text = value_normal(&seen[i].field, json);

                assert_non_null(json);
                if (strcmp(text, seen[i].normal) != 0)
                        fail_msg("%s: \"%s\", not \"%s\"", seen[i].json, text, seen[i].normal);
                json_decref(json);
        }
        CLEANUP(free_ptr) char *absent = value_normal(&seen[0].field, NULL);
        assert_string_equal(absent, "");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(makes_json),
                cmocka_unit_test(knows_blanks),
                cmocka_unit_test(fits_columns),
                cmocka_unit_test(normalises),
        };

        mem_setup();
        return cmocka_run_group_tests_name("value", tests, NULL, NULL);
}
