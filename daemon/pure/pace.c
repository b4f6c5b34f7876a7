#include "pure/pace.h"

#include "pure/retry.h"

enum { WIDTH_START = 4 };

#define SECOND_US 1e6
/* So late a request still counts as the one of its slot. */
#define LATE_MAX_US INT64_C(50000)
/* Slower than one a day is a typing error, and the limit keeps the sum of times in range. */
#define INTERVAL_MAX_US (86400 * SECOND_US)

void rate_init(struct rate *rate, double per_second)
{
        *rate = (struct rate){0};
        if (!(per_second > 0)) /* NaN included */
                return;

        double interval = SECOND_US / per_second;

        if (interval > INTERVAL_MAX_US)
                interval = INTERVAL_MAX_US;
        rate->interval_us = interval < 1 ? 1 : (int64_t)interval;
}

bool rate_take(struct rate *rate, int64_t now_us)
{
        if (rate_wait_us(rate, now_us) > 0)
                return false;
        /*
         * Who comes a little late, since a commit was under way, keeps to the timetable: or each
         * such delay would be taken off the rate. Time that passed unused is gone, never saved up.
         */
        bool late = now_us - rate->next_us < LATE_MAX_US;

        rate->next_us = (late ? rate->next_us : now_us) + rate->interval_us;
        return true;
}

int64_t rate_wait_us(const struct rate *rate, int64_t now_us)
{
        if (rate->interval_us == 0 || now_us >= rate->next_us)
                return 0;
        return rate->next_us - now_us;
}

void width_init(struct width *width, int limit)
{
        if (limit < 1)
                limit = 1;
        *width = (struct width){
                .limit = limit,
                .allowed = limit < WIDTH_START ? limit : WIDTH_START,
        };
}

void width_good(struct width *width)
{
        if (width->allowed >= width->limit || (width->warned && ++width->good < width->allowed))
                return;
        width->allowed++;
        width->good = 0;
}

void width_overload(struct width *width)
{
        width->allowed = width->allowed > 1 ? width->allowed / 2 : 1;
        width->good = 0;
        width->warned = true;
}

bool breaker_allows(struct breaker *breaker, int64_t now_ms)
{
        if (breaker->state == BREAKER_OPEN && now_ms >= breaker->until_ms) {
                breaker->state = BREAKER_PROBING;
                return true;
        }
        return breaker->state == BREAKER_CLOSED;
}

void breaker_good(struct breaker *breaker)
{
        /* While open this is a late reply to an earlier request: the wait asked for still holds. */
        if (breaker->state != BREAKER_OPEN)
                *breaker = (struct breaker){0};
}

void breaker_strike(struct breaker *breaker, int64_t now_ms, uint32_t random)
{
        if (breaker->state == BREAKER_OPEN) /* a late reply of the outage that opened it */
                return;
        if (breaker->state == BREAKER_PROBING || ++breaker->strikes >= BREAKER_STRIKES)
                breaker_open(breaker, now_ms, -1, random);
}

void breaker_open(struct breaker *breaker, int64_t now_ms, int64_t wait_ms, uint32_t random)
{
        if (breaker->state == BREAKER_OPEN) {
                /* The rest of one burst: may lengthen the wait, but is not another outage. */
                if (wait_ms >= 0 && now_ms + wait_ms > breaker->until_ms)
                        breaker->until_ms = now_ms + wait_ms;
                return;
        }
        breaker->until_ms = now_ms + retry_delay(&retry_target, breaker->opened, random, wait_ms);
        breaker->state = BREAKER_OPEN;
        breaker->opened++;
}

void breaker_probe_lost(struct breaker *breaker, int64_t now_ms)
{
        if (breaker->state != BREAKER_PROBING)
                return;
        breaker->state = BREAKER_OPEN;
        breaker->until_ms = now_ms; /* it told us nothing, so another may go at once */
}

int64_t breaker_wait_ms(const struct breaker *breaker, int64_t now_ms)
{
        if (breaker->state == BREAKER_PROBING)
                return -1;
        if (breaker->state == BREAKER_CLOSED || now_ms >= breaker->until_ms)
                return 0;
        return breaker->until_ms - now_ms;
}
