/* A node of the performance tree as a flat row of text, for tables and CSV. */
#pragma once

#include "ctl/pohon.h"

enum { POHON_CELLS = 40 };

extern const struct table_column pohon_columns[POHON_CELLS];

/* Numbers with a decimal point; NULL for what there is not. */
struct pohon_cells {
        char *at[POHON_CELLS];
};

void pohon_cells_of(const struct pohon_view *view, size_t row, struct pohon_cells *ret);
void pohon_cells_clear(struct pohon_cells *cells);
/* For people: where the value comes from, or why there is none. Caller frees. */
char *pohon_origin(const struct pohon_view *view, size_t row, const struct pohon_result *result);
