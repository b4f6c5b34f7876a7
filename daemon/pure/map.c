#include "pure/map.h"

#include <stdlib.h>
#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/encoding.h"
#include "pure/nip.h"
#include "pure/value.h"

#define SITE(member)                                   \
        {                                              \
#member, offsetof(struct site, member) \
        }

const struct site_value site_values[] = {
        SITE(instansi_id),
        SITE(instansi_induk_id),
        SITE(satuan_kerja_id),
};
const size_t site_values_count = COUNT_OF(site_values);

/*
 * A column's value, examined when something first asks for it: columns that are only carried along
 * (and those whose field does not apply to the row) are nobody's fault.
 */
struct cell {
        bool seen;
        bool blamed;      /* has its fault already; whatever else depends on it keeps quiet */
        char *text;       /* right-trimmed, NULL when empty; owned */
        struct date date; /* of a date column with a usable date */
};

struct mapping {
        const struct descriptor *d;
        const char *const *values;
        const struct site *site;
        struct fault_list *faults;
        struct cell *cells; /* one a column */
};

/* A new string without white space at its end; NULL when nothing is left. */
static char *trimmed(const char *value)
{
        size_t len = value ? strlen(value) : 0;

        while (len > 0 && strchr(" \t\r\n", value[len - 1]))
                len--;
        return len > 0 ? mem_dup_n(value, len) : NULL;
}

/* `show`: the column whose value tells a person most, NO_COLUMN for the blamed one itself. */
static void blame_showing(struct mapping *m, size_t column, const char *code, size_t show)
{
        CLEANUP(free_ptr) char *text = show != NO_COLUMN ? trimmed(m->values[show]) : NULL;

        if (!text)
                text = trimmed(m->values[column]);
        CLEANUP(free_ptr) char *shown = encoding_visible(text ? text : "");
        m->cells[column].blamed = true;
        fault_add(m->faults, code, m->d->columns[column].name, shown);
}

static void blame(struct mapping *m, size_t column, const char *code)
{
        blame_showing(m, column, code, NO_COLUMN);
}

static void examine(struct mapping *m, size_t column)
{
        struct cell *cell = &m->cells[column];

        if (!cell->text)
                return;
        if (encoding_is_bad(cell->text)) {
                blame(m, column, "ENC_BAD");
        } else if (m->d->columns[column].type == COL_DATE) {
                if (!date_parse_iso(cell->text, &cell->date))
                        blame(m, column, "DATE_TEXT");
                else if (date_is_sentinel(cell->date))
                        blame(m, column, "DATE_SENTINEL");
        }
}

static struct cell *cell_at(struct mapping *m, size_t column)
{
        struct cell *cell = &m->cells[column];

        if (!cell->seen) {
                cell->seen = true;
                cell->text = trimmed(m->values[column]);
                examine(m, column);
        }
        return cell;
}

/* The text of an optional column, NULL when empty, not asked for or not to be trusted. */
static const char *text_at(struct mapping *m, size_t column)
{
        if (column == NO_COLUMN)
                return NULL;
        const struct cell *cell = cell_at(m, column);
        return cell->blamed ? NULL : cell->text;
}

static bool has_date(const struct cell *cell)
{
        return cell->text && !cell->blamed;
}

static bool condition_holds(struct mapping *m, const struct condition *condition)
{
        const char *text = cell_at(m, condition->column)->text;

        if (!text)
                return condition->or_null;
        for (size_t i = 0; i < condition->value_count; i++) {
                if (strcmp(text, condition->values[i]) == 0)
                        return true;
        }
        return false;
}

static bool all_hold(struct mapping *m, const struct condition *when, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                if (!condition_holds(m, &when[i]))
                        return false;
        }
        return true;
}

static void rule_in(struct mapping *m, const struct rule *rule)
{
        const struct cell *cell = cell_at(m, rule->in.column);

        if (!cell->blamed && condition_holds(m, &rule->in) != (rule->kind == RULE_IN))
                blame_showing(m, rule->in.column, rule->code, rule->show);
}

static void rule_order(struct mapping *m, const struct rule *rule)
{
        const struct cell *first = cell_at(m, rule->first), *second = cell_at(m, rule->second);

        if (has_date(first) && has_date(second) &&
            date_day_number(first->date) > date_day_number(second->date) + rule->slack_days)
                blame_showing(m, rule->first, rule->code, rule->show);
}

static void rule_after_birth(struct mapping *m, const struct rule *rule)
{
        const struct cell *cell = cell_at(m, rule->first);
        struct date birth;

        if (has_date(cell) && nip_birth(text_at(m, COLUMN_NIP), &birth) &&
            date_compare(cell->date, date_add_years(birth, (int)rule->years)) < 0)
                blame_showing(m, rule->first, rule->code, rule->show);
}

static void rule_not_future(struct mapping *m, const struct rule *rule)
{
        const struct cell *cell = cell_at(m, rule->first);

        if (has_date(cell) &&
            date_day_number(cell->date) > date_day_number(m->site->today) + rule->slack_days)
                blame_showing(m, rule->first, rule->code, rule->show);
}

static void rule_same(struct mapping *m, const struct rule *rule)
{
        const char *first = text_at(m, rule->first), *second = text_at(m, rule->second);

        if (first && second && strcmp(first, second) != 0)
                blame_showing(m, rule->first, rule->code, rule->show);
}

/* nip_check() names columns itself; those it blames are blamed for what follows too. */
static void rule_nip(struct mapping *m, const struct rule *rule)
{
        const struct nip_claims claims = {
                .birth = text_at(m, rule->birth),
                .tmt_cpns = text_at(m, rule->cpns),
                .sex = text_at(m, rule->sex),
                .kedudukan = text_at(m, rule->kedudukan),
                .status = text_at(m, rule->status),
        };
        size_t before = m->faults->count;

        if (!nip_well_formed(m->values[COLUMN_NIP]))
                return; /* check_nip() says so for every kind */
        nip_check(m->values[COLUMN_NIP], &claims, m->faults);
        for (size_t i = before; i < m->faults->count; i++) {
                size_t column = descriptor_column(m->d, m->faults->items[i].field);

                if (column != NO_COLUMN)
                        m->cells[column].blamed = true;
        }
}

static void (*const checks[])(struct mapping *m, const struct rule *rule) = {
        [RULE_IN] = rule_in,
        [RULE_NOT_IN] = rule_in,
        [RULE_ORDER] = rule_order,
        [RULE_AFTER_BIRTH] = rule_after_birth,
        [RULE_NOT_FUTURE] = rule_not_future,
        [RULE_SAME] = rule_same,
        [RULE_NIP] = rule_nip,
};

/* Every kind's paths hold the NIP, so a malformed one stops the row whatever the kind checks. */
static void check_nip(struct mapping *m)
{
        struct cell *cell = cell_at(m, COLUMN_NIP);
        const char *nip = m->values[COLUMN_NIP]; /* untrimmed: padding is a fault too */

        if (cell->blamed || nip_well_formed(nip))
                return;
        cell->blamed = true;
        CLEANUP(free_ptr) char *shown = encoding_visible(nip ? nip : "");
        fault_add(m->faults, "NIP_FORMAT", m->d->columns[COLUMN_NIP].name, shown);
}

/* A row held back on purpose has nothing to correct: the first such fault is the last word. */
static bool is_held(const struct mapping *m)
{
        size_t count = m->faults->count;

        return count > 0 && m->faults->items[count - 1].kind->severity == FAULT_INFO;
}

static void check_rules(struct mapping *m)
{
        for (size_t i = 0; i < m->d->rule_count && !is_held(m); i++) {
                const struct rule *rule = &m->d->rules[i];

                if (!rule->lifted && all_hold(m, rule->when, rule->when_count))
                        checks[rule->kind](m, rule);
        }
}

/* The view could not read a date: that is why a date is missing, and the only thing to say. */
static bool has_unread_date(struct mapping *m)
{
        return m->d->date_text != NO_COLUMN && cell_at(m, m->d->date_text)->text;
}

static void check_date_text(struct mapping *m)
{
        if (has_unread_date(m) && !cell_at(m, m->d->date_text)->blamed)
                blame(m, m->d->date_text, "DATE_TEXT");
}

static const char *site_text(const struct site *site, const char *name)
{
        const char *text = NULL;

        for (size_t i = 0; i < site_values_count; i++) {
                if (strcmp(site_values[i].name, name) == 0)
                        text = *(const char *const *)((const char *)site + site_values[i].offset);
        }
        if ((!text || !*text) && strcmp(name, "instansi_induk_id") == 0)
                text = site->instansi_id;
        return text ? text : "";
}

/* The field's text before its default, "" when it has none. `*ret_column`: where it stands. */
static const char *field_text(struct mapping *m, const struct field *field, size_t *ret_column)
{
        *ret_column = NO_COLUMN;
        if (field->origin == ORIGIN_CONST)
                return field->constant;
        if (field->origin == ORIGIN_SITE)
                return site_text(m->site, field->constant);
        *ret_column = field->column;
        const char *text = cell_at(m, field->column)->text;
        if ((!text || value_is_empty(field, text)) && field->fallback != NO_COLUMN) {
                *ret_column = field->fallback;
                text = cell_at(m, field->fallback)->text;
        }
        return text && !value_is_empty(field, text) ? text : "";
}

static bool is_blamed(const struct mapping *m, size_t column)
{
        return column != NO_COLUMN && m->cells[column].blamed;
}

static void blame_missing(struct mapping *m, const struct field *field)
{
        if (field->origin == ORIGIN_SITE)
                fault_add(m->faults, field->missing, field->constant, "");
        else if (!(field->type == FIELD_DATE && has_unread_date(m)))
                blame_showing(m, field->column, field->missing, field->show);
}

/* The field's JSON value, NULL when it is empty or at fault. */
static json_t *field_json(struct mapping *m, const struct field *field)
{
        size_t column;

        if (!all_hold(m, field->when, field->when_count))
                return NULL;
        const char *text = field_text(m, field, &column);
        if (is_blamed(m, column) || is_blamed(m, field->column))
                return NULL;
        if (!*text && field->by_default)
                return value_to_json(field, field->by_default);
        if (!*text) {
                if (field->required)
                        blame_missing(m, field);
                return NULL;
        }
        const char *flaw = column != NO_COLUMN ? value_flaw(field, text) : NULL;
        if (flaw)
                blame_showing(m, column, flaw, field->show);
        return flaw ? NULL : value_to_json(field, text);
}

static json_t *map_fields(struct mapping *m)
{
        json_t *payload = json_object();

        for (size_t i = 0; i < m->d->field_count; i++) {
                const struct field *field = &m->d->fields[i];
                json_t *value = field_json(m, field);

                if (!value && m->d->empty == EMPTY_BLANK)
                        value = value_blank(field);
                if (value)
                        json_object_set_new(payload, descriptor_payload_name(m->d, field), value);
        }
        return payload;
}

static json_t *map_checked(struct mapping *m)
{
        check_rules(m);
        if (is_held(m))
                return NULL;
        check_nip(m);
        check_date_text(m);
        json_t *payload = map_fields(m);
        if (m->faults->count == 0)
                return payload;
        json_decref(payload);
        return NULL;
}

static char *sort_key(const struct descriptor *d, const char *const *values)
{
        char *key = d->sort != NO_COLUMN ? trimmed(values[d->sort]) : NULL;

        return key ? key : mem_dup("");
}

void map_row(const struct descriptor *d, const char *const *values, const struct site *site,
             struct mapped *ret)
{
        struct fault_list faults = {0};
        struct mapping m = {
                .d = d,
                .values = values,
                .site = site,
                .faults = &faults,
                .cells = NEW_ARRAY(struct cell, d->column_count),
        };

        json_t *payload = map_checked(&m);
        *ret = (struct mapped){
                .payload = payload, .faults = faults, .sort_key = sort_key(d, values)};
        for (size_t i = 0; i < d->column_count; i++)
                free(m.cells[i].text);
        free(m.cells);
}

void mapped_clear(struct mapped *m)
{
        json_decref(m->payload);
        fault_list_free(&m->faults);
        free(m->sort_key);
        *m = (struct mapped){0};
}

char *map_canonical(const json_t *payload)
{
        return json_dumps(payload, JSON_SORT_KEYS | JSON_COMPACT | JSON_REAL_PRECISION(15));
}

char *map_siasn_id(const char *value)
{
        CLEANUP(free_ptr) char *id = text_squeeze(value ? value : "");
        size_t len = strlen(id);

        if (len < 4 || len > 64 || strspn(id, "0123456789abcdefABCDEF-") != len)
                return NULL;
        return TAKE_PTR(id);
}
