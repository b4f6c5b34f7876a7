#include "pure/rule.h"

#include <string.h>

#include "ground/mem.h"

int strings_find(const struct strings *list, const char *value)
{
        for (size_t i = 0; i < list->count; i++) {
                if (strcmp(list->items[i], value) == 0)
                        return (int)i;
        }
        return -1;
}

void strings_free(struct strings *list)
{
        for (size_t i = 0; i < list->count; i++)
                free(list->items[i]);
        free(list->items);
}

const char *pairs_get(const struct pairs *pairs, const char *key)
{
        for (size_t i = 0; i < pairs->count; i++) {
                if (strcmp(pairs->items[i].key, key) == 0)
                        return pairs->items[i].value;
        }
        return NULL;
}

static void clause_free(struct rule_clause *c)
{
        free(c->id);
        free(c->title);
        free(c->basis);
        free(c->basis_status);
        free(c->minimum);
        free(c->certain_from);
        free(c->scale);
        strings_free(&c->classes);
        strings_free(&c->courses);
        for (size_t i = 0; i < c->required.count; i++) {
                free(c->required.items[i].key);
                free(c->required.items[i].value);
        }
        free(c->required.items);
}

static void step_free(struct rule_step *s)
{
        free(s->code);
        strings_free(&s->keep);
        strings_free(&s->exclude);
}

static void waiver_free(struct rule_waiver *w)
{
        free(w->nip_sha256);
        free(w->clause);
        free(w->document);
        free(w->from);
        free(w->to);
}

static void lists_free(struct ruleset *r)
{
        for (size_t i = 0; i < r->education_count; i++)
                strings_free(&r->education[i]);
        for (size_t i = 0; i < r->step_count; i++)
                step_free(&r->steps[i]);
        for (size_t i = 0; i < r->clause_count; i++)
                clause_free(&r->clauses[i]);
        for (size_t i = 0; i < r->waiver_count; i++)
                waiver_free(&r->waivers[i]);
        free(r->education);
        free(r->steps);
        free(r->clauses);
        free(r->waivers);
        strings_free(&r->rank);
        strings_free(&r->training);
        strings_free(&r->training_below);
        strings_free(&r->structural_courses);
}

void rule_free(struct ruleset *r)
{
        if (!r)
                return;
        lists_free(r);
        free(r->text);
        free(r->indicator);
        free(r->profile);
        free(r->version);
        free(r->title);
        free(r->decree_number);
        free(r->decree_date);
        free(r->effective_from);
        free(r->effective_to);
        free(r->unit);
        free(r->polarity);
        free(r->accumulation);
        free(r);
}

const char *rule_standing(const struct ruleset *rule)
{
        return rule->approved ? "resmi" : "belum resmi";
}

const struct rule_clause *rule_clause_find(const struct ruleset *rule, const char *id)
{
        for (size_t i = 0; i < rule->clause_count; i++) {
                if (strcmp(rule->clauses[i].id, id) == 0)
                        return &rule->clauses[i];
        }
        return NULL;
}

int rule_education_place(const struct ruleset *rule, const char *code)
{
        for (size_t i = 0; i < rule->education_count; i++) {
                if (strings_find(&rule->education[i], code) >= 0)
                        return (int)i + 1;
        }
        return 0;
}

int rule_training_place(const struct ruleset *rule, const char *code)
{
        if (strings_find(&rule->training_below, code) >= 0)
                return 0;
        int i = strings_find(&rule->training, code);
        return i < 0 ? -1 : i + 1;
}

bool rule_has_kind(const struct ruleset *rule, int kind)
{
        for (size_t i = 0; i < rule->clause_count; i++) {
                if (rule->clauses[i].kind == kind)
                        return true;
        }
        return false;
}
