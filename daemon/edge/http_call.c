#include "edge/http_call.h"

#include <stdio.h>
#include <string.h>

#include "ground/clock.h"
#include "ground/mem.h"
#include "ground/pin.h"

enum {
        IDLE_MAX_S =
                30, /* older idle connections are not reused: balancers close them unannounced */
        BODY_START = 4096,
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

/*
 * Called when TCP stands and TLS is about to begin, which libcurl's own times do not tell: in 7.88
 * "connected" is set only after the handshake, so that one that hangs would look like a connect.
 */
static CURLcode before_tls(CURL *easy, void *ssl_ctx, void *arg)
{
        struct call *call = arg;
        int64_t ms = clock_mono_ms() - call->start_ms;

        (void)easy, (void)ssl_ctx;
        call->connected_ms = ms > 0 ? ms : 1;
        return CURLE_OK;
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

        if (len > call->max_body - call->reply_len) {
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

CURLcode call_set_common(CURL *easy, const struct http_settings *settings)
{
        CURLcode rc = CURLE_OK;

        for (size_t i = 0; !rc && i < COUNT_OF(fixed_numbers); i++)
                rc = curl_easy_setopt(easy, fixed_numbers[i].option, fixed_numbers[i].value);
        for (size_t i = 0; !rc && i < COUNT_OF(fixed_texts); i++)
                rc = curl_easy_setopt(easy, fixed_texts[i].option, fixed_texts[i].value);
        if (!rc && settings->ca_file) {
                /* Without the second line the system's CAs would be trusted beside the file's. */
                rc = curl_easy_setopt(easy, CURLOPT_CAINFO, settings->ca_file);
                if (!rc)
                        rc = curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
        }
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                                      (long)settings->connect_timeout_ms);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)settings->total_timeout_ms);
        return rc;
}

/* A file is read from our only copy: curl_mime_data() would make a second one. */
size_t call_give(char *out, size_t size, size_t count, void *arg)
{
        struct call *call = arg;
        size_t n = size * count, left = call->body_len - call->form_sent;

        if (n > left)
                n = left;
        memcpy(out, call->body + call->form_sent, n);
        call->form_sent += n;
        return n;
}

/* Asked for when curl begins anew on a connection where nothing had left yet. */
static int rewind_file(void *arg, curl_off_t offset, int origin)
{
        struct call *call = arg;

        if (origin != SEEK_SET || offset < 0 || (size_t)offset > call->body_len)
                return CURL_SEEKFUNC_CANTSEEK;
        call->form_sent = (size_t)offset;
        return CURL_SEEKFUNC_OK;
}

static CURLcode add_part(struct call *call, const struct http_part *from)
{
        curl_mimepart *part = curl_mime_addpart(call->form);
        CURLcode rc = part ? curl_mime_name(part, from->name) : CURLE_OUT_OF_MEMORY;

        if (!rc && from->value)
                return curl_mime_data(part, from->value, CURL_ZERO_TERMINATED);
        if (!rc)
                rc = curl_mime_filename(part, from->filename);
        if (!rc)
                rc = curl_mime_type(part, from->type);
        if (!rc)
                rc = curl_mime_data_cb(part, (curl_off_t)from->len, call_give, rewind_file, NULL,
                                       call);
        return rc;
}

static CURLcode set_form(CURL *easy, struct call *call, const struct http_request *request)
{
        CURLcode rc = CURLE_OK;

        call->form = curl_mime_init(easy);
        if (!call->form)
                return CURLE_OUT_OF_MEMORY;
        for (size_t i = 0; !rc && i < request->part_count; i++)
                rc = add_part(call, &request->parts[i]);
        return rc ? rc : curl_easy_setopt(easy, CURLOPT_MIMEPOST, call->form);
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

/* curl compares after the handshake and before it sends anything. */
CURLcode call_set_pin(CURL *easy, const struct http_settings *settings, const char *url)
{
        char pin[PIN_MAX];

        if (!settings->pins || !pin_of(settings->pins, url, pin))
                return CURLE_OK;
        return curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, pin);
}

CURLcode call_set_watch(CURL *easy, struct call *call)
{
        CURLcode rc = curl_easy_setopt(easy, CURLOPT_URL, call->url);

        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, call->error);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_PRIVATE, call);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, before_request);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_PREREQDATA, call);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, before_tls);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, call);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_bytes);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_WRITEDATA, call);
        return rc;
}

static CURLcode set_request(CURL *easy, struct call *call, const struct http_request *request)
{
        CURLcode rc = request->parts ? set_form(easy, call, request) : set_method(easy, call);

        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_HTTPHEADER, call->headers);
        return rc ? rc : call_set_watch(easy, call);
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

/* From here on the file is ours, whatever becomes of the request. */
static void take_file(struct call *call, const struct http_request *request)
{
        for (size_t i = 0; i < request->part_count; i++) {
                if (!request->parts[i].bytes)
                        continue;
                call->body = request->parts[i].bytes;
                call->body_len = request->parts[i].len;
        }
}

struct call *call_new(const struct http_settings *settings, const struct http_request *request,
                      CURL *easy)
{
        struct call *call = NEW(struct call);

        call->easy = easy;
        call->start_ms = clock_mono_ms();
        call->max_body = settings->max_body;
        call->method = request->method;
        call->url = mem_dup(request->url ? request->url : "");
        call->body_len = request->body ? strlen(request->body) : 0;
        call->body = request->body ? mem_dup_n(request->body, call->body_len) : NULL;
        take_file(call, request);
        call->setup = easy ? CURLE_OK : CURLE_OUT_OF_MEMORY;
        copy_headers(call, request);
        if (!call->setup)
                call->setup = call_set_common(easy, settings);
        if (!call->setup)
                call->setup = call_set_pin(easy, settings, call->url);
        if (!call->setup)
                call->setup = set_request(easy, call, request);
        return call;
}

static int64_t time_of(CURL *easy, CURLINFO info)
{
        curl_off_t us = 0;

        curl_easy_getinfo(easy, info, &us);
        return ((int64_t)us + 999) / 1000; /* up: 0 means "not reached" */
}

static void fill_times(const struct call *call, struct http_times *times)
{
        long header_bytes = 0;

        if (!call->easy)
                return;
        times->name = time_of(call->easy, CURLINFO_NAMELOOKUP_TIME_T);
        times->connected = time_of(call->easy, CURLINFO_CONNECT_TIME_T);
        if (call->connected_ms)
                times->connected = call->connected_ms;
        times->tls = time_of(call->easy, CURLINFO_APPCONNECT_TIME_T);
        /* Over HTTP/2 libcurl counts the connection's own frames too. */
        curl_easy_getinfo(call->easy, CURLINFO_HEADER_SIZE, &header_bytes);
        if (header_bytes > 0)
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

void call_outcome(struct call *call, CURLcode rc, struct http_reply *ret)
{
        *ret = (struct http_reply){.reply = {.transport = TRANSPORT_OK}};
        fill_times(call, &ret->times);
        if (rc == CURLE_OK) {
                fill_reply(call, &ret->reply);
                return;
        }
        ret->reply.transport = call->fate.sent ? TRANSPORT_LOST : TRANSPORT_NOT_SENT;
        if (rc == CURLE_SSL_PINNEDPUBKEYNOTMATCH)
                call->fate.why = "the server's public key is not one of [siasn] pins";
        else
                call->fate.why = call->error[0] ? call->error : curl_easy_strerror(rc);
        if (call->mail)
                call_mail_outcome(call, ret);
        else
                http_detail(&call->fate, &ret->times, ret->detail, sizeof ret->detail);
}

void call_free(struct call *call)
{
        for (struct curl_slist *line = call->headers; line; line = line->next)
                explicit_bzero(line->data, strlen(line->data));
        curl_slist_free_all(call->headers);
        curl_mime_free(call->form);
        wipe_free(call->body, call->body_len);
        wipe_free(call->reply, call->reply_cap);
        free(call->url);
        free(call);
}
