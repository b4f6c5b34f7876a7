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
        const struct ctl *ctl;
        struct db *state; /* borrowed; its pace is spent */
        struct http *http;
        struct siasn *siasn;
        struct budget budget;
        bool answered;
        siasn_done *done;
        void *arg;
};

bool service_open(const struct ctl *ctl, struct db *state, struct service *ret, struct err *err);
void service_close(struct service *service);
/*
 * Waits for tokens and for its turn, sends, waits for the answer, which goes to `done`. False when
 * it could not be sent: no token to be had, or the service asks for a pause of more than minutes.
 */
bool service_call(struct service *service, const struct siasn_call *call, siasn_done *done,
                  void *arg, struct err *err);
/* Keeps away for so long, and has the daemons do so too when the service asked for it. */
bool service_pause(struct service *service, int64_t wait_ms, bool asked, struct err *err);
