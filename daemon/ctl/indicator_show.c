/*
 * Words show, compute, list and result: the figures. show works the same way as compute and keeps
 * nothing; percentages follow from whole numbers and never come without them.
 */
#include <stdio.h>
#include <string.h>

#include "ctl/indicator.h"
#include "engine/arrays.h"
#include "ground/clock.h"
#include "ground/mem.h"
#include "pure/date.h"
#include "pure/reference.h"
#include "sql.h"

const struct table_column indicator_summary_columns[] = {
        {"indicator", "INDICATOR", CELL_TEXT},
        {"profile", NULL, CELL_TEXT},
        {"version", NULL, CELL_TEXT},
        {"title", NULL, CELL_TEXT},
        {"status", "STATUS", CELL_TEXT},
        {"numerator", "NUMERATOR", CELL_NUMBER},
        {"denominator", "DENOMINATOR", CELL_NUMBER},
        {"population", NULL, CELL_NUMBER},
        {"fail", "FAIL", CELL_NUMBER},
        {"unknown", "UNKNOWN", CELL_NUMBER},
        {"excluded", "EXCLUDED", CELL_NUMBER},
        {"pct", NULL, CELL_NUMBER},
        {NULL, "PCT", CELL_NUMBER},
        {"pct_judged", NULL, CELL_NUMBER},
        {NULL, "PCT OF JUDGED", CELL_NUMBER},
        {"pct_low", NULL, CELL_NUMBER},
        {"pct_high", NULL, CELL_NUMBER},
        {NULL, "INTERVAL", CELL_NUMBER},
        {"pct_strict", "STRICT", CELL_NUMBER},
        {"pct_permissive", "PERMISSIVE", CELL_NUMBER},
        {"differ", NULL, CELL_NUMBER},
};
const size_t indicator_summary_count = COUNT_OF(indicator_summary_columns);

static const struct table_column row_columns[] = {{"indicator", "INDICATOR", CELL_TEXT},
                                                  {"code", "CODE", CELL_TEXT},
                                                  {"class", "CLASS", CELL_TEXT},
                                                  {"reason", "REASON", CELL_TEXT},
                                                  {"persons", "PERSONS", CELL_NUMBER}};

static const struct table_column differ_columns[] = {{"nip", "NIP", CELL_TEXT},
                                                     {"strict", "STRICT", CELL_TEXT},
                                                     {"permissive", "PERMISSIVE", CELL_TEXT},
                                                     {"class", "CLASS", CELL_TEXT},
                                                     {"reason", "REASON", CELL_TEXT}};

static const struct table_column result_columns[] = {{"dimension", "DIMENSION", CELL_TEXT},
                                                     {"value", "VALUE", CELL_TEXT},
                                                     {"name", "NAME", CELL_TEXT},
                                                     {"pass", "PASS", CELL_NUMBER},
                                                     {"fail", "FAIL", CELL_NUMBER},
                                                     {"unknown", "UNKNOWN", CELL_NUMBER},
                                                     {"excluded", "EXCLUDED", CELL_NUMBER},
                                                     {"pct", NULL, CELL_NUMBER},
                                                     {NULL, "PCT", CELL_NUMBER},
                                                     {"pct_judged", NULL, CELL_NUMBER},
                                                     {NULL, "PCT OF JUDGED", CELL_NUMBER}};

static const struct table_column list_columns[] = {{"snapshot", "SNAPSHOT", CELL_NUMBER},
                                                   {"indicator", "INDICATOR", CELL_TEXT},
                                                   {"as_of", "AS OF", CELL_TEXT},
                                                   {"version", "VERSION", CELL_TEXT},
                                                   {"standing", "STATUS", CELL_TEXT},
                                                   {"pass", "PASS", CELL_NUMBER},
                                                   {"fail", "FAIL", CELL_NUMBER},
                                                   {"unknown", "UNKNOWN", CELL_NUMBER},
                                                   {"excluded", "EXCLUDED", CELL_NUMBER},
                                                   {"frozen_at", "FROZEN AT", CELL_TEXT},
                                                   {"hash", "HASH", CELL_TEXT}};

const char *indicator_number(const char *percent)
{
        return *percent == 'n' ? NULL : percent;
}

void indicator_add_summary(struct table *table, const struct ruleset *rule, const struct counts *n)
{
        struct figures f;
        char interval[2 * PERCENT_TEXT + 4];
        bool levels = rule_has_kind(rule, CLAUSE_STRUCTURAL_TRAINING) ||
                      rule_has_kind(rule, CLAUSE_STANDARD_TRAINING);

        figures_of(rule, n, &f);
        snprintf(interval, sizeof interval, "%s-%s", f.low, f.high);
        TABLE_ADD(table, rule->indicator, rule->profile, rule->version, rule->title,
                  rule_standing(rule), NUMBER(n->pass), NUMBER(f.denominator), NUMBER(f.population),
                  NUMBER(n->fail), NUMBER(n->unknown), NUMBER(n->excluded), indicator_number(f.pct),
                  f.pct, indicator_number(f.judged), f.judged, indicator_number(f.low),
                  indicator_number(f.high), f.population ? interval : f.low,
                  levels ? indicator_number(f.strict) : NULL,
                  levels ? indicator_number(f.permissive) : NULL,
                  levels ? NUMBER(n->pass_permissive - n->pass_strict) : NULL);
}

struct report {
        struct table *summary, *rows, *differ;
        struct text problems; /* a line an indicator that could not be counted */
};

static void add_rows(struct table *table, const char *indicator, const struct db_result *r)
{
        static const char prefix[] = "KEDUDUKAN:";

        for (size_t row = 0; row < db_rows(r); row++) {
                const char *reason = db_text(r, row, 2);
                struct text shown = {0};

                text_add(&shown, reason);
                if (text_has_prefix(reason, prefix) &&
                    !reference_has("kedudukan_hukum", reason + strlen(prefix)))
                        text_add(&shown, " (not in BKN's list)");
                TABLE_ADD(table, indicator, db_text(r, row, 0), db_text(r, row, 1),
                          text_str(&shown), db_text(r, row, 3));
                text_free(&shown);
        }
}

static bool report_one(struct report *report, struct indicator_run *run, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *differ = NULL;
        const struct counts n = {run->pass,     run->fail,        run->unknown,
                                 run->excluded, run->pass_strict, run->pass_permissive};

        if (!db_query(run->state, sql_indicator_rows, DB_ARGS(NUMBER(run->snapshot)), &rows, err) ||
            !db_query(run->state, sql_indicator_differ, DB_ARGS(NUMBER(run->snapshot)), &differ,
                      err))
                return false;
        indicator_add_summary(report->summary, run->rule, &n);
        add_rows(report->rows, run->rule->indicator, rows);
        table_add_result(report->differ, differ);
        return true;
}

struct session {
        const struct ctl *ctl;
        struct db *state, *source;
        struct probe *probe;
        char today[11];
        const char *as_of;
};

static void session_close(struct session *s)
{
        db_close(s->state);
        db_close(s->source);
        probe_free(s->probe);
}

/* Both databases, the source in one snapshot, so that all rules see the same moment. */
static bool session_open(const struct ctl *ctl, struct session *s, struct err *err)
{
        struct date day;

        clock_today(&day.year, &day.month, &day.day);
        date_to_iso(day, s->today);
        s->ctl = ctl;
        s->as_of = ctl->option[OPT_AS_OF] ? ctl->option[OPT_AS_OF] : s->today;
        if (!date_parse_iso(s->as_of, &day))
                return err_set(err, "--as-of %s: give a date as yyyy-mm-dd", s->as_of);
        if (strcmp(s->as_of, s->today) > 0)
                return err_set(err, "--as-of %s has not come yet", s->as_of);
        return indicator_open_state(ctl->config, &s->state, err) &&
               ctl_open_source_db(ctl->config, &s->source, err) &&
               probe_read(s->source, ctl->config->source_schema, &s->probe, err) &&
               db_script(s->source, sql_source_begin, err);
}

static void run_init(struct indicator_run *run, const struct session *s, const struct ruleset *rule)
{
        *run = (struct indicator_run){.state = s->state,
                                      .source = s->source,
                                      .probe = s->probe,
                                      .rule = rule,
                                      .as_of = s->as_of,
                                      .by = s->ctl->option[OPT_BY] ? s->ctl->option[OPT_BY] : ""};
}

static bool count(struct session *s, const char *name, struct report *report, struct err *err)
{
        CLEANUP(rule_free_ptr) struct ruleset *rule = NULL;
        struct indicator_run run;

        if (!indicator_rule_open(name, &rule, err))
                return false;
        run_init(&run, s, rule);
        bool ok = indicator_compute(&run, err);
        if (ok) {
                ok = report_one(report, &run, err);
                db_rollback(s->state);
        } else {
                text_addf(&report->problems, "%s: not counted, %s\n", rule->indicator, err->text);
        }
        text_free(&run.missing);
        return ok;
}

static void print_text(const struct report *report)
{
        if (table_rows(report->summary) == 0)
                return;
        table_print_text(report->summary);
        puts("\nUnknown persons count in the denominator of PCT unless the rule says otherwise, "
             "and "
             "never in that of PCT OF JUDGED.\nINTERVAL: if all unknown failed; if all passed. "
             "Belum resmi: no decree backs the definition.");
        ctl_print_section("Persons by verdict", report->rows);
        ctl_print_section("Persons for whom a higher training level makes the difference",
                          report->differ);
}

static void print_report(const struct ctl *ctl, const struct report *report)
{
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack(
                        "{s:o, s:o, s:o, s:s}", "indicators", table_json(report->summary), "rows",
                        table_json(report->rows), "differ", table_json(report->differ), "problems",
                        text_str(&report->problems)));
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(report->summary);
        else
                print_text(report);
        if (ctl->format != FORMAT_JSON)
                fputs(text_str(&report->problems), stderr);
}

static void report_free(struct report *report)
{
        table_free(report->summary);
        table_free(report->rows);
        table_free(report->differ);
        text_free(&report->problems);
}

static struct report report_new(void)
{
        return (struct report){
                .summary = table_new(indicator_summary_columns, indicator_summary_count),
                .rows = table_new(row_columns, COUNT_OF(row_columns)),
                .differ = table_new(differ_columns, COUNT_OF(differ_columns)),
        };
}

/* A source that fails one rule is still good for the next: its transaction begins anew. */
static enum ctl_exit show_rules(struct session *s, struct report *report, struct err *err)
{
        enum ctl_exit ret = CTL_OK;
        size_t n = s->ctl->option[OPT_RULES] ? 1 : indicator_default_count;

        for (size_t i = 0; i < n; i++) {
                const char *name = s->ctl->option[OPT_RULES] ? s->ctl->option[OPT_RULES]
                                                             : indicator_default_rules[i];

                if (count(s, name, report, err))
                        continue;
                if (!report->problems.len)
                        return CTL_FAILED;
                err->text[0] = '\0';
                ret = CTL_FAILED;
                db_rollback(s->source);
                db_script(s->source, sql_source_begin, err);
        }
        print_report(s->ctl, report);
        return ret;
}

enum ctl_exit ctl_indicator_show(const struct ctl *ctl, struct err *err)
{
        struct session s = {0};
        struct report report = report_new();
        enum ctl_exit ret = session_open(ctl, &s, err) ? show_rules(&s, &report, err) : CTL_FAILED;

        report_free(&report);
        session_close(&s);
        return ret;
}

static void print_computed(const struct ctl *ctl, const struct indicator_run *run,
                           const struct report *report)
{
        if (ctl->format == FORMAT_JSON) {
                json_t *object = table_row_json(report->summary, 0);

                json_object_set_new(object, "snapshot", json_integer(run->snapshot));
                json_object_set_new(object, "input_rows", json_integer(run->input_rows));
                json_object_set_new(object, "freeze_ms", json_integer(run->freeze_ms));
                json_object_set_new(object, "evaluate_ms", json_integer(run->evaluate_ms));
                json_object_set_new(object, "seal_ms", json_integer(run->seal_ms));
                json_object_set_new(object, "differ_persons", table_json(report->differ));
                ctl_print_json(object);
                return;
        }
        printf("snapshot %lld, %s on %s by rule %s (%s), %lld persons\n", (long long)run->snapshot,
               run->rule->indicator, run->as_of, run->rule->version, rule_standing(run->rule),
               (long long)run->persons);
        if (run->missing.len)
                printf("views the source lacks: %s\n", run->missing.s);
        print_text(report);
}

static enum ctl_exit compute(struct session *s, const struct secret *key, struct err *err)
{
        CLEANUP(rule_free_ptr) struct ruleset *rule = NULL;
        struct report report = report_new();
        struct indicator_run run;
        enum ctl_exit ret = CTL_FAILED;
        int64_t snapshot;

        if (!indicator_rule_open(s->ctl->option[OPT_RULES], &rule, err)) {
                report_free(&report);
                return CTL_FAILED;
        }
        run_init(&run, s, rule);
        if (indicator_run_whole(&run, key, &snapshot, err) && report_one(&report, &run, err)) {
                print_computed(s->ctl, &run, &report);
                ret = CTL_OK;
        }
        text_free(&run.missing);
        report_free(&report);
        return ret;
}

enum ctl_exit ctl_indicator_compute(const struct ctl *ctl, struct err *err)
{
        CLEANUP(secret_free_ptr) struct secret *key = NULL;
        struct session s = {0};

        if (!secret_load(ctl->config->credentials_dir, "indicator_key", &key, err)) {
                err_prefix(err, "snapshots are signed (openssl genpkey -algorithm ED25519)");
                return CTL_FAILED;
        }
        enum ctl_exit ret = session_open(ctl, &s, err) ? compute(&s, key, err) : CTL_FAILED;
        session_close(&s);
        return ret;
}

enum ctl_exit ctl_indicator_list(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        CLEANUP(table_free_ptr)
        struct table *table = table_new(list_columns, COUNT_OF(list_columns));

        if (!ctl_open_ready_state(ctl->config, &db, err) ||
            !db_query(db, sql_indicator_list, NULL, &r, err))
                return CTL_FAILED;
        table_add_result(table, r);
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:o}", "snapshots", table_json(table)));
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(table);
        else
                table_print_text(table);
        return CTL_OK;
}

static void add_results(struct table *table, const struct ruleset *rule, const struct db_result *r)
{
        for (size_t row = 0; row < db_rows(r); row++) {
                const struct counts n = {.pass = db_int(r, row, 3),
                                         .fail = db_int(r, row, 4),
                                         .unknown = db_int(r, row, 5),
                                         .excluded = db_int(r, row, 6)};
                struct figures f;

                figures_of(rule, &n, &f);
                TABLE_ADD(table, db_text(r, row, 0), db_text(r, row, 1), db_text(r, row, 2),
                          db_text(r, row, 3), db_text(r, row, 4), db_text(r, row, 5),
                          db_text(r, row, 6), indicator_number(f.pct), f.pct,
                          indicator_number(f.judged), f.judged);
        }
}

static void print_result(const struct ctl *ctl, const struct kept *kept, struct table *summary,
                         struct table *table)
{
        if (ctl->format == FORMAT_JSON) {
                ctl_print_json(json_pack("{s:o, s:o, s:o}", "header",
                                         json_loads(kept->header, 0, NULL), "summary",
                                         table_row_json(summary, 0), "results", table_json(table)));
        } else if (ctl->format == FORMAT_CSV) {
                table_print_csv(table);
        } else {
                printf("snapshot %lld, %s on %s, rule %s (%s)\n\n", (long long)kept->id,
                       kept->indicator, kept->as_of, kept->rule->version,
                       rule_standing(kept->rule));
                table_print_text(summary);
                ctl_print_section("By dimension", table);
        }
}

enum ctl_exit ctl_indicator_result(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        CLEANUP(table_free_ptr)
        struct table *table = table_new(result_columns, COUNT_OF(result_columns));
        CLEANUP(table_free_ptr)
        struct table *summary = table_new(indicator_summary_columns, indicator_summary_count);
        struct kept kept = {0};
        struct counts n;
        bool ok = ctl_open_ready_state(ctl->config, &db, err) &&
                  kept_find(db, ctl->words[0], &kept, err) &&
                  indicator_counts(db, kept.id, &n, err) &&
                  db_query(db, sql_indicator_results, DB_ARGS(NUMBER(kept.id)), &r, err);

        if (ok) {
                indicator_add_summary(summary, kept.rule, &n);
                add_results(table, kept.rule, r);
                print_result(ctl, &kept, summary, table);
        }
        kept_free(&kept);
        return ok ? CTL_OK : CTL_FAILED;
}
