/* Verb map: our units, positions, majors and trainings, and SIASN's, with what people decided. */
#include <stdint.h>
#include <string.h>

#include "ctl/map.h"
#include "engine/arrays.h"
#include "ground/mem.h"
#include "sql.h"

/* Columns of the queries map_local_*.sql; map_remote.sql has the list in place of the group. */
enum { ID, PARENT, NAME, TITLE, CODE, LEVEL, GROUP, MAPPED };

/* Columns of map_remote.sql behind the name. */
enum { REMOTE_TITLE = 3, REMOTE_CODE, REMOTE_LEVEL, REMOTE_LIST };

static const struct map_what whats[] = {
        {"unor", SUGGEST_UNOR, sql_map_local_unor, {"ref-unor"}},
        {"jabatan",
         SUGGEST_JABATAN,
         sql_map_local_jabatan,
         {"jabatan-fungsional", "jabatan-fungsional-umum"}},
        {"pendidikan", SUGGEST_PENDIDIKAN, sql_map_local_pendidikan, {"pendidikan"}},
        {"diklat", SUGGEST_DIKLAT, sql_map_local_diklat, {"latihan-struktural"}},
};

const struct map_what *map_what_find(const char *name, struct err *err)
{
        for (size_t i = 0; i < COUNT_OF(whats); i++) {
                if (str_same(whats[i].name, name))
                        return &whats[i];
        }
        err_set(err, "map what? unor, jabatan, pendidikan or diklat");
        return NULL;
}

static void take_locals(struct map_sides *s)
{
        const struct db_result *r = s->local_rows;

        s->local_count = db_rows(r);
        s->locals = NEW_ARRAY(struct suggest_item, s->local_count + 1);
        for (size_t i = 0; i < s->local_count; i++)
                s->locals[i] = (struct suggest_item){.id = db_text(r, i, ID),
                                                     .parent = db_text(r, i, PARENT),
                                                     .name = db_text(r, i, NAME),
                                                     .title = db_value(r, i, TITLE),
                                                     .code = db_value(r, i, CODE),
                                                     .level = db_value(r, i, LEVEL),
                                                     .group = db_value(r, i, GROUP),
                                                     .mapped = db_value(r, i, MAPPED)};
}

static void take_remotes(struct map_sides *s)
{
        const struct db_result *r = s->remote_rows;
        enum suggest_what what = s->what->what;

        s->remote_count = db_rows(r);
        s->remotes = NEW_ARRAY(struct suggest_item, s->remote_count + 1);
        for (size_t i = 0; i < s->remote_count; i++)
                s->remotes[i] = (struct suggest_item){
                        .id = db_text(r, i, ID),
                        .parent = db_text(r, i, PARENT),
                        .name = db_text(r, i, NAME),
                        .title = db_value(r, i, REMOTE_TITLE),
                        .code = db_value(r, i, REMOTE_CODE),
                        .level = db_value(r, i, REMOTE_LEVEL),
                        .group = what == SUGGEST_JABATAN      ? db_text(r, i, REMOTE_LIST)
                                 : what == SUGGEST_PENDIDIKAN ? db_text(r, i, REMOTE_LEVEL)
                                                              : NULL};
}

static int by_remote_id(const void *a, const void *b, void *arg)
{
        const struct suggest_item *remotes = arg;

        return strcmp(remotes[*(const size_t *)a].id, remotes[*(const size_t *)b].id);
}

static void sort_remotes(struct map_sides *s)
{
        s->remote_by_id = NEW_ARRAY(size_t, s->remote_count + 1);
        for (size_t i = 0; i < s->remote_count; i++)
                s->remote_by_id[i] = i;
        qsort_r(s->remote_by_id, s->remote_count, sizeof *s->remote_by_id, by_remote_id,
                s->remotes);
}

size_t map_remote_find(const struct map_sides *s, const char *id)
{
        size_t low = 0, high = s->remote_count;

        while (low < high) {
                size_t middle = low + (high - low) / 2;

                if (strcmp(s->remotes[s->remote_by_id[middle]].id, id) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        if (low < s->remote_count && strcmp(s->remotes[s->remote_by_id[low]].id, id) == 0)
                return s->remote_by_id[low];
        return SIZE_MAX;
}

size_t map_local_find(const struct map_sides *s, const char *id)
{
        for (size_t i = 0; i < s->local_count; i++) {
                if (strcmp(s->locals[i].id, id) == 0)
                        return i;
        }
        return SIZE_MAX;
}

const char *map_known_id(const struct map_sides *s, size_t local)
{
        const struct db_result *decided = s->decided_rows;

        for (size_t i = 0; i < db_rows(decided); i++) {
                if (!db_bool(decided, i, 2) &&
                    strcmp(db_text(decided, i, 0), s->locals[local].id) == 0)
                        return db_text(decided, i, 1);
        }
        return db_value(s->local_rows, local, MAPPED);
}

const char *map_remote_above(const struct map_sides *s, size_t remote)
{
        size_t up = map_remote_find(s, s->remotes[remote].parent);

        return up == SIZE_MAX ? "" : s->remotes[up].name;
}

/* A yes maps; a no is kept from being proposed again, and from the source if it still says so. */
static void take_decided(struct map_sides *s)
{
        const struct db_result *r = s->decided_rows;

        s->rejected = NEW_ARRAY(struct suggest_rejected, db_rows(r) + 1);
        for (size_t i = 0; i < db_rows(r); i++) {
                size_t local = map_local_find(s, db_text(r, i, 0));

                if (db_bool(r, i, 2))
                        s->rejected[s->rejected_count++] =
                                (struct suggest_rejected){db_text(r, i, 0), db_text(r, i, 1)};
                else if (local != SIZE_MAX)
                        s->locals[local].mapped = db_text(r, i, 1);
        }
        for (size_t i = 0; i < s->local_count; i++) {
                const char *mapped = s->locals[i].mapped;

                if (mapped && map_remote_find(s, mapped) == SIZE_MAX)
                        s->locals[i].mapped = NULL; /* gone at SIASN: another is to be found */
        }
}

bool map_sides_load(const struct ctl *ctl, const struct map_what *what, struct db *state,
                    struct map_sides *ret, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *source = NULL;
        struct text lists = {0};

        *ret = (struct map_sides){.what = what};
        for (size_t i = 0; what->lists[i]; i++)
                db_array_add(&lists, what->lists[i]);
        bool ok = ctl_open_source_db(ctl->config, &source, err) &&
                  db_query(source, what->local_sql, NULL, &ret->local_rows, err) &&
                  db_query(state, sql_map_remote, DB_ARGS(db_array_end(&lists)), &ret->remote_rows,
                           err) &&
                  db_query(state, sql_map_decided, DB_ARGS(what->name), &ret->decided_rows, err);
        text_free(&lists);
        if (!ok)
                return false;
        take_locals(ret);
        take_remotes(ret);
        sort_remotes(ret);
        if (ret->remote_count == 0)
                return err_set(err,
                               "list %s of SIASN is not here yet: run `siasnctl reference pull`",
                               what->lists[0]);
        take_decided(ret);
        return true;
}

void map_sides_free(struct map_sides *s)
{
        db_result_free(s->local_rows);
        db_result_free(s->remote_rows);
        db_result_free(s->decided_rows);
        free(s->locals);
        free(s->remotes);
        free(s->remote_by_id);
        free(s->rejected);
        *s = (struct map_sides){0};
}

static void add_events(struct arrays *events, const char *what, const char *by,
                       const struct db_result *confirmed)
{
        for (size_t i = 0; i < db_rows(confirmed); i++) {
                json_t *detail = json_pack("{s:s, s:s, s:s}", "what", what, "siasn_id",
                                           db_text(confirmed, i, 1), "by", by);
                CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);

                json_decref(detail);
                ARRAYS_ADD(events, "map_confirm", "", "", db_text(confirmed, i, 0), text);
        }
}

/* Not by arrays_query(), which empties what it has sent: they go twice. */
static bool write_pairs(struct db *state, const struct map_what *what, const char *by,
                        struct arrays *pairs, struct db_result **ret, struct err *err)
{
        const char *values[] = {what->name, by, db_array_end(&pairs->column[0]),
                                db_array_end(&pairs->column[1]), db_array_end(&pairs->column[2])};
        const struct db_args args = {values, COUNT_OF(values)};

        return db_query(state, sql_map_withdraw, &args, NULL, err) &&
               db_query(state, sql_map_confirm, &args, ret, err);
}

bool map_confirm_all(struct db *state, const struct map_what *what, const char *by,
                     struct arrays *pairs, int64_t *ret_new, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *confirmed = NULL;
        const char *actor = "siasnctl";
        struct arrays events = {0};
        bool ok = db_begin(state, err) && write_pairs(state, what, by, pairs, &confirmed, err);

        if (ok) {
                add_events(&events, what->name, by, confirmed);
                ok = arrays_query(state, sql_event_append, &actor, 1,
                                  &(struct arrays_part){&events, 5}, 1, NULL, err) &&
                     db_commit(state, err);
                *ret_new = (int64_t)db_rows(confirmed);
        }
        arrays_free(&events);
        return ok;
}
