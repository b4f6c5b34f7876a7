/*
 * sandbox.h - the simulated service as one value, and the request and reply its parts pass on.
 *
 * Promise: all state hangs on struct sandbox and is touched only under its lock; handlers run
 * under the lock, never sleep and never see the HTTP library.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

#include "base.h"
#include "config.h"
#include "faults.h"
#include "lists.h"
#include "reqlog.h"
#include "saves.h"
#include "seed.h"
#include "stats.h"
#include "store.h"
#include "tokens.h"

#include <pthread.h>
#include <stdatomic.h>

struct sandbox {
        struct config cfg;
        char *const *seed_files; /* loaded at start and again after a reset */
        size_t seed_file_count;

        pthread_mutex_t lock; /* guards everything below */
        struct store store;
        struct tokens tokens;
        struct faults faults;
        struct stats stats;
        struct reqlog log;
        struct dice ids; /* separate streams, so that reads do not change the ids */
        struct dice shuffle;
        uint64_t id_count; /* new row ids handed out */
        int64_t read_delay_ms;
        uint64_t generation; /* counts resets: person pointers die with one */

        atomic_bool quitting; /* ends injected sleeps early */
};

struct request;
struct reply;
typedef void handler_fn(struct sandbox *sb, struct request *rq, struct reply *rp);

enum area { AREA_NONE, AREA_CONTROL, AREA_APIM, AREA_SSO, AREA_API, AREA_REFERENSI };

/* What a path leads to. */
struct target {
        handler_fn *handler; /* NULL = no such resource */
        const char *label;   /* counted under this name */
        const char *tail;    /* what follows the label in the path: a NIP, an id, a name */
        int list;            /* or -1 */
        const struct save *save;
        bool write; /* changes data: a save, an upload, a delete, a sync */
};

struct request {
        void *conn; /* the HTTP library's connection; see http.h */
        char *method;
        char *path; /* without the query */
        enum area area;
        const char *sub; /* the path behind the base of its area */
        struct target target;
        struct buf body;
        struct seeder *seeder; /* streams a seed body; see control.c */
        int64_t start_ms;
        uint64_t generation;
        bool counted;          /* among the requests in flight */
        struct person *writes; /* the employee this request writes, once known */
        /* facts for the log */
        char nip[64];
        char row_id[64];
        bool committed;
        const char *fault;
};

struct stream; /* a reply produced piece by piece; see control.c */

struct reply {
        int status;
        struct buf body;
        const char *type;      /* content type; NULL = application/json */
        int64_t retry_after;   /* seconds, header; -1 = none */
        const char *challenge; /* WWW-Authenticate, or NULL */
        struct stream *stream;
        bool reset;      /* TCP RST, no reply */
        int64_t drip_ms; /* > 0: one byte at a time over this long */
};

/* Fills an empty state from the configuration and the seed files. */
bool sandbox_start(struct sandbox *sb, char *err, size_t errlen);
void sandbox_stop(struct sandbox *sb);
bool sandbox_reset(struct sandbox *sb, char *err, size_t errlen);

/* A new version-1 style UUID; unique within a run, the same for the same seed and order. */
void sandbox_new_id(struct sandbox *sb, char out[37]);

/* Notes which person and row a request is about. Any argument may be NULL. */
void request_about(struct request *rq, struct person *p, const char *pns_id, const char *row_id);

#endif
