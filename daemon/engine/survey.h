/*
 * Survey: what only shows across rows, or must not hold a record back.
 *
 * Descriptors judge a row by itself, when it is absorbed. The survey asks the source, set-wise and
 * after a scan, for the rest: the top unit (OPD) of every person, which lists are grouped by; posts
 * held twice; certificate numbers that are shared; and what BKN's data-quality list counts but the
 * service would take all the same (a missing e-mail, a CPNS of more than a year). Its findings
 * stand in quarantine as warnings, and leave with the first survey that does not see them again.
 * Checks whose view or column the site does not have are noted as not measured.
 *
 * Works in slices like the scan, in constant memory.
 */
#pragma once

#include "engine/catalog.h"
#include "simpeg/source.h"

struct survey;

/* All three are borrowed and must outlive the survey. */
struct survey *survey_new(struct source *source, struct db *state, const struct catalog *catalog);
void survey_free(struct survey *s);

enum survey_step { SURVEY_MORE, SURVEY_WAIT, SURVEY_DONE, SURVEY_FAILED };

/* Works through at most `lines` answers; WAIT: nothing to read yet on the source's socket. */
enum survey_step survey_slice(struct survey *s, int lines, struct err *err);
/* Number of findings so far. */
int64_t survey_found(const struct survey *s);
