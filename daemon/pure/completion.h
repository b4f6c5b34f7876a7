/*
 * Completion: one row of a learning system's export, checked. Pure.
 *
 * The columns are those of v_rw_kursus that a learning system can know (simpeg.md section 5). What
 * cannot be read at all is refused with a reason in Bahasa Indonesia, for the people who keep the
 * learning system; what can be read but is not fit for SIASN (no certificate number, 0 JP) passes
 * and is judged by the record's descriptor like SIMPEG's own rows.
 *
 * A completion is recognised by the learning system's own number of it (sumber, sumber_ref), else
 * by person and certificate number, else by person, course name and last day. That is its src_id:
 *   sinau:SUMBER|REF     sinau:#DIGEST
 */
#pragma once

#include "ground/err.h"
#include "pure/csv.h"

enum completion_column {
        COMPLETION_NIP,
        COMPLETION_NAMA,
        COMPLETION_PENYELENGGARA,
        COMPLETION_NOMOR,
        COMPLETION_MULAI,
        COMPLETION_SELESAI,
        COMPLETION_JP,
        COMPLETION_TAHUN, /* without it the year of the last day */
        COMPLETION_SUMBER,
        COMPLETION_REF,
        COMPLETION_LULUS, /* without the column every row is a completion */
        COMPLETION_DOKUMEN,
        COMPLETION_JENIS_DIKLAT,
        COMPLETION_JENIS_SERTIPIKAT,
        COMPLETION_JENIS_KURSUS,
        COMPLETION_LOKASI,
        COMPLETION_RUMPUN,
        COMPLETION_COLUMNS,
};

#define COMPLETION_PREFIX "sinau:"
/* The name of the learning system where the export does not give one. */
#define COMPLETION_SUMBER_DEFAULT "sinau"

/* As header of a CSV file and columns of a view, in the order of the enum. */
extern const struct csv_column completion_columns[COMPLETION_COLUMNS];

struct completion {
        /* White space folded; dates yyyy-mm-dd, numbers digits, lulus "t" or "f"; NULL: empty.
           Nip, sumber and lulus are always there. Owned. */
        char *values[COMPLETION_COLUMNS];
        char *src_id; /* owned; NULL only when it could not be told */
};

/*
 * `raw[i]` is the text of column i, NULL when the export has no such column or SQL NULL.
 * `jenis_diklat` stands for an empty jenis_diklat_id, "" for none. False with the reason in `err`;
 * `ret` then holds what was readable. Free with completion_clear() either way.
 */
bool completion_read(const char *const *raw, const char *jenis_diklat, struct completion *ret,
                     struct err *err);
void completion_clear(struct completion *c);
