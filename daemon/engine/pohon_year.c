/* A year of the performance tree, from the state. */
#include <string.h>

#include "engine/arrays.h"
#include "engine/pohon.h"
#include "ground/mem.h"
#include "pure/decimal.h"
#include "sql.h"

static char *dup_or_null(const char *s)
{
        return s ? mem_dup(s) : NULL;
}

static void free_told(struct pohon_told *told)
{
        free(told->by);
        free(told->at);
        free(told->document);
        free(told->note);
}

static void free_cell(struct pohon_cell *cell)
{
        char *owned[] = {cell->survey, cell->computed_at, cell->source_hash,
                         cell->reason, cell->numerator,   cell->denominator};

        for (size_t i = 0; i < COUNT_OF(owned); i++)
                free(owned[i]);
        free_told(&cell->target);
        free_told(&cell->value);
}

void pohon_year_free(struct pohon_year *year)
{
        if (!year)
                return;
        for (size_t i = 0; i < year->tree->count; i++) {
                for (int q = 0; q < QUARTERS; q++)
                        free_cell(&year->rows[i].cells[q]);
                free_told(&year->rows[i].baseline_told);
        }
        free(year->rows);
        free(year);
}

static bool number_of(const struct db_result *r, size_t row, size_t column, int64_t *ret,
                      struct err *err)
{
        return decimal_read(db_text(r, row, column), ret) ||
               err_set(err, "state: %s of the performance tree is no number: %s",
                       db_column_name(r, column), db_text(r, row, column));
}

enum {
        E_NODE,
        E_WHAT,
        E_QUARTER,
        E_LOW,
        E_HIGH,
        E_BY,
        E_AT,
        E_DOCUMENT,
        E_NOTE,
        E_YEAR,
        E_BEFORE,
        E_SURVEY
};

static struct pohon_told told_of(const struct db_result *r, size_t row)
{
        return (struct pohon_told){.by = mem_dup(db_text(r, row, E_BY)),
                                   .at = mem_dup(db_text(r, row, E_AT)),
                                   .document = mem_dup(db_text(r, row, E_DOCUMENT)),
                                   .note = mem_dup(db_text(r, row, E_NOTE)),
                                   .corrections = db_int(r, row, E_BEFORE)};
}

/* A withdrawn entry leaves nothing but the one who withdrew it. */
static bool take_entry(struct pohon_row *to, const struct db_result *r, size_t row, struct err *err)
{
        const char *what = db_text(r, row, E_WHAT);
        bool known = db_value(r, row, E_LOW) != NULL;
        int64_t low = 0, high = 0;

        if (known &&
            (!number_of(r, row, E_LOW, &low, err) || !number_of(r, row, E_HIGH, &high, err)))
                return false;
        if (strcmp(what, "baseline") == 0) {
                to->baseline = (struct reading){.known = known, .value = low};
                to->baseline_year = (int)db_int(r, row, E_YEAR);
                to->baseline_told = told_of(r, row);
                return true;
        }
        struct pohon_cell *cell = &to->cells[db_int(r, row, E_QUARTER) - 1];
        if (strcmp(what, "target") == 0) {
                cell->quarter.target = (struct target){.known = known, .low = low, .high = high};
                cell->target = told_of(r, row);
        } else if (to->node->source != TREE_COMPUTED) {
                cell->quarter.value = (struct reading){.known = known, .value = low};
                cell->value = told_of(r, row);
                cell->survey = dup_or_null(db_value(r, row, E_SURVEY));
        }
        return true;
}

enum { C_NODE, C_QUARTER, C_VALUE, C_NUMERATOR, C_DENOMINATOR, C_REASON, C_AT, C_HASH };

static bool take_computed(struct pohon_row *to, const struct db_result *r, size_t row,
                          struct err *err)
{
        struct pohon_cell *cell = &to->cells[db_int(r, row, C_QUARTER) - 1];
        struct reading *value = &cell->quarter.value;

        if (to->node->source != TREE_COMPUTED)
                return true;
        value->known = db_value(r, row, C_VALUE) != NULL;
        if (value->known && !number_of(r, row, C_VALUE, &value->value, err))
                return false;
        cell->numerator = dup_or_null(db_value(r, row, C_NUMERATOR));
        cell->denominator = dup_or_null(db_value(r, row, C_DENOMINATOR));
        cell->reason = mem_dup(db_text(r, row, C_REASON));
        cell->computed_at = mem_dup(db_text(r, row, C_AT));
        cell->source_hash = mem_dup(db_text(r, row, C_HASH));
        return true;
}

typedef bool take_row(struct pohon_row *to, const struct db_result *r, size_t row, struct err *err);

static bool read_rows(struct pohon_year *year, struct db *state, const char *sql, take_row *take,
                      struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(state, sql, DB_ARGS(NUMBER(year->year)), &r, err))
                return false;
        for (size_t i = 0; i < db_rows(r); i++) {
                const struct tree_node *node = tree_find(year->tree, db_text(r, i, 0));

                if (node && !take(&year->rows[tree_index(year->tree, node)], r, i, err))
                        return false;
        }
        return true;
}

bool pohon_year_read(struct db *state, const struct tree *tree, int year, struct pohon_year **ret,
                     struct err *err)
{
        CLEANUP(pohon_year_free_ptr) struct pohon_year *y = NEW(struct pohon_year);

        y->tree = tree;
        y->year = year;
        y->rows = NEW_ARRAY(struct pohon_row, tree->count);
        for (size_t i = 0; i < tree->count; i++)
                y->rows[i].node = &tree->nodes[i];
        if (!read_rows(y, state, sql_pohon_entries, take_entry, err) ||
            !read_rows(y, state, sql_pohon_computed_latest, take_computed, err))
                return false;
        *ret = TAKE_PTR(y);
        return true;
}
