/*
 * Plan: what would be sent. Internal to the verb `plan`.
 *
 * A person is planned by running the daemon's own session over the person's rows, with every write
 * noted instead of made: what the plan says is what the daemon would decide. What SIASN has comes
 * from the mirror (as last read and written by us) or, live, from SIASN by reads alone.
 */
#pragma once

#include "ctl/ctl.h"

struct session;
struct session_request;
struct record;

enum plan_action {
        PLAN_CREATE,
        PLAN_UPDATE,
        PLAN_ADOPT,       /* SIASN has it already: nothing is sent, the two are linked */
        PLAN_SAME,        /* SIASN has it as it should be */
        PLAN_DELETE,      /* gone from SIMPEG long enough, and the site lets its kind be deleted */
        PLAN_DELETE_HELD, /* gone from SIMPEG, there at SIASN: the code says what it waits for */
        PLAN_QUARANTINED,
        PLAN_UNREAD, /* SIASN has not been read for this person yet */
        PLAN_AGAIN,  /* in doubt, or SIASN does not show it yet: looked at again */
        PLAN_ACTIONS,
};

/* In JSON and for people. */
extern const char *const plan_action_names[PLAN_ACTIONS];

struct live;

struct plan_base {
        const struct config *config;
        struct catalog *catalog;
        struct source *source;
        struct db *fetch; /* the source once more, beside its stream */
        struct db *state;
        bool state_exists; /* without its tables everything is new */
        struct site site;
        struct live *live; /* NULL: SIASN is not asked */
        bool all;          /* also what is delivered or refused already is judged anew */
};

/* What would be done with one record of the catalog's `kind`; `code` is set for PLAN_QUARANTINED,
 * as far as known. */
typedef void plan_sink(void *arg, const struct session *s, const struct record *r, size_t kind,
                       enum plan_action action, const char *code, const char *value);

/* Plans the persons one after the other. `nips` has `count` entries. */
bool plan_persons(struct plan_base *base, char *const *nips, size_t count, plan_sink *sink,
                  void *arg, struct err *err);

/* ---- SIASN, by reads alone and one at a time, at the pace the daemons share ---- */

bool live_open(const struct plan_base *base, struct live **ret, struct err *err);
void live_close(struct live *live);
/* One read. False when SIASN did not answer as it should: the plan ends there. */
bool live_ask(struct live *live, const struct session_request *request, struct session *s,
              struct err *err);
int64_t live_reads(const struct live *live);

/* ---- Verb parts ---- */

/* `plan show`: each record of one person, field by field. */
enum ctl_exit plan_show(const struct ctl *ctl, struct plan_base *base, struct err *err);
