#include "ground/text.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ground/mem.h"

enum { ID_DIGITS = 16, ID_SHOWN = 4 };

static void text_reserve(struct text *t, size_t more)
{
        size_t need = t->len + more + 1;

        if (need <= t->cap)
                return;
        size_t cap = t->cap ? t->cap : 64;
        while (cap < need)
                cap *= 2;
        t->s = mem_resize_array(t->s, cap, 1);
        t->cap = cap;
}

void text_add_n(struct text *t, const char *s, size_t n)
{
        text_reserve(t, n);
        memcpy(t->s + t->len, s, n);
        t->len += n;
        t->s[t->len] = '\0';
}

void text_add(struct text *t, const char *s)
{
        text_add_n(t, s, strlen(s));
}

void text_add_char(struct text *t, char c)
{
        text_add_n(t, &c, 1);
}

void text_addf(struct text *t, const char *format, ...)
{
        va_list args, again;

        va_start(args, format);
        va_copy(again, args);
        int n = vsnprintf(NULL, 0, format, args);
        va_end(args);
        if (n > 0) {
                text_reserve(t, (size_t)n);
                vsnprintf(t->s + t->len, (size_t)n + 1, format, again);
                t->len += (size_t)n;
        }
        va_end(again);
}

void text_clear(struct text *t)
{
        t->len = 0;
        if (t->s)
                t->s[0] = '\0';
}

void text_free(struct text *t)
{
        free(t->s);
        *t = (struct text){0};
}

char *text_take(struct text *t)
{
        char *s = t->s ? t->s : mem_dup("");

        *t = (struct text){0};
        return s;
}

const char *text_str(const struct text *t)
{
        return t->s ? t->s : "";
}

char *text_squeeze(const char *s)
{
        struct text out = {0};
        bool gap = false;

        for (; *s; s++) {
                if (isspace((unsigned char)*s)) {
                        gap = out.len > 0;
                        continue;
                }
                if (gap)
                        text_add_char(&out, ' ');
                gap = false;
                text_add_char(&out, *s);
        }
        return text_take(&out);
}

bool text_has_prefix(const char *s, const char *prefix)
{
        return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool text_to_int(const char *s, int64_t min, int64_t max, int64_t *ret)
{
        char *end;

        if (*s == '\0' || isspace((unsigned char)*s))
                return false;
        errno = 0;
        intmax_t v = strtoimax(s, &end, 10);
        if (errno || *end || v < min || v > max)
                return false;
        *ret = v;
        return true;
}

static const struct {
        const char *name;
        int64_t ms;
} units[] = {
        {"d", 86400000}, {"h", 3600000}, {"min", 60000}, {"s", 1000}, {"ms", 1},
};

bool text_to_duration(const char *s, int64_t *ret_ms)
{
        size_t digits = strspn(s, "0123456789");
        char number[16];
        int64_t n;

        if (digits == 0 || digits >= sizeof number)
                return false;
        memcpy(number, s, digits);
        number[digits] = '\0';
        if (!text_to_int(number, 0, INT64_C(100000000000), &n))
                return false;
        s += digits + strspn(s + digits, " ");
        for (size_t i = 0; i < COUNT_OF(units); i++) {
                if (strcmp(s, units[i].name) == 0) {
                        *ret_ms = n * units[i].ms;
                        return true;
                }
        }
        return false;
}

const char *text_from_duration(int64_t ms, char out[32])
{
        size_t i = 0;

        while (i + 1 < COUNT_OF(units) && (ms == 0 || ms % units[i].ms != 0))
                i++;
        snprintf(out, 32, "%" PRId64 "%s", ms / units[i].ms, units[i].name);
        return out;
}

void text_add_masked(struct text *t, const char *s)
{
        while (*s) {
                size_t digits = strspn(s, "0123456789");

                for (size_t i = 0; i < digits; i++)
                        text_add_char(t, digits >= ID_DIGITS && i >= ID_SHOWN ? '*' : s[i]);
                s += digits;
                if (*s)
                        text_add_char(t, *s++);
        }
}

const char *text_mask_nip(const char *nip, char out[20])
{
        size_t len = strlen(nip);

        if (len < 14) {
                snprintf(out, 20, "***");
                return out;
        }
        snprintf(out, 20, "%.4s**********%s", nip, nip + len - 4);
        return out;
}
