/*
 * Service: calls to SIASN by a verb that waits for the answer, as politely as the daemon.
 *
 * Keeps the pace all daemons on the state share, tells them of a pause the service asks for, and
 * tries a call again when that does no harm. Only for reads.
 */
#pragma once

#include "ctl/ctl.h"
#include "engine/budget.h"
#include "siasn/client.h"

struct service {
        struct db *state; /* borrowed; its pace is spent. NULL: no daemon has run yet, nor shares */
        struct http *http;
        struct siasn *siasn;
        struct budget budget;
        bool answered;
        siasn_done *done;
        void *arg;
};

/* Client and connections as the configuration says; a verb waits for one call at a time. */
bool service_connect(const struct config *config, struct http **ret_http, struct siasn **ret_siasn,
                     struct err *err);
/* `state` may be NULL. Close in any case. */
bool service_open(const struct config *config, struct db *state, struct service *ret,
                  struct err *err);
void service_close(struct service *service);
/* Waits for both tokens: says at once what service_call() would say before its first call. */
bool service_tokens(struct service *service, struct err *err);
/*
 * Waits for tokens and for its turn, sends, waits for the answer, which goes to `done`. False when
 * it could not be sent: no token to be had, or the service asks for a pause of more than minutes.
 */
bool service_call(struct service *service, const struct siasn_call *call, siasn_done *done,
                  void *arg, struct err *err);
/* Keeps away for so long, and has the daemons do so too when the service asked for it. */
bool service_pause(struct service *service, int64_t wait_ms, bool asked, struct err *err);
