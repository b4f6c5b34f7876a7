/*
 * Verb quality: BKN's data-quality index of each OPD, from what stands in quarantine.
 *
 * Every figure is shown with the numbers it is made of; what could not be measured is named.
 */
#include <stdio.h>
#include <string.h>

#include "ctl/ctl.h"
#include "engine/arrays.h"
#include "engine/quality_report.h"
#include "ground/mem.h"
#include "pure/percent.h"
#include "pure/quality.h"
#include "sql.h"

static const struct table_column opd_columns[] = {{"opd_id", NULL, CELL_TEXT},
                                                  {"opd", "OPD", CELL_TEXT},
                                                  {"persons", "PERSONS", CELL_NUMBER},
                                                  {"com", "COM", CELL_TEXT},
                                                  {"tim", "TIM", CELL_TEXT},
                                                  {"acc", "ACC", CELL_TEXT},
                                                  {"con", "CON", CELL_TEXT},
                                                  {"index", "INDEX", CELL_TEXT},
                                                  {"numerator", "NUMERATOR", CELL_NUMBER},
                                                  {"denominator", "DENOMINATOR", CELL_NUMBER}};

static const struct table_column item_columns[] = {{"code", "BKN", CELL_TEXT},
                                                   {"title", "INDIKATOR", CELL_TEXT},
                                                   {"weight", "BOBOT", CELL_TEXT},
                                                   {"affected", "TERKENA", CELL_NUMBER},
                                                   {"persons", "PEGAWAI", CELL_NUMBER},
                                                   {"measured_at", "DIUKUR", CELL_TEXT},
                                                   {"why_not", "TIDAK DIUKUR KARENA", CELL_LONG}};

struct report {
        struct quality_report read;
        struct table *opd_table, *items;
};

static bool read_counts(const struct ctl *ctl, struct report *rep, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;

        return ctl_open_ready_state(ctl->config, &db, err) &&
               db_script(db, sql_source_begin, err) &&
               quality_report_read(db, ctl->option[OPT_OPD], &rep->read, err);
}

static void add_opd(struct report *rep, const struct quality_counts *c, const char *name)
{
        struct quality q;
        char shares[QUALITY_DIMENSIONS][PERCENT_TEXT], index[PERCENT_TEXT];

        quality_compute(c->persons, c->affected, rep->read.measured, &q);
        for (int d = 0; d < QUALITY_DIMENSIONS; d++)
                percent_text(q.dims[d].part, q.dims[d].whole, shares[d]);
        TABLE_ADD(rep->opd_table, c->opd_id, name, NUMBER(c->persons), shares[QUALITY_COM],
                  shares[QUALITY_TIM], shares[QUALITY_ACC], shares[QUALITY_CON],
                  percent_text(q.index.part, q.index.whole, index), NUMBER(q.index.part),
                  NUMBER(q.index.whole));
}

static void add_item(struct report *rep, size_t i)
{
        const struct quality_item *item = &quality_items[i];
        char weight[32];

        snprintf(weight, sizeof weight, "0.%02d x %d.%02d", quality_dims[item->dimension].weight,
                 item->weight / 100, item->weight % 100);
        TABLE_ADD(rep->items, item->code, item->title, weight,
                  rep->read.measured[i] ? NUMBER(rep->read.all.affected[i]) : NULL,
                  rep->read.measured[i] ? NUMBER(rep->read.all.persons) : NULL,
                  rep->read.measured_at[i],
                  rep->read.measured[i] ? NULL
                  : item->why_not
                          ? item->why_not
                          : "view atau kolom sumbernya tidak ada, atau belum pernah disurvei");
}

static void print_text(const struct report *rep)
{
        struct quality q;
        char percent[PERCENT_TEXT];

        quality_compute(rep->read.all.persons, rep->read.all.affected, rep->read.measured, &q);
        printf("BKN data-quality index of active persons; %s %% of BKN's weight is measured\n\n",
               percent_text(q.weight_measured, q.weight_all, percent));
        table_print_text(rep->opd_table);
        ctl_print_section("Indicators", rep->items);
}

static void print_json(const struct report *rep)
{
        struct quality q;

        quality_compute(rep->read.all.persons, rep->read.all.affected, rep->read.measured, &q);
        ctl_print_json(json_pack("{s:I, s:I, s:o, s:o}", "weight_measured",
                                 (json_int_t)q.weight_measured, "weight_all",
                                 (json_int_t)q.weight_all, "opds", table_json(rep->opd_table),
                                 "indicators", table_json(rep->items)));
}

enum ctl_exit ctl_quality(const struct ctl *ctl, struct err *err)
{
        CLEANUP(table_free_ptr) struct table *opds = table_new(opd_columns, COUNT_OF(opd_columns));
        CLEANUP(table_free_ptr)
        struct table *items = table_new(item_columns, COUNT_OF(item_columns));
        struct report rep = {.opd_table = opds, .items = items};
        bool ok = read_counts(ctl, &rep, err);

        for (size_t i = 0; ok && i < rep.read.count; i++)
                add_opd(&rep, &rep.read.opds[i],
                        *rep.read.opds[i].name ? rep.read.opds[i].name : "(tanpa OPD)");
        if (ok)
                add_opd(&rep, &rep.read.all, "JUMLAH");
        for (size_t i = 0; ok && i < QUALITY_ITEMS; i++)
                add_item(&rep, i);
        if (ok && ctl->format == FORMAT_JSON)
                print_json(&rep);
        else if (ok && ctl->format == FORMAT_CSV)
                table_print_csv(opds);
        else if (ok)
                print_text(&rep);
        quality_report_free(&rep.read);
        return ok ? CTL_OK : CTL_FAILED;
}
