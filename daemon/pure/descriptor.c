#include "pure/descriptor.h"

#include <stdlib.h>
#include <string.h>

#include "ground/mem.h"

size_t descriptor_column(const struct descriptor *d, const char *name)
{
        for (size_t i = 0; i < d->column_count; i++) {
                if (strcmp(d->columns[i].name, name) == 0)
                        return i;
        }
        return NO_COLUMN;
}

bool descriptor_writes(const struct descriptor *d)
{
        return d->mode == MODE_WRITE || d->mode == MODE_UPDATE;
}

const char *descriptor_payload_name(const struct descriptor *d, const struct field *field)
{
        return descriptor_writes(d) ? field->write : field->read;
}

bool descriptor_takes_document(const struct descriptor *d, int type)
{
        for (size_t i = 0; i < d->document_count; i++) {
                if (d->documents[i] == type)
                        return true;
        }
        return false;
}

static void condition_clear(struct condition *condition)
{
        for (size_t i = 0; i < condition->value_count; i++)
                free(condition->values[i]);
        free(condition->values);
}

static void conditions_free(struct condition *conditions, size_t count)
{
        for (size_t i = 0; i < count; i++)
                condition_clear(&conditions[i]);
        free(conditions);
}

static void fields_free(struct field *fields, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                free(fields[i].write);
                free(fields[i].read);
                free(fields[i].read_else);
                free(fields[i].constant);
                free(fields[i].by_default);
                free(fields[i].ref);
                free(fields[i].member);
                free(fields[i].link);
                conditions_free(fields[i].when, fields[i].when_count);
        }
        free(fields);
}

static void rules_free(struct rule *rules, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                condition_clear(&rules[i].in);
                free(rules[i].allow);
                conditions_free(rules[i].when, rules[i].when_count);
        }
        free(rules);
}

static void columns_free(struct column *columns, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                free(columns[i].name);
                free(columns[i].source);
        }
        free(columns);
}

static void endpoints_free(struct descriptor *d)
{
        char *const strings[] = {
                d->read_path, d->read_id,      d->read_list, d->rows_member, d->write_path,
                d->write_id,  d->write_person, d->reply_id,  d->after_path,  d->delete_path,
        };

        for (size_t i = 0; i < COUNT_OF(strings); i++)
                free(strings[i]);
}

void descriptor_free(struct descriptor *d)
{
        if (!d)
                return;
        for (size_t i = 0; i < d->join_count; i++)
                free(d->joins[i].view);
        free(d->joins);
        for (size_t i = 0; i < d->match_count; i++)
                free(d->match[i].fields);
        free(d->match);
        free(d->distinct);
        columns_free(d->columns, d->column_count);
        rules_free(d->rules, d->rule_count);
        fields_free(d->fields, d->field_count);
        free(d->documents);
        endpoints_free(d);
        free(d->kind);
        free(d->title);
        free(d->view);
        free(d);
}

static bool stands_before(const struct descriptor *a, const struct descriptor *b)
{
        return a->order != b->order ? a->order < b->order : strcmp(a->kind, b->kind) < 0;
}

static void set_remove(struct descriptor_set *set, const char *kind)
{
        for (size_t i = 0; i < set->count; i++) {
                if (strcmp(set->items[i]->kind, kind) != 0)
                        continue;
                descriptor_free(set->items[i]);
                set->count--;
                memmove(set->items + i, set->items + i + 1, (set->count - i) * sizeof *set->items);
                return;
        }
}

void descriptor_set_add(struct descriptor_set *set, struct descriptor *d)
{
        set_remove(set, d->kind);
        set->items = mem_resize_array(set->items, set->count + 1, sizeof *set->items);
        size_t i = set->count++;
        for (; i > 0 && stands_before(d, set->items[i - 1]); i--)
                set->items[i] = set->items[i - 1];
        set->items[i] = d;
}

const struct descriptor *descriptor_set_find(const struct descriptor_set *set, const char *kind)
{
        for (size_t i = 0; i < set->count; i++) {
                if (strcmp(set->items[i]->kind, kind) == 0)
                        return set->items[i];
        }
        return NULL;
}

void descriptor_set_free(struct descriptor_set *set)
{
        for (size_t i = 0; i < set->count; i++)
                descriptor_free(set->items[i]);
        free(set->items);
        *set = (struct descriptor_set){0};
}
