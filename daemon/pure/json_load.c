#include "pure/json_load.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ground/mem.h"

json_t *json_load_document(struct json_load *load)
{
        json_error_t error;
        json_t *json = json_loads(load->text, JSON_REJECT_DUPLICATES, &error);

        if (!json)
                err_set(load->err, "%s:%d: not valid JSON: %s", load->file, error.line, error.text);
        return json;
}

static void push(struct json_load *load, const char *key, size_t index)
{
        load->steps[load->depth++] = (struct json_step){.key = key, .index = index};
}

static void pop(struct json_load *load)
{
        load->depth--;
}

static bool __attribute__((format(printf, 2, 0)))
fail_v(struct json_load *load, const char *format, va_list args)
{
        struct text path = {0};
        char message[900];

        for (size_t i = 0; i < load->depth; i++) {
                if (load->steps[i].key)
                        text_addf(&path, "%s%s", i > 0 ? "." : "", load->steps[i].key);
                else
                        text_addf(&path, "[%zu]", load->steps[i].index);
        }
        vsnprintf(message, sizeof message, format, args);
        err_set(load->err, "%s:%d: %s%s%s", load->file,
                json_line(load->text, load->steps, load->depth), text_str(&path),
                path.len > 0 ? ": " : "", message);
        text_free(&path);
        return false;
}

bool json_load_fail(struct json_load *load, const char *format, ...)
{
        va_list args;

        va_start(args, format);
        fail_v(load, format, args);
        va_end(args);
        return false;
}

bool json_load_fail_at(struct json_load *load, const char *key, const char *format, ...)
{
        va_list args;

        push(load, key, 0);
        va_start(args, format);
        fail_v(load, format, args);
        va_end(args);
        pop(load);
        return false;
}

void json_load_choice(struct text *choices, const char *name)
{
        if (choices->len > 0)
                text_add(choices, ", ");
        text_add(choices, name);
}

static bool wrong_type(struct json_load *load, const char *wanted)
{
        return json_load_fail(load, "must be %s", wanted);
}

static bool unknown_key(struct json_load *load, const char *key, const struct json_key *keys,
                        size_t count)
{
        struct text choices = {0};

        for (size_t i = 0; i < count; i++)
                json_load_choice(&choices, keys[i].name);
        json_load_fail_at(load, key, "unknown key; valid: %s", text_str(&choices));
        text_free(&choices);
        return false;
}

static bool keys_known(struct json_load *load, const json_t *value, const struct json_key *keys,
                       size_t count)
{
        const char *key;
        json_t *member;

        json_object_foreach ((json_t *)value, key, member) {
                size_t i = 0;

                while (i < count && strcmp(keys[i].name, key) != 0)
                        i++;
                if (i == count)
                        return unknown_key(load, key, keys, count);
        }
        return true;
}

bool json_load_object(struct json_load *load, const json_t *value, const struct json_key *keys,
                      size_t count, void *target)
{
        if (!json_is_object(value))
                return wrong_type(load, "an object");
        if (!keys_known(load, value, keys, count))
                return false;
        for (size_t i = 0; i < count; i++) {
                const json_t *member = json_object_get(value, keys[i].name);

                if (!member && keys[i].required)
                        return json_load_fail(load, "member \"%s\" is missing", keys[i].name);
                if (!member)
                        continue;
                push(load, keys[i].name, 0);
                if (!keys[i].read(load, member, (char *)target + keys[i].offset))
                        return false;
                pop(load);
        }
        return true;
}

bool json_load_array(struct json_load *load, const json_t *value, json_reader read, void *items,
                     size_t size)
{
        if (!json_is_array(value))
                return wrong_type(load, "an array");
        for (size_t i = 0; i < json_array_size(value); i++) {
                push(load, NULL, i);
                if (!read(load, json_array_get(value, i), (char *)items + i * size))
                        return false;
                pop(load);
        }
        return true;
}

bool json_load_map(struct json_load *load, const json_t *value, json_reader read, void *items,
                   size_t size)
{
        const char *key;
        json_t *member;
        size_t i = 0;

        if (!json_is_object(value))
                return wrong_type(load, "an object");
        json_object_foreach ((json_t *)value, key, member) {
                push(load, key, 0);
                if (!read(load, member, (char *)items + i++ * size))
                        return false;
                pop(load);
        }
        return true;
}

const char *json_load_name(const struct json_load *load)
{
        return load->steps[load->depth - 1].key;
}

size_t json_load_count(const json_t *value)
{
        return json_is_array(value) ? json_array_size(value) : json_object_size(value);
}

bool json_load_note(struct json_load *load, const json_t *value, void *target)
{
        if (!json_is_string(value))
                return wrong_type(load, "a string");
        *(char **)target = mem_dup(json_string_value(value));
        return true;
}

bool json_load_string(struct json_load *load, const json_t *value, void *target)
{
        if (!json_is_string(value) || json_string_length(value) == 0)
                return wrong_type(load, "a string that is not empty");
        return json_load_note(load, value, target);
}

bool json_load_bool(struct json_load *load, const json_t *value, void *target)
{
        if (!json_is_boolean(value))
                return wrong_type(load, "true or false");
        *(bool *)target = json_is_true(value);
        return true;
}

bool json_load_long(struct json_load *load, const json_t *value, void *target)
{
        json_int_t n = json_integer_value(value);

        /* Days, years, lengths: a bound that keeps sums of them from overflowing. */
        if (!json_is_integer(value) || n < INT_MIN || n > INT_MAX)
                return wrong_type(load, "a whole number of usual size");
        *(long *)target = (long)n;
        return true;
}

bool json_load_int(struct json_load *load, const json_t *value, void *target)
{
        long n = 0;

        if (!json_load_long(load, value, &n))
                return false;
        *(int *)target = (int)n;
        return true;
}

bool json_load_word(struct json_load *load, const json_t *value, const char *const *words,
                    size_t count, int *ret)
{
        const char *word = json_is_string(value) ? json_string_value(value) : "";
        struct text choices = {0};

        for (size_t i = 0; i < count; i++) {
                if (strcmp(word, words[i]) == 0) {
                        *ret = (int)i;
                        text_free(&choices);
                        return true;
                }
                json_load_choice(&choices, words[i]);
        }
        json_load_fail(load, "\"%s\" is not known; valid: %s", word, text_str(&choices));
        text_free(&choices);
        return false;
}

bool json_load_identifier(struct json_load *load, const char *name)
{
        static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";
        size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz_0123456789");

        if (!*name || !strchr(letters, *name) || name[len])
                return json_load_fail(load,
                                      "\"%s\" is not a name in lower-case letters, digits "
                                      "and underscores",
                                      name);
        return true;
}
