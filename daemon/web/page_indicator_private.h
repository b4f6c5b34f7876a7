/* What the files of the indicators' pages share; nobody else includes it. */
#pragma once

#include "engine/indicator_kept.h"
#include "web/list.h"
#include "web/route.h"

/* The snapshot the address names; a reply "not found" and `row` NULL when there is none. */
bool indicator_kept_of(struct web *w, struct kept *ret, struct err *err);
/* What a reading verification found, as a table. */
struct verification;
void indicator_checks(struct html *h, const char *caption, const struct verification *v);
/* Where the persons behind a value are; appended. */
void indicator_persons_url(struct text *url, int64_t snapshot, const char *dimension,
                           const char *value, const char *verdict);

/* Everybody a snapshot has: snapshot, dimension, value, verdict, OPD. */
extern const struct list indicator_persons_list;
