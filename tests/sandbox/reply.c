/*
 * reply.c - the reply shapes of the service. See reply.h.
 */
#include "reply.h"

#include <string.h>

#define EXTRA_KEYS "\"kolomBaru\":\"x\",\"kolomBaruObjek\":{\"a\":[1,null]}"

void reply_text(struct reply *rp, int status, const char *json)
{
        rp->status = status;
        buf_str(&rp->body, json);
}

static void extra(struct sandbox *sb, struct reply *rp)
{
        if (sb->cfg.unknown_keys)
                buf_str(&rp->body, "," EXTRA_KEYS);
}

void reply_code0(struct reply *rp, int status, const char *text)
{
        rp->status = status;
        buf_str(&rp->body, "{\"code\":0,\"data\":");
        buf_json(&rp->body, text);
        buf_str(&rp->body, "}");
}

void reply_data_text(struct sandbox *sb, struct reply *rp, const char *text)
{
        reply_open(rp);
        buf_json(&rp->body, text);
        extra(sb, rp);
        buf_str(&rp->body, "}");
}

void reply_message(struct sandbox *sb, struct reply *rp, const char *text)
{
        rp->status = 200;
        buf_str(&rp->body, "{\"code\":1,\"message\":");
        buf_json(&rp->body, text);
        extra(sb, rp);
        buf_str(&rp->body, "}");
}

void reply_rejected(struct reply *rp, int status, const char *text)
{
        rp->status = status;
        buf_str(&rp->body, "{\"success\":false,\"mapData\":null,\"message\":");
        buf_json(&rp->body, text);
        buf_str(&rp->body, "}");
}

void reply_deleted(struct reply *rp, bool success, const char *text)
{
        rp->status = 200;
        buf_fmt(&rp->body, "{\"success\":%s,\"message\":", success ? "true" : "false");
        buf_json(&rp->body, text);
        buf_str(&rp->body, "}");
}

void reply_invalid(struct reply *rp, const char *text)
{
        rp->status = 200;
        buf_str(&rp->body, "{\"code\":0,\"data\":null,\"message\":");
        buf_json(&rp->body, text);
        buf_str(&rp->body, "}");
}

void reply_sync(struct reply *rp, bool error, const char *text)
{
        rp->status = 200;
        buf_fmt(&rp->body, "{\"Error\":\"%s\",\"Message\":", error ? "true" : "false");
        buf_json(&rp->body, text);
        buf_str(&rp->body, "}");
}

void reply_open(struct reply *rp)
{
        rp->status = 200;
        buf_str(&rp->body, "{\"code\":1,\"data\":");
}

void reply_close(struct sandbox *sb, struct reply *rp, long count)
{
        if (count >= 0)
                buf_fmt(&rp->body, ",\"count\":%ld", count);
        extra(sb, rp);
        buf_str(&rp->body, ",\"message\":\"success\"}");
}

void reply_row(struct sandbox *sb, struct reply *rp, const char *text)
{
        const char *end = strrchr(text, '}');

        if (!sb->cfg.unknown_keys || end == NULL || strchr(text, ':') == NULL) {
                buf_str(&rp->body, text);
                return;
        }
        buf_add(&rp->body, text, (size_t)(end - text));
        buf_str(&rp->body, "," EXTRA_KEYS "}");
}

void reply_gateway(struct sandbox *sb, struct reply *rp, int status, const char *code,
                   const char *message, const char *description, const char *more)
{
        struct buf *b = &rp->body;
        bool wrapped = sb->cfg.fault_wrapper;

        rp->status = status;
        /* The older gateways wrap, and send the code as a number. */
        buf_fmt(b, wrapped ? "{\"fault\":{\"code\":%s" : "{\"code\":\"%s\"", code);
        buf_str(b, ",\"message\":");
        buf_json(b, message);
        buf_str(b, ",\"description\":");
        buf_json(b, description);
        if (more != NULL)
                buf_str(b, more);
        buf_str(b, wrapped ? "}}" : "}");
}
