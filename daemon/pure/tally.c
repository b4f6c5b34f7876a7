#include "pure/tally.h"

#include <string.h>

#include "ground/mem.h"

static const char *const dimensions[TALLY_DIMENSIONS] = {
        "class", "jenis", "near_bup", "opd", "penugasan", "reason", "sex", "total"};

struct tally {
        struct tally_row *rows;
        size_t count;
        size_t last[TALLY_DIMENSIONS]; /* where the previous person was counted: often again */
};

struct tally *tally_new(void)
{
        return NEW(struct tally);
}

void tally_free(struct tally *t)
{
        for (size_t i = 0; t && i < t->count; i++)
                free(t->rows[i].value);
        if (t)
                free(t->rows);
        free(t);
}

static bool is_row(const struct tally_row *r, size_t dimension, const char *value)
{
        return r->dimension == dimensions[dimension] && strcmp(r->value, value) == 0;
}

static struct tally_row *find(struct tally *t, size_t dimension, const char *value)
{
        size_t i = t->last[dimension];

        if (i < t->count && is_row(&t->rows[i], dimension, value))
                return &t->rows[i];
        for (i = 0; i < t->count && !is_row(&t->rows[i], dimension, value);)
                i++;
        if (i == t->count) {
                t->rows = mem_resize_array(t->rows, t->count + 1, sizeof *t->rows);
                t->rows[t->count++] = (struct tally_row){.dimension = dimensions[dimension],
                                                         .value = mem_dup(value)};
        }
        t->last[dimension] = i;
        return &t->rows[i];
}

void tally_add(struct tally *t, const struct tally_person *p)
{
        for (size_t d = 0; d < TALLY_DIMENSIONS; d++) {
                struct counts *n = &find(t, d, p->values[d])->counts;

                n->pass += p->verdict == RULE_PASS;
                n->fail += p->verdict == RULE_FAIL;
                n->unknown += p->verdict == RULE_UNKNOWN;
                n->excluded += p->verdict == RULE_NOT_APPLICABLE;
                n->pass_strict += p->strict;
                n->pass_permissive += p->permissive;
        }
}

static int compare(const void *a, const void *b)
{
        const struct tally_row *x = a, *y = b;
        int order = strcmp(x->dimension, y->dimension);

        return order ? order : strcmp(x->value, y->value);
}

/* The grouping of nobody at all has its total row in SQL too. */
void tally_sort(struct tally *t)
{
        find(t, TALLY_DIMENSIONS - 1, "");
        qsort(t->rows, t->count, sizeof *t->rows, compare);
}

size_t tally_count(const struct tally *t)
{
        return t->count;
}

const struct tally_row *tally_row(const struct tally *t, size_t i)
{
        return &t->rows[i];
}

struct counts tally_total(const struct tally *t)
{
        for (size_t i = 0; i < t->count; i++) {
                if (is_row(&t->rows[i], TALLY_DIMENSIONS - 1, ""))
                        return t->rows[i].counts;
        }
        return (struct counts){0};
}
