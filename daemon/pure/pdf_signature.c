#include "pure/pdf_signature.h"

#include <string.h>

/* The part of the file that has not been read yet. */
struct cursor {
        const char *at, *end;
};

static bool is_blank(char c)
{
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\0';
}

static void skip_blanks(struct cursor *c)
{
        while (c->at < c->end && is_blank(*c->at))
                c->at++;
}

static bool take(struct cursor *c, char wanted)
{
        skip_blanks(c);
        if (c->at == c->end || *c->at != wanted)
                return false;
        c->at++;
        return true;
}

/* A plain decimal number of at most `max`; signs, fractions and references are none. */
static bool take_number(struct cursor *c, size_t max, size_t *ret)
{
        size_t n = 0;

        skip_blanks(c);
        const char *start = c->at;
        for (; c->at < c->end && *c->at >= '0' && *c->at <= '9'; c->at++) {
                size_t digit = (size_t)(*c->at - '0');

                if (n > (max - digit) / 10)
                        return false;
                n = n * 10 + digit;
        }
        *ret = n;
        return c->at > start && n <= max;
}

static int hex_value(char c)
{
        if (c >= '0' && c <= '9')
                return c - '0';
        if (c >= 'a' && c <= 'f')
                return c - 'a' + 10;
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The gap must be one hex string, blanks around it at most. */
static bool take_contents(const char *bytes, size_t from, size_t to, struct pdf_signature *s)
{
        struct cursor gap = {bytes + from, bytes + to};

        if (!take(&gap, '<'))
                return false;
        s->contents_at = (size_t)(gap.at - bytes);
        while (gap.at < gap.end && (is_blank(*gap.at) || hex_value(*gap.at) >= 0))
                gap.at++;
        s->contents_len = (size_t)(gap.at - bytes) - s->contents_at;
        if (!take(&gap, '>'))
                return false;
        skip_blanks(&gap);
        return gap.at == gap.end && s->contents_len > 0;
}

static bool take_range(const char *bytes, size_t len, struct cursor *c, struct pdf_signature *s)
{
        size_t zero;

        if (!take(c, '[') || !take_number(c, 0, &zero) || !take_number(c, len, &s->first_len) ||
            !take_number(c, len, &s->second_at) ||
            !take_number(c, len - s->second_at, &s->second_len) || !take(c, ']'))
                return false;
        s->whole = s->second_at + s->second_len == len;
        return s->first_len > 0 && s->second_at > s->first_len && s->second_len > 0 &&
               take_contents(bytes, s->first_len, s->second_at, s);
}

bool pdf_is_pdf(const char *bytes, size_t len)
{
        return len > 5 && memcmp(bytes, "%PDF-", 5) == 0;
}

static bool same_range(const struct pdf_signature *a, const struct pdf_signature *b)
{
        return a->first_len == b->first_len && a->second_at == b->second_at &&
               a->second_len == b->second_len;
}

static void add(struct pdf_signatures *list, const struct pdf_signature *s)
{
        for (size_t i = 0; i < list->count; i++) {
                if (same_range(&list->items[i], s))
                        return;
        }
        if (list->count < PDF_SIGNATURES_MAX)
                list->items[list->count++] = *s;
        else
                list->broken = true;
}

void pdf_signatures_find(const char *bytes, size_t len, struct pdf_signatures *ret)
{
        static const char key[] = "/ByteRange";
        const char *at = bytes, *end = bytes + len;

        *ret = (struct pdf_signatures){0};
        while (at < end && (at = memmem(at, (size_t)(end - at), key, sizeof key - 1))) {
                struct pdf_signature s = {0};
                struct cursor c = {at + sizeof key - 1, end};

                if (take_range(bytes, len, &c, &s))
                        add(ret, &s);
                else
                        ret->broken = true;
                at += sizeof key - 1;
        }
}

size_t pdf_signature_message(const char *bytes, const struct pdf_signature *s, unsigned char *out)
{
        size_t n = 0;
        int high = -1;

        for (size_t i = 0; i < s->contents_len; i++) {
                int value = hex_value(bytes[s->contents_at + i]);

                if (value < 0)
                        continue;
                if (high < 0) {
                        high = value;
                        continue;
                }
                out[n++] = (unsigned char)(high << 4 | value);
                high = -1;
        }
        return high < 0 ? n : 0;
}
