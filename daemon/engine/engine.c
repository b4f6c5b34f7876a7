#include "engine/engine.h"

#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "engine/engine_private.h"
#include "engine/migrate.h"
#include "ground/clock.h"
#include "ground/crash.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "pure/retry.h"
#include "sql.h"

enum {
        SEEN_EVERY_MS = 15000,
        CREDENTIALS_EVERY_MS = 5000,
        ONCE_LOOK_MS = 200,
        ONCE_SOON_MS = 60000, /* --once waits for what comes due within this time */
        ONCE_ILL_MS = 30000,  /* --once gives up on a service that is ill for so long */
        WAIT_MAX_MS = 5000,
};

static void take_signals(struct engine *e)
{
        struct signalfd_siginfo info;

        while (read(e->signal_fd, &info, sizeof info) == (ssize_t)sizeof info) {
                if (info.ssi_signo == SIGHUP) {
                        engine_reload(e);
                } else if (e->draining) {
                        e->leave_now = true;
                } else {
                        e->draining = true;
                        sd_notify(0, "STOPPING=1");
                        log_notice("stopping: waiting for what is in flight",
                                   log_id(LOG_ID_STOPPING),
                                   log_number("sessions", (int64_t)push_active(e->push)));
                        push_drain(e->push);
                }
        }
}

static void lose_state(struct engine *e, int64_t now_ms, const struct err *err)
{
        int64_t wait = retry_delay(&retry_db, e->state_failures++, (uint32_t)now_ms, -1);

        if (e->state_failures == 1) {
                e->state_lost_ms = now_ms;
                log_error("state database lost: reconnecting", log_id(LOG_ID_STATE_LOST),
                          log_text("error", err->text));
        }
        push_drop(e->push);
        reference_refresh_drop(e->refresh);
        engine_close_state(e);
        e->state_retry_ms = now_ms + wait;
}

static bool attach_state(struct engine *e, int64_t now_ms, struct err *err)
{
        if (engine_listen(e, err) && push_attach(e->push, e->state, e->lane, now_ms, err))
                return true;
        engine_close_state(e);
        return false;
}

static void recover_state(struct engine *e, int64_t now_ms)
{
        struct err err;

        if (e->state || now_ms < e->state_retry_ms)
                return;
        if (!engine_open_state(e, &err) || !attach_state(e, now_ms, &err)) {
                e->leave_now = e->leave_now || e->outgrown;
                e->state_retry_ms =
                        now_ms + retry_delay(&retry_db, e->state_failures++, (uint32_t)now_ms, -1);
                return;
        }
        e->state_failures = 0;
        log_notice("state database is back", log_id(LOG_ID_STATE_BACK));
}

/*
 * A newer program may have given the tables another meaning: what is in flight is finished, and
 * this one leaves. Where its file has been replaced meanwhile, systemd starts the new one.
 */
static void outgrow(struct engine *e)
{
        if (e->draining)
                return;
        e->outgrown = e->draining = true;
        sd_notify(0, "STOPPING=1");
        log_notice("the state was migrated by a newer siasn-sync: waiting for what is in flight",
                   log_id(LOG_ID_OUTGROWN), log_number("sessions", (int64_t)push_active(e->push)));
        push_drain(e->push);
}

static const char *const target_names[] = {"ok", "ill", "refused"};

static void say_target(enum push_target now, const char *reason)
{
        if (now == PUSH_OK)
                log_notice("service is well again: sending", log_id(LOG_ID_SERVICE_WELL));
        else if (now == PUSH_ILL)
                log_warning("service is ill: sending paused", log_id(LOG_ID_SERVICE_ILL),
                            log_text("why", reason));
        else
                log_warning("credentials refused: sending paused",
                            log_id(LOG_ID_CREDENTIALS_REFUSED), log_text("why", reason));
}

/* A change of the service's health is logged once and kept for `siasnctl status`. */
static bool note_target(struct engine *e, int64_t now_ms, struct err *err)
{
        const char *reason;
        enum push_target now = push_target_state(e->push, now_ms, &reason);

        if (now == PUSH_OK)
                e->ill_since_ms = -1;
        else if (e->ill_since_ms < 0)
                e->ill_since_ms = now_ms;
        /* What an earlier life wrote holds until a reply has shown that it does not. */
        bool first = now == PUSH_OK && !e->target_known && push_proven(e->push);
        if (now == e->target && !first)
                return true;
        e->target_known = true;
        if (!first)
                say_target(now, reason);
        e->target = now;
        notices_wake(e->notices);
        return db_query(e->state, sql_target_set, DB_ARGS("siasn", target_names[now], reason), NULL,
                        err);
}

/* What `systemctl status` shows. */
static void say_status(const struct engine *e)
{
        static const char *const words[] = {"sending", "service ill, sending paused",
                                            "credentials refused, sending paused"};
        const struct push_counters *n = push_counters(e->push);

        sd_notifyf(0, "STATUS=%s; since the start %lld written, %lld documents, %lld requests",
                   words[e->target], (long long)n->delivered, (long long)n->uploaded,
                   (long long)n->requests);
}

/* The same for SIMPEG, by the daemon that reads it. */
static bool note_source(struct engine *e, struct err *err)
{
        int now = e->collect_error[0] ? PUSH_ILL : PUSH_OK;

        bool ours = collect_leading(e->collector) || e->source == PUSH_ILL;

        if (now == e->source || (now == PUSH_OK && (!ours || !collect_settled(e->collector))))
                return true;
        e->source = now;
        return db_query(e->state, sql_target_set,
                        DB_ARGS("simpeg", target_names[now], e->collect_error), NULL, err);
}

static bool sign_of_life(struct engine *e, int64_t now_ms, struct err *err)
{
        if (now_ms < e->seen_at_ms)
                return true;
        say_status(e);
        e->seen_at_ms = now_ms + SEEN_EVERY_MS;
        if (migrate_newer(e->state))
                outgrow(e);
        return db_query(e->state, sql_daemon_seen, DB_ARGS(e->name, VERSION, ""), NULL, err);
}

static void shorten(int64_t *wait, int64_t other)
{
        if (other >= 0 && other < *wait)
                *wait = other;
}

static void turn_state(struct engine *e, int64_t now_ms, int64_t *wait)
{
        struct err err;
        int64_t push_wait, refresh_wait = -1;
        bool claim = false, refresh = !e->draining && !e->once && collect_leading(e->collector);

        recover_state(e, now_ms);
        if (!e->state) {
                shorten(wait, e->state_retry_ms - now_ms);
                return;
        }
        if ((e->draining || engine_may_claim(e, now_ms, &claim, &err)) &&
            push_turn(e->push, e->state, claim, now_ms, &push_wait, &err) &&
            engine_tell(e, now_ms, &err) && note_target(e, now_ms, &err) && note_source(e, &err) &&
            sign_of_life(e, now_ms, &err) &&
            (e->draining || retention_turn(e->config, e->state, now_ms, &e->tidy_at_ms, &err)) &&
            notices_turn(e->notices, e->state, !e->draining, now_ms, wait, &err) &&
            (e->once || e->draining ||
             reconcile_turn(e->reconcile, e->state, now_ms, wait, &err)) &&
            (!refresh ||
             reference_refresh_turn(e->refresh, e->state, now_ms, &refresh_wait, &err))) {
                shorten(wait, push_wait);
                shorten(wait, refresh_wait);
                shorten(wait, e->draining ? -1 : engine_idle_wait(e, now_ms));
        } else {
                lose_state(e, now_ms, &err);
        }
}

static void turn_collector(struct engine *e, int64_t now_ms, int64_t *wait)
{
        struct err err;
        int64_t collect_wait;

        if (e->draining)
                return;
        if (collect_turn(e->collector, now_ms, &collect_wait, &err)) {
                if (e->collect_error[0] && collect_settled(e->collector)) {
                        log_notice("collecting again", log_id(LOG_ID_COLLECT_BACK));
                        e->collect_error[0] = '\0';
                }
        } else if (strcmp(e->collect_error, err.text) != 0) {
                if (!e->collect_error[0])
                        e->unread_since_ms = now_ms;
                memcpy(e->collect_error, err.text, sizeof err.text);
                log_error("collecting failed: trying again", log_id(LOG_ID_COLLECT_FAILED),
                          log_text("error", err.text));
        }
        e->collected = e->collected || collect_settled(e->collector);
        if (collect_take_news(e->collector)) {
                engine_work(e, true);
                training_wake(e->training);
        }
        shorten(wait, collect_wait);
}

/* Completions from outside SIMPEG: by the daemon that leads the collecting, on its connection. */
static void turn_training(struct engine *e, int64_t now_ms, int64_t *wait)
{
        struct err err;

        if (e->draining)
                return;
        if (training_turn(e->training, collect_lead(e->collector), collect_site(e->collector),
                          now_ms, wait, &err)) {
                if (training_settled(e->training))
                        e->training_error[0] = '\0';
        } else if (strcmp(e->training_error, err.text) != 0) {
                memcpy(e->training_error, err.text, sizeof err.text);
                log_error("training: trying again", log_id(LOG_ID_TRAINING_FAILED),
                          log_text("error", err.text));
        }
        if (training_take_news(e->training))
                engine_work(e, true);
}

/* Counted when nothing more urgent is under way; with --once, when all else is done. */
static void turn_pohon(struct engine *e, int64_t now_ms, int64_t *wait)
{
        struct err err;
        int64_t pohon_wait;
        bool may = collect_leading(e->collector) && collect_settled(e->collector) &&
                   (!e->once || e->quiet);

        if (e->draining)
                return;
        if (collect_take_bulk(e->collector))
                pohon_job_want(e->pohon);
        if (!pohon_job_turn(e->pohon, may, now_ms, &pohon_wait, &err))
                log_error("performance tree not computed: trying again",
                          log_text("error", err.text));
        shorten(wait, pohon_wait);
}

static void turn_tokens(struct engine *e, int64_t now_ms, int64_t *wait)
{
        struct err err;

        if (siasn_auth_state(e->siasn, now_ms) == AUTH_REFUSED && now_ms >= e->credentials_at_ms) {
                e->credentials_at_ms = now_ms + CREDENTIALS_EVERY_MS;
                if (siasn_reload_credentials(e->siasn, &err))
                        log_notice("credential files have changed: trying again",
                                   log_id(LOG_ID_CREDENTIALS_CHANGED));
        }
        bool fetch = siasn_auth_state(e->siasn, now_ms) == AUTH_FETCH;
        if (!e->draining && (!fetch || push_may_try_credentials(e->push)) &&
            siasn_auth_turn(e->siasn, now_ms) && fetch)
                push_credentials_tried(e->push);
        shorten(wait, siasn_auth_wait_ms(e->siasn, now_ms));
}

static bool over(struct engine *e, int64_t now_ms, enum engine_exit *ret)
{
        *ret = ENGINE_OK;
        if (e->leave_now ||
            (e->draining && push_active(e->push) == 0 && !(e->state && notices_busy(e->notices))))
                return true;
        return e->once && !e->draining && engine_once_over(e, now_ms, ret);
}

/*
 * Adds the sockets that have something to say besides the service's; how many there are in all. The
 * second is the state's; without one, the signals' again.
 */
static size_t sockets(const struct engine *e, struct http_fd *fds)
{
        const int more[] = {collect_fd(e->collector), training_fd(e->training),
                            pohon_job_fd(e->pohon), notices_fd(e->notices)};
        int watched[MONITOR_FDS];
        size_t n = 2, watching = monitor_fds(e->monitor, watched);

        fds[1].fd = e->state ? db_fd(e->state) : e->signal_fd;
        for (size_t i = 0; i < watching; i++)
                fds[n++].fd = watched[i];
        for (size_t i = 0; i < COUNT_OF(more); i++) {
                if (more[i] >= 0)
                        fds[n++].fd = more[i];
        }
        return n + push_fds(e->push, fds + n);
}

static enum engine_exit loop(struct engine *e)
{
        enum engine_exit ret;
        int64_t now_ms = clock_mono_ms();

        while (!over(e, now_ms, &ret)) {
                int64_t wait = e->once ? ONCE_LOOK_MS : WAIT_MAX_MS;

                turn_tokens(e, now_ms, &wait);
                turn_collector(e, now_ms, &wait);
                turn_training(e, now_ms, &wait);
                turn_state(e, now_ms, &wait);
                turn_pohon(e, now_ms, &wait);
                monitor_turn(e->monitor, now_ms, &wait);
                struct http_fd fds[6 + PUSH_FDS + MONITOR_FDS] = {{.fd = e->signal_fd}};
                http_turn(e->http, fds, sockets(e, fds), wait);
                if (push_active(e->push))
                        crash_point("after_send");
                if (fds[0].readable)
                        take_signals(e);
                if (fds[1].readable)
                        engine_hear(e);
                sd_notify(0, "WATCHDOG=1");
                now_ms = clock_mono_ms();
        }
        return ret;
}

bool engine_once_over(struct engine *e, int64_t now_ms, enum engine_exit *ret)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct err err;

        if (push_active(e->push) > 0 || now_ms < e->settled_at_ms || !e->state)
                return false;
        e->settled_at_ms = now_ms + ONCE_LOOK_MS;
        bool refused = e->target == PUSH_REFUSED;
        bool given_up = e->ill_since_ms >= 0 && now_ms - e->ill_since_ms > ONCE_ILL_MS;
        if (!(collect_settled(e->collector) && training_settled(e->training)) && !refused &&
            !e->collect_error[0])
                return false;
        if (!db_query(e->state, sql_next_due, NULL, &r, &err))
                return false;
        bool soon = db_value(r, 0, 0) && db_int(r, 0, 0) < ONCE_SOON_MS;
        if (soon && !refused && !given_up && !e->collect_error[0])
                return false;
        /* The last thing to do: the figures, of what has become of all this. */
        bool first = !e->quiet;
        e->quiet = true;
        if (first || pohon_job_busy(e->pohon))
                return false;
        int64_t doubt = db_int(r, 0, 1), waiting = db_int(r, 0, 2);
        *ret = refused || doubt                  ? ENGINE_ATTENTION
               : given_up || e->collect_error[0] ? ENGINE_FAILED
                                                 : ENGINE_OK;
        log_notice("done", log_id(LOG_ID_DONE), log_number("in_doubt", doubt),
                   log_number("waiting", waiting), log_number("exit", *ret));
        return true;
}

/* `siasnctl status` would take us for alive for a minute. When it fails, the silence tells. */
static void say_end(const struct engine *e)
{
        struct err err;

        if (e->state &&
            !db_query(e->state, sql_daemon_seen, DB_ARGS(e->name, VERSION, "end"), NULL, &err))
                log_warning("the end could not be noted in the state", log_text("error", err.text));
}

enum engine_exit engine_run(struct config *config, const char *config_path, bool once,
                            struct err *err)
{
        struct engine e = {.config = config, .config_path = config_path, .once = once};
        enum engine_exit ret = ENGINE_FAILED;

        err->text[0] = '\0';
        if (engine_start(&e, err) && attach_state(&e, clock_mono_ms(), err)) {
                sd_notify(0, "READY=1");
                log_notice("started", log_id(LOG_ID_STARTED), log_text("version", VERSION),
                           log_text("name", e.name),
                           log_number("kinds", (int64_t)e.catalog->on_count));
                ret = loop(&e);
                if (e.outgrown) {
                        ret = ENGINE_FAILED;
                        err_set(err, "the state was migrated by a newer siasn-sync: upgrade this "
                                     "one");
                }
                say_end(&e);
                log_notice("stopped", log_id(LOG_ID_STOPPED),
                           log_number("requests", push_counters(e.push)->requests),
                           log_number("written", push_counters(e.push)->delivered),
                           log_number("documents", push_counters(e.push)->uploaded));
        }
        engine_stop(&e);
        return ret;
}
