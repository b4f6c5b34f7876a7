/* Http against a real TLS server: what leaves, what is told, and that no write leaves twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "edge/http.h"
#include "ground/clock.h"
#include "ground/mem.h"
#include "ground/text.h"
#include "tls_server.h"

#define SECRET "RAHASIA-jangan-terlihat"

enum { DEADLINE_MS = 20000, LIMIT = 100000 };

/* A reply, kept beyond its callback. */
struct got {
        int count;
        enum transport transport;
        int status;
        struct text body;
        char retry_after[64];
        char detail[200];
        struct http_times times;
};

static const struct tls_step reply_once[] = {{.act = TLS_REPLY, .body = "ok"}};

static void keep(void *arg, const struct http_reply *reply)
{
        struct got *got = arg;

        got->count++;
        got->transport = reply->reply.transport;
        got->status = reply->reply.status;
        got->times = reply->times;
        text_clear(&got->body);
        if (reply->reply.body)
                text_add_n(&got->body, reply->reply.body, reply->reply.len);
        snprintf(got->retry_after, sizeof got->retry_after, "%s",
                 reply->reply.retry_after ? reply->reply.retry_after : "");
        snprintf(got->detail, sizeof got->detail, "%s", reply->detail);
}

static struct http *new_http(const char *ca_file, int64_t connect_ms, int64_t total_ms, int width)
{
        const struct http_settings settings = {
                .ca_file = ca_file,
                .connect_timeout_ms = connect_ms,
                .total_timeout_ms = total_ms,
                .max_body = LIMIT,
                .max_connections = width,
        };
        struct http *http = NULL;
        struct err err = {0};

        if (!http_new(&settings, &http, &err))
                fail_msg("%s", err.text);
        return http;
}

static void finish(struct http *http)
{
        int64_t end = clock_mono_ms() + DEADLINE_MS;

        while (http_pending(http) > 0 && clock_mono_ms() < end)
                http_turn(http, NULL, 0, 100);
        assert_int_equal(http_pending(http), 0);
}

static void begin(struct http *http, enum http_method method, const char *url, struct got *got)
{
        static const char *const headers[] = {"Authorization: Bearer " SECRET,
                                              "Accept: application/json", NULL};
        const struct http_request request = {
                .method = method,
                .url = url,
                .headers = headers,
                .body = method == HTTP_POST ? "{\"a\":\"" SECRET "\"}" : NULL,
                .content_type = "application/json",
        };

        http_start(http, &request, keep, got);
}

static void ask(struct http *http, enum http_method method, const char *url, struct got *got)
{
        begin(http, method, url, got);
        finish(http);
        assert_int_equal(got->count, 1);
        assert_null(strstr(got->detail, SECRET));
}

#define SCRIPT(server, steps) tls_server_script(server, steps, COUNT_OF(steps))

static void replies_are_told(void **state)
{
        struct tls_server *server = *state;
        static const struct tls_step steps[] = {
                {TLS_REPLY, 429, "Retry-After: 120\r\n", "{\"code\":\"900800\"}", 0}};
        struct http *http = new_http(tls_server_ca(server), 10000, 10000, 4);
        struct got got = {0};

        SCRIPT(server, steps);
        ask(http, HTTP_GET, tls_server_url(server), &got);
        assert_int_equal(got.transport, TRANSPORT_OK);
        assert_int_equal(got.status, 429);
        assert_string_equal(text_str(&got.body), "{\"code\":\"900800\"}");
        assert_string_equal(got.retry_after, "120");
        assert_string_equal(got.detail, "");
        assert_true(got.times.tls > 0 && got.times.first_byte >= got.times.tls);
        assert_true(got.times.total >= got.times.first_byte);
        text_free(&got.body);
        http_free(http);
}

static void requests_are_as_given(void **state)
{
        struct tls_server *server = *state;
        struct http *http = new_http(tls_server_ca(server), 10000, 10000, 4);
        struct got got = {0};
        const char *seen;

        SCRIPT(server, reply_once);
        ask(http, HTTP_POST, tls_server_url(server), &got);
        seen = tls_server_request(server, 0);
        assert_ptr_equal(strstr(seen, "POST / HTTP/1.1\r\n"), seen);
        assert_non_null(strstr(seen, "\r\nAuthorization: Bearer " SECRET "\r\n"));
        assert_non_null(strstr(seen, "\r\nAccept: application/json\r\n"));
        assert_non_null(strstr(seen, "\r\nContent-Type: application/json\r\n"));
        assert_non_null(strstr(seen, "\r\nUser-Agent: siasn-sync/" VERSION "\r\n"));
        assert_non_null(strstr(seen, "gzip"));
        assert_null(strcasestr(seen, "\r\nExpect:"));
        assert_non_null(strstr(seen, "\r\n\r\n{\"a\":\"" SECRET "\"}"));
        got.count = 0;
        ask(http, HTTP_DELETE, tls_server_url(server), &got);
        seen = tls_server_request(server, 1);
        assert_ptr_equal(strstr(seen, "DELETE / HTTP/1.1\r\n"), seen);
        assert_null(strstr(seen, "Content-Type"));
        text_free(&got.body);
        http_free(http);
}

/* Connections are kept; cookies and redirects are not followed. */
static void nothing_is_carried_over(void **state)
{
        struct tls_server *server = *state;
        static const struct tls_step steps[] = {
                {TLS_REPLY, 302, "Location: /lain\r\nSet-Cookie: a=b; Path=/\r\n", NULL, 0}};
        struct http *http = new_http(tls_server_ca(server), 10000, 10000, 4);

        SCRIPT(server, steps);
        for (int i = 0; i < 3; i++) {
                struct got got = {0};

                ask(http, HTTP_GET, tls_server_url(server), &got);
                assert_int_equal(got.status, 302);
                text_free(&got.body);
        }
        assert_int_equal(tls_server_requests(server), 3);
        assert_int_equal(tls_server_connections(server), 1);
        assert_null(strstr(tls_server_request(server, 2), "Cookie:"));
        http_free(http);
}

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
                http = new_http(tls_server_ca(server), 10000, 10000, 4);
                SCRIPT(server, steps);
                ask(http, HTTP_GET, tls_server_url(server), &first);
                ask(http, cases[i].method, tls_server_url(server), &second);
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
        struct http *http = new_http(ca_file, 3000, 5000, 4);
        struct got got = {0};

        ask(http, HTTP_POST, url, &got);
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

/* The connection is accepted by the kernel, and then nobody speaks TLS. */
static void a_handshake_that_hangs_was_not_sent(void **state)
{
        struct sockaddr_in address = {.sin_family = AF_INET};
        socklen_t size = sizeof address;
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        struct http *http = new_http(tls_server_ca(*state), 300, 5000, 4);
        struct got got = {0};
        char url[64];

        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        assert_int_equal(bind(fd, (struct sockaddr *)&address, size), 0);
        assert_int_equal(listen(fd, 4), 0);
        assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
        snprintf(url, sizeof url, "https://127.0.0.1:%d/", ntohs(address.sin_port));
        ask(http, HTTP_POST, url, &got);
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
                struct http *http = new_http(tls_server_ca(server), 1000, 1000, 4);
                struct got got = {0};

                SCRIPT(server, steps);
                ask(http, HTTP_GET, tls_server_url(server), &got);
                got.count = 0;
                ask(http, HTTP_POST, tls_server_url(server), &got);
                assert_int_equal(got.transport, TRANSPORT_LOST);
                if (!strstr(got.detail, cases[i].words))
                        fail_msg("case %zu: \"%s\" lacks \"%s\"", i, got.detail, cases[i].words);
                assert_int_equal(tls_server_requests(server), 2);
                text_free(&got.body);
                http_free(http);
        }
}

static void a_reply_of_just_the_limit_is_taken(void **state)
{
        struct tls_server *server = *state;
        static const struct tls_step steps[] = {{.act = TLS_REPLY, .filler = LIMIT}};
        struct http *http = new_http(tls_server_ca(server), 10000, 10000, 4);
        struct got got = {0};

        SCRIPT(server, steps);
        ask(http, HTTP_GET, tls_server_url(server), &got);
        assert_int_equal(got.transport, TRANSPORT_OK);
        assert_int_equal(got.body.len, LIMIT);
        text_free(&got.body);
        http_free(http);
}

static void many_share_few_connections(void **state)
{
        struct tls_server *server = *state;
        struct http *http = new_http(tls_server_ca(server), 10000, 10000, 3);
        struct got got[20] = {0};

        SCRIPT(server, reply_once);
        for (size_t i = 0; i < COUNT_OF(got); i++)
                begin(http, HTTP_POST, tls_server_url(server), &got[i]);
        assert_int_equal(http_pending(http), COUNT_OF(got));
        finish(http);
        for (size_t i = 0; i < COUNT_OF(got); i++) {
                assert_int_equal(got[i].count, 1);
                assert_int_equal(got[i].transport, TRANSPORT_OK);
                text_free(&got[i].body);
        }
        assert_int_equal(tls_server_requests(server), COUNT_OF(got));
        assert_in_range(tls_server_connections(server), 1, 3);
        http_free(http);
}

/* One that never got a connection was not sent, and does not wait for ever. */
static void waiting_for_a_connection_ends(void **state)
{
        struct tls_server *server = *state;
        static const struct tls_step steps[] = {{.act = TLS_SILENT}};
        struct http *http = new_http(tls_server_ca(server), 1500, 1500, 1);
        struct got got[3] = {0};
        int64_t start = clock_mono_ms();
        int not_sent = 0;

        SCRIPT(server, steps);
        for (size_t i = 0; i < COUNT_OF(got); i++)
                begin(http, HTTP_POST, tls_server_url(server), &got[i]);
        finish(http);
        assert_true(clock_mono_ms() - start < 6000);
        for (size_t i = 0; i < COUNT_OF(got); i++)
                not_sent += got[i].transport == TRANSPORT_NOT_SENT;
        assert_int_equal(tls_server_requests(server), COUNT_OF(got) - (size_t)not_sent);
        http_free(http);
}

struct chain {
        struct http *http;
        const char *url;
        int left;
};

static void next_in_chain(void *arg, const struct http_reply *reply)
{
        struct chain *chain = arg;
        const struct http_request request = {.method = HTTP_GET, .url = chain->url};

        assert_int_equal(reply->reply.transport, TRANSPORT_OK);
        if (--chain->left > 0)
                http_start(chain->http, &request, next_in_chain, chain);
}

static void callbacks_start_requests(void **state)
{
        struct tls_server *server = *state;
        struct chain chain = {.url = tls_server_url(server), .left = 10};
        const struct http_request request = {.method = HTTP_GET, .url = chain.url};

        SCRIPT(server, reply_once);
        chain.http = new_http(tls_server_ca(server), 10000, 10000, 2);
        http_start(chain.http, &request, next_in_chain, &chain);
        finish(chain.http);
        assert_int_equal(chain.left, 0);
        http_free(chain.http);
}

static void cancelled_and_dropped_ones_never_call(void **state)
{
        struct tls_server *server = *state;
        static const struct tls_step steps[] = {{.act = TLS_HANG}};
        struct http *http = new_http(tls_server_ca(server), 10000, 10000, 4);
        struct got cancelled = {0}, dropped = {0};
        int64_t end = clock_mono_ms() + DEADLINE_MS;

        SCRIPT(server, steps);
        begin(http, HTTP_POST, tls_server_url(server), &cancelled);
        begin(http, HTTP_POST, tls_server_url(server), &dropped);
        while (tls_server_requests(server) < 2 && clock_mono_ms() < end)
                http_turn(http, NULL, 0, 10);
        http_cancel(http, keep, &cancelled);
        assert_int_equal(http_pending(http), 1);
        http_free(http);
        tls_server_release(server);
        assert_int_equal(cancelled.count + dropped.count, 0);
}

static void other_descriptors_wake_the_turn(void **state)
{
        struct http *http = new_http(tls_server_ca(*state), 10000, 10000, 4);
        int ends[2], quiet[2];
        int64_t start = clock_mono_ms();

        assert_int_equal(pipe2(ends, O_CLOEXEC) | pipe2(quiet, O_CLOEXEC), 0);
        struct http_fd fds[] = {{.fd = quiet[0]}, {.fd = ends[0]}};
        assert_int_equal(write(ends[1], "x", 1), 1);
        http_turn(http, fds, COUNT_OF(fds), 10000);
        assert_true(clock_mono_ms() - start < 5000);
        assert_true(fds[1].readable);
        assert_false(fds[0].readable);
        for (int i = 0; i < 2; i++) {
                close(ends[i]);
                close(quiet[i]);
        }
        http_free(http);
}

static void a_missing_ca_file_is_an_error(void **state)
{
        const struct http_settings settings = {.ca_file = "/tidak/ada.pem", .max_connections = 1};
        struct http *http = NULL;
        struct err err = {0};

        (void)state;
        assert_false(http_new(&settings, &http, &err));
        assert_non_null(strstr(err.text, "/tidak/ada.pem"));
        assert_null(http);
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
                cmocka_unit_test(replies_are_told),
                cmocka_unit_test(requests_are_as_given),
                cmocka_unit_test(nothing_is_carried_over),
                cmocka_unit_test(writes_leave_once_http1),
                cmocka_unit_test(writes_leave_once_http2),
                cmocka_unit_test(addresses_that_cannot_be_reached),
                cmocka_unit_test(servers_that_cannot_be_trusted),
                cmocka_unit_test(a_handshake_that_hangs_was_not_sent),
                cmocka_unit_test(replies_that_are_lost),
                cmocka_unit_test(a_reply_of_just_the_limit_is_taken),
                cmocka_unit_test(many_share_few_connections),
                cmocka_unit_test(waiting_for_a_connection_ends),
                cmocka_unit_test(callbacks_start_requests),
                cmocka_unit_test(cancelled_and_dropped_ones_never_call),
                cmocka_unit_test(other_descriptors_wake_the_turn),
                cmocka_unit_test(a_missing_ca_file_is_an_error),
        };

        return cmocka_run_group_tests_name("http", tests, set_up, tear_down);
}
