/* Http against a real TLS server: what leaves, what is told, and who shares what. */
#include "http_rig.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const struct tls_step reply_once[] = {{.act = TLS_REPLY, .body = "ok"}};

static void replies_are_told(void **state)
{
        struct tls_server *server = *state;
        static const struct tls_step steps[] = {
                {TLS_REPLY, 429, "Retry-After: 120\r\n", "{\"code\":\"900800\"}", 0}};
        struct http *http = http_rig_new(tls_server_ca(server), 10000, 10000, 4);
        struct got got = {0};

        SCRIPT(server, steps);
        http_rig_ask(http, HTTP_GET, tls_server_url(server), &got);
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
        struct http *http = http_rig_new(tls_server_ca(server), 10000, 10000, 4);
        struct got got = {0};
        const char *seen;

        SCRIPT(server, reply_once);
        http_rig_ask(http, HTTP_POST, tls_server_url(server), &got);
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
        http_rig_ask(http, HTTP_DELETE, tls_server_url(server), &got);
        seen = tls_server_request(server, 1);
        assert_ptr_equal(strstr(seen, "DELETE / HTTP/1.1\r\n"), seen);
        assert_null(strstr(seen, "Content-Type"));
        text_free(&got.body);
        http_free(http);
}

/* A file and its fields go as multipart/form-data; the bytes belong to the request, also when it
 * fails. */
static void files_are_uploaded(void **state)
{
        struct tls_server *server = *state;
        struct http *http = http_rig_new(tls_server_ca(server), 10000, 10000, 4);
        const char *urls[] = {tls_server_url(server), "https://127.0.0.1:1/", "nonsense://"};

        SCRIPT(server, reply_once);
        for (size_t i = 0; i < COUNT_OF(urls); i++) {
                struct got got = {0};
                const struct http_part parts[] = {
                        {.name = "file",
                         .filename = "dokumen_872.pdf",
                         .type = "application/pdf",
                         .bytes = mem_dup_n("%PDF-\r\n\0x", 9),
                         .len = 9},
                        {.name = "id_riwayat", .value = "RW-1"},
                };
                const struct http_request request = {
                        .method = HTTP_POST, .url = urls[i], .parts = parts, .part_count = 2};

                http_start(http, &request, http_rig_keep, &got);
                http_rig_finish(http);
                assert_int_equal(got.transport, i == 0 ? TRANSPORT_OK : TRANSPORT_NOT_SENT);
                text_free(&got.body);
        }
        const char *seen = tls_server_request(server, 0);
        assert_ptr_equal(strstr(seen, "POST / HTTP/1.1\r\n"), seen);
        assert_non_null(strstr(seen, "\r\nContent-Type: multipart/form-data; boundary="));
        assert_non_null(strstr(seen, "Content-Disposition: form-data; name=\"file\"; "
                                     "filename=\"dokumen_872.pdf\"\r\nContent-Type: "
                                     "application/pdf\r\n\r\n%PDF-\r\n"));
        http_free(http);
}

/* Connections are kept; cookies and redirects are not followed. */
static void nothing_is_carried_over(void **state)
{
        struct tls_server *server = *state;
        static const struct tls_step steps[] = {
                {TLS_REPLY, 302, "Location: /lain\r\nSet-Cookie: a=b; Path=/\r\n", NULL, 0}};
        struct http *http = http_rig_new(tls_server_ca(server), 10000, 10000, 4);

        SCRIPT(server, steps);
        for (int i = 0; i < 3; i++) {
                struct got got = {0};

                http_rig_ask(http, HTTP_GET, tls_server_url(server), &got);
                assert_int_equal(got.status, 302);
                text_free(&got.body);
        }
        assert_int_equal(tls_server_requests(server), 3);
        assert_int_equal(tls_server_connections(server), 1);
        assert_null(strstr(tls_server_request(server, 2), "Cookie:"));
        http_free(http);
}

static void a_reply_of_just_the_limit_is_taken(void **state)
{
        struct tls_server *server = *state;
        static const struct tls_step steps[] = {{.act = TLS_REPLY, .filler = LIMIT}};
        struct http *http = http_rig_new(tls_server_ca(server), 10000, 10000, 4);
        struct got got = {0};

        SCRIPT(server, steps);
        http_rig_ask(http, HTTP_GET, tls_server_url(server), &got);
        assert_int_equal(got.transport, TRANSPORT_OK);
        assert_int_equal(got.body.len, LIMIT);
        text_free(&got.body);
        http_free(http);
}

static void many_share_few_connections(void **state)
{
        struct tls_server *server = *state;
        struct http *http = http_rig_new(tls_server_ca(server), 10000, 10000, 3);
        struct got got[20] = {0};

        SCRIPT(server, reply_once);
        for (size_t i = 0; i < COUNT_OF(got); i++)
                http_rig_begin(http, HTTP_POST, tls_server_url(server), &got[i]);
        assert_int_equal(http_pending(http), COUNT_OF(got));
        http_rig_finish(http);
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
        struct http *http = http_rig_new(tls_server_ca(server), 1500, 1500, 1);
        struct got got[3] = {0};
        int64_t start = clock_mono_ms();
        int not_sent = 0;

        SCRIPT(server, steps);
        for (size_t i = 0; i < COUNT_OF(got); i++)
                http_rig_begin(http, HTTP_POST, tls_server_url(server), &got[i]);
        http_rig_finish(http);
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
        chain.http = http_rig_new(tls_server_ca(server), 10000, 10000, 2);
        http_start(chain.http, &request, next_in_chain, &chain);
        http_rig_finish(chain.http);
        assert_int_equal(chain.left, 0);
        http_free(chain.http);
}

static void cancelled_and_dropped_ones_never_call(void **state)
{
        struct tls_server *server = *state;
        static const struct tls_step steps[] = {{.act = TLS_HANG}};
        struct http *http = http_rig_new(tls_server_ca(server), 10000, 10000, 4);
        struct got cancelled = {0}, dropped = {0};
        int64_t end = clock_mono_ms() + DEADLINE_MS;

        SCRIPT(server, steps);
        http_rig_begin(http, HTTP_POST, tls_server_url(server), &cancelled);
        http_rig_begin(http, HTTP_POST, tls_server_url(server), &dropped);
        while (tls_server_requests(server) < 2 && clock_mono_ms() < end)
                http_turn(http, NULL, 0, 10);
        http_cancel(http, http_rig_keep, &cancelled);
        assert_int_equal(http_pending(http), 1);
        http_free(http);
        tls_server_release(server);
        assert_int_equal(cancelled.count + dropped.count, 0);
}

static void other_descriptors_wake_the_turn(void **state)
{
        struct http *http = http_rig_new(tls_server_ca(*state), 10000, 10000, 4);
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

static void a_closed_connection_kills_nobody(void **state)
{
        signal(SIGPIPE, SIG_DFL);
        http_free(http_rig_new(tls_server_ca(*state), 1000, 1000, 1));
        assert_true(signal(SIGPIPE, SIG_IGN) == SIG_IGN);
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
                cmocka_unit_test(files_are_uploaded),
                cmocka_unit_test(nothing_is_carried_over),
                cmocka_unit_test(a_reply_of_just_the_limit_is_taken),
                cmocka_unit_test(many_share_few_connections),
                cmocka_unit_test(waiting_for_a_connection_ends),
                cmocka_unit_test(callbacks_start_requests),
                cmocka_unit_test(cancelled_and_dropped_ones_never_call),
                cmocka_unit_test(other_descriptors_wake_the_turn),
                cmocka_unit_test(a_closed_connection_kills_nobody),
                cmocka_unit_test(a_missing_ca_file_is_an_error),
        };

        return cmocka_run_group_tests_name("http", tests, set_up, tear_down);
}
