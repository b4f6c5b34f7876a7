/* What the reader's files share; nobody else includes it. */
#pragma once

#include "engine/budget.h"
#include "engine/reader.h"
#include "engine/session.h"

struct reader {
        struct reader_settings settings;
        enum reader_state state;
        struct session *session; /* without a lease; its records are loaded when all is read */
        bool in_call;
        bool ill; /* READER_FAILED: the service is, not this person's data */
        char problem[400];
        char *absent; /* fault code: the person is not at SIASN, or is somebody else */
        struct drift_list found;
        size_t *kinds; /* of the findings, by index in the catalog */
        struct budget budget;
        int64_t next_ms;  /* no request before */
        int64_t pause_ms; /* asked for by the service, not yet told to the others; 0: none */
        int64_t requests;
};

/* Compares and writes; sets the state to READER_DONE or READER_STALE. False: the state database
 * failed. */
bool reader_conclude(struct reader *r, struct db *state, struct err *err);
