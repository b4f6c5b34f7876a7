#include "web/request.h"

#include <string.h>
#include <strings.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/encoding.h"

static int hex(char c)
{
        if (c >= '0' && c <= '9')
                return c - '0';
        c = (char)(c | 0x20);
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* False for a broken escape, an escaped NUL, or more than `room` bytes. */
static bool decode(const char *s, size_t len, bool plus, char *out, size_t room)
{
        size_t n = 0;

        for (size_t i = 0; i < len; i++) {
                char c = s[i];

                if (c == '%') {
                        int high = i + 2 < len ? hex(s[i + 1]) : -1;
                        int low = high >= 0 ? hex(s[i + 2]) : -1;

                        if (low < 0)
                                return false;
                        c = (char)(high * 16 + low);
                        i += 2;
                } else if (c == '+' && plus) {
                        c = ' ';
                }
                if (c == '\0' || n + 1 >= room)
                        return false;
                out[n++] = c;
        }
        out[n] = '\0';
        return true;
}

static bool is_clean(const char *s)
{
        for (const char *c = s; *c; c++) {
                if (((unsigned char)*c < 0x20 && !strchr("\t\r\n", *c)) || *c == 0x7f)
                        return false;
        }
        return encoding_is_utf8(s);
}

static void add(struct fields *fields, const char *name, const char *value)
{
        if (fields->count == REQUEST_FIELDS_MAX || !*name || fields_get(fields, name))
                return;
        fields->items[fields->count++] = (struct given){mem_dup(name), mem_dup(value)};
}

/* One name=value. */
static void take(struct fields *fields, const char *pair, size_t len, bool plus)
{
        const char *equals = memchr(pair, '=', len);
        size_t name_len = equals ? (size_t)(equals - pair) : len;
        char name[REQUEST_NAME_MAX], value[REQUEST_VALUE_MAX];

        if (decode(pair, name_len, plus, name, sizeof name) &&
            decode(equals ? equals + 1 : "", equals ? len - name_len - 1 : 0, plus, value,
                   sizeof value) &&
            is_clean(name) && is_clean(value))
                add(fields, name, value);
}

void fields_read(struct fields *fields, const char *encoded, size_t len)
{
        while (len > 0) {
                const char *end = memchr(encoded, '&', len);
                size_t part = end ? (size_t)(end - encoded) : len;

                take(fields, encoded, part, true);
                encoded += end ? part + 1 : part;
                len -= end ? part + 1 : part;
        }
}

void fields_read_cookies(struct fields *fields, const char *header)
{
        while (*header) {
                size_t part = strcspn(header, ";");

                take(fields, header, part, false);
                header += part;
                header += strspn(header, "; ");
        }
}

const char *fields_get(const struct fields *fields, const char *name)
{
        for (size_t i = 0; i < fields->count; i++) {
                if (strcmp(fields->items[i].name, name) == 0)
                        return fields->items[i].value;
        }
        return NULL;
}

const char *fields_said(const struct fields *fields, const char *name)
{
        const char *value = fields_get(fields, name);
        size_t len;

        if (!value)
                return NULL;
        len = strlen(value);
        while (len > 0 && strchr(" \t\r\n", value[len - 1]))
                len--;
        ((char *)value)[len] = '\0'; /* the list owns it; trimming twice changes nothing */
        value += strspn(value, " \t\r\n");
        return *value ? value : NULL;
}

void fields_clear(struct fields *fields)
{
        for (size_t i = 0; i < fields->count; i++) {
                free(fields->items[i].name);
                free(fields->items[i].value);
        }
        fields->count = 0;
}

bool request_path(const char *raw, char out[REQUEST_PATH_MAX])
{
        if (raw[0] != '/' || !decode(raw, strlen(raw), false, out, REQUEST_PATH_MAX) ||
            !is_clean(out) || strpbrk(out, "\t\r\n\\"))
                return false;
        for (const char *s = out; (s = strchr(s, '/')); s++) {
                size_t len = strcspn(s + 1, "/");

                if ((len == 0 && s[1] == '/') || (len == 1 && s[1] == '.') ||
                    (len == 2 && s[1] == '.' && s[2] == '.'))
                        return false;
        }
        return true;
}

enum method request_method(const char *word)
{
        if (strcmp(word, "GET") == 0 || strcmp(word, "HEAD") == 0)
                return METHOD_GET;
        return strcmp(word, "POST") == 0 ? METHOD_POST : METHOD_OTHER;
}

bool request_forwarded(const char *header, char out[64])
{
        const char *comma = strrchr(header, ',');
        const char *s = comma ? comma + 1 : header;
        size_t len;

        s += strspn(s, " ");
        len = strspn(s, "0123456789abcdefABCDEF.:");
        if (len == 0 || len >= 64 || s[len + strspn(s + len, " ")])
                return false;
        memcpy(out, s, len);
        out[len] = '\0';
        return true;
}

void request_clear(struct request *request)
{
        fields_clear(&request->query);
        fields_clear(&request->form);
        fields_clear(&request->cookies);
        free(request->agent);
        free(request->proxy_user);
        free(request->site);
}

static void encode(struct text *url, const char *value)
{
        static const char safe[] =
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

        for (; *value; value++) {
                if (strchr(safe, *value))
                        text_add_char(url, *value);
                else
                        text_addf(url, "%%%02X", (unsigned char)*value);
        }
}

void url_add(struct text *url, const char *name, const char *value)
{
        if (!value || !*value)
                return;
        text_add_char(url, strchr(text_str(url), '?') ? '&' : '?');
        encode(url, name);
        text_add_char(url, '=');
        encode(url, value);
}

void url_segment(struct text *url, const char *value)
{
        text_add_char(url, '/');
        encode(url, value);
}
