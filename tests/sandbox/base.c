/*
 * base.c - memory, growing text, time and dice. See base.h for what it promises.
 */
#include "base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void *must(void *p)
{
        if (p == NULL) {
                fputs("siasn-sandbox: out of memory\n", stderr);
                abort();
        }
        return p;
}

void *xcalloc(size_t n, size_t size)
{
        return must(calloc(n == 0 ? 1 : n, size));
}

void *xgrow(void *p, size_t n, size_t size)
{
        return must(reallocarray(p, n == 0 ? 1 : n, size));
}

char *xstrndup(const char *s, size_t n)
{
        char *copy = must(malloc(n + 1));

        memcpy(copy, s, n);
        copy[n] = '\0';
        return copy;
}

char *xstrdup(const char *s)
{
        return xstrndup(s, strlen(s));
}

static void buf_reserve(struct buf *b, size_t extra)
{
        if (b->len + extra + 1 <= b->cap)
                return;
        size_t cap = b->cap == 0 ? 128 : b->cap;

        while (cap < b->len + extra + 1)
                cap *= 2;
        b->data = xgrow(b->data, cap, 1);
        b->cap = cap;
}

void buf_add(struct buf *b, const void *data, size_t n)
{
        buf_reserve(b, n);
        if (n > 0)
                memcpy(b->data + b->len, data, n);
        b->len += n;
        b->data[b->len] = '\0';
}

void buf_str(struct buf *b, const char *s)
{
        buf_add(b, s, strlen(s));
}

void buf_fmt(struct buf *b, const char *fmt, ...)
{
        va_list ap;
        char *text = NULL;

        va_start(ap, fmt);
        int n = vasprintf(&text, fmt, ap);
        va_end(ap);
        if (n < 0)
                must(NULL);
        buf_add(b, text, (size_t)n);
        free(text);
}

void buf_fill(struct buf *b, char c, size_t n)
{
        buf_reserve(b, n);
        memset(b->data + b->len, c, n);
        b->len += n;
        b->data[b->len] = '\0';
}

void buf_json(struct buf *b, const char *s)
{
        if (s == NULL) {
                buf_str(b, "null");
                return;
        }
        buf_str(b, "\"");
        for (; *s != '\0'; s++) {
                size_t plain = strcspn(s, "\"\\\n\r\t\b\f"
                                          "\x01\x02\x03\x04\x05\x06\x07\x0b\x0e\x0f"
                                          "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19"
                                          "\x1a\x1b\x1c\x1d\x1e\x1f");
                buf_add(b, s, plain);
                s += plain;
                if (*s == '\0')
                        break;
                const char *named = strchr("\"\"\\\\\nn\rr\tt", *s);

                if (named != NULL)
                        buf_fmt(b, "\\%c", named[1]);
                else
                        buf_fmt(b, "\\u%04x", (unsigned)(unsigned char)*s);
        }
        buf_str(b, "\"");
}

void buf_free(struct buf *b)
{
        free(b->data);
        *b = (struct buf){0};
}

void buf_base64(struct buf *b, const void *data, size_t n, bool url)
{
        const char *abc = url ? "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                              : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const unsigned char *in = data;

        for (size_t i = 0; i < n; i += 3) {
                size_t have = n - i < 3 ? n - i : 3;
                uint32_t v = (uint32_t)in[i] << 16;
                char out[4];

                if (have > 1)
                        v |= (uint32_t)in[i + 1] << 8;
                if (have > 2)
                        v |= in[i + 2];
                for (size_t k = 0; k < 4; k++)
                        out[k] = k <= have ? abc[(v >> (18 - 6 * k)) & 63] : '=';
                buf_add(b, out, url ? have + 1 : 4);
        }
}

int64_t now_ms(void)
{
        struct timespec ts;

        clock_gettime(CLOCK_MONOTONIC, &ts);
        return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

uint64_t dice_next(struct dice *d)
{
        uint64_t z = d->state += 0x9e3779b97f4a7c15ULL;

        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
}

double dice_unit(struct dice *d)
{
        return (double)(dice_next(d) >> 11) / 9007199254740992.0; /* 2^53 */
}

size_t dice_below(struct dice *d, size_t limit)
{
        return (size_t)(dice_next(d) % limit);
}

void dice_hex(struct dice *d, char *out, size_t n)
{
        for (size_t i = 0; i < n; i++)
                out[i] = "0123456789abcdef"[dice_next(d) & 15];
        out[n] = '\0';
}
