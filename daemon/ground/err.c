#include "ground/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool err_set(struct err *err, const char *format, ...)
{
        va_list args;

        va_start(args, format);
        vsnprintf(err->text, sizeof err->text, format, args);
        va_end(args);
        for (size_t n = strlen(err->text); n > 0 && err->text[n - 1] == '\n'; n--)
                err->text[n - 1] = '\0';
        return false;
}

bool err_prefix(struct err *err, const char *format, ...)
{
        struct err old = *err;
        va_list args;
        int n;

        va_start(args, format);
        n = vsnprintf(err->text, sizeof err->text, format, args);
        va_end(args);
        if (n > 0 && (size_t)n < sizeof err->text)
                snprintf(err->text + n, sizeof err->text - (size_t)n, ": %.*s",
                         (int)(sizeof err->text - (size_t)n - 3), old.text);
        return false;
}
