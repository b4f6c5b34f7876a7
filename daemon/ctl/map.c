/* Verb map: proposes which local item is which at SIASN, and keeps what people decide. */
#include "ctl/map.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "engine/arrays.h"
#include "ground/mem.h"
#include "sql.h"

static const struct table_column suggest_columns[] = {
        {"local_id", "ID LOKAL", CELL_TEXT},
        {"local_name", "NAMA LOKAL", CELL_TEXT},
        {"result", "HASIL", CELL_TEXT},
        {"score", "SKOR", CELL_NUMBER},
        {"siasn_id", "ID SIASN", CELL_TEXT},
        {"siasn_name", "NAMA DI SIASN", CELL_TEXT},
        {"siasn_parent", "INDUK DI SIASN", CELL_TEXT},
        {"reasons", "ALASAN", CELL_LONG},
};

static const struct table_column list_columns[] = {
        {"local_id", "ID LOKAL", CELL_TEXT},
        {"local_name", "NAMA LOKAL", CELL_TEXT},
        {"siasn_id", "ID SIASN", CELL_TEXT},
        {"siasn_name", "NAMA DI SIASN", CELL_TEXT},
        {"siasn_parent", "INDUK DI SIASN", CELL_TEXT},
        {"score", "SKOR", CELL_NUMBER},
        {"status", "STATUS", CELL_TEXT},
        {"by", "OLEH", CELL_TEXT},
        {"at", "PADA", CELL_TEXT},
        {"reasons", "ALASAN", CELL_LONG},
};

static void print(const struct ctl *ctl, json_t *object, struct table *table)
{
        if (ctl->format == FORMAT_JSON) {
                json_object_set_new(object, "mappings", table_json(table));
                ctl_print_json(json_incref(object));
        } else if (ctl->format == FORMAT_CSV) {
                table_print_csv(table);
        } else {
                table_print_text(table);
        }
        json_decref(object);
}

/* ---- Proposing ---- */

static void add_suggestion(const struct map_sides *s, size_t local, const struct suggestion *found,
                           struct table *table, struct arrays *proposals)
{
        const struct suggest_item *l = &s->locals[local];
        bool any = found->remote != SIZE_MAX;
        const struct suggest_item *r = any ? &s->remotes[found->remote] : NULL;
        CLEANUP(free_ptr) char *reasons = suggest_reasons_text(any ? found->reasons : 0);
        char score[16] = "";

        snprintf(score, sizeof score, "%d.%03d", found->score / 1000, found->score % 1000);
        TABLE_ADD(table, l->id, l->name, suggest_end_text(found->end), any ? score : NULL,
                  r ? r->id : NULL, r ? r->name : NULL,
                  any ? map_remote_above(s, found->remote) : NULL, reasons);
        if (r && found->end == SUGGEST_PROPOSED)
                ARRAYS_ADD(proposals, l->id, r->id, l->name, NUMBER(found->score), reasons);
}

static bool suggest_all(const struct ctl *ctl, struct db *state, const struct map_sides *s,
                        struct err *err)
{
        CLEANUP(free_ptr)
        struct suggestion *found = NEW_ARRAY(struct suggestion, s->local_count + 1);
        CLEANUP(table_free_ptr)
        struct table *table = table_new(suggest_columns, COUNT_OF(suggest_columns));
        struct arrays proposals = {0};
        size_t known = 0, proposed = 0;

        suggest(s->what->what, s->locals, s->local_count, s->remotes, s->remote_count, s->rejected,
                s->rejected_count, found);
        for (size_t i = 0; i < s->local_count; i++) {
                known += found[i].end == SUGGEST_KNOWN;
                proposed += found[i].end == SUGGEST_PROPOSED;
                if (found[i].end != SUGGEST_KNOWN)
                        add_suggestion(s, i, &found[i], table, &proposals);
        }
        bool ok = arrays_query(state, sql_map_propose, &s->what->name, 1,
                               &(struct arrays_part){&proposals, 5}, 1, NULL, err);
        arrays_free(&proposals);
        if (!ok)
                return false;
        print(ctl,
              json_pack("{s:i, s:i, s:i}", "known", (int)known, "proposed", (int)proposed, "left",
                        (int)(s->local_count - known - proposed)),
              table);
        if (ctl->format == FORMAT_TEXT)
                printf("%zu sudah dipetakan, %zu usulan, %zu belum ada usulan. Sahkan dengan `map "
                       "confirm %s ID_LOKAL ID_SIASN --by NAMA`.\n",
                       known, proposed, s->local_count - known - proposed, s->what->name);
        return true;
}

/* What a verb does once both sides of what its first word names are known. */
typedef bool sides_work(const struct ctl *ctl, struct db *state, const struct map_sides *sides,
                        struct err *err);

static enum ctl_exit with_sides(const struct ctl *ctl, sides_work *work, struct err *err)
{
        const struct map_what *what = map_what_find(ctl->words[0], err);
        CLEANUP(db_close_ptr) struct db *state = NULL;
        struct map_sides sides = {0};

        if (!what)
                return CTL_USAGE;
        bool ok = ctl_open_writable_state(ctl->config, &state, err) &&
                  map_sides_load(ctl, what, state, &sides, err) && work(ctl, state, &sides, err);

        map_sides_free(&sides);
        return ok ? CTL_OK : CTL_FAILED;
}

enum ctl_exit ctl_map_suggest(const struct ctl *ctl, struct err *err)
{
        return with_sides(ctl, suggest_all, err);
}

enum ctl_exit ctl_map_list(const struct ctl *ctl, struct err *err)
{
        const struct map_what *what = map_what_find(ctl->words[0], err);
        CLEANUP(db_close_ptr) struct db *state = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;
        CLEANUP(table_free_ptr)
        struct table *table = table_new(list_columns, COUNT_OF(list_columns));

        if (!what)
                return CTL_USAGE;
        if (!ctl_open_ready_state(ctl->config, &state, err) ||
            !db_query(state, sql_map_list, DB_ARGS(what->name, "f"), &rows, err))
                return CTL_FAILED;
        table_add_result(table, rows);
        print(ctl, json_object(), table);
        return CTL_OK;
}

/* ---- Deciding ---- */

/* Another of ours that is already this item; a unit at SIASN is one unit here. */
static bool is_free(const struct map_sides *s, size_t local, const char *siasn_id, struct err *err)
{
        for (size_t i = 0; i < s->local_count && s->what->what == SUGGEST_UNOR; i++) {
                if (i != local && str_same(s->locals[i].mapped, siasn_id))
                        return err_set(err, "%s is mapped to %s (%s) already", siasn_id,
                                       s->locals[i].id, s->locals[i].name);
        }
        return true;
}

static bool confirm_one(const struct ctl *ctl, struct db *state, const struct map_sides *s,
                        struct err *err)
{
        const char *local_id = ctl->words[1], *siasn_id = ctl->words[2];
        size_t local = map_local_find(s, local_id);
        struct arrays pairs = {0};
        int64_t fresh;

        if (local == SIZE_MAX)
                return err_set(err, "SIMPEG has no %s %s", s->what->name, local_id);
        if (map_remote_find(s, siasn_id) == SIZE_MAX)
                return err_set(err,
                               "SIASN's list has no active %s %s; `siasnctl reference pull` "
                               "fetches it anew",
                               s->what->name, siasn_id);
        if (!is_free(s, local, siasn_id, err))
                return false;
        ARRAYS_ADD(&pairs, local_id, siasn_id, s->locals[local].name);
        bool ok = map_confirm_all(state, s->what, ctl->option[OPT_BY], &pairs, &fresh, err);
        arrays_free(&pairs);
        if (ok && ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:s, s:s, s:s}", "local_id", local_id, "siasn_id",
                                         siasn_id, "by", ctl->option[OPT_BY]));
        else if (ok)
                printf("%s %s = %s, disahkan oleh %s; `map export %s` membawanya ke SIMPEG\n",
                       s->what->name, local_id, siasn_id, ctl->option[OPT_BY], s->what->name);
        return ok;
}

enum ctl_exit ctl_map_confirm(const struct ctl *ctl, struct err *err)
{
        return with_sides(ctl, confirm_one, err);
}

static bool write_rejection(const struct ctl *ctl, const struct map_what *what, struct db *state,
                            struct err *err)
{
        const char *actor = "siasnctl";
        struct arrays events = {0};
        json_t *detail = json_pack("{s:s, s:s, s:s}", "what", what->name, "siasn_id", ctl->words[2],
                                   "by", ctl->option[OPT_BY]);
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);

        json_decref(detail);
        ARRAYS_ADD(&events, "map_reject", "", "", ctl->words[1], text);
        bool ok = db_begin(state, err) &&
                  db_query(state, sql_map_reject,
                           DB_ARGS(what->name, ctl->option[OPT_BY], ctl->words[1], ctl->words[2]),
                           NULL, err) &&
                  arrays_query(state, sql_event_append, &actor, 1,
                               &(struct arrays_part){&events, 5}, 1, NULL, err) &&
                  db_commit(state, err);
        arrays_free(&events);
        return ok;
}

enum ctl_exit ctl_map_reject(const struct ctl *ctl, struct err *err)
{
        const struct map_what *what = map_what_find(ctl->words[0], err);
        CLEANUP(db_close_ptr) struct db *state = NULL;

        if (!what)
                return CTL_USAGE;
        if (!ctl_open_writable_state(ctl->config, &state, err) ||
            !write_rejection(ctl, what, state, err))
                return CTL_FAILED;
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:s, s:s, s:s}", "rejected", ctl->words[1], "siasn_id",
                                         ctl->words[2], "by", ctl->option[OPT_BY]));
        else
                printf("%s %s bukan %s, menurut %s\n", what->name, ctl->words[1], ctl->words[2],
                       ctl->option[OPT_BY]);
        return CTL_OK;
}
