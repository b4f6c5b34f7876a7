/*
 * CSV text: cells as RFC 4180 wants them, safe to open in a spreadsheet.
 */
#pragma once

#include <stdbool.h>

#include "ground/text.h"

/*
 * Appends a cell, quoted where it must be; NULL is an empty one. A spreadsheet runs a cell that
 * begins with = + - @ as a formula, and what stands in SIMPEG was typed by anybody: an apostrophe
 * before it makes it text. Numbers of ours are left alone.
 */
void csv_text_cell(struct text *out, const char *value, bool number);
