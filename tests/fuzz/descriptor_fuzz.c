/*
 * Fuzz: a descriptor gives an error that names the file, or loads whole: every index within range,
 * and any row can be mapped with it.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data.h"
#include "ground/mem.h"
#include "json_mutate.h"
#include "pure/descriptor.h"
#include "pure/map.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct contract *contract;
static char long_text[20001], long_digits[401];

static void promise(bool kept, const char *words, const char *shown)
{
        if (kept)
                return;
        fprintf(stderr, "promise broken: %s\n%s\n", words, shown);
        abort();
}

/* ---- What a loaded descriptor points to ---- */

static void in_range(const struct descriptor *d, size_t column, bool may_lack)
{
        promise(column < d->column_count || (may_lack && column == NO_COLUMN),
                "every column is one of the descriptor's", d->kind);
}

static void check_condition(const struct descriptor *d, const struct condition *c)
{
        in_range(d, c->column, false);
        promise(c->value_count > 0 || c->or_null, "a condition can hold", d->kind);
        for (size_t i = 0; i < c->value_count; i++)
                promise(c->values[i] != NULL, "a value is a text", d->kind);
}

static void check_columns(const struct descriptor *d)
{
        promise(d->column_count > COLUMN_NIP, "src_id and nip are read", d->kind);
        promise(strcmp(d->columns[COLUMN_SRC_ID].name, "src_id") == 0, "src_id's place", d->kind);
        promise(strcmp(d->columns[COLUMN_NIP].name, "nip") == 0, "nip's place", d->kind);
        for (size_t i = 0; i < d->column_count; i++) {
                const struct column *c = &d->columns[i];

                promise(c->join == JOIN_NONE || (c->join >= 0 && (size_t)c->join < d->join_count),
                        "a column's join is one of the descriptor's", c->name);
                promise(descriptor_column(d, c->name) == i, "names are unique", c->name);
        }
        for (size_t i = 0; i < d->join_count; i++)
                in_range(d, d->joins[i].on, false);
        in_range(d, d->sort, true);
        in_range(d, d->is_deleted, true);
        in_range(d, d->date_text, true);
}

static void check_rule(const struct descriptor *d, const struct rule *r)
{
        const size_t optional[] = {r->show, r->birth, r->cpns, r->sex, r->kedudukan, r->status};

        for (size_t i = 0; i < COUNT_OF(optional); i++)
                in_range(d, optional[i], true);
        for (size_t i = 0; i < r->when_count; i++)
                check_condition(d, &r->when[i]);
        if (r->kind == RULE_IN || r->kind == RULE_NOT_IN)
                check_condition(d, &r->in);
        else if (r->kind != RULE_NIP)
                in_range(d, r->first, false);
        if (r->kind == RULE_ORDER || r->kind == RULE_SAME)
                in_range(d, r->second, false);
        promise(r->code || r->kind == RULE_NIP, "a rule has a fault code", d->kind);
}

static void check_field(const struct descriptor *d, const struct field *f)
{
        in_range(d, f->column, f->origin != ORIGIN_COLUMN);
        in_range(d, f->fallback, true);
        in_range(d, f->show, true);
        for (size_t i = 0; i < f->when_count; i++)
                check_condition(d, &f->when[i]);
        promise(descriptor_payload_name(d, f) != NULL, "a field has a name", d->kind);
        promise(f->origin == ORIGIN_COLUMN || f->constant, "a constant is there", d->kind);
        promise(fault_kind_find(f->missing) != NULL, "a field knows its fault", d->kind);
}

static void check_descriptor(const struct descriptor *d)
{
        check_columns(d);
        for (size_t i = 0; i < d->rule_count; i++)
                check_rule(d, &d->rules[i]);
        for (size_t i = 0; i < d->field_count; i++)
                check_field(d, &d->fields[i]);
        for (size_t i = 0; i < d->match_count; i++) {
                promise(d->match[i].count > 0, "a key has fields", d->kind);
                for (size_t j = 0; j < d->match[i].count; j++) {
                        size_t field = d->match[i].fields[j];

                        promise(field < d->field_count && d->fields[field].read,
                                "a key's fields stand in reads", d->kind);
                }
        }
        promise(strstr(d->read_path, "{nip}") != NULL, "reads name the person", d->read_path);
        promise((d->write_path != NULL) == descriptor_writes(d), "a path to write where writes are",
                d->kind);
}

/* ---- Rows ---- */

enum row { ROW_NULL, ROW_GOOD, ROW_DATES, ROW_LONG, ROW_DIGITS, ROW_BROKEN, ROWS };

static const char *good_value(const struct column *c)
{
        static const char *const values[] = {
                [COL_TEXT] = "A1",
                [COL_INT] = "12",
                [COL_BOOL] = "t",
                [COL_DATE] = "2016-02-29",
                [COL_TIMESTAMP] = "2026-01-01 00:00:00",
                [COL_NUMERIC] = "12.50",
                [COL_BYTES] = "\\x00",
        };

        return strcmp(c->name, "nip") == 0 ? "199001012015031002" : values[c->type];
}

static const char *value_in(enum row row, const struct column *c)
{
        bool person = strcmp(c->name, "nip") == 0 && row != ROW_NULL && row != ROW_BROKEN;

        if (person || row == ROW_GOOD)
                return good_value(c);
        switch (row) {
        case ROW_DATES:
                return c->type == COL_DATE ? "9999-12-31" : "0001-01-01";
        case ROW_LONG:
                return long_text;
        case ROW_DIGITS:
                return long_digits;
        case ROW_BROKEN:
                return " \xC3(\xED\xA0\x80\x01&amp;\\n ";
        default:
                return NULL;
        }
}

/* What stands for "no value": such a member is right for any type but a required field's. */
static bool is_blank(const json_t *value)
{
        return json_is_null(value) || (json_is_string(value) && json_string_length(value) == 0);
}

static void check_member(const struct descriptor *d, const struct field *f, const json_t *payload)
{
        const char *name = descriptor_payload_name(d, f);
        const json_t *value = json_object_get(payload, name);
        const bool right[] = {
                [FIELD_TEXT] = json_is_string(value),  [FIELD_INT] = json_is_integer(value),
                [FIELD_DATE] = json_is_string(value),  [FIELD_NUMBER] = json_is_number(value),
                [FIELD_BOOL] = json_is_boolean(value),
        };

        if (!value)
                promise(d->empty == EMPTY_OMIT, "a full row has every member", name);
        else if (!is_blank(value))
                promise(right[f->type], "a member has its field's type", name);
        if (f->required && f->when_count == 0)
                promise(value && !is_blank(value), "what is required is there", name);
}

/* A value that is there is sent or is a fault: it never gets lost on the way. */
static void check_not_lost(const struct descriptor *d, const struct field *f, const char *text,
                           const json_t *payload)
{
        const json_t *value = json_object_get(payload, descriptor_payload_name(d, f));

        if (f->origin == ORIGIN_COLUMN && f->when_count == 0 && text && *text >= '1' &&
            *text <= '9')
                promise(value && !is_blank(value), "no value is lost without a fault",
                        descriptor_payload_name(d, f));
}

static void map_with(const struct descriptor *d, enum row row)
{
        const struct site site = {"A5EB03E2", "", "A5EB03E241F0", {2026, 1, 1}};
        const char **values = NEW_ARRAY(const char *, d->column_count);
        struct mapped m = {0};

        for (size_t i = 0; i < d->column_count; i++)
                values[i] = value_in(row, &d->columns[i]);
        map_row(d, values, &site, &m);
        promise((m.payload == NULL) == (m.faults.count > 0), "a payload or faults", d->kind);
        promise(m.sort_key != NULL, "a sort key", d->kind);
        for (size_t i = 0; i < m.faults.count; i++)
                promise(m.faults.items[i].kind && m.faults.items[i].field &&
                                m.faults.items[i].value,
                        "a fault is whole", d->kind);
        for (size_t i = 0; m.payload && i < d->field_count; i++) {
                const struct field *f = &d->fields[i];

                check_member(d, f, m.payload);
                if (f->origin == ORIGIN_COLUMN)
                        check_not_lost(d, f, values[f->column], m.payload);
        }
        if (m.payload) {
                char *canonical = map_canonical(m.payload);

                promise(canonical != NULL, "a payload can be written down", d->kind);
                free(canonical);
        }
        mapped_clear(&m);
        free(values);
}

/* ---- Targets of libFuzzer ---- */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        struct err err;

        (void)argc;
        (void)argv;
        mem_setup();
        memset(long_text, 'x', sizeof long_text - 1);
        memset(long_digits, '9', sizeof long_digits - 1);
        if (!contract_parse("contract.json", embedded_contract[0].text, &contract, &err))
                promise(false, "the contract loads", err.text);
        return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        CLEANUP(free_ptr) char *json = mem_dup_n((const char *)data, size);
        CLEANUP(descriptor_free_ptr) struct descriptor *d = NULL;
        struct err err = {.text = ""};

        bool ok = descriptor_parse("kind.json", json, contract, &d, &err);
        promise(ok == (d != NULL), "a descriptor comes with success, and only then", err.text);
        if (!ok) {
                promise(strncmp(err.text, "kind.json:", 10) == 0 && err.text[10] >= '0' &&
                                err.text[10] <= '9',
                        "an error names file and line", err.text);
                return 0;
        }
        check_descriptor(d);
        for (enum row row = ROW_NULL; row < ROWS; row++)
                map_with(d, row);
        return 0;
}
