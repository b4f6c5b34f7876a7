/*
 * Figures: percentages of an indicator from its whole numbers, as its rule rounds them.
 */
#pragma once

#include <stdint.h>

#include "pure/rule.h"

struct counts {
        int64_t pass, fail, unknown, excluded; /* by the rule's headline verdict */
        int64_t pass_strict, pass_permissive;
};

/* Each a number or "n/a" where nobody is counted. */
struct figures {
        int64_t population;     /* pass + fail + unknown */
        int64_t denominator;    /* of pct: without the unknown where the rule says so */
        char pct[PERCENT_TEXT]; /* the headline */
        char judged[PERCENT_TEXT];
        char low[PERCENT_TEXT], high[PERCENT_TEXT]; /* all unknown fail; all unknown pass */
        char strict[PERCENT_TEXT], permissive[PERCENT_TEXT];
};

void figures_of(const struct ruleset *rule, const struct counts *counts, struct figures *ret);
