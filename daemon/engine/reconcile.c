#include "engine/reconcile.h"

#include "engine/arrays.h"
#include "engine/reader.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "sql.h"

enum {
        LOOK_MS = 4900, /* just within the idle daemon's own look: one wake-up serves both */
        BUSY_MS = 500,
        ILL_MS = 60000,
};

struct reconcile {
        const struct config *config;
        struct push *push;
        struct siasn *siasn;
        struct reader_settings settings;
        struct reader *reader;
        bool ill;        /* the last reading failed, and not for the person's sake */
        int64_t next_ms; /* no look for another person before */
};

struct reconcile *reconcile_new(const struct config *config, const struct catalog *catalog,
                                const char *actor, struct siasn *siasn, struct push *push)
{
        struct reconcile *r = NEW(struct reconcile);

        r->config = config;
        r->push = push;
        r->siasn = siasn;
        r->settings = (struct reader_settings){.catalog = catalog,
                                               .actor = actor,
                                               .siasn = siasn,
                                               .max_rate = config->push_max_rate,
                                               .window_ms = config->push_doubt_window_ms};
        r->reader = reader_new(&r->settings);
        return r;
}

void reconcile_free(struct reconcile *r)
{
        if (!r)
                return;
        reader_free(r->reader);
        free(r);
}

void reconcile_wake(struct reconcile *r)
{
        if (reader_state(r->reader) == READER_IDLE && !r->ill)
                r->next_ms = 0;
}

void reconcile_set_rate(struct reconcile *r, double per_second)
{
        reader_set_rate(r->reader, per_second);
}

/* Deliveries come first, and a service that is not well is left alone. */
static bool quiet(const struct reconcile *r, int64_t now_ms)
{
        const char *why;

        return push_active(r->push) == 0 && !*siasn_problem(r->siasn) &&
               push_target_state(r->push, now_ms, &why) == PUSH_OK;
}

static bool take_person(struct reconcile *r, struct db *state, int64_t now_ms, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *next = NULL;

        if (!db_query(state, sql_reconcile_take, DB_ARGS(NUMBER(r->config->reconcile_days)), &next,
                      err))
                return false;
        r->next_ms = now_ms + LOOK_MS;
        return db_rows(next) == 0 || reader_begin(r->reader, state, db_text(next, 0, 0), err);
}

/* A person whose reading came to nothing stays taken for an hour, then comes again. */
static void settle(struct reconcile *r, int64_t now_ms)
{
        r->ill = false;
        if (reader_state(r->reader) == READER_FAILED) {
                log_info("a person was not read back",
                         log_text("why", reader_problem(r->reader, &r->ill)));
                r->next_ms = now_ms + (r->ill ? ILL_MS : 0);
        } else {
                r->next_ms = now_ms;
        }
        reader_drop(r->reader);
}

static void shorten(int64_t *wait, int64_t other)
{
        if (other >= 0 && other < *wait)
                *wait = other;
}

bool reconcile_turn(struct reconcile *r, struct db *state, int64_t now_ms, int64_t *wait,
                    struct err *err)
{
        int64_t reader_wait = -1;

        push_note_others(r->push, reader_in_call(r->reader));
        if (!reader_in_call(r->reader) && !quiet(r, now_ms)) {
                shorten(wait, BUSY_MS);
                return true;
        }
        if (reader_state(r->reader) == READER_IDLE) {
                if (now_ms < r->next_ms || reader_in_call(r->reader)) {
                        shorten(wait, r->next_ms - now_ms);
                        return true;
                }
                if (!take_person(r, state, now_ms, err))
                        return false;
        }
        if (!reader_turn(r->reader, state, now_ms, &reader_wait, err))
                return false;
        push_note_others(r->push, reader_in_call(r->reader));
        if (reader_state(r->reader) >= READER_DONE) {
                settle(r, now_ms);
                reader_wait = 0;
        }
        shorten(wait, reader_state(r->reader) == READER_IDLE && reader_wait != 0
                              ? r->next_ms - now_ms
                              : reader_wait);
        return true;
}
