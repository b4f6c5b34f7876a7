/* Health: what counts at once, what must last, and what is no trouble. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "ground/mem.h"
#include "pure/health.h"

/* In this table 0 stands for -1, "it is not so". */
#define LIMIT .concluded = 100000000, .limit = 60000
#define WELL  LIMIT, .settled = true

static const struct {
        struct health h;
        bool ready, delivers;
        const char *why; /* of the one that fails */
} cases[] = {
        {{WELL}, true, true, ""},
        {{WELL, .state_lost = 5}, false, true, "state database: not connected\n"},
        {{WELL, .state_lost = 60000}, false, false, "state database: not connected for 60 s\n"},
        {{WELL, .service_ill = 59999}, false, true, "SIASN: ill or unreachable\n"},
        {{WELL, .service_ill = 60000}, false, false, "SIASN: ill or unreachable for 60 s\n"},
        {{WELL, .refused = true}, false, false, "SIASN: credentials refused\n"},
        {{WELL, .refused = true, .service_ill = 70000},
         false,
         false,
         "SIASN: credentials refused\n"},
        {{WELL, .token_missing = true}, false, true, "SIASN: no token\n"},
        {{WELL, .unread = 1}, false, true, "SIMPEG: cannot be read\n"},
        {{WELL, .unread = 90000}, false, false, "SIMPEG: cannot be read for 90 s\n"},
        {{LIMIT}, false, true, "SIMPEG: not read yet\n"},
        {{WELL, .overdue = 60000},
         true,
         false,
         "records are due, but none was concluded for 100000 s\n"},
        {{WELL, .overdue = 59999}, true, true, ""},
};

static struct health health_of(struct health h)
{
        int64_t *times[] = {&h.state_lost, &h.service_ill, &h.unread, &h.overdue};

        for (size_t i = 0; i < COUNT_OF(times); i++)
                *times[i] = *times[i] ? *times[i] : -1;
        return h;
}

/* A first load takes days: a queue that moves is well, however old it is. */
static void a_queue_that_moves_is_well(void **state)
{
        struct health h = health_of((struct health){WELL, .overdue = 100000000});
        struct text why = {0};

        (void)state;
        h.concluded = 59999;
        assert_true(health_delivers(&h, &why));
        h.concluded = 60000;
        assert_false(health_delivers(&h, &why));
        text_free(&why);
}

static void troubles_are_told(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct health h = health_of(cases[i].h);
                struct text ready = {0}, delivers = {0};

                assert_int_equal(health_ready(&h, &ready), cases[i].ready);
                assert_int_equal(health_delivers(&h, &delivers), cases[i].delivers);
                assert_string_equal(text_str(cases[i].delivers ? &ready : &delivers), cases[i].why);
                text_free(&ready);
                text_free(&delivers);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(troubles_are_told),
                cmocka_unit_test(a_queue_that_moves_is_well),
        };

        mem_setup();
        return cmocka_run_group_tests(tests, NULL, NULL);
}
