#include "engine/pohon_job.h"

#include "engine/indicator_child.h"
#include "engine/pohon_run.h"
#include "ground/clock.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "pure/date.h"
#include "sql.h"

enum {
        STATEMENT_MS = 300000, /* a view may be slow, but not for ever */
        RETRY_MS = 600000,     /* after an error */
        REST_MS = 600000,      /* between two counts that changes asked for */
        LOOK_MS = 60000,       /* at the date */
        CHILD_LOOK_MS = 200,   /* whether the percentages are counted */
};

static const char cursor_name[] = "pohon";

struct pohon_job {
        struct pohon_job_settings settings;
        struct db *source, *state;
        struct pohon_run *run;
        pid_t child;      /* counts the percentages first; 0: none */
        struct date done; /* the last day it was done, as far as we know */
        bool wanted;
        bool due;              /* as the last turn saw it */
        int64_t not_before_ms; /* after an error, or to rest */
};

struct pohon_job *pohon_job_new(const struct pohon_job_settings *settings)
{
        struct pohon_job *job = NEW(struct pohon_job);

        job->settings = *settings;
        return job;
}

static void stop(struct pohon_job *job)
{
        if (job->child > 0)
                indicator_child_stop(job->child);
        job->child = 0;
        pohon_run_free(TAKE_PTR(job->run));
        db_close(TAKE_PTR(job->source));
        db_close(TAKE_PTR(job->state));
}

void pohon_job_free(struct pohon_job *job)
{
        if (!job)
                return;
        stop(job);
        free(job);
}

void pohon_job_want(struct pohon_job *job)
{
        job->wanted = true;
}

static struct date today(void)
{
        struct date d;

        clock_today(&d.year, &d.month, &d.day);
        return d;
}

static bool open_state(struct pohon_job *job, struct err *err)
{
        const struct config *c = job->settings.config;
        struct db_params params = {.label = "state",
                                   .dsn = c->state_dsn,
                                   .password = job->settings.state_password,
                                   .schema = c->state_schema,
                                   .statement_timeout_ms = STATEMENT_MS};

        return db_open(&params, &job->state, err);
}

static bool open_source(struct pohon_job *job, struct err *err)
{
        const struct config *c = job->settings.config;
        struct db_params params = {.label = "source",
                                   .dsn = c->source_dsn,
                                   .password = job->settings.source_password,
                                   .schema = c->source_schema,
                                   .read_only = true,
                                   .statement_timeout_ms = STATEMENT_MS};

        return db_open(&params, &job->source, err);
}

/* Another daemon, or an earlier life of ours, may have done today's count. */
static bool done_already(struct pohon_job *job, bool *ret, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct date day = today(), last = {0};

        *ret = false;
        if (job->wanted)
                return true;
        if (!db_query(job->state, sql_cursor_get, DB_ARGS(cursor_name), &r, err))
                return false;
        *ret = db_rows(r) > 0 && date_parse_iso(db_text(r, 0, 0), &last) &&
               date_compare(last, day) == 0;
        if (*ret)
                job->done = day;
        return true;
}

static bool start(struct pohon_job *job, struct err *err)
{
        bool done;

        if (!open_state(job, err) || !done_already(job, &done, err))
                return false;
        if (done) {
                stop(job);
                return true;
        }
        job->child = indicator_child_start(
                &(struct indicator_child_settings){.config = job->settings.config,
                                                   .source_password = job->settings.source_password,
                                                   .state_password = job->settings.state_password});
        return true;
}

static bool start_run(struct pohon_job *job, struct err *err)
{
        struct pohon_run_settings run = {.tree = job->settings.tree,
                                         .source_schema = job->settings.config->source_schema};

        if (!open_source(job, err))
                return false;
        pohon_run_usual(&run, period_of(today()));
        run.source = job->source;
        run.state = job->state;
        return pohon_run_new(&run, &job->run, err);
}

static bool finish(struct pohon_job *job, int64_t now_ms, struct err *err)
{
        const struct pohon_run_report *report = pohon_run_report(job->run);
        char day[11];

        if (!db_query(job->state, sql_cursor_set, DB_ARGS(cursor_name, date_to_iso(today(), day)),
                      NULL, err))
                return false;
        if (report->failed)
                log_warning("performance tree: a figure could not be counted, the earlier stands",
                            log_number("figures", report->failed),
                            log_text("first", report->first_failure.text));
        log_info("performance tree computed", log_number("counted", report->counted),
                 log_number("without_data", report->without_data),
                 log_number("changed", report->changed));
        job->done = today();
        job->wanted = false;
        job->not_before_ms = now_ms + REST_MS;
        stop(job);
        return true;
}

/* The percentages come first: nodes of the tree are made of them. */
static bool step_child(struct pohon_job *job, int64_t *ret_wait_ms, struct err *err)
{
        enum indicator_child_state state =
                job->child > 0 ? indicator_child_state(job->child) : CHILD_FAILED;

        if (state == CHILD_RUNS) {
                *ret_wait_ms = CHILD_LOOK_MS;
                return true;
        }
        job->child = 0;
        if (state == CHILD_FAILED)
                return err_set(err, "the two percentages could not be counted: the log says why");
        return start_run(job, err);
}

static bool step(struct pohon_job *job, int64_t now_ms, int64_t *ret_wait_ms, struct err *err)
{
        *ret_wait_ms = 0;
        if (job->child)
                return step_child(job, ret_wait_ms, err);
        if (!job->run)
                return start(job, err);
        switch (pohon_run_turn(job->run, err)) {
        case POHON_WAIT:
                *ret_wait_ms = 1000;
                return true;
        case POHON_MORE:
                *ret_wait_ms = 0;
                return true;
        case POHON_DONE:
                *ret_wait_ms = 0;
                return finish(job, now_ms, err);
        default:
                return false;
        }
}

bool pohon_job_turn(struct pohon_job *job, bool may, int64_t now_ms, int64_t *ret_wait_ms,
                    struct err *err)
{
        bool new_day = date_compare(today(), job->done) != 0;

        *ret_wait_ms = LOOK_MS;
        job->due = job->run || job->child ||
                   (may && (job->wanted || new_day) && now_ms >= job->not_before_ms);
        if (!job->due || step(job, now_ms, ret_wait_ms, err))
                return true;
        stop(job);
        job->due = false;
        job->not_before_ms = now_ms + RETRY_MS;
        return false;
}

bool pohon_job_busy(const struct pohon_job *job)
{
        return job->due;
}

int pohon_job_fd(const struct pohon_job *job)
{
        return job->run ? pohon_run_fd(job->run) : -1;
}
