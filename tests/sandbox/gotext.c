/*
 * gotext.c - error texts of the Go libraries the service is built on.
 */
#include "gotext.h"

#include <ctype.h>
#include <string.h>

#define LAYOUT "02-01-2006"

static bool digits(const char *s, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (!isdigit((unsigned char)s[i]))
                        return false;
        return true;
}

static int two_digits(const char *s)
{
        return (s[0] - '0') * 10 + (s[1] - '0');
}

static int days_in(int month, int year)
{
        static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

        return month == 2 && leap ? 29 : days[month - 1];
}

static bool fail(struct buf *err, const char *text, const char *rest, const char *element)
{
        buf_fmt(err, "parsing time \"%s\" as \"" LAYOUT "\": cannot parse \"%s\" as \"%s\"", text,
                rest, element);
        return false;
}

static bool fail_with(struct buf *err, const char *text, const char *what)
{
        buf_fmt(err, "parsing time \"%s\": %s", text, what);
        return false;
}

/* Element by element, as Go does: the first that does not fit is named with what is left. */
bool go_parse_date(const char *text, struct buf *err)
{
        const char *p = text;
        int day, month = 0, year = 0;

        if (!digits(p, 2))
                return fail(err, text, p, "02");
        day = two_digits(p);
        p += 2;
        if (*p != '-')
                return fail(err, text, p, "-");
        p++;
        if (!digits(p, 2))
                return fail(err, text, p, "01");
        month = two_digits(p);
        p += 2;
        if (month < 1 || month > 12)
                return fail_with(err, text, "month out of range");
        if (*p != '-')
                return fail(err, text, p, "-");
        p++;
        if (!digits(p, 4))
                return fail(err, text, p, "2006");
        year = two_digits(p) * 100 + two_digits(p + 2);
        p += 4;
        if (*p != '\0') {
                buf_fmt(err, "parsing time \"%s\": extra text: \"%s\"", text, p);
                return false;
        }
        if (day < 1 || day > days_in(month, year))
                return fail_with(err, text, "day out of range");
        return true;
}

void go_bind_error(struct buf *out, const char *message, const char *internal)
{
        buf_fmt(out, "code=400, message=%s, internal=%s", message, internal);
}

void go_required(struct go_multierror *m, const char *field)
{
        buf_fmt(&m->lines, "\t* %s is required\n", field);
        m->n++;
}

void go_multierror_end(struct go_multierror *m, struct buf *out)
{
        buf_fmt(out, "%zu %s occurred:\n", m->n, m->n == 1 ? "error" : "errors");
        buf_add(out, m->lines.data, m->lines.len);
        buf_str(out, "\n");
        buf_free(&m->lines);
}
