/*
 * Absorb: fetched source rows become outbox records, quarantine reasons and persons.
 *
 * One transaction a batch: the persons are locked first, then rows, records, reasons and events are
 * written and the worked-off keys removed. A batch that fails leaves nothing behind and is simply
 * done again; a batch done twice changes nothing the second time. Content that did not change
 * touches no record, however often its row was rewritten in SIMPEG.
 */
#pragma once

#include "edge/db.h"
#include "pure/descriptor.h"
#include "pure/map.h"

enum { ABSORB_BATCH = 500 };

struct absorb {
        struct db *state;
        const char *actor; /* name in the event log */
        const struct site *site;
        const char
                *feed; /* name of the rows' source in source_row and changed_key; NULL: the kind */
};

struct absorb_counts {
        int64_t changed; /* records with new content */
        int64_t faulty;  /* rows that went to quarantine */
        int64_t gone;    /* rows SIMPEG no longer has */
};

/*
 * `rows` is the answer of the kind's fetch: hash, then the descriptor's columns, sorted by src_id.
 * Keys without a row are gone. Adds to `counts`.
 */
bool absorb_batch(const struct absorb *a, const struct descriptor *d, const struct db_result *taken,
                  const struct db_result *rows, struct absorb_counts *counts, struct err *err);

/* The fault of a person's own row that stops all records of the person, NULL when none does. */
const char *absorb_blocking(const struct fault_list *faults);
