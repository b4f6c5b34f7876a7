/* What the files of "Perlu perbaikan" share; nobody else includes it. */
#pragma once

#include "web/list.h"

/* Columns of ctl_quarantine_rows.sql. */
enum {
        FIX_OPD_ID,
        FIX_OPD,
        FIX_NIP,
        FIX_KIND,
        FIX_SRC,
        FIX_CODE,
        FIX_SEVERITY,
        FIX_FIELD,
        FIX_VALUE,
        FIX_FIRST,
        FIX_LAST,
        FIX_NAME,
};

struct fix_filter {
        const char *opd, *kind;
        struct text code;
        const char *codes; /* its text, or NULL */
};

extern const struct list fix_list;
extern const struct choice fix_levels[];

void fix_filter_read(const struct web *w, struct fix_filter *f);
void fix_filter_clear(struct fix_filter *f);
/* What to correct, as a sentence; caller frees. */
char *fix_sentence(const char *code, const char *field, const char *value);
void fix_row(struct web *w, const struct db_result *r, size_t i);
