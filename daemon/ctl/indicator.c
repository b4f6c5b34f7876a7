/*
 * Verb indicator show: the two percentages, counted on the source as it is now.
 *
 * The rules stand in schema/indicators/ and nowhere else; here their rows are added up. Percentages
 * follow from whole numbers and never come without them.
 */
#include <stdio.h>
#include <string.h>

#include "ctl/ctl.h"
#include "engine/arrays.h"
#include "ground/mem.h"
#include "pure/percent.h"
#include "pure/reference.h"
#include "simpeg/probe.h"
#include "sql.h"

enum { VIEWS_MAX = 3 };

struct indicator {
        const char *name, *title, *sql;
        const char *views[VIEWS_MAX]; /* it cannot be counted without them; NULL ends */
        bool has_levels;              /* a permissive figure goes with the strict one */
};

static const struct indicator indicators[] = {
        {"penempatan",
         "Persentase Penempatan PNS dalam Jabatan (tingkat pendidikan)",
         sql_penempatan,
         {"v_pegawai", "v_rw_jabatan"},
         false},
        {"diklat_struktural",
         "Persentase Pejabat Struktural ASN yang Telah Mengikuti Pendidikan dan Pelatihan "
         "Struktural (tingkat yang sama dengan jabatan)",
         sql_diklat_struktural,
         {"v_pegawai", "v_rw_jabatan", "v_rw_diklat"},
         true},
};

/* No decree backs a definition yet. */
static const char unofficial[] = "belum resmi";

static const struct table_column summary_columns[] = {{"indicator", "INDICATOR", CELL_TEXT},
                                                      {"title", NULL, CELL_TEXT},
                                                      {"status", "STATUS", CELL_TEXT},
                                                      {"numerator", "NUMERATOR", CELL_NUMBER},
                                                      {"denominator", "DENOMINATOR", CELL_NUMBER},
                                                      {"fail", "FAIL", CELL_NUMBER},
                                                      {"unknown", "UNKNOWN", CELL_NUMBER},
                                                      {"excluded", "EXCLUDED", CELL_NUMBER},
                                                      {"pct", NULL, CELL_NUMBER},
                                                      {NULL, "PCT", CELL_NUMBER},
                                                      {"pct_judged", NULL, CELL_NUMBER},
                                                      {NULL, "PCT OF JUDGED", CELL_NUMBER},
                                                      {"higher_only", NULL, CELL_NUMBER},
                                                      {"pct_permissive", NULL, CELL_NUMBER}};

static const struct table_column row_columns[] = {{"indicator", "INDICATOR", CELL_TEXT},
                                                  {"code", "CODE", CELL_TEXT},
                                                  {"stratum", "STRATUM", CELL_TEXT},
                                                  {"reason", "REASON", CELL_TEXT},
                                                  {"persons", "PERSONS", CELL_NUMBER}};

struct counts {
        int64_t pass, fail, unknown, excluded;
        int64_t higher; /* of fail: those with a higher level of training than the post's own */
};

struct report {
        struct table *summary, *rows;
        struct text notes;
        struct text problems; /* a line an indicator that could not be counted */
};

static int64_t *count_of(struct counts *n, const char *code)
{
        if (strcmp(code, "pass") == 0)
                return &n->pass;
        if (strcmp(code, "fail") == 0)
                return &n->fail;
        return strcmp(code, "unknown") == 0 ? &n->unknown : &n->excluded;
}

/* A kedudukan hukum that BKN's list does not have is told as such: the list may have grown. */
static char *reason_text(const char *reason)
{
        static const char prefix[] = "kedudukan:";
        struct text out = {0};

        text_add(&out, reason);
        if (text_has_prefix(reason, prefix) &&
            !reference_has("kedudukan_hukum", reason + strlen(prefix)))
                text_add(&out, " (not in BKN's list)");
        return text_take(&out);
}

static const char *number_or_null(const char *percent)
{
        return *percent == 'n' ? NULL : percent;
}

static void add_summary(struct report *report, const struct indicator *indicator,
                        const struct counts *n)
{
        int64_t population = n->pass + n->fail + n->unknown;
        char pct[PERCENT_TEXT], judged[PERCENT_TEXT], permissive[PERCENT_TEXT];

        percent_text(n->pass, population, pct);
        percent_text(n->pass, n->pass + n->fail, judged);
        percent_text(n->pass + n->higher, population, permissive);
        TABLE_ADD(report->summary, indicator->name, indicator->title, unofficial, NUMBER(n->pass),
                  NUMBER(population), NUMBER(n->fail), NUMBER(n->unknown), NUMBER(n->excluded),
                  number_or_null(pct), pct, number_or_null(judged), judged,
                  indicator->has_levels ? NUMBER(n->higher) : NULL,
                  indicator->has_levels ? number_or_null(permissive) : NULL);
        if (n->higher)
                text_addf(&report->notes,
                          "%s: %s if the %s person(s) with only a higher level counted too.\n",
                          indicator->name, permissive, NUMBER(n->higher));
}

static void add_counts(struct report *report, const struct indicator *indicator,
                       const struct db_result *r)
{
        struct counts n = {0};

        for (size_t row = 0; row < db_rows(r); row++) {
                const char *code = db_text(r, row, 0), *reason = db_text(r, row, 1);
                CLEANUP(free_ptr) char *shown = reason_text(reason);

                *count_of(&n, code) += db_int(r, row, 3);
                if (strcmp(reason, "higher_only") == 0)
                        n.higher += db_int(r, row, 3);
                TABLE_ADD(report->rows, indicator->name, code, db_text(r, row, 2), shown,
                          db_text(r, row, 3));
        }
        add_summary(report, indicator, &n);
}

/* The education of a person comes from the history, or from v_pegawai where there is none. */
static char *indicator_sql(const struct indicator *indicator, const struct probe *probe)
{
        bool history = probe_has_view(probe, "v_rw_pendidikan");

        return db_expand(indicator->sql, (const char *[]){"pendidikan",
                                                          history ? sql_ctl_pendidikan_riwayat
                                                                  : sql_ctl_pendidikan_pegawai,
                                                          NULL});
}

static bool count(struct report *report, const struct indicator *indicator, struct db *db,
                  const struct probe *probe)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        CLEANUP(free_ptr) char *sql = indicator_sql(indicator, probe);
        struct err err;

        for (size_t i = 0; i < VIEWS_MAX && indicator->views[i]; i++) {
                if (!probe_has_view(probe, indicator->views[i])) {
                        text_addf(&report->problems, "%s: not counted, the source has no view %s\n",
                                  indicator->name, indicator->views[i]);
                        return false;
                }
        }
        if (!db_query_text(db, sql, NULL, &r, &err)) {
                text_addf(&report->problems, "%s: not counted, %s\n", indicator->name, err.text);
                db_rollback(db); /* the other one is counted all the same */
                db_script(db, sql_source_begin, &err);
                return false;
        }
        add_counts(report, indicator, r);
        return true;
}

static void print_text(const struct report *report)
{
        if (table_rows(report->summary) == 0)
                return;
        table_print_text(report->summary);
        puts("\nUnknown persons count in the denominator of PCT, and not in that of PCT OF "
             "JUDGED.");
        fputs(text_str(&report->notes), stdout);
        puts("Belum resmi: no decree backs these definitions; `--sql` prints them.");
        ctl_print_section("Persons by verdict", report->rows);
}

static void print(const struct ctl *ctl, const struct report *report)
{
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack(
                        "{s:o, s:o, s:s}", "indicators", table_json(report->summary), "rows",
                        table_json(report->rows), "problems", text_str(&report->problems)));
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(report->summary);
        else
                print_text(report);
        if (ctl->format != FORMAT_JSON)
                fputs(text_str(&report->problems), stderr);
}

static enum ctl_exit show(const struct ctl *ctl, struct db *db, const struct probe *probe)
{
        struct report report = {
                .summary = table_new(summary_columns, COUNT_OF(summary_columns)),
                .rows = table_new(row_columns, COUNT_OF(row_columns)),
        };
        enum ctl_exit ret = CTL_OK;

        for (size_t i = 0; i < COUNT_OF(indicators); i++) {
                if (!count(&report, &indicators[i], db, probe))
                        ret = CTL_FAILED;
        }
        print(ctl, &report);
        table_free(report.summary);
        table_free(report.rows);
        text_free(&report.notes);
        text_free(&report.problems);
        return ret;
}

static enum ctl_exit show_sql(const struct ctl *ctl, const struct probe *probe)
{
        for (size_t i = 0; i < COUNT_OF(indicators); i++) {
                CLEANUP(free_ptr) char *sql = indicator_sql(&indicators[i], probe);

                printf("-- %s: to be run with search_path = %s\n%s\n", indicators[i].name,
                       ctl->config->source_schema, sql);
        }
        return CTL_OK;
}

enum ctl_exit ctl_indicator_show(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(probe_free_ptr) struct probe *probe = NULL;

        if (!ctl_open_source_db(ctl->config, &db, err) ||
            !probe_read(db, ctl->config->source_schema, &probe, err))
                return CTL_FAILED;
        if (ctl->option[OPT_SQL])
                return show_sql(ctl, probe);
        /* One snapshot, so that both are of the same moment. */
        return db_script(db, sql_source_begin, err) ? show(ctl, db, probe) : CTL_FAILED;
}
