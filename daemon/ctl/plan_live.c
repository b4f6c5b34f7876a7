/* Reads of SIASN for a plan: one after the other, no faster than the daemon may, never a write. */
#include <stdio.h>

#include "ctl/plan.h"
#include "edge/http.h"
#include "engine/session.h"
#include "ground/clock.h"
#include "ground/mem.h"
#include "siasn/client.h"

enum { CONNECT_TIMEOUT_MS = 10000, TOKENS_WAIT_MS = 45000, BODY_MAX = 16 * 1024 * 1024 };

struct live {
        struct http *http;
        struct siasn *siasn;
        int64_t gap_ms;  /* between reads */
        int64_t next_ms; /* monotonic */
        int64_t reads;
        /* Of the read under way. */
        struct session *session;
        bool answered, good;
        char message[400];
};

static bool fetch_tokens(struct live *l, struct err *err)
{
        int64_t until = clock_mono_ms() + TOKENS_WAIT_MS;

        while (siasn_auth_state(l->siasn, clock_mono_ms()) != AUTH_READY) {
                const char *problem = siasn_problem(l->siasn);

                if (*problem || clock_mono_ms() > until)
                        return err_set(err, "no token for SIASN: %s; `siasnctl check` says more",
                                       *problem ? problem : "no answer in time");
                siasn_auth_turn(l->siasn, clock_mono_ms());
                http_turn(l->http, NULL, 0, 200);
        }
        return true;
}

bool live_open(const struct config *c, struct live **ret, struct err *err)
{
        struct live *l = NEW(struct live);
        const struct http_settings http = {.ca_file = c->siasn_ca_file,
                                           .connect_timeout_ms = CONNECT_TIMEOUT_MS,
                                           .total_timeout_ms = c->push_timeout_ms,
                                           .max_body = BODY_MAX,
                                           .max_connections = 1};
        const struct siasn_settings siasn = siasn_settings_of(c);

        l->gap_ms = c->push_max_rate > 0 ? (int64_t)(1000 / c->push_max_rate) : 0;
        if (http_new(&http, &l->http, err) && siasn_new(&siasn, l->http, &l->siasn, err) &&
            fetch_tokens(l, err)) {
                *ret = l;
                return true;
        }
        live_close(l);
        return false;
}

void live_close(struct live *l)
{
        if (!l)
                return;
        siasn_free(l->siasn);
        http_free(l->http);
        free(l);
}

int64_t live_reads(const struct live *l)
{
        return l->reads;
}

static void answered(void *arg, struct siasn_answer *a)
{
        struct live *l = arg;

        l->answered = true;
        l->good = a->verdict.kind == VERDICT_OK || a->verdict.kind == VERDICT_EMPTY;
        snprintf(l->message, sizeof l->message, "%s", *a->detail ? a->detail : a->verdict.message);
        if (l->good)
                session_answer(l->session, a);
}

bool live_ask(struct live *l, const struct session_request *request, struct session *s,
              struct err *err)
{
        if (request->call.method != HTTP_GET)
                return err_set(err, "a plan must not write (%s)", request->path);
        for (int64_t now; (now = clock_mono_ms()) < l->next_ms;)
                http_turn(l->http, NULL, 0, l->next_ms - now);
        if (!fetch_tokens(l, err))
                return false;
        l->next_ms = clock_mono_ms() + l->gap_ms;
        l->session = s;
        l->answered = false;
        l->reads++;
        siasn_send(l->siasn, &request->call, answered, l);
        while (!l->answered)
                http_turn(l->http, NULL, 0, 200);
        return l->good || err_set(err, "SIASN was asked no further after %lld read(s): %s",
                                  (long long)l->reads, l->message);
}
