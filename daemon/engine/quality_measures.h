/*
 * Quality measures: which reasons in quarantine show which of BKN's defects, as query parameters.
 */
#pragma once

#include "engine/arrays.h"

enum { QUALITY_MEASURE_COLUMNS = 4 };

/* Adds a row a measure: BKN code, kind or NULL, fault code, field or NULL. */
void quality_measures(struct arrays *a);
