#include "web/html.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void html_escape(struct text *out, const char *value)
{
        for (const char *s = value ? value : ""; *s; s++) {
                unsigned char c = (unsigned char)*s;

                switch (c) {
                case '&':
                        text_add(out, "&amp;");
                        break;
                case '<':
                        text_add(out, "&lt;");
                        break;
                case '>':
                        text_add(out, "&gt;");
                        break;
                case '"':
                        text_add(out, "&quot;");
                        break;
                case '\'':
                        text_add(out, "&#39;");
                        break;
                default:
                        if ((c >= 0x20 && c != 0x7f) || c == '\n' || c == '\t')
                                text_add_char(out, (char)c);
                }
        }
}

static void bad_format(const char *format)
{
        fprintf(stderr, "<2>html() has no such conversion: %s\n", format);
        abort();
}

/* One conversion; returns what follows it. */
static const char *convert(struct text *out, const char *s, va_list *args)
{
        if (*s == 's')
                html_escape(out, va_arg(*args, const char *));
        else if (*s == 'd')
                text_addf(out, "%d", va_arg(*args, int));
        else if (*s == '%')
                text_add_char(out, '%');
        else if (strncmp(s, "lld", 3) == 0)
                text_addf(out, "%lld", va_arg(*args, long long));
        else if (strncmp(s, "zu", 2) == 0)
                text_addf(out, "%zu", va_arg(*args, size_t));
        else
                bad_format(s);
        return s + (*s == 'l' ? 3 : *s == 'z' ? 2 : 1);
}

void html(struct html *h, const char *format, ...)
{
        va_list args;

        va_start(args, format);
        for (const char *percent; (percent = strchr(format, '%'));) {
                text_add_n(&h->out, format, (size_t)(percent - format));
                format = convert(&h->out, percent + 1, &args);
        }
        text_add(&h->out, format);
        va_end(args);
}

const char *html_number(int64_t n, char out[32])
{
        char digits[24];
        int len = snprintf(digits, sizeof digits, "%" PRId64, n), at = 0;

        for (int i = 0; i < len; i++) {
                out[at++] = digits[i];
                if (digits[i] != '-' && i + 1 < len && (len - i - 1) % 3 == 0)
                        out[at++] = '.';
        }
        out[at] = '\0';
        return out;
}

const char *html_decimal(const char *value, char out[32])
{
        if (!value || !*value || *value == 'n')
                value = "\xE2\x80\x93";
        snprintf(out, 32, "%s", value);
        char *point = strchr(out, '.');
        if (point)
                *point = ',';
        return out;
}

static int two_digits(const char *s)
{
        bool ok = s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9';

        return ok ? (s[0] - '0') * 10 + (s[1] - '0') : -1;
}

/* "2026-11-25" and, when there is one, "T20:31": the parts we show. */
const char *html_when(const char *iso, char out[48])
{
        static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "Mei", "Jun",
                                             "Jul", "Agu", "Sep", "Okt", "Nov", "Des"};
        size_t len = iso ? strlen(iso) : 0;
        int month = len >= 10 ? two_digits(iso + 5) : -1,
            day = len >= 10 ? two_digits(iso + 8) : -1;

        if (month < 1 || month > 12 || day < 1) {
                snprintf(out, 48, "%.40s", len ? iso : "\xE2\x80\x93");
                return out;
        }
        if (len >= 16)
                snprintf(out, 48, "%d %s %.4s %.2s.%.2s", day, months[month - 1], iso, iso + 11,
                         iso + 14);
        else
                snprintf(out, 48, "%d %s %.4s", day, months[month - 1], iso);
        return out;
}

void html_time(struct html *h, const char *iso)
{
        char shown[48];

        html_when(iso, shown);
        if (!iso || strlen(iso) < 10)
                html(h, "<span>%s</span>", shown);
        else
                html(h, "<time datetime=\"%s\">%s</time>", iso, shown);
}
