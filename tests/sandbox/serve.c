/*
 * serve.c - the way of one request: counted, perhaps made to fail, let through both doors,
 * answered, perhaps distorted, logged.
 *
 * The lock is held while a reply is made and never while anything sleeps. An employee counts as
 * being written from the commit until the reply is about to leave, so two such spans that meet
 * are two writes that were certainly in flight together.
 */
#include "serve.h"

#include "auth.h"
#include "control.h"
#include "misbehave.h"
#include "reply.h"
#include "routes.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define SLICE_MS 20 /* how soon a sleeping request notices the end of the process */

void serve_sleep(struct sandbox *sb, int64_t ms)
{
        int64_t end = now_ms() + ms;

        for (int64_t left = ms; left > 0 && !atomic_load(&sb->quitting); left = end - now_ms()) {
                int64_t nap = left < SLICE_MS ? left : SLICE_MS;
                struct timespec ts = {nap / 1000, (nap % 1000) * 1000000};

                nanosleep(&ts, NULL);
        }
}

void request_about(struct request *rq, struct person *p, const char *pns_id, const char *row_id)
{
        if (p != NULL)
                snprintf(rq->nip, sizeof(rq->nip), "%s", p->nip);
        else if (pns_id != NULL)
                snprintf(rq->nip, sizeof(rq->nip), "%s", pns_id);
        if (row_id != NULL)
                snprintf(rq->row_id, sizeof(rq->row_id), "%s", row_id);
}

void serve_begin(struct sandbox *sb, struct request *rq)
{
        rq->start_ms = now_ms();
        rq->area = route_area(rq->path, &rq->sub);
        rq->target = route_target(rq->area, rq->method, rq->sub);
        if (rq->area == AREA_CONTROL)
                return;
        pthread_mutex_lock(&sb->lock);
        rq->generation = sb->generation;
        rq->counted = true;
        stats_begin(&sb->stats);
        stats_path(&sb->stats, rq->target.label);
        if (rq->area == AREA_API || rq->area == AREA_REFERENSI)
                stats_api(&sb->stats, rq->start_ms);
        pthread_mutex_unlock(&sb->lock);
}

void serve_abandon(struct sandbox *sb, struct request *rq)
{
        pthread_mutex_lock(&sb->lock);
        if (rq->counted)
                stats_end(&sb->stats);
        rq->counted = false;
        pthread_mutex_unlock(&sb->lock);
}

static struct fault_plan make_plan(struct sandbox *sb, struct request *rq)
{
        const struct fault_target t = {
                .path = rq->path,
                .sub = rq->sub,
                .method = rq->method,
                .write = rq->target.write,
                .api = rq->area == AREA_API || rq->area == AREA_REFERENSI,
        };
        struct fault_plan plan = faults_plan(&sb->faults, &t, now_ms());

        if (sb->faults.revoke)
                tokens_revoke(&sb->tokens, TOKEN_APIM);
        sb->faults.revoke = false;
        rq->fault = plan.name;
        return plan;
}

static void no_resource(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        char text[300];

        if (rq->area == AREA_API) { /* the backend's own router */
                reply_text(rp, 404, "{\"message\":\"Not Found\"}");
                return;
        }
        snprintf(text, sizeof(text), "The requested resource (%.200s) is not available.", rq->path);
        reply_gateway(sb, rp, 404, "404", "Not Found", text, ",\"type\":\"Status report\"");
}

static void answer(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        if ((rq->area == AREA_API || rq->area == AREA_REFERENSI) && !auth_gateway(sb, rq, rp))
                return;
        if (rq->area == AREA_API && !auth_backend(sb, rq, rp))
                return;
        if (rq->target.handler == NULL)
                no_resource(sb, rq, rp);
        else
                rq->target.handler(sb, rq, rp);
}

static void enter_write(struct sandbox *sb, struct request *rq)
{
        if (rq->writes != NULL && rq->writes->in_flight++ > 0)
                sb->stats.overlapping_writes++;
}

static void finish(struct sandbox *sb, struct request *rq, const struct reply *rp)
{
        const struct log_entry e = {
                .list = rq->target.list < 0 ? NULL : lists[rq->target.list].name,
                .fault = rq->fault,
                .start_ms = rq->start_ms,
                .end_ms = now_ms(),
                .status = rp->reset ? 0 : rp->status,
                .committed = rq->committed,
        };
        const char *const parts[4] = {rq->method, rq->path, rq->nip, rq->row_id};

        /* A reset in between has taken the persons with it. */
        if (rq->writes != NULL && rq->generation == sb->generation)
                rq->writes->in_flight--;
        rq->counted = false;
        stats_end(&sb->stats);
        reqlog_add(&sb->log, &e, parts);
}

void serve(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        pthread_mutex_lock(&sb->lock);
        if (rq->area == AREA_CONTROL) {
                control_serve(sb, rq, rp);
                pthread_mutex_unlock(&sb->lock);
                return;
        }
        struct fault_plan plan = make_plan(sb, rq);

        if (plan.delay_before > 0) {
                pthread_mutex_unlock(&sb->lock);
                serve_sleep(sb, plan.delay_before);
                pthread_mutex_lock(&sb->lock);
        }
        rq->generation = sb->generation;
        if (fault_replaces(plan.kind)) {
                misbehave_replace(sb, &plan, rp);
        } else {
                answer(sb, rq, rp);
                misbehave_distort(sb, &plan, rp);
        }
        enter_write(sb, rq);
        if (plan.delay_after > 0) {
                pthread_mutex_unlock(&sb->lock);
                serve_sleep(sb, plan.delay_after);
                pthread_mutex_lock(&sb->lock);
        }
        finish(sb, rq, rp);
        pthread_mutex_unlock(&sb->lock);
}
