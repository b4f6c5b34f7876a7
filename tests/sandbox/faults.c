/*
 * faults.c - fault rules: parsing, matching, telling. What a fault does is in misbehave.c.
 */
#include "faults.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct kind_info {
        const char *name;
        bool writes_only;
        bool api_only;
        bool replaces;
        int64_t count; /* default number of firings; -1 = without end */
};

static const struct kind_info kinds[] = {
        [FAULT_NONE] = {"", false, false, false, -1},
        [FAULT_DELAY] = {"delay", false, false, false, -1},
        [FAULT_RESET_BEFORE] = {"reset_before", false, false, true, -1},
        [FAULT_COMMIT_RESET] = {"commit_reset", true, true, false, -1},
        [FAULT_COMMIT_STATUS] = {"commit_status", true, true, false, -1},
        [FAULT_SUSPENDED] = {"suspended", false, false, true, -1},
        [FAULT_THROTTLE] = {"throttle", false, false, true, -1},
        [FAULT_APIM_REVOKE] = {"apim_revoke", false, true, false, 1},
        [FAULT_SSO_REJECT] = {"sso_reject", false, true, false, 1},
        [FAULT_EMPTY_BODY] = {"empty_body", false, false, true, -1},
        [FAULT_ZERO_BODY] = {"zero_body", false, false, true, -1},
        [FAULT_HTML] = {"html", false, false, true, -1},
        [FAULT_TRUNCATED] = {"truncated", false, false, false, -1},
        [FAULT_OVERSIZED] = {"oversized", false, false, false, -1},
        [FAULT_DRIP] = {"drip", false, false, false, -1},
        [FAULT_FALSE_SUCCESS] = {"false_success", true, true, true, -1},
        [FAULT_HTTP_STATUS] = {"http_status", false, false, true, -1},
};

enum member_type { M_TEXT, M_NUMBER, M_SHARE, M_BOOL };

struct member {
        const char *name;
        enum member_type type;
        size_t offset;
};

#define AT(field) offsetof(struct rule, field)

static const struct member members[] = {
        {"path", M_TEXT, AT(path)},
        {"method", M_TEXT, AT(method)},
        {"probability", M_SHARE, AT(probability)},
        {"count", M_NUMBER, AT(count)},
        {"skip", M_NUMBER, AT(skip)},
        {"from_ms", M_NUMBER, AT(from_ms)},
        {"until_ms", M_NUMBER, AT(until_ms)},
        {"ms", M_NUMBER, AT(ms)},
        {"seconds", M_NUMBER, AT(seconds)},
        {"status", M_NUMBER, AT(status)},
        {"next_access", M_BOOL, AT(next_access)},
        {"mismatch", M_BOOL, AT(mismatch)},
        {"late_commit", M_BOOL, AT(late_commit)},
};

const char *fault_name(enum fault_kind kind)
{
        return kinds[kind].name;
}

bool fault_replaces(enum fault_kind kind)
{
        return kinds[kind].replaces;
}

static enum fault_kind kind_of(const char *name)
{
        for (size_t i = 1; name != NULL && i < COUNT(kinds); i++)
                if (strcmp(kinds[i].name, name) == 0)
                        return (enum fault_kind)i;
        return FAULT_NONE;
}

static void rules_free(struct rule *rules, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                free(rules[i].path);
                free(rules[i].method);
        }
        free(rules);
}

void faults_free(struct faults *f)
{
        rules_free(f->rules, f->n);
        f->rules = NULL;
        f->n = 0;
}

static bool set_member(struct rule *r, const struct member *m, json_t *v)
{
        void *at = (char *)r + m->offset;

        switch (m->type) {
        case M_TEXT:
                if (!json_is_string(v))
                        return false;
                free(*(char **)at);
                *(char **)at = xstrdup(json_string_value(v));
                return true;
        case M_NUMBER:
                if (!json_is_integer(v) || json_integer_value(v) < 0)
                        return false;
                *(int64_t *)at = json_integer_value(v);
                return true;
        case M_SHARE:
                if (!json_is_number(v) || json_number_value(v) < 0 || json_number_value(v) > 1)
                        return false;
                *(double *)at = json_number_value(v);
                return true;
        case M_BOOL:
                if (!json_is_boolean(v))
                        return false;
                *(bool *)at = json_is_true(v);
                return true;
        }
        return false;
}

static bool rule_parse(struct rule *r, json_t *o, char *err, size_t errlen)
{
        const char *key;
        json_t *v;

        *r = (struct rule){.probability = 1,
                           .until_ms = -1,
                           .ms = -1,
                           .seconds = -1,
                           .status = -1,
                           .kind = kind_of(json_string_value(json_object_get(o, "fault")))};
        r->path = xstrdup("*");
        r->method = xstrdup("*");
        r->count = kinds[r->kind].count;
        if (r->kind == FAULT_NONE) {
                snprintf(err, errlen, "a rule needs a known \"fault\"");
                return false;
        }
        json_object_foreach (o, key, v) {
                size_t i = 0;

                while (i < COUNT(members) && strcmp(members[i].name, key) != 0)
                        i++;
                if (strcmp(key, "fault") == 0)
                        continue;
                if (i == COUNT(members) || !set_member(r, &members[i], v)) {
                        snprintf(err, errlen, "\"%s\" is unknown or of a wrong type", key);
                        return false;
                }
        }
        return true;
}

bool faults_set(struct faults *f, const char *json, size_t n, int64_t now, char *err, size_t errlen)
{
        json_error_t where;
        json_t *root = n == 0 ? json_array() : json_loadb(json, n, 0, &where), *o;
        size_t i, count = 0;
        bool ok = json_is_array(root);

        if (!ok)
                snprintf(err, errlen, "not a JSON array of rules");
        struct rule *rules = xcalloc(json_array_size(root), sizeof(*rules));

        json_array_foreach (root, i, o) {
                if (!ok)
                        break;
                ok = rule_parse(&rules[count++], o, err, errlen);
        }
        json_decref(root);
        if (!ok) {
                rules_free(rules, count);
                return false;
        }
        faults_free(f);
        f->rules = rules;
        f->n = count;
        f->set_ms = now;
        f->sso = SSO_NORMAL;
        return true;
}

static bool prefix(const char *path, const char *want)
{
        size_t n = strlen(want);

        if (n > 0 && want[n - 1] == '*')
                n--;
        return strncmp(path, want, n) == 0;
}

static bool matches(const struct rule *r, const struct fault_target *t, int64_t age)
{
        const struct kind_info *k = &kinds[r->kind];

        if ((k->writes_only && !t->write) || (k->api_only && !t->api))
                return false;
        if (age < r->from_ms || (r->until_ms >= 0 && age >= r->until_ms))
                return false;
        if (strcmp(r->method, "*") != 0 && strcmp(r->method, t->method) != 0)
                return false;
        return prefix(t->path, r->path) || prefix(t->sub, r->path);
}

static bool fires(struct faults *f, struct rule *r, const struct fault_target *t, int64_t age)
{
        if (!matches(r, t, age) || (r->count >= 0 && r->fired >= r->count))
                return false;
        if (r->matched++ < r->skip)
                return false;
        if (r->probability < 1 && dice_unit(&f->dice) >= r->probability)
                return false;
        r->fired++;
        return true;
}

/* Delays add up and do not end the search; the first other fault that fires does. */
struct fault_plan faults_plan(struct faults *f, const struct fault_target *t, int64_t now)
{
        struct fault_plan plan = {0};

        for (size_t i = 0; i < f->n; i++) {
                struct rule *r = &f->rules[i];

                if (!fires(f, r, t, now - f->set_ms))
                        continue;
                plan.name = kinds[r->kind].name;
                if (r->kind == FAULT_DELAY) {
                        int64_t ms = r->ms < 0 ? 1000 : r->ms;

                        *(r->late_commit ? &plan.delay_before : &plan.delay_after) += ms;
                        continue;
                }
                plan.kind = r->kind;
                plan.rule = *r;
                if (r->kind == FAULT_APIM_REVOKE)
                        f->revoke = true;
                if (r->kind == FAULT_SSO_REJECT)
                        f->sso = r->mismatch ? SSO_MISMATCH : SSO_INVALID;
                break;
        }
        return plan;
}

static void rule_json(const struct rule *r, struct buf *out)
{
        buf_fmt(out, "{\"fault\":\"%s\",\"path\":", kinds[r->kind].name);
        buf_json(out, r->path);
        buf_str(out, ",\"method\":");
        buf_json(out, r->method);
        buf_fmt(out, ",\"probability\":%g,\"matched\":%lld,\"fired\":%lld", r->probability,
                (long long)r->matched, (long long)r->fired);
        for (size_t i = 0; i < COUNT(members); i++) {
                const void *at = (const char *)r + members[i].offset;

                if (members[i].type == M_NUMBER && *(const int64_t *)at >= 0)
                        buf_fmt(out, ",\"%s\":%lld", members[i].name,
                                (long long)*(const int64_t *)at);
                else if (members[i].type == M_BOOL && *(const bool *)at)
                        buf_fmt(out, ",\"%s\":true", members[i].name);
        }
        buf_str(out, "}");
}

void faults_json(const struct faults *f, struct buf *out)
{
        buf_str(out, "[");
        for (size_t i = 0; i < f->n; i++) {
                buf_str(out, i == 0 ? "" : ",");
                rule_json(&f->rules[i], out);
        }
        buf_str(out, "]\n");
}
