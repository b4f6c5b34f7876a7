/*
 * View: completions from a view in the learning system's own PostgreSQL database.
 *
 * The columns are those of the CSV files (pure/completion.h), of any type; others are not read. The
 * whole view is streamed at each poll, without waiting.
 */
#pragma once

#include "edge/db.h"
#include "pure/completion.h"

struct sinau_view;

/* Connects and looks at the columns; an error names all that are missing. `*ret`: the caller's. */
bool sinau_view_open(const struct db_params *params, const char *name, struct sinau_view **ret,
                     struct err *err);
void sinau_view_close(struct sinau_view *v);
bool sinau_view_start(struct sinau_view *v, struct err *err);

enum sinau_view_step { SINAU_VIEW_ROW, SINAU_VIEW_WAIT, SINAU_VIEW_END, SINAU_VIEW_FAILED };

enum sinau_view_step sinau_view_next(struct sinau_view *v, struct err *err);
/* Of the last ROW: one text a completion column, NULL where the view has no such column. */
const char *const *sinau_view_values(const struct sinau_view *v);
/* Socket to watch. */
int sinau_view_fd(const struct sinau_view *v);

static inline void sinau_view_close_ptr(struct sinau_view **v)
{
        sinau_view_close(*v);
}
