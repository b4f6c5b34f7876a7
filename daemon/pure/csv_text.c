#include "pure/csv_text.h"

#include <string.h>

static bool is_formula(const char *value)
{
        return *value && strchr("=+-@\t\r", *value);
}

void csv_text_cell(struct text *out, const char *value, bool number)
{
        bool guard = value && !number && is_formula(value);

        if (!value)
                return;
        if (!strpbrk(value, ",\"\r\n")) {
                text_add(out, guard ? "'" : "");
                text_add(out, value);
                return;
        }
        text_add(out, guard ? "\"'" : "\"");
        for (; *value; value++) {
                if (*value == '"')
                        text_add_char(out, '"');
                text_add_char(out, *value);
        }
        text_add_char(out, '"');
}
