/* The strict reader of rule files. */
#include <string.h>

#include "ground/mem.h"
#include "pure/date.h"
#include "pure/json_load.h"
#include "pure/rule.h"
#include "pure/rule_load.h"

static const char *const kind_names[CLAUSE_KINDS] = {
        "education",           "rank",
        "structural_training", "course",
        "assessment",          "standard_education",
        "standard_field",      "standard_training",
        "standard_experience",
};

static const char *const field_names[POPULATION_FIELDS] = {
        "status", "kedudukan", "jenis_pegawai", "active", "post", "jenis", "penugasan", "class"};

const char *clause_kind_name(int kind)
{
        return kind_names[kind];
}

/* ---- Readers of small things ---- */

static bool read_strings(struct json_load *load, const json_t *value, void *target)
{
        struct strings *list = target;

        list->count = json_load_count(value);
        list->items = NEW_ARRAY(char *, list->count);
        if (!json_load_array(load, value, json_load_string, list->items, sizeof *list->items))
                return false;
        return list->count > 0 || json_load_fail(load, "must not be empty");
}

static bool read_values(struct json_load *load, const json_t *value, void *target)
{
        struct strings *list = target;

        list->count = json_load_count(value);
        list->items = NEW_ARRAY(char *, list->count);
        if (!json_load_array(load, value, json_load_note, list->items, sizeof *list->items))
                return false;
        return list->count > 0 || json_load_fail(load, "must not be empty");
}

static bool read_pair(struct json_load *load, const json_t *value, void *target)
{
        struct pair *pair = target;

        pair->key = mem_dup(json_load_name(load));
        return json_load_string(load, value, &pair->value);
}

static bool read_pairs(struct json_load *load, const json_t *value, void *target)
{
        struct pairs *pairs = target;

        pairs->count = json_load_count(value);
        pairs->items = NEW_ARRAY(struct pair, pairs->count);
        return json_load_map(load, value, read_pair, pairs->items, sizeof *pairs->items);
}

static bool read_date(struct json_load *load, const json_t *value, void *target)
{
        struct date ignored;

        return json_load_string(load, value, target) &&
               (date_parse_iso(*(char **)target, &ignored) ||
                json_load_fail(load, "must be a date as yyyy-mm-dd"));
}

static bool read_name(struct json_load *load, const json_t *value, void *target)
{
        return json_load_string(load, value, target) &&
               json_load_identifier(load, *(char **)target);
}

/* A word of two: the second is true. */
static bool read_switch(struct json_load *load, const json_t *value, void *target,
                        const char *const words[2])
{
        int i;

        if (!json_load_word(load, value, words, 2, &i))
                return false;
        *(bool *)target = i == 1;
        return true;
}

static bool read_status(struct json_load *load, const json_t *value, void *target)
{
        return read_switch(load, value, target, (const char *const[]){"draft", "approved"});
}

static bool read_lock(struct json_load *load, const json_t *value, void *target)
{
        return read_switch(load, value, target, (const char *const[]){"none", "year"});
}

static bool read_unknown(struct json_load *load, const json_t *value, void *target)
{
        return read_switch(load, value, target, (const char *const[]){"not_counted", "counted"});
}

static bool read_level(struct json_load *load, const json_t *value, void *target)
{
        return read_switch(load, value, target, (const char *const[]){"strict", "permissive"});
}

static bool read_evaluate_at(struct json_load *load, const json_t *value, void *target)
{
        return read_switch(load, value, target, (const char *const[]){"as_of", "tmt_jabatan"});
}

static bool read_match(struct json_load *load, const json_t *value, void *target)
{
        return read_switch(load, value, target, (const char *const[]){"level", "any"});
}

static bool read_as(struct json_load *load, const json_t *value, void *target)
{
        return read_switch(load, value, target, (const char *const[]){"excluded", "unknown"});
}

static bool read_mode(struct json_load *load, const json_t *value, void *target)
{
        bool even;

        if (!read_switch(load, value, &even, (const char *const[]){"half_up", "half_even"}))
                return false;
        *(enum percent_mode *)target = even ? PERCENT_HALF_EVEN : PERCENT_HALF_UP;
        return true;
}

static bool read_decimals(struct json_load *load, const json_t *value, void *target)
{
        return json_load_int(load, value, target) &&
               ((*(int *)target >= 0 && *(int *)target <= PERCENT_DECIMALS_MAX) ||
                json_load_fail(load, "must be 0 to %d", PERCENT_DECIMALS_MAX));
}

static bool read_positive(struct json_load *load, const json_t *value, void *target)
{
        return json_load_int(load, value, target) &&
               (*(int *)target > 0 || json_load_fail(load, "must be above 0"));
}

/* ---- Objects ---- */

#define MEMBER(type, field) offsetof(struct type, field)

static bool read_decree(struct json_load *load, const json_t *value, void *target)
{
        static const struct json_key keys[] = {
                {"number", json_load_string, MEMBER(ruleset, decree_number), true},
                {"date", read_date, MEMBER(ruleset, decree_date), true},
        };
        return json_load_object(load, value, keys, COUNT_OF(keys), target);
}

static bool read_effective(struct json_load *load, const json_t *value, void *target)
{
        static const struct json_key keys[] = {
                {"from", read_date, MEMBER(ruleset, effective_from), true},
                {"to", read_date, MEMBER(ruleset, effective_to), false},
        };
        return json_load_object(load, value, keys, COUNT_OF(keys), target);
}

static bool read_rounding(struct json_load *load, const json_t *value, void *target)
{
        static const struct json_key keys[] = {
                {"decimals", read_decimals, MEMBER(ruleset, decimals), true},
                {"mode", read_mode, MEMBER(ruleset, rounding), true},
        };
        return json_load_object(load, value, keys, COUNT_OF(keys), target);
}

static bool read_education(struct json_load *load, const json_t *value, void *target)
{
        struct ruleset *r = target;

        r->education_count = json_load_count(value);
        r->education = NEW_ARRAY(struct strings, r->education_count);
        return json_load_array(load, value, read_strings, r->education, sizeof *r->education);
}

static bool read_orders(struct json_load *load, const json_t *value, void *target)
{
        static const struct json_key keys[] = {
                {"education", read_education, 0, true},
                {"rank", read_strings, MEMBER(ruleset, rank), true},
                {"training", read_strings, MEMBER(ruleset, training), true},
                {"training_below", read_strings, MEMBER(ruleset, training_below), true},
        };
        return json_load_object(load, value, keys, COUNT_OF(keys), target);
}

static bool read_field(struct json_load *load, const json_t *value, void *target)
{
        return json_load_word(load, value, field_names, POPULATION_FIELDS, target);
}

static bool read_step(struct json_load *load, const json_t *value, void *target)
{
        static const struct json_key keys[] = {
                {"code", json_load_string, MEMBER(rule_step, code), true},
                {"field", read_field, MEMBER(rule_step, field), true},
                {"keep", read_strings, MEMBER(rule_step, keep), false},
                {"exclude", read_values, MEMBER(rule_step, exclude), false},
                {"as", read_as, MEMBER(rule_step, unknown), false},
        };
        struct rule_step *step = target;

        if (!json_load_object(load, value, keys, COUNT_OF(keys), target))
                return false;
        return (step->keep.count > 0) != (step->exclude.count > 0) ||
               json_load_fail(load, "needs either keep or exclude");
}

static bool read_steps(struct json_load *load, const json_t *value, void *target)
{
        struct ruleset *r = target;

        r->step_count = json_load_count(value);
        r->steps = NEW_ARRAY(struct rule_step, r->step_count);
        return json_load_array(load, value, read_step, r->steps, sizeof *r->steps);
}

static bool read_kind(struct json_load *load, const json_t *value, void *target)
{
        return json_load_word(load, value, kind_names, CLAUSE_KINDS, target);
}

static bool read_clause(struct json_load *load, const json_t *value, void *target)
{
        static const struct json_key keys[] = {
                {"id", json_load_string, MEMBER(rule_clause, id), true},
                {"kind", read_kind, MEMBER(rule_clause, kind), true},
                {"title", json_load_string, MEMBER(rule_clause, title), true},
                {"classes", read_strings, MEMBER(rule_clause, classes), true},
                {"evaluate_at", read_evaluate_at, MEMBER(rule_clause, at_tmt), true},
                {"basis", json_load_string, MEMBER(rule_clause, basis), true},
                {"basis_status", json_load_string, MEMBER(rule_clause, basis_status), true},
                {"minimum", json_load_string, MEMBER(rule_clause, minimum), false},
                {"certain_from", json_load_string, MEMBER(rule_clause, certain_from), false},
                {"required", read_pairs, MEMBER(rule_clause, required), false},
                {"allow_one_below", json_load_bool, MEMBER(rule_clause, allow_one_below), false},
                {"match", read_match, MEMBER(rule_clause, any_level), false},
                {"certificate", json_load_bool, MEMBER(rule_clause, certificate), false},
                {"courses", read_strings, MEMBER(rule_clause, courses), false},
                {"scale", json_load_string, MEMBER(rule_clause, scale), false},
                {"threshold", read_positive, MEMBER(rule_clause, threshold), false},
                {"validity_years", read_positive, MEMBER(rule_clause, validity_years), false},
        };
        return json_load_object(load, value, keys, COUNT_OF(keys), target) &&
               rule_check_clause(load, value, target);
}

static bool read_clauses(struct json_load *load, const json_t *value, void *target)
{
        struct ruleset *r = target;

        r->clause_count = json_load_count(value);
        r->clauses = NEW_ARRAY(struct rule_clause, r->clause_count);
        if (r->clause_count == 0)
                return json_load_fail(load, "must hold at least one clause");
        for (size_t i = 0; i < r->clause_count; i++)
                r->clauses[i].group = i;
        r->group_count = r->clause_count;
        return json_load_array(load, value, read_clause, r->clauses, sizeof *r->clauses) &&
               rule_check_ids(load, r);
}

/* Groups of clauses: a person passes by all groups, a group by any of its clauses. */
static bool read_group(struct json_load *load, const json_t *value, void *target)
{
        struct strings ids = {0};
        struct ruleset *r = load->context;
        size_t group = load->steps[load->depth - 1].index;
        bool ok = read_strings(load, value, &ids);

        (void)target;
        for (size_t i = 0; ok && i < ids.count; i++) {
                struct rule_clause *c = (struct rule_clause *)rule_clause_find(r, ids.items[i]);

                if (!c || c->group != SIZE_MAX)
                        ok = json_load_fail(load, "%s is %s", ids.items[i],
                                            c ? "named twice" : "no clause of this rule");
                else
                        c->group = group;
        }
        strings_free(&ids);
        return ok;
}

static bool read_pass(struct json_load *load, const json_t *value, void *target)
{
        struct ruleset *r = target;

        for (size_t i = 0; i < r->clause_count; i++)
                r->clauses[i].group = SIZE_MAX;
        r->group_count = json_load_count(value);
        if (!json_load_array(load, value, read_group, r, 0))
                return false;
        for (size_t i = 0; i < r->clause_count; i++) {
                if (r->clauses[i].group == SIZE_MAX)
                        return json_load_fail(load, "does not name clause %s", r->clauses[i].id);
        }
        return true;
}

static bool read_waiver(struct json_load *load, const json_t *value, void *target)
{
        static const struct json_key keys[] = {
                {"nip_sha256", json_load_string, MEMBER(rule_waiver, nip_sha256), true},
                {"clause", json_load_string, MEMBER(rule_waiver, clause), true},
                {"document", json_load_string, MEMBER(rule_waiver, document), true},
                {"from", read_date, MEMBER(rule_waiver, from), true},
                {"to", read_date, MEMBER(rule_waiver, to), true},
        };
        struct rule_waiver *w = target;

        if (!json_load_object(load, value, keys, COUNT_OF(keys), target))
                return false;
        if (strlen(w->nip_sha256) != DIGEST_HEX - 1 ||
            strspn(w->nip_sha256, "0123456789abcdef") != DIGEST_HEX - 1)
                return json_load_fail_at(load, "nip_sha256",
                                         "must be 64 hex digits in small letters");
        return rule_clause_find(load->context, w->clause) ||
               json_load_fail_at(load, "clause", "%s is no clause of this rule", w->clause);
}

static bool read_waivers(struct json_load *load, const json_t *value, void *target)
{
        struct ruleset *r = target;

        r->waiver_count = json_load_count(value);
        r->waivers = NEW_ARRAY(struct rule_waiver, r->waiver_count);
        return json_load_array(load, value, read_waiver, r->waivers, sizeof *r->waivers);
}

static const struct json_key rule_keys[] = {
        {"indicator", read_name, MEMBER(ruleset, indicator), true},
        {"profile", json_load_string, MEMBER(ruleset, profile), true},
        {"version", json_load_string, MEMBER(ruleset, version), true},
        {"title", json_load_string, MEMBER(ruleset, title), true},
        {"status", read_status, MEMBER(ruleset, approved), true},
        {"decree", read_decree, 0, false},
        {"effective", read_effective, 0, true},
        {"period_lock", read_lock, MEMBER(ruleset, lock_year), true},
        {"unit", json_load_string, MEMBER(ruleset, unit), true},
        {"polarity", json_load_string, MEMBER(ruleset, polarity), true},
        {"accumulation", json_load_string, MEMBER(ruleset, accumulation), true},
        {"rounding", read_rounding, 0, true},
        {"unknown", read_unknown, MEMBER(ruleset, unknown_counted), true},
        {"training_level", read_level, MEMBER(ruleset, permissive), true},
        {"orders", read_orders, 0, true},
        {"structural_courses", read_strings, MEMBER(ruleset, structural_courses), true},
        {"population", read_steps, 0, true},
        {"clauses", read_clauses, 0, true},
        {"pass", read_pass, 0, false},
        {"waivers", read_waivers, 0, false},
};

static bool read_rule(struct json_load *load, const json_t *json, struct ruleset *r)
{
        if (!json_load_object(load, json, rule_keys, COUNT_OF(rule_keys), r))
                return false;
        if (r->approved && !r->decree_number)
                return json_load_fail_at(
                        load, "status",
                        "approved needs decree: the number and date of the decision "
                        "that sets this definition");
        return true;
}

bool rule_load(const char *file, const char *text, struct ruleset **ret, struct err *err)
{
        struct json_load load = {.file = file, .text = text, .err = err};
        json_t *json = json_load_document(&load);

        if (!json)
                return false;
        struct ruleset *r = NEW(struct ruleset);
        r->text = mem_dup(text);
        digest_hex(text, strlen(text), r->sha256);
        load.context = r;
        bool ok = read_rule(&load, json, r);
        json_decref(json);
        if (!ok) {
                rule_free(r);
                return false;
        }
        *ret = r;
        return true;
}
