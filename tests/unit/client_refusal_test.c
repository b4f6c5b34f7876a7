/* SIASN client: how it behaves when its tokens are refused, or nobody grants one. */
#include "client_rig.h"

#include <string.h>

static void a_refused_gateway_token_is_fetched_anew_once(void **state)
{
        struct rig rig;

        (void)state;
        START(&rig, false, {APIM("1")}, {APIM_REFUSED}, {APIM("2")}, {APIM_REFUSED}, {APIM("3")},
              {GOOD});
        rig_settle(&rig, 0);
        assert_int_equal(rig_call(&rig).kind, VERDICT_APIM_REFUSED);
        assert_int_equal(rig_state(&rig, 0), AUTH_FETCH);
        assert_int_equal(rig_settle(&rig, 0), 1);
        assert_int_equal(rig_call(&rig).kind, VERDICT_APIM_REFUSED);
        assert_seen(3, "Bearer apim-2-RAHASIA");
        assert_int_equal(rig_state(&rig, 0), AUTH_REFUSED);
        assert_int_equal(rig_state(&rig, 59000), AUTH_REFUSED);
        assert_int_equal(rig_settle(&rig, 59000), 0);
        assert_in_range(siasn_auth_wait_ms(rig.siasn, clock_mono_ms()), 55000, 60000);
        assert_non_null(strstr(siasn_problem(rig.siasn), "the gateway refuses even a new token: "
                                                         "Invalid Credentials; check that"));
        /* The wait is over: one probe. */
        assert_int_equal(rig_state(&rig, 70000), AUTH_FETCH);
        assert_int_equal(rig_settle(&rig, 70000), 1);
        assert_int_equal(rig_state(&rig, 0), AUTH_READY);
        assert_int_equal(rig_call(&rig).kind, VERDICT_OK);
        assert_string_equal(siasn_problem(rig.siasn), "");
        rig_end(&rig);
}

/* Many calls in the air are refused together: that is one refusal. */
static void answers_of_an_older_generation_change_nothing(void **state)
{
        struct got got[5] = {0};
        struct rig rig;

        (void)state;
        START(&rig, false, {APIM("1")}, {APIM_REFUSED}, {APIM_REFUSED}, {APIM_REFUSED},
              {APIM_REFUSED}, {.act = TLS_HANG, APIM_REFUSED}, {APIM("2")}, {GOOD}, {GOOD});
        rig_settle(&rig, 0);
        for (size_t i = 0; i < COUNT_OF(got); i++)
                siasn_send(rig.siasn, &rig_read, rig_keep, &got[i]);
        while (http_pending(rig.http) > 1 || tls_server_requests(rig_server()) < 6)
                http_turn(rig.http, NULL, 0, 100);
        assert_int_equal(rig_state(&rig, 0), AUTH_FETCH);
        assert_true(siasn_auth_turn(rig.siasn, clock_mono_ms()));
        while (rig_state(&rig, 0) != AUTH_READY)
                http_turn(rig.http, NULL, 0, 100);
        /* The new token is tried by one call first. */
        struct got probe = {0};
        siasn_send(rig.siasn, &rig_read, rig_keep, &probe);
        assert_int_equal(rig_state(&rig, 0), AUTH_PENDING);
        assert_int_equal(siasn_auth_wait_ms(rig.siasn, clock_mono_ms()), 1000);
        while (probe.count == 0)
                http_turn(rig.http, NULL, 0, 100);
        assert_int_equal(rig_state(&rig, 0), AUTH_READY);
        tls_server_release(rig_server());
        rig_wait(&rig);
        for (size_t i = 0; i < COUNT_OF(got); i++)
                assert_int_equal(got[i].kind, VERDICT_APIM_REFUSED);
        assert_int_equal(rig_state(&rig, 0), AUTH_READY);
        assert_int_equal(rig_call(&rig).kind, VERDICT_OK);
        rig_end(&rig);
}

static void a_static_token_is_never_insisted_on(void **state)
{
        struct got got[3] = {0};
        struct rig rig;
        struct err err;

        (void)state;
        START(&rig, false, {APIM("1")}, {SSO_MISMATCH}, {SSO_MISMATCH}, {SSO_MISMATCH},
              {SSO_REFUSED}, {GOOD}, {GOOD});
        rig_settle(&rig, 0);
        for (size_t i = 0; i < COUNT_OF(got); i++)
                siasn_send(rig.siasn, &rig_read, rig_keep, &got[i]);
        rig_wait(&rig);
        assert_int_equal(got[0].kind, VERDICT_SSO_MISMATCH);
        assert_int_equal(rig_state(&rig, 0), AUTH_REFUSED);
        assert_int_equal(rig_state(&rig, 28000), AUTH_REFUSED);
        assert_non_null(strstr(siasn_problem(rig.siasn), "SIASN refuses the static SSO token: "
                                                         "Token SSO mismatch; put the token"));
        assert_non_null(strstr(siasn_problem(rig.siasn), "/sso_token and reload"));
        /* Three refusals together count once: the first wait of the policy is 30 to 33 s. */
        assert_int_equal(rig_state(&rig, 33000), AUTH_READY);
        assert_in_range(siasn_auth_wait_ms(rig.siasn, clock_mono_ms() + 33000), 1000, 60000);
        assert_int_equal(rig_call(&rig).kind, VERDICT_SSO_REFUSED);
        assert_int_equal(rig_state(&rig, 58000), AUTH_REFUSED);
        assert_int_equal(rig_state(&rig, 67000), AUTH_READY);
        assert_false(siasn_reload_credentials(rig.siasn, &err));
        assert_string_equal(err.text, "");
        assert_int_equal(rig_state(&rig, 0), AUTH_REFUSED);
        rig_write_file(&rig, "sso_token", "sso-baru-RAHASIA");
        assert_true(siasn_reload_credentials(rig.siasn, &err));
        assert_int_equal(rig_state(&rig, 0), AUTH_READY);
        assert_string_equal(siasn_problem(rig.siasn), "");
        assert_int_equal(rig_call(&rig).kind, VERDICT_OK);
        assert_seen(5, "\r\nAuth: bearer sso-baru-RAHASIA\r\n");
        assert_int_equal(tls_server_requests(rig_server()), 6);
        rig_end(&rig);
}

static void token_services_that_refuse(void **state)
{
        struct rig rig;
        struct err err;

        (void)state;
        START(&rig, true, {INVALID_CLIENT}, {APIM("1")}, {INVALID_GRANT}, {INVALID_GRANT},
              {SSO("1", "r")});
        assert_int_equal(rig_settle(&rig, 0), 1);
        assert_int_equal(rig_state(&rig, 0), AUTH_REFUSED);
        assert_int_equal(rig_settle(&rig, 28000), 0);
        assert_non_null(strstr(siasn_problem(rig.siasn),
                               "the gateway token service (token_url) refused our request: "
                               "HTTP 401, invalid_client: no such client ****"));
        rig_write_file(&rig, "consumer_secret", "sandi-lain-RAHASIA");
        assert_true(siasn_reload_credentials(rig.siasn, &err));
        assert_int_equal(rig_settle(&rig, 0), 2);
        assert_int_equal(rig_state(&rig, 0), AUTH_REFUSED);
        assert_non_null(
                strstr(siasn_problem(rig.siasn), "invalid_grant: Invalid user credentials ****"));
        assert_non_null(strstr(siasn_problem(rig.siasn), "check sso_password in "));
        assert_int_equal(rig_settle(&rig, 34000), 1); /* a probe, refused */
        assert_int_equal(rig_state(&rig, 58000), AUTH_REFUSED);
        assert_int_equal(rig_settle(&rig, 67000), 1);
        assert_int_equal(rig_state(&rig, 0), AUTH_READY);
        assert_string_equal(siasn_problem(rig.siasn), "");
        rig_end(&rig);
}

static void token_services_that_are_ill(void **state)
{
        struct rig rig;

        (void)state;
        START(&rig, false, {ILL}, {.act = TLS_CLOSE}, {APIM("1")});
        assert_int_equal(rig_settle(&rig, 0), 1);
        assert_int_equal(rig_state(&rig, 0), AUTH_FETCH);
        assert_in_range(siasn_auth_wait_ms(rig.siasn, clock_mono_ms() + 20000), 50000, 57000);
        assert_int_equal(rig_settle(&rig, 70000), 0); /* it asked for 77 s */
        assert_non_null(strstr(siasn_problem(rig.siasn), "gives no token: HTTP 503"));
        rig_fetch_once(&rig, 78000);
        assert_int_equal(rig_state(&rig, 0), AUTH_FETCH);
        assert_non_null(strstr(siasn_problem(rig.siasn), "waiting for the server"));
        assert_int_equal(rig_settle(&rig, 13000), 1);
        assert_int_equal(rig_state(&rig, 0), AUTH_READY);
        assert_string_equal(siasn_problem(rig.siasn), "");
        rig_end(&rig);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_refused_gateway_token_is_fetched_anew_once),
                cmocka_unit_test(answers_of_an_older_generation_change_nothing),
                cmocka_unit_test(a_static_token_is_never_insisted_on),
                cmocka_unit_test(token_services_that_refuse),
                cmocka_unit_test(token_services_that_are_ill),
        };

        return cmocka_run_group_tests_name("client refusals", tests, rig_group_start,
                                           rig_group_end);
}
