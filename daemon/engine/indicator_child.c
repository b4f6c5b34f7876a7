#include "engine/indicator_child.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/arrays.h"
#include "engine/indicator.h"
#include "ground/clock.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "pure/date.h"
#include "pure/figures.h"
#include "sql.h"

enum { STATEMENT_MS = 3600000, DAY_MS = 86400000 };

struct child {
        const struct indicator_child_settings *settings;
        struct db *state, *source;
        struct probe *probe;
        struct secret *key; /* NULL: nothing is sealed */
        char today[11];
};

static bool open_all(struct child *c, struct err *err)
{
        const struct config *f = c->settings->config;
        const struct db_params state = {.label = "state",
                                        .dsn = f->state_dsn,
                                        .password = c->settings->state_password,
                                        .schema = f->state_schema,
                                        .statement_timeout_ms = STATEMENT_MS};
        const struct db_params source = {.label = "source",
                                         .dsn = f->source_dsn,
                                         .password = c->settings->source_password,
                                         .schema = f->source_schema,
                                         .read_only = true,
                                         .statement_timeout_ms = STATEMENT_MS};
        struct date day;

        clock_today(&day.year, &day.month, &day.day);
        date_to_iso(day, c->today);
        return db_open(&state, &c->state, err) && db_open(&source, &c->source, err) &&
               probe_read(c->source, f->source_schema, &c->probe, err) &&
               (!secret_exists(f->credentials_dir, "indicator_key") ||
                secret_load(f->credentials_dir, "indicator_key", &c->key, err));
}

static bool seal_due(struct child *c, const char *indicator, bool *ret, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        int64_t days = c->settings->config->indicator_snapshot_every_ms / DAY_MS;

        *ret = false;
        if (!c->key || days == 0)
                return true;
        if (!db_query(c->state, sql_indicator_seal_due, DB_ARGS(indicator, NUMBER(days)), &r, err))
                return false;
        *ret = db_bool(r, 0, 0);
        return true;
}

static bool put_trend(struct child *c, const struct indicator_run *run, struct err *err)
{
        const struct counts n = {.pass = run->pass,
                                 .fail = run->fail,
                                 .unknown = run->unknown,
                                 .excluded = run->excluded,
                                 .pass_strict = run->pass_strict,
                                 .pass_permissive = run->pass_permissive};
        struct figures f;

        figures_of(run->rule, &n, &f);
        return db_query(c->state, sql_indicator_trend_put,
                        DB_ARGS(run->rule->indicator, c->today, run->rule->sha256,
                                run->rule->version, NUMBER(n.pass), NUMBER(f.denominator),
                                NUMBER(n.unknown), NUMBER(n.excluded)),
                        NULL, err);
}

static bool count(struct child *c, struct indicator_run *run, struct err *err)
{
        bool seal;

        if (!seal_due(c, run->rule->indicator, &seal, err) ||
            !db_script(c->source, sql_source_begin, err) || !indicator_compute(run, err))
                return false;
        if (!seal)
                db_rollback(c->state); /* only the counts are wanted */
        else if (!indicator_seal(run, c->key, err))
                return false;
        return put_trend(c, run, err);
}

/* The next name of a list by comma, NULL at its end. */
static char *next_rule(char **rest)
{
        char *name;

        while ((name = strsep(rest, ", ")) && !*name)
                ;
        return name;
}

bool indicator_child_rules(const struct config *config, struct err *err)
{
        CLEANUP(free_ptr) char *rules = mem_dup(config->indicator_rules);
        char *rest = rules, *name;

        while ((name = next_rule(&rest))) {
                CLEANUP(rule_free_ptr) struct ruleset *rule = NULL;

                if (!indicator_rule_open(name, &rule, err))
                        return err_prefix(err, "[indicator] rules");
        }
        return true;
}

static void count_rule(struct child *c, const char *name)
{
        CLEANUP(rule_free_ptr) struct ruleset *rule = NULL;
        struct err err = {.text = ""};
        struct indicator_run run = {.state = c->state,
                                    .source = c->source,
                                    .probe = c->probe,
                                    .as_of = c->today,
                                    .by = "siasnd"};

        if (indicator_rule_open(name, &rule, &err)) {
                run.rule = rule;
                if (count(c, &run, &err))
                        log_info("indicator counted", log_text("rule", rule->version),
                                 log_number("pass", run.pass), log_number("fail", run.fail),
                                 log_number("unknown", run.unknown));
        }
        if (err.text[0]) {
                log_warning("indicator not counted", log_text("rule", name),
                            log_text("error", err.text));
                db_rollback(c->state);
        }
        db_rollback(c->source);
        text_free(&run.missing);
}

_Noreturn static void run(const struct indicator_child_settings *settings)
{
        CLEANUP(free_ptr) char *rules = mem_dup(settings->config->indicator_rules);
        struct child c = {.settings = settings};
        struct err err;
        sigset_t none;
        char *rest = rules, *name;

        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (!open_all(&c, &err)) {
                log_warning("indicators not counted", log_text("error", err.text));
                _exit(EXIT_FAILURE);
        }
        while ((name = next_rule(&rest)))
                count_rule(&c, name);
        /* The daemon's own connections are ours too: nothing may be said good-bye to. */
        _exit(db_alive(c.state) && db_alive(c.source) ? EXIT_SUCCESS : EXIT_FAILURE);
}

pid_t indicator_child_start(const struct indicator_child_settings *settings)
{
        pid_t pid = fork();

        if (pid == 0)
                run(settings);
        if (pid < 0)
                log_warning("indicators not counted: no process for them");
        return pid;
}

enum indicator_child_state indicator_child_state(pid_t child)
{
        int status;

        if (waitpid(child, &status, WNOHANG) == 0)
                return CHILD_RUNS;
        return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS ? CHILD_DONE : CHILD_FAILED;
}

void indicator_child_stop(pid_t child)
{
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
}
