#include "ctl/service.h"

#include "edge/http.h"
#include "ground/clock.h"
#include "ground/mem.h"

enum {
        CONNECT_TIMEOUT_MS = 10000,
        TOKENS_WAIT_MS = 45000, /* two fetches, one after the other */
        PAUSE_MAX_MS = 5 * 60 * 1000,
        BODY_MAX = 32 * 1024 * 1024,
        TURN_MS = 200,
        MARGIN_MS = 250, /* behind a pause: its end is counted by three clocks */
};

bool service_connect(const struct config *config, struct http **ret_http, struct siasn **ret_siasn,
                     struct err *err)
{
        const struct http_settings http = {.ca_file = config->siasn_ca_file,
                                           .pins = config->siasn_pins,
                                           .connect_timeout_ms = CONNECT_TIMEOUT_MS,
                                           .total_timeout_ms = config->push_timeout_ms,
                                           .max_body = BODY_MAX,
                                           .max_connections = 1};
        const struct siasn_settings siasn = siasn_settings_of(config);

        return http_new(&http, ret_http, err) && siasn_new(&siasn, *ret_http, ret_siasn, err);
}

bool service_open(const struct config *config, struct db *state, struct service *ret,
                  struct err *err)
{
        *ret = (struct service){.state = state};
        budget_init(&ret->budget, config->push_max_rate);
        return service_connect(config, &ret->http, &ret->siasn, err) &&
               (!state ||
                budget_attach(&ret->budget, state, config->state_schema, clock_mono_ms(), err));
}

void service_close(struct service *s)
{
        siasn_free(s->siasn);
        http_free(s->http);
        *s = (struct service){0};
}

bool service_tokens(struct service *s, struct err *err)
{
        int64_t until = clock_mono_ms() + TOKENS_WAIT_MS;

        while (siasn_auth_state(s->siasn, clock_mono_ms()) != AUTH_READY) {
                const char *problem = siasn_problem(s->siasn);

                if (*problem || clock_mono_ms() > until)
                        return err_set(err, "%s",
                                       *problem ? problem
                                                : "no answer in time from token_url or sso_url");
                siasn_auth_turn(s->siasn, clock_mono_ms());
                http_turn(s->http, NULL, 0, TURN_MS);
        }
        return true;
}

static bool await_slot(struct service *s, struct err *err)
{
        for (;;) {
                int64_t now_ms = clock_mono_ms(), wait_ms;

                if (s->state && !budget_hear(&s->budget, s->state, now_ms, err))
                        return false;
                if (budget_spend(&s->budget, now_ms, &wait_ms))
                        return true;
                if (wait_ms > PAUSE_MAX_MS)
                        return err_set(err,
                                       "SIASN asked for a pause that lasts another %lld minutes: "
                                       "try again then",
                                       (long long)wait_ms / 60000 + 1);
                if (wait_ms != BUDGET_RESERVE)
                        http_turn(s->http, NULL, 0, wait_ms < TURN_MS ? wait_ms : TURN_MS);
                else if (!s->state)
                        budget_alone(&s->budget, now_ms);
                else if (!budget_reserve(&s->budget, s->state, 1, now_ms, err))
                        return false;
        }
}

static void answered(void *arg, struct siasn_answer *answer)
{
        struct service *s = arg;

        s->answered = true;
        s->done(s->arg, answer);
}

bool service_call(struct service *s, const struct siasn_call *call, siasn_done *done, void *arg,
                  struct err *err)
{
        if (!service_tokens(s, err) || !await_slot(s, err))
                return false;
        s->answered = false;
        s->done = done;
        s->arg = arg;
        siasn_send(s->siasn, call, answered, s);
        while (!s->answered)
                http_turn(s->http, NULL, 0, TURN_MS);
        return true;
}

bool service_pause(struct service *s, int64_t wait_ms, bool asked, struct err *err)
{
        int64_t now_ms = clock_mono_ms();

        if (asked && s->state)
                return budget_pause(&s->budget, s->state, wait_ms + MARGIN_MS, now_ms, err);
        s->budget.pause_until_ms = now_ms + wait_ms;
        return true;
}
