#include "edge/http.h"

#include <curl/curl.h>
#include <signal.h>
#include <unistd.h>

#include "edge/http_call.h"
#include "ground/mem.h"

enum {
        IDLE_MAX_S =
                30,    /* older idle connections are not reused: balancers close them unannounced */
        POOL_MAX = 32, /* easy handles kept for later */
        BODY_START = 4096,
};

struct http {
        CURLM *multi;
        struct http_settings settings; /* ca_file and pins are our copies, or NULL */
        struct call *calls;
        int pending;
        int stillborn; /* calls whose setup failed */
        CURL *pool[POOL_MAX];
        size_t pooled;
        struct curl_waitfd *waits;
        size_t wait_cap;
};

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

static void drop(struct http *http, struct call *call)
{
        CURL *easy = call->easy;

        if (easy)
                give_easy(http, easy);
        call_free(call);
}

static void launch(struct http *http, struct call *call, http_done *done, void *arg)
{
        call->done = done;
        call->arg = arg;
        if (!call->setup && curl_multi_add_handle(http->multi, call->easy) != CURLM_OK)
                call->setup = CURLE_FAILED_INIT;
        if (call->setup)
                http->stillborn++;
        call_link(http, call);
}

void http_start(struct http *http, const struct http_request *request, http_done *done, void *arg)
{
        launch(http, call_new(&http->settings, request, take_easy(http)), done, arg);
}

void http_mail(struct http *http, const struct http_mail *mail, http_done *done, void *arg)
{
        launch(http, call_new_mail(mail, take_easy(http)), done, arg);
}

void http_cancel(struct http *http, http_done *done, const void *arg)
{
        struct call *next;

        for (struct call *call = http->calls; call; call = next) {
                next = call->next;
                if (call->done != done || call->arg != arg)
                        continue;
                call_unlink(http, call);
                drop(http, call);
        }
}

static void finish(struct http *http, struct call *call, CURLcode rc)
{
        struct http_reply reply;

        call_outcome(call, rc, &reply);
        call_unlink(http, call);
        call->done(call->arg, &reply);
        drop(http, call);
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
        /* With CURLOPT_NOSIGNAL libcurl leaves this to us: TLS may write to a closed connection. */
        signal(SIGPIPE, SIG_IGN);
        http = NEW(struct http);
        http->settings = *settings;
        http->settings.ca_file = ca_file ? mem_dup(ca_file) : NULL;
        http->settings.pins = settings->pins && *settings->pins ? mem_dup(settings->pins) : NULL;
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
                drop(http, call);
        }
        while (http->pooled > 0)
                curl_easy_cleanup(http->pool[--http->pooled]);
        curl_multi_cleanup(http->multi);
        curl_global_cleanup();
        free(http->waits);
        free((char *)http->settings.ca_file);
        free((char *)http->settings.pins);
        free(http);
}
