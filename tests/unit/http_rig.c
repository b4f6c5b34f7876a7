#include "http_rig.h"

#include <stdio.h>
#include <string.h>

void http_rig_keep(void *arg, const struct http_reply *reply)
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

struct http *http_rig_new(const char *ca_file, int64_t connect_ms, int64_t total_ms, int width)
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

void http_rig_finish(struct http *http)
{
        int64_t end = clock_mono_ms() + DEADLINE_MS;

        while (http_pending(http) > 0 && clock_mono_ms() < end)
                http_turn(http, NULL, 0, 100);
        assert_int_equal(http_pending(http), 0);
}

void http_rig_begin(struct http *http, enum http_method method, const char *url, struct got *got)
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

        http_start(http, &request, http_rig_keep, got);
}

void http_rig_ask(struct http *http, enum http_method method, const char *url, struct got *got)
{
        http_rig_begin(http, method, url, got);
        http_rig_finish(http);
        assert_int_equal(got->count, 1);
        assert_null(strstr(got->detail, SECRET));
}
