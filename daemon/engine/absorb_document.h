/*
 * Absorb documents: rows of v_dokumen become documents in the queue, or reasons in the quarantine.
 *
 * As absorb.h does for records: one transaction a batch, persons locked first, done twice changes
 * nothing. Contents are not read here; that is done when they are sent.
 */
#pragma once

#include "engine/absorb.h"
#include "engine/catalog.h"

/*
 * The queue as one more kind for the collector: kind "dokumen", view v_dokumen. It has no columns
 * and no fields; its SQL is in schema/queries/source_document_*.sql.
 */
extern const struct descriptor document_queue;

/*
 * `taken` and `rows` as in absorb_batch(), rows being those of source_document_fetch.sql. Without a
 * feed of their own, they are v_dokumen's.
 */
bool absorb_documents(const struct absorb *a, const struct catalog *catalog,
                      const struct db_result *taken, const struct db_result *rows,
                      struct absorb_counts *counts, struct err *err);
/*
 * What is wrong with row `row` of source_document_fetch.sql, whatever its file holds: the code of a
 * fault and its value, both borrowed; NULL for a good one.
 */
const char *document_fault(const struct catalog *catalog, const struct db_result *rows, size_t row,
                           const char **value);
/*
 * Within a batch of records: documents that waited for one of these follow it. `src_ids` is an
 * array literal.
 */
bool absorb_documents_follow(struct db *state, const struct descriptor *d, const char *src_ids,
                             struct err *err);
