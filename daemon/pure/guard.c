#include "pure/guard.h"

#include <inttypes.h>
#include <stdio.h>

static bool above(int64_t n, int64_t known, int64_t rows, int64_t pct)
{
        return n > rows && n * 100 > known * pct;
}

bool guard_holds(const struct guard_limits *limits, const struct guard_counts *counts,
                 char reason[200])
{
        reason[0] = '\0';
        if (counts->known == 0) {
                if (limits->hold_first_load && counts->changed > 0)
                        snprintf(reason, 200, "first load of %" PRId64 " rows", counts->changed);
        } else if (above(counts->gone, counts->known, limits->gone_rows, limits->gone_pct)) {
                snprintf(reason, 200,
                         "%" PRId64 " of %" PRId64 " rows have vanished (limit: %" PRId64
                         " rows and %" PRId64 " %%)",
                         counts->gone, counts->known, limits->gone_rows, limits->gone_pct);
        } else if (above(counts->changed, counts->known, limits->changed_rows,
                         limits->changed_pct)) {
                snprintf(reason, 200,
                         "%" PRId64 " rows changed where %" PRId64 " are known (limit: %" PRId64
                         " rows and %" PRId64 " %%)",
                         counts->changed, counts->known, limits->changed_rows, limits->changed_pct);
        }
        return reason[0] != '\0';
}
