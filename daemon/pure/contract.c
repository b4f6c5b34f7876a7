#include "pure/contract.h"

#include <stdlib.h>
#include <string.h>

#include "ground/mem.h"
#include "pure/json_load.h"

/* In the order of enum column_type. */
static const char *const type_names[] = {
        "text", "int", "bool", "date", "timestamptz", "numeric", "bytea",
};

const char *column_type_name(enum column_type type)
{
        return type_names[type];
}

static bool read_type(struct json_load *load, const json_t *value, void *target)
{
        int type;

        if (!json_load_word(load, value, type_names, COUNT_OF(type_names), &type))
                return false;
        *(enum column_type *)target = (enum column_type)type;
        return true;
}

static const struct json_key column_keys[] = {
        {"type", read_type, offsetof(struct contract_column, type), true},
        {"required", json_load_bool, offsetof(struct contract_column, required), true},
        {"note", json_load_note, offsetof(struct contract_column, note), false},
};

static bool read_column(struct json_load *load, const json_t *value, void *target)
{
        struct contract_column *column = target;

        column->name = mem_dup(json_load_name(load));
        if (!json_load_identifier(load, column->name))
                return false;
        return json_load_object(load, value, column_keys, COUNT_OF(column_keys), column);
}

static bool read_columns(struct json_load *load, const json_t *value, void *target)
{
        struct contract_view *view = target;

        view->column_count = json_load_count(value);
        view->columns = NEW_ARRAY(struct contract_column, view->column_count);
        return json_load_map(load, value, read_column, view->columns, sizeof *view->columns);
}

static const struct json_key view_keys[] = {
        {"required", json_load_bool, offsetof(struct contract_view, required), true},
        {"note", json_load_note, offsetof(struct contract_view, note), false},
        {"columns", read_columns, 0, true},
};

static bool read_view(struct json_load *load, const json_t *value, void *target)
{
        struct contract_view *view = target;

        view->name = mem_dup(json_load_name(load));
        if (!json_load_identifier(load, view->name))
                return false;
        return json_load_object(load, value, view_keys, COUNT_OF(view_keys), view);
}

static bool read_views(struct json_load *load, const json_t *value, void *target)
{
        struct contract *c = target;

        c->view_count = json_load_count(value);
        c->views = NEW_ARRAY(struct contract_view, c->view_count);
        return json_load_map(load, value, read_view, c->views, sizeof *c->views);
}

static const struct json_key contract_keys[] = {
        {"version", json_load_int, offsetof(struct contract, version), true},
        {"views", read_views, 0, true},
};

bool contract_parse(const char *file, const char *json, struct contract **ret, struct err *err)
{
        struct json_load load = {.file = file, .text = json, .err = err};
        json_t *document = json_load_document(&load);

        if (!document)
                return false;
        CLEANUP(contract_free_ptr) struct contract *c = NEW(struct contract);
        bool ok = json_load_object(&load, document, contract_keys, COUNT_OF(contract_keys), c);

        if (ok && c->version < 1)
                ok = json_load_fail_at(&load, "version", "must be 1 or more");
        if (ok)
                *ret = TAKE_PTR(c);
        json_decref(document);
        return ok;
}

const struct contract_view *contract_view_find(const struct contract *c, const char *name)
{
        for (size_t i = 0; i < c->view_count; i++) {
                if (strcmp(c->views[i].name, name) == 0)
                        return &c->views[i];
        }
        return NULL;
}

const struct contract_column *contract_column_find(const struct contract_view *view,
                                                   const char *name)
{
        for (size_t i = 0; i < view->column_count; i++) {
                if (strcmp(view->columns[i].name, name) == 0)
                        return &view->columns[i];
        }
        return NULL;
}

static void view_clear(struct contract_view *view)
{
        for (size_t i = 0; i < view->column_count; i++) {
                free(view->columns[i].name);
                free(view->columns[i].note);
        }
        free(view->columns);
        free(view->name);
        free(view->note);
}

void contract_free(struct contract *c)
{
        if (!c)
                return;
        for (size_t i = 0; i < c->view_count; i++)
                view_clear(&c->views[i]);
        free(c->views);
        free(c);
}
