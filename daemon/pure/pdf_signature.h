/*
 * PDF signature: finds the electronic signatures in the bytes of a PDF (ISO 32000-1, 12.8).
 *
 * A signature says over which two stretches of the file it was made (/ByteRange [0 b c d]); the gap
 * between them holds nothing but the signature itself, a CMS message in hex between < and >. What
 * is not exactly so is no signature but a broken one: a gap with room for anything else is how
 * signed PDFs are forged. Nothing is parsed beyond that, and no byte of the file is trusted.
 * Checking the CMS is edge/cms.h's part.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { PDF_SIGNATURES_MAX = 16 };

struct pdf_signature {
        size_t first_len;                 /* signed: [0, first_len) */
        size_t second_at, second_len;     /* and [second_at, second_at + second_len) */
        size_t contents_at, contents_len; /* hex digits and blanks between < and > */
        bool whole; /* the second stretch ends with the file: nothing was added afterwards */
};

struct pdf_signatures {
        struct pdf_signature items[PDF_SIGNATURES_MAX]; /* in the order of the file */
        size_t count;
        bool broken; /* something calls itself a signature and is none, or there are too many */
};

/* Starts with %PDF, as uploads must (siasn-api 4.14). */
bool pdf_is_pdf(const char *bytes, size_t len);
void pdf_signatures_find(const char *bytes, size_t len, struct pdf_signatures *ret);
/*
 * The CMS message of one signature. `out` needs contents_len / 2 bytes; returns how many were
 * written, 0 when there is nothing or a half digit. Trailing zero bytes, which fill the gap, are
 * kept: DER says its own length.
 */
size_t pdf_signature_message(const char *bytes, const struct pdf_signature *s, unsigned char *out);
