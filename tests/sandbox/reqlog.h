/*
 * reqlog.h - one entry for every request outside the control interface.
 *
 * Promise: the newest REQLOG_MAX entries are kept, older ones drop out; no query text, no body and
 * no header is recorded. Guarded by the sandbox's lock.
 */
#ifndef SANDBOX_REQLOG_H
#define SANDBOX_REQLOG_H

#include "base.h"

#define REQLOG_MAX ((size_t)2000000)

struct log_entry {
        char *text;        /* method, path, nip and row id, each NUL-terminated */
        const char *list;  /* static, or NULL */
        const char *fault; /* static, or NULL */
        int64_t start_ms;
        int64_t end_ms;
        int status; /* 0 = the connection was reset */
        bool committed;
};

struct reqlog {
        struct log_entry *entries; /* a ring once it is full */
        size_t cap;
        uint64_t next_seq; /* of the entry to come; the first is 1 */
};

void reqlog_add(struct reqlog *l, const struct log_entry *e, const char *const parts[4]);
/* First sequence number still held. */
uint64_t reqlog_first(const struct reqlog *l);
void reqlog_line(const struct reqlog *l, uint64_t seq, struct buf *out); /* NDJSON */
void reqlog_free(struct reqlog *l);

#endif
