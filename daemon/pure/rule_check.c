/* What must hold between the members of a rule. */
#include <string.h>

#include "ground/mem.h"
#include "pure/rule_load.h"

/* Members a kind needs, beside those every clause has; it may have no other of the optional ones.
 */
static const struct {
        const char *members[4];
} needs[CLAUSE_KINDS] = {
        [CLAUSE_EDUCATION] = {{"minimum"}},
        [CLAUSE_RANK] = {{"required", "allow_one_below"}},
        [CLAUSE_STRUCTURAL_TRAINING] = {{"required", "match", "certificate"}},
        [CLAUSE_COURSE] = {{"courses"}},
        [CLAUSE_ASSESSMENT] = {{"scale", "threshold", "validity_years"}},
};

static const char *const optional[] = {"minimum", "required",    "allow_one_below",
                                       "match",   "certificate", "courses",
                                       "scale",   "threshold",   "validity_years"};

static bool wanted(int kind, const char *member)
{
        for (size_t i = 0; i < COUNT_OF(needs[kind].members) && needs[kind].members[i]; i++) {
                if (strcmp(needs[kind].members[i], member) == 0)
                        return true;
        }
        return false;
}

static bool members_fit(struct json_load *load, const json_t *value, int kind)
{
        for (size_t i = 0; i < COUNT_OF(optional); i++) {
                bool there = json_object_get(value, optional[i]) != NULL;

                if (there == wanted(kind, optional[i]))
                        continue;
                return there ? json_load_fail_at(load, optional[i], "does not belong to kind %s",
                                                 clause_kind_name(kind))
                             : json_load_fail(load, "kind %s needs %s", clause_kind_name(kind),
                                              optional[i]);
        }
        return true;
}

/* Each class has a code, and the code has a place in the order. */
static bool codes_known(struct json_load *load, const struct rule_clause *c,
                        const struct strings *order)
{
        for (size_t i = 0; i < c->classes.count; i++) {
                const char *code = pairs_get(&c->required, c->classes.items[i]);

                if (!code)
                        return json_load_fail_at(load, "required", "has no entry for class %s",
                                                 c->classes.items[i]);
                if (strings_find(order, code) < 0)
                        return json_load_fail_at(load, "required", "%s has no place in orders",
                                                 code);
        }
        return true;
}

static bool education_fits(struct json_load *load, const struct rule_clause *c)
{
        const struct ruleset *r = load->context;
        int least = rule_education_place(r, c->minimum);

        if (least <= 0)
                return json_load_fail_at(load, "minimum", "%s has no place in orders.education",
                                         c->minimum);
        return !c->certain_from || rule_education_place(r, c->certain_from) > least ||
               json_load_fail_at(load, "certain_from", "%s is not above %s in orders.education",
                                 c->certain_from, c->minimum);
}

bool rule_check_clause(struct json_load *load, const json_t *value, const struct rule_clause *c)
{
        const struct ruleset *r = load->context;

        if (!members_fit(load, value, c->kind))
                return false;
        if (c->certain_from && c->kind != CLAUSE_EDUCATION)
                return json_load_fail_at(load, "certain_from", "belongs to kind education only");
        switch (c->kind) {
        case CLAUSE_EDUCATION:
                return education_fits(load, c);
        case CLAUSE_RANK:
                return codes_known(load, c, &r->rank);
        case CLAUSE_STRUCTURAL_TRAINING:
                return codes_known(load, c, &r->training);
        default:
                return true;
        }
}

bool rule_check_ids(struct json_load *load, const struct ruleset *r)
{
        for (size_t i = 0; i < r->clause_count; i++) {
                for (size_t j = 0; j < i; j++) {
                        if (strcmp(r->clauses[i].id, r->clauses[j].id) == 0)
                                return json_load_fail(load, "two clauses have the id %s",
                                                      r->clauses[i].id);
                }
        }
        return true;
}
