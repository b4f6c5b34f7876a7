#include "pure/value.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/date.h"
#include "pure/reference.h"

enum { WHOLE_MAX = 18 }; /* digits before the point that a JSON integer always holds */

const char *const field_type_names[] = {"text", "int", "date", "number", "bool", "ids"};
const size_t field_type_count = COUNT_OF(field_type_names);

static const char *text_flaw(const struct field *field, const char *text)
{
        if (field->max_len > 0 && strlen(text) > (size_t)field->max_len)
                return field->invalid ? field->invalid : "FIELD_TOO_LONG";
        if (field->ref && !reference_has(field->ref, text))
                return "REF_UNKNOWN";
        return NULL;
}

static const char *invalid_unless(const struct field *field, bool good)
{
        if (good)
                return NULL;
        return field->invalid ? field->invalid : "FIELD_INVALID";
}

static const char *int_flaw(const struct field *field, const char *text)
{
        bool ranged = field->min != field->max;
        int64_t n;

        return invalid_unless(field, text_to_int(text, ranged ? field->min : INT32_MIN,
                                                 ranged ? field->max : INT32_MAX, &n));
}

static const char *date_flaw(const struct field *field, const char *text)
{
        struct date d;

        return invalid_unless(field, date_parse_iso(text, &d));
}

/* "-12.50": PostgreSQL's numeric without NaN and infinities, which JSON cannot say. */
static bool is_decimal(const char *s)
{
        static const char digits[] = "0123456789";
        size_t len;

        s += *s == '-';
        len = strspn(s, digits);
        if (len == 0 || (s[0] == '0' && len > 1))
                return false;
        s += len;
        if (*s == '\0')
                return true;
        len = strspn(s + 1, digits);
        return *s == '.' && len > 0 && s[1 + len] == '\0';
}

static const char *number_flaw(const struct field *field, const char *text)
{
        return invalid_unless(field, is_decimal(text) && strcspn(text, ".") <= WHOLE_MAX);
}

static const char *bool_flaw(const struct field *field, const char *text)
{
        return invalid_unless(field, strcmp(text, "t") == 0 || strcmp(text, "f") == 0);
}

/* Ids by comma, blanks around them ignored; each short enough. */
static const char *ids_flaw(const struct field *field, const char *text)
{
        for (text += strspn(text, ", "); *text; text += strspn(text, ", ")) {
                size_t len = strcspn(text, ", ");

                if (field->max_len > 0 && len > (size_t)field->max_len)
                        return field->invalid ? field->invalid : "FIELD_TOO_LONG";
                text += len;
        }
        return NULL;
}

static json_t *ids_to_json(const struct field *field, const char *text)
{
        CLEANUP(free_ptr) char *copy = mem_dup(text);
        json_t *list = json_array();
        char *rest = NULL;

        for (char *id = strtok_r(copy, ", ", &rest); id; id = strtok_r(NULL, ", ", &rest))
                json_array_append_new(list, json_pack("{s:s}", field->member, id));
        return list;
}

static json_t *int_to_json(const char *text)
{
        int64_t n = 0;

        text_to_int(text, INT64_MIN, INT64_MAX, &n);
        return json_integer(n);
}

/* dd-mm-yyyy (siasn-api section 4.0). */
static json_t *date_to_json(const char *text)
{
        struct date d = {0};
        char dmy[11];

        date_parse_iso(text, &d);
        return json_string(date_to_dmy(d, dmy));
}

static json_t *bool_to_json(const char *text)
{
        return json_boolean(*text == 't');
}

static char *text_normal(const char *text)
{
        return mem_dup(text);
}

/* "007" and 7 and 7.0 are one number; text that is none stays as it is. */
static char *number_normal(const char *text)
{
        const char *digits = text + (*text == '-');

        while (digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9')
                digits++;
        if (!is_decimal(digits) || *digits == '-')
                return mem_dup(text);
        size_t len = strlen(digits);
        if (strchr(digits, '.')) {
                while (digits[len - 1] == '0')
                        len--;
                len -= digits[len - 1] == '.';
        }
        struct text out = {0};
        if (*text == '-' && !(len == 1 && *digits == '0'))
                text_add_char(&out, '-');
        text_add_n(&out, digits, len);
        return text_take(&out);
}

/* Without idle zeros; through the JSON parser, which unlike strtod() knows no locale. */
static json_t *number_to_json(const char *text)
{
        CLEANUP(free_ptr) char *normal = number_normal(text);

        return json_loads(normal, JSON_DECODE_ANY, NULL);
}

/* SIASN shows dates as dd-mm-yyyy, some perhaps as ISO or with a time behind (section 5). */
static char *date_normal(const char *text)
{
        char head[11] = "";
        struct date d;

        strncpy(head, text, sizeof head - 1);
        if (strlen(text) > 10 && text[10] != 'T' && text[10] != ' ')
                return mem_dup(text);
        if (!date_parse_iso(head, &d) && !date_parse_dmy(head, &d))
                return mem_dup(text);
        return mem_dup(date_is_sentinel(d) ? "" : date_to_iso(d, head));
}

static char *bool_normal(const char *text)
{
        static const struct {
                const char *text, *normal;
        } words[] = {{"true", "1"}, {"t", "1"}, {"false", "0"}, {"f", "0"}};

        for (size_t i = 0; i < COUNT_OF(words); i++) {
                if (strcasecmp(text, words[i].text) == 0)
                        return mem_dup(words[i].normal);
        }
        return mem_dup(text);
}

#define COLUMN(type) (1u << COL_##type)

static const struct {
        unsigned columns; /* bit set of enum column_type it may come from */
        bool blank_text;  /* empty is "", not null */
        const char *(*flaw)(const struct field *field, const char *text);
        json_t *(*to_json)(const char *text);
        char *(*normal)(const char *text);
} types[] = {
        [FIELD_TEXT] = {COLUMN(TEXT) | COLUMN(INT), true, text_flaw, json_string, text_normal},
        [FIELD_INT] = {COLUMN(INT) | COLUMN(TEXT), false, int_flaw, int_to_json, number_normal},
        [FIELD_DATE] = {COLUMN(DATE), true, date_flaw, date_to_json, date_normal},
        [FIELD_NUMBER] = {COLUMN(INT) | COLUMN(NUMERIC), false, number_flaw, number_to_json,
                          number_normal},
        [FIELD_BOOL] = {COLUMN(BOOL), false, bool_flaw, bool_to_json, bool_normal},
        [FIELD_IDS] = {COLUMN(TEXT), false, ids_flaw, json_string, text_normal},
};

bool value_fits_column(enum field_type type, enum column_type column)
{
        return types[type].columns & 1u << column;
}

const char *value_flaw(const struct field *field, const char *text)
{
        return types[field->type].flaw(field, text);
}

json_t *value_to_json(const struct field *field, const char *text)
{
        if (field->type == FIELD_IDS)
                return ids_to_json(field, text);
        if (!field->as_string)
                return types[field->type].to_json(text);
        CLEANUP(free_ptr) char *normal = types[field->type].normal(text);
        return json_string(normal);
}

json_t *value_blank(const struct field *field)
{
        if (field->type == FIELD_IDS)
                return NULL;
        return types[field->type].blank_text || field->as_string ? json_string("") : json_null();
}

bool value_is_empty(const struct field *field, const char *text)
{
        return text[strspn(text, "-")] == '\0' || (field->zero_is_empty && strcmp(text, "0") == 0);
}

/* A scalar as text: the service sends numbers as strings and the reverse. */
static char *scalar_text(const json_t *value)
{
        if (json_is_string(value))
                return text_squeeze(json_string_value(value));
        if (json_is_null(value) || !value)
                return mem_dup("");
        /* 15 digits are exact in both directions: 12.3 stays 12.3. */
        return json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS |
                                         JSON_REAL_PRECISION(15));
}

char *value_normal(const struct field *field, const json_t *value)
{
        CLEANUP(free_ptr) char *text = scalar_text(value);
        char *normal = types[field->type].normal(text);

        if (value_is_empty(field, normal))
                normal[0] = '\0';
        return normal;
}
