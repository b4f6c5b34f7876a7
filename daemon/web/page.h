/*
 * Page: the frame around every page, and the pieces pages are made of. Everything works without
 * JavaScript: menus are links, filters are forms that GET, charts are SVG with their table behind.
 */
#pragma once

#include "web/web.h"

/* Head, menu, heading. `lead` may be NULL: a sentence under the heading. */
void page_begin(struct web *w, const char *title, const char *lead);
void page_end(struct web *w);
/* The frame without menu, for the login and errors before one. */
void page_begin_bare(struct web *w, const char *title);
void page_end_bare(struct web *w);

/* ---- Pieces ---- */

/* A coloured word: `tone` is good, warn, bad, info or calm. */
void page_badge(struct html *h, const char *tone, const char *word);
/* A message box of a tone. */
void page_notice(struct html *h, const char *tone, const char *words);
/* One figure: what it is, the figure, what stands under it (NULL: nothing), where it leads (NULL).
 */
void page_figure(struct html *h, const char *tone, const char *label, const char *value,
                 const char *under, const char *link);
/* Begins a table: caption, and head cells separated by '|'; one that begins with '#' is of numbers.
 */
void page_table(struct html *h, const char *caption, const char *heads);
void page_table_end(struct html *h);
/* A sentence instead of a table without rows. */
void page_empty(struct html *h, const char *words);
/* The hidden field of every POST form. */
void page_csrf(struct web *w);

/* ---- Filters: a form that GETs ---- */

struct choice {
        const char *value, *label; /* a NULL value ends the list */
};

void filter_begin(struct html *h, const char *action);
/* `value` may be NULL. */
void filter_text(struct html *h, const char *name, const char *label, const char *value);
void filter_date(struct html *h, const char *name, const char *label, const char *value);
void filter_select(struct html *h, const char *name, const char *label, const char *value,
                   const struct choice *choices);
/* A select of every OPD, or nothing when the viewer is limited to one. */
bool filter_opd(struct web *w, const char *value, struct err *err);
/* A select of record kinds, the enabled ones. */
void filter_kind(struct web *w, const char *value);
void filter_end(struct html *h);

/* ---- Lists that go on ---- */

enum { PAGE_ROWS = 50 };

/*
 * Links below a list: first page, next page (when there are more), CSV of what is shown. `base` is
 * the address with its filters; `after` the key behind which the next page begins, NULL for the
 * end; `shown` of the rows on this page.
 */
void page_turn(struct web *w, const char *base, const char *after, size_t shown, bool first);
/* The address of this request with the named query fields that were given, and no others. */
void page_base(struct web *w, const char *const *names, struct text *url);
/* A kept title of a kind, or the kind itself. */
const char *kind_title(const struct web *w, const char *kind);
/* Where a person's page is; `out` is appended to. */
void person_link(struct html *h, const char *nip, const char *name);
