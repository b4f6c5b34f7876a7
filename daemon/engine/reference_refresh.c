#include "engine/reference_refresh.h"

#include "engine/arrays.h"
#include "engine/reference_pull.h"
#include "ground/clock.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "pure/retry.h"
#include "sql.h"

enum { LOOK_EVERY_MS = 60000 };

struct reference_refresh {
        const struct config *config;
        const char *actor;
        struct push *push;
        const struct siasn_list **lists; /* those the site can be asked for */
        size_t count;
        struct reference_pull *pull; /* NULL: none under way */
        bool in_call;
        bool dropped;       /* the call in the air belongs to a pull that has ended */
        int64_t look_at_ms; /* is a pull due? Not before */
        int64_t call_at_ms; /* after an answer that said nothing: not before */
        unsigned troubles;
};

struct reference_refresh *reference_refresh_new(const struct config *config, const char *actor,
                                                struct push *push)
{
        struct reference_refresh *r = NEW(struct reference_refresh);

        r->config = config;
        r->actor = actor;
        r->push = push;
        r->lists = NEW_ARRAY(const struct siasn_list *, siasn_lists_count);
        for (size_t i = 0; i < siasn_lists_count; i++) {
                if (*config->siasn_referensi_base || siasn_lists[i].main_api)
                        r->lists[r->count++] = &siasn_lists[i];
        }
        return r;
}

void reference_refresh_free(struct reference_refresh *r)
{
        if (!r)
                return;
        reference_pull_free(r->pull);
        free(r->lists);
        free(r);
}

void reference_refresh_drop(struct reference_refresh *r)
{
        reference_pull_free(TAKE_PTR(r->pull));
        r->dropped = r->in_call;
        r->look_at_ms = 0;
}

static void on_answer(void *arg, struct siasn_answer *answer)
{
        struct reference_refresh *r = arg;
        bool dropped = r->dropped;

        r->in_call = r->dropped = false;
        if (dropped || !r->pull)
                return;
        if (reference_pull_answer(r->pull, answer))
                r->troubles = 0;
        else
                r->call_at_ms = clock_mono_ms() + retry_delay(&retry_target, r->troubles++, 0,
                                                              answer->verdict.wait_ms);
}

static bool start_due(struct reference_refresh *r, struct db *state, int64_t now_ms,
                      struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *due = NULL, *lock = NULL;
        int64_t every_ms = r->config->reference_refresh_ms;

        if (every_ms == 0 || now_ms < r->look_at_ms)
                return true;
        r->look_at_ms = now_ms + LOOK_EVERY_MS;
        if (!db_query(state, sql_reference_due,
                      DB_ARGS(NUMBER(every_ms), NUMBER((int64_t)r->count)), &due, err))
                return false;
        if (db_int(due, 0, 0) > 0)
                return true;
        if (!db_query(state, sql_reference_lock, NULL, &lock, err))
                return false;
        if (!db_bool(lock, 0, 0))
                return true; /* somebody fetches them by hand */
        r->pull = reference_pull_new(r->lists, r->count, r->actor, NULL);
        r->troubles = 0;
        r->call_at_ms = 0;
        log_info("code lists: fetching", log_number("lists", (int64_t)r->count));
        return true;
}

static bool finish(struct reference_refresh *r, struct db *state, struct err *err)
{
        int64_t taken = 0;

        for (size_t i = 0; i < reference_pull_count(r->pull); i++) {
                const struct reference_outcome *o = reference_pull_outcome(r->pull, i);

                taken += o->end == REFERENCE_TAKEN;
                if (o->end == REFERENCE_REFUSED || o->end == REFERENCE_FAILED)
                        log_warning("code list not taken, the old one stays",
                                    log_text("list", o->list->name), log_text("why", o->why));
        }
        log_notice("code lists fetched", log_number("changed", taken));
        reference_pull_free(TAKE_PTR(r->pull));
        return db_query(state, sql_reference_unlock, NULL, NULL, err);
}

static bool send_next(struct reference_refresh *r, struct db *state, int64_t now_ms,
                      int64_t *ret_wait_ms, struct err *err)
{
        char *path;

        if (r->in_call)
                return true;
        if (now_ms < r->call_at_ms) {
                *ret_wait_ms = r->call_at_ms - now_ms;
                return true;
        }
        const struct siasn_call call = reference_pull_call(r->pull, &path);
        r->in_call = push_guest(r->push, state, &call, on_answer, r, now_ms, ret_wait_ms, err);
        free(path);
        return r->in_call || err->text[0] == '\0';
}

bool reference_refresh_turn(struct reference_refresh *r, struct db *state, int64_t now_ms,
                            int64_t *ret_wait_ms, struct err *err)
{
        *ret_wait_ms = -1;
        if (!r->pull && !r->in_call && !start_due(r, state, now_ms, err))
                return false;
        if (!r->pull) {
                *ret_wait_ms = r->look_at_ms > now_ms ? r->look_at_ms - now_ms : LOOK_EVERY_MS;
                return true;
        }
        switch (reference_pull_step(r->pull)) {
        case REFERENCE_CALL:
                return send_next(r, state, now_ms, ret_wait_ms, err);
        case REFERENCE_WRITE:
                *ret_wait_ms = 0;
                return reference_pull_write(r->pull, state, err);
        case REFERENCE_OVER:
                break;
        }
        return finish(r, state, err);
}
