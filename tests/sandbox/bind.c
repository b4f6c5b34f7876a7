/*
 * bind.c - binding a body to a field table. See bind.h for what it promises.
 */
#include "bind.h"

#include "gotext.h"
#include "jscan.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const go_types[] = {
        [T_STR] = "string",         [T_INT] = "int",     [T_NUM] = "float64",
        [T_INT_STR] = "int",        [T_DATE] = "string", [T_ARRAY] = "[]models.Rumpun",
        [T_PATH] = "[]models.Path",
};

static const struct field id_field = {"id", NULL, T_STR, AS_SENT, NULL, NULL, NULL};

/* encoding/json prefers the exact key and falls back to any case. */
static json_t *find_key(json_t *body, const char *name)
{
        json_t *v = json_object_get(body, name);
        const char *key;
        json_t *other;

        if (v != NULL)
                return v;
        json_object_foreach (body, key, other) {
                if (strcasecmp(key, name) == 0)
                        return other;
        }
        return NULL;
}

static bool path_ok(json_t *v)
{
        size_t i;
        json_t *doc, *member;
        const char *key;

        json_array_foreach (v, i, doc) {
                if (!json_is_object(doc))
                        return false;
                json_object_foreach (doc, key, member) {
                        if (!json_is_string(member) && !json_is_null(member))
                                return false;
                }
        }
        return json_is_array(v);
}

static bool type_ok(const struct field *f, json_t *v)
{
        switch (f->type) {
        case T_STR:
        case T_DATE:
                return json_is_string(v);
        case T_INT:
                return json_is_integer(v);
        case T_NUM:
                return json_is_number(v);
        case T_INT_STR:
                return json_is_integer(v) || json_is_string(v);
        case T_ARRAY:
                return json_is_array(v);
        case T_PATH:
                return path_ok(v);
        }
        return false;
}

/* Go counts the offset up to behind the offending value. */
static size_t value_offset(const struct buf *body, const char *name, struct slice *value)
{
        struct jscan s;
        struct slice key;

        *value = (struct slice){"", 0};
        if (!jscan_open(&s, body->data, body->len))
                return 0;
        while (jscan_next(&s, &key, value) == JSCAN_MEMBER)
                if (key.n == strlen(name) && strncasecmp(key.p, name, key.n) == 0)
                        return (size_t)(value->p + value->n - body->data);
        return 0;
}

static void type_error(const struct field *f, json_t *v, const struct buf *body, struct buf *err)
{
        static const char *const names[] = {
                [JSON_OBJECT] = "object",  [JSON_ARRAY] = "array", [JSON_STRING] = "string",
                [JSON_INTEGER] = "number", [JSON_REAL] = "number", [JSON_TRUE] = "bool",
                [JSON_FALSE] = "bool",     [JSON_NULL] = "null",
        };
        struct slice raw;
        size_t offset = value_offset(body, f->write, &raw);
        struct buf got = {0}, message = {0}, internal = {0};

        buf_str(&got, names[json_typeof(v)]);
        if (json_is_real(v) && f->type == T_INT) /* Go prints the number it cannot hold */
                buf_fmt(&got, " %.*s", (int)raw.n, raw.p);
        buf_fmt(&message, "Unmarshal type error: expected=%s, got=%s, field=%s, offset=%zu",
                go_types[f->type], got.data, f->write, offset);
        buf_fmt(&internal, "json: cannot unmarshal %s into Go struct field Request.%s of type %s",
                got.data, f->write, go_types[f->type]);
        go_bind_error(err, message.data, internal.data);
        buf_free(&got);
        buf_free(&message);
        buf_free(&internal);
}

static enum bind_result bind_field(const struct field *f, json_t *tree, const struct buf *body,
                                   json_t *in, struct buf *err)
{
        json_t *v = find_key(tree, f->write);
        struct buf date = {0};

        if (v == NULL || json_is_null(v))
                return BIND_OK;
        if (!type_ok(f, v)) {
                type_error(f, v, body, err);
                return BIND_TYPE;
        }
        if (f->type == T_DATE && json_string_length(v) > 0 &&
            !go_parse_date(json_string_value(v), &date)) {
                go_bind_error(err, date.data, date.data);
                buf_free(&date);
                return BIND_DATE;
        }
        json_object_set(in, f->write, v);
        return BIND_OK;
}

/* Go's "required" refuses the zero value too. */
static bool is_zero(json_t *v)
{
        return v == NULL || (json_is_string(v) && json_string_length(v) == 0) ||
               (json_is_integer(v) && json_integer_value(v) == 0);
}

static enum bind_result check_required(const struct save *sv, json_t *in, struct buf *err)
{
        struct go_multierror m = {0};

        for (size_t i = 0; i < sv->n; i++) {
                const struct field *f = &sv->fields[i];

                if (f->required != NULL && is_zero(json_object_get(in, f->write)))
                        go_required(&m, f->required);
        }
        if (m.n == 0)
                return BIND_OK;
        go_multierror_end(&m, err);
        return BIND_MISSING;
}

static enum bind_result bind_tree(const struct save *sv, json_t *tree, const struct buf *body,
                                  json_t *in, struct buf *err)
{
        enum bind_result r = bind_field(&id_field, tree, body, in, err);

        for (size_t i = 0; r == BIND_OK && i < sv->n; i++)
                r = bind_field(&sv->fields[i], tree, body, in, err);
        return r == BIND_OK ? check_required(sv, in, err) : r;
}

static enum bind_result syntax_error(const json_error_t *where, struct buf *err)
{
        char message[400], internal[200];

        snprintf(internal, sizeof(internal), "invalid JSON: %s", where->text);
        snprintf(message, sizeof(message), "Syntax error: offset=%d, error=%s", where->position,
                 internal);
        go_bind_error(err, message, internal);
        return BIND_TYPE;
}

enum bind_result bind_body(const struct save *sv, const struct buf *body, json_t **ret_in,
                           struct buf *err)
{
        json_error_t where = {.text = "unexpected end of JSON input"};
        json_t *tree = body->len == 0 ? NULL : json_loadb(body->data, body->len, 0, &where);

        if (tree == NULL)
                return syntax_error(&where, err);
        if (!json_is_object(tree)) {
                json_decref(tree);
                snprintf(where.text, sizeof(where.text), "cannot unmarshal into Go struct");
                return syntax_error(&where, err);
        }
        json_t *in = json_object();
        enum bind_result r = bind_tree(sv, tree, body, in, err);

        json_decref(tree);
        if (r == BIND_OK)
                *ret_in = in;
        else
                json_decref(in);
        return r;
}

const char *bound_text(json_t *in, const char *write)
{
        const char *text = json_string_value(json_object_get(in, write));

        return text == NULL ? "" : text;
}
