#include "tls_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tls_cert.h"
#include "tls_h2.h"

enum { CONNECTIONS_MAX = 128, REQUESTS_MAX = 256, REQUEST_MAX = 65536, DRIP_MS = 50 };

struct connection {
        struct tls_server *server;
        pthread_t thread;
        int fd; /* stays open until the server ends, so that numbers are not reused */
};

struct tls_server {
        SSL_CTX *ctx;
        enum tls_flaw flaw;
        int listener;
        pthread_t acceptor;
        char ca_path[64];
        char url[64];

        pthread_mutex_t lock; /* of all below */
        pthread_cond_t changed;
        bool stopping;
        bool released;
        const struct tls_step *steps;
        size_t step_count;
        char *requests[REQUESTS_MAX];
        size_t request_count;
        struct connection connections[CONNECTIONS_MAX];
        size_t connection_base; /* connections before the present script */
        size_t connection_count;
};

static bool stopping(struct tls_server *server)
{
        pthread_mutex_lock(&server->lock);
        bool now = server->stopping;
        pthread_mutex_unlock(&server->lock);
        return now;
}

/*
 * Records a request and returns what to do with it. A leftover on a connection from before the
 * present script is not part of it.
 */
static struct tls_step record(struct connection *connection, const char *request)
{
        struct tls_server *server = connection->server;
        struct tls_step step = {.act = TLS_CLOSE};

        pthread_mutex_lock(&server->lock);
        if (connection >= server->connections + server->connection_base &&
            server->request_count < REQUESTS_MAX && server->step_count > 0) {
                size_t i = server->request_count++;

                server->requests[i] = strdup(request);
                step = server->steps[i < server->step_count ? i : server->step_count - 1];
        }
        pthread_mutex_unlock(&server->lock);
        return step;
}

/* Bytes of the whole request in `buffer`, or 0 while the headers are incomplete. */
static size_t request_size(const char *buffer)
{
        const char *end = strstr(buffer, "\r\n\r\n");
        const char *length = strcasestr(buffer, "\r\ncontent-length:");
        size_t body = 0;

        if (!end)
                return 0;
        if (length && length < end)
                body = strtoul(length + 17, NULL, 10);
        return (size_t)(end - buffer) + 4 + body;
}

static bool read_request(SSL *ssl, char *buffer)
{
        size_t len = 0, need;

        for (;;) {
                int n = SSL_read(ssl, buffer + len, (int)(REQUEST_MAX - len));

                if (n <= 0)
                        return false;
                len += (size_t)n;
                buffer[len] = '\0';
                need = request_size(buffer);
                if (need && len >= need)
                        return true;
                if (len >= REQUEST_MAX)
                        return false;
        }
}

static char *compose(const struct tls_step *step, size_t *head, size_t *whole)
{
        size_t body = step->body ? strlen(step->body) : step->filler;
        const char *headers = step->headers ? step->headers : "";
        size_t size = body + strlen(headers) + 200;
        char *text = malloc(size);

        *head = (size_t)snprintf(text, size, "HTTP/1.1 %d X\r\nContent-Length: %zu\r\n%s\r\n",
                                 step->status ? step->status : 200, body, headers);
        if (step->body)
                memcpy(text + *head, step->body, body);
        else
                memset(text + *head, 'x', body);
        *whole = *head + body;
        return text;
}

static void wait_release(struct tls_server *server)
{
        pthread_mutex_lock(&server->lock);
        while (!server->released && !server->stopping)
                pthread_cond_wait(&server->changed, &server->lock);
        pthread_mutex_unlock(&server->lock);
}

/* Reads until the peer goes away. */
static void wait_for_end(SSL *ssl)
{
        char sink[256];

        while (SSL_read(ssl, sink, sizeof sink) > 0)
                continue;
}

static void reset(int fd)
{
        const struct linger now = {.l_onoff = 1, .l_linger = 0};

        setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

static void drip(struct tls_server *server, SSL *ssl, const char *text, size_t head, size_t whole)
{
        SSL_write(ssl, text, (int)head);
        for (size_t i = head; i < whole && !stopping(server); i++) {
                usleep(DRIP_MS * 1000);
                if (SSL_write(ssl, text + i, 1) <= 0)
                        return;
        }
}

/* False: the connection ends. */
static bool act(struct tls_server *server, SSL *ssl, const struct tls_step *step)
{
        size_t head, whole;
        char *text = compose(step, &head, &whole);
        bool go_on = false;

        switch (step->act) {
        case TLS_HANG:
                wait_release(server);
                go_on = SSL_write(ssl, text, (int)whole) > 0;
                break;
        case TLS_REPLY:
                go_on = SSL_write(ssl, text, (int)whole) > 0;
                break;
        case TLS_HALF:
                SSL_write(ssl, text, (int)(head + (whole - head) / 2));
                break;
        case TLS_DRIP:
                drip(server, ssl, text, head, whole);
                break;
        case TLS_SILENT:
                wait_for_end(ssl);
                break;
        case TLS_RESET:
                reset(SSL_get_fd(ssl));
                break;
        case TLS_CLOSE:
                break;
        }
        free(text);
        return go_on;
}

static void talk(struct connection *connection, SSL *ssl)
{
        char *buffer = malloc(REQUEST_MAX + 1);

        while (read_request(ssl, buffer)) {
                struct tls_step step = record(connection, buffer);

                if (!act(connection->server, ssl, &step)) {
                        if (step.act != TLS_RESET)
                                SSL_shutdown(ssl);
                        break;
                }
        }
        free(buffer);
}

static enum tls_act on_h2_request(void *arg)
{
        return record(arg, "h2").act;
}

/*
 * The socket is shut down here and closed by tls_server_free(), except after a reset, which needs
 * the close; its number is then marked as gone.
 */
static void *serve(void *arg)
{
        struct connection *connection = arg;
        struct tls_server *server = connection->server;
        SSL *ssl = SSL_new(server->ctx);
        const int on = 1;
        struct linger linger = {0};
        socklen_t size = sizeof linger;

        setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        SSL_set_fd(ssl, connection->fd);
        if (SSL_accept(ssl) == 1) {
                if (server->flaw == TLS_H2)
                        tls_h2_talk(ssl, on_h2_request, connection);
                else
                        talk(connection, ssl);
        }
        SSL_free(ssl);
        getsockopt(connection->fd, SOL_SOCKET, SO_LINGER, &linger, &size);
        pthread_mutex_lock(&server->lock);
        if (linger.l_onoff) {
                close(connection->fd);
                connection->fd = -1;
        } else {
                shutdown(connection->fd, SHUT_RDWR);
        }
        pthread_mutex_unlock(&server->lock);
        return NULL;
}

static void *accept_all(void *arg)
{
        struct tls_server *server = arg;
        int fd;

        while ((fd = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
                pthread_mutex_lock(&server->lock);
                if (server->stopping || server->connection_count == CONNECTIONS_MAX) {
                        close(fd);
                } else {
                        struct connection *c = &server->connections[server->connection_count++];

                        c->server = server;
                        c->fd = fd;
                        pthread_create(&c->thread, NULL, serve, c);
                }
                pthread_mutex_unlock(&server->lock);
        }
        return NULL;
}

static void open_listener(struct tls_server *server)
{
        struct sockaddr_in address = {.sin_family = AF_INET,
                                      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        socklen_t size = sizeof address;

        server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (bind(server->listener, (struct sockaddr *)&address, size) != 0 ||
            listen(server->listener, 64) != 0 ||
            getsockname(server->listener, (struct sockaddr *)&address, &size) != 0) {
                perror("tls_server");
                abort();
        }
        snprintf(server->url, sizeof server->url, "https://127.0.0.1:%d", ntohs(address.sin_port));
}

struct tls_server *tls_server_new(enum tls_flaw flaw)
{
        struct tls_server *server = calloc(1, sizeof *server);
        int fd;

        signal(SIGPIPE, SIG_IGN);
        pthread_mutex_init(&server->lock, NULL);
        pthread_cond_init(&server->changed, NULL);
        server->flaw = flaw;
        snprintf(server->ca_path, sizeof server->ca_path, "/tmp/tls_server_ca_XXXXXX");
        fd = mkstemp(server->ca_path);
        close(fd);
        server->ctx = SSL_CTX_new(TLS_server_method());
        tls_cert_make(server->ctx,
                      flaw == TLS_WRONG_HOST ? "DNS:salah.example" : "IP:127.0.0.1,DNS:localhost",
                      server->ca_path);
        if (flaw == TLS_OLD) {
                SSL_CTX_set_security_level(server->ctx, 0);
                SSL_CTX_set_min_proto_version(server->ctx, TLS1_VERSION);
                SSL_CTX_set_max_proto_version(server->ctx, TLS1_1_VERSION);
        }
        if (flaw == TLS_H2)
                tls_h2_offer(server->ctx);
        open_listener(server);
        pthread_create(&server->acceptor, NULL, accept_all, server);
        return server;
}

static void forget_requests(struct tls_server *server)
{
        while (server->request_count > 0)
                free(server->requests[--server->request_count]);
}

void tls_server_free(struct tls_server *server)
{
        pthread_mutex_lock(&server->lock);
        server->stopping = true;
        for (size_t i = 0; i < server->connection_count; i++) {
                if (server->connections[i].fd >= 0)
                        shutdown(server->connections[i].fd, SHUT_RDWR);
        }
        pthread_cond_broadcast(&server->changed);
        pthread_mutex_unlock(&server->lock);
        shutdown(server->listener, SHUT_RDWR);
        pthread_join(server->acceptor, NULL);
        for (size_t i = 0; i < server->connection_count; i++) {
                pthread_join(server->connections[i].thread, NULL);
                if (server->connections[i].fd >= 0)
                        close(server->connections[i].fd);
        }
        close(server->listener);
        forget_requests(server);
        SSL_CTX_free(server->ctx);
        unlink(server->ca_path);
        pthread_cond_destroy(&server->changed);
        pthread_mutex_destroy(&server->lock);
        free(server);
}

void tls_server_script(struct tls_server *server, const struct tls_step *steps, size_t count)
{
        pthread_mutex_lock(&server->lock);
        forget_requests(server);
        server->steps = steps;
        server->step_count = count;
        server->released = false;
        server->connection_base = server->connection_count;
        pthread_mutex_unlock(&server->lock);
}

const char *tls_server_ca(const struct tls_server *server)
{
        return server->ca_path;
}

const char *tls_server_url(const struct tls_server *server)
{
        return server->url;
}

size_t tls_server_requests(struct tls_server *server)
{
        pthread_mutex_lock(&server->lock);
        size_t count = server->request_count;
        pthread_mutex_unlock(&server->lock);
        return count;
}

size_t tls_server_connections(struct tls_server *server)
{
        pthread_mutex_lock(&server->lock);
        size_t count = server->connection_count - server->connection_base;
        pthread_mutex_unlock(&server->lock);
        return count;
}

const char *tls_server_request(struct tls_server *server, size_t i)
{
        pthread_mutex_lock(&server->lock);
        const char *request = i < server->request_count ? server->requests[i] : "";
        pthread_mutex_unlock(&server->lock);
        return request;
}

void tls_server_release(struct tls_server *server)
{
        pthread_mutex_lock(&server->lock);
        server->released = true;
        pthread_cond_broadcast(&server->changed);
        pthread_mutex_unlock(&server->lock);
}
