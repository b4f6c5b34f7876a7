/*
 * Html: the only way text gets into a page.
 *
 * html() is a small printf whose %s escapes what it is given, in text and between double quotes
 * alike; what stands in the format itself is ours and goes as it is, so a format is always a
 * literal. There is no conversion that writes a value unescaped. Debian has no template library for
 * C; formats that the compiler checks are what we would have wanted from one.
 */
#pragma once

#include <stdint.h>

#include "ground/text.h"

struct html {
        struct text out;
};

/*
 * Conversions: %s (NULL is ""), %d, %lld, %zu, %%; any other aborts, for the format is ours.
 * Attribute values stand in double quotes.
 */
void html(struct html *h, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The value escaped: what %s does. Control characters that HTML forbids are left out. */
void html_escape(struct text *out, const char *value);
/* A whole number with Indonesian thousands: 12.345. */
const char *html_number(int64_t n, char out[32]);
#define NUMERAL(n) html_number((n), (char[32]){0})
/* A percentage or decimal as our modules write it, with a decimal comma; "n/a" becomes a dash. */
const char *html_decimal(const char *value, char out[32]);
#define DECIMAL(v) html_decimal((v), (char[32]){0})
/* <time> of an ISO time stamp or date as the queries give it: "25 Nov 2026 20.31"; a dash for none.
 */
void html_time(struct html *h, const char *iso);
/* The same as plain text; `out` is returned. */
const char *html_when(const char *iso, char out[48]);
