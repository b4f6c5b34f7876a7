/* SIASN client against a real TLS server: what goes out, and that no secret shows. */
#include "client_rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ground/log.h"

/* ---- What goes out ---- */

static void static_mode(void **state)
{
        struct rig rig;

        (void)state;
        START(&rig, false, {APIM("1")}, {GOOD}, {GOOD});
        assert_int_equal(rig_state(&rig, 0), AUTH_FETCH);
        assert_int_equal(siasn_auth_wait_ms(rig.siasn, clock_mono_ms()), 0);
        assert_true(siasn_auth_turn(rig.siasn, clock_mono_ms()));
        assert_int_equal(rig_state(&rig, 0), AUTH_PENDING);
        rig_wait(&rig);
        assert_int_equal(rig_state(&rig, 0), AUTH_READY);
        assert_int_equal(rig_settle(&rig, 0), 0);
        assert_int_equal(rig_call(&rig).kind, VERDICT_OK);
        assert_seen(0, "POST /token HTTP/1.1\r\n");
        assert_seen(0, "\r\nAuthorization: Basic a3VuY2ktUkFIQVNJQTpzYW5kaS1SQUhBU0lB\r\n");
        assert_seen(0, "\r\nContent-Type: application/x-www-form-urlencoded\r\n");
        assert_seen(0, "\r\n\r\ngrant_type=client_credentials");
        assert_seen(1, "GET /apisiasn/1.0/pns/rw-jabatan/1?a=b HTTP/1.1\r\n");
        assert_seen(1, "\r\nAuthorization: Bearer apim-1-RAHASIA\r\n");
        assert_seen(1, "\r\nAuth: bearer " STATIC "\r\n");
        assert_seen(1, "\r\nAccept: application/json\r\n");
        assert_string_equal(siasn_problem(rig.siasn), "");

        const struct siasn_call save = {.method = HTTP_POST,
                                        .path = "jabatan/save",
                                        .body = "{\"id\":1}",
                                        .expect = EXPECT_ACK};
        struct got got = {0};
        siasn_send(rig.siasn, &save, rig_keep, &got);
        rig_wait(&rig);
        assert_seen(2, "POST /apisiasn/1.0/jabatan/save HTTP/1.1\r\n");
        assert_seen(2, "\r\nContent-Type: application/json\r\n");
        assert_seen(2, "\r\n\r\n{\"id\":1}");
        rig_end(&rig);
}

static void referensi_gets_one_token(void **state)
{
        const struct siasn_call list = {
                .method = HTTP_GET, .path = "/unor", .referensi = true, .expect = EXPECT_LIST};
        struct got got = {0};
        struct rig rig;

        (void)state;
        START(&rig, false, {APIM("1")}, {GOOD});
        rig_settle(&rig, 0);
        siasn_send(rig.siasn, &list, rig_keep, &got);
        rig_wait(&rig);
        assert_int_equal(got.kind, VERDICT_OK);
        assert_seen(1, "GET /ref/1/unor HTTP/1.1\r\n");
        assert_seen(1, "\r\nAuthorization: Bearer apim-1-RAHASIA\r\n");
        assert_null(strstr(rig_seen(1), "\r\nAuth:"));
        rig_end(&rig);
}

static void password_mode_logs_in_and_refreshes(void **state)
{
        struct rig rig;

        (void)state;
        START(&rig, true, {APIM("1")}, {SSO("1", "segar1")}, {GOOD}, {SSO_REFUSED},
              {SSO("2", "segar2")}, {GOOD});
        assert_int_equal(rig_settle(&rig, 0), 2);
        assert_int_equal(rig_call(&rig).kind, VERDICT_OK);
        assert_seen(1, "POST /sso HTTP/1.1\r\n");
        assert_null(strstr(rig_seen(1), "Authorization"));
        assert_seen(1, "\r\n\r\ngrant_type=password&client_id=klien&username=" NIP
                       "&password=p%26%3D%25%20%2BRAHASIA");
        assert_seen(2, "\r\nAuth: bearer sso-1-RAHASIA\r\n");
        /* Refused: one new login at once, not by the refresh token of a refused session. */
        assert_int_equal(rig_call(&rig).kind, VERDICT_SSO_REFUSED);
        assert_int_equal(rig_state(&rig, 0), AUTH_FETCH);
        assert_int_equal(rig_settle(&rig, 0), 1);
        assert_seen(4, "grant_type=password");
        assert_int_equal(rig_call(&rig).kind, VERDICT_OK);
        assert_seen(5, "\r\nAuth: bearer sso-2-RAHASIA\r\n");
        assert_string_equal(siasn_problem(rig.siasn), "");
        rig_end(&rig);
}

static void refresh_tokens_are_used_while_they_live(void **state)
{
        static const struct tls_step steps[] = {
                {APIM("1")},
                {.body = "{\"access_token\":\"s1\",\"expires_in\":100,\"refresh_expires_in\":1000,"
                         "\"refresh_token\":\"segar-1\"}"},
                {.body = "{\"access_token\":\"s2\",\"expires_in\":100,\"refresh_expires_in\":1000,"
                         "\"refresh_token\":\"segar-2\"}"},
                {INVALID_GRANT},
                {SSO("3", "segar-3")},
        };
        struct rig rig;

        (void)state;
        rig_start(&rig, true, steps, COUNT_OF(steps));
        rig_settle(&rig, 0);
        assert_int_equal(rig_state(&rig, 78000), AUTH_READY);
        assert_int_equal(rig_state(&rig, 81000), AUTH_FETCH);
        assert_true(siasn_auth_turn(rig.siasn, clock_mono_ms() + 81000));
        /* The old token is good until the new one comes. */
        assert_int_equal(rig_state(&rig, 81000), AUTH_READY);
        rig_wait(&rig);
        assert_seen(2, "\r\n\r\ngrant_type=refresh_token&client_id=klien&refresh_token=segar-1");
        /* A session that ended is no fault of the password: login follows at once. */
        assert_int_equal(rig_settle(&rig, 81000), 2);
        assert_seen(3, "refresh_token=segar-2");
        assert_seen(4, "grant_type=password");
        assert_int_equal(rig_state(&rig, 0), AUTH_READY);
        assert_string_equal(siasn_problem(rig.siasn), "");
        rig_end(&rig);
}

/* ---- Credentials, ends, paths ---- */

static void unusable_credentials_are_named(void **state)
{
        struct rig rig;
        struct err err;

        (void)state;
        START(&rig, false, {APIM("1")}, {GOOD});
        rig_settle(&rig, 0);
        rig_write_file(&rig, "sso_token", "Bearer x\nkedua");
        assert_false(siasn_reload_credentials(rig.siasn, &err));
        assert_non_null(strstr(err.text, "/sso_token is not one word"));
        rig_write_file(&rig, "sso_token", "");
        assert_false(siasn_reload_credentials(rig.siasn, &err));
        assert_non_null(strstr(err.text, "/sso_token is empty"));
        /* All is kept, and goes on. */
        assert_int_equal(rig_call(&rig).kind, VERDICT_OK);
        assert_seen(1, "\r\nAuth: bearer " STATIC "\r\n");

        const struct siasn_settings settings = {.credentials_dir = "/tidak/ada"};
        struct siasn *siasn = NULL;
        assert_false(siasn_new(&settings, rig.http, &siasn, &err));
        assert_non_null(strstr(err.text, "/tidak/ada/consumer_key"));
        assert_null(siasn);
        rig_end(&rig);
}

/* A fetch that went out with the old credentials must not decide about the new ones. */
static void reload_during_a_fetch(void **state)
{
        struct rig rig;
        struct err err;

        (void)state;
        START(&rig, false, {.act = TLS_HANG, INVALID_CLIENT}, {APIM("2")}, {GOOD});
        assert_true(siasn_auth_turn(rig.siasn, clock_mono_ms()));
        while (tls_server_requests(rig_server()) < 1)
                http_turn(rig.http, NULL, 0, 10);
        rig_write_file(&rig, "consumer_secret", "sandi-lain-RAHASIA");
        assert_true(siasn_reload_credentials(rig.siasn, &err));
        assert_int_equal(rig_state(&rig, 0), AUTH_FETCH);
        assert_int_equal(rig_settle(&rig, 0), 1);
        tls_server_release(rig_server());
        assert_int_equal(rig_call(&rig).kind, VERDICT_OK);
        rig_end(&rig);
}

static void ends_with_calls_in_the_air(void **state)
{
        struct got got[2] = {0};
        struct rig rig;

        (void)state;
        START(&rig, true, {APIM("1")}, {SSO("1", "r")}, {.act = TLS_HANG});
        rig_settle(&rig, 0);
        siasn_send(rig.siasn, &rig_read, rig_keep, &got[0]);
        siasn_send(rig.siasn, &rig_read, rig_keep, &got[1]);
        assert_true(siasn_auth_turn(rig.siasn, clock_mono_ms() + 3000000));
        http_turn(rig.http, NULL, 0, 10);
        siasn_free(rig.siasn);
        rig.siasn = NULL;
        assert_int_equal(http_pending(rig.http), 0);
        assert_int_equal(got[0].count + got[1].count, 0);
        tls_server_release(rig_server());
        rig_end(&rig);
}

/* Against the rules, yet nothing may leave without a token. */
static void calls_without_tokens_do_not_leave(void **state)
{
        struct rig rig;

        (void)state;
        START(&rig, false, {GOOD});
        assert_int_equal(rig_call(&rig).kind, VERDICT_UNREACHED);
        assert_int_equal(tls_server_requests(rig_server()), 0);
        rig_end(&rig);
}

static void paths_are_filled_in(void **state)
{
        static const struct {
                const char *template, *nip, *id, *pns_id, *path;
        } cases[] = {
                {"/pns/rw-jabatan/{nip}", NIP, NULL, NULL, "/pns/rw-jabatan/" NIP},
                {"/a/{id}/b/{pns_id}?n={nip}", "1 2", "x/../y", "ü&",
                 "/a/x%2F..%2Fy/b/%C3%BC%26?n=1%202"},
                {"/a/{id}", NULL, NULL, NULL, "/a/"},
                {"/a/{lain}/{", "1", "2", "3", "/a/{lain}/{"},
                {"/{id}{id}", NULL, "{nip}", NULL, "/%7Bnip%7D%7Bnip%7D"},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                CLEANUP(free_ptr)
                char *path =
                        siasn_path(cases[i].template, cases[i].nip, cases[i].id, cases[i].pns_id);

                assert_string_equal(path, cases[i].path);
        }
}

/* ---- Secrets: every one holds the word RAHASIA, and services quote what is held ---- */

#define QUOTES                                                                                     \
        "{\"error\":\"invalid_client\",\"error_description\":\"" KEY " " SECRET " " STATIC " " NIP \
        "\"}"

static void assert_no_secret(const char *text)
{
        if (strstr(text, "RAHASIA") || strstr(text, NIP))
                fail_msg("a secret shows: %s", text);
}

static void refuse_with_quotes(void)
{
        struct rig rig;

        START(&rig, false, {APIM("1")},
              {.status = 401, .body = "{\"code\":\"900901\",\"message\":\"apim-1-RAHASIA\"}"},
              {APIM("2")},
              {.status = 401,
               .body = "{\"code\":\"900901\",\"message\":\"apim-2-RAHASIA " NIP "\"}"},
              {.status = 401, .body = QUOTES}, {.act = TLS_CLOSE});
        rig_settle(&rig, 0);
        assert_no_secret(rig_call(&rig).message);
        rig_settle(&rig, 0);
        assert_no_secret(rig_call(&rig).message);
        assert_no_secret(siasn_problem(rig.siasn));
        assert_non_null(strstr(siasn_problem(rig.siasn), "****"));
        rig_fetch_once(&rig, 70000);
        assert_no_secret(siasn_problem(rig.siasn));
        rig_fetch_once(&rig, 300000);
        assert_no_secret(siasn_problem(rig.siasn));
        log_warning("problem", log_text("reason", siasn_problem(rig.siasn)));
        rig_end(&rig);
}

static void secrets_never_show(void **state)
{
        char path[] = "/tmp/client_log_XXXXXX";
        char log[8192];
        int file = mkstemp(path), saved = dup(STDERR_FILENO);

        (void)state;
        log_set_level(LOG_LEVEL_DEBUG);
        dup2(file, STDERR_FILENO);
        refuse_with_quotes();
        dup2(saved, STDERR_FILENO);
        log_set_level(LOG_LEVEL_ERROR);
        ssize_t n = pread(file, log, sizeof log - 1, 0);
        close(file);
        close(saved);
        unlink(path);
        assert_in_range(n, 1, sizeof log - 1);
        log[n] = '\0';
        assert_non_null(strstr(log, "token fetched token=apim life_s=3600"));
        assert_no_secret(log);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(static_mode),
                cmocka_unit_test(referensi_gets_one_token),
                cmocka_unit_test(password_mode_logs_in_and_refreshes),
                cmocka_unit_test(refresh_tokens_are_used_while_they_live),
                cmocka_unit_test(unusable_credentials_are_named),
                cmocka_unit_test(reload_during_a_fetch),
                cmocka_unit_test(ends_with_calls_in_the_air),
                cmocka_unit_test(calls_without_tokens_do_not_leave),
                cmocka_unit_test(paths_are_filled_in),
                cmocka_unit_test(secrets_never_show),
        };

        return cmocka_run_group_tests_name("client", tests, rig_group_start, rig_group_end);
}
