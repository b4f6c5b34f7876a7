#include "engine/pohon_run.h"

#include <string.h>

#include "engine/arrays.h"
#include "engine/pohon_rule.h"
#include "ground/mem.h"
#include "pure/digest.h"
#include "sql.h"

struct pohon_run {
        struct pohon_run_settings settings;
        struct probe *probe;
        struct pohon_run_report report;
        size_t next_period, next_node; /* to be asked */
        struct period period;          /* being asked */
        const struct tree_node *node;
        const struct pohon_rule *rule;
        struct db *asked; /* NULL: nothing is under way */
        struct db_result *rows;
};

void pohon_run_usual(struct pohon_run_settings *settings, struct period current)
{
        struct period p = current;

        settings->current = current;
        settings->period_count = (size_t)current.quarter + 1;
        for (size_t i = 0; i < settings->period_count; i++) {
                settings->periods[i] = p;
                p = period_before(p);
        }
}

bool pohon_run_new(const struct pohon_run_settings *settings, struct pohon_run **ret,
                   struct err *err)
{
        CLEANUP(pohon_run_free_ptr) struct pohon_run *run = NEW(struct pohon_run);

        run->settings = *settings;
        if (!probe_read(settings->source, settings->source_schema, &run->probe, err))
                return false;
        *ret = TAKE_PTR(run);
        return true;
}

void pohon_run_free(struct pohon_run *run)
{
        if (!run)
                return;
        if (run->asked)
                db_cancel(run->asked);
        probe_free(run->probe);
        db_result_free(run->rows);
        free(run);
}

/* The next node and quarter that can be counted; false at the end. */
static bool take_next(struct pohon_run *run)
{
        const struct pohon_run_settings *s = &run->settings;

        for (; run->next_period < s->period_count; run->next_period++, run->next_node = 0) {
                while (run->next_node < s->tree->count) {
                        run->node = &s->tree->nodes[run->next_node++];
                        run->period = s->periods[run->next_period];
                        if (run->node->source != TREE_COMPUTED)
                                continue;
                        run->rule = pohon_rule_find(run->node->computed);
                        return true;
                }
        }
        return false;
}

/* The rule's text and what it counted, so that a changed figure tells which of the two changed it.
 */
static void hash_of(const struct pohon_run *run, const char *counted, char out[DIGEST_HEX])
{
        struct text both = {0};

        text_addf(&both, "%s\n%s", run->rule->sql, counted);
        digest_hex(both.s, both.len, out);
        text_free(&both);
}

static bool store(struct pohon_run *run, const struct pohon_count *count, const char *reason,
                  struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        char hash[DIGEST_HEX];

        hash_of(run, count->counted, hash);
        if (*reason)
                run->report.without_data++;
        else
                run->report.counted++;
        if (!db_query(run->settings.state, sql_pohon_computed_add,
                      DB_ARGS(run->node->code, NUMBER(run->period.year),
                              NUMBER(run->period.quarter), *reason ? NULL : count->value,
                              *count->numerator ? count->numerator : NULL,
                              count->has_denominator ? count->denominator : NULL, reason, hash),
                      &r, err))
                return false;
        run->report.changed += (int64_t)db_rows(r);
        return true;
}

static bool ask(struct pohon_run *run, struct err *err)
{
        CLEANUP(free_ptr) char *lacks = pohon_rule_lacks(run->rule, run->probe);
        char first[11], end[11];

        if (lacks)
                return store(run, &(struct pohon_count){0}, lacks, err);
        struct db *db = run->rule->on_state ? run->settings.state : run->settings.source;
        CLEANUP(free_ptr) char *sql = pohon_rule_sql(run->rule, db, run->probe);
        const struct db_args *args = DB_ARGS(date_to_iso(period_first_day(run->period), first),
                                             date_to_iso(period_end(run->period), end));
        if (!db_send(db, sql, args, err))
                return false;
        run->asked = db;
        return true;
}

/* A statement that fails leaves the earlier value; a lost connection ends the run. */
static bool give_up(struct pohon_run *run, struct err *err)
{
        struct db *db = TAKE_PTR(run->asked);

        if (!db_alive(db))
                return false;
        db_cancel(db);
        if (run->report.failed++ == 0)
                err_set(&run->report.first_failure, "%s: %s", run->node->code, err->text);
        return true;
}

static bool answer(struct pohon_run *run, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *rows = TAKE_PTR(run->rows);
        struct pohon_count count;

        run->asked = NULL;
        pohon_rule_count(run->rule, rows, &count);
        return store(run, &count, count.known ? "" : run->rule->nothing, err);
}

static enum pohon_step take_answer(struct pohon_run *run, bool wait, struct err *err)
{
        struct db_result *r = NULL;
        const char *line = NULL; /* these statements copy nothing */

        switch ((wait ? db_wait : db_poll)(run->asked, &r, &line, err)) {
        case DB_ROWS:
                db_result_free(run->rows);
                run->rows = r;
                return POHON_MORE;
        case DB_END:
                return answer(run, err) ? POHON_MORE : POHON_FAILED;
        case DB_WAIT:
                return POHON_WAIT;
        default:
                return give_up(run, err) ? POHON_MORE : POHON_FAILED;
        }
}

static enum pohon_step turn(struct pohon_run *run, bool wait, struct err *err)
{
        if (run->asked)
                return take_answer(run, wait, err);
        if (!take_next(run))
                return POHON_DONE;
        return ask(run, err) ? POHON_MORE : POHON_FAILED;
}

enum pohon_step pohon_run_turn(struct pohon_run *run, struct err *err)
{
        return turn(run, false, err);
}

bool pohon_run_all(struct pohon_run *run, struct err *err)
{
        enum pohon_step step;

        do {
                step = turn(run, true, err);
        } while (step == POHON_MORE || step == POHON_WAIT);
        return step == POHON_DONE;
}

int pohon_run_fd(const struct pohon_run *run)
{
        return run->asked ? db_fd(run->asked) : -1;
}

const struct pohon_run_report *pohon_run_report(const struct pohon_run *run)
{
        return &run->report;
}
