#include <stdlib.h>
#include <string.h>

#include "ground/mem.h"
#include "pure/descriptor_load.h"
#include "pure/map.h"
#include "pure/reference.h"
#include "pure/value.h"

static bool read_type(struct json_load *load, const json_t *value, void *target)
{
        int type;

        if (!json_load_word(load, value, field_type_names, field_type_count, &type))
                return false;
        *(enum field_type *)target = (enum field_type)type;
        return true;
}

/* "column" and "else": the type was read before, as it stands before them in the table. */
static bool read_typed_column(struct json_load *load, const json_t *value, void *target)
{
        struct field *field = target;
        size_t i;

        if (!read_column(load, value, &i))
                return false;
        const struct column *column = &loading(load)->d->columns[i];
        if (!value_fits_column(field->type, column->type))
                return json_load_fail(load, "a field of type %s cannot come from %s, which is %s",
                                      field_type_names[field->type], column->name,
                                      column_type_name(column->type));
        if (field->column == NO_COLUMN)
                field->column = i;
        else
                field->fallback = i;
        return true;
}

static bool read_site(struct json_load *load, const json_t *value, void *target)
{
        struct field *field = target;
        const char *name = json_is_string(value) ? json_string_value(value) : "";
        struct text choices = {0};

        field->origin = ORIGIN_SITE;
        for (size_t i = 0; i < site_values_count; i++) {
                if (strcmp(name, site_values[i].name) == 0) {
                        field->constant = mem_dup(name);
                        text_free(&choices);
                        return true;
                }
                json_load_choice(&choices, site_values[i].name);
        }
        json_load_fail(load, "\"%s\" is no value of the site; valid: %s", name, text_str(&choices));
        text_free(&choices);
        return false;
}

static bool read_const(struct json_load *load, const json_t *value, void *target)
{
        struct field *field = target;

        /* Beside "site" it is refused once the field is read; what that left must not get lost. */
        free(field->constant);
        field->constant = NULL;
        field->origin = ORIGIN_CONST;
        return json_load_note(load, value, &field->constant); /* "" is a constant too */
}

/* Which kinds there are is only known once all are loaded: the catalog looks whether this is one.
 */
static bool read_link(struct json_load *load, const json_t *value, void *target)
{
        char **link = target;

        return json_load_string(load, value, link) && json_load_identifier(load, *link);
}

static bool read_ref(struct json_load *load, const json_t *value, void *target)
{
        const char *name = json_is_string(value) ? json_string_value(value) : "";

        if (!reference_list_known(name))
                return json_load_fail(load, "\"%s\" is no reference list; valid: %s", name,
                                      reference_lists());
        *(char **)target = mem_dup(name);
        return true;
}

static bool read_when(struct json_load *load, const json_t *value, void *target)
{
        struct field *field = target;

        return read_conditions(load, value, &field->when, &field->when_count);
}

#define AT(member) offsetof(struct field, member)

static const struct json_key field_keys[] = {
        {"write", json_load_string, AT(write), false},
        {"read", json_load_string, AT(read), false},
        {"read_else", json_load_string, AT(read_else), false},
        {"type", read_type, AT(type), true},
        {"column", read_typed_column, 0, false},
        {"else", read_typed_column, 0, false},
        {"site", read_site, 0, false},
        {"const", read_const, 0, false},
        {"default", json_load_string, AT(by_default), false},
        {"required", json_load_bool, AT(required), false},
        {"missing", read_code, AT(missing), false},
        {"show", read_show, AT(show), false},
        {"invalid", read_code, AT(invalid), false},
        {"ref", read_ref, AT(ref), false},
        {"zero_is_empty", json_load_bool, AT(zero_is_empty), false},
        {"string", json_load_bool, AT(as_string), false},
        {"member", json_load_string, AT(member), false},
        {"link", read_link, AT(link), false},
        {"min", json_load_long, AT(min), false},
        {"max", json_load_long, AT(max), false},
        {"max_len", json_load_long, AT(max_len), false},
        {"when", read_when, 0, false},
};

/* Members that mean something only together with others or with some types. */
static const struct {
        const char *key, *needs; /* `needs` NULL: only the type matters */
        unsigned types;          /* bit set of enum field_type */
} only_with[] = {
        {"else", "column", ~0u},
        {"read_else", "read", ~0u},
        {"missing", "required", ~0u},
        {"invalid", NULL, ~(1u << FIELD_DATE)},
        {"ref", NULL, 1u << FIELD_TEXT},
        {"zero_is_empty", NULL, 1u << FIELD_TEXT},
        {"string", NULL, 1u << FIELD_INT | 1u << FIELD_NUMBER | 1u << FIELD_BOOL},
        {"member", "write", 1u << FIELD_IDS},
        {"link", "column", 1u << FIELD_TEXT},
        {"min", "max", 1u << FIELD_INT},
        {"max", "min", 1u << FIELD_INT},
        {"max_len", NULL, 1u << FIELD_TEXT | 1u << FIELD_IDS},
};

static bool check_members(struct json_load *load, const json_t *value, const struct field *field)
{
        for (size_t i = 0; i < COUNT_OF(only_with); i++) {
                const char *key = only_with[i].key, *needs = only_with[i].needs;

                if (!json_object_get(value, key))
                        continue;
                if (!(only_with[i].types & 1u << field->type))
                        return json_load_fail_at(load, key, "has no meaning for type %s",
                                                 field_type_names[field->type]);
                if (needs && !json_object_get(value, needs))
                        return json_load_fail_at(load, key, "needs the member \"%s\" too", needs);
        }
        return true;
}

static bool check_origin(struct json_load *load, const json_t *value)
{
        static const char *const origins[] = {"column", "site", "const"};
        size_t given = 0;

        for (size_t i = 0; i < COUNT_OF(origins); i++)
                given += json_object_get(value, origins[i]) != NULL;
        if (given != 1)
                return json_load_fail(load, "needs one of \"column\", \"site\" and \"const\"");
        return true;
}

static bool check_range(struct json_load *load, const json_t *value, const struct field *field)
{
        if (json_object_get(value, "min") && field->min >= field->max)
                return json_load_fail_at(load, "min", "must be below max");
        if (field->max_len < 0)
                return json_load_fail_at(load, "max_len", "must not be negative");
        return true;
}

/* A constant that would be refused in every row is an error of the descriptor, not of the rows. */
static bool check_constant(struct json_load *load, const char *key, const struct field *field,
                           const char *text)
{
        bool none = text && !*text && field->type == FIELD_TEXT;
        const char *flaw = text && !none ? value_flaw(field, text) : NULL;

        if (flaw)
                return json_load_fail_at(load, key, "\"%s\" is not a value this field takes (%s)",
                                         text, flaw);
        return true;
}

static bool check_names(struct json_load *load, const struct field *field)
{
        const struct descriptor *d = loading(load)->d;
        const char *name = descriptor_writes(d) ? "write" : "read";

        if (!descriptor_payload_name(d, field))
                return json_load_fail(load, "member \"%s\" is missing", name);
        if (!descriptor_writes(d) && field->write)
                return json_load_fail_at(load, "write", "mode %s never saves",
                                         d->mode == MODE_MIRROR ? "mirror" : "compare");
        for (const struct field *other = d->fields; other < field; other++) {
                if (strcmp(descriptor_payload_name(d, other), descriptor_payload_name(d, field)) ==
                    0)
                        return json_load_fail_at(load, name, "another field has this name");
        }
        return true;
}

static bool read_field(struct json_load *load, const json_t *value, void *target)
{
        struct field *field = target;

        field->column = field->fallback = field->show = NO_COLUMN;
        if (!json_load_object(load, value, field_keys, COUNT_OF(field_keys), field))
                return false;
        if (!field->missing)
                field->missing = "FIELD_MISSING";
        if (field->type == FIELD_IDS && (!field->member || field->read))
                return json_load_fail(load, "type ids needs \"member\" and is never read");
        return check_names(load, field) && check_origin(load, value) &&
               check_members(load, value, field) && check_range(load, value, field) &&
               check_constant(load, "default", field, field->by_default) &&
               check_constant(load, "const", field,
                              field->origin == ORIGIN_CONST ? field->constant : NULL);
}

bool read_fields(struct json_load *load, const json_t *value, void *target)
{
        struct descriptor *d = target;

        d->field_count = json_load_count(value);
        if (d->field_count == 0)
                return json_load_fail(load, "must be an array of at least one field");
        d->fields = NEW_ARRAY(struct field, d->field_count);
        return json_load_array(load, value, read_field, d->fields, sizeof *d->fields);
}
