/* Freezing: what a rule's clauses need of the source, streamed into the state. */
#include <stdio.h>
#include <string.h>

#include "engine/indicator_private.h"
#include "ground/mem.h"
#include "sql.h"

struct input {
        const char *view;
        const char *sql;
        bool wanted;
        const char *instead; /* another way where the view is missing, or NULL */
        bool optional;       /* without it the indicator is counted all the same, and says so */
};

/* The piece of a query that says whether a row has a file. */
static char *document_piece(const struct indicator_run *run, const char *view)
{
        CLEANUP(free_ptr) char *quoted = NULL;

        if (!probe_has_view(run->probe, "v_dokumen"))
                return mem_dup("NULL::text");
        quoted = db_literal(run->source, view);
        return db_expand(sql_indicator_document, (const char *[]){"view", quoted, NULL});
}

/* Kinds of courses that are read, as a quoted array; NULL::text[] for all. */
static char *course_kinds(struct indicator_run *run)
{
        const struct ruleset *rule = run->rule;
        struct text array = {0};

        if (rule_has_kind(rule, CLAUSE_STANDARD_TRAINING))
                return mem_dup("NULL::text[]");
        for (size_t i = 0; i < rule->structural_courses.count; i++)
                db_array_add(&array, rule->structural_courses.items[i]);
        for (size_t i = 0; i < rule->clause_count; i++) {
                for (size_t j = 0; j < rule->clauses[i].courses.count; j++)
                        db_array_add(&array, rule->clauses[i].courses.items[j]);
        }
        char *quoted = db_literal(run->source, db_array_end(&array));
        text_free(&array);
        return quoted;
}

static char *source_sql(struct indicator_run *run, const char *view, const char *template)
{
        CLEANUP(free_ptr) char *document = document_piece(run, view);
        CLEANUP(free_ptr) char *kinds = course_kinds(run);
        bool education = probe_has_view(run->probe, "v_standar_pendidikan");
        bool training = probe_has_view(run->probe, "v_standar_diklat");
        CLEANUP(free_ptr)
        char *query = db_expand(
                template,
                (const char *[]){"document", document, "updated", sql_indicator_updated, "kinds",
                                 kinds, "education",
                                 education ? sql_indicator_standard_education : "NULL::jsonb",
                                 "training",
                                 training ? sql_indicator_standard_training : "NULL::jsonb", NULL});

        return db_expand(sql_indicator_copy, (const char *[]){"query", query, NULL});
}

static bool stream(struct indicator_run *run, const char *sql, struct err *err)
{
        if (!db_send(run->source, sql, NULL, err))
                return false;
        for (;;) {
                struct db_result *ignored = NULL;
                const char *line;

                switch (db_wait(run->source, &ignored, &line, err)) {
                case DB_COPY:
                        if (db_copy_line(run->state, line, err))
                                break;
                        db_cancel(run->source);
                        return false;
                case DB_ROWS:
                        db_result_free(ignored);
                        break;
                case DB_END:
                        return true;
                default:
                        return false;
                }
        }
}

static bool stage(struct indicator_run *run, const struct input *input, const char *template,
                  struct err *err)
{
        CLEANUP(free_ptr) char *sql = source_sql(run, input->view, template);
        struct err ignored;

        if (!db_copy_begin(run->state, sql_indicator_stage, err))
                return false;
        if (stream(run, sql, err))
                return db_copy_end(run->state, err);
        db_copy_end(run->state, &ignored);
        return false;
}

static bool stage_input(struct indicator_run *run, const struct input *input, struct err *err)
{
        if (!input->wanted)
                return true;
        if (probe_has_view(run->probe, input->view))
                return stage(run, input, input->sql, err);
        text_addf(&run->missing, "%s%s", run->missing.len ? "," : "", input->view);
        if (input->instead)
                return stage(run, input, input->instead, err);
        return input->optional || err_set(err, "the source has no view %s, which rule %s %s needs",
                                          input->view, run->rule->indicator, run->rule->version);
}

static bool count_personnel(struct indicator_run *run, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query_text(run->source, sql_indicator_source_total, NULL, &r, err))
                return false;
        run->rows = db_int(r, 0, 0);
        run->persons = db_int(r, 0, 1);
        return true;
}

static bool any_standard(const struct ruleset *rule)
{
        return rule_has_kind(rule, CLAUSE_STANDARD_EDUCATION) ||
               rule_has_kind(rule, CLAUSE_STANDARD_FIELD) ||
               rule_has_kind(rule, CLAUSE_STANDARD_TRAINING) ||
               rule_has_kind(rule, CLAUSE_STANDARD_EXPERIENCE);
}

bool indicator_freeze(struct indicator_run *run, struct err *err)
{
        const struct ruleset *rule = run->rule;
        bool education = rule_has_kind(rule, CLAUSE_EDUCATION) ||
                         rule_has_kind(rule, CLAUSE_STANDARD_EDUCATION) ||
                         rule_has_kind(rule, CLAUSE_STANDARD_FIELD);
        bool structural = rule_has_kind(rule, CLAUSE_STRUCTURAL_TRAINING);
        bool trainings = structural || rule_has_kind(rule, CLAUSE_STANDARD_TRAINING);
        bool courses = trainings || rule_has_kind(rule, CLAUSE_COURSE);
        const struct input inputs[] = {
                {"v_pegawai", sql_indicator_source_person, true, NULL, false},
                {"v_rw_jabatan", sql_indicator_source_post, true, NULL, false},
                {"v_unor", sql_indicator_source_unit, true, NULL, true},
                {"v_rw_pendidikan", sql_indicator_source_education, education,
                 sql_indicator_source_education_last, false},
                {"v_rw_golongan", sql_indicator_source_rank, rule_has_kind(rule, CLAUSE_RANK),
                 sql_indicator_source_rank_last, false},
                {"v_rw_diklat", sql_indicator_source_diklat, trainings, NULL, false},
                {"v_rw_kursus", sql_indicator_source_kursus, courses, NULL, structural},
                {"v_hasil_uji", sql_indicator_source_assessment,
                 rule_has_kind(rule, CLAUSE_ASSESSMENT), NULL, false},
                {"v_standar_jabatan", sql_indicator_source_standard, any_standard(rule), NULL,
                 false},
        };
        char number[24];

        for (size_t i = 0; i < COUNT_OF(inputs); i++) {
                if (!stage_input(run, &inputs[i], err))
                        return false;
        }
        snprintf(number, sizeof number, "%lld", (long long)run->snapshot);
        return count_personnel(run, err) &&
               db_script(run->state, sql_indicator_analyze_stage, err) &&
               db_query_text(run->state, sql_indicator_freeze, DB_ARGS(number), NULL, err) &&
               db_script(run->state, sql_indicator_analyze, err);
}
