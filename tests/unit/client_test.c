/* SIASN client against a real TLS server: what goes out, and how it behaves when refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ground/clock.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "ground/text.h"
#include "pure/retry.h"
#include "siasn/client.h"
#include "tls_server.h"

#define KEY      "kunci-RAHASIA"
#define SECRET   "sandi-RAHASIA"
#define PASSWORD "p&=% +RAHASIA"
#define STATIC   "sso-tetap-RAHASIA"
#define NIP      "199001012015031002"

/* Replies, in the shapes of siasn-api 2 and 6. */
#define APIM(n) .body = "{\"access_token\":\"apim-" n "-RAHASIA\",\"expires_in\":3600}"
#define SSO(n, r)                                                                   \
        .body = "{\"access_token\":\"sso-" n "-RAHASIA\",\"expires_in\":\"43200\"," \
                "\"refresh_expires_in\":1000,\"refresh_token\":\"" r "-RAHASIA\"}"
#define GOOD .body = "{\"code\":1,\"data\":[{\"id\":\"x\"}]}"
#define APIM_REFUSED \
        .status = 401, .body = "{\"code\":\"900901\",\"message\":\"Invalid Credentials\"}"
#define SSO_REFUSED  .status = 401, .body = "{\"message\":\"invalid or expired jwt\"}"
#define SSO_MISMATCH .status = 401, .body = "{\"code\":0,\"data\":\"Token SSO mismatch\"}"
#define INVALID_CLIENT                                                                \
        .status = 401, .body = "{\"error\":\"invalid_client\",\"error_description\":" \
                               "\"no such client " KEY "\"}"
#define INVALID_GRANT                                                                \
        .status = 401, .body = "{\"error\":\"invalid_grant\",\"error_description\":" \
                               "\"Invalid user credentials " NIP "\"}"
#define ILL .status = 503, .body = "<html>", .headers = "Retry-After: 77\r\n"

enum { DEADLINE_MS = 20000, MINUTE_MS = 60000 };

struct rig {
        struct tls_server *server;
        struct http *http;
        struct siasn *siasn;
        char dir[64];
        char *base, *referensi, *token_url, *sso_url;
};

struct got {
        int count;
        enum verdict_kind kind;
        int status;
        char message[400];
};

static struct tls_server *server;

static void write_file(const struct rig *rig, const char *name, const char *value)
{
        char path[128];
        FILE *file;

        snprintf(path, sizeof path, "%s/%s", rig->dir, name);
        file = fopen(path, "we");
        assert_non_null(file);
        assert_int_equal(fchmod(fileno(file), 0600), 0);
        fprintf(file, "%s\n", value);
        fclose(file);
}

static char *url(const char *path)
{
        struct text t = {0};

        text_addf(&t, "%s%s", tls_server_url(server), path);
        return text_take(&t);
}

static void rig_start(struct rig *rig, bool password, const struct tls_step *steps, size_t count)
{
        const struct http_settings http = {
                .ca_file = tls_server_ca(server),
                .connect_timeout_ms = 10000,
                .total_timeout_ms = 10000,
                .max_body = 100000,
                .max_connections = 8,
        };
        struct err err = {0};

        *rig = (struct rig){.server = server, .dir = "/tmp/client_test_XXXXXX"};
        assert_non_null(mkdtemp(rig->dir));
        write_file(rig, "consumer_key", KEY);
        write_file(rig, "consumer_secret", SECRET);
        write_file(rig, "sso_token", STATIC);
        write_file(rig, "sso_password", PASSWORD);
        rig->base = url("/apisiasn/1.0/");
        rig->referensi = url("/ref/1");
        rig->token_url = url("/token");
        rig->sso_url = url("/sso");
        const struct siasn_settings settings = {
                .api_base = rig->base,
                .referensi_base = rig->referensi,
                .token_url = rig->token_url,
                .sso_url = rig->sso_url,
                .sso_password = password,
                .sso_client_id = "klien",
                .sso_username = NIP,
                .credentials_dir = rig->dir,
        };
        tls_server_script(server, steps, count);
        assert_true(http_new(&http, &rig->http, &err));
        if (!siasn_new(&settings, rig->http, &rig->siasn, &err))
                fail_msg("%s", err.text);
}

#define START(rig, password, ...)                              \
        static const struct tls_step steps_[] = {__VA_ARGS__}; \
        rig_start(rig, password, steps_, COUNT_OF(steps_))

static void rig_end(struct rig *rig)
{
        static const char *const files[] = {"consumer_key", "consumer_secret", "sso_token",
                                            "sso_password"};
        char path[128];

        siasn_free(rig->siasn);
        http_free(rig->http);
        for (size_t i = 0; i < COUNT_OF(files); i++) {
                snprintf(path, sizeof path, "%s/%s", rig->dir, files[i]);
                unlink(path);
        }
        rmdir(rig->dir);
        free(rig->base);
        free(rig->referensi);
        free(rig->token_url);
        free(rig->sso_url);
}

static void wait_all(struct rig *rig)
{
        int64_t end = clock_mono_ms() + DEADLINE_MS;

        while (http_pending(rig->http) > 0 && clock_mono_ms() < end)
                http_turn(rig->http, NULL, 0, 100);
        assert_int_equal(http_pending(rig->http), 0);
}

/* `later_ms` is how far in the future the client believes to be. */
static enum siasn_auth state_of(struct rig *rig, int64_t later_ms)
{
        return siasn_auth_state(rig->siasn, clock_mono_ms() + later_ms);
}

/* Fetches whatever is due; returns the number of requests that took. */
static int settle(struct rig *rig, int64_t later_ms)
{
        int n = 0;

        while (siasn_auth_turn(rig->siasn, clock_mono_ms() + later_ms)) {
                assert_false(siasn_auth_turn(rig->siasn, clock_mono_ms() + later_ms));
                wait_all(rig);
                n++;
                assert_in_range(n, 1, 4);
        }
        return n;
}

/* One fetch, for services that fail: to a client in the future the next one is due already. */
static void fetch_once(struct rig *rig, int64_t later_ms)
{
        assert_true(siasn_auth_turn(rig->siasn, clock_mono_ms() + later_ms));
        wait_all(rig);
}

static void keep(void *arg, struct siasn_answer *answer)
{
        struct got *got = arg;

        got->count++;
        got->kind = answer->verdict.kind;
        got->status = answer->status;
        snprintf(got->message, sizeof got->message, "%s", answer->verdict.message);
}

static const struct siasn_call read_list = {
        .method = HTTP_GET, .path = "/pns/rw-jabatan/1?a=b", .expect = EXPECT_LIST};

static struct got call(struct rig *rig)
{
        struct got got = {0};

        siasn_send(rig->siasn, &read_list, keep, &got);
        wait_all(rig);
        assert_int_equal(got.count, 1);
        return got;
}

static const char *seen(size_t i)
{
        return tls_server_request(server, i);
}

static void assert_seen(size_t i, const char *part)
{
        if (!strstr(seen(i), part))
                fail_msg("request %zu lacks \"%s\":\n%s", i, part, seen(i));
}

/* ---- What goes out ---- */

static void static_mode(void **state)
{
        struct rig rig;

        (void)state;
        START(&rig, false, {APIM("1")}, {GOOD}, {GOOD});
        assert_int_equal(state_of(&rig, 0), AUTH_FETCH);
        assert_int_equal(siasn_auth_wait_ms(rig.siasn, clock_mono_ms()), 0);
        assert_true(siasn_auth_turn(rig.siasn, clock_mono_ms()));
        assert_int_equal(state_of(&rig, 0), AUTH_PENDING);
        wait_all(&rig);
        assert_int_equal(state_of(&rig, 0), AUTH_READY);
        assert_int_equal(settle(&rig, 0), 0);
        assert_int_equal(call(&rig).kind, VERDICT_OK);
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
        siasn_send(rig.siasn, &save, keep, &got);
        wait_all(&rig);
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
        settle(&rig, 0);
        siasn_send(rig.siasn, &list, keep, &got);
        wait_all(&rig);
        assert_int_equal(got.kind, VERDICT_OK);
        assert_seen(1, "GET /ref/1/unor HTTP/1.1\r\n");
        assert_seen(1, "\r\nAuthorization: Bearer apim-1-RAHASIA\r\n");
        assert_null(strstr(seen(1), "\r\nAuth:"));
        rig_end(&rig);
}

static void password_mode_logs_in_and_refreshes(void **state)
{
        struct rig rig;

        (void)state;
        START(&rig, true, {APIM("1")}, {SSO("1", "segar1")}, {GOOD}, {SSO_REFUSED},
              {SSO("2", "segar2")}, {GOOD});
        assert_int_equal(settle(&rig, 0), 2);
        assert_int_equal(call(&rig).kind, VERDICT_OK);
        assert_seen(1, "POST /sso HTTP/1.1\r\n");
        assert_null(strstr(seen(1), "Authorization"));
        assert_seen(1, "\r\n\r\ngrant_type=password&client_id=klien&username=" NIP
                       "&password=p%26%3D%25%20%2BRAHASIA");
        assert_seen(2, "\r\nAuth: bearer sso-1-RAHASIA\r\n");
        /* Refused: one new login at once, not by the refresh token of a refused session. */
        assert_int_equal(call(&rig).kind, VERDICT_SSO_REFUSED);
        assert_int_equal(state_of(&rig, 0), AUTH_FETCH);
        assert_int_equal(settle(&rig, 0), 1);
        assert_seen(4, "grant_type=password");
        assert_int_equal(call(&rig).kind, VERDICT_OK);
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
        settle(&rig, 0);
        assert_int_equal(state_of(&rig, 78000), AUTH_READY);
        assert_int_equal(state_of(&rig, 81000), AUTH_FETCH);
        assert_true(siasn_auth_turn(rig.siasn, clock_mono_ms() + 81000));
        /* The old token is good until the new one comes. */
        assert_int_equal(state_of(&rig, 81000), AUTH_READY);
        wait_all(&rig);
        assert_seen(2, "\r\n\r\ngrant_type=refresh_token&client_id=klien&refresh_token=segar-1");
        /* A session that ended is no fault of the password: login follows at once. */
        assert_int_equal(settle(&rig, 81000), 2);
        assert_seen(3, "refresh_token=segar-2");
        assert_seen(4, "grant_type=password");
        assert_int_equal(state_of(&rig, 0), AUTH_READY);
        assert_string_equal(siasn_problem(rig.siasn), "");
        rig_end(&rig);
}

/* ---- Refusals ---- */

static void a_refused_gateway_token_is_fetched_anew_once(void **state)
{
        struct rig rig;

        (void)state;
        START(&rig, false, {APIM("1")}, {APIM_REFUSED}, {APIM("2")}, {APIM_REFUSED}, {APIM("3")},
              {GOOD});
        settle(&rig, 0);
        assert_int_equal(call(&rig).kind, VERDICT_APIM_REFUSED);
        assert_int_equal(state_of(&rig, 0), AUTH_FETCH);
        assert_int_equal(settle(&rig, 0), 1);
        assert_int_equal(call(&rig).kind, VERDICT_APIM_REFUSED);
        assert_seen(3, "Bearer apim-2-RAHASIA");
        assert_int_equal(state_of(&rig, 0), AUTH_REFUSED);
        assert_int_equal(state_of(&rig, 59000), AUTH_REFUSED);
        assert_int_equal(settle(&rig, 59000), 0);
        assert_in_range(siasn_auth_wait_ms(rig.siasn, clock_mono_ms()), 55000, 60000);
        assert_non_null(strstr(siasn_problem(rig.siasn), "the gateway refuses even a new token: "
                                                         "Invalid Credentials; check that"));
        /* The wait is over: one probe. */
        assert_int_equal(state_of(&rig, 70000), AUTH_FETCH);
        assert_int_equal(settle(&rig, 70000), 1);
        assert_int_equal(state_of(&rig, 0), AUTH_READY);
        assert_int_equal(call(&rig).kind, VERDICT_OK);
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
        settle(&rig, 0);
        for (size_t i = 0; i < COUNT_OF(got); i++)
                siasn_send(rig.siasn, &read_list, keep, &got[i]);
        while (http_pending(rig.http) > 1)
                http_turn(rig.http, NULL, 0, 100);
        assert_int_equal(state_of(&rig, 0), AUTH_FETCH);
        assert_true(siasn_auth_turn(rig.siasn, clock_mono_ms()));
        while (state_of(&rig, 0) != AUTH_READY)
                http_turn(rig.http, NULL, 0, 100);
        /* The new token is tried by one call first. */
        struct got probe = {0};
        siasn_send(rig.siasn, &read_list, keep, &probe);
        assert_int_equal(state_of(&rig, 0), AUTH_PENDING);
        assert_int_equal(siasn_auth_wait_ms(rig.siasn, clock_mono_ms()), 1000);
        while (probe.count == 0)
                http_turn(rig.http, NULL, 0, 100);
        assert_int_equal(state_of(&rig, 0), AUTH_READY);
        tls_server_release(server);
        wait_all(&rig);
        for (size_t i = 0; i < COUNT_OF(got); i++)
                assert_int_equal(got[i].kind, VERDICT_APIM_REFUSED);
        assert_int_equal(state_of(&rig, 0), AUTH_READY);
        assert_int_equal(call(&rig).kind, VERDICT_OK);
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
        settle(&rig, 0);
        for (size_t i = 0; i < COUNT_OF(got); i++)
                siasn_send(rig.siasn, &read_list, keep, &got[i]);
        wait_all(&rig);
        assert_int_equal(got[0].kind, VERDICT_SSO_MISMATCH);
        assert_int_equal(state_of(&rig, 0), AUTH_REFUSED);
        assert_int_equal(state_of(&rig, 28000), AUTH_REFUSED);
        assert_non_null(strstr(siasn_problem(rig.siasn), "SIASN refuses the static SSO token: "
                                                         "Token SSO mismatch; put the token"));
        assert_non_null(strstr(siasn_problem(rig.siasn), "/sso_token and reload"));
        /* Three refusals together count once: the first wait of the policy is 30 to 33 s. */
        assert_int_equal(state_of(&rig, 33000), AUTH_READY);
        assert_in_range(siasn_auth_wait_ms(rig.siasn, clock_mono_ms() + 33000), 1000, MINUTE_MS);
        assert_int_equal(call(&rig).kind, VERDICT_SSO_REFUSED);
        assert_int_equal(state_of(&rig, 58000), AUTH_REFUSED);
        assert_int_equal(state_of(&rig, 67000), AUTH_READY);
        assert_false(siasn_reload_credentials(rig.siasn, &err));
        assert_string_equal(err.text, "");
        assert_int_equal(state_of(&rig, 0), AUTH_REFUSED);
        write_file(&rig, "sso_token", "sso-baru-RAHASIA");
        assert_true(siasn_reload_credentials(rig.siasn, &err));
        assert_int_equal(state_of(&rig, 0), AUTH_READY);
        assert_string_equal(siasn_problem(rig.siasn), "");
        assert_int_equal(call(&rig).kind, VERDICT_OK);
        assert_seen(5, "\r\nAuth: bearer sso-baru-RAHASIA\r\n");
        assert_int_equal(tls_server_requests(server), 6);
        rig_end(&rig);
}

static void token_services_that_refuse(void **state)
{
        struct rig rig;
        struct err err;

        (void)state;
        START(&rig, true, {INVALID_CLIENT}, {APIM("1")}, {INVALID_GRANT}, {INVALID_GRANT},
              {SSO("1", "r")});
        assert_int_equal(settle(&rig, 0), 1);
        assert_int_equal(state_of(&rig, 0), AUTH_REFUSED);
        assert_int_equal(settle(&rig, 28000), 0);
        assert_non_null(strstr(siasn_problem(rig.siasn),
                               "the gateway token service (token_url) refused our request: "
                               "HTTP 401, invalid_client: no such client ****"));
        write_file(&rig, "consumer_secret", "sandi-lain-RAHASIA");
        assert_true(siasn_reload_credentials(rig.siasn, &err));
        assert_int_equal(settle(&rig, 0), 2);
        assert_int_equal(state_of(&rig, 0), AUTH_REFUSED);
        assert_non_null(
                strstr(siasn_problem(rig.siasn), "invalid_grant: Invalid user credentials ****"));
        assert_non_null(strstr(siasn_problem(rig.siasn), "check sso_password in "));
        assert_int_equal(settle(&rig, 34000), 1); /* a probe, refused */
        assert_int_equal(state_of(&rig, 58000), AUTH_REFUSED);
        assert_int_equal(settle(&rig, 67000), 1);
        assert_int_equal(state_of(&rig, 0), AUTH_READY);
        assert_string_equal(siasn_problem(rig.siasn), "");
        rig_end(&rig);
}

static void token_services_that_are_ill(void **state)
{
        struct rig rig;

        (void)state;
        START(&rig, false, {ILL}, {.act = TLS_CLOSE}, {APIM("1")});
        assert_int_equal(settle(&rig, 0), 1);
        assert_int_equal(state_of(&rig, 0), AUTH_FETCH);
        assert_in_range(siasn_auth_wait_ms(rig.siasn, clock_mono_ms() + 20000), 50000, 57000);
        assert_int_equal(settle(&rig, 70000), 0); /* it asked for 77 s */
        assert_non_null(strstr(siasn_problem(rig.siasn), "gives no token: HTTP 503"));
        fetch_once(&rig, 78000);
        assert_int_equal(state_of(&rig, 0), AUTH_FETCH);
        assert_non_null(strstr(siasn_problem(rig.siasn), "waiting for the server"));
        assert_int_equal(settle(&rig, 13000), 1);
        assert_int_equal(state_of(&rig, 0), AUTH_READY);
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
        settle(&rig, 0);
        write_file(&rig, "sso_token", "Bearer x\nkedua");
        assert_false(siasn_reload_credentials(rig.siasn, &err));
        assert_non_null(strstr(err.text, "/sso_token is not one word"));
        write_file(&rig, "sso_token", "");
        assert_false(siasn_reload_credentials(rig.siasn, &err));
        assert_non_null(strstr(err.text, "/sso_token is empty"));
        /* All is kept, and goes on. */
        assert_int_equal(call(&rig).kind, VERDICT_OK);
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
        while (tls_server_requests(server) < 1)
                http_turn(rig.http, NULL, 0, 10);
        write_file(&rig, "consumer_secret", "sandi-lain-RAHASIA");
        assert_true(siasn_reload_credentials(rig.siasn, &err));
        assert_int_equal(state_of(&rig, 0), AUTH_FETCH);
        assert_int_equal(settle(&rig, 0), 1);
        tls_server_release(server);
        assert_int_equal(call(&rig).kind, VERDICT_OK);
        rig_end(&rig);
}

static void ends_with_calls_in_the_air(void **state)
{
        struct got got[2] = {0};
        struct rig rig;

        (void)state;
        START(&rig, true, {APIM("1")}, {SSO("1", "r")}, {.act = TLS_HANG});
        settle(&rig, 0);
        siasn_send(rig.siasn, &read_list, keep, &got[0]);
        siasn_send(rig.siasn, &read_list, keep, &got[1]);
        assert_true(siasn_auth_turn(rig.siasn, clock_mono_ms() + 3000000));
        http_turn(rig.http, NULL, 0, 10);
        siasn_free(rig.siasn);
        rig.siasn = NULL;
        assert_int_equal(http_pending(rig.http), 0);
        assert_int_equal(got[0].count + got[1].count, 0);
        tls_server_release(server);
        rig_end(&rig);
}

/* Against the rules, yet nothing may leave without a token. */
static void calls_without_tokens_do_not_leave(void **state)
{
        struct rig rig;

        (void)state;
        START(&rig, false, {GOOD});
        assert_int_equal(call(&rig).kind, VERDICT_UNREACHED);
        assert_int_equal(tls_server_requests(server), 0);
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
        settle(&rig, 0);
        assert_no_secret(call(&rig).message);
        settle(&rig, 0);
        assert_no_secret(call(&rig).message);
        assert_no_secret(siasn_problem(rig.siasn));
        assert_non_null(strstr(siasn_problem(rig.siasn), "****"));
        fetch_once(&rig, 70000);
        assert_no_secret(siasn_problem(rig.siasn));
        fetch_once(&rig, 300000);
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

static int set_up(void **state)
{
        (void)state;
        mem_setup();
        log_set_level(LOG_LEVEL_ERROR);
        server = tls_server_new(TLS_SOUND);
        return 0;
}

static int tear_down(void **state)
{
        (void)state;
        tls_server_free(server);
        return 0;
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(static_mode),
                cmocka_unit_test(referensi_gets_one_token),
                cmocka_unit_test(password_mode_logs_in_and_refreshes),
                cmocka_unit_test(refresh_tokens_are_used_while_they_live),
                cmocka_unit_test(a_refused_gateway_token_is_fetched_anew_once),
                cmocka_unit_test(answers_of_an_older_generation_change_nothing),
                cmocka_unit_test(a_static_token_is_never_insisted_on),
                cmocka_unit_test(token_services_that_refuse),
                cmocka_unit_test(token_services_that_are_ill),
                cmocka_unit_test(unusable_credentials_are_named),
                cmocka_unit_test(reload_during_a_fetch),
                cmocka_unit_test(ends_with_calls_in_the_air),
                cmocka_unit_test(calls_without_tokens_do_not_leave),
                cmocka_unit_test(paths_are_filled_in),
                cmocka_unit_test(secrets_never_show),
        };

        return cmocka_run_group_tests_name("client", tests, set_up, tear_down);
}
