/* What the files of the performance tree's pages share; nobody else includes it. */
#pragma once

#include "engine/pohon_entry.h"
#include "web/page.h"
#include "web/route.h"

/* The quarter the request asks for (?periode=2026Q3), else the running one. */
struct period tree_period(const struct web *w);
/* Tone and name of a node's predicate. */
const char *tree_tone(const struct tree *tree, const struct pohon_result *r);
const char *tree_predicate(const struct pohon_result *r);
/* A select of quarters, of this year and the two before. */
void tree_period_form(struct web *w, const char *action, struct period now);
/* May this viewer enter values? HR without a limit to one OPD, and the administrator. */
bool tree_may_enter(const struct web *w);
