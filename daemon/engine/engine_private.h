/* What the engine's files share; nobody else includes it. */
#pragma once

#include "engine/catalog.h"
#include "engine/collect.h"
#include "engine/content.h"
#include "engine/engine.h"
#include "engine/monitor.h"
#include "engine/notice.h"
#include "engine/pohon_job.h"
#include "engine/push.h"
#include "engine/reconcile.h"
#include "engine/reference_refresh.h"
#include "engine/retention.h"
#include "engine/training.h"

struct engine {
        struct config *config;
        const char *config_path;
        bool once;
        char name[128]; /* owner of leases, actor in the event log: host and pid */
        struct catalog *catalog;
        struct secret *source_password, *state_password, *sinau_password; /* NULL: none */
        struct http *http;
        struct siasn *siasn;
        struct collector *collector;
        struct contents *contents;
        struct training *training;
        struct push *push;
        struct reconcile *reconcile;
        struct reference_refresh *refresh;
        struct tree *tree; /* the performance tree */
        struct pohon_job *pohon;
        struct monitor *monitor;
        struct notices *notices; /* NULL: no mail */
        struct db *state;        /* NULL while lost */
        struct db *lane;         /* the same database, for push's claims and commits */
        int signal_fd;
        bool draining, leave_now;
        bool outgrown; /* a newer siasn-sync has migrated the state: this one leaves */
        bool quiet;    /* --once: all but the performance tree is done */

        bool busy;          /* persons were in work at the last turn */
        bool told;          /* of work: claim without a look */
        bool heard;         /* something came on the state's connection: look */
        bool tell;          /* the others, of work */
        bool rested;        /* memory has been given back */
        int64_t look_at_ms; /* is somebody due? Not before, unless told */
        int64_t tell_at_ms; /* no notice before */
        int64_t rest_at_ms; /* memory is given back then, when nothing comes up */

        int64_t state_retry_ms;
        int64_t state_lost_ms; /* since when, while `state` is NULL */
        unsigned state_failures;
        int64_t tidy_at_ms;        /* next look whether old rows are to go */
        int64_t seen_at_ms;        /* next sign of life in the state */
        int64_t credentials_at_ms; /* next look at the credential files while refused */
        int64_t settled_at_ms;     /* --once: next look whether all is done */
        int64_t ill_since_ms;      /* -1: the service is well */
        int64_t unread_since_ms;   /* while there is a collect_error */
        bool collected;            /* SIMPEG has been read once, by whoever leads */
        enum push_target target;   /* as last written to the state */
        bool target_known;         /* by a reply, or because it changed */
        int source;                /* SIMPEG, likewise; -1: not written yet */
        char collect_error[1024];  /* as last logged: a state that lasts is logged once */
        char training_error[1024]; /* the same */
};

/* Opens and checks everything; nothing has been changed when it fails. */
bool engine_start(struct engine *e, struct err *err);
void engine_stop(struct engine *e);
bool engine_open_state(struct engine *e, struct err *err);
void engine_close_state(struct engine *e);
/* A state restored from a backup or taken over by a standby is known for one, once. */
bool engine_note_home(struct engine *e, struct err *err);
/* Takes what a reload may change from the file; keeps the old and logs when it is bad. */
void engine_reload(struct engine *e);
/* --once: is it over, and how did it end? */
bool engine_once_over(struct engine *e, int64_t now_ms, enum engine_exit *ret);

/* Having nothing to do: see engine_idle.c. On a new state connection, before its first turn. */
bool engine_listen(struct engine *e, struct err *err);
/* The state's connection has something to say unasked. */
void engine_hear(struct engine *e);
/* There is work; `ours`: found by us, so that the other daemons have to be told. */
void engine_work(struct engine *e, bool ours);
/* May push claim in this turn? On an error the state database failed. */
bool engine_may_claim(struct engine *e, int64_t now_ms, bool *ret, struct err *err);
/* Tells the others of work, once a second at most. After push_turn(): ours goes first. */
bool engine_tell(struct engine *e, int64_t now_ms, struct err *err);
/* How long until it has something to do again, -1: when persons in work have ended. */
int64_t engine_idle_wait(const struct engine *e, int64_t now_ms);
