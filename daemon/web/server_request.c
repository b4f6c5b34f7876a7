/* A request of libmicrohttpd taken apart, and handed to answer(). */
#include <arpa/inet.h>
#include <string.h>

#include "engine/arrays.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "web/answer.h"
#include "web/asset.h"
#include "web/server_private.h"

void exchange_free(struct exchange *x)
{
        if (!x)
                return;
        free(x->uri);
        text_free(&x->body);
        free(x);
}

void *connection_token(struct MHD_Connection *connection)
{
        const union MHD_ConnectionInfo *info =
                MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

        return info ? info->socket_context : NULL;
}

static const char *header(struct MHD_Connection *c, const char *name)
{
        return MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);
}

static void peer_address(struct MHD_Connection *c, char out[64])
{
        const union MHD_ConnectionInfo *info =
                MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        const struct sockaddr *sa = info ? info->client_addr : NULL;

        out[0] = '\0';
        if (sa && sa->sa_family == AF_INET)
                inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)sa)->sin_addr, out,
                          64);
        else if (sa && sa->sa_family == AF_INET6)
                inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr,
                          out, 64);
}

/* Only the configured proxy is believed what it says of others. */
static void hear_proxy(const struct server *s, struct MHD_Connection *c, struct request *r)
{
        const struct config *config = s->site.config;
        const char *forwarded = header(c, "X-Forwarded-For");
        const char *proto = header(c, "X-Forwarded-Proto");
        const char *user = *config->web_proxy_user ? header(c, config->web_proxy_user) : NULL;

        if (!*config->web_proxy || strcmp(r->address, config->web_proxy) != 0)
                return;
        if (forwarded)
                request_forwarded(forwarded, r->address);
        r->secure = r->secure || (proto && strcmp(proto, "https") == 0);
        if (user && *user)
                r->proxy_user = mem_dup(user);
}

static bool read_request(const struct server *s, struct MHD_Connection *c, const char *method,
                         const struct exchange *x, struct request *r)
{
        const char *query = strchr(x->uri, '?'), *cookies = header(c, "Cookie");
        const char *agent = header(c, "User-Agent"), *site = header(c, "Sec-Fetch-Site");
        CLEANUP(free_ptr)
        char *path = mem_dup_n(x->uri, query ? (size_t)(query - x->uri) : strlen(x->uri));

        r->method = request_method(method);
        r->secure = s->tls;
        r->agent = mem_dup(agent ? agent : "");
        r->site = mem_dup(site ? site : "");
        peer_address(c, r->address);
        hear_proxy(s, c, r);
        if (query)
                fields_read(&r->query, query + 1, strlen(query + 1));
        if (cookies)
                fields_read_cookies(&r->cookies, cookies);
        fields_read(&r->form, text_str(&x->body), x->body.len);
        return request_path(path, r->path);
}

/* The text of a browser's name may hold anything: the database takes UTF-8 only. */
static void clean_agent(struct request *r)
{
        for (char *c = r->agent; *c; c++) {
                if (*c < 0x20 || *c >= 0x7f)
                        *c = '?';
        }
}

static void serve_asset(const struct asset *asset, struct reply *reply)
{
        reply->type = asset->type;
        text_add(&reply->body.out, asset->text);
}

static void serve_page(struct server *s, const struct request *r, struct reply *reply)
{
        struct web w = {.site = &s->site, .request = r, .reply = reply};
        struct pair pair;
        struct err err;

        if (!pool_take(s->pool, &pair, &err)) {
                log_error("the database cannot be reached", log_text("error", err.text));
                reply->retry_after_s = 10;
                reply_problem(&w, 503, "Sedang tidak dapat dilayani",
                              "Basis data tidak menjawab. Coba lagi sebentar lagi.");
                return;
        }
        w.data = pair.data;
        w.own = pair.own;
        answer(&w);
        pool_give(s->pool, pair);
}

static void serve(struct server *s, struct MHD_Connection *c, const char *method,
                  const struct exchange *x, struct request *r, struct reply *reply)
{
        bool good = read_request(s, c, method, x, r);
        const struct asset *asset = good && r->method == METHOD_GET ? asset_find(r->path) : NULL;
        struct web w = {.site = &s->site, .request = r, .reply = reply};

        clean_agent(r);
        if (x->too_large)
                reply_problem(&w, 413, "Terlalu besar", "Isian ini terlalu besar.");
        else if (r->method == METHOD_OTHER)
                reply_problem(&w, 405, "Tidak dilayani", "Cara meminta ini tidak dilayani.");
        else if (!good)
                reply_problem(&w, 404, "Tidak ditemukan", "Alamat ini tidak ada.");
        else if (asset)
                serve_asset(asset, reply);
        else
                serve_page(s, r, reply);
}

static enum MHD_Result finish(struct server *s, struct MHD_Connection *c, const char *method,
                              const struct exchange *x)
{
        struct request r = {0};
        struct reply reply = {0};

        watch_set(s->watch, connection_token(c), LEAVE_S);
        serve(s, c, method, x, &r, &reply);
        enum MHD_Result ret = server_reply(s, c, &r, &reply);
        reply_clear(&reply);
        request_clear(&r);
        return ret;
}

static bool announces_too_much(struct MHD_Connection *c)
{
        const char *length = header(c, MHD_HTTP_HEADER_CONTENT_LENGTH);
        int64_t n;

        return length && !text_to_int(length, 0, BODY_MAX, &n);
}

enum MHD_Result server_request(void *server, struct MHD_Connection *connection, const char *url,
                               const char *method, const char *version, const char *upload,
                               size_t *upload_size, void **exchange)
{
        struct server *s = server;
        struct exchange *x = *exchange;

        (void)url;
        (void)version;
        if (!x->begun) {
                x->begun = true;
                x->server = s;
                if (!announces_too_much(connection))
                        return MHD_YES;
                x->too_large = true;
                return finish(s, connection, method, x);
        }
        if (*upload_size == 0)
                return finish(s, connection, method, x);
        if (x->body.len + *upload_size > BODY_MAX)
                x->too_large = true;
        if (!x->too_large)
                text_add_n(&x->body, upload, *upload_size);
        *upload_size = 0;
        return MHD_YES;
}
