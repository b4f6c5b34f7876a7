#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/jwt.h"

static const struct {
        const char *token;
        int64_t end; /* 0: not said */
} cases[] = {
        /* {"exp":1893456000}, {"exp":1893456000.5,"preferred_username":"\xC3\xBF?>"} */
        {"eyJhbGciOiJub25lIn0.eyJleHAiOjE4OTM0NTYwMDB9.", 1893456000},
        {"e30.eyJleHAiOjE4OTM0NTYwMDAuNSwicHJlZmVycmVkX3VzZXJuYW1lIjoiw78_PiJ9.c2ln", 1893456000},
        {"e30.eyJleHAiOjE4OTM0NTYwMDB9", 0},  /* two parts */
        {"e30.e30.c2ln", 0},                  /* {}: no end */
        {"e30.eyJleHAiOiJsYXRlciJ9.c2ln", 0}, /* "later" */
        {"e30.eyJleHAiOjF9OTk5.c2ln", 0},     /* not JSON */
        {"e30.!!!.c2ln", 0},
        {"..", 0},
        {"a static token", 0},
        {"", 0},
};

static void test_end(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                int64_t end = 0;

                assert_int_equal(jwt_end(cases[i].token, &end), cases[i].end != 0);
                assert_int_equal(end, cases[i].end);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(test_end)};

        mem_setup();
        return cmocka_run_group_tests(tests, NULL, NULL);
}
