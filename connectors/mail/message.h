/*
 * Message: a mail as text (RFC 5322, MIME). Values in, text out.
 */
#pragma once

#include <stdint.h>

#include "ground/text.h"

struct mail_message {
        const char *from, *to; /* addresses */
        const char *subject;   /* one line, UTF-8 */
        const char *body;      /* UTF-8, lines end in \n */
        const char *id;        /* what stands before the @ of Message-ID: [a-z0-9.-] */
        int64_t at_s;          /* Date: seconds since 1970 */
};

/* Appends the whole mail, lines ending in CRLF and at most 78 characters long. */
void mail_write(const struct mail_message *m, struct text *out);
