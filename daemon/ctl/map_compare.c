/* Verb map compare: our units beside the ones at SIASN they are mapped to. */
#include <stdint.h>
#include <stdio.h>

#include "ctl/map.h"
#include "ground/mem.h"
#include "pure/unit_compare.h"
#include "sql.h"

static const struct table_column columns[] = {
        {"local_id", "ID LOKAL", CELL_TEXT}, {"nama", "NAMA", CELL_LONG},
        {"siasn_id", "ID SIASN", CELL_TEXT}, {"nama_siasn", "NAMA DI SIASN", CELL_LONG},
        {"temuan", "TEMUAN", CELL_LONG},
};

/* Where each of ours stands at SIASN; what a person decided here comes before what the source says.
 */
struct places {
        const char **ids;
        size_t *remote_of;
        unsigned *ours, *theirs;
};

static void places_free(struct places *p)
{
        free(p->ids);
        free(p->remote_of);
        free(p->ours);
        free(p->theirs);
}

static struct places compare(const struct map_sides *s)
{
        struct places p = {.ids = NEW_ARRAY(const char *, s->local_count + 1),
                           .remote_of = NEW_ARRAY(size_t, s->local_count + 1),
                           .ours = NEW_ARRAY(unsigned, s->local_count + 1),
                           .theirs = NEW_ARRAY(unsigned, s->remote_count + 1)};

        for (size_t i = 0; i < s->local_count; i++) {
                p.ids[i] = map_known_id(s, i);
                p.remote_of[i] = p.ids[i] ? map_remote_find(s, p.ids[i]) : SIZE_MAX;
        }
        unit_compare(s->locals, p.ids, p.remote_of, s->local_count, s->remotes, s->remote_count,
                     p.ours, p.theirs);
        return p;
}

/* One line of the table; `*same` counts those without a finding, which have none. */
static void add(struct table *table, const struct suggest_item *ours, const char *siasn_id,
                const struct suggest_item *theirs, unsigned findings, int64_t *same)
{
        CLEANUP(free_ptr) char *text = unit_findings_text(findings);

        if (findings)
                TABLE_ADD(table, ours ? ours->id : NULL, ours ? ours->name : NULL, siasn_id,
                          theirs ? theirs->name : NULL, text);
        else
                ++*same;
}

static int64_t fill(struct table *table, const struct map_sides *s, const struct places *p)
{
        int64_t same = 0, not_ours = 0;

        for (size_t i = 0; i < s->local_count; i++) {
                size_t r = p->remote_of[i];

                add(table, &s->locals[i], p->ids[i], r == SIZE_MAX ? NULL : &s->remotes[r],
                    p->ours[i], &same);
        }
        for (size_t r = 0; r < s->remote_count; r++)
                add(table, NULL, s->remotes[r].id, &s->remotes[r], p->theirs[r], &not_ours);
        return same;
}

enum ctl_exit ctl_map_compare(const struct ctl *ctl, struct err *err)
{
        const struct map_what *what = map_what_find(ctl->words[0], err);
        CLEANUP(db_close_ptr) struct db *state = NULL;
        CLEANUP(table_free_ptr) struct table *table = table_new(columns, COUNT_OF(columns));
        struct map_sides sides = {0};

        if (!what || what->what != SUGGEST_UNOR) {
                err_set(err, "map compare what? only unor: the other lists are no tree");
                return CTL_USAGE;
        }
        bool ok = ctl_open_ready_state(ctl->config, &state, err) &&
                  map_sides_load(ctl, what, state, &sides, err);
        if (ok) {
                struct places p = compare(&sides);
                int64_t same = fill(table, &sides, &p);

                places_free(&p);
                if (ctl->format == FORMAT_JSON)
                        ctl_print_json(json_pack("{s:I, s:I, s:I, s:o}", "units",
                                                 (json_int_t)sides.local_count, "units_siasn",
                                                 (json_int_t)sides.remote_count, "same",
                                                 (json_int_t)same, "rows", table_json(table)));
                else if (ctl->format == FORMAT_CSV)
                        table_print_csv(table);
                else {
                        table_print_text(table);
                        printf("\n%zu unit di SIMPEG, %zu di SIASN; %lld sama.\n",
                               sides.local_count, sides.remote_count, (long long)same);
                }
        }
        map_sides_free(&sides);
        return ok ? CTL_OK : CTL_FAILED;
}
