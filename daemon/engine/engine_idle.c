/*
 * Having nothing to do. While persons are in work, push claims for itself. When nobody is, one look
 * at an index every few seconds is enough: what our own collector finds wakes us, what others find
 * or an operator sets going is told by NOTIFY, and the next retry is known beforehand. The memory
 * that the last large piece of work needed is given back then.
 */
#include "engine/engine_private.h"
#include "ground/mem.h"
#include "sql.h"

enum {
        LOOK_MS = 5000, /* without a notice: one may be lost, and leases run out */
        DUE_MS = 1000,  /* somebody is due, and could not be claimed */
        TELL_MS = 1000, /* between two notices to the others */
        REST_MS = 5000, /* of nobody in work, before memory is given back */
};

bool engine_listen(struct engine *e, struct err *err)
{
        struct text channel = {0};

        text_addf(&channel, "siasn_due_%s", e->config->state_schema);
        bool ok = db_listen(e->state, channel.s, err);
        text_free(&channel);
        e->look_at_ms = 0;
        return ok;
}

/* Something has come on the state's connection unasked: a notice, or its end. */
void engine_hear(struct engine *e)
{
        e->heard = true;
        reconcile_wake(e->reconcile);
}

void engine_work(struct engine *e, bool ours)
{
        push_wake(e->push);
        e->told = true;
        e->tell = e->tell || ours;
}

static bool look(struct engine *e, int64_t now_ms, bool *ret_due, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        int64_t wait = LOOK_MS;

        if (!db_query(e->state, sql_claim_next, NULL, &r, err))
                return false;
        *ret_due = db_rows(r) > 0 && db_int(r, 0, 0) <= 0;
        if (*ret_due)
                wait = DUE_MS;
        else if (db_rows(r) > 0 && db_int(r, 0, 0) < LOOK_MS)
                wait = db_int(r, 0, 0) + 1;
        e->look_at_ms = now_ms + wait;
        return true;
}

static void rest(struct engine *e, int64_t now_ms)
{
        if (push_active(e->push) > 0 || !collect_settled(e->collector)) {
                e->rest_at_ms = now_ms + REST_MS;
                e->rested = false;
        } else if (!e->rested && now_ms >= e->rest_at_ms) {
                mem_rest();
                e->rested = true;
        }
}

bool engine_may_claim(struct engine *e, int64_t now_ms, bool *ret, struct err *err)
{
        bool active = push_active(e->push) > 0, due = false;

        if (e->busy && !active)
                e->look_at_ms = 0;
        e->busy = active;
        if (e->told)
                e->look_at_ms = now_ms + DUE_MS;
        rest(e, now_ms);
        if ((e->heard || (!active && now_ms >= e->look_at_ms)) && !look(e, now_ms, &due, err))
                return false;
        *ret = active || due || e->told;
        if (e->heard && due)
                push_wake(e->push);
        e->heard = e->told = false;
        return true;
}

bool engine_tell(struct engine *e, int64_t now_ms, struct err *err)
{
        if (!e->tell || now_ms < e->tell_at_ms)
                return true;
        e->tell = false;
        e->tell_at_ms = now_ms + TELL_MS;
        return db_query(e->state, sql_claim_tell, NULL, NULL, err);
}

int64_t engine_idle_wait(const struct engine *e, int64_t now_ms)
{
        int64_t next = e->look_at_ms;

        if (push_active(e->push) > 0 && !e->tell)
                return -1;
        if (e->tell && e->tell_at_ms < next)
                next = e->tell_at_ms;
        return next > now_ms ? next - now_ms : 0;
}
