/*
 * Verb reconcile: reads SIASN back and reports where it differs from SIMPEG.
 *
 * By NIP or as a sample it reads at once, through the budget it shares with the daemons, and writes
 * nothing at the service; --push then has the daemon deliver SIMPEG's content again. --all only
 * schedules. Exit code 1: there are differences that nobody is at (neither on their way nor in
 * quarantine), or not all could be read.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ctl/ctl.h"
#include "ctl/service.h"
#include "edge/http.h"
#include "engine/arrays.h"
#include "engine/reader.h"
#include "ground/clock.h"
#include "ground/mem.h"
#include "siasn/client.h"
#include "sql.h"

enum {
        WAIT_MS = 200,
        PERSONS_MAX = 1000000,
        STALE_TRIES = 3,
        STALE_WAIT_MS = 1000,
        PATIENCE_MS = 60000, /* a longer pause of the service is for later */
};

static const struct table_column columns[] = {
        {"nip", "NIP", CELL_TEXT},         {"kind", "KIND", CELL_TEXT},
        {"finding", "FINDING", CELL_TEXT}, {"src_id", "SRC_ID", CELL_TEXT},
        {"siasn_id", NULL, CELL_TEXT},     {"field", "FIELD", CELL_TEXT},
        {"simpeg", "SIMPEG", CELL_TEXT},   {"siasn", "SIASN", CELL_LONG},
        {"newer", "NEWER", CELL_TEXT},     {"reason", "REASON", CELL_TEXT}};

/* Columns as drift_figures.sql answers them. */
static const struct table_column figure_columns[] = {
        {"kind", "KIND", CELL_TEXT},
        {"persons_read", "PERSONS READ", CELL_NUMBER},
        {"records", "RECORDS", CELL_NUMBER},
        {"equal", "EQUAL", CELL_NUMBER},
        {"differ", "DIFFER", CELL_NUMBER},
        {"differ_open", "OPEN", CELL_NUMBER},
        {"only_simpeg", "ONLY SIMPEG", CELL_NUMBER},
        {"missing", "MISSING", CELL_NUMBER},
        {"only_siasn", "ONLY SIASN", CELL_NUMBER},
        {"changed_at_siasn", "CHANGED AT SIASN", CELL_NUMBER},
};

struct run {
        const struct ctl *ctl;
        struct catalog *catalog;
        struct db *state;
        struct http *http;
        struct siasn *siasn;
        struct reader *reader;
        struct table *findings;
        int64_t sample;
        int64_t persons, skipped, compared, equal, open, pushed;
        char seed[40];
        char problem[600]; /* why it ended early, or "" */
};

/* ---- Reading ---- */

static bool open_all(struct run *run, struct err *err)
{
        const struct config *c = run->ctl->config;

        if (!catalog_load(c, &run->catalog, err) ||
            !ctl_open_ready_state(c, &run->state, err)) /* looks; the next one writes */
                return false;
        db_close(TAKE_PTR(run->state));
        if (!ctl_open_state(c, false, &run->state, err) ||
            !service_connect(c, &run->http, &run->siasn, err))
                return false;
        run->reader = reader_new(&(struct reader_settings){.catalog = run->catalog,
                                                           .actor = "siasnctl",
                                                           .siasn = run->siasn,
                                                           .max_rate = c->push_max_rate,
                                                           .window_ms = c->push_doubt_window_ms});
        return true;
}

static void close_all(struct run *run)
{
        reader_free(run->reader);
        siasn_free(run->siasn);
        http_free(run->http);
        db_close(run->state);
        catalog_free(run->catalog);
        table_free(run->findings);
}

/* One turn of waiting; false when there is no point in waiting longer. */
static bool wait_turn(struct run *run, int64_t wait_ms)
{
        if (wait_ms > PATIENCE_MS) {
                snprintf(run->problem, sizeof run->problem,
                         "the service asked for a pause of %" PRId64 " s: try again after that",
                         wait_ms / 1000);
                return false;
        }
        if (siasn_auth_state(run->siasn, clock_mono_ms()) != AUTH_READY) {
                if (*siasn_problem(run->siasn)) {
                        snprintf(run->problem, sizeof run->problem, "%s",
                                 siasn_problem(run->siasn));
                        return false;
                }
                siasn_auth_turn(run->siasn, clock_mono_ms());
        }
        http_turn(run->http, NULL, 0, wait_ms < 0 || wait_ms > WAIT_MS ? WAIT_MS : wait_ms);
        return true;
}

static bool read_once(struct run *run, const char *nip, struct err *err)
{
        int64_t wait;

        if (!reader_begin(run->reader, run->state, nip, err))
                return false;
        while (reader_state(run->reader) < READER_DONE) {
                if (!reader_turn(run->reader, run->state, clock_mono_ms(), &wait, err))
                        return false;
                if (reader_state(run->reader) < READER_DONE && !wait_turn(run, wait))
                        return true;
        }
        /* Once more, for a pause the service may have asked for: the daemons are told of it. */
        return reader_turn(run->reader, run->state, clock_mono_ms(), &wait, err);
}

static void pause_ms(int64_t ms)
{
        nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

static void take_found(struct run *run, const char *nip)
{
        const struct drift_list *found = reader_found(run->reader);

        run->persons++;
        run->compared += (int64_t)found->compared;
        run->equal += (int64_t)found->equal;
        for (size_t i = 0; i < found->count; i++) {
                const struct drift *f = &found->items[i];

                run->open += drift_open(f);
                TABLE_ADD(run->findings, nip, reader_found_kind(run->reader, i),
                          drift_kind_name(f->kind), f->src_id, f->siasn_id, f->field, f->simpeg,
                          f->siasn, drift_newer_name(f->newer), f->reason);
        }
}

/* False: the state failed. With run->problem set, nothing more is to be read. */
static bool read_person(struct run *run, const char *nip, struct err *err)
{
        bool ill;

        for (int i = 0; i < STALE_TRIES; i++) {
                if (!read_once(run, nip, err))
                        return false;
                if (reader_state(run->reader) != READER_STALE)
                        break;
                pause_ms(STALE_WAIT_MS); /* a daemon is delivering just now */
        }
        if (reader_state(run->reader) == READER_DONE) {
                take_found(run, nip);
                return true;
        }
        run->skipped++;
        if (reader_state(run->reader) == READER_FAILED && !*run->problem) {
                const char *why = reader_problem(run->reader, &ill);

                snprintf(run->problem, sizeof run->problem, "%s", why);
        }
        return true;
}

/* ---- Push ---- */

static bool tell_push(const struct run *run, const char *nip, const struct db_result *again,
                      struct err *err)
{
        struct arrays events = {0};
        const char *actor = "siasnctl";
        json_t *detail = json_pack("{s:s}", "by", run->ctl->option[OPT_BY]);
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);

        json_decref(detail);
        for (size_t i = 0; i < db_rows(again); i++)
                ARRAYS_ADD(&events, "reconcile_push", nip, db_text(again, i, 0),
                           db_text(again, i, 1), text);
        bool ok = events.rows == 0 || arrays_query(run->state, sql_event_append, &actor, 1,
                                                   &(struct arrays_part){&events, 5}, 1, NULL, err);
        arrays_free(&events);
        return ok;
}

static bool push(struct run *run, const char *nip, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *again = NULL;

        if (!db_begin(run->state, err) ||
            !db_query(run->state, sql_reconcile_push, DB_ARGS(nip), &again, err) ||
            !tell_push(run, nip, again, err) || !db_commit(run->state, err))
                return false;
        run->pushed = (int64_t)db_rows(again);
        return true;
}

/* ---- Printing ---- */

static void print(const struct run *run)
{
        int64_t requests = reader_requests(run->reader);

        if (run->ctl->format == FORMAT_CSV) {
                table_print_csv(run->findings);
                return;
        }
        if (run->ctl->format == FORMAT_JSON) {
                json_t *all = json_pack(
                        "{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o}", "persons",
                        (json_int_t)run->persons, "not_read", (json_int_t)run->skipped, "requests",
                        (json_int_t)requests, "compared", (json_int_t)run->compared, "equal",
                        (json_int_t)run->equal, "open", (json_int_t)run->open, "pushed",
                        (json_int_t)run->pushed, "findings", table_json(run->findings));

                if (*run->seed)
                        json_object_set_new(all, "seed", json_string(run->seed));
                ctl_print_json(all);
                return;
        }
        if (table_rows(run->findings))
                table_print_text(run->findings);
        printf("%" PRId64 " persons read with %" PRId64 " requests, %" PRId64 " not read; %" PRId64
               " rows compared, %" PRId64 " equal; %zu findings, %" PRId64 " of them open\n",
               run->persons, requests, run->skipped, run->compared, run->equal,
               table_rows(run->findings), run->open);
        if (*run->seed)
                printf("the same persons again: --seed %s\n", run->seed);
        if (run->ctl->option[OPT_PUSH])
                printf("%" PRId64 " records are delivered again\n", run->pushed);
}

/* ---- The ways to call it ---- */

static enum ctl_exit finish(struct run *run, bool ok, struct err *err)
{
        if (!ok)
                return CTL_FAILED;
        print(run);
        if (*run->problem)
                err_set(err, "%s", run->problem);
        return *run->problem || run->skipped || run->open > run->pushed ? CTL_FAILED : CTL_OK;
}

static enum ctl_exit by_nip(const struct ctl *ctl, struct err *err)
{
        CLEANUP(free_ptr) char *nip = ctl_plain_nip(ctl->words[0]);
        struct run run = {.ctl = ctl, .findings = table_new(columns, COUNT_OF(columns))};
        bool ok = open_all(&run, err) && read_person(&run, nip, err) &&
                  (!ctl->option[OPT_PUSH] || run.persons == 0 || push(&run, nip, err));
        enum ctl_exit ret = finish(&run, ok, err);

        close_all(&run);
        return ret;
}

static bool read_sample(struct run *run, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *nips = NULL;

        snprintf(run->seed, sizeof run->seed, "%s",
                 run->ctl->option[OPT_SEED] ? run->ctl->option[OPT_SEED] : "");
        if (!*run->seed)
                snprintf(run->seed, sizeof run->seed, "%" PRId64, clock_wall_s());
        if (!db_query(run->state, sql_reconcile_sample, DB_ARGS(NUMBER(run->sample), run->seed),
                      &nips, err))
                return false;
        for (size_t i = 0; i < db_rows(nips) && !*run->problem; i++) {
                if (!read_person(run, db_text(nips, i, 0), err))
                        return false;
        }
        return true;
}

static enum ctl_exit by_sample(const struct ctl *ctl, struct err *err)
{
        struct run run = {.ctl = ctl};

        if (!ctl_number(ctl, OPT_SAMPLE, 0, 1, PERSONS_MAX, &run.sample, err))
                return CTL_USAGE;
        run.findings = table_new(columns, COUNT_OF(columns));
        bool ok = open_all(&run, err) && read_sample(&run, err);
        enum ctl_exit ret = finish(&run, ok, err);

        close_all(&run);
        return ret;
}

static bool tell_all(struct db *db, const char *persons, struct err *err)
{
        struct arrays events = {0};
        const char *actor = "siasnctl";
        json_t *detail = json_pack("{s:s}", "persons", persons);
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);

        json_decref(detail);
        ARRAYS_ADD(&events, "reconcile_all", "", "", "", text);
        bool ok = arrays_query(db, sql_event_append, &actor, 1, &(struct arrays_part){&events, 5},
                               1, NULL, err);
        arrays_free(&events);
        return ok;
}

static enum ctl_exit ask_all(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!ctl_open_state(ctl->config, false, &db, err) || !db_begin(db, err) ||
            !db_query(db, sql_reconcile_ask, NULL, &r, err) ||
            !tell_all(db, db_text(r, 0, 0), err) || !db_commit(db, err))
                return CTL_FAILED;
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:I, s:I}", "asked", (json_int_t)db_int(r, 0, 0),
                                         "asked_before", (json_int_t)db_int(r, 0, 1)));
        else
                printf("%s persons are read by the daemon while nothing is to be delivered (%s "
                       "more "
                       "were asked for before); `siasnctl reconcile` shows what is found\n",
                       db_text(r, 0, 0), db_text(r, 0, 1));
        return CTL_OK;
}

static enum ctl_exit figures(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        CLEANUP(table_free_ptr)
        struct table *table = table_new(figure_columns, COUNT_OF(figure_columns));

        if (!ctl_open_ready_state(ctl->config, &db, err) ||
            !db_query(db, sql_drift_figures, NULL, &r, err))
                return CTL_FAILED;
        table_add_result(table, r);
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:o}", "kinds", table_json(table)));
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(table);
        else if (table_rows(table))
                table_print_text(table);
        else
                puts("nobody has been read back yet: reconcile NIP, --sample N or --all");
        return CTL_OK;
}

static enum ctl_exit misused(const char *what, struct err *err)
{
        err_set(err, "%s", what);
        return CTL_USAGE;
}

enum ctl_exit ctl_reconcile(const struct ctl *ctl, struct err *err)
{
        const char *const *o = ctl->option;
        bool person = ctl->word_count > 0;

        if (person + (o[OPT_SAMPLE] != NULL) + (o[OPT_ALL] != NULL) > 1)
                return misused("a NIP, --sample and --all exclude each other", err);
        if (o[OPT_SEED] && !o[OPT_SAMPLE])
                return misused("--seed goes with --sample", err);
        if (o[OPT_PUSH] && !person)
                return misused("--push is for one person: reconcile NIP --push --by NAME", err);
        if ((o[OPT_PUSH] != NULL) != (o[OPT_BY] && *o[OPT_BY]))
                return misused("say who pushes: reconcile NIP --push --by NAME", err);
        if (person)
                return by_nip(ctl, err);
        if (o[OPT_SAMPLE])
                return by_sample(ctl, err);
        return o[OPT_ALL] ? ask_all(ctl, err) : figures(ctl, err);
}
