/*
 * seed.c - the seed format: {"t":KIND, "nip"?, "name"?, "row":{...}, "saves"?, ...} a line.
 *
 * Rows are sliced out of the line, not parsed into a tree. Members this version does not need
 * ("saves", "origin") are accepted, so that a dump can be loaded again.
 */
#include "seed.h"

#include "jscan.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct line {
        char *t;
        char *nip;
        char *name;
        struct slice row;
        struct slice write_only;
};

static void line_free(struct line *l)
{
        free(l->t);
        free(l->nip);
        free(l->name);
}

static void keep_string(char **where, struct slice value)
{
        free(*where);
        *where = slice_string(value);
}

static bool line_parse(struct line *l, const char *text, size_t n)
{
        struct jscan s;
        struct slice key, value;
        enum jscan_step step = JSCAN_BAD;

        if (!jscan_open(&s, text, n))
                return false;
        while ((step = jscan_next(&s, &key, &value)) == JSCAN_MEMBER) {
                if (slice_is(key, "t"))
                        keep_string(&l->t, value);
                else if (slice_is(key, "nip"))
                        keep_string(&l->nip, value);
                else if (slice_is(key, "name"))
                        keep_string(&l->name, value);
                else if (slice_is(key, "row"))
                        l->row = value;
                else if (slice_is(key, "write_only"))
                        l->write_only = value;
        }
        return step == JSCAN_END;
}

static bool nip_ok(const char *nip)
{
        return nip != NULL && strlen(nip) == 18 && strspn(nip, "0123456789") == 18;
}

/* The row must itself be a well-formed object. */
static bool row_ok(struct slice row)
{
        struct jscan s;
        struct slice key, value;
        enum jscan_step step;

        if (row.n == 0 || !jscan_open(&s, row.p, row.n))
                return false;
        do
                step = jscan_next(&s, &key, &value);
        while (step == JSCAN_MEMBER);
        return step == JSCAN_END;
}

static const char *load_row(struct store *st, struct line *l, int list, char *text, const char *id)
{
        if (list == LIST_PNS && l->nip == NULL)
                l->nip = jscan_string(text, "nipBaru");
        if (!nip_ok(l->nip)) {
                free(text);
                return "no 18-digit nip";
        }
        if (list == LIST_PNS && (id == NULL || id[0] == '\0')) {
                free(text);
                return "a pns row needs an id";
        }
        struct person *p = store_person(st, l->nip);
        struct row *r = id == NULL ? NULL : store_row(st, list, id);

        if (r == NULL && list == LIST_PNS && p->pns != NULL) {
                free(text);
                return "this nip has another pns id";
        }
        if (r != NULL && r->owner != p) {
                free(text);
                return "this id belongs to another nip";
        }
        if (r == NULL)
                r = store_add(st, p, list, id);
        r->seeded = true;
        row_commit(r, text, 0, 0);
        if (l->write_only.n > 0 && l->write_only.p[0] == '{') {
                free(r->hidden);
                r->hidden = xstrndup(l->write_only.p, l->write_only.n);
        }
        return NULL;
}

/* Loads one line; NULL, or why not. */
static const char *load_line(struct store *st, struct line *l, const char *text, size_t n)
{
        if (!line_parse(l, text, n))
                return "not a JSON object";
        if (l->t == NULL || !row_ok(l->row))
                return "needs \"t\" and an object in \"row\"";
        char *row = xstrndup(l->row.p, l->row.n);

        if (strcmp(l->t, "ref-unor") == 0)
                return store_add_ref(st, "ref-unor", row) ? NULL : "a reference needs an id";
        if (strcmp(l->t, "ref") == 0 && l->name != NULL)
                return store_add_ref(st, l->name, row) ? NULL : "a reference needs an id";
        int list = list_find(l->t);

        if (list < 0) {
                free(row);
                return "unknown \"t\"";
        }
        char *id = jscan_string(row, "id");
        const char *why = load_row(st, l, list, row, id);

        free(id);
        return why;
}

static void take_line(struct seeder *s, const char *text, size_t n)
{
        struct line l = {0};

        s->line_no++;
        if (n == 0 || (n == 1 && text[0] == '\r'))
                return;
        const char *why = load_line(s->store, &l, text, n);

        if (why == NULL) {
                s->lines++;
        } else if (s->refused++ == 0) {
                snprintf(s->first_error, sizeof(s->first_error), "line %zu: %s", s->line_no, why);
        }
        line_free(&l);
}

void seed_feed(struct seeder *s, const char *data, size_t n)
{
        while (n > 0) {
                const char *nl = memchr(data, '\n', n);

                if (nl == NULL) {
                        buf_add(&s->rest, data, n);
                        return;
                }
                size_t len = (size_t)(nl - data);

                if (s->rest.len > 0) {
                        buf_add(&s->rest, data, len);
                        take_line(s, s->rest.data, s->rest.len);
                        s->rest.len = 0;
                } else {
                        take_line(s, data, len);
                }
                data = nl + 1;
                n -= len + 1;
        }
}

void seed_end(struct seeder *s)
{
        if (s->rest.len > 0)
                take_line(s, s->rest.data, s->rest.len);
        buf_free(&s->rest);
}

bool seed_file(struct store *st, const char *file, char *err, size_t errlen)
{
        struct seeder s = {.store = st};
        FILE *f = fopen(file, "re");
        char *chunk = xcalloc(1, 1 << 20);
        size_t n;

        if (f == NULL) {
                snprintf(err, errlen, "%s: %s", file, strerror(errno));
                free(chunk);
                return false;
        }
        while ((n = fread(chunk, 1, 1 << 20, f)) > 0)
                seed_feed(&s, chunk, n);
        bool ok = ferror(f) == 0;

        fclose(f);
        free(chunk);
        seed_end(&s);
        if (!ok)
                snprintf(err, errlen, "%s: read error", file);
        else if (s.refused > 0)
                snprintf(err, errlen, "%s: %s", file, s.first_error);
        return ok && s.refused == 0;
}
