/*
 * store.c - persons and their rows. See store.h for what it promises; references and documents
 * are in store_ref.c.
 */
#include "store.h"

#include "store_ref.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void row_free(struct row *r)
{
        free(r->key);
        free(r->text);
        free(r->shown);
        free(r->hidden);
        free(r);
}

static void person_free(struct person *p)
{
        for (struct row *r = p->rows, *next; r != NULL; r = next) {
                next = r->next;
                row_free(r);
        }
        free(p->id);
        free(p);
}

void store_reset(struct store *st)
{
        for (size_t i = 0; i < st->n; i++)
                person_free(st->persons[i]);
        free(st->persons);
        map_free(&st->by_nip);
        map_free(&st->by_pns_id);
        map_free(&st->by_row);
        store_free_refs(st);
        store_free_docs(st);
        *st = (struct store){0};
}

struct person *store_by_nip(const struct store *st, const char *nip)
{
        return map_get(&st->by_nip, nip);
}

struct person *store_by_pns_id(const struct store *st, const char *id)
{
        return map_get(&st->by_pns_id, id);
}

struct person *store_person(struct store *st, const char *nip)
{
        struct person *p = store_by_nip(st, nip);

        if (p != NULL)
                return p;
        p = xcalloc(1, sizeof(*p));
        snprintf(p->nip, sizeof(p->nip), "%s", nip);
        if (st->n == st->cap) {
                st->cap = st->cap == 0 ? 256 : st->cap * 2;
                st->persons = xgrow(st->persons, st->cap, sizeof(struct person *));
        }
        st->persons[st->n++] = p;
        map_put(&st->by_nip, p->nip, p);
        return p;
}

const char *row_id(const struct row *r)
{
        return r->key == NULL ? "" : r->key + 1;
}

/* Ids of different lists live in different tables of the service and may be equal. */
static char *row_key(int list, const char *id)
{
        size_t n = strlen(id);
        char *key = xcalloc(n + 2, 1);

        key[0] = (char)(list + 1);
        memcpy(key + 1, id, n);
        return key;
}

struct row *store_row(const struct store *st, int list, const char *id)
{
        char *key = row_key(list, id);
        struct row *r = map_get(&st->by_row, key);

        free(key);
        return r;
}

static void adopt_master(struct store *st, struct person *p, struct row *r, const char *id)
{
        if (p->id != NULL)
                map_del(&st->by_pns_id, p->id);
        free(p->id);
        p->id = xstrdup(id);
        p->pns = r;
        map_put(&st->by_pns_id, p->id, p);
}

struct row *store_add(struct store *st, struct person *p, int list, const char *id)
{
        struct row *r = xcalloc(1, sizeof(*r));

        r->owner = p;
        r->list = (uint8_t)list;
        r->next = p->rows;
        p->rows = r;
        if (id != NULL && id[0] != '\0') {
                r->key = row_key(list, id);
                map_put(&st->by_row, r->key, r);
                if (list == LIST_PNS)
                        adopt_master(st, p, r, id);
        }
        return r;
}

static bool pending(const struct row *r, int64_t now, int64_t delay)
{
        return r->commit_ms != 0 && now < r->commit_ms + delay;
}

const char *row_visible(const struct row *r, int64_t now, int64_t delay)
{
        return pending(r, now, delay) ? r->shown : r->text;
}

/* While an earlier change is still hidden, reads keep seeing what was there before it. */
void row_commit(struct row *r, char *text, int64_t now, int64_t delay)
{
        if (delay == 0) {
                free(r->shown);
                free(r->text);
                r->shown = NULL;
                r->commit_ms = 0;
        } else {
                if (pending(r, now, delay)) {
                        free(r->text);
                } else {
                        free(r->shown);
                        r->shown = r->text;
                }
                r->commit_ms = now;
        }
        r->text = text;
}
