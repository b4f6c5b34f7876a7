/*
 * map.c - open addressing with linear probing, grown at three quarters.
 *
 * A deleted entry keeps its slot but must not keep the borrowed key, so the key is replaced by a
 * static tombstone; growing drops the tombstones.
 */
#include "map.h"

#include "base.h"

#include <stdlib.h>
#include <string.h>

static const char tombstone[] = "";

static size_t hash(const char *key)
{
        uint64_t h = 0xcbf29ce484222325ULL; /* FNV-1a */

        for (; *key != '\0'; key++)
                h = (h ^ (unsigned char)*key) * 0x100000001b3ULL;
        return (size_t)(h ^ (h >> 32));
}

static struct map_slot *find(const struct map *m, const char *key)
{
        size_t i = hash(key) & (m->cap - 1);

        while (m->slots[i].key != NULL &&
               (m->slots[i].key == tombstone || strcmp(m->slots[i].key, key) != 0))
                i = (i + 1) & (m->cap - 1);
        return &m->slots[i];
}

static void grow(struct map *m)
{
        struct map old = *m;

        m->cap = old.cap == 0 ? 64 : old.cap * 2;
        m->slots = xcalloc(m->cap, sizeof(*m->slots));
        m->used = 0;
        for (size_t i = 0; i < old.cap; i++) {
                if (old.slots[i].key == NULL || old.slots[i].key == tombstone)
                        continue;
                *find(m, old.slots[i].key) = old.slots[i];
                m->used++;
        }
        free(old.slots);
}

void *map_get(const struct map *m, const char *key)
{
        return m->cap == 0 ? NULL : find(m, key)->value;
}

void map_put(struct map *m, const char *key, void *value)
{
        if (m->used * 4 >= m->cap * 3)
                grow(m);
        struct map_slot *slot = find(m, key);

        if (slot->key == NULL)
                m->used++;
        slot->key = key;
        slot->value = value;
}

void map_del(struct map *m, const char *key)
{
        struct map_slot *slot = m->cap == 0 ? NULL : find(m, key);

        if (slot == NULL || slot->key == NULL)
                return;
        slot->key = tombstone;
        slot->value = NULL;
}

void map_free(struct map *m)
{
        free(m->slots);
        *m = (struct map){0};
}
