#include "pure/capaian.h"

#include "pure/decimal.h"

enum { HUNDREDTHS = 100, PERCENT_IN_HUNDREDTHS = 10000 };

static const int64_t full = INT64_C(100) * DECIMAL_ONE;

/* The bound that counts; false when the value lies within the range. */
static bool bound_of(struct target target, int64_t value, int64_t *ret)
{
        *ret = value > target.high ? target.high : target.low;
        return target.low == target.high || value < target.low || value > target.high;
}

static struct capaian known(int64_t raw, int64_t cap)
{
        int64_t shown = raw < 0 ? 0 : raw;

        return (struct capaian){.raw = raw, .shown = cap > 0 && shown > cap ? cap : shown};
}

static struct capaian without(enum capaian_why why)
{
        return (struct capaian){.why = why};
}

struct capaian capaian_of(enum polarity polarity, int64_t cap, struct target target,
                          struct reading value)
{
        int64_t bound;

        if (!value.known)
                return without(CAPAIAN_NO_VALUE);
        if (!target.known)
                return without(CAPAIAN_NO_TARGET);
        if (!bound_of(target, value.value, &bound))
                return known(full, cap);
        if (bound == 0 && polarity == POLARITY_NEGATIVE)
                return known(value.value == 0 ? full : 0, cap);
        if (bound == 0)
                return without(CAPAIAN_NOTHING_DUE);
        int64_t part = polarity == POLARITY_NEGATIVE ? 2 * bound - value.value : value.value;
        return known(decimal_ratio(part, PERCENT_IN_HUNDREDTHS, bound) * HUNDREDTHS, cap);
}

static void add_quarter(struct progress *p, const struct quarter *q, int quarter,
                        enum accumulation how)
{
        if (how == ACCUMULATE_LAST) {
                p->target = q->target;
        } else {
                p->target.known = (quarter == 1 || p->target.known) && q->target.known;
                p->target.low += q->target.low;
                p->target.high += q->target.high;
        }
        if (!q->value.known) {
                p->missing++;
                return;
        }
        p->as_of = quarter;
        p->value.known = true;
        p->value.value = q->value.value + (how == ACCUMULATE_SUM ? p->value.value : 0);
}

struct progress progress_upto(enum accumulation how, const struct quarter quarters[QUARTERS],
                              int upto)
{
        struct progress p = {0};

        for (int i = 1; i <= upto; i++)
                add_quarter(&p, &quarters[i - 1], i, how);
        return p;
}
