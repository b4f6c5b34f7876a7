/* Thousands of damaged replies: damage may make a verdict unknown, never a yes or a no of its own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/verdict.h"

static const char *const bodies[] = {
        "{\"code\":1,\"data\":[{\"id\":\"a1\"}],\"count\":1}",
        "{\"code\":1,\"data\":{\"id\":\"a1\"}}",
        "{\"success\":true,\"mapData\":{\"rwKursusId\":\"3fcd1ce4-f42b-11ee-b5eb-0a580a8354be\"},"
        "\"message\":\"success\"}",
        "{\"success\":true,\"mapData\":\"3fcd1ce4f42b11eeb5eb0a580a8354be\",\"message\":"
        "\"success\"}",
        "{\"success\":false,\"mapData\":null,\"message\":\"nomor sk tidak valid\"}",
        "{\"code\":0,\"data\":null,\"message\":\"1 error occurred:\\n\\t* PnsID is "
        "required\\n\\n\"}",
        "{\"code\":0,\"data\":\"Data tidak ditemukan\"}",
        "{\"Error\":\"false\",\"Message\":\"Data Tidak Ada Perubahan\"}",
        "{\"code\":\"900901\",\"message\":\"Invalid Credentials\"}",
        "{\"message\":\"invalid or expired jwt\"}",
        "{\"code\":\"303001\",\"message\":\"Runtime Error\",\"description\":\"State : SUSPENDED\"}",
        "<html><body>gateway</body></html>",
        "0",
        "",
};
static const int statuses[] = {200, 200, 400, 401, 403, 404, 429, 500, 502, 503, 504};

static uint32_t next_random(uint32_t *seed)
{
        *seed ^= *seed << 13;
        *seed ^= *seed >> 17;
        *seed ^= *seed << 5;
        return *seed;
}

static enum verdict_kind judge(const char *body, size_t len, int status, enum expect expect)
{
        struct reply reply = {
                .transport = TRANSPORT_OK, .status = status, .body = body, .len = len};
        struct verdict v;

        verdict_read(&reply, expect, "rwKursusId", 1764000000, &v);
        if (expect == EXPECT_SAVE)
                assert_int_equal(v.kind == VERDICT_OK, v.id[0] != '\0');
        enum verdict_kind kind = v.kind;
        verdict_clear(&v);
        return kind;
}

/* A save cut anywhere is never a success, and never certainly undone. */
static void test_truncated(void **state)
{
        (void)state;
        for (size_t b = 0; b < COUNT_OF(bodies); b++) {
                size_t whole = strlen(bodies[b]);

                for (size_t len = 1; len < whole; len++) {
                        enum verdict_kind kind = judge(bodies[b], len, 200, EXPECT_SAVE);

                        assert_int_equal(kind, VERDICT_UNCLEAR);
                }
        }
}

/* A 5xx may have been committed: only the gateway's own word that it passed nothing on says no. */
static void test_5xx_is_never_the_records_fault(void **state)
{
        (void)state;
        for (size_t b = 0; b < COUNT_OF(bodies); b++) {
                for (int status = 500; status <= 504; status++) {
                        enum verdict_kind kind =
                                judge(bodies[b], strlen(bodies[b]), status, EXPECT_SAVE);

                        assert_int_not_equal(kind, VERDICT_OK);
                        if (strstr(bodies[b], "Runtime Error") || strstr(bodies[b], "9009"))
                                continue;
                        if (kind != VERDICT_UNCLEAR && kind != VERDICT_SSO_REFUSED)
                                fail_msg("%d %s: %s", status, bodies[b], verdict_name(kind));
                }
        }
}

static void test_random_damage(void **state)
{
        uint32_t seed = 20261125;

        (void)state;
        for (int i = 0; i < 50000; i++) {
                char body[512];
                size_t b = next_random(&seed) % COUNT_OF(bodies);
                size_t len = strlen(bodies[b]);
                enum expect expect = (enum expect)(next_random(&seed) % 4);

                memcpy(body, bodies[b], len);
                for (uint32_t n = next_random(&seed) % 4; n > 0 && len > 0; n--)
                        body[next_random(&seed) % len] = (char)next_random(&seed);
                int status = statuses[next_random(&seed) % COUNT_OF(statuses)];
                enum verdict_kind kind = judge(body, len, status, expect);
                assert_true((int)kind >= 0 && kind < VERDICT_KINDS);
                if (expect == EXPECT_SAVE || expect == EXPECT_ACK)
                        assert_int_not_equal(kind, VERDICT_EMPTY);
                if (status >= 300)
                        assert_true(kind != VERDICT_OK);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(test_truncated),
                                           cmocka_unit_test(test_5xx_is_never_the_records_fault),
                                           cmocka_unit_test(test_random_damage)};

        return cmocka_run_group_tests_name("verdict_property", tests, NULL, NULL);
}
