/* Verb plan show: each record of one person, what would become of it, and the fields that differ.
 */
#include <stdio.h>
#include <string.h>

#include "ctl/plan.h"
#include "engine/session.h"
#include "ground/mem.h"
#include "pure/fault.h"
#include "pure/match.h"

static const struct table_column columns[] = {
        {"kind", "KIND", CELL_TEXT},      {"src_id", "SRC_ID", CELL_TEXT},
        {"siasn_id", NULL, CELL_TEXT},    {"action", "ACTION", CELL_TEXT},
        {"code", "CODE", CELL_TEXT},      {"field", "FIELD", CELL_TEXT},
        {"simpeg", "SIMPEG", CELL_TEXT},  {"siasn", "SIASN", CELL_TEXT},
        {"sentence", "REASON", CELL_LONG}};

struct show {
        const struct ctl *ctl;
        struct table *table;
};

static const json_t *remote_of(const struct session *s, const struct record *r)
{
        if (!s->views[r->kind].rows || r->match.kind != MATCH_FOUND || r->is_delete)
                return NULL;
        return json_array_get(s->views[r->kind].rows, r->match.remote);
}

static const char *remote_id(const struct record *r, const json_t *remote)
{
        const char *id = json_string_value(json_object_get(remote, r->d->read_id));

        return id ? id : r->linked_id;
}

static void add_line(struct show *show, const struct record *r, const json_t *remote,
                     enum plan_action action, const char *code, const struct diff *diff,
                     const char *sentence)
{
        TABLE_ADD(show->table, r->d->kind, r->src_id, remote_id(r, remote),
                  plan_action_names[action], code, diff ? diff->field->read : NULL,
                  diff ? diff->ours : NULL, diff ? diff->theirs : NULL, sentence);
}

/* What would be sent for a row that SIASN does not have: every field with something in it. */
static void add_whole(struct show *show, const struct record *r)
{
        for (size_t i = 0; i < r->d->field_count; i++) {
                const struct field *f = &r->d->fields[i];
                const char *name = descriptor_payload_name(r->d, f);
                CLEANUP(free_ptr) char *ours = match_value(f, json_object_get(r->payload, name));

                if (*ours)
                        TABLE_ADD(show->table, r->d->kind, r->src_id, NULL,
                                  plan_action_names[PLAN_CREATE], NULL, name, ours, NULL, NULL);
        }
}

static void add_differences(struct show *show, const struct record *r, const json_t *remote,
                            enum plan_action action, const char *code, const char *sentence)
{
        struct diff_list diffs = {0};

        match_diff(r->d, r->payload, remote, &diffs);
        for (size_t i = 0; i < diffs.count; i++)
                add_line(show, r, remote, action, code, &diffs.items[i], sentence);
        if (diffs.count == 0) /* what the service does not show has changed, or nothing has */
                add_line(show, r, remote, action, code, NULL, sentence);
        diff_list_free(&diffs);
}

static void take(void *arg, const struct session *s, const struct record *r, size_t kind_index,
                 enum plan_action action, const char *code, const char *value)
{
        struct show *show = arg;
        const struct fault_kind *kind = code ? fault_kind_find(code) : NULL;
        CLEANUP(free_ptr) char *sentence = kind ? fault_sentence(kind, NULL, value) : NULL;
        const json_t *remote = remote_of(s, r);
        const char *only = show->ctl->option[OPT_KIND];

        (void)kind_index;
        if (only && strcmp(only, r->d->kind) != 0)
                return;
        if (action == PLAN_CREATE && r->payload)
                add_whole(show, r);
        else if (remote && r->payload)
                add_differences(show, r, remote, action, code, sentence);
        else
                add_line(show, r, remote, action, code, NULL, sentence);
}

static const char *known_from(const struct plan_base *base)
{
        return base->live ? "SIASN itself, read just now" : "the mirror; --live asks SIASN itself";
}

static enum ctl_exit print(const struct ctl *ctl, const struct plan_base *base, const char *nip,
                           struct table *table, struct err *err)
{
        if (table_rows(table) == 0) {
                err_set(err, "neither SIMPEG's views nor the state have a record of NIP %s%s", nip,
                        ctl->option[OPT_KIND] ? " of that kind" : "");
                return CTL_FAILED;
        }
        if (ctl->format == FORMAT_JSON) {
                ctl_print_json(json_pack("{s:s, s:s, s:o}", "nip", nip, "siasn_from",
                                         known_from(base), "fields", table_json(table)));
        } else if (ctl->format == FORMAT_CSV) {
                table_print_csv(table);
        } else {
                printf("%s\n\n", nip);
                table_print_text(table);
                printf("\nWhat SIASN has is known from %s. Nothing was written.\n",
                       known_from(base));
        }
        return CTL_OK;
}

enum ctl_exit plan_show(const struct ctl *ctl, struct plan_base *base, struct err *err)
{
        CLEANUP(table_free_ptr) struct table *table = table_new(columns, COUNT_OF(columns));
        CLEANUP(free_ptr) char *nip = ctl_plain_nip(ctl->option[OPT_NIP]);
        struct show show = {.ctl = ctl, .table = table};

        base->all = true;
        if (!plan_persons(base, &nip, 1, take, &show, err))
                return CTL_FAILED;
        return print(ctl, base, nip, table, err);
}
