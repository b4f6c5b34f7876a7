/* Evaluation in SQL: population, clauses, waivers, verdicts, results. */
#include <jansson.h>

#include "engine/arrays.h"
#include "engine/indicator_private.h"
#include "ground/mem.h"
#include "sql.h"

static const char *const clause_sql[CLAUSE_KINDS] = {
        [CLAUSE_EDUCATION] = sql_indicator_clause_education,
        [CLAUSE_RANK] = sql_indicator_clause_rank,
        [CLAUSE_STRUCTURAL_TRAINING] = sql_indicator_clause_structural_training,
        [CLAUSE_COURSE] = sql_indicator_clause_course,
        [CLAUSE_ASSESSMENT] = sql_indicator_clause_assessment,
        [CLAUSE_STANDARD_EDUCATION] = sql_indicator_clause_standard_education,
        [CLAUSE_STANDARD_FIELD] = sql_indicator_clause_standard_field,
        [CLAUSE_STANDARD_TRAINING] = sql_indicator_clause_standard_training,
        [CLAUSE_STANDARD_EXPERIENCE] = sql_indicator_clause_standard_experience,
};

struct evaluation {
        struct db *state;
        const struct ruleset *rule;
        const char *as_of;
        json_t *json; /* the rule, for its clauses as they stand */
        char from[24], to[24];
};

static bool clause(const struct evaluation *e, size_t i, struct err *err)
{
        const json_t *member = json_array_get(json_object_get(e->json, "clauses"), i);
        CLEANUP(free_ptr) char *text = json_dumps(member, JSON_COMPACT);
        CLEANUP(free_ptr)
        char *sql = db_expand(clause_sql[e->rule->clauses[i].kind],
                              (const char *[]){"holder", sql_indicator_holder, "standard",
                                               sql_indicator_standard, NULL});

        return db_query_text(e->state, sql, DB_ARGS(e->from, e->as_of, text, e->rule->text), NULL,
                             err) ||
               err_prefix(err, "clause %s", e->rule->clauses[i].id);
}

static bool verdicts(const struct evaluation *e, struct err *err)
{
        struct text ids = {0}, groups = {0};

        for (size_t i = 0; i < e->rule->clause_count; i++) {
                db_array_add(&ids, e->rule->clauses[i].id);
                db_array_add(&groups, NUMBER((int64_t)e->rule->clauses[i].group));
        }
        bool ok = db_query_text(e->state, sql_indicator_verdict,
                                DB_ARGS(e->to, db_array_end(&ids), db_array_end(&groups),
                                        e->rule->permissive ? "t" : "f"),
                                NULL, err);
        text_free(&ids);
        text_free(&groups);
        return ok;
}

static bool evaluate(const struct evaluation *e, struct err *err)
{
        if (!db_query_text(e->state, sql_indicator_population,
                           DB_ARGS(e->from, e->as_of, e->rule->text), NULL, err) ||
            !db_script(e->state, sql_indicator_analyze_person, err))
                return false;
        for (size_t i = 0; i < e->rule->clause_count; i++) {
                if (!clause(e, i, err))
                        return false;
        }
        if (e->rule->waiver_count > 0 &&
            !db_query_text(e->state, sql_indicator_waiver, DB_ARGS(e->as_of, e->rule->text), NULL,
                           err))
                return false;
        return db_script(e->state, sql_indicator_analyze_evidence, err) && verdicts(e, err) &&
               db_query_text(e->state, sql_indicator_evidence, DB_ARGS(e->to), NULL, err) &&
               db_query_text(e->state, sql_indicator_result, DB_ARGS(e->to), NULL, err);
}

bool indicator_evaluate(struct db *state, const struct ruleset *rule, const char *as_of,
                        int64_t from, int64_t to, struct err *err)
{
        struct evaluation e = {.state = state, .rule = rule, .as_of = as_of};

        e.json = json_loads(rule->text, 0, NULL); /* it was loaded before */
        number_text(e.from, from);
        number_text(e.to, to);
        bool ok = evaluate(&e, err);
        json_decref(e.json);
        return ok;
}
