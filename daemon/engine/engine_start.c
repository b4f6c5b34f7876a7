/* The engine's beginning and end: what is opened in which order, and checked before anything
 * changes. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "engine/engine_private.h"
#include "engine/guard_limits.h"
#include "engine/indicator_child.h"
#include "engine/migrate.h"
#include "engine/pohon.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "sql.h"

enum { CONNECT_TIMEOUT_MS = 10000, STATE_TIMEOUT_MS = 30000, BODY_MAX = 8 * 1024 * 1024 };

static bool load_optional(const char *dir, const char *name, struct secret **ret, struct err *err)
{
        return !secret_exists(dir, name) || secret_load(dir, name, ret, err);
}

static struct db_params state_params(const struct engine *e)
{
        return (struct db_params){.label = "state",
                                  .dsn = e->config->state_dsn,
                                  .password = e->state_password,
                                  .schema = e->config->state_schema,
                                  .keyed = true,
                                  .statement_timeout_ms = STATE_TIMEOUT_MS};
}

/* A look at the source before the state is touched: a bad contract must change nothing. */
static bool check_source(struct engine *e, struct err *err)
{
        struct db_params params = {.label = "source",
                                   .dsn = e->config->source_dsn,
                                   .password = e->source_password,
                                   .schema = e->config->source_schema,
                                   .read_only = true};
        struct source *source = NULL;

        if (!source_open(&params, e->catalog->contract, e->catalog->on, e->catalog->on_count,
                         &source, err))
                return false;
        bool ok = e->config->collect_mode != COLLECT_CHANGELOG || source->has_changelog ||
                  err_set(err,
                          "[collect] mode = changelog needs the table change_log in schema "
                          "%s: have the DBA run schema/source/changelog.sql, or choose mode = scan",
                          e->config->source_schema);
        source_close(source);
        return ok;
}

void engine_close_state(struct engine *e)
{
        db_close(TAKE_PTR(e->state));
        db_close(TAKE_PTR(e->lane));
}

bool engine_open_state(struct engine *e, struct err *err)
{
        struct db_params params = state_params(e);
        int applied = 0;

        if (!db_open(&params, &e->state, err))
                return false;
        if (!migrate_run(e->state, e->config->state_schema, &applied, err) ||
            !db_query(e->state, sql_daemon_seen, DB_ARGS(e->name, VERSION, "start"), NULL, err) ||
            !engine_note_home(e, err) || !db_open(&params, &e->lane, err)) {
                e->outgrown = migrate_newer(e->state);
                engine_close_state(e);
                return false;
        }
        if (applied)
                log_notice("state schema migrated", log_id(LOG_ID_MIGRATED),
                           log_number("migrations", applied));
        return true;
}

static bool open_service(struct engine *e, struct err *err)
{
        const struct config *c = e->config;
        struct http_settings http = {.ca_file = c->siasn_ca_file,
                                     .pins = c->siasn_pins,
                                     .connect_timeout_ms = CONNECT_TIMEOUT_MS,
                                     .total_timeout_ms = c->push_timeout_ms,
                                     .max_body = BODY_MAX,
                                     .max_connections = (int)c->push_max_inflight};
        const struct siasn_settings siasn = siasn_settings_of(c);

        return http_new(&http, &e->http, err) && siasn_new(&siasn, e->http, &e->siasn, err);
}

static bool open_signals(struct engine *e, struct err *err)
{
        sigset_t set;

        sigemptyset(&set);
        sigaddset(&set, SIGTERM);
        sigaddset(&set, SIGINT);
        sigaddset(&set, SIGHUP);
        sigprocmask(SIG_BLOCK, &set, NULL);
        signal(SIGPIPE, SIG_IGN);
        e->signal_fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
        return e->signal_fd >= 0 || err_set(err, "signalfd: %s", strerror(errno));
}

bool engine_start(struct engine *e, struct err *err)
{
        char host[64] = "localhost";

        gethostname(host, sizeof host - 1);
        snprintf(e->name, sizeof e->name, "%s:%d", host, (int)getpid());
        struct guard_limits limits;

        if (!catalog_load(e->config, &e->catalog, err) ||
            !guard_limits_of(e->config, e->catalog, "", &limits, err) ||
            !pohon_tree_load(e->config, &e->tree, err) || !indicator_child_rules(e->config, err) ||
            !load_optional(e->config->credentials_dir, "source_password", &e->source_password,
                           err) ||
            !load_optional(e->config->credentials_dir, "state_password", &e->state_password, err) ||
            !load_optional(e->config->credentials_dir, "sinau_password", &e->sinau_password, err) ||
            !contents_new(e->config, e->catalog, e->source_password, &e->contents, err) ||
            !open_service(e, err) || !check_source(e, err) || !engine_open_state(e, err) ||
            !open_signals(e, err))
                return false;
        e->collector = collect_new(&(struct collect_settings){.config = e->config,
                                                              .catalog = e->catalog,
                                                              .actor = e->name,
                                                              .source_password = e->source_password,
                                                              .state_password = e->state_password});
        e->training = training_new(&(struct training_settings){.config = e->config,
                                                               .catalog = e->catalog,
                                                               .actor = e->name,
                                                               .password = e->sinau_password});
        e->push = push_new(&(struct push_settings){.config = e->config,
                                                   .catalog = e->catalog,
                                                   .actor = e->name,
                                                   .siasn = e->siasn,
                                                   .contents = e->contents});
        e->reconcile = reconcile_new(e->config, e->catalog, e->name, e->siasn, e->push);
        e->refresh = reference_refresh_new(e->config, e->name, e->push);
        e->pohon = pohon_job_new(&(struct pohon_job_settings){.config = e->config,
                                                              .tree = e->tree,
                                                              .source_password = e->source_password,
                                                              .state_password = e->state_password});
        e->ill_since_ms = -1;
        e->source = -1;
        return (e->once ||
                notices_new(&(struct notice_settings){.config = e->config,
                                                      .catalog = e->catalog,
                                                      .state_password = e->state_password,
                                                      .http = e->http},
                            &e->notices, err)) &&
               monitor_open(e, &e->monitor, err);
}

void engine_stop(struct engine *e)
{
        monitor_close(e->monitor);
        notices_free(e->notices);
        reconcile_free(e->reconcile);
        pohon_job_free(e->pohon);
        tree_free(e->tree);
        push_free(e->push);
        contents_free(e->contents);
        training_free(e->training);
        collect_free(e->collector);
        siasn_free(e->siasn);
        reference_refresh_free(e->refresh); /* after the client: it may wait for an answer */
        http_free(e->http);
        engine_close_state(e);
        catalog_free(e->catalog);
        secret_free(e->source_password);
        secret_free(e->state_password);
        secret_free(e->sinau_password);
        if (e->signal_fd > 0)
                close(e->signal_fd);
}
