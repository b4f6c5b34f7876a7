#include <stdint.h>
#include <string.h>

#include "ground/mem.h"
#include "pure/descriptor_load.h"
#include "pure/fault.h"

size_t column_add(struct descriptor *d, const char *name, const struct contract_column *source,
                  int join)
{
        d->columns = mem_resize_array(d->columns, d->column_count + 1, sizeof *d->columns);
        d->columns[d->column_count] = (struct column){
                .name = mem_dup(name),
                .source = mem_dup(source->name),
                .join = join,
                .type = source->type,
                .required = source->required,
        };
        return d->column_count++;
}

static const char *string_or_empty(const json_t *value)
{
        return json_is_string(value) ? json_string_value(value) : "";
}

const struct contract_view *view_named(struct json_load *load, const json_t *value)
{
        const struct contract *c = loading(load)->contract;
        const struct contract_view *view = contract_view_find(c, string_or_empty(value));
        struct text choices = {0};

        if (view)
                return view;
        for (size_t i = 0; i < c->view_count; i++)
                json_load_choice(&choices, c->views[i].name);
        json_load_fail(load, "the contract has no view \"%s\"; valid: %s", string_or_empty(value),
                       text_str(&choices));
        text_free(&choices);
        return NULL;
}

const struct contract_column *source_named(struct json_load *load, const struct contract_view *view,
                                           const json_t *value)
{
        const char *name = string_or_empty(value);
        const struct contract_column *column = contract_column_find(view, name);
        const struct descriptor *d = loading(load)->d;
        struct text choices = {0};

        if (column)
                return column;
        for (size_t i = 0; i < view->column_count; i++)
                json_load_choice(&choices, view->columns[i].name);
        for (size_t i = 0; i < d->column_count && view == loading(load)->view; i++) {
                if (d->columns[i].join != JOIN_NONE)
                        json_load_choice(&choices, d->columns[i].name);
        }
        json_load_fail(load, "%s has no column \"%s\"; valid: %s", view->name, name,
                       text_str(&choices));
        text_free(&choices);
        return NULL;
}

bool read_show(struct json_load *load, const json_t *value, void *target)
{
        struct descriptor_load *l = loading(load);
        size_t *ret = target;

        *ret = descriptor_column(l->d, string_or_empty(value));
        if (*ret != NO_COLUMN)
                return true;
        const struct contract_column *source = source_named(load, l->view, value);
        if (!source)
                return false;
        *ret = column_add(l->d, source->name, source, JOIN_NONE);
        return true;
}

/* Identity is no content: a change of it alone is nothing to send. */
static bool is_identity(size_t column, const struct descriptor *d)
{
        return column == COLUMN_SRC_ID || (d->has_siasn_id && column == COLUMN_SIASN_ID);
}

bool read_column(struct json_load *load, const json_t *value, void *target)
{
        struct descriptor *d = loading(load)->d;
        size_t *column = target;

        if (!read_show(load, value, column))
                return false;
        d->columns[*column].hashed = !is_identity(*column, d);
        return true;
}

bool read_date_column(struct json_load *load, const json_t *value, void *target)
{
        if (!read_column(load, value, target))
                return false;
        const struct column *column = &loading(load)->d->columns[*(size_t *)target];
        if (column->type != COL_DATE)
                return json_load_fail(load, "must be a column of type date; %s is %s", column->name,
                                      column_type_name(column->type));
        return true;
}

/* A value no row can hold would make a rule that silently never matches. */
static bool check_value(struct json_load *load, const struct column *column, const char *value)
{
        int64_t n;

        if (column->type == COL_BOOL && strcmp(value, "t") != 0 && strcmp(value, "f") != 0)
                return json_load_fail(load, "\"%s\" is no value of %s; valid: \"t\", \"f\", null",
                                      value, column->name);
        if (column->type == COL_INT && !text_to_int(value, INT32_MIN, INT32_MAX, &n))
                return json_load_fail(load, "\"%s\" is no value of %s, which is int", value,
                                      column->name);
        return true;
}

bool read_values(struct json_load *load, const json_t *value, void *target)
{
        struct condition *condition = target;
        const struct column *column = &loading(load)->d->columns[condition->column];

        if (!json_is_array(value) || json_array_size(value) == 0)
                return json_load_fail(load, "must be a list of values, with at least one");
        condition->values = NEW_ARRAY(char *, json_array_size(value));
        for (size_t i = 0; i < json_array_size(value); i++) {
                const json_t *item = json_array_get(value, i);

                if (json_is_null(item)) {
                        condition->or_null = true;
                        continue;
                }
                if (!json_is_string(item))
                        return json_load_fail(load, "values are strings or null");
                if (!check_value(load, column, json_string_value(item)))
                        return false;
                condition->values[condition->value_count++] = mem_dup(json_string_value(item));
        }
        return true;
}

static bool read_condition(struct json_load *load, const json_t *value, void *target)
{
        struct condition *condition = target;
        json_t *name = json_string(json_load_name(load));
        bool ok = read_column(load, name, &condition->column);

        json_decref(name);
        return ok && read_values(load, value, condition);
}

bool read_conditions(struct json_load *load, const json_t *value, struct condition **ret,
                     size_t *ret_count)
{
        *ret_count = json_load_count(value);
        *ret = NEW_ARRAY(struct condition, *ret_count);
        return json_load_map(load, value, read_condition, *ret, sizeof **ret);
}

bool read_code(struct json_load *load, const json_t *value, void *target)
{
        const struct fault_kind *kind = fault_kind_find(string_or_empty(value));
        struct text choices = {0};

        if (kind) {
                *(const char **)target = kind->code;
                return true;
        }
        for (size_t i = 0; i < fault_kinds_count; i++)
                json_load_choice(&choices, fault_kinds[i].code);
        json_load_fail(load, "\"%s\" is not in the fault catalogue; valid: %s",
                       string_or_empty(value), text_str(&choices));
        text_free(&choices);
        return false;
}
