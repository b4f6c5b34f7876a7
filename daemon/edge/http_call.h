/*
 * Http call: one request and its outcome. Internal to http, which owns the connections.
 */
#pragma once

#include <curl/curl.h>

#include "edge/http.h"
#include "edge/http_detail.h"

/* One request, from http_start() to the end of its callback. */
struct call {
        struct call *prev;
        struct call *next;
        size_t max_body;
        CURL *easy;
        enum http_method method;
        http_done *done;
        void *arg;
        struct curl_slist *headers;
        char *url;
        char *body; /* of the request */
        size_t body_len;
        curl_mime *form; /* instead of a body; its file, if any, is `body` */
        size_t form_sent;
        char *reply;
        size_t reply_len;
        size_t reply_cap;
        char retry_after[128];
        bool mail;
        CURLcode setup; /* not OK: never handed to curl, told at the next turn */
        int64_t start_ms;
        int64_t connected_ms; /* since the start; 0: no connection of its own was made */
        struct http_fate fate;
        char error[CURL_ERROR_SIZE];
};

/* What every request has in common: verified TLS, time limits. Of `settings`, see call_new(). */
CURLcode call_set_common(CURL *easy, const struct http_settings *settings);
/* The public keys that the host of `url` may show, where it has pins. */
CURLcode call_set_pin(CURL *easy, const struct http_settings *settings, const char *url);
/*
 * Copies the request and prepares `easy` (borrowed; NULL is a setup failure) for it. Of `settings`
 * only the CA file must outlive the call.
 */
struct call *call_new(const struct http_settings *settings, const struct http_request *request,
                      CURL *easy);
/* The same for a mail (http_mail.c). */
struct call *call_new_mail(const struct http_mail *mail, CURL *easy);
/* libcurl's way to the text of its errors and to our call, and what TLS and time tell of it. */
CURLcode call_set_watch(CURL *easy, struct call *call);
/* libcurl's way to the bytes of our body, when it reads them bit by bit. */
size_t call_give(char *out, size_t size, size_t count, void *arg);
/* What became of it; `ret` points into the call. */
void call_outcome(struct call *call, CURLcode rc, struct http_reply *ret);
/* What the mail server said to one that it did not take. */
void call_mail_outcome(const struct call *call, struct http_reply *ret);
/* Wipes headers and bodies. The easy handle must be off the multi handle and reset before. */
void call_free(struct call *call);
