/* The counts behind BKN's data-quality index, from what stands in quarantine. */
#include "engine/quality_report.h"

#include <string.h>

#include "engine/quality_measures.h"
#include "ground/mem.h"
#include "sql.h"

static struct quality_counts *counts_of(struct quality_report *rep, const struct db_result *r,
                                        size_t row)
{
        struct quality_counts *last = rep->count ? &rep->opds[rep->count - 1] : NULL;

        if (last && strcmp(last->opd_id, db_text(r, row, 0)) == 0)
                return last;
        rep->opds = mem_resize_array(rep->opds, rep->count + 1, sizeof *rep->opds);
        last = &rep->opds[rep->count++];
        *last = (struct quality_counts){.opd_id = mem_dup(db_text(r, row, 0)),
                                        .name = mem_dup(db_text(r, row, 1)),
                                        .persons = db_int(r, row, 2)};
        rep->all.persons += last->persons;
        return last;
}

static void take_counts(struct quality_report *rep, const struct db_result *r)
{
        for (size_t row = 0; row < db_rows(r); row++) {
                struct quality_counts *c = counts_of(rep, r, row);
                size_t item = quality_find(db_text(r, row, 3));

                if (item == QUALITY_ITEMS)
                        continue;
                c->affected[item] = db_int(r, row, 4);
                rep->all.affected[item] += c->affected[item];
        }
}

static void take_measured(struct quality_report *rep, const struct db_result *r)
{
        for (size_t row = 0; row < db_rows(r); row++) {
                size_t item = quality_find(db_text(r, row, 0));

                if (item == QUALITY_ITEMS)
                        continue;
                rep->measured[item] = true;
                rep->measured_at[item] = mem_dup(db_text(r, row, 1));
        }
}

static bool read_counts(struct db *state, const char *opd, struct quality_report *rep,
                        struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *measured = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *counts = NULL;
        struct arrays measures = {0};

        quality_measures(&measures);
        bool ok = arrays_query(state, sql_ctl_quality_measured, NULL, 0,
                               &(struct arrays_part){&measures, QUALITY_MEASURE_COLUMNS}, 1,
                               &measured, err);
        quality_measures(&measures); /* a query empties its arrays */
        ok = ok && arrays_query(state, sql_ctl_quality, &opd, 1,
                                &(struct arrays_part){&measures, QUALITY_MEASURE_COLUMNS}, 1,
                                &counts, err);
        arrays_free(&measures);
        if (!ok)
                return false;
        take_measured(rep, measured);
        take_counts(rep, counts);
        return true;
}

bool quality_report_read(struct db *state, const char *opd, struct quality_report *ret,
                         struct err *err)
{
        *ret = (struct quality_report){0};
        return read_counts(state, opd, ret, err) &&
               (ret->count > 0 || !opd ||
                err_set(err, "no active person belongs to an OPD %s: see `siasnctl quality`", opd));
}

void quality_report_free(struct quality_report *report)
{
        for (size_t i = 0; i < report->count; i++) {
                free(report->opds[i].opd_id);
                free(report->opds[i].name);
        }
        free(report->opds);
        for (size_t i = 0; i < QUALITY_ITEMS; i++)
                free(report->measured_at[i]);
}
