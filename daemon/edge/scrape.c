#include "edge/scrape.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "ground/mem.h"

enum {
        CONNECTIONS = 8,
        CONNECTION_BYTES = 16 * 1024, /* request line and headers */
        CONNECTION_S = 5,
        BACKLOG = 8,
};

struct scrape {
        struct MHD_Daemon *mhd;
        scrape_answer *answer;
        void *arg;
        char *path; /* of the unix socket; NULL: none */
        int epoll_fd;
};

union address {
        struct sockaddr any;
        struct sockaddr_un un;
        struct sockaddr_in in;
        struct sockaddr_in6 in6;
};

/* The configuration has checked what it looks like. */
static socklen_t parse(const char *listen, union address *a)
{
        const char *colon = strrchr(listen, ':');
        int64_t port = 0;

        *a = (union address){0};
        if (*listen == '/') {
                a->un.sun_family = AF_UNIX;
                snprintf(a->un.sun_path, sizeof a->un.sun_path, "%s", listen);
                return sizeof a->un;
        }
        if (!colon || !text_to_int(colon + 1, 1, 65535, &port))
                return 0;
        CLEANUP(free_ptr) char *host = mem_dup_n(listen, (size_t)(colon - listen));
        if (*host == '[') {
                a->in6.sin6_family = AF_INET6;
                a->in6.sin6_port = htons((uint16_t)port);
                a->in6.sin6_addr = in6addr_loopback;
                return sizeof a->in6;
        }
        a->in.sin_family = AF_INET;
        a->in.sin_port = htons((uint16_t)port);
        return inet_pton(AF_INET, host, &a->in.sin_addr) == 1 ? sizeof a->in : 0;
}

/* A socket that nobody answers on was left behind. */
static void remove_stale(const union address *a, socklen_t len)
{
        struct stat st;
        int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

        if (fd >= 0 && lstat(a->un.sun_path, &st) == 0 && S_ISSOCK(st.st_mode) &&
            connect(fd, &a->any, len) != 0 && errno == ECONNREFUSED)
                unlink(a->un.sun_path);
        if (fd >= 0)
                close(fd);
}

static int listen_on(const char *listen_at, struct err *err)
{
        union address a;
        socklen_t len = parse(listen_at, &a);
        int one = 1;
        int fd = len ? socket(a.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0) : -1;

        if (fd < 0) {
                err_set(err, "[metrics] listen: no socket for %s", listen_at);
                return -1;
        }
        if (a.any.sa_family == AF_UNIX)
                remove_stale(&a, len);
        else
                setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        if (bind(fd, &a.any, len) == 0 && listen(fd, BACKLOG) == 0) {
                /* What may connect is decided by the folder's mode and this one. */
                if (a.any.sa_family == AF_UNIX && chmod(listen_at, 0660) != 0)
                        (void)0;
                return fd;
        }
        err_set(err,
                "[metrics] listen: cannot listen on %s: %s; is another daemon there, or the "
                "folder missing?",
                listen_at, strerror(errno));
        close(fd);
        return -1;
}

static enum MHD_Result send_text(struct MHD_Connection *connection, unsigned status,
                                 struct text *body)
{
        struct MHD_Response *response = MHD_create_response_from_buffer(
                body->len, (void *)text_str(body), MHD_RESPMEM_MUST_COPY);
        enum MHD_Result sent;

        if (!response)
                return MHD_NO;
        MHD_add_response_header(response, "Content-Type",
                                "text/plain; version=0.0.4; charset=utf-8");
        MHD_add_response_header(response, "Cache-Control", "no-store");
        if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
                MHD_add_response_header(response, "Allow", "GET, HEAD");
        sent = MHD_queue_response(connection, status, response);
        MHD_destroy_response(response);
        return sent;
}

static enum MHD_Result on_request(void *arg, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *data_size, void **context)
{
        static char seen;
        struct scrape *s = arg;
        struct text body = {0};
        unsigned status = MHD_HTTP_METHOD_NOT_ALLOWED;

        (void)version, (void)data;
        if (!*context) { /* headers only: the request is answered when it has come whole */
                *context = &seen;
                return MHD_YES;
        }
        if (*data_size > 0) {
                *data_size = 0; /* nobody wants a body; it is passed over */
                return MHD_YES;
        }
        if (strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0)
                status = s->answer(s->arg, url, &body);
        enum MHD_Result sent = send_text(connection, status, &body);
        text_free(&body);
        return sent;
}

static void ignore_words(void *arg, const char *format, va_list args)
{
        (void)arg, (void)format, (void)args;
}

bool scrape_open(const char *listen, scrape_answer *answer, void *arg, struct scrape **ret,
                 struct err *err)
{
        struct scrape *s = NEW(struct scrape);
        int fd = listen_on(listen, err);

        s->answer = answer;
        s->arg = arg;
        if (fd >= 0)
                s->mhd = MHD_start_daemon(MHD_USE_EPOLL, 0, NULL, NULL, on_request, s,
                                          MHD_OPTION_EXTERNAL_LOGGER, ignore_words, NULL,
                                          MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT,
                                          (unsigned)CONNECTIONS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                                          (size_t)CONNECTION_BYTES, MHD_OPTION_CONNECTION_TIMEOUT,
                                          (unsigned)CONNECTION_S, MHD_OPTION_END);
        if (!s->mhd) {
                if (fd >= 0) {
                        close(fd);
                        err_set(err, "[metrics] listen: libmicrohttpd cannot start");
                }
                free(s);
                return false;
        }
        s->path = *listen == '/' ? mem_dup(listen) : NULL;
        s->epoll_fd = MHD_get_daemon_info(s->mhd, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
        *ret = s;
        return true;
}

void scrape_close(struct scrape *s)
{
        if (!s)
                return;
        MHD_stop_daemon(s->mhd);
        if (s->path)
                unlink(s->path);
        free(s->path);
        free(s);
}

int scrape_fd(const struct scrape *s)
{
        return s->epoll_fd;
}

void scrape_turn(struct scrape *s, int64_t *wait_ms)
{
        MHD_UNSIGNED_LONG_LONG limit;

        MHD_run(s->mhd);
        if (MHD_get_timeout(s->mhd, &limit) == MHD_YES && (int64_t)limit < *wait_ms)
                *wait_ms = (int64_t)limit;
}
