/* A reply of ours as one of libmicrohttpd: headers, and downloads piece by piece. */
#include <string.h>

#include "engine/arrays.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "web/asset.h"
#include "web/server_private.h"

enum { PIECE = 32 * 1024 };

/* ---- Downloads ---- */

struct sending {
        struct server *server;
        void *token; /* of the connection */
        struct stream stream;
        struct text piece;
        size_t sent; /* of the piece */
};

static bool next_piece(struct sending *d)
{
        struct pair pair;
        struct err err;

        text_clear(&d->piece);
        d->sent = 0;
        bool ok = pool_take(d->server->pool, &pair, &err);
        if (ok) {
                ok = d->stream.next(d->stream.arg, pair.data, &d->piece, &err);
                pool_give(d->server->pool, pair);
        }
        if (!ok)
                log_error("a download broke off", log_text("error", err.text));
        return ok;
}

static ssize_t send_piece(void *arg, uint64_t position, char *out, size_t room)
{
        struct sending *d = arg;

        (void)position;
        watch_set(d->server->watch, d->token, LEAVE_S);
        if (d->sent == d->piece.len && !next_piece(d))
                return MHD_CONTENT_READER_END_WITH_ERROR;
        if (d->piece.len == 0)
                return MHD_CONTENT_READER_END_OF_STREAM;
        size_t n = d->piece.len - d->sent < room ? d->piece.len - d->sent : room;
        memcpy(out, d->piece.s + d->sent, n);
        d->sent += n;
        return (ssize_t)n;
}

static void sending_free(void *arg)
{
        struct sending *d = arg;

        if (d->stream.free)
                d->stream.free(d->stream.arg);
        text_free(&d->piece);
        free(d);
}

static struct MHD_Response *streamed(struct server *s, struct MHD_Connection *c,
                                     struct reply *reply)
{
        struct sending *d = NEW(struct sending);

        d->server = s;
        d->token = connection_token(c);
        d->stream = reply->stream;
        reply->stream = (struct stream){0};
        return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PIECE, send_piece, d,
                                                 sending_free);
}

/* ---- Headers ---- */

static void add(struct MHD_Response *r, const char *name, const char *value)
{
        MHD_add_response_header(r, name, value);
}

/* Nothing from elsewhere, nothing inline, nobody's frame; pages with personal data stay nowhere. */
static void add_guards(struct MHD_Response *r, bool asset, bool secure)
{
        add(r, "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        add(r, "X-Frame-Options", "DENY");
        add(r, "X-Content-Type-Options", "nosniff");
        add(r, "Referrer-Policy", "same-origin");
        add(r, "Cross-Origin-Opener-Policy", "same-origin");
        add(r, "Cross-Origin-Resource-Policy", "same-origin");
        add(r, "Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        add(r, MHD_HTTP_HEADER_CACHE_CONTROL,
            asset ? "public, max-age=31536000, immutable" : "no-store");
        if (secure)
                add(r, "Strict-Transport-Security", "max-age=31536000");
}

static void add_own(struct MHD_Response *r, const struct reply *reply)
{
        char number[24];

        add(r, MHD_HTTP_HEADER_CONTENT_TYPE,
            reply->type ? reply->type : "text/html; charset=utf-8");
        if (reply->location)
                add(r, MHD_HTTP_HEADER_LOCATION, reply->location);
        if (reply->cookie)
                add(r, MHD_HTTP_HEADER_SET_COOKIE, reply->cookie);
        if (reply->retry_after_s)
                add(r, MHD_HTTP_HEADER_RETRY_AFTER, number_text(number, reply->retry_after_s));
        if (reply->download) {
                struct text line = {0};

                text_addf(&line, "attachment; filename=\"%s\"", reply->download);
                add(r, MHD_HTTP_HEADER_CONTENT_DISPOSITION, line.s);
                text_free(&line);
        }
}

enum MHD_Result server_reply(struct server *s, struct MHD_Connection *connection,
                             const struct request *request, struct reply *reply)
{
        struct MHD_Response *r;
        unsigned status = reply->status ? (unsigned)reply->status : MHD_HTTP_OK;

        if (reply->stream.next) {
                r = streamed(s, connection, reply);
        } else {
                size_t len = reply->body.out.len;

                r = MHD_create_response_from_buffer(len, text_take(&reply->body.out),
                                                    MHD_RESPMEM_MUST_FREE);
        }
        if (!r)
                return MHD_NO;
        add_guards(r, status == MHD_HTTP_OK && asset_find(request->path) != NULL, request->secure);
        add_own(r, reply);
        enum MHD_Result ret = MHD_queue_response(connection, status, r);
        MHD_destroy_response(r);
        return ret;
}
