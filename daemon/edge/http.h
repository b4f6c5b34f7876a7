/*
 * Http: requests over verified TLS, many at a time. The only module that includes libcurl.
 *
 * One object owns the connections. Requests are handed over with http_start() and come back through
 * their callback during http_turn(), exactly once each, in any order. Certificates and host names
 * are always verified; there is no switch. Replies are capped in size, requests in time.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ground/err.h"
#include "ground/secret.h"
#include "pure/verdict.h"

struct http;

struct http_settings {
        const char *ca_file; /* PEM bundle; NULL or "": the system's */
        const char *pins;    /* public keys of hosts, see ground/pin.h; NULL or "": none */
        int64_t connect_timeout_ms;
        int64_t total_timeout_ms;
        size_t max_body; /* bytes; a longer reply counts as TRANSPORT_LOST */
        int max_connections;
};

/* Makes the process ignore SIGPIPE: a closed connection is an error of its request, no more. */
bool http_new(const struct http_settings *settings, struct http **ret, struct err *err);
/* Drops requests in flight without calling back. */
void http_free(struct http *http);

enum http_method { HTTP_GET, HTTP_POST, HTTP_DELETE };

/* A form field of a multipart POST, or with `bytes` its file. */
struct http_part {
        const char *name;
        const char *value;    /* copied; NULL for a file */
        const char *filename; /* copied */
        const char *type;     /* copied */
        char *bytes;          /* owned by the request from http_start() on, freed and wiped */
        size_t len;
};

struct http_request {
        enum http_method method;
        const char *url;
        const char *const *headers;    /* whole lines, NULL at the end; copied, wiped after use */
        const char *body;              /* NULL for none; copied, wiped after use */
        const char *content_type;      /* with a body */
        const struct http_part *parts; /* instead of a body: multipart/form-data (RFC 7578) */
        size_t part_count;
};

/* Where the time of a request went, in milliseconds since its start; 0 when not reached. */
struct http_times {
        int64_t name, connected, tls, first_byte, total;
};

struct http_reply {
        struct reply reply; /* body and retry_after are valid during the callback only */
        struct http_times times;
        char detail[200]; /* transport failures: what and in which phase, for people */
        bool recipient;   /* of a mail: the server has something against its recipient */
};

typedef void http_done(void *arg, const struct http_reply *reply);

/*
 * Never fails: whatever goes wrong is told through the callback. A POST or DELETE leaves at most
 * once: it is never repeated on another connection, not even silently. TRANSPORT_NOT_SENT is told
 * only when certainly no byte of the request left. The callback may start and cancel requests, but
 * must not free `http`.
 */
void http_start(struct http *http, const struct http_request *request, http_done *done, void *arg);
/* One mail to one recipient (RFC 5321), over TLS or not at all. */
struct http_mail {
        const char *server;            /* smtps://host:port, or smtp:// for STARTTLS */
        const char *ca_file;           /* PEM bundle; NULL or "": the system's */
        const char *username;          /* "": no login */
        const struct secret *password; /* NULL: none */
        const char *from, *to;         /* addresses */
        const char *message; /* RFC 5322, lines end in CRLF; copied, wiped after use; NULL: nothing
                                is sent, only the connection and the login are tried */
};

/*
 * As http_start(): the callback comes once. TRANSPORT_OK: the server has taken the mail. Else
 * reply.status is the server's last SMTP code, 0 without one. Every mail has a connection of its
 * own.
 */
void http_mail(struct http *http, const struct http_mail *mail, http_done *done, void *arg);
/*
 * Drops the requests that were started with this pair, without calling back. What was sent stays
 * sent. For owners that go away before `http` does.
 */
void http_cancel(struct http *http, http_done *done, const void *arg);
/* Number of requests whose callback is still to come. */
int http_pending(const struct http *http);

struct http_fd {
        int fd;
        bool readable; /* set by http_turn() */
};

/*
 * Moves all transfers on, waiting at most `timeout_ms` for them or for one of `fds` to become
 * readable, and calls back for what has finished.
 */
void http_turn(struct http *http, struct http_fd *fds, size_t fd_count, int64_t timeout_ms);
