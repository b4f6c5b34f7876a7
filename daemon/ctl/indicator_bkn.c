/*
 * Verb indicator bkn: asks SIASN for BKN's own score (nilai IP ASN) of the persons a snapshot
 * judged, so that the next snapshot can show it beside our verdict. Reads only, one request at a
 * time, through the budget that all daemons share.
 */
#include <stdio.h>
#include <string.h>

#include "ctl/indicator.h"
#include "edge/http.h"
#include "engine/arrays.h"
#include "engine/budget.h"
#include "ground/clock.h"
#include "ground/mem.h"
#include "siasn/client.h"
#include "sql.h"

enum {
        CONNECT_TIMEOUT_MS = 10000,
        BODY_MAX = 1024 * 1024,
        WAIT_MS = 200,
        PATIENCE_MS = 60000, /* a longer pause of the service is for later */
};

struct asking_bkn {
        struct db *state;
        struct http *http;
        struct siasn *siasn;
        struct budget budget;
        const char *nip;
        bool waiting; /* for the reply of `nip` */
        json_t *data; /* of the last reply, or NULL */
        int64_t read, none;
        char problem[600]; /* why it ended early, or "" */
};

static bool open_service(const struct config *c, struct asking_bkn *a, struct err *err)
{
        const struct http_settings http = {.ca_file = c->siasn_ca_file,
                                           .connect_timeout_ms = CONNECT_TIMEOUT_MS,
                                           .total_timeout_ms = c->push_timeout_ms,
                                           .max_body = BODY_MAX,
                                           .max_connections = 1};
        const struct siasn_settings siasn = siasn_settings_of(c);

        budget_init(&a->budget, c->push_max_rate);
        return http_new(&http, &a->http, err) && siasn_new(&siasn, a->http, &a->siasn, err) &&
               budget_look(&a->budget, a->state, clock_mono_ms(), err);
}

static void on_answer(void *arg, struct siasn_answer *answer)
{
        struct asking_bkn *a = arg;

        a->waiting = false;
        if (answer->verdict.kind == VERDICT_OK)
                a->data = TAKE_PTR(answer->verdict.data);
        else if (answer->verdict.kind != VERDICT_EMPTY)
                snprintf(a->problem, sizeof a->problem, "reading SIASN failed: %s: %.300s",
                         verdict_name(answer->verdict.kind),
                         *answer->detail ? answer->detail : answer->verdict.message);
}

/* Waits for tokens and for a slot of the budget. False: the state failed, or `problem` is set. */
static bool may_ask(struct asking_bkn *a, struct err *err)
{
        for (;;) {
                int64_t now = clock_mono_ms(), wait = 0;

                if (siasn_auth_state(a->siasn, now) != AUTH_READY) {
                        if (*siasn_problem(a->siasn)) {
                                snprintf(a->problem, sizeof a->problem, "%s",
                                         siasn_problem(a->siasn));
                                return false;
                        }
                        siasn_auth_turn(a->siasn, now);
                        wait = WAIT_MS;
                } else if (budget_spend(&a->budget, now, &wait)) {
                        return true;
                } else if (wait == BUDGET_RESERVE) {
                        if (!budget_reserve(&a->budget, a->state, 1, now, err))
                                return false;
                        continue;
                }
                if (wait > PATIENCE_MS) {
                        snprintf(a->problem, sizeof a->problem,
                                 "the service asked for a long pause: try again later");
                        return false;
                }
                http_turn(a->http, NULL, 0, wait < 0 || wait > WAIT_MS ? WAIT_MS : wait);
        }
}

static bool keep(struct asking_bkn *a, struct err *err)
{
        CLEANUP(free_ptr) char *row = json_dumps(a->data, JSON_COMPACT);

        json_decref(TAKE_PTR(a->data));
        a->read++;
        return db_query(a->state, sql_indicator_bkn_put, DB_ARGS(a->nip, row), NULL, err);
}

static bool ask(struct asking_bkn *a, const char *nip, struct err *err)
{
        CLEANUP(free_ptr) char *path = siasn_path("/pns/nilaiipasn/{nip}", nip, "", "");
        const struct siasn_call call = {.method = HTTP_GET, .path = path, .expect = EXPECT_OBJECT};

        if (!may_ask(a, err))
                return false;
        a->nip = nip;
        a->waiting = true;
        siasn_send(a->siasn, &call, on_answer, a);
        while (a->waiting)
                http_turn(a->http, NULL, 0, WAIT_MS);
        if (*a->problem)
                return false;
        a->none += !a->data;
        return !a->data || keep(a, err);
}

static enum ctl_exit finish(const struct ctl *ctl, const struct asking_bkn *a, struct err *err)
{
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:I, s:I}", "read", (json_int_t)a->read, "none",
                                         (json_int_t)a->none));
        else
                printf("BKN's score read of %lld persons; of %lld it has none\n",
                       (long long)a->read, (long long)a->none);
        if (*a->problem)
                err_set(err, "%s", a->problem);
        return *a->problem ? CTL_FAILED : CTL_OK;
}

enum ctl_exit ctl_indicator_bkn(const struct ctl *ctl, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *nips = NULL;
        struct asking_bkn a = {.nip = ""};
        struct kept kept = {0};
        bool ok = indicator_open_state(ctl->config, &a.state, err) &&
                  kept_find(a.state, ctl->words[0], &kept, err) &&
                  db_query(a.state, sql_indicator_bkn_persons, DB_ARGS(NUMBER(kept.id)), &nips,
                           err) &&
                  open_service(ctl->config, &a, err);

        for (size_t i = 0; ok && i < db_rows(nips); i++)
                ok = ask(&a, db_text(nips, i, 0), err);
        enum ctl_exit ret = ok || *a.problem ? finish(ctl, &a, err) : CTL_FAILED;

        siasn_free(a.siasn);
        http_free(a.http);
        db_close(a.state);
        kept_free(&kept);
        return ret;
}
