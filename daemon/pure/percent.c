#include "pure/percent.h"

#include <stdio.h>

const char *percent_text(int64_t part, int64_t whole, char out[PERCENT_TEXT])
{
        return percent_round(part, whole, 2, PERCENT_HALF_UP, out);
}

const char *percent_round(int64_t part, int64_t whole, int decimals, enum percent_mode mode,
                          char out[PERCENT_TEXT])
{
        int64_t scale = 1;

        if (whole <= 0) {
                snprintf(out, PERCENT_TEXT, "n/a");
                return out;
        }
        for (int i = 0; i < decimals; i++)
                scale *= 10;
        int64_t units = part * 100 * scale / whole, rest = part * 100 * scale % whole;
        if (2 * rest > whole || (2 * rest == whole && (mode == PERCENT_HALF_UP || units % 2 != 0)))
                units++;
        if (decimals == 0)
                snprintf(out, PERCENT_TEXT, "%d", (int)units);
        else
                snprintf(out, PERCENT_TEXT, "%d.%0*d", (int)(units / scale), decimals,
                         (int)(units % scale));
        return out;
}
