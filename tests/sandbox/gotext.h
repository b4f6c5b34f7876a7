/*
 * gotext.h - the words of the service's Go libraries: time.Parse, Echo's binder, go-multierror.
 *
 * Promise: pure functions of their arguments; the texts are those a Go program would print.
 */
#ifndef SANDBOX_GOTEXT_H
#define SANDBOX_GOTEXT_H

#include "base.h"

/*
 * time.Parse("02-01-2006", text). True when it is a date; otherwise the error text is appended
 * to err.
 */
bool go_parse_date(const char *text, struct buf *err);

/* Echo's HTTPError with an internal cause: code=400, message=..., internal=... */
void go_bind_error(struct buf *out, const char *message, const char *internal);

/* A multierror under construction: lines first, then the whole text. */
struct go_multierror {
        struct buf lines;
        size_t n;
};

void go_required(struct go_multierror *m, const char *field);
/* Appends the text to out and frees the lines. */
void go_multierror_end(struct go_multierror *m, struct buf *out);

#endif
