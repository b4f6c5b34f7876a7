/* What server*.c share; nobody else includes it. */
#pragma once

#include <microhttpd.h>

#include "web/pool.h"
#include "web/server.h"
#include "web/watch.h"
#include "web/web.h"

enum {
        BODY_MAX = 64 * 1024,
        ARRIVE_S = 20, /* a whole request */
        LEAVE_S = 60,  /* a whole answer, or the next piece of a download */
        IDLE_S = 15,
};

struct server {
        struct MHD_Daemon *daemon;
        struct site site;
        struct pool *pool;
        struct watch *watch;
        struct secret *tls_key;
        struct text certificate;
        bool tls;
};

/* One request on its way. */
struct exchange {
        struct server *server;
        char *uri; /* as it came */
        bool begun, too_large;
        struct text body;
};

/* libmicrohttpd's callback for a request; `server` is its argument. */
enum MHD_Result server_request(void *server, struct MHD_Connection *connection, const char *url,
                               const char *method, const char *version, const char *upload,
                               size_t *upload_size, void **exchange);
void exchange_free(struct exchange *x);
void *connection_token(struct MHD_Connection *connection);
/* Queues the reply, of which it takes streams. */
enum MHD_Result server_reply(struct server *s, struct MHD_Connection *connection,
                             const struct request *request, struct reply *reply);
