/*
 * jscan.c - a reader of JSON objects by slices. See jscan.h for what it promises.
 */
#include "jscan.h"

#include "base.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static void skip_space(struct jscan *s)
{
        while (s->p < s->end && (*s->p == ' ' || *s->p == '\t' || *s->p == '\n' || *s->p == '\r'))
                s->p++;
}

static bool eat(struct jscan *s, char c)
{
        skip_space(s);
        if (s->p >= s->end || *s->p != c)
                return false;
        s->p++;
        return true;
}

/* From the opening quote to behind the closing one. */
static bool skip_string(struct jscan *s)
{
        for (s->p++; s->p < s->end; s->p++) {
                if (*s->p == '\\')
                        s->p++;
                else if (*s->p == '"') {
                        s->p++;
                        return true;
                }
        }
        return false;
}

/* Objects and arrays: only the nesting is followed. */
static bool skip_nested(struct jscan *s)
{
        int depth = 0;

        while (s->p < s->end) {
                char c = *s->p;

                if (c == '"') {
                        if (!skip_string(s))
                                return false;
                        continue;
                }
                s->p++;
                if (c == '{' || c == '[')
                        depth++;
                else if ((c == '}' || c == ']') && --depth == 0)
                        return true;
        }
        return false;
}

static bool skip_value(struct jscan *s)
{
        if (s->p >= s->end)
                return false;
        if (*s->p == '"')
                return skip_string(s);
        if (*s->p == '{' || *s->p == '[')
                return skip_nested(s);
        const char *start = s->p;

        while (s->p < s->end && strchr("+-.0123456789aeflnrstuE", *s->p) != NULL && *s->p != '\0')
                s->p++;
        return s->p > start;
}

bool jscan_open(struct jscan *s, const char *text, size_t n)
{
        *s = (struct jscan){text, text + n};
        return eat(s, '{');
}

enum jscan_step jscan_next(struct jscan *s, struct slice *key, struct slice *value)
{
        if (eat(s, '}')) {
                skip_space(s);
                return s->p == s->end ? JSCAN_END : JSCAN_BAD;
        }
        eat(s, ','); /* the separator before every member but the first */
        skip_space(s);
        const char *start = s->p;

        if (s->p >= s->end || *s->p != '"' || !skip_string(s))
                return JSCAN_BAD;
        *key = (struct slice){start + 1, (size_t)(s->p - start) - 2};
        if (!eat(s, ':'))
                return JSCAN_BAD;
        skip_space(s);
        start = s->p;
        if (!skip_value(s) || s->p > s->end)
                return JSCAN_BAD;
        *value = (struct slice){start, (size_t)(s->p - start)};
        skip_space(s);
        return s->p < s->end && (*s->p == ',' || *s->p == '}') ? JSCAN_MEMBER : JSCAN_BAD;
}

bool slice_is(struct slice s, const char *text)
{
        return s.n == strlen(text) && memcmp(s.p, text, s.n) == 0;
}

bool jscan_get(const char *text, size_t n, const char *key, struct slice *value)
{
        struct jscan s;
        struct slice k;

        if (!jscan_open(&s, text, n))
                return false;
        while (jscan_next(&s, &k, value) == JSCAN_MEMBER)
                if (slice_is(k, key))
                        return true;
        return false;
}

char *slice_string(struct slice value)
{
        if (value.n < 2 || value.p[0] != '"')
                return NULL;
        if (memchr(value.p, '\\', value.n) == NULL)
                return xstrndup(value.p + 1, value.n - 2);
        json_t *v = json_loadb(value.p, value.n, JSON_DECODE_ANY, NULL);
        char *text = v == NULL ? NULL : xstrdup(json_string_value(v));

        json_decref(v);
        return text;
}

char *jscan_string(const char *text, const char *key)
{
        struct slice value;

        return jscan_get(text, strlen(text), key, &value) ? slice_string(value) : NULL;
}
