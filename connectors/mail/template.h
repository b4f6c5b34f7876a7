/*
 * Template: the texts of the notices. Built in, each may be replaced by a file NAME.txt of the
 * site: "Subject: ..." on the first line, an empty line, the text. {name} stands for a value; a
 * site's text may use those of the built-in one.
 */
#pragma once

#include <jansson.h>

#include "ground/err.h"
#include "ground/text.h"

struct mail_templates;

/* All of them; `dir` need not exist. The error names file and place. */
bool mail_templates_load(const char *dir, struct mail_templates **ret, struct err *err);
void mail_templates_free(struct mail_templates *t);
/*
 * Fills subject (one line) and body from `values`, an object of strings. A number of 16 digits or
 * more in them, as a NIP or NIK is, is masked: mail is no place for it. False for a name that is
 * not there.
 */
bool mail_render(const struct mail_templates *t, const char *name, const json_t *values,
                 struct text *subject, struct text *body);
