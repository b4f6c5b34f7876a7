/* What rule_load.c and rule_check.c share; nobody else includes it. */
#pragma once

#include "pure/json_load.h"
#include "pure/rule.h"

/* Members that the clause's kind needs are there, others are not, and codes stand in the orders. */
bool rule_check_clause(struct json_load *load, const json_t *value,
                       const struct rule_clause *clause);
/* Ids differ. */
bool rule_check_ids(struct json_load *load, const struct ruleset *rule);
