/*
 * http.c - libmicrohttpd behind http.h.
 */
#include "http.h"

#include "control.h"
#include "serve.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BODY_MAX        ((size_t)32 << 20)
#define IDLE_SECONDS    300
#define CONNECTIONS_MAX 1000
#define CONNECTION_POOL ((size_t)256 << 10)

struct http {
        struct MHD_Daemon *daemon;
};

/* The state of one exchange between the calls of the library. */
struct exchange {
        struct request rq;
        bool too_big;
};

struct drip {
        struct sandbox *sb;
        struct buf body;
        int64_t start_ms, ms;
};

const char *http_header(const struct request *rq, const char *name)
{
        return MHD_lookup_connection_value(rq->conn, MHD_HEADER_KIND, name);
}

const char *http_query(const struct request *rq, const char *name)
{
        return MHD_lookup_connection_value(rq->conn, MHD_GET_ARGUMENT_KIND, name);
}

/*
 * Linger 0 alone would still let the TLS layer say goodbye before the close; dissolving the
 * association makes the kernel send the RST at once and leaves the descriptor to its owner.
 */
static void reset_connection(struct MHD_Connection *conn)
{
        const union MHD_ConnectionInfo *info =
                MHD_get_connection_info(conn, MHD_CONNECTION_INFO_CONNECTION_FD);
        const struct linger now = {1, 0};
        const struct sockaddr nobody = {.sa_family = AF_UNSPEC};

        if (info == NULL)
                return;
        setsockopt(info->connect_fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
        if (connect(info->connect_fd, &nobody, sizeof(nobody)) != 0)
                shutdown(info->connect_fd, SHUT_RDWR);
}

static ssize_t read_stream(void *cls, uint64_t pos, char *out, size_t max)
{
        ssize_t n = stream_read(cls, out, max);

        (void)pos;
        return n < 0 ? MHD_CONTENT_READER_END_OF_STREAM : n;
}

static void free_stream(void *cls)
{
        stream_free(cls);
}

/* Byte `pos` is due at its share of the time. */
static ssize_t read_drip(void *cls, uint64_t pos, char *out, size_t max)
{
        struct drip *d = cls;

        if (max == 0 || pos >= d->body.len)
                return MHD_CONTENT_READER_END_OF_STREAM;
        int64_t due = d->start_ms + (int64_t)(pos + 1) * d->ms / (int64_t)d->body.len;

        serve_sleep(d->sb, due - now_ms());
        out[0] = d->body.data[pos];
        return 1;
}

static void free_drip(void *cls)
{
        struct drip *d = cls;

        buf_free(&d->body);
        free(d);
}

static struct MHD_Response *make_response(struct sandbox *sb, struct reply *rp)
{
        if (rp->stream != NULL)
                return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 64 << 10, read_stream,
                                                         rp->stream, free_stream);
        if (rp->drip_ms > 0 && rp->body.len > 0) {
                struct drip *d = xcalloc(1, sizeof(*d));

                *d = (struct drip){
                        .sb = sb, .body = rp->body, .start_ms = now_ms(), .ms = rp->drip_ms};
                return MHD_create_response_from_callback(d->body.len, 64, read_drip, d, free_drip);
        }
        if (rp->body.len == 0) {
                buf_free(&rp->body);
                return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
        }
        return MHD_create_response_from_buffer(rp->body.len, rp->body.data, MHD_RESPMEM_MUST_FREE);
}

static enum MHD_Result send_reply(struct sandbox *sb, struct MHD_Connection *conn, struct reply *rp)
{
        if (rp->reset) {
                buf_free(&rp->body);
                reset_connection(conn);
                return MHD_NO;
        }
        struct MHD_Response *response = make_response(sb, rp);
        char seconds[24];

        if (response == NULL)
                return MHD_NO;
        MHD_add_response_header(response, "Content-Type",
                                rp->type == NULL ? "application/json" : rp->type);
        if (rp->challenge != NULL)
                MHD_add_response_header(response, "WWW-Authenticate", rp->challenge);
        if (rp->retry_after >= 0) {
                snprintf(seconds, sizeof(seconds), "%lld", (long long)rp->retry_after);
                MHD_add_response_header(response, "Retry-After", seconds);
        }
        enum MHD_Result r = MHD_queue_response(conn, (unsigned)rp->status, response);

        MHD_destroy_response(response);
        return r;
}

static struct exchange *open_exchange(struct sandbox *sb, struct MHD_Connection *conn,
                                      const char *url, const char *method)
{
        struct exchange *x = xcalloc(1, sizeof(*x));

        x->rq.conn = conn;
        x->rq.method = xstrdup(method);
        x->rq.path = xstrdup(url);
        serve_begin(sb, &x->rq);
        return x;
}

static void take_body(struct sandbox *sb, struct exchange *x, const char *data, size_t n)
{
        if (control_body(sb, &x->rq, data, n))
                return;
        if (x->rq.body.len + n > BODY_MAX)
                x->too_big = true;
        else
                buf_add(&x->rq.body, data, n);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *conn, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *size, void **con_cls)
{
        struct sandbox *sb = cls;
        struct exchange *x = *con_cls;
        struct reply rp = {.retry_after = -1};

        (void)version;
        if (x == NULL) {
                *con_cls = open_exchange(sb, conn, url, method);
                return MHD_YES;
        }
        if (*size > 0) {
                take_body(sb, x, data, *size);
                *size = 0;
                return MHD_YES;
        }
        if (x->too_big) {
                rp.status = 413;
                serve_abandon(sb, &x->rq);
        } else {
                serve(sb, &x->rq, &rp);
        }
        return send_reply(sb, conn, &rp);
}

static void on_completed(void *cls, struct MHD_Connection *conn, void **con_cls,
                         enum MHD_RequestTerminationCode code)
{
        struct exchange *x = *con_cls;

        (void)conn;
        (void)code;
        if (x == NULL)
                return;
        serve_abandon(cls, &x->rq);
        if (x->rq.seeder != NULL)
                buf_free(&x->rq.seeder->rest);
        free(x->rq.seeder);
        buf_free(&x->rq.body);
        free(x->rq.method);
        free(x->rq.path);
        free(x);
        *con_cls = NULL;
}

static bool parse_address(const char *address, struct sockaddr_in *ret)
{
        const char *colon = strrchr(address, ':');
        char host[64], *end;

        if (colon == NULL || (size_t)(colon - address) >= sizeof(host))
                return false;
        snprintf(host, sizeof(host), "%.*s", (int)(colon - address), address);
        unsigned long port = strtoul(colon + 1, &end, 10);

        *ret = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
        return colon[1] != '\0' && *end == '\0' && port <= 65535 &&
               inet_pton(AF_INET, host, &ret->sin_addr) == 1;
}

static char *slurp(const char *file)
{
        FILE *f = fopen(file, "re");
        struct buf b = {0};
        char chunk[4096];
        size_t n;

        if (f == NULL)
                return NULL;
        while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
                buf_add(&b, chunk, n);
        fclose(f);
        return b.data;
}

static struct MHD_Daemon *start_daemon(struct sandbox *sb, const struct sockaddr_in *addr,
                                       const char *key, const char *cert)
{
        return MHD_start_daemon(MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD |
                                        MHD_USE_POLL | MHD_USE_TLS,
                                0, NULL, NULL, on_request, sb, MHD_OPTION_SOCK_ADDR, addr,
                                MHD_OPTION_HTTPS_MEM_KEY, key, MHD_OPTION_HTTPS_MEM_CERT, cert,
                                MHD_OPTION_NOTIFY_COMPLETED, on_completed, sb,
                                MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
                                MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
                                MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_POOL,
                                MHD_OPTION_LISTENING_ADDRESS_REUSE, 1U, MHD_OPTION_END);
}

struct http *http_start(struct sandbox *sb, const char *address, char *err, size_t errlen)
{
        struct sockaddr_in addr;

        if (!parse_address(address, &addr)) {
                snprintf(err, errlen, "\"%s\" is not an IPv4 HOST:PORT", address);
                return NULL;
        }
        char *key = slurp(sb->cfg.key_file), *cert = slurp(sb->cfg.cert_file);
        struct MHD_Daemon *daemon = NULL;

        errno = 0;
        if (key == NULL || cert == NULL)
                snprintf(err, errlen, "cannot read cert_file or key_file");
        else if ((daemon = start_daemon(sb, &addr, key, cert)) == NULL)
                snprintf(err, errlen, "cannot listen on %s (%s; certificate and key must be PEM)",
                         address, strerror(errno));
        free(key);
        free(cert);
        if (daemon == NULL)
                return NULL;
        struct http *h = xcalloc(1, sizeof(*h));

        h->daemon = daemon;
        return h;
}

int http_port(const struct http *h)
{
        const union MHD_DaemonInfo *info =
                MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_BIND_PORT);

        return info == NULL ? 0 : info->port;
}

void http_stop(struct http *h)
{
        if (h == NULL)
                return;
        MHD_stop_daemon(h->daemon);
        free(h);
}
