/*
 * Drift: where SIMPEG and SIASN differ, for one person and kind, once SIASN's list has been read.
 * Pure.
 *
 * Says per finding which side has changed since both were known to agree, where the data tells, and
 * whether somebody is at it already: a difference that is on its way or stands in quarantine needs
 * nobody.
 */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "pure/descriptor.h"
#include "pure/lifecycle.h"
#include "pure/match.h"

enum drift_kind {
        DRIFT_FIELD,       /* the row is on both sides, one field differs */
        DRIFT_ONLY_SIASN,  /* SIMPEG has no such row */
        DRIFT_ONLY_SIMPEG, /* SIASN has no such row */
};

enum drift_newer {
        NEWER_UNKNOWN, /* the two were never known to agree */
        NEWER_SIMPEG,  /* our content has changed since SIASN was known to hold it */
        NEWER_SIASN,   /* ours has not: somebody changed SIASN */
        NEWER_BOTH,
};

/* Reasons beside fault codes. */
#define DRIFT_PENDING "pending" /* our delivery is on its way */
#define DRIFT_MISSING "missing" /* it was at SIASN, and is not any more */
#define DRIFT_DELETED "deleted" /* it is gone from SIMPEG */
#define DRIFT_HELD    "held"    /* an operator holds it */

/* A record of ours; everything is borrowed. */
struct drift_row {
        const char *src_id;
        const json_t *payload;   /* what SIASN should hold; NULL: faulty */
        const json_t *delivered; /* what we delivered last, NULL: not known */
        const char *
                delivered_on; /* when SIASN was last known to hold our content, ISO date, or NULL */
        bool agreed;          /* that content was today's */
        bool is_delete;
        bool fresh; /* written so short a time ago that SIASN may not show it yet */
        enum rec_state state;
        const char *code;      /* fault code it stands in quarantine for, or NULL */
        const char *linked_id; /* or NULL */
        struct match match;    /* only looked at with a payload, and when not a delete */
};

struct drift {
        enum drift_kind kind;
        char *src_id, *siasn_id; /* "" where there is no row on that side; owned, as all below */
        const char *field;       /* read name, of the descriptor; "" for whole rows */
        char *simpeg, *siasn;    /* the two values, or what makes a lone row recognisable */
        enum drift_newer newer;
        char *reason; /* "" nobody has dealt with it; a DRIFT_ word or a fault code */
};

struct drift_list {
        struct drift *items;
        size_t count;
        size_t compared; /* rows that stand on both sides */
        size_t equal;    /* ... and say the same */
};

/* Appends what is found of one kind. `remotes`: SIASN's array, or the person itself as its only
 * element. */
void drift_find(const struct descriptor *d, const struct drift_row *rows, size_t count,
                const json_t *remotes, struct drift_list *ret);
/* Appends one finding about the person as a whole: not known at SIASN, or somebody else there. */
void drift_add_person(struct drift_list *list, const char *src_id, const char *code);
/* True when nobody is at it: neither on its way nor in quarantine. */
bool drift_open(const struct drift *drift);
void drift_list_free(struct drift_list *list);
/* "field", "only_siasn", "only_simpeg"; "simpeg", "siasn", "both", "unknown": as in table drift. */
const char *drift_kind_name(enum drift_kind kind);
const char *drift_newer_name(enum drift_newer newer);
