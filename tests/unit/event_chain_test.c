/* Event chain: known hashes, and that no field may change or move unseen. */
#include "pure/event_chain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const event[EVENT_FIELDS] = {
        "1", "2026-11-25T01:02:03.000004", "a", "write", "n", "kursus", "7", "{\"x\":\"é\"}"};

static void begins_at_the_origin(void **state)
{
        char hash[DIGEST_HEX];

        (void)state;
        event_chain_begin(hash); /* printf siasn-sync | sha256sum */
        assert_string_equal(hash,
                            "df963e4b38bf9e7a718cd53c588821e9239a4b3739ff62611b98b280de7061ce");
        event_chain_next(hash, event); /* the 32 bytes, then the fields, by sha256sum */
        assert_string_equal(hash,
                            "14273dce484320dfffecd17cf92bd5b61f0a59970ea3aaec2663dac9b550b715");
}

static void every_field_counts(void **state)
{
        char whole[DIGEST_HEX], other[DIGEST_HEX];

        (void)state;
        event_chain_begin(whole);
        event_chain_next(whole, event);
        for (size_t i = 0; i < EVENT_FIELDS; i++) {
                const char *fields[EVENT_FIELDS];

                memcpy(fields, event, sizeof fields);
                fields[i] = "other";
                event_chain_begin(other);
                event_chain_next(other, fields);
                assert_string_not_equal(whole, other);
        }
}

static void a_text_may_not_move_to_its_neighbour(void **state)
{
        const char *fields[EVENT_FIELDS];
        char whole[DIGEST_HEX], other[DIGEST_HEX];

        (void)state;
        memcpy(fields, event, sizeof fields);
        fields[EVENT_ACTOR] = "";
        fields[EVENT_WHAT] = "awrite";
        event_chain_begin(whole);
        event_chain_next(whole, event);
        event_chain_begin(other);
        event_chain_next(other, fields);
        assert_string_not_equal(whole, other);
}

static void what_came_before_counts(void **state)
{
        char once[DIGEST_HEX], twice[DIGEST_HEX];

        (void)state;
        event_chain_begin(once);
        event_chain_next(once, event);
        memcpy(twice, once, sizeof twice);
        event_chain_next(twice, event);
        assert_string_not_equal(once, twice);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(begins_at_the_origin),
                cmocka_unit_test(every_field_counts),
                cmocka_unit_test(a_text_may_not_move_to_its_neighbour),
                cmocka_unit_test(what_came_before_counts),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
