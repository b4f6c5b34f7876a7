/* Verb reference: SIASN's code lists: fetch them, take one that has shrunk, show what they hold. */
#include <stdio.h>
#include <string.h>

#include "ctl/service.h"
#include "engine/arrays.h"
#include "engine/reference_pull.h"
#include "ground/mem.h"
#include "pure/retry.h"
#include "sql.h"

enum { LINES_DEFAULT = 20, LINES_MAX = 1000000 };

static const char *const ends[] = {
        [REFERENCE_PENDING] = "not tried", [REFERENCE_TAKEN] = "taken",
        [REFERENCE_SAME] = "unchanged",    [REFERENCE_NONE] = "not offered",
        [REFERENCE_REFUSED] = "REFUSED",   [REFERENCE_FAILED] = "FAILED",
};

static const struct table_column pull_columns[] = {
        {"list", "LIST", CELL_TEXT},     {"title", "TITLE", CELL_TEXT},
        {"result", "RESULT", CELL_TEXT}, {"rows", "ROWS", CELL_NUMBER},
        {"added", "ADDED", CELL_NUMBER}, {"changed", "CHANGED", CELL_NUMBER},
        {"gone", "GONE", CELL_NUMBER},   {"back", "BACK", CELL_NUMBER},
        {"why", "WHY", CELL_LONG},
};

static const struct table_column list_columns[] = {
        {"list", "LIST", CELL_TEXT},
        {"title", "TITLE", CELL_TEXT},
        {"rows", "ROWS", CELL_NUMBER},
        {"inactive", "INACTIVE", CELL_NUMBER},
        {"gone", "GONE", CELL_NUMBER},
        {"pulled_at", "PULLED AT", CELL_TEXT},
        {"changed_at", "CHANGED AT", CELL_TEXT},
        {"problem", "PROBLEM", CELL_LONG},
};

static const struct table_column history_columns[] = {
        {"at", "AT", CELL_TEXT},     {"list", "LIST", CELL_TEXT}, {"id", "ID", CELL_TEXT},
        {"what", "WHAT", CELL_TEXT}, {"old", "OLD", CELL_TEXT},   {"new", "NEW", CELL_TEXT},
};

static void print(const struct ctl *ctl, const char *key, struct table *table)
{
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:o}", key, table_json(table)));
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(table);
        else
                table_print_text(table);
}

/* ---- Fetching ---- */

struct job {
        struct reference_pull *pull;
        bool trouble; /* the last answer says nothing about the list */
        int64_t asked_ms;
};

static void on_answer(void *arg, struct siasn_answer *answer)
{
        struct job *job = arg;

        job->trouble = !reference_pull_answer(job->pull, answer);
        job->asked_ms = answer->verdict.wait_ms;
}

/* One call; what keeps it from being sent ends the pull, and is told with the list it was for. */
static bool call_once(struct service *s, struct job *job, unsigned *troubles, struct err *err)
{
        char *path;
        const struct siasn_call call = reference_pull_call(job->pull, &path);
        struct err why;
        bool sent = service_call(s, &call, on_answer, job, &why);

        free(path);
        if (!sent) {
                reference_pull_give_up(job->pull, why.text);
                return true;
        }
        if (!job->trouble) {
                *troubles = 0;
                return true;
        }
        return service_pause(s, retry_delay(&retry_look, (*troubles)++, 0, job->asked_ms),
                             job->asked_ms > 0, err);
}

static bool run(struct service *s, struct job *job, struct err *err)
{
        unsigned troubles = 0;

        for (;;) {
                switch (reference_pull_step(job->pull)) {
                case REFERENCE_CALL:
                        if (!call_once(s, job, &troubles, err))
                                return false;
                        break;
                case REFERENCE_WRITE:
                        if (!reference_pull_write(job->pull, s->state, err))
                                return false;
                        break;
                case REFERENCE_OVER:
                        return true;
                }
        }
}

static enum ctl_exit report(const struct ctl *ctl, const struct reference_pull *pull,
                            const struct siasn_list *const *lists, size_t count)
{
        CLEANUP(table_free_ptr)
        struct table *table = table_new(pull_columns, COUNT_OF(pull_columns));
        enum ctl_exit ret = CTL_OK;

        for (size_t i = 0; i < count; i++) {
                const struct reference_outcome none = {.list = lists[i]};
                const struct reference_outcome *o =
                        i < reference_pull_count(pull) ? reference_pull_outcome(pull, i) : &none;
                bool read = o->end == REFERENCE_TAKEN || o->end == REFERENCE_SAME;

                TABLE_ADD(table, o->list->name, o->list->title, ends[o->end],
                          read ? NUMBER(o->rows) : NULL, read ? NUMBER(o->added) : NULL,
                          read ? NUMBER(o->changed) : NULL, read ? NUMBER(o->gone) : NULL,
                          read ? NUMBER(o->back) : NULL, o->why);
                if (!read && o->end != REFERENCE_NONE)
                        ret = CTL_FAILED;
        }
        print(ctl, "lists", table);
        return ret;
}

static bool fetch(const struct ctl *ctl, struct db *db, struct job *job, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *lock = NULL;
        struct service service = {0};

        if (!db_query(db, sql_reference_lock, NULL, &lock, err))
                return false;
        if (!db_bool(lock, 0, 0))
                return err_set(err, "the lists are being fetched already, by a daemon or another "
                                    "siasnctl: wait until it is done");
        bool ok = service_open(ctl->config, db, &service, err) && run(&service, job, err);
        service_close(&service);
        return ok;
}

static enum ctl_exit pull_lists(const struct ctl *ctl, const struct siasn_list *const *lists,
                                size_t count, const char *accept_by, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        struct job job = {.pull = reference_pull_new(lists, count, "siasnctl", accept_by)};
        enum ctl_exit ret = CTL_FAILED;

        if (ctl_open_writable_state(ctl->config, &db, err) && fetch(ctl, db, &job, err))
                ret = report(ctl, job.pull, lists, count);
        reference_pull_free(job.pull);
        return ret;
}

/* The lists that were named, or all; without a referensi_base only those of the main API. */
static bool choose(const struct ctl *ctl, const struct siasn_list **ret, size_t *count,
                   struct err *err)
{
        bool base = *ctl->config->siasn_referensi_base;

        *count = 0;
        for (size_t i = 0; i < ctl->word_count; i++) {
                const struct siasn_list *list = siasn_list_find(ctl->words[i]);

                if (!list)
                        return err_set(err,
                                       "SIASN has no list %s; `siasnctl reference list` names "
                                       "them all",
                                       ctl->words[i]);
                if (!base && !list->main_api)
                        return err_set(err,
                                       "[siasn] referensi_base is not set: list %s is read "
                                       "there",
                                       list->name);
                ret[(*count)++] = list;
        }
        for (size_t i = 0; i < siasn_lists_count && ctl->word_count == 0; i++) {
                if (base || siasn_lists[i].main_api)
                        ret[(*count)++] = &siasn_lists[i];
        }
        return true;
}

enum ctl_exit ctl_reference_pull(const struct ctl *ctl, struct err *err)
{
        CLEANUP(free_ptr)
        const struct siasn_list **lists =
                NEW_ARRAY(const struct siasn_list *, siasn_lists_count + ctl->word_count);
        size_t count;

        if (!choose(ctl, lists, &count, err))
                return CTL_USAGE;
        return pull_lists(ctl, lists, count, NULL, err);
}

enum ctl_exit ctl_reference_accept(const struct ctl *ctl, struct err *err)
{
        const struct siasn_list *lists[1];
        size_t count;

        if (ctl->word_count != 1 || !ctl->option[OPT_BY] || !*ctl->option[OPT_BY]) {
                err_set(err,
                        "say which list, and who takes it as it is: reference accept LIST --by "
                        "NAME");
                return CTL_USAGE;
        }
        if (!choose(ctl, lists, &count, err))
                return CTL_USAGE;
        return pull_lists(ctl, lists, count, ctl->option[OPT_BY], err);
}

/* ---- Showing ---- */

enum ctl_exit ctl_reference_list(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(table_free_ptr)
        struct table *table = table_new(list_columns, COUNT_OF(list_columns));

        if (!ctl_open_ready_state(ctl->config, &db, err))
                return CTL_FAILED;
        for (size_t i = 0; i < siasn_lists_count; i++) {
                CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
                const struct siasn_list *l = &siasn_lists[i];

                if (!db_query(db, sql_ctl_reference_list, DB_ARGS(l->name), &r, err))
                        return CTL_FAILED;
                TABLE_ADD(table, l->name, l->title, db_value(r, 0, 0), db_value(r, 0, 1),
                          db_value(r, 0, 2), db_value(r, 0, 3), db_value(r, 0, 4),
                          db_value(r, 0, 5));
        }
        print(ctl, "lists", table);
        return CTL_OK;
}

enum ctl_exit ctl_reference_history(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;
        CLEANUP(table_free_ptr)
        struct table *table = table_new(history_columns, COUNT_OF(history_columns));
        const char *name = ctl->word_count ? ctl->words[0] : NULL;
        int64_t lines;

        if (!ctl_number(ctl, OPT_LINES, LINES_DEFAULT, 0, LINES_MAX, &lines, err))
                return CTL_USAGE;
        if (!ctl_open_ready_state(ctl->config, &db, err) ||
            !db_query(db, sql_ctl_reference_history, DB_ARGS(name, NUMBER(lines)), &rows, err))
                return CTL_FAILED;
        table_add_result(table, rows);
        print(ctl, "history", table);
        return CTL_OK;
}
