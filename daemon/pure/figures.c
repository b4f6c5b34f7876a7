#include "pure/figures.h"

static void share(const struct ruleset *r, int64_t part, int64_t whole, char out[PERCENT_TEXT])
{
        percent_round(part, whole, r->decimals, r->rounding, out);
}

void figures_of(const struct ruleset *r, const struct counts *counts, struct figures *ret)
{
        const struct counts *n = counts;
        int64_t judged = n->pass + n->fail;

        ret->population = judged + n->unknown;
        ret->denominator = r->unknown_counted ? ret->population : judged;
        share(r, n->pass, ret->denominator, ret->pct);
        share(r, n->pass, judged, ret->judged);
        share(r, n->pass, ret->population, ret->low);
        share(r, n->pass + n->unknown, ret->population, ret->high);
        share(r, n->pass_strict, ret->population, ret->strict);
        share(r, n->pass_permissive, ret->population, ret->permissive);
}
