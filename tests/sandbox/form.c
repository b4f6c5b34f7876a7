/*
 * form.c - reads form bodies. See form.h for what it promises.
 */
#include "form.h"

#include "http.h"

#include <jansson.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

static struct form_field *field_at(struct form *f, const char *name)
{
        for (size_t i = 0; i < f->n; i++)
                if (strcmp(f->fields[i].name, name) == 0)
                        return &f->fields[i];
        f->fields = xgrow(f->fields, f->n + 1, sizeof(*f->fields));
        f->fields[f->n] = (struct form_field){.name = xstrdup(name)};
        return &f->fields[f->n++];
}

/* Called once or more per field, with the next piece of its value. */
static enum MHD_Result on_piece(void *cls, enum MHD_ValueKind kind, const char *key,
                                const char *filename, const char *type, const char *encoding,
                                const char *data, uint64_t off, size_t size)
{
        struct form_field *field = field_at(cls, key == NULL ? "" : key);

        (void)kind;
        (void)type;
        (void)encoding;
        if (filename != NULL && field->filename == NULL)
                field->filename = xstrdup(filename);
        if (off == 0)
                field->data.len = 0;
        buf_add(&field->data, data, size);
        return MHD_YES;
}

static void parse_json(struct form *f, const struct buf *body)
{
        json_t *root = json_loadb(body->data, body->len, 0, NULL), *v;
        const char *key;

        json_object_foreach (root, key, v) {
                if (json_is_string(v))
                        buf_str(&field_at(f, key)->data, json_string_value(v));
        }
        json_decref(root);
}

void form_parse(struct form *f, struct request *rq)
{
        const char *type = http_header(rq, "Content-Type");

        *f = (struct form){0};
        if (rq->body.len == 0)
                return;
        if (type != NULL && strncmp(type, "application/json", 16) == 0) {
                parse_json(f, &rq->body);
                return;
        }
        struct MHD_PostProcessor *pp = MHD_create_post_processor(rq->conn, 64 * 1024, on_piece, f);

        if (pp == NULL) /* neither kind of form */
                return;
        MHD_post_process(pp, rq->body.data, rq->body.len);
        MHD_destroy_post_processor(pp);
}

const struct form_field *form_field(const struct form *f, const char *name)
{
        for (size_t i = 0; i < f->n; i++)
                if (strcmp(f->fields[i].name, name) == 0)
                        return &f->fields[i];
        return NULL;
}

const char *form_text(const struct form *f, const char *name)
{
        const struct form_field *field = form_field(f, name);

        return field == NULL || field->data.data == NULL ? NULL : field->data.data;
}

void form_free(struct form *f)
{
        for (size_t i = 0; i < f->n; i++) {
                free(f->fields[i].name);
                free(f->fields[i].filename);
                buf_free(&f->fields[i].data);
        }
        free(f->fields);
        *f = (struct form){0};
}
