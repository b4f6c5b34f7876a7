/* One mail as a libcurl transfer: the same verified TLS, another protocol. */
#include <stdio.h>
#include <string.h>

#include "edge/http_call.h"
#include "ground/clock.h"
#include "ground/mem.h"

enum { CONNECT_MS = 10000, TOTAL_MS = 60000, REPLY_MAX = 4096 };

static CURLcode set_login(CURL *easy, const struct http_mail *mail)
{
        CURLcode rc;

        if (!*mail->username || !mail->password)
                return CURLE_OK;
        rc = curl_easy_setopt(easy, CURLOPT_USERNAME, mail->username);
        return rc ? rc : curl_easy_setopt(easy, CURLOPT_PASSWORD, secret_expose(mail->password));
}

static CURLcode set_message(CURL *easy, struct call *call, const struct http_mail *mail)
{
        CURLcode rc = curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);

        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_MAIL_FROM, mail->from);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, call->headers);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_READFUNCTION, call_give);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_READDATA, call);
        return rc;
}

static CURLcode set_mail(CURL *easy, struct call *call, const struct http_mail *mail)
{
        const struct {
                CURLoption option;
                long value;
        } numbers[] = {{CURLOPT_USE_SSL, CURLUSESSL_ALL}, /* STARTTLS, or nothing is sent */
                       {CURLOPT_FRESH_CONNECT, 1},
                       {CURLOPT_FORBID_REUSE, 1}};
        CURLcode rc = curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");

        for (size_t i = 0; !rc && i < COUNT_OF(numbers); i++)
                rc = curl_easy_setopt(easy, numbers[i].option, numbers[i].value);
        if (!rc && mail->message)
                rc = set_message(easy, call, mail);
        else if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "NOOP");
        return rc ? rc : set_login(easy, mail);
}

struct call *call_new_mail(const struct http_mail *mail, CURL *easy)
{
        const struct http_settings settings = {
                .ca_file = mail->ca_file && *mail->ca_file ? mail->ca_file : NULL,
                .connect_timeout_ms = CONNECT_MS,
                .total_timeout_ms = TOTAL_MS};
        struct call *call = NEW(struct call);

        call->mail = true;
        call->easy = easy;
        call->start_ms = clock_mono_ms();
        call->max_body = REPLY_MAX;
        call->method = HTTP_POST; /* never repeated silently */
        call->url = mem_dup(mail->server);
        if (mail->message) {
                call->body_len = strlen(mail->message);
                call->body = mem_dup_n(mail->message, call->body_len);
                call->headers = curl_slist_append(NULL, mail->to); /* to be freed alike */
        }
        call->setup = easy && (call->headers || !mail->message) ? CURLE_OK : CURLE_OUT_OF_MEMORY;
        if (!call->setup)
                call->setup = call_set_common(easy, &settings);
        if (!call->setup)
                call->setup = set_mail(easy, call, mail);
        if (!call->setup)
                call->setup = call_set_watch(easy, call);
        return call;
}

void call_mail_outcome(const struct call *call, struct http_reply *ret)
{
        long code = 0;

        if (call->easy)
                curl_easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &code);
        ret->reply.status = (int)code;
        snprintf(ret->detail, sizeof ret->detail, "%.150s (last SMTP code %ld)", call->fate.why,
                 code);
        /* libcurl's words for the step at which the server said no. */
        ret->recipient = strncmp(call->error, "RCPT failed", strlen("RCPT failed")) == 0;
}
