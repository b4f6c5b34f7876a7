#include "engine/budget.h"

#include "engine/arrays.h"
#include "ground/mem.h"
#include "sql.h"

enum { SLOTS_MAX = 64, SLOTS_LIFE_MS = 1000 };

void budget_init(struct budget *b, double per_second)
{
        *b = (struct budget){.unlimited = per_second <= 0};
        rate_init(&b->rate, per_second);
}

static void take_pause(struct budget *b, int64_t pause_ms, int64_t now_ms)
{
        b->pause_until_ms = pause_ms > 0 ? now_ms + pause_ms : 0;
}

bool budget_look(struct budget *b, struct db *state, int64_t now_ms, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(state, sql_budget_look, NULL, &r, err))
                return false;
        take_pause(b, db_int(r, 0, 0), now_ms);
        return true;
}

bool budget_attach(struct budget *b, struct db *state, const char *schema, int64_t now_ms,
                   struct err *err)
{
        struct text channel = {0};

        text_addf(&channel, "siasn_pause_%s", schema);
        bool ok = db_listen(state, channel.s, err) && budget_look(b, state, now_ms, err);
        text_free(&channel);
        return ok;
}

bool budget_hear(struct budget *b, struct db *state, int64_t now_ms, struct err *err)
{
        return !db_notified(state) || budget_look(b, state, now_ms, err);
}

bool budget_spend(struct budget *b, int64_t now_ms, int64_t *ret_wait_ms)
{
        int64_t now_us = now_ms * 1000;

        if (b->pause_until_ms > now_ms) {
                *ret_wait_ms = b->pause_until_ms - now_ms;
                return false;
        }
        if (b->unlimited)
                return true;
        if (b->slots == 0 || now_ms > b->expires_ms) {
                b->slots = 0;
                *ret_wait_ms = BUDGET_RESERVE;
                return false;
        }
        if (!rate_take(&b->rate, now_us)) {
                *ret_wait_ms = rate_wait_us(&b->rate, now_us) / 1000 + 1;
                return false;
        }
        b->slots--;
        return true;
}

bool budget_reserve(struct budget *b, struct db *state, int wanted, int64_t now_ms, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        int slots = wanted > SLOTS_MAX ? SLOTS_MAX : wanted;

        /* Not more than a second's worth at a time: others want their share. */
        while (slots > 1 && slots * b->rate.interval_us > (int64_t)SLOTS_LIFE_MS * 1000)
                slots--;
        if (!db_query(state, sql_budget_take, DB_ARGS(NUMBER(slots), NUMBER(b->rate.interval_us)),
                      &r, err))
                return false;
        take_pause(b, db_int(r, 0, 1), now_ms);
        if (b->pause_until_ms)
                return true;
        b->slots = slots;
        b->rate.next_us = now_ms * 1000 + db_int(r, 0, 0);
        b->expires_ms =
                now_ms + (db_int(r, 0, 0) + slots * b->rate.interval_us) / 1000 + SLOTS_LIFE_MS;
        return true;
}

void budget_alone(struct budget *b, int64_t now_ms)
{
        b->slots = 1;
        b->expires_ms = now_ms + SLOTS_LIFE_MS;
}

bool budget_pause(struct budget *b, struct db *state, int64_t pause_ms, int64_t now_ms,
                  struct err *err)
{
        take_pause(b, pause_ms, now_ms);
        return db_query(state, sql_budget_pause, DB_ARGS(NUMBER(pause_ms)), NULL, err);
}

bool budget_probe(struct db *state, bool *ret_granted, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(state, sql_budget_probe, NULL, &r, err))
                return false;
        *ret_granted = db_rows(r) > 0;
        return true;
}
