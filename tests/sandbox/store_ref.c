/*
 * store_ref.c - the store's reference tables and documents.
 */
#include "store_ref.h"

#include "jscan.h"

#include <stdlib.h>
#include <string.h>

#define DOC_BYTES_MAX ((size_t)512 << 20) /* all documents together */

static char *ref_key(const char *table, const char *id)
{
        struct buf b = {0};

        buf_fmt(&b, "%s\x1f%s", table, id);
        return b.data;
}

static struct reftab *find_tab(const struct store *st, const char *table)
{
        for (size_t i = 0; i < st->tab_count; i++)
                if (strcmp(st->tabs[i].name, table) == 0)
                        return &st->tabs[i];
        return NULL;
}

static struct reftab *add_tab(struct store *st, const char *table)
{
        struct reftab *tab = find_tab(st, table);

        if (tab != NULL)
                return tab;
        st->tabs = xgrow(st->tabs, st->tab_count + 1, sizeof(*st->tabs));
        tab = &st->tabs[st->tab_count++];
        *tab = (struct reftab){.name = xstrdup(table)};
        return tab;
}

bool store_add_ref(struct store *st, const char *table, char *text)
{
        char *id = jscan_string(text, "id");

        if (id == NULL)
                id = jscan_string(text, "Id"); /* ref-unor is PascalCase */
        if (id == NULL) {
                free(text);
                return false;
        }
        char *key = ref_key(table, id);
        struct ref *ref = map_get(&st->refs, key);

        free(id);
        if (ref != NULL) {
                free(key);
                free(ref->text);
                ref->text = text;
                return true;
        }
        struct reftab *tab = add_tab(st, table);

        ref = xcalloc(1, sizeof(*ref));
        *ref = (struct ref){key, text};
        map_put(&st->refs, key, ref);
        if (tab->n == tab->cap) {
                tab->cap = tab->cap == 0 ? 64 : tab->cap * 2;
                tab->rows = xgrow(tab->rows, tab->cap, sizeof(struct ref *));
        }
        tab->rows[tab->n++] = ref;
        return true;
}

const struct reftab *store_reftab(const struct store *st, const char *table)
{
        return find_tab(st, table);
}

const char *store_ref(const struct store *st, const char *table, const char *id)
{
        char *key = ref_key(table, id);
        const struct ref *ref = map_get(&st->refs, key);

        free(key);
        return ref == NULL ? NULL : ref->text;
}

void store_free_refs(struct store *st)
{
        for (size_t i = 0; i < st->tab_count; i++) {
                for (size_t k = 0; k < st->tabs[i].n; k++) {
                        free(st->tabs[i].rows[k]->key);
                        free(st->tabs[i].rows[k]->text);
                        free(st->tabs[i].rows[k]);
                }
                free(st->tabs[i].rows);
                free(st->tabs[i].name);
        }
        free(st->tabs);
        map_free(&st->refs);
}

bool store_add_doc(struct store *st, const char *uri, const char *data, size_t len)
{
        struct doc *d = map_get(&st->docs, uri);

        if (st->doc_bytes + len > DOC_BYTES_MAX)
                return false;
        if (d == NULL) {
                d = xcalloc(1, sizeof(*d));
                d->uri = xstrdup(uri);
                map_put(&st->docs, d->uri, d);
        }
        st->doc_bytes = st->doc_bytes - d->len + len;
        free(d->data);
        d->data = xstrndup(data, len);
        d->len = len;
        return true;
}

const struct doc *store_doc(const struct store *st, const char *uri)
{
        return map_get(&st->docs, uri);
}

void store_free_docs(struct store *st)
{
        for (size_t i = 0; i < st->docs.cap; i++) {
                struct doc *d = st->docs.slots[i].value;

                if (d == NULL)
                        continue;
                free(d->uri);
                free(d->data);
                free(d);
        }
        map_free(&st->docs);
}
