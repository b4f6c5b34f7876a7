#include <string.h>

#include "ground/mem.h"
#include "pure/descriptor_load.h"

enum { YEARS_MAX = 150 };

static bool read_when(struct json_load *load, const json_t *value, void *target)
{
        struct rule *rule = target;

        return read_conditions(load, value, &rule->when, &rule->when_count);
}

/* The member "rule" chose the table of keys and was read with it. */
static bool read_chosen(struct json_load *load, const json_t *value, void *target)
{
        (void)load;
        (void)value;
        (void)target;
        return true;
}

/* Of a person's life; added to a year, so it must not be any number. */
static bool read_years(struct json_load *load, const json_t *value, void *target)
{
        long *years = target;

        if (!json_load_long(load, value, years))
                return false;
        return (*years >= 0 && *years <= YEARS_MAX) ||
               json_load_fail(load, "must be 0 to %d", YEARS_MAX);
}

/* A name a site may lift the rule by; several rules may share it. */
static bool read_allow(struct json_load *load, const json_t *value, void *target)
{
        char **allow = target;

        return json_load_string(load, value, allow) && json_load_identifier(load, *allow);
}

#define AT(member) offsetof(struct rule, member)

static const struct json_key in_keys[] = {
        {"rule", read_chosen, 0, true},          {"column", read_column, AT(in.column), true},
        {"values", read_values, AT(in), true},   {"code", read_code, AT(code), true},
        {"show", read_show, AT(show), false},    {"when", read_when, 0, false},
        {"allow", read_allow, AT(allow), false},
};

static const struct json_key order_keys[] = {
        {"rule", read_chosen, 0, true},
        {"first", read_date_column, AT(first), true},
        {"second", read_date_column, AT(second), true},
        {"slack_days", json_load_long, AT(slack_days), false},
        {"code", read_code, AT(code), true},
        {"show", read_show, AT(show), false},
        {"when", read_when, 0, false},
};

static const struct json_key after_birth_keys[] = {
        {"rule", read_chosen, 0, true},         {"column", read_date_column, AT(first), true},
        {"years", read_years, AT(years), true}, {"code", read_code, AT(code), true},
        {"show", read_show, AT(show), false},   {"when", read_when, 0, false},
};

static const struct json_key not_future_keys[] = {
        {"rule", read_chosen, 0, true},
        {"column", read_date_column, AT(first), true},
        {"slack_days", json_load_long, AT(slack_days), false},
        {"code", read_code, AT(code), true},
        {"show", read_show, AT(show), false},
        {"when", read_when, 0, false},
};

static const struct json_key same_keys[] = {
        {"rule", read_chosen, 0, true},
        {"first", read_column, AT(first), true},
        {"second", read_column, AT(second), true},
        {"code", read_code, AT(code), true},
        {"show", read_show, AT(show), false},
        {"when", read_when, 0, false},
};

static const struct json_key nip_keys[] = {
        {"rule", read_chosen, 0, true},
        {"birth", read_date_column, AT(birth), false},
        {"cpns", read_date_column, AT(cpns), false},
        {"sex", read_column, AT(sex), false},
        {"kedudukan", read_column, AT(kedudukan), false},
        {"status", read_column, AT(status), false},
        {"when", read_when, 0, false},
};

/* In the order of enum rule_kind. */
static const char *const rule_names[] = {
        "in", "not_in", "order", "after_birth", "not_future", "same", "nip",
};

static const struct {
        const struct json_key *keys;
        size_t count;
} rule_keys[] = {
        [RULE_IN] = {in_keys, COUNT_OF(in_keys)},
        [RULE_NOT_IN] = {in_keys, COUNT_OF(in_keys)},
        [RULE_ORDER] = {order_keys, COUNT_OF(order_keys)},
        [RULE_AFTER_BIRTH] = {after_birth_keys, COUNT_OF(after_birth_keys)},
        [RULE_NOT_FUTURE] = {not_future_keys, COUNT_OF(not_future_keys)},
        [RULE_SAME] = {same_keys, COUNT_OF(same_keys)},
        [RULE_NIP] = {nip_keys, COUNT_OF(nip_keys)},
};

/* Only the key "rule" itself, whatever else the object holds. */
static bool read_kind(struct json_load *load, const json_t *value, enum rule_kind *ret)
{
        const json_t *name = json_object_get(value, "rule");
        int kind;

        if (!name)
                return json_load_fail(load, "must be an object with a member \"rule\"");
        if (!json_load_word(load, name, rule_names, COUNT_OF(rule_names), &kind))
                return false;
        *ret = (enum rule_kind)kind;
        return true;
}

static bool read_rule(struct json_load *load, const json_t *value, void *target)
{
        struct rule *rule = target;

        rule->first = rule->second = rule->show = NO_COLUMN;
        rule->birth = rule->cpns = rule->sex = rule->kedudukan = rule->status = NO_COLUMN;
        if (!read_kind(load, value, &rule->kind))
                return false;
        return json_load_object(load, value, rule_keys[rule->kind].keys,
                                rule_keys[rule->kind].count, rule);
}

bool read_rules(struct json_load *load, const json_t *value, void *target)
{
        struct descriptor *d = target;

        d->rule_count = json_load_count(value);
        d->rules = NEW_ARRAY(struct rule, d->rule_count);
        return json_load_array(load, value, read_rule, d->rules, sizeof *d->rules);
}
