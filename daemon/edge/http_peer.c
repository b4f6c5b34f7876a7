#include "edge/http_peer.h"

#include <curl/curl.h>
#include <string.h>
#include <strings.h>

#include "edge/http_call.h"
#include "ground/mem.h"
#include "ground/text.h"

char *http_origin(const char *url)
{
        const char *host = strstr(url, "://");

        host = host ? host + 3 : url;
        return mem_dup_n(url, (size_t)(host - url) + strcspn(host, "/?#"));
}

static size_t take_header(char *bytes, size_t size, size_t count, void *arg)
{
        struct http_peer *peer = arg;
        size_t len = size * count;

        if (len > 5 && strncasecmp(bytes, "date:", 5) == 0) {
                CLEANUP(free_ptr) char *line = mem_dup_n(bytes + 5, len - 5);

                peer->clock_s = (int64_t)curl_getdate(line, NULL);
        }
        return len;
}

static size_t drop_body(char *bytes, size_t size, size_t count, void *arg)
{
        (void)bytes, (void)arg;
        return size * count;
}

static int64_t first_end(CURL *easy)
{
        struct curl_certinfo *chain = NULL;
        int64_t ret = -1;

        if (curl_easy_getinfo(easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || !chain)
                return -1;
        for (int i = 0; i < chain->num_of_certs; i++) {
                for (struct curl_slist *line = chain->certinfo[i]; line; line = line->next) {
                        if (strncmp(line->data, "Expire date:", 12) != 0)
                                continue;
                        int64_t end = (int64_t)curl_getdate(line->data + 12, NULL);
                        if (end >= 0 && (ret < 0 || end < ret))
                                ret = end;
                }
        }
        return ret;
}

static CURLcode prepare(CURL *easy, const struct http_settings *settings, const char *url,
                        char *why, struct http_peer *peer)
{
        const struct http_settings ours = {.ca_file = *settings->ca_file ? settings->ca_file : NULL,
                                           .connect_timeout_ms = settings->connect_timeout_ms,
                                           .total_timeout_ms = settings->total_timeout_ms};
        CURLcode rc = call_set_common(easy, &ours);

        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_URL, url);
        if (!rc)
                rc = call_set_pin(easy, settings, url);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_CERTINFO, 1L);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, why);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop_body);
        if (!rc)
                rc = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
        return rc ? rc : curl_easy_setopt(easy, CURLOPT_HEADERDATA, peer);
}

bool http_peer(const struct http_settings *settings, const char *origin, struct http_peer *ret,
               struct err *err)
{
        CLEANUP(text_free) struct text url = {0};
        char why[CURL_ERROR_SIZE] = "";
        CURL *easy = curl_easy_init();
        CURLcode rc = CURLE_FAILED_INIT;

        *ret = (struct http_peer){.expires_s = -1, .clock_s = -1};
        text_addf(&url, "%s/", origin);
        if (easy)
                rc = prepare(easy, settings, url.s, why, ret);
        if (!rc)
                rc = curl_easy_perform(easy);
        if (easy)
                ret->expires_s = first_end(easy);
        curl_easy_cleanup(easy);
        if (rc == CURLE_SSL_PINNEDPUBKEYNOTMATCH)
                return err_set(err, "its public key is not one of [siasn] pins");
        /* A verified peer that does not like HEAD is as good as any. */
        return rc == CURLE_OK || ret->expires_s >= 0 ||
               err_set(err, "%s", *why ? why : curl_easy_strerror(rc));
}
