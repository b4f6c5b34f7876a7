/* What the collector's files share; nobody else includes it. */
#pragma once

#include "engine/absorb_document.h"
#include "engine/arrays.h"
#include "engine/collect.h"
#include "engine/diff.h"
#include "engine/survey.h"

enum collect_phase {
        PHASE_CONNECT,
        PHASE_IDLE,
        PHASE_SCAN,    /* streaming one view */
        PHASE_STAMP,   /* waiting for rows touched since a watermark */
        PHASE_CHANGES, /* waiting for the change log */
        PHASE_FETCH,   /* waiting for full rows */
        PHASE_SURVEY,  /* asking what shows across rows only */
};

struct collect_kind {
        bool scan_wanted;
        bool stamp_wanted;
        bool scanned;        /* a full scan has been completed on this connection */
        bool loaded;         /* ... and everything it found has been absorbed */
        bool believed;       /* the guard has let pass what waits now */
        bool held;           /* the guard holds what waits */
        bool held_told;      /* ... and has said so */
        bool count_gone;     /* a full scan has ended: rows that are still gone count one more */
        char scan_began[48]; /* timestamp of the last full scan */
};

struct collector {
        struct collect_settings settings;
        struct site site;
        struct source *source;
        struct db *state;  /* short transactions */
        struct db *stream; /* the state's key lists, beside the source's stream */
        struct collect_kind *kinds;
        enum collect_phase phase;
        size_t kind;       /* of PHASE_SCAN, STAMP, FETCH */
        bool leading;      /* we hold the collector's lock */
        bool in_scan;      /* a scan's snapshot is open on the source */
        bool keys_waiting; /* changed_key may hold something */
        bool changes_wanted;
        bool scanned_once;
        int64_t absorbed;   /* rows since the connection was made */
        int64_t analyze_at; /* rows at which the tables' statistics are renewed */
        bool news;          /* records have changed since collect_take_news() */
        int64_t fresh;      /* changed rows absorbed since collect_take_bulk() said so */
        unsigned failures;
        int64_t retry_at_ms;    /* PHASE_CONNECT: not before */
        int64_t interval_at_ms; /* next round of the configured mode */
        int64_t nightly_at_ms;  /* next full scan in stamp and changelog mode */
        int64_t started_ms;     /* of the scan, survey or query under way */
        bool survey_wanted;     /* a scan has been completed or rows have been absorbed since */
        int64_t survey_at_ms;   /* not before */
        struct survey *survey;  /* under way, or NULL */
        struct diff diff;
        struct arrays keys;      /* kind, src_id: named by the change log, not yet written */
        struct arrays found;     /* kind, src_id, gone: found by the scan, not yet written */
        char *scan_mark;         /* number of the scan under way, above all earlier marks */
        struct db_result *rows;  /* of the query under way */
        struct db_result *taken; /* keys being fetched */
        char *horizon;           /* change log is read up to here; NULL: not yet known */
        int64_t peeked;          /* highest id handed on above the horizon */
        char *swept;             /* document up to which files were looked at; NULL: no sweep */
        int64_t sweep_at_ms;     /* the next one */
};

bool collect_start_scan(struct collector *c, size_t kind, int64_t now_ms, struct err *err);
/* Sets *ret_wait like collect_turn(). */
bool collect_scan_slice(struct collector *c, int64_t now_ms, int64_t *ret_wait, struct err *err);
/* One slice of a survey; starts one when none is under way. */
bool collect_survey_slice(struct collector *c, int64_t now_ms, int64_t *ret_wait, struct err *err);
bool collect_start_stamp(struct collector *c, size_t kind, struct err *err);
bool collect_take_stamp(struct collector *c, struct err *err);
bool collect_start_changes(struct collector *c, struct err *err);
bool collect_take_changes(struct collector *c, struct err *err);
/* Reads or takes the change-log horizon; before the first scan. */
bool collect_init_changes(struct collector *c, struct err *err);
/* Writes the keys found so far; the guard judges their kinds anew. */
bool collect_flush_keys(struct collector *c, struct err *err);
/* Does the guard let the waiting keys of a kind pass? Holds and says so when not. */
bool collect_guard(struct collector *c, size_t kind, bool *ret_may, struct err *err);
/* Nothing of the kind waits: after a full scan, its first load is complete. */
bool collect_guard_loaded(struct collector *c, size_t kind, struct err *err);
/* The same moment: counts the rows that are still gone, and lets deletes go whose time has come. */
bool collect_count_gone(struct collector *c, size_t kind, struct err *err);
bool collect_cursor_get(struct collector *c, const char *name, char **ret, struct err *err);
bool collect_cursor_set(struct collector *c, const char *name, const char *value, struct err *err);

/*
 * Looks at the files below the documents' root, some at a time, and lets those that have changed be
 * read again; for files change without their row.
 */
bool collect_sweep(struct collector *c, int64_t now_ms, struct err *err);

/* The documents' queue is collected as one more kind, behind those of the catalogue. */
static inline size_t collect_kind_count(const struct collector *c)
{
        return c->settings.catalog->on_count + 1;
}

static inline bool collect_is_documents(const struct collector *c, size_t kind)
{
        return kind == c->settings.catalog->on_count;
}

static inline const struct descriptor *collect_descriptor(const struct collector *c, size_t kind)
{
        return collect_is_documents(c, kind) ? &document_queue : c->settings.catalog->on[kind];
}

static inline const struct source_kind *collect_source(const struct collector *c, size_t kind)
{
        return collect_is_documents(c, kind) ? &c->source->documents : &c->source->kinds[kind];
}
