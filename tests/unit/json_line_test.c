#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/json_line.h"

static const char document[] = "\n"
                               "{\n"
                               "  \"a\": 1,\n"
                               "  \"brackets\\\" ]} in \\\\\": \"[{\\\"\",\n"
                               "  \"list\": [true, {\"x\": [[], {}]},\n"
                               "    {\n"
                               "      \"deep\":\n"
                               "        [-1.5e3, \"two\",\n"
                               "         null]}],\n"
                               "  \"empty\": {}, \"none\": [\n"
                               "  ],\n"
                               "  \"last\":\n"
                               "    {\"b\": 2}\n"
                               "}\n";

#define KEY(name)             \
        {                     \
                .key = (name) \
        }
#define AT(i)                \
        {                    \
                .index = (i) \
        }

static const struct {
        struct json_step steps[5];
        size_t depth;
        int line;
} cases[] = {
        {{{0}}, 0, 2},
        {{KEY("a")}, 1, 3},
        {{KEY("list")}, 1, 5},
        {{KEY("list"), AT(1), KEY("x")}, 3, 5},
        {{KEY("list"), AT(1), KEY("x"), AT(1)}, 4, 5},
        {{KEY("list"), AT(2)}, 2, 6},
        {{KEY("list"), AT(2), KEY("deep")}, 3, 7},
        {{KEY("list"), AT(2), KEY("deep"), AT(0)}, 4, 8},
        {{KEY("list"), AT(2), KEY("deep"), AT(2)}, 4, 9},
        {{KEY("empty")}, 1, 10},
        {{KEY("last")}, 1, 12},
        {{KEY("last"), KEY("b")}, 2, 13},
        /* The path ends early: the line of its last part that exists. */
        {{KEY("nothing")}, 1, 2},
        {{KEY("empty"), KEY("nothing")}, 2, 10},
        {{KEY("none"), AT(0)}, 2, 10},
        {{KEY("list"), AT(3)}, 2, 5},
        {{KEY("list"), KEY("a")}, 2, 5},
        {{KEY("a"), AT(0)}, 2, 3},
        {{KEY("last"), AT(0), KEY("b")}, 3, 12},
        /* A longer key does not stand for its beginning. */
        {{KEY("las")}, 1, 2},
};

static void finds_lines(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                int line = json_line(document, cases[i].steps, cases[i].depth);

                if (line != cases[i].line)
                        fail_msg("case %zu: line %d, not %d", i, line, cases[i].line);
        }
}

/* Not promised, but a cut text must not lead the walker astray. */
static void survives_cut_text(void **state)
{
        const struct json_step steps[] = {KEY("list"), AT(2), KEY("deep"), AT(2)};
        char cut[sizeof document];

        (void)state;
        for (size_t len = 0; len < sizeof document; len++) {
                for (size_t i = 0; i < len; i++)
                        cut[i] = document[i];
                cut[len] = '\0';
                assert_in_range(json_line(cut, steps, COUNT_OF(steps)), 1, 14);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(finds_lines),
                cmocka_unit_test(survives_cut_text),
        };

        return cmocka_run_group_tests_name("json_line", tests, NULL, NULL);
}
