#include "pure/decide.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ground/mem.h"

enum { WINDOW = 60000, EARLY = 1000, LATE = 60000 };

struct expectation {
        const char *what;
        struct decide_input in;
        enum decision wanted;
};

/* clang-format off */
#define READY(...)  {.mode = MODE_WRITE, .state = REC_READY, .window_ms = WINDOW, __VA_ARGS__}
#define DOUBT(...)  {.mode = MODE_WRITE, .state = REC_DOUBT, .window_ms = WINDOW, __VA_ARGS__}
#define NEW_ROW     .match = {.kind = MATCH_NEW}
#define FOUND_ROW   .match = {.kind = MATCH_FOUND}
#define GONE_ROW    .match = {.kind = MATCH_GONE}

static const struct expectation table[] = {
        {"a row SIASN does not have is created", READY(NEW_ROW), DECIDE_CREATE},
        {"an equal row is adopted without a write", READY(FOUND_ROW, .equal = true), DECIDE_ADOPT},
        {"a row with other content is updated", READY(FOUND_ROW), DECIDE_UPDATE},
        {"a linked, equal row needs nothing", READY(FOUND_ROW, .equal = true, .linked = true), DECIDE_SAME},
        {"a linked row with other content is updated", READY(FOUND_ROW, .linked = true), DECIDE_UPDATE},
        {"a linked row that is gone is created anew", READY(GONE_ROW, .linked = true, .since_ms = LATE), DECIDE_CREATE},
        {"a link made a moment ago may not show yet", READY(GONE_ROW, .linked = true, .since_ms = EARLY), DECIDE_LOOK_AGAIN},
        {"a twin is never created", READY(.match = {.kind = MATCH_DUPLICATE}), DECIDE_DUPLICATE},
        {"several candidates are for a person", READY(.match = {.kind = MATCH_AMBIGUOUS}), DECIDE_AMBIGUOUS},
        {"retry decides like ready", {.mode = MODE_WRITE, .state = REC_RETRY, NEW_ROW}, DECIDE_CREATE},

        {"deletes are held unless allowed", READY(FOUND_ROW, .is_delete = true), DECIDE_HOLD},
        {"an allowed delete goes", READY(FOUND_ROW, .is_delete = true, .deletes_allowed = true), DECIDE_DELETE},
        {"a link made a moment ago is not forgotten", READY(GONE_ROW, .is_delete = true, .deletes_allowed = true, .since_ms = EARLY), DECIDE_LOOK_AGAIN},
        {"a linked row that is gone need not be deleted", READY(GONE_ROW, .is_delete = true, .deletes_allowed = true, .since_ms = LATE), DECIDE_FORGET},
        {"nothing there to delete", READY(NEW_ROW, .is_delete = true, .deletes_allowed = true), DECIDE_FORGET},

        {"compare: equal", {.mode = MODE_COMPARE, .state = REC_READY, FOUND_ROW, .equal = true}, DECIDE_SAME},
        {"compare: differs", {.mode = MODE_COMPARE, .state = REC_READY, FOUND_ROW}, DECIDE_DIFFERS},
        {"compare: missing", {.mode = MODE_COMPARE, .state = REC_READY, NEW_ROW}, DECIDE_MISSING},
        {"compare: ambiguous", {.mode = MODE_COMPARE, .state = REC_READY, .match = {.kind = MATCH_AMBIGUOUS}}, DECIDE_AMBIGUOUS},
        {"mirror: what was read is kept, whatever it is", {.mode = MODE_MIRROR, .state = REC_READY, NEW_ROW}, DECIDE_SAME},
        {"compare: twin", {.mode = MODE_COMPARE, .state = REC_READY, .match = {.kind = MATCH_DUPLICATE}}, DECIDE_DUPLICATE},

        {"doubt: the created row is there", DOUBT(FOUND_ROW, .equal = true), DECIDE_ADOPT},
        {"doubt: there, but newer content waits", DOUBT(FOUND_ROW, .equal = true, .newer = true), DECIDE_FOUND_OLD},
        {"doubt: found by a weaker key with other content", DOUBT(FOUND_ROW), DECIDE_FOUND_OLD},
        {"doubt: not there yet, too early to say", DOUBT(NEW_ROW, .since_ms = EARLY), DECIDE_LOOK_AGAIN},
        {"doubt: not there after the window", DOUBT(NEW_ROW, .since_ms = LATE), DECIDE_ABSENT},
        {"doubt: a twin proves nothing", DOUBT(.match = {.kind = MATCH_DUPLICATE}, .since_ms = EARLY), DECIDE_LOOK_AGAIN},
        {"doubt: ambiguity proves nothing", DOUBT(.match = {.kind = MATCH_AMBIGUOUS}, .since_ms = EARLY), DECIDE_LOOK_AGAIN},
        {"doubt: the update arrived", DOUBT(FOUND_ROW, .equal = true, .linked = true), DECIDE_SAME},
        {"doubt: the update may still arrive", DOUBT(FOUND_ROW, .linked = true, .since_ms = EARLY), DECIDE_LOOK_AGAIN},
        {"doubt: the update did not arrive", DOUBT(FOUND_ROW, .linked = true, .since_ms = LATE), DECIDE_ABSENT},
        {"doubt: the row is deleted", DOUBT(GONE_ROW, .linked = true, .sent_delete = true), DECIDE_FORGET},
        {"doubt: deleted, and back in SIMPEG", DOUBT(GONE_ROW, .linked = true, .sent_delete = true, .newer = true), DECIDE_FOUND_OLD},
        {"doubt: the delete may still arrive", DOUBT(FOUND_ROW, .linked = true, .sent_delete = true, .since_ms = EARLY), DECIDE_LOOK_AGAIN},
        {"doubt: the delete did not arrive", DOUBT(FOUND_ROW, .linked = true, .sent_delete = true, .since_ms = LATE), DECIDE_ABSENT},
};
/* clang-format on */

static void test_table(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(table); i++) {
                enum decision got = decide(&table[i].in);

                if (got != table[i].wanted)
                        fail_msg("%s: got %s, wanted %s", table[i].what, decision_name(got),
                                 decision_name(table[i].wanted));
        }
}

static bool writes(enum decision d)
{
        return d == DECIDE_CREATE || d == DECIDE_UPDATE || d == DECIDE_DELETE;
}

static uint32_t next_random(uint32_t *seed)
{
        *seed ^= *seed << 13;
        *seed ^= *seed >> 17;
        *seed ^= *seed << 5;
        return *seed;
}

/* Whatever the circumstances: nothing in doubt is written, and only what is not there is created.
 */
static void test_properties(void **state)
{
        uint32_t seed = 20261125;

        (void)state;
        for (int i = 0; i < 200000; i++) {
                uint32_t r = next_random(&seed);
                struct decide_input in = {
                        .mode = (enum desc_mode)(r % 4),
                        .is_delete = r & 8,
                        .deletes_allowed = r & 16,
                        .state = (enum rec_state[]){REC_READY, REC_RETRY, REC_DOUBT}[(r >> 5) % 3],
                        .match = {.kind = (enum match_kind)((r >> 8) % 5)},
                        .equal = r & 4096,
                        .linked = r & 8192,
                        .newer = r & 16384,
                        .sent_delete = r & 32768,
                        .since_ms = (r >> 16) % 120000,
                        .window_ms = WINDOW,
                };
                enum decision d = decide(&in);

                if (in.state == REC_DOUBT)
                        assert_false(writes(d));
                if (d == DECIDE_CREATE)
                        assert_true(in.match.kind == MATCH_NEW || in.match.kind == MATCH_GONE);
                if (d == DECIDE_ABSENT)
                        assert_true(in.since_ms >= in.window_ms);
                if (in.mode == MODE_COMPARE && !in.is_delete)
                        assert_false(writes(d));
                if (!in.deletes_allowed)
                        assert_int_not_equal(d, DECIDE_DELETE);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(test_table),
                                           cmocka_unit_test(test_properties)};

        return cmocka_run_group_tests_name("decide", tests, NULL, NULL);
}
