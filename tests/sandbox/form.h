/*
 * form.h - form fields of a request: urlencoded, multipart, or a flat JSON object.
 *
 * Promise: whatever the client sent the fields in, they are found by name; file parts keep their
 * bytes, file name and content type.
 */
#ifndef SANDBOX_FORM_H
#define SANDBOX_FORM_H

#include "sandbox.h"

struct form_field {
        char *name;
        char *filename; /* NULL unless a file part */
        struct buf data;
};

struct form {
        struct form_field *fields;
        size_t n;
};

void form_parse(struct form *f, struct request *rq);
const struct form_field *form_field(const struct form *f, const char *name);
const char *form_text(const struct form *f, const char *name); /* or NULL */
void form_free(struct form *f);

#endif
