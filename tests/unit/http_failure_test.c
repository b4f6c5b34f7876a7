/* Http when things fail: sent or not sent is told apart, and no write leaves twice. */
#include "http_rig.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct tls_step reply_once[] = {{.act = TLS_REPLY, .body = "ok"}};

/*
 * The heart of it. A kept connection dies after the server has read the whole request: libcurl
 * then sends it again by itself. The GET rows are the control which proves that this does happen
 * here; writes must be seen once and be told as lost.
 */
static void writes_leave_once(struct tls_server *server, bool http2)
{
        static const struct {
                enum http_method method;
                enum tls_act act;
                size_t seen; /* the first, harmless request included */
                enum transport transport;
                bool http1_only; /* over HTTP/2, 7.88 gives this up by itself */
        } cases[] = {
                {HTTP_GET, TLS_CLOSE, 3, TRANSPORT_OK, true},
                {HTTP_GET, TLS_RESET, 3, TRANSPORT_OK, false},
                {HTTP_POST, TLS_CLOSE, 2, TRANSPORT_LOST, false},
                {HTTP_POST, TLS_RESET, 2, TRANSPORT_LOST, false},
                {HTTP_DELETE, TLS_CLOSE, 2, TRANSPORT_LOST, false},
                {HTTP_DELETE, TLS_RESET, 2, TRANSPORT_LOST, false},
        };

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                const struct tls_step steps[] = {
                        {.act = TLS_REPLY}, {.act = cases[i].act}, {.act = TLS_REPLY}};
                struct got first = {0}, second = {0};
                struct http *http;

                if (cases[i].http1_only && http2)
                        continue;
                http = http_rig_new(tls_server_ca(server), 10000, 10000, 4);
                SCRIPT(server, steps);
                http_rig_ask(http, HTTP_GET, tls_server_url(server), &first);
                http_rig_ask(http, cases[i].method, tls_server_url(server), &second);
                assert_int_equal(first.transport, TRANSPORT_OK);
                assert_int_equal(second.transport, cases[i].transport);
                if (cases[i].transport == TRANSPORT_LOST)
                        assert_non_null(strstr(second.detail, "waiting for the server"));
                http_free(http);
                assert_int_equal(tls_server_requests(server), cases[i].seen);
                text_free(&first.body);
                text_free(&second.body);
        }
}

static void writes_leave_once_http1(void **state)
{
        writes_leave_once(*state, false);
}

static void writes_leave_once_http2(void **state)
{
        struct tls_server *server = tls_server_new(TLS_H2);

        (void)state;
        writes_leave_once(server, true);
        assert_string_equal(tls_server_request(server, 1), "h2");
        tls_server_free(server);
}

/* A port where nobody listens. */
static void closed_port(char url[64])
{
        struct sockaddr_in address = {.sin_family = AF_INET};
        socklen_t size = sizeof address;
        int fd = socket(AF_INET, SOCK_STREAM, 0);

        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        assert_int_equal(bind(fd, (struct sockaddr *)&address, size), 0);
        assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
        snprintf(url, 64, "https://127.0.0.1:%d/", ntohs(address.sin_port));
        close(fd);
}

static void check_not_sent(const char *ca_file, const char *url, const char *words)
{
        struct http *http = http_rig_new(ca_file, 3000, 5000, 4);
        struct got got = {0};

        http_rig_ask(http, HTTP_POST, url, &got);
        assert_int_equal(got.transport, TRANSPORT_NOT_SENT);
        if (!strstr(got.detail, words))
                fail_msg("%s: \"%s\" lacks \"%s\"", url, got.detail, words);
        assert_int_equal(got.status, 0);
        text_free(&got.body);
        http_free(http);
}

static void addresses_that_cannot_be_reached(void **state)
{
        const char *ca_file = tls_server_ca(*state);
        char closed[64];

        closed_port(closed);
        check_not_sent(ca_file, closed, "connecting");
        check_not_sent(ca_file, "https://tidak-ada.invalid/", "looking up the name");
        check_not_sent(ca_file, "http://127.0.0.1/", "http");
        check_not_sent(ca_file, "", "URL");
}

static void servers_that_cannot_be_trusted(void **state)
{
        static const struct {
                enum tls_flaw flaw;
                bool own_ca;
                const char *words;
        } cases[] = {
                {TLS_SOUND, false, "certificate"},
                {TLS_WRONG_HOST, true, "127.0.0.1"},
                {TLS_OLD, true, "TLS handshake"},
        };

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct tls_server *server = tls_server_new(cases[i].flaw);

                SCRIPT(server, reply_once);
                check_not_sent(cases[i].own_ca ? tls_server_ca(server) : tls_server_ca(*state),
                               tls_server_url(server), cases[i].words);
                assert_int_equal(tls_server_requests(server), 0);
                tls_server_free(server);
        }
}

/* The certificate is sound, but another key than the pinned one stands behind it. */
static void a_key_that_is_not_pinned_is_sent_nothing(void **state)
{
        const struct http_settings settings = {
                .ca_file = tls_server_ca(*state),
                .pins = "127.0.0.1=sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                .connect_timeout_ms = 5000,
                .total_timeout_ms = 5000,
                .max_body = LIMIT,
                .max_connections = 1,
        };
        struct http *http = NULL;
        struct err err = {0};

        SCRIPT(*state, reply_once);
        assert_true(http_new(&settings, &http, &err));
        for (int method = HTTP_GET; method <= HTTP_POST; method++) {
                struct got got = {0};

                http_rig_ask(http, (enum http_method)method, tls_server_url(*state), &got);
                assert_int_equal(got.transport, TRANSPORT_NOT_SENT);
                assert_non_null(strstr(got.detail, "TLS handshake: the server's public key is not "
                                                   "one of [siasn] pins"));
                text_free(&got.body);
        }
        assert_int_equal(tls_server_requests(*state), 0);
        http_free(http);
}

/* The connection is accepted by the kernel, and then nobody speaks TLS. */
static void a_handshake_that_hangs_was_not_sent(void **state)
{
        struct sockaddr_in address = {.sin_family = AF_INET};
        socklen_t size = sizeof address;
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        struct http *http = http_rig_new(tls_server_ca(*state), 300, 5000, 4);
        struct got got = {0};
        char url[64];

        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        assert_int_equal(bind(fd, (struct sockaddr *)&address, size), 0);
        assert_int_equal(listen(fd, 4), 0);
        assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
        snprintf(url, sizeof url, "https://127.0.0.1:%d/", ntohs(address.sin_port));
        http_rig_ask(http, HTTP_POST, url, &got);
        assert_int_equal(got.transport, TRANSPORT_NOT_SENT);
        assert_non_null(strstr(got.detail, "TLS handshake"));
        http_free(http);
        close(fd);
}

static void replies_that_are_lost(void **state)
{
        struct tls_server *server = *state;
        static const struct {
                struct tls_step step;
                const char *words;
        } cases[] = {
                {{.act = TLS_CLOSE}, "waiting for the server"},
                {{.act = TLS_RESET}, "waiting for the server"},
                {{.act = TLS_SILENT}, "waiting for the server"},
                {{.act = TLS_HALF, .filler = 1000}, "reading the reply"},
                {{.act = TLS_DRIP, .filler = 1000}, "reading the reply"},
                {{.act = TLS_REPLY, .filler = LIMIT + 1}, "larger than allowed"},
        };
        const struct tls_step warm = {.act = TLS_REPLY};

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                const struct tls_step steps[] = {warm, cases[i].step, {.act = TLS_REPLY}};
                struct http *http = http_rig_new(tls_server_ca(server), 1000, 1000, 4);
                struct got got = {0};

                SCRIPT(server, steps);
                http_rig_ask(http, HTTP_GET, tls_server_url(server), &got);
                got.count = 0;
                http_rig_ask(http, HTTP_POST, tls_server_url(server), &got);
                assert_int_equal(got.transport, TRANSPORT_LOST);
                if (!strstr(got.detail, cases[i].words))
                        fail_msg("case %zu: \"%s\" lacks \"%s\"", i, got.detail, cases[i].words);
                assert_int_equal(tls_server_requests(server), 2);
                text_free(&got.body);
                http_free(http);
        }
}

static int set_up(void **state)
{
        *state = tls_server_new(TLS_SOUND);
        return 0;
}

static int tear_down(void **state)
{
        tls_server_free(*state);
        return 0;
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(writes_leave_once_http1),
                cmocka_unit_test(writes_leave_once_http2),
                cmocka_unit_test(addresses_that_cannot_be_reached),
                cmocka_unit_test(servers_that_cannot_be_trusted),
                cmocka_unit_test(a_key_that_is_not_pinned_is_sent_nothing),
                cmocka_unit_test(a_handshake_that_hangs_was_not_sent),
                cmocka_unit_test(replies_that_are_lost),
        };

        return cmocka_run_group_tests_name("http failures", tests, set_up, tear_down);
}
