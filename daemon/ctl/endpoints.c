/* Verb endpoints: the record kinds as this installation has them. */
#include <stdio.h>

#include "ctl/ctl.h"
#include "ground/mem.h"

/* People read the paths line by line below: see place_columns. */
static const struct table_column columns[] = {
        {"kind", "KIND", CELL_TEXT},     {"title", "TITLE", CELL_TEXT},
        {"mode", "MODE", CELL_TEXT},     {"enabled", "ON", CELL_BOOL},
        {"order", "ORDER", CELL_NUMBER}, {"view", "VIEW", CELL_TEXT},
        {"read", NULL, CELL_TEXT},       {"write", NULL, CELL_TEXT},
        {"after", NULL, CELL_TEXT},      {"delete", NULL, CELL_TEXT},
        {"match", NULL, CELL_TEXT},      {"documents", NULL, CELL_TEXT}};

static const struct table_column place_columns[] = {{NULL, "KIND", CELL_TEXT},
                                                    {NULL, "CALL", CELL_TEXT},
                                                    {NULL, "WHERE, BY WHICH KEYS", CELL_LONG}};

static const char *const modes[] = {[MODE_WRITE] = "write",
                                    [MODE_UPDATE] = "update",
                                    [MODE_COMPARE] = "compare",
                                    [MODE_MIRROR] = "mirror"};

/* "a+b, c": the natural key first, then the weaker ones. */
static char *match_text(const struct descriptor *d)
{
        struct text out = {0};

        for (size_t k = 0; k < d->match_count; k++) {
                text_add(&out, k ? ", " : "");
                for (size_t i = 0; i < d->match[k].count; i++) {
                        text_add(&out, i ? "+" : "");
                        text_add(&out,
                                 descriptor_payload_name(d, &d->fields[d->match[k].fields[i]]));
                }
        }
        return text_take(&out);
}

static json_t *match_json(const struct descriptor *d)
{
        json_t *keys = json_array();

        for (size_t k = 0; k < d->match_count; k++) {
                json_t *key = json_array();

                for (size_t i = 0; i < d->match[k].count; i++) {
                        const struct field *field = &d->fields[d->match[k].fields[i]];

                        json_array_append_new(key, json_string(descriptor_payload_name(d, field)));
                }
                json_array_append_new(keys, key);
        }
        return keys;
}

static char *documents_text(const struct descriptor *d)
{
        struct text out = {0};

        for (size_t i = 0; i < d->document_count; i++)
                text_addf(&out, "%s%d", i ? ", " : "", d->documents[i]);
        return text_take(&out);
}

static void add_kind(struct table *table, const struct descriptor *d)
{
        CLEANUP(free_ptr) char *match = match_text(d);
        CLEANUP(free_ptr) char *documents = documents_text(d);
        char order[24];

        snprintf(order, sizeof order, "%d", d->order);
        TABLE_ADD(table, d->kind, d->title, modes[d->mode], d->enabled ? "t" : "f", order, d->view,
                  d->read_path, d->write_path, d->after_path, d->delete_path, match, documents);
}

static void print_text(struct table *kinds, const struct catalog *catalog)
{
        CLEANUP(table_free_ptr)
        struct table *places = table_new(place_columns, COUNT_OF(place_columns));

        for (size_t i = 0; i < catalog->all.count; i++) {
                const struct descriptor *d = catalog->all.items[i];
                CLEANUP(free_ptr) char *match = match_text(d);
                CLEANUP(free_ptr) char *documents = documents_text(d);
                const char *const calls[][2] = {
                        {"read", d->read_path},   {"write", d->write_path},
                        {"after", d->after_path}, {"delete", d->delete_path},
                        {"match", match},         {"documents", documents}};

                for (size_t c = 0; c < COUNT_OF(calls); c++) {
                        if (calls[c][1] && *calls[c][1])
                                TABLE_ADD(places, d->kind, calls[c][0], calls[c][1]);
                }
        }
        table_print_text(kinds);
        ctl_print_section("Endpoints, and the keys by which a row is recognised there", places);
}

static void print_json(const struct table *table, const struct catalog *catalog)
{
        json_t *kinds = table_json(table);

        for (size_t i = 0; i < catalog->all.count; i++)
                json_object_set_new(json_array_get(kinds, i), "match",
                                    match_json(catalog->all.items[i]));
        ctl_print_json(json_pack("{s:o}", "kinds", kinds));
}

/* A bad [records] switch sends people here to look up the kinds: they must be shown all the same.
 */
static bool load(struct config *config, struct catalog **ret, struct err *err)
{
        struct err second;

        if (catalog_load(config, ret, err))
                return true;
        free(config->records_enable);
        free(config->records_disable);
        config->records_enable = mem_dup("");
        config->records_disable = mem_dup("");
        return catalog_load(config, ret, &second);
}

enum ctl_exit ctl_endpoints(const struct ctl *ctl, struct err *err)
{
        CLEANUP(catalog_free_ptr) struct catalog *catalog = NULL;
        CLEANUP(table_free_ptr) struct table *table = table_new(columns, COUNT_OF(columns));

        if (!load(ctl->config, &catalog, err))
                return CTL_USAGE;
        for (size_t i = 0; i < catalog->all.count; i++)
                add_kind(table, catalog->all.items[i]);
        if (ctl->format == FORMAT_JSON)
                print_json(table, catalog);
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(table);
        else
                print_text(table, catalog);
        return err->text[0] ? CTL_USAGE : CTL_OK;
}
