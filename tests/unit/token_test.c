/* Token: replies of token services, and the life of a token, without any network. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "pure/retry.h"
#include "siasn/token.h"

#define S   INT64_C(1000)
#define MIN (60 * S)

static const struct {
        const char *body;
        int64_t life_s;
        const char *refresh; /* NULL: none */
        int64_t refresh_life_s;
} grants[] = {
        {"{\"access_token\":\"a\",\"expires_in\":100}", 100, NULL, 1800},
        {"{\"access_token\":\"a\",\"expires_in\":\"100\"}", 100, NULL, 1800},
        {"{\"access_token\":\"a\",\"expires_in\":100.9}", 100, NULL, 1800},
        {"{\"access_token\":\"a\",\"expires_in\":1e300}", 365 * 86400, NULL, 1800},
        {"{\"access_token\":\"a\",\"expires_in\":9223372036854775807}", 365 * 86400, NULL, 1800},
        {"{\"access_token\":\"a\"}", 3600, NULL, 1800},
        {"{\"access_token\":\"a\",\"expires_in\":\"\"}", 3600, NULL, 1800},
        {"{\"access_token\":\"a\",\"expires_in\":null}", 3600, NULL, 1800},
        {"{\"access_token\":\"a\",\"expires_in\":-1}", 3600, NULL, 1800},
        {"{\"access_token\":\"a\",\"expires_in\":0}", 3600, NULL, 1800},
        {"{\"access_token\":\"a\",\"refresh_token\":\"r\",\"refresh_expires_in\":\"60\"}", 3600,
         "r", 60},
        {"{\"access_token\":\"a\",\"refresh_token\":\"r\"}", 3600, "r", 1800},
        {"{\"access_token\":\"a\",\"refresh_token\":\"r s\"}", 3600, NULL, 1800},
};

static void grants_are_read(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(grants); i++) {
                const struct reply reply = {
                        .status = 200, .body = grants[i].body, .len = strlen(grants[i].body)};
                struct grant grant;
                char why[256];

                assert_int_equal(grant_read(&reply, &grant, why, sizeof why), GRANT_OK);
                assert_string_equal(secret_expose(grant.access), "a");
                assert_int_equal(grant.life_ms, grants[i].life_s * 1000);
                assert_int_equal(grant.refresh_life_ms, grants[i].refresh_life_s * 1000);
                assert_int_equal(grant.refresh != NULL, grants[i].refresh != NULL);
                grant_clear(&grant);
        }
}

static void an_offline_session_has_no_end(void **state)
{
        static const char body[] =
                "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"refresh_expires_in\":0}";
        const struct reply reply = {.status = 200, .body = body, .len = sizeof body - 1};
        struct token token = {0};
        struct grant grant;
        char why[256];

        (void)state;
        assert_int_equal(grant_read(&reply, &grant, why, sizeof why), GRANT_OK);
        token_granted(&token, &grant, MIN);
        assert_non_null(token_refresh(&token, INT64_MAX - 1));
        token_clear(&token);
}

static const struct {
        enum transport transport;
        int status;
        const char *body;
        enum grant_result result;
        const char *why;
} failures[] = {
        {TRANSPORT_NOT_SENT, 0, "", GRANT_FAILED, "no reply"},
        {TRANSPORT_LOST, 0, "", GRANT_FAILED, "no reply"},
        {TRANSPORT_OK, 200, "", GRANT_FAILED, "HTTP 200 without a usable access_token"},
        {TRANSPORT_OK, 200, "<html>", GRANT_FAILED, "HTTP 200 without a usable access_token"},
        {TRANSPORT_OK, 200, "[]", GRANT_FAILED, "HTTP 200 without a usable access_token"},
        {TRANSPORT_OK, 200, "{\"access_token\":\"\"}", GRANT_FAILED, "HTTP 200 without"},
        {TRANSPORT_OK, 200, "{\"access_token\":\"a\\r\\nX: y\"}", GRANT_FAILED, "HTTP 200 without"},
        {TRANSPORT_OK, 200, "{\"access_token\":7}", GRANT_FAILED, "HTTP 200 without"},
        {TRANSPORT_OK, 302, "", GRANT_FAILED, "HTTP 302"},
        {TRANSPORT_OK, 408, "", GRANT_FAILED, "HTTP 408"},
        {TRANSPORT_OK, 429, "{\"code\":\"900800\",\"message\":\"throttled\"}", GRANT_FAILED,
         "HTTP 429, 900800: throttled"},
        {TRANSPORT_OK, 503, "<html>", GRANT_FAILED, "HTTP 503"},
        {TRANSPORT_OK, 404, "", GRANT_REFUSED, "HTTP 404"},
        {TRANSPORT_OK, 401,
         "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid user\\ncredentials\"}",
         GRANT_REFUSED, "HTTP 401, invalid_grant: Invalid user credentials"},
        {TRANSPORT_OK, 401, "{\"error\":\"invalid_client\"}", GRANT_REFUSED,
         "HTTP 401, invalid_client"},
        {TRANSPORT_OK, 400, "{\"error\":{\"a\":1}}", GRANT_REFUSED, "HTTP 400"},
};

static void failures_are_told_apart(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(failures); i++) {
                const struct reply reply = {.transport = failures[i].transport,
                                            .status = failures[i].status,
                                            .body = failures[i].body,
                                            .len = strlen(failures[i].body)};
                struct grant grant = {0};
                char why[256] = "";

                assert_int_equal(grant_read(&reply, &grant, why, sizeof why), failures[i].result);
                assert_ptr_equal(strstr(why, failures[i].why), why);
                assert_null(grant.access);
        }
}

static void grant(struct token *token, int64_t life_ms, int64_t now_ms)
{
        struct grant grant = {.access = secret_new("a", 1), .life_ms = life_ms};

        token_granted(token, &grant, now_ms);
}

static void a_token_is_renewed_at_80_percent(void **state)
{
        struct token token = {0};

        (void)state;
        assert_true(token_is_due(&token, 0));
        assert_false(token_is_usable(&token, 0));
        grant(&token, 100 * S, 10 * S);
        assert_false(token_is_due(&token, 90 * S - 1));
        assert_int_equal(token_wait_ms(&token, 20 * S), 70 * S);
        assert_true(token_is_due(&token, 90 * S));
        assert_true(token_is_usable(&token, 110 * S - 1));
        assert_false(token_is_usable(&token, 110 * S));
        /* A failed renewal takes nothing away while the token lives. */
        token_fetch_failed(&token, 90 * S, 0, -1);
        assert_true(token_is_usable(&token, 91 * S));
        assert_false(token_is_due(&token, 91 * S));
        assert_int_equal(token_wait_ms(&token, 91 * S), 4 * S);
        assert_true(token_is_due(&token, 95 * S));
        token_clear(&token);
}

/* The gateway grants the same token again with the rest of its life: no storm near its end. */
static void short_lives_do_not_storm(void **state)
{
        struct token token = {0};
        int fetches = 0;

        (void)state;
        for (int64_t now = 0; now < 3600 * S; now += 100) {
                if (!token_is_due(&token, now))
                        continue;
                grant(&token, 3600 * S - now, now);
                fetches++;
        }
        assert_in_range(fetches, 2, 10);
        token_clear(&token);
}

struct sent {
        int64_t at[1000];
        size_t count;
};

static int64_t most_in_a_minute(const struct sent *sent)
{
        int64_t most = 0;

        for (size_t i = 0; i < sent->count; i++) {
                int64_t n = 0;

                for (size_t j = i; j < sent->count && sent->at[j] < sent->at[i] + MIN; j++)
                        n++;
                most = n > most ? n : most;
        }
        return most;
}

/* One hour against a service that refuses, from the first AUTH_REFUSED on. */
static void refused_credentials_are_tried_rarely(void **state)
{
        (void)state;
        for (int fixed = 0; fixed < 2; fixed++) {
                struct token token = {.fixed = fixed};
                struct sent sent = {0};

                if (fixed)
                        token_reset(&token, secret_new("s", 1));
                for (int64_t now = 0; now < 60 * MIN; now += 250) {
                        bool refused_before = token.refusals > 0;
                        size_t n = 0;

                        if (token_is_due(&token, now)) {
                                grant(&token, 3600 * S, now);
                                n++;
                        }
                        if (token_is_usable(&token, now)) {
                                token_call_refused(&token, now, 0);
                                n++;
                        }
                        while (refused_before && n-- > 0)
                                sent.at[sent.count++] = now;
                }
                assert_in_range(sent.count, 4, 30);
                assert_in_range(most_in_a_minute(&sent), 1, 2);
                token_clear(&token);
        }
}

static void a_suspect_is_tried_by_one(void **state)
{
        struct token token = {0};

        (void)state;
        grant(&token, 3600 * S, 0);
        token.in_flight = 5;
        assert_false(token_is_tried(&token));
        token_call_refused(&token, S, 0); /* the first one: fetched anew at once */
        assert_false(token_is_refused(&token, S));
        assert_true(token_is_due(&token, S));
        grant(&token, 3600 * S, S);
        assert_false(token_is_tried(&token));
        token.in_flight = 1;
        assert_true(token_is_tried(&token));
        token_proven(&token);
        assert_false(token_is_tried(&token));
        token_call_refused(&token, 2 * S, 0); /* proven before: again no refusal yet */
        assert_false(token_is_refused(&token, 2 * S));
        grant(&token, 3600 * S, 2 * S);
        token_call_refused(&token, 3 * S, 0);
        assert_true(token_is_refused(&token, 3 * S));
        assert_int_equal(token_wait_ms(&token, 3 * S), retry_delay(&retry_token, 1, 0, -1));
        token_clear(&token);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(grants_are_read),
                cmocka_unit_test(an_offline_session_has_no_end),
                cmocka_unit_test(failures_are_told_apart),
                cmocka_unit_test(a_token_is_renewed_at_80_percent),
                cmocka_unit_test(short_lives_do_not_storm),
                cmocka_unit_test(refused_credentials_are_tried_rarely),
                cmocka_unit_test(a_suspect_is_tried_by_one),
        };

        return cmocka_run_group_tests_name("token", tests, NULL, NULL);
}
