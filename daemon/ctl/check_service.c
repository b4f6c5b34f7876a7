/* The service: a verified connection, both tokens, and one harmless read that proves them. */
#include <stdio.h>

#include "ctl/check.h"
#include "ctl/service.h"
#include "edge/http.h"
#include "ground/clock.h"
#include "ground/mem.h"
#include "siasn/client.h"

enum {
        TOKENS_WAIT_MS = 45000, /* two fetches, one after the other */
        DAY_S = 86400,
        SSO_DAYS = 14,
};

/* Nobody has it: the answer "not found" shows that we were let in, and reads nobody's data. */
#define NOBODY "000000000000000000"

struct probing {
        struct check *check;
        struct http *http;
        struct siasn *siasn;
        bool answered;
        enum verdict_kind verdict;
        int status;
        char message[400];
};

/* False with a finding when a token could not be had: the first problem is the answer. */
static bool fetch_tokens(struct probing *s)
{
        const struct config *config = s->check->config;
        int64_t until = clock_mono_ms() + TOKENS_WAIT_MS;

        while (siasn_auth_state(s->siasn, clock_mono_ms()) != AUTH_READY) {
                if (*siasn_problem(s->siasn) || clock_mono_ms() > until) {
                        const char *problem = siasn_problem(s->siasn);

                        check_add(s->check, LEVEL_FAILED, "service tokens", "%s",
                                  *problem ? problem
                                           : "no answer in time from token_url or sso_url");
                        return false;
                }
                siasn_auth_turn(s->siasn, clock_mono_ms());
                http_turn(s->http, NULL, 0, 200);
        }
        check_add(s->check, LEVEL_OK, "service tokens",
                  "gateway token from %s, TLS verified; SSO %s", config->siasn_token_url,
                  config->siasn_sso_password ? "login accepted" : "token is static");
        return true;
}

/* A static token is renewed by hand: who does should know in time. */
static void check_sso_end(struct probing *s)
{
        int64_t end_s = siasn_sso_end_s(s->siasn);
        long long days = (end_s - clock_wall_s()) / DAY_S;

        if (end_s < 0)
                return;
        if (end_s < clock_wall_s())
                check_add(s->check, LEVEL_FAILED, "SSO token",
                          "has ended %lld day(s) ago: log in anew and write the new token to %s/"
                          "sso_token, or use sso_mode = password",
                          -days, s->check->config->credentials_dir);
        else
                check_add(s->check, days < SSO_DAYS ? LEVEL_WARNING : LEVEL_OK, "SSO token",
                          "ends in %lld day(s)%s", days,
                          days < SSO_DAYS ? ": renew it in time, or use sso_mode = password" : "");
}

static void answered(void *arg, struct siasn_answer *answer)
{
        struct probing *s = arg;
        const char *line = *answer->detail ? answer->detail : answer->verdict.message;

        s->answered = true;
        s->verdict = answer->verdict.kind;
        s->status = answer->status;
        snprintf(s->message, sizeof s->message, "%s", line);
}

static const struct descriptor *person_kind(const struct catalog *catalog)
{
        for (size_t i = 0; i < catalog->on_count; i++) {
                if (catalog->on[i]->mode == MODE_UPDATE)
                        return catalog->on[i];
        }
        return NULL;
}

static void judge(const struct probing *s)
{
        const char *base = s->check->config->siasn_api_base;

        switch (s->verdict) {
        case VERDICT_OK:
        case VERDICT_EMPTY:
        case VERDICT_REJECTED:
                check_add(s->check, LEVEL_OK, "service", "%s lets us in, TLS verified", base);
                break;
        case VERDICT_THROTTLED:
        case VERDICT_SUSPENDED:
        case VERDICT_UNCLEAR:
                check_add(s->check, LEVEL_WARNING, "service",
                          "%s answers, but is not well (HTTP %d: %s): siasnd waits and tries again",
                          base, s->status, s->message);
                break;
        case VERDICT_SSO_REFUSED:
        case VERDICT_SSO_MISMATCH:
                check_add(s->check, LEVEL_FAILED, "service",
                          "the SSO token is refused (%s): renew %s/%s", s->message,
                          s->check->config->credentials_dir,
                          s->check->config->siasn_sso_password ? "sso_password" : "sso_token");
                break;
        case VERDICT_APIM_REFUSED:
        case VERDICT_FORBIDDEN:
                check_add(s->check, LEVEL_FAILED, "service",
                          "the gateway refuses our application (%s): see that the application of "
                          "consumer_key is approved and subscribed to the API",
                          s->message);
                break;
        default:
                check_add(s->check, LEVEL_FAILED, "service",
                          "%s: %s (HTTP %d): check [siasn] api_base", base, s->message, s->status);
        }
}

static void try_read(struct probing *s)
{
        const struct descriptor *d = person_kind(s->check->catalog);

        if (!d)
                return;
        CLEANUP(free_ptr) char *path = siasn_path(d->read_path, NOBODY, "", "");
        const struct siasn_call call = {.method = HTTP_GET, .path = path, .expect = EXPECT_OBJECT};
        siasn_send(s->siasn, &call, answered, s);
        while (!s->answered)
                http_turn(s->http, NULL, 0, 200);
        judge(s);
}

void check_service(struct check *c)
{
        struct probing s = {.check = c};
        struct err err;

        if (c->credentials_missing) {
                check_add(c, LEVEL_WARNING, "service", "not tried: a credential is missing");
                return;
        }
        if (!service_connect(s.check->config, &s.http, &s.siasn, &err))
                check_add(c, LEVEL_FAILED, "service", "%s", err.text);
        if (s.siasn)
                check_sso_end(&s);
        if (s.siasn && fetch_tokens(&s) && c->catalog)
                try_read(&s);
        siasn_free(s.siasn);
        http_free(s.http);
}
