/* Words verify, export and diff: what is done with snapshots. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "ctl/indicator.h"
#include "engine/arrays.h"
#include "engine/indicator_export.h"
#include "engine/verify.h"
#include "ground/mem.h"
#include "sql.h"

static const struct table_column check_columns[] = {
        {"check", "CHECK", CELL_TEXT}, {"ok", "OK", CELL_BOOL}, {"detail", "DETAIL", CELL_LONG}};

static const struct table_column diff_columns[] = {{"nip", "NIP", CELL_TEXT},
                                                   {"before", "BEFORE", CELL_TEXT},
                                                   {"after", "AFTER", CELL_TEXT},
                                                   {"why", "WHY", CELL_TEXT},
                                                   {"reason_before", "REASON BEFORE", CELL_TEXT},
                                                   {"reason_after", "REASON AFTER", CELL_TEXT},
                                                   {"detail", "DETAIL", CELL_LONG}};

static enum ctl_exit print_checks(const struct ctl *ctl, const struct verification *v)
{
        CLEANUP(table_free_ptr)
        struct table *table = table_new(check_columns, COUNT_OF(check_columns));

        for (size_t i = 0; i < v->count; i++)
                TABLE_ADD(table, v->items[i].what, v->items[i].ok ? "t" : "f", v->items[i].detail);
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:b, s:o}", "ok", v->ok, "checks", table_json(table)));
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(table);
        else
                table_print_text(table);
        if (ctl->format == FORMAT_TEXT)
                puts(v->ok ? "\nVerified: the figures follow from the inputs by the rule."
                           : "\nNOT verified: see the lines marked no.");
        return v->ok ? CTL_OK : CTL_FAILED;
}

static bool verify_kept(const struct ctl *ctl, struct verification *v, struct err *err)
{
        CLEANUP(config_free_ptr) struct config *config = NULL;
        CLEANUP(db_close_ptr) struct db *db = NULL;
        struct kept kept = {0};
        bool ok = config_load(ctl->config_path, &config, err) &&
                  indicator_open_state(config, &db, err) &&
                  kept_find(db, ctl->words[0], &kept, err) &&
                  indicator_rows_are_there(db, &kept, err) &&
                  verify_snapshot(db, kept.id, ctl->option[OPT_KEY], v, err);

        kept_free(&kept);
        return ok;
}

/* A folder verifies on a machine that has nothing of ours but this program. */
enum ctl_exit ctl_indicator_verify(const struct ctl *ctl, struct err *err)
{
        struct verification v = {0};
        struct stat st;
        bool folder = stat(ctl->words[0], &st) == 0 && S_ISDIR(st.st_mode);
        bool ok = folder ? verify_bundle(ctl->words[0], ctl->option[OPT_KEY], &v, err)
                         : verify_kept(ctl, &v, err);
        enum ctl_exit ret = ok ? print_checks(ctl, &v) : CTL_FAILED;

        verification_free(&v);
        return ret;
}

enum ctl_exit ctl_indicator_export(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        struct kept kept = {0};

        bool ok = ctl_open_ready_state(ctl->config, &db, err) &&
                  db_script(db, sql_source_begin, err) &&
                  kept_find(db, ctl->words[0], &kept, err) &&
                  indicator_rows_are_there(db, &kept, err);
        if (ok) {
                const struct export_params params = {.state = db,
                                                     .snapshot = kept.id,
                                                     .rule = kept.rule,
                                                     .header = kept.header,
                                                     .signature = kept.signature,
                                                     .public_key = kept.public_key,
                                                     .hash = kept.hash,
                                                     .folder = ctl->option[OPT_TO],
                                                     .public_only =
                                                             ctl->option[OPT_PUBLIC] != NULL};

                ok = indicator_export(&params, err);
        }
        if (ok && ctl->format == FORMAT_TEXT)
                printf("snapshot %lld exported to %s%s\n", (long long)kept.id, ctl->option[OPT_TO],
                       ctl->option[OPT_PUBLIC] ? ": aggregates only" : "");
        kept_free(&kept);
        return ok ? CTL_OK : CTL_FAILED;
}

/* One rule changed everything, or the person's inputs did: post first, then the other records. */
static void add_differences(struct table *table, const struct db_result *r)
{
        for (size_t row = 0; row < db_rows(r); row++)
                TABLE_ADD(table, db_text(r, row, 0), db_text(r, row, 1), db_text(r, row, 2),
                          db_text(r, row, 3), db_text(r, row, 4), db_text(r, row, 5),
                          db_text(r, row, 6));
}

static bool diff(struct db *db, const struct kept *a, const struct kept *b, struct table *table,
                 struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        bool same_rule = strcmp(a->rule->sha256, b->rule->sha256) == 0;

        if (strcmp(a->indicator, b->indicator) != 0)
                return err_set(err, "snapshot %lld is of %s, snapshot %lld of %s", (long long)a->id,
                               a->indicator, (long long)b->id, b->indicator);
        if (!db_query(db, sql_indicator_diff,
                      DB_ARGS(NUMBER(a->id), NUMBER(b->id), same_rule ? "f" : "t"), &r, err))
                return false;
        add_differences(table, r);
        return true;
}

static void print_diff(const struct ctl *ctl, const struct kept *a, const struct kept *b,
                       struct table *table)
{
        if (ctl->format == FORMAT_JSON) {
                ctl_print_json(json_pack("{s:s, s:s, s:o}", "rule_before", a->rule->version,
                                         "rule_after", b->rule->version, "persons",
                                         table_json(table)));
                return;
        }
        if (ctl->format == FORMAT_CSV) {
                table_print_csv(table);
                return;
        }
        printf("%s: %s by rule %s, then %s by rule %s: %zu verdicts differ\n", a->indicator,
               a->as_of, a->rule->version, b->as_of, b->rule->version, table_rows(table));
        ctl_print_section("Persons", table);
}

enum ctl_exit ctl_indicator_diff(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(table_free_ptr)
        struct table *table = table_new(diff_columns, COUNT_OF(diff_columns));
        struct kept a = {0}, b = {0};
        bool ok = ctl_open_ready_state(ctl->config, &db, err) &&
                  kept_find(db, ctl->words[0], &a, err) && kept_find(db, ctl->words[1], &b, err) &&
                  diff(db, &a, &b, table, err);

        if (ok)
                print_diff(ctl, &a, &b, table);
        kept_free(&a);
        kept_free(&b);
        return ok ? CTL_OK : CTL_FAILED;
}
