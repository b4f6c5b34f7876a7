#include "web/server.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/pohon.h"
#include "ground/clock.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "web/asset.h"
#include "web/server_private.h"

enum {
        THREADS = 4,
        CONNECTIONS_MAX = 256,
        HEADERS_MAX = 24 * 1024, /* memory of a connection: its headers must fit */
        BACKLOG = 128,
        CERTIFICATE_MAX = 256 * 1024,
        DRAIN_MS = 5000,
};

/* ---- The socket ---- */

/* "127.0.0.1:8088", "[::1]:8088" */
static bool split(const char *listen, char host[64], char port[8])
{
        const char *colon = strrchr(listen, ':');
        bool bracket = listen[0] == '[' && colon && colon > listen && colon[-1] == ']';
        size_t skip = bracket ? 1 : 0;
        size_t len = colon ? (size_t)(colon - listen) - 2 * skip : 0;
        int64_t number;

        if (!colon || len == 0 || len >= 64 || strlen(colon + 1) >= 8 ||
            !text_to_int(colon + 1, 0, 65535, &number))
                return false;
        snprintf(host, 64, "%.*s", (int)len, listen + skip);
        snprintf(port, 8, "%s", colon + 1);
        return true;
}

static int bind_to(const struct addrinfo *a)
{
        int fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        int yes = 1;

        if (fd < 0)
                return -1;
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        if (bind(fd, a->ai_addr, a->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
                return fd;
        int error = errno;
        close(fd);
        errno = error;
        return -1;
}

bool server_socket(const char *listen, int *ret, struct err *err)
{
        const struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                                       .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE};
        struct addrinfo *found = NULL;
        char host[64], port[8];

        if (!split(listen, host, port) || getaddrinfo(host, port, &hints, &found) != 0)
                return err_set(err,
                               "[web] listen = %s: give an address and a port, such as "
                               "127.0.0.1:8088 or [::1]:8088",
                               listen);
        *ret = bind_to(found);
        freeaddrinfo(found);
        return *ret >= 0 ||
               err_set(err, "cannot listen at [web] listen = %s: %s", listen, strerror(errno));
}

static bool is_private(int fd)
{
        struct sockaddr_storage sa = {0};
        socklen_t len = sizeof sa;

        if (getsockname(fd, (struct sockaddr *)&sa, &len) != 0)
                return false;
        if (sa.ss_family == AF_INET)
                return ntohl(((struct sockaddr_in *)&sa)->sin_addr.s_addr) >> 24 == 127;
        if (sa.ss_family == AF_INET6)
                return IN6_IS_ADDR_LOOPBACK(&((struct sockaddr_in6 *)&sa)->sin6_addr);
        return sa.ss_family == AF_UNIX;
}

/* ---- Preparing ---- */

static bool read_certificate(struct server *s, struct err *err)
{
        const struct config *config = s->site.config;
        char chunk[4096];
        size_t n;

        if (!*config->web_certificate)
                return true;
        FILE *f = fopen(config->web_certificate, "re");
        if (!f)
                return err_set(err, "[web] certificate = %s: %s", config->web_certificate,
                               strerror(errno));
        while (s->certificate.len < CERTIFICATE_MAX && (n = fread(chunk, 1, sizeof chunk, f)) > 0)
                text_add_n(&s->certificate, chunk, n);
        fclose(f);
        if (!strstr(text_str(&s->certificate), "-----BEGIN CERTIFICATE"))
                return err_set(err, "[web] certificate = %s holds no PEM certificate",
                               config->web_certificate);
        s->tls = true;
        return secret_load(config->credentials_dir, "web_tls_key", &s->tls_key, err);
}

bool server_check(const struct config *config, int socket, struct err *err)
{
        if (!*config->web_dsn)
                return err_set(err, "[web] dsn is not set: give the pages a role of their own and "
                                    "name it there (`siasnctl user rights`)");
        return *config->web_certificate || is_private(socket) ||
               err_set(err, "passwords would go over the network in the clear: set [web] "
                            "certificate, or listen on a loopback address behind a proxy");
}

static bool prepare(struct server *s, int socket, struct err *err)
{
        const struct config *config = s->site.config;

        return server_check(config, socket, err) && read_certificate(s, err) &&
               catalog_load(config, &s->site.catalog, err) &&
               pohon_tree_load(config, &s->site.tree, err) &&
               pool_new(config, THREADS, &s->pool, err);
}

/* ---- Callbacks ---- */

static size_t leave_escaped(void *arg, struct MHD_Connection *connection, char *s)
{
        (void)arg;
        (void)connection;
        return strlen(s);
}

/* The first that is heard of a request: its address as it came. */
static void *on_uri(void *arg, const char *uri, struct MHD_Connection *connection)
{
        struct exchange *x = NEW(struct exchange);

        (void)arg;
        (void)connection;
        x->uri = mem_dup(uri);
        return x;
}

static void on_completed(void *arg, struct MHD_Connection *connection, void **exchange,
                         enum MHD_RequestTerminationCode why)
{
        struct server *s = arg;
        void *token = connection_token(connection);

        (void)why;
        exchange_free(*exchange);
        *exchange = NULL;
        if (token)
                watch_set(s->watch, token, ARRIVE_S);
}

static void on_connection(void *arg, struct MHD_Connection *connection, void **token,
                          enum MHD_ConnectionNotificationCode what)
{
        struct server *s = arg;

        if (what == MHD_CONNECTION_NOTIFY_STARTED) {
                const union MHD_ConnectionInfo *info =
                        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

                *token = watch_begin(s->watch, info->connect_fd);
                watch_set(s->watch, *token, ARRIVE_S);
        } else if (*token) {
                watch_end(s->watch, *token);
                *token = NULL;
        }
}

/* ---- Life ---- */

static struct MHD_Daemon *start_daemon(struct server *s, int socket)
{
        struct MHD_OptionItem tls[] = {
                {MHD_OPTION_HTTPS_MEM_CERT, 0, s->certificate.s},
                {MHD_OPTION_HTTPS_MEM_KEY, 0,
                 s->tls ? (void *)(uintptr_t)secret_expose(s->tls_key) : NULL},
                {MHD_OPTION_HTTPS_PRIORITIES, 0,
                 (void *)(uintptr_t) "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"},
                {MHD_OPTION_END, 0, NULL}};
        struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
        unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | (s->tls ? MHD_USE_TLS : 0U);

        return MHD_start_daemon(
                flags, 0, NULL, NULL, server_request, s, MHD_OPTION_LISTEN_SOCKET, socket,
                MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS, MHD_OPTION_CONNECTION_LIMIT,
                (unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S,
                MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADERS_MAX,
                MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, on_uri, s,
                MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_NOTIFY_COMPLETED,
                on_completed, s, MHD_OPTION_NOTIFY_CONNECTION, on_connection, s, MHD_OPTION_ARRAY,
                s->tls ? tls : none, MHD_OPTION_END);
}

static void server_free(struct server *s)
{
        pool_free(s->pool);
        tree_free(s->site.tree);
        catalog_free(s->site.catalog);
        config_free(s->site.config);
        watch_free(s->watch);
        secret_free(s->tls_key);
        text_free(&s->certificate);
        free(s);
}

bool server_start(struct config *config, int socket, struct server **ret, struct err *err)
{
        struct server *s = NEW(struct server);

        s->site.config = config;
        s->watch = watch_new();
        bool ok = prepare(s, socket, err);
        if (ok) {
                s->daemon = start_daemon(s, socket);
                ok = s->daemon ||
                     err_set(err, "the server did not start%s",
                             s->tls ? ": do [web] certificate and credential web_tls_key belong "
                                      "together?"
                                    : "");
        }
        if (!ok) {
                server_free(s);
                return false;
        }
        *ret = s;
        return true;
}

void server_tick(struct server *s)
{
        int closed = watch_sweep(s->watch);

        if (closed > 0)
                log_info("slow connections closed", log_number("connections", closed));
}

static bool is_busy(struct server *s)
{
        const union MHD_DaemonInfo *info =
                MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);

        return info && info->num_connections > 0;
}

void server_stop(struct server *s)
{
        int64_t deadline = clock_mono_ms() + DRAIN_MS;

        if (!s)
                return;
        MHD_quiesce_daemon(s->daemon);
        while (is_busy(s) && clock_mono_ms() < deadline)
                poll(NULL, 0, 50);
        MHD_stop_daemon(s->daemon);
        server_free(s);
}
