/*
 * config.c - the configuration file: one table of keys, checked strictly.
 */
#include "config.h"

#include "base.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum key_type { KEY_TEXT, KEY_BOOL, KEY_INT };

struct key {
        const char *name;
        enum key_type type;
        size_t offset; /* into struct config */
        bool mandatory;
        int64_t fallback;
};

#define AT(field) offsetof(struct config, field)

static const struct key keys[] = {
        {"cert_file", KEY_TEXT, AT(cert_file), true, 0},
        {"key_file", KEY_TEXT, AT(key_file), true, 0},
        {"consumer_key", KEY_TEXT, AT(consumer_key), true, 0},
        {"consumer_secret", KEY_TEXT, AT(consumer_secret), true, 0},
        {"sso_client_id", KEY_TEXT, AT(sso_client_id), false, 0},
        {"sso_username", KEY_TEXT, AT(sso_username), false, 0},
        {"sso_password", KEY_TEXT, AT(sso_password), false, 0},
        {"sso_token", KEY_TEXT, AT(sso_token), false, 0},
        {"sso_registered_only", KEY_BOOL, AT(sso_registered_only), false, false},
        {"fault_wrapper", KEY_BOOL, AT(fault_wrapper), false, false},
        {"unknown_keys", KEY_BOOL, AT(unknown_keys), false, true},
        {"apim_expires_in", KEY_INT, AT(apim_expires_in), false, 3600},
        {"sso_expires_in", KEY_INT, AT(sso_expires_in), false, 43200},
        {"seed", KEY_INT, AT(seed), false, 1},
        {"read_delay_ms", KEY_INT, AT(read_delay_ms), false, 0},
};

static const struct key *find_key(const char *name)
{
        for (size_t i = 0; i < COUNT(keys); i++)
                if (strcmp(keys[i].name, name) == 0)
                        return &keys[i];
        return NULL;
}

static char **text_at(struct config *cfg, const struct key *k)
{
        return (char **)(void *)((char *)cfg + k->offset);
}

static void set_number(struct config *cfg, const struct key *k, int64_t v)
{
        if (k->type == KEY_BOOL)
                *(bool *)(void *)((char *)cfg + k->offset) = v != 0;
        else if (k->type == KEY_INT)
                *(int64_t *)(void *)((char *)cfg + k->offset) = v;
}

/* True when the value has the key's type; it is then stored. */
static bool store_value(struct config *cfg, const struct key *k, json_t *v)
{
        switch (k->type) {
        case KEY_TEXT:
                if (!json_is_string(v))
                        return false;
                free(*text_at(cfg, k));
                *text_at(cfg, k) = xstrdup(json_string_value(v));
                return true;
        case KEY_BOOL:
                if (!json_is_boolean(v))
                        return false;
                set_number(cfg, k, json_is_true(v));
                return true;
        case KEY_INT:
                if (!json_is_integer(v) || json_integer_value(v) < 0)
                        return false;
                set_number(cfg, k, json_integer_value(v));
                return true;
        }
        return false;
}

static bool store_all(struct config *cfg, json_t *root, char *err, size_t errlen)
{
        static const char *const type_names[] = {"a string", "true or false",
                                                 "a whole number of at least 0"};
        const char *name;
        json_t *v;

        json_object_foreach (root, name, v) {
                const struct key *k = find_key(name);

                if (k == NULL) {
                        snprintf(err, errlen, "unknown key \"%s\"", name);
                        return false;
                }
                if (!store_value(cfg, k, v)) {
                        snprintf(err, errlen, "\"%s\" must be %s", name, type_names[k->type]);
                        return false;
                }
        }
        for (size_t i = 0; i < COUNT(keys); i++) {
                if (keys[i].mandatory && *text_at(cfg, &keys[i]) == NULL) {
                        snprintf(err, errlen, "\"%s\" is missing", keys[i].name);
                        return false;
                }
        }
        return true;
}

bool config_load(struct config *cfg, const char *file, char *err, size_t errlen)
{
        json_error_t where;
        json_t *root = json_load_file(file, JSON_REJECT_DUPLICATES, &where);

        *cfg = (struct config){0};
        for (size_t i = 0; i < COUNT(keys); i++)
                set_number(cfg, &keys[i], keys[i].fallback);
        if (root == NULL) {
                snprintf(err, errlen, "line %d: %s", where.line, where.text);
                return false;
        }
        bool ok = json_is_object(root) && store_all(cfg, root, err, errlen);

        if (!json_is_object(root))
                snprintf(err, errlen, "must be one JSON object");
        json_decref(root);
        if (!ok)
                config_free(cfg);
        return ok;
}

void config_free(struct config *cfg)
{
        for (size_t i = 0; i < COUNT(keys); i++)
                if (keys[i].type == KEY_TEXT)
                        free(*text_at(cfg, &keys[i]));
        *cfg = (struct config){0};
}
