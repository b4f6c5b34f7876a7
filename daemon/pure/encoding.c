#include "pure/encoding.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "ground/text.h"

enum { REPLACEMENT = 0xFFFD, BROKEN = -1 };

static const char digits[] = "0123456789";
static const char hex_digits[] = "0123456789abcdefABCDEF";
static const char alphanumerics[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/* Shape of a UTF-8 sequence by its first byte, and the smallest code point that needs it. */
static const struct {
        unsigned char mask, lead;
        size_t len;
        int32_t min;
} shapes[] = {
        {0x80, 0x00, 1, 0},
        {0xE0, 0xC0, 2, 0x80},
        {0xF0, 0xE0, 3, 0x800},
        {0xF8, 0xF0, 4, 0x10000},
};

static bool is_surrogate(int32_t c)
{
        return c >= 0xD800 && c <= 0xDFFF;
}

/* Takes one code point from `*s`; BROKEN, and one byte taken, when there is none. */
static int32_t take_code(const char **s)
{
        const unsigned char *at = (const unsigned char *)*s;
        size_t shape = 0;

        while (shape < 4 && (at[0] & shapes[shape].mask) != shapes[shape].lead)
                shape++;
        (*s)++;
        if (shape == 4)
                return BROKEN;
        int32_t code = at[0] & (unsigned char)~shapes[shape].mask;
        for (size_t i = 1; i < shapes[shape].len; i++) {
                if ((at[i] & 0xC0) != 0x80)
                        return BROKEN;
                code = code << 6 | (at[i] & 0x3F);
        }
        if (code < shapes[shape].min || code > 0x10FFFF || is_surrogate(code))
                return BROKEN;
        *s += shapes[shape].len - 1;
        return code;
}

bool encoding_is_utf8(const char *s)
{
        while (*s) {
                if (take_code(&s) == BROKEN)
                        return false;
        }
        return true;
}

static bool is_bad_code(int32_t code)
{
        return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == REPLACEMENT;
}

/* "&amp;", "&#39;", "&#x27;". A single letter is no entity: "R&D;" is a way to write. */
static bool at_entity(const char *s)
{
        size_t len;

        if (*s != '&')
                return false;
        if (s[1] == '#' && (s[2] == 'x' || s[2] == 'X'))
                return (len = strspn(s + 3, hex_digits)) > 0 && s[3 + len] == ';';
        if (s[1] == '#')
                return (len = strspn(s + 2, digits)) > 0 && s[2 + len] == ';';
        len = strspn(s + 1, alphanumerics);
        return len >= 2 && len <= 10 && s[1 + len] == ';';
}

/* Left by addslashes() or by a dump read as plain text. "KEP\TU\2020" is a way to write. */
static bool at_escape(const char *s)
{
        if (*s != '\\' || s[1] == '\0')
                return false;
        if (strchr("'\"\\nrt", s[1]))
                return true;
        return (s[1] == 'u' && strspn(s + 2, hex_digits) >= 4) ||
               (s[1] == 'x' && strspn(s + 2, hex_digits) >= 2);
}

bool encoding_is_bad(const char *s)
{
        while (*s) {
                if (at_entity(s) || at_escape(s) || is_bad_code(take_code(&s)))
                        return true;
        }
        return false;
}

char *encoding_visible(const char *s)
{
        struct text out = {0};

        while (*s) {
                const char *start = s;

                if (is_bad_code(take_code(&s)))
                        text_add(&out, "\xEF\xBF\xBD");
                else
                        text_add_n(&out, start, (size_t)(s - start));
        }
        return text_take(&out);
}
