#include "pure/percent.h"

#include <stdio.h>

const char *percent_text(int64_t part, int64_t whole, char out[PERCENT_TEXT])
{
        if (whole <= 0) {
                snprintf(out, PERCENT_TEXT, "n/a");
                return out;
        }
        int64_t hundredths = (part * 20000 + whole) / (2 * whole);
        snprintf(out, PERCENT_TEXT, "%d.%02d", (int)(hundredths / 100), (int)(hundredths % 100));
        return out;
}
