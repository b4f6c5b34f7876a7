#include "pure/descriptor_load.h"

#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"

/* In the order of enum desc_mode. */
static const char *const mode_names[] = {"write", "update", "compare", "mirror"};
/* In the order of enum empty_style. */
static const char *const empty_names[] = {"blank", "omit"};

static bool read_kind(struct json_load *load, const json_t *value, void *target)
{
        if (!json_load_string(load, value, target) || !json_load_identifier(load, *(char **)target))
                return false;
        return strcmp(*(char **)target, "dokumen") != 0 ||
               json_load_fail(load, "\"dokumen\" is the name of the documents' queue");
}

static bool read_mode(struct json_load *load, const json_t *value, void *target)
{
        int mode;

        if (!json_load_word(load, value, mode_names, COUNT_OF(mode_names), &mode))
                return false;
        *(enum desc_mode *)target = (enum desc_mode)mode;
        return true;
}

static bool read_empty(struct json_load *load, const json_t *value, void *target)
{
        int style;

        if (!json_load_word(load, value, empty_names, COUNT_OF(empty_names), &style))
                return false;
        *(enum empty_style *)target = (enum empty_style)style;
        return true;
}

/* Columns that every kind reads where the view has them, in the order of their fixed places. */
static bool add_fixed_columns(struct json_load *load)
{
        static const struct {
                const char *name;
                bool required, hashed;
        } fixed[] = {
                {"src_id", true, false},
                {"nip", true, true},
                {"siasn_id", false, false},
                {"is_deleted", false, true},
        };
        struct descriptor_load *l = loading(load);

        for (size_t i = 0; i < COUNT_OF(fixed); i++) {
                const struct contract_column *c = contract_column_find(l->view, fixed[i].name);

                if (!c && fixed[i].required)
                        return json_load_fail(load, "%s has no column %s, which every kind needs",
                                              l->view->name, fixed[i].name);
                if (!c)
                        continue;
                size_t column = column_add(l->d, c->name, c, JOIN_NONE);
                l->d->columns[column].hashed = fixed[i].hashed;
        }
        l->d->has_siasn_id = contract_column_find(l->view, "siasn_id") != NULL;
        l->d->is_deleted = descriptor_column(l->d, "is_deleted");
        return true;
}

static bool read_view(struct json_load *load, const json_t *value, void *target)
{
        struct descriptor *d = target;

        loading(load)->view = view_named(load, value);
        if (!loading(load)->view)
                return false;
        d->view = mem_dup(loading(load)->view->name);
        return add_fixed_columns(load);
}

/* Joins are resolved one at a time; this is where the readers of one find each other's result. */
struct join_load {
        struct descriptor *d;
        const struct contract_view *view;
        struct join *join;
};

static bool read_join_view(struct json_load *load, const json_t *value, void *target)
{
        struct join_load *j = target;

        j->view = view_named(load, value);
        if (!j->view)
                return false;
        if (!contract_column_find(j->view, "src_id"))
                return json_load_fail(load, "%s has no src_id to join on", j->view->name);
        j->join->view = mem_dup(j->view->name);
        return true;
}

static bool read_join_on(struct json_load *load, const json_t *value, void *target)
{
        struct join_load *j = target;

        if (!read_column(load, value, &j->join->on))
                return false;
        if (j->d->columns[j->join->on].join != JOIN_NONE)
                return json_load_fail(load, "must be a column of %s", j->d->view);
        return true;
}

static bool read_join_columns(struct json_load *load, const json_t *value, void *target)
{
        struct join_load *j = target;
        const char *name;
        json_t *source;

        if (!json_is_object(value))
                return json_load_fail(load, "must be an object {\"name\": \"column of %s\"}",
                                      j->view->name);
        json_object_foreach ((json_t *)value, name, source) {
                const struct contract_column *c = source_named(load, j->view, source);

                if (!c || !json_load_identifier(load, name))
                        return false;
                if (descriptor_column(j->d, name) != NO_COLUMN ||
                    contract_column_find(loading(load)->view, name))
                        return json_load_fail_at(load, name, "another column has this name");
                column_add(j->d, name, c, (int)(j->join - j->d->joins));
        }
        return true;
}

static const struct json_key join_keys[] = {
        {"view", read_join_view, 0, true},
        {"on", read_join_on, 0, true},
        {"columns", read_join_columns, 0, true},
};

static bool read_join(struct json_load *load, const json_t *value, void *target)
{
        struct join_load j = {.d = loading(load)->d, .join = target};

        return json_load_object(load, value, join_keys, COUNT_OF(join_keys), &j);
}

static bool read_joins(struct json_load *load, const json_t *value, void *target)
{
        struct descriptor *d = target;

        d->join_count = json_load_count(value);
        d->joins = NEW_ARRAY(struct join, d->join_count);
        return json_load_array(load, value, read_join, d->joins, sizeof *d->joins);
}

#define AT(member) offsetof(struct descriptor, member)

static const struct json_key source_keys[] = {
        {"view", read_view, 0, true},
        {"sort", read_column, AT(sort), false},
        {"date_text", read_column, AT(date_text), false},
        {"joins", read_joins, 0, false},
};

static bool read_source(struct json_load *load, const json_t *value, void *target)
{
        return json_load_object(load, value, source_keys, COUNT_OF(source_keys), target);
}

/* A path below the API base whose placeholders are exactly those that the engine fills in. */
static bool load_path(struct json_load *load, const json_t *value, const char *needed,
                      const char *allowed, char **ret)
{
        if (!json_load_string(load, value, ret))
                return false;
        if ((*ret)[0] != '/')
                return json_load_fail(load, "a path begins with \"/\"");
        if (needed && !strstr(*ret, needed))
                return json_load_fail(load, "the path must hold %s", needed);
        for (const char *at = strchr(*ret, '{'); at; at = strchr(at + 1, '{')) {
                if (!allowed || !text_has_prefix(at, allowed))
                        return json_load_fail(load, "unknown placeholder at \"%s\"; valid: %s", at,
                                              allowed ? allowed : "none");
        }
        return true;
}

static bool read_read_path(struct json_load *load, const json_t *value, void *target)
{
        return load_path(load, value, "{nip}", "{nip}", target);
}

static bool read_write_path(struct json_load *load, const json_t *value, void *target)
{
        return load_path(load, value, NULL, NULL, target);
}

static bool read_after_path(struct json_load *load, const json_t *value, void *target)
{
        return load_path(load, value, NULL, "{pns_id}", target);
}

static bool read_delete_path(struct json_load *load, const json_t *value, void *target)
{
        return load_path(load, value, "{id}", "{id}", target);
}

static bool read_one(struct json_load *load, const json_t *value, void *target)
{
        bool one;

        if (!json_load_bool(load, value, &one))
                return false;
        ((struct descriptor *)target)->read_shape = one ? READ_ONE : READ_ROWS;
        return true;
}

static bool read_list(struct json_load *load, const json_t *value, void *target)
{
        struct descriptor *d = target;

        if (d->read_shape != READ_ROWS)
                return json_load_fail(load, "cannot be beside \"one\"");
        d->read_shape = READ_LIST;
        return json_load_string(load, value, &d->read_list);
}

static const struct json_key rows_keys[] = {
        {"member", json_load_string, AT(rows_member), true},
        {"min", json_load_long, AT(rows_min), true},
        {"max", json_load_long, AT(rows_max), true},
};

static bool read_rows_of(struct json_load *load, const json_t *value, void *target)
{
        const struct descriptor *d = target;

        if (!json_load_object(load, value, rows_keys, COUNT_OF(rows_keys), target))
                return false;
        return d->rows_min <= d->rows_max ||
               json_load_fail_at(load, "min", "must not be above max");
}

static const struct json_key read_keys[] = {
        {"path", read_read_path, AT(read_path), true},
        {"id", json_load_string, AT(read_id), false},
        {"one", read_one, 0, false},
        {"list", read_list, 0, false},
        {"rows", read_rows_of, 0, false},
};

static const struct json_key write_keys[] = {
        {"path", read_write_path, AT(write_path), true},
        {"person", json_load_string, AT(write_person), true},
        {"id", json_load_string, AT(write_id), true},
        {"reply_id", json_load_string, AT(reply_id), false},
};

/* A person is never created, so it has no id to send and none to receive. */
static const struct json_key update_keys[] = {
        {"path", read_write_path, AT(write_path), true},
        {"person", json_load_string, AT(write_person), true},
};

static const struct json_key after_keys[] = {{"path", read_after_path, AT(after_path), true}};
static const struct json_key delete_keys[] = {{"path", read_delete_path, AT(delete_path), true}};

static bool read_read(struct json_load *load, const json_t *value, void *target)
{
        const struct descriptor *d = target;

        if (!json_load_object(load, value, read_keys, COUNT_OF(read_keys), target))
                return false;
        return d->read_id || d->mode == MODE_MIRROR ||
               json_load_fail(load, "member \"id\" is missing");
}

static bool read_write(struct json_load *load, const json_t *value, void *target)
{
        if (loading(load)->d->mode == MODE_UPDATE)
                return json_load_object(load, value, update_keys, COUNT_OF(update_keys), target);
        return json_load_object(load, value, write_keys, COUNT_OF(write_keys), target);
}

static bool read_after(struct json_load *load, const json_t *value, void *target)
{
        return json_load_object(load, value, after_keys, COUNT_OF(after_keys), target);
}

static bool read_delete(struct json_load *load, const json_t *value, void *target)
{
        return json_load_object(load, value, delete_keys, COUNT_OF(delete_keys), target);
}

/*
 * A field by its name in payloads. `shown`: it must be one that reads show too, and hold what the
 * source says (a link is only known when it is sent).
 */
static bool find_field(struct json_load *load, const json_t *value, bool shown, size_t *ret)
{
        const struct descriptor *d = loading(load)->d;
        const char *name = json_is_string(value) ? json_string_value(value) : "";
        struct text choices = {0};

        for (size_t i = 0; i < d->field_count; i++) {
                const char *candidate = descriptor_payload_name(d, &d->fields[i]);

                if (d->fields[i].link || (shown && !d->fields[i].read))
                        continue;
                if (strcmp(candidate, name) == 0) {
                        *ret = i;
                        text_free(&choices);
                        return true;
                }
                json_load_choice(&choices, candidate);
        }
        json_load_fail(load, "no field \"%s\"%s; valid: %s", name,
                       shown ? " that reads show too" : "", text_str(&choices));
        text_free(&choices);
        return false;
}

static bool read_match_field(struct json_load *load, const json_t *value, void *target)
{
        return find_field(load, value, true, target);
}

static bool read_distinct_field(struct json_load *load, const json_t *value, void *target)
{
        return find_field(load, value, false, target);
}

static bool read_match_key(struct json_load *load, const json_t *value, void *target)
{
        struct match_key *key = target;

        key->count = json_load_count(value);
        if (key->count == 0)
                return json_load_fail(load, "must be an array of at least one field name");
        key->fields = NEW_ARRAY(size_t, key->count);
        return json_load_array(load, value, read_match_field, key->fields, sizeof *key->fields);
}

static bool read_match(struct json_load *load, const json_t *value, void *target)
{
        struct descriptor *d = target;

        d->match_count = json_load_count(value);
        if (d->match_count == 0)
                return json_load_fail(load, "must be an array of at least one key");
        d->match = NEW_ARRAY(struct match_key, d->match_count);
        return json_load_array(load, value, read_match_key, d->match, sizeof *d->match);
}

/* Document types of rows that can be written (siasn-api 4.14), and only these: a mistyped number
 * would put a PDF where nobody looks for it. */
static const int document_types[] = {872, 873, 874, 879, 880, 881,  882, 887,
                                     888, 889, 890, 891, 892, 1179, 1683};

static bool read_document(struct json_load *load, const json_t *value, void *target)
{
        struct text choices = {0};

        for (size_t i = 0; i < COUNT_OF(document_types); i++) {
                char number[16];

                if (json_is_integer(value) && json_integer_value(value) == document_types[i]) {
                        *(int *)target = document_types[i];
                        text_free(&choices);
                        return true;
                }
                snprintf(number, sizeof number, "%d", document_types[i]);
                json_load_choice(&choices, number);
        }
        json_load_fail(load, "is no document type of a record; valid: %s", text_str(&choices));
        text_free(&choices);
        return false;
}

static bool read_documents(struct json_load *load, const json_t *value, void *target)
{
        struct descriptor *d = target;

        d->document_count = json_load_count(value);
        d->documents = NEW_ARRAY(int, d->document_count);
        return json_load_array(load, value, read_document, d->documents, sizeof *d->documents);
}

static bool read_distinct(struct json_load *load, const json_t *value, void *target)
{
        struct descriptor *d = target;

        d->distinct_count = json_load_count(value);
        if (d->distinct_count == 0)
                return json_load_fail(load, "must be an array of at least one field name");
        d->distinct = NEW_ARRAY(size_t, d->distinct_count);
        return json_load_array(load, value, read_distinct_field, d->distinct, sizeof *d->distinct);
}

/* Later ones rely on earlier ones: mode, then the view, then its columns, then the fields. */
static const struct json_key descriptor_keys[] = {
        {"kind", read_kind, AT(kind), true},
        {"title", json_load_string, AT(title), true},
        {"mode", read_mode, AT(mode), true},
        {"order", json_load_int, AT(order), true},
        {"enabled", json_load_bool, AT(enabled), false},
        {"person", json_load_bool, AT(person), false},
        {"inactive", json_load_bool, AT(inactive), false},
        {"empty", read_empty, AT(empty), false},
        {"source", read_source, 0, true},
        {"rules", read_rules, 0, false},
        {"read", read_read, 0, true},
        {"write", read_write, 0, false},
        {"after", read_after, 0, false},
        {"delete", read_delete, 0, false},
        {"fields", read_fields, 0, false},
        {"match", read_match, 0, false},
        {"documents", read_documents, 0, false},
        {"distinct", read_distinct, 0, false},
};

#define MODE(name) (1u << MODE_##name)

/* What a mode must have and what it cannot have. */
static const struct {
        const char *key;
        unsigned required, allowed; /* bit sets of enum desc_mode */
} mode_members[] = {
        {"write", MODE(WRITE) | MODE(UPDATE), MODE(WRITE) | MODE(UPDATE)},
        {"after", 0, MODE(WRITE) | MODE(UPDATE)},
        {"delete", 0, MODE(WRITE)},
        {"documents", 0, MODE(WRITE) | MODE(UPDATE)},
        {"person", 0, MODE(UPDATE)},
        {"inactive", 0, MODE(COMPARE) | MODE(MIRROR)},
        {"fields", MODE(WRITE) | MODE(UPDATE) | MODE(COMPARE),
         MODE(WRITE) | MODE(UPDATE) | MODE(COMPARE)},
        {"match", MODE(WRITE) | MODE(COMPARE), MODE(WRITE) | MODE(COMPARE)},
        {"distinct", 0, MODE(WRITE)},
};

static bool check_mode(struct json_load *load, const json_t *document, enum desc_mode mode)
{
        for (size_t i = 0; i < COUNT_OF(mode_members); i++) {
                const char *key = mode_members[i].key;
                bool given = json_object_get(document, key) != NULL;

                if (given && !(mode_members[i].allowed & 1u << mode))
                        return json_load_fail_at(load, key, "mode %s cannot have it",
                                                 mode_names[mode]);
                if (!given && mode_members[i].required & 1u << mode)
                        return json_load_fail(load, "member \"%s\" is missing; mode %s needs it",
                                              key, mode_names[mode]);
        }
        return true;
}

bool descriptor_parse(const char *file, const char *json, const struct contract *contract,
                      struct descriptor **ret, struct err *err)
{
        CLEANUP(descriptor_free_ptr) struct descriptor *d = NEW(struct descriptor);
        struct descriptor_load context = {.contract = contract, .d = d};
        struct json_load load = {.file = file, .text = json, .err = err, .context = &context};
        json_t *document = json_load_document(&load);

        if (!document)
                return false;
        d->enabled = true;
        d->sort = d->is_deleted = d->date_text = NO_COLUMN;
        bool ok =
                json_load_object(&load, document, descriptor_keys, COUNT_OF(descriptor_keys), d) &&
                check_mode(&load, document, d->mode);
        if (ok)
                *ret = TAKE_PTR(d);
        json_decref(document);
        return ok;
}
