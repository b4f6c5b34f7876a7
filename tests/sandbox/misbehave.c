/*
 * misbehave.c - what each fault does to a reply. See misbehave.h.
 */
#include "misbehave.h"

#include "reply.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define OVERSIZED_BYTES  ((size_t)8 << 20)
#define THROTTLE_SECONDS 60 /* until nextAccessTime when the rule gives no seconds */
#define DRIP_MS          5000

static const char html_page[] =
        "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. "
        "Please consult with your administrator.<br><br>Your support ID is: 0000000000000000000"
        "</body></html>\n";

static void html(struct reply *rp, int status)
{
        rp->type = "text/html";
        reply_text(rp, status, html_page);
}

/* The gateway's own errors: its runtime codes for the timeouts, the status for the rest. */
static void gateway_status(struct sandbox *sb, struct reply *rp, int status)
{
        char code[16];

        snprintf(code, sizeof(code), "%d", status);
        reply_gateway(sb, rp, status,
                      status == 504   ? "101504"
                      : status == 503 ? "101503"
                                      : code,
                      "Runtime Error", status == 504 ? "Send timeout" : "Error in the gateway",
                      ",\"type\":\"Status report\"");
}

static void suspended(struct sandbox *sb, struct reply *rp, int status)
{
        reply_gateway(sb, rp, status, "303001", "Runtime Error",
                      "Currently , Address endpoint : [ Name:apisiasn ] [ State : SUSPENDED ]",
                      ",\"type\":\"Status report\"");
}

/*
 * Retry-After when the rule gives seconds. With next_access the time stands in the body instead,
 * so that a client's reading of it can be tested alone; it has whole seconds only, hence the
 * rounding up.
 */
static void throttle(struct sandbox *sb, const struct rule *r, struct reply *rp)
{
        int64_t seconds = r->seconds >= 0 ? r->seconds : THROTTLE_SECONDS;
        struct timespec ts;
        struct tm tm;
        char stamp[64] = "", more[128];

        sb->stats.throttled++;
        clock_gettime(CLOCK_REALTIME, &ts);
        time_t until = ts.tv_sec + (time_t)seconds + (ts.tv_nsec > 0 ? 1 : 0);

        if (gmtime_r(&until, &tm) != NULL)
                strftime(stamp, sizeof(stamp), "%Y-%b-%d %H:%M:%S+0000 UTC", &tm);
        snprintf(more, sizeof(more), ",\"nextAccessTime\":\"%s\"", stamp);
        char description[160] = "You have exceeded your quota";

        if (r->next_access)
                snprintf(description, sizeof(description),
                         "You have exceeded your quota .You can access API after %s", stamp);
        else if (r->seconds >= 0)
                rp->retry_after = r->seconds;
        reply_gateway(sb, rp, r->status >= 0 ? (int)r->status : 429, "900800",
                      "Message throttled out", description, r->next_access ? more : NULL);
        if (r->next_access || r->seconds >= 0)
                stats_keep_away(&sb->stats, now_ms(), seconds * 1000);
}

void misbehave_replace(struct sandbox *sb, const struct fault_plan *plan, struct reply *rp)
{
        const struct rule *r = &plan->rule;
        int status = (int)r->status;

        switch (plan->kind) {
        case FAULT_RESET_BEFORE:
                rp->reset = true;
                break;
        case FAULT_SUSPENDED:
                suspended(sb, rp, status < 0 ? 500 : status);
                break;
        case FAULT_THROTTLE:
                throttle(sb, r, rp);
                break;
        case FAULT_EMPTY_BODY:
                reply_text(rp, status < 0 ? 200 : status, "");
                break;
        case FAULT_ZERO_BODY:
                reply_text(rp, status < 0 ? 200 : status, "0");
                break;
        case FAULT_HTML:
                html(rp, status < 0 ? 200 : status);
                break;
        case FAULT_FALSE_SUCCESS:
                reply_rejected(rp, status < 0 ? 200 : status, "Runtime Error");
                break;
        default:
                gateway_status(sb, rp, status < 0 ? 500 : status);
                break;
        }
}

/* A reply several MiB long that is still valid JSON: the padding is one more key. */
static void oversize(struct reply *rp)
{
        struct buf *b = &rp->body;

        if (b->len == 0 || b->data[b->len - 1] != '}') {
                buf_fill(b, ' ', OVERSIZED_BYTES);
                return;
        }
        b->len--;
        buf_str(b, ",\"kolomPanjang\":\"");
        buf_fill(b, 'x', OVERSIZED_BYTES);
        buf_str(b, "\"}");
}

static void lose_reply(struct sandbox *sb, struct reply *rp, int status)
{
        rp->body.len = 0;
        rp->type = NULL;
        if (status == 502)
                html(rp, 502);
        else
                gateway_status(sb, rp, status);
}

void misbehave_distort(struct sandbox *sb, const struct fault_plan *plan, struct reply *rp)
{
        switch (plan->kind) {
        case FAULT_COMMIT_RESET:
                rp->reset = true;
                break;
        case FAULT_COMMIT_STATUS:
                lose_reply(sb, rp, plan->rule.status < 0 ? 502 : (int)plan->rule.status);
                break;
        case FAULT_TRUNCATED:
                rp->body.len /= 2;
                break;
        case FAULT_OVERSIZED:
                oversize(rp);
                break;
        case FAULT_DRIP:
                rp->drip_ms = plan->rule.ms < 0 ? DRIP_MS : plan->rule.ms;
                break;
        default:
                break;
        }
}
