#include "edge/http.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "edge/http_detail.h"
#include "ground/mem.h"

enum {
        IDLE_MAX_S =
                30,    /* older idle connections are not reused: balancers close them unannounced */
        POOL_MAX = 32, /* easy handles kept for later */
        BODY_START = 4096,
};

/* One request, from http_start() to the end of its callback. */
struct call {
        struct call *prev;
        struct call *next;
        struct http *http;
        CURL *easy;
        enum http_method method;
        http_done *done;
        void *arg;
        struct curl_slist *headers;
        char *url;
        char *body; /* of the request */
        size_t body_len;
        char *reply;
        size_t reply_len;
        size_t reply_cap;
        char retry_after[128];
        CURLcode setup; /* not OK: never handed to curl, told at the next turn */
        struct http_fate fate;
        char error[CURL_ERROR_SIZE];
};

struct http {
        CURLM *multi;
        char *ca_file;
        struct http_settings settings;
        struct call *calls;
        int pending;
        int stillborn; /* calls whose setup failed */
        CURL *pool[POOL_MAX];
        size_t pooled;
        struct curl_waitfd *waits;
        size_t wait_cap;
};

/* What every request has in common; there is no switch to loosen any of it. */
static const struct {
        CURLoption option;
        long value;
} fixed_numbers[] = {
        {CURLOPT_SSL_VERIFYPEER, 1},
        {CURLOPT_SSL_VERIFYHOST, 2},
        {CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
        {CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS},
        {CURLOPT_FOLLOWLOCATION, 0},
        {CURLOPT_NOSIGNAL, 1},
        {CURLOPT_TCP_KEEPALIVE, 1},
        {CURLOPT_MAXAGE_CONN, IDLE_MAX_S},
};

static const struct {
        CURLoption option;
        const char *value;
} fixed_texts[] = {
        {CURLOPT_PROTOCOLS_STR, "https"},
        {CURLOPT_ACCEPT_ENCODING, ""}, /* all that curl can undo */
        {CURLOPT_USERAGENT, "siasn-sync/" VERSION},
        {CURLOPT_PROXY, ""}, /* nor may the environment send personal data elsewhere */
};

/*
 * Called when a connection stands, right before the request goes out on it. The first time marks
 * the point up to which certainly nothing has left. A second time means that curl repeats the
 * request by itself: it does so when a reused connection dies before the first byte of the reply,
 * though the server may well have processed the request. For a write that would be a duplicate.
 */
static int before_request(void *arg, char *remote, char *local, int remote_port, int local_port)
{
        struct call *call = arg;

        (void)remote, (void)local, (void)remote_port, (void)local_port;
        if (call->fate.sent && call->method != HTTP_GET) {
                call->fate.repeat = true;
                return CURL_PREREQFUNC_ABORT;
        }
        call->fate.sent = true;
        return CURL_PREREQFUNC_OK;
}

static void wipe_free(char *bytes, size_t len)
{
        if (bytes)
                explicit_bzero(bytes, len);
        free(bytes);
}

/* Replies hold tokens and personal data: no realloc, which may leave the old bytes behind. */
static void grow_reply(struct call *call, size_t need)
{
        size_t cap = call->reply_cap ? call->reply_cap : BODY_START;
        char *bigger;

        while (cap < need)
                cap *= 2;
        if (cap == call->reply_cap)
                return;
        bigger = mem_new(cap);
        if (call->reply)
                memcpy(bigger, call->reply, call->reply_len);
        wipe_free(call->reply, call->reply_cap);
        call->reply = bigger;
        call->reply_cap = cap;
}

static size_t take_bytes(char *bytes, size_t size, size_t count, void *arg)
{
        struct call *call = arg;
        size_t len = size * count; /* size is always 1 */

        if (len > call->http->settings.max_body - call->reply_len) {
                call->fate.too_large = true;
                return 0; /* CURLE_WRITE_ERROR */
        }
        if (len > 0) {
                grow_reply(call, call->reply_len + len);
                memcpy(call->reply + call->reply_len, bytes, len);
                call->reply_len += len;
        }
        return len;
}

static CURLcode set_common(CURL *easy, const struct http *http)
{
        CURLcode rc = CURLE_OK;

        for (size_t i = 0; !rc && i < COUNT_OF(fixed_numbers); i++)
                rc = curl_easy_setopt(easy, fixed_numbers[i].option, fixed_numbers[i].value);
        for (size_t i = 0; !rc && i < COUNT_OF(fixed_texts); i++)
                rc = curl_easy_setopt(easy, fixed_texts[i].option, fixed_texts[i].value);
        if (!rc && http->ca_file) {
                /* Without the second line the system's CAs would be trusted beside the file's. */
                rc = curl_easy_setopt(easy, CURLOPT_CAINFO, http->ca_file);
                if (!rc)
                        rc = curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
        }
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                                      (long)http->settings.connect_timeout_ms);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
                                      (long)http->settings.total_timeout_ms);
        return rc;
}

/* The body is handed to curl by reference: the only copy is ours, and is wiped. */
static CURLcode set_method(CURL *easy, const struct call *call)
{
        CURLcode rc = CURLE_OK;

        if (call->method == HTTP_DELETE)
                rc = curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "DELETE");
        if (call->method == HTTP_GET || (call->method == HTTP_DELETE && !call->body))
                return rc;
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_POST, 1L);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_POSTFIELDS, call->body ? call->body : "");
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                                      (curl_off_t)call->body_len);
        return rc;
}

static CURLcode set_request(CURL *easy, struct call *call)
{
        CURLcode rc = curl_easy_setopt(easy, CURLOPT_URL, call->url);

        if (!rc)
                rc = set_method(easy, call);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_HTTPHEADER, call->headers);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, call->error);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_PRIVATE, call);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, before_request);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_PREREQDATA, call);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_bytes);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_WRITEDATA, call);
        return rc;
}

static void add_header(struct call *call, const char *line)
{
        struct curl_slist *longer = curl_slist_append(call->headers, line);

        if (longer)
                call->headers = longer;
        else
                call->setup = CURLE_OUT_OF_MEMORY;
}

static void copy_headers(struct call *call, const struct http_request *request)
{
        char type[160];

        add_header(call, "Expect:"); /* no 100-continue: it costs a round trip */
        for (const char *const *line = request->headers; line && *line; line++)
                add_header(call, *line);
        if (request->body && request->content_type) {
                snprintf(type, sizeof type, "Content-Type: %s", request->content_type);
                add_header(call, type);
        }
}

static CURL *take_easy(struct http *http)
{
        return http->pooled ? http->pool[--http->pooled] : curl_easy_init();
}

static void give_easy(struct http *http, CURL *easy)
{
        curl_easy_reset(easy);
        if (http->pooled < POOL_MAX)
                http->pool[http->pooled++] = easy;
        else
                curl_easy_cleanup(easy);
}

static void call_link(struct http *http, struct call *call)
{
        call->next = http->calls;
        if (call->next)
                call->next->prev = call;
        http->calls = call;
        http->pending++;
}

static void call_unlink(struct http *http, struct call *call)
{
        if (call->next)
                call->next->prev = call->prev;
        if (call->prev)
                call->prev->next = call->next;
        else
                http->calls = call->next;
        http->pending--;
        if (call->setup)
                http->stillborn--;
        else
                curl_multi_remove_handle(http->multi, call->easy);
}

static void call_free(struct http *http, struct call *call)
{
        if (call->easy)
                give_easy(http, call->easy);
        for (struct curl_slist *line = call->headers; line; line = line->next)
                explicit_bzero(line->data, strlen(line->data));
        curl_slist_free_all(call->headers);
        wipe_free(call->body, call->body_len);
        wipe_free(call->reply, call->reply_cap);
        free(call->url);
        free(call);
}

void http_start(struct http *http, const struct http_request *request, http_done *done, void *arg)
{
        struct call *call = NEW(struct call);

        call->http = http;
        call->method = request->method;
        call->done = done;
        call->arg = arg;
        call->url = mem_dup(request->url ? request->url : "");
        call->body_len = request->body ? strlen(request->body) : 0;
        call->body = request->body ? mem_dup_n(request->body, call->body_len) : NULL;
        copy_headers(call, request);
        call->easy = take_easy(http);
        if (!call->easy)
                call->setup = CURLE_OUT_OF_MEMORY;
        if (!call->setup)
                call->setup = set_common(call->easy, http);
        if (!call->setup)
                call->setup = set_request(call->easy, call);
        if (!call->setup && curl_multi_add_handle(http->multi, call->easy) != CURLM_OK)
                call->setup = CURLE_FAILED_INIT;
        if (call->setup)
                http->stillborn++;
        call_link(http, call);
}

void http_cancel(struct http *http, http_done *done, const void *arg)
{
        struct call *next;

        for (struct call *call = http->calls; call; call = next) {
                next = call->next;
                if (call->done != done || call->arg != arg)
                        continue;
                call_unlink(http, call);
                call_free(http, call);
        }
}

static int64_t time_of(CURL *easy, CURLINFO info)
{
        curl_off_t us = 0;

        curl_easy_getinfo(easy, info, &us);
        return ((int64_t)us + 999) / 1000; /* up: 0 means "not reached" */
}

static void fill_times(const struct call *call, struct http_times *times)
{
        if (!call->easy)
                return;
        times->name = time_of(call->easy, CURLINFO_NAMELOOKUP_TIME_T);
        times->connected = time_of(call->easy, CURLINFO_CONNECT_TIME_T);
        times->tls = time_of(call->easy, CURLINFO_APPCONNECT_TIME_T);
        times->first_byte = time_of(call->easy, CURLINFO_STARTTRANSFER_TIME_T);
        times->total = time_of(call->easy, CURLINFO_TOTAL_TIME_T);
}

static void fill_reply(struct call *call, struct reply *reply)
{
        struct curl_header *header;
        long status = 0;

        curl_easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &status);
        reply->status = (int)status;
        reply->body = call->reply;
        reply->len = call->reply_len;
        if (curl_easy_header(call->easy, "Retry-After", 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
                return;
        snprintf(call->retry_after, sizeof call->retry_after, "%s", header->value);
        reply->retry_after = call->retry_after;
}

static void finish(struct http *http, struct call *call, CURLcode rc)
{
        struct http_reply reply = {.reply = {.transport = TRANSPORT_OK}};

        fill_times(call, &reply.times);
        if (rc == CURLE_OK) {
                fill_reply(call, &reply.reply);
        } else {
                reply.reply.transport = call->fate.sent ? TRANSPORT_LOST : TRANSPORT_NOT_SENT;
                call->fate.why = call->error[0] ? call->error : curl_easy_strerror(rc);
                http_detail(&call->fate, &reply.times, reply.detail, sizeof reply.detail);
        }
        call_unlink(http, call);
        call->done(call->arg, &reply);
        call_free(http, call);
}

/* Callbacks may start and cancel requests, so each look at the lists is a fresh one. */
static bool finish_stillborn(struct http *http)
{
        for (struct call *call = http->calls; call && http->stillborn; call = call->next) {
                if (!call->setup)
                        continue;
                finish(http, call, call->setup);
                return true;
        }
        return false;
}

static bool finish_done(struct http *http)
{
        struct CURLMsg *message;
        struct call *call;
        int left;
        bool any = false;

        while (finish_stillborn(http))
                any = true;
        while ((message = curl_multi_info_read(http->multi, &left))) {
                if (message->msg != CURLMSG_DONE)
                        continue;
                curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &call);
                finish(http, call, message->data.result);
                any = true;
        }
        return any;
}

static bool perform(struct http *http)
{
        int running;

        curl_multi_perform(http->multi, &running);
        return finish_done(http);
}

void http_turn(struct http *http, struct http_fd *fds, size_t fd_count, int64_t timeout_ms)
{
        bool any = perform(http);

        if (fd_count > http->wait_cap) {
                http->waits = mem_resize_array(http->waits, fd_count, sizeof *http->waits);
                http->wait_cap = fd_count;
        }
        for (size_t i = 0; i < fd_count; i++)
                http->waits[i] = (struct curl_waitfd){.fd = fds[i].fd, .events = CURL_WAIT_POLLIN};
        /* What a callback has just started or freed shall not wait for the next turn. */
        if (any || http->stillborn || timeout_ms < 0)
                timeout_ms = 0;
        if (timeout_ms > INT32_MAX)
                timeout_ms = INT32_MAX;
        curl_multi_poll(http->multi, http->waits, (unsigned)fd_count, (int)timeout_ms, NULL);
        for (size_t i = 0; i < fd_count; i++)
                fds[i].readable = http->waits[i].revents != 0;
        perform(http);
}

int http_pending(const struct http *http)
{
        return http->pending;
}

bool http_new(const struct http_settings *settings, struct http **ret, struct err *err)
{
        const char *ca_file = settings->ca_file && *settings->ca_file ? settings->ca_file : NULL;
        struct http *http;

        if (ca_file && access(ca_file, R_OK) != 0)
                return err_set(err, "cannot read CA file %s: %m", ca_file);
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
                return err_set(err, "libcurl cannot start");
        http = NEW(struct http);
        http->settings = *settings;
        http->settings.ca_file = NULL; /* the caller's; ours is below */
        http->ca_file = ca_file ? mem_dup(ca_file) : NULL;
        http->multi = curl_multi_init();
        if (!http->multi) {
                http_free(http);
                return err_set(err, "libcurl cannot start");
        }
        curl_multi_setopt(http->multi, CURLMOPT_MAX_HOST_CONNECTIONS,
                          (long)settings->max_connections);
        curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, (long)settings->max_connections + 4);
        *ret = http;
        return true;
}

void http_free(struct http *http)
{
        if (!http)
                return;
        while (http->calls) {
                struct call *call = http->calls;

                call_unlink(http, call);
                call_free(http, call);
        }
        while (http->pooled > 0)
                curl_easy_cleanup(http->pool[--http->pooled]);
        curl_multi_cleanup(http->multi);
        curl_global_cleanup();
        free(http->waits);
        free(http->ca_file);
        free(http);
}
