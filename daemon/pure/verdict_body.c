#include "pure/verdict_body.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/date.h"

enum { ID_MIN = 4, ID_MAX = 63, DAY_S = 86400 };

static const char *text_of(const json_t *object, const char *const *keys)
{
        for (; *keys; keys++) {
                const char *s = json_string_value(json_object_get(object, *keys));

                if (s)
                        return s;
        }
        return "";
}

/* Backend codes are numbers, gateway codes are strings, GO has seen both for one service. */
static int64_t code_of(const json_t *value)
{
        int64_t code;

        if (json_is_integer(value))
                return json_integer_value(value);
        if (json_is_string(value) &&
            text_to_int(json_string_value(value), INT32_MIN, INT32_MAX, &code))
                return code;
        return BODY_NO_CODE;
}

/* -1 when the value is neither a boolean nor one written as text. */
static int truth_of(const json_t *value)
{
        const char *s = json_string_value(value);

        if (json_is_boolean(value))
                return json_is_true(value);
        if (s && strcasecmp(s, "true") == 0)
                return 1;
        return s && strcasecmp(s, "false") == 0 ? 0 : -1;
}

static enum body_says says_code(int64_t code)
{
        if (code == 1 || code == 200) /* 200: replies to a delete */
                return BODY_SAYS_YES;
        return code == 0 || (code >= 400 && code < 500) ? BODY_SAYS_NO : BODY_SAYS_NOTHING;
}

/* All signs must agree. Two that differ are worth nothing, and nobody guesses between them. */
static enum body_says says_of(const json_t *object, int64_t code)
{
        static const enum body_says plain[] = {BODY_SAYS_NOTHING, BODY_SAYS_NO, BODY_SAYS_YES};
        static const enum body_says inverse[] = {BODY_SAYS_NOTHING, BODY_SAYS_YES, BODY_SAYS_NO};
        const enum body_says signs[] = {
                inverse[1 + truth_of(json_object_get(object, "Error"))],
                inverse[1 + truth_of(json_object_get(object, "error"))],
                plain[1 + truth_of(json_object_get(object, "success"))],
                says_code(code),
        };
        enum body_says sum = BODY_SAYS_NOTHING;

        for (size_t i = 0; i < COUNT_OF(signs); i++) {
                if (signs[i] == BODY_SAYS_NOTHING)
                        continue;
                if (sum != BODY_SAYS_NOTHING && sum != signs[i])
                        return BODY_SAYS_NOTHING;
                sum = signs[i];
        }
        return sum;
}

void body_read(const char *bytes, size_t len, struct body *ret)
{
        static const char *const message[] = {"message", "Message", "error_description", "error",
                                              NULL};
        static const char *const description[] = {"description", NULL};
        static const char *const data[] = {"data", NULL};
        static const char *const next_access[] = {"nextAccessTime", NULL};
        json_t *root = bytes ? json_loadb(bytes, len, 0, NULL) : NULL;
        const json_t *fault = json_object_get(root, "fault");
        const json_t *top = json_is_object(fault) ? fault : root;

        if (!json_is_object(root)) {
                json_decref(root);
                root = NULL;
                top = NULL;
        }
        *ret = (struct body){
                .root = root,
                .data = json_object_get(top, "data"),
                .map_data = json_object_get(top, "mapData"),
                .code = code_of(json_object_get(top, "code")),
                .message = text_of(top, message),
                .description = text_of(top, description),
                .data_text = text_of(top, data),
                .next_access = text_of(top, next_access),
        };
        ret->says = says_of(top, ret->code);
}

void body_clear(struct body *body)
{
        json_decref(body->root);
        *body = (struct body){0};
}

int64_t body_xml_code(const char *bytes, size_t len)
{
        static const char mark[] = "code>";
        const char *at = bytes ? memmem(bytes, len, mark, strlen(mark)) : NULL;
        int64_t code = 0;
        int digits = 0;

        if (!at || *bytes != '<')
                return BODY_NO_CODE;
        at += strlen(mark);
        for (; at < bytes + len && isdigit((unsigned char)*at) && digits < 9; at++, digits++)
                code = code * 10 + (*at - '0');
        return digits ? code : BODY_NO_CODE;
}

static bool is_id(const char *s)
{
        size_t len = s ? strlen(s) : 0;
        bool digit = false;

        for (size_t i = 0; i < len; i++) {
                if (!isalnum((unsigned char)s[i]) && s[i] != '-')
                        return false;
                digit = digit || isdigit((unsigned char)s[i]);
        }
        return digit && len >= ID_MIN && len <= ID_MAX;
}

/* "rwHukdisId" and its like; "pnsOrangId" or "jabatanId" would be the id of something else. */
static bool names_a_row_id(const char *key)
{
        size_t len = strlen(key);

        return strcmp(key, "id") == 0 ||
               (len > 4 && strncmp(key, "rw", 2) == 0 && strcmp(key + len - 2, "Id") == 0);
}

/* The only other member that names a row's id; between two of them nobody guesses. */
static const char *only_id(json_t *map_data)
{
        const char *found = NULL;
        const char *key;
        json_t *value;

        json_object_foreach (map_data, key, value) {
                if (!names_a_row_id(key) || !is_id(json_string_value(value)))
                        continue;
                if (found)
                        return NULL;
                found = json_string_value(value);
        }
        return found;
}

bool body_id(const struct body *body, const char *id_key, char out[64])
{
        const char *id = json_string_value(body->map_data);

        if (!id && id_key)
                id = json_string_value(json_object_get(body->map_data, id_key));
        if (!is_id(id))
                id = only_id(body->map_data);
        if (!id)
                return false;
        snprintf(out, 64, "%s", id);
        return true;
}

static int month_of(const char *name)
{
        static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
        const char *at = strstr(months, name);

        return at && strlen(name) == 3 ? (int)(at - months) / 3 + 1 : 0;
}

/* UTC seconds of a date and time; false when there is no such moment. */
static bool seconds_of(struct date d, const int time[3], int64_t *ret)
{
        const struct date epoch = {1970, 1, 1};
        char iso[11];
        struct date checked;

        if (d.year < 1970 || d.year > 9999 || !date_parse_iso(date_to_iso(d, iso), &checked) ||
            date_compare(d, checked) != 0)
                return false;
        if (time[0] < 0 || time[0] > 23 || time[1] < 0 || time[1] > 59 || time[2] < 0 ||
            time[2] > 60)
                return false;
        *ret = (int64_t)(date_day_number(d) - date_day_number(epoch)) * DAY_S +
               INT64_C(3600) * time[0] + INT64_C(60) * time[1] + time[2];
        return true;
}

/* "2025-Jan-01 00:01:00+0000 UTC" or "2025-01-01T00:01:00Z"; both are UTC in the field. */
static bool parse_next_access(const char *s, int64_t *ret)
{
        struct date d = {0};
        char month[4] = "";
        int t[3];

        if (sscanf(s, "%4d-%3[A-Za-z]-%2d %2d:%2d:%2d", &d.year, month, &d.day, &t[0], &t[1],
                   &t[2]) == 6)
                d.month = month_of(month);
        else if (sscanf(s, "%4d-%2d-%2dT%2d:%2d:%2d", &d.year, &d.month, &d.day, &t[0], &t[1],
                        &t[2]) != 6)
                return false;
        return seconds_of(d, t, ret);
}

/* "Sun, 06 Nov 1994 08:49:37 GMT"; the two obsolete forms of RFC 9110 are not sent by anyone. */
static bool parse_http_date(const char *s, int64_t *ret)
{
        struct date d = {0};
        char month[4] = "";
        int t[3];

        if (sscanf(s, "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d", &d.day, month, &d.year, &t[0],
                   &t[1], &t[2]) != 6)
                return false;
        d.month = month_of(month);
        return seconds_of(d, t, ret);
}

static int64_t clamp_wait(int64_t seconds)
{
        return (seconds < 0 ? 0 : seconds > DAY_S ? DAY_S : seconds) * 1000;
}

static int64_t retry_after_ms(const char *value, int64_t now_s)
{
        int64_t n;

        if (text_to_int(value, 0, INT64_MAX, &n))
                return clamp_wait(n);
        return parse_http_date(value, &n) ? clamp_wait(n - now_s) : -1;
}

int64_t body_wait_ms(const struct body *body, const char *retry_after, int64_t now_s)
{
        int64_t wait = retry_after ? retry_after_ms(retry_after, now_s) : -1;
        int64_t at;

        if (parse_next_access(body->next_access, &at) && clamp_wait(at - now_s) > wait)
                wait = clamp_wait(at - now_s);
        return wait;
}

/* Control characters become blanks, C1 ones (UTF-8 C2 80..9F) included. */
static void blank_controls(char *s)
{
        for (unsigned char *p = (unsigned char *)s; *p; p++) {
                if (*p < 0x20 || *p == 0x7f) {
                        *p = ' ';
                } else if (*p == 0xC2 && p[1] >= 0x80 && p[1] <= 0x9F) {
                        p[0] = ' ';
                        p[1] = ' ';
                }
        }
}

void body_line(const char *raw, char *out, size_t size)
{
        CLEANUP(free_ptr) char *all = mem_dup(raw);

        blank_controls(all);
        CLEANUP(free_ptr) char *line = text_squeeze(all);
        size_t len = strlen(line);

        if (len >= size) {
                len = size - 1;
                while (len > 0 && ((unsigned char)line[len] & 0xC0) == 0x80)
                        len--;
        }
        memcpy(out, line, len);
        out[len] = '\0';
}
