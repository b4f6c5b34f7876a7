/*
 * map.h - a hash table from text to pointer.
 *
 * Promise: lookups cost the same with ten keys or ten million. Keys are borrowed: they must live
 * as long as their entry. All-zero is a valid empty map.
 */
#ifndef SANDBOX_MAP_H
#define SANDBOX_MAP_H

#include <stddef.h>

struct map_slot {
        const char *key; /* NULL = free */
        void *value;     /* NULL under a key = deleted */
};

struct map {
        struct map_slot *slots;
        size_t cap;  /* power of two, or 0 */
        size_t used; /* slots with a key, deleted ones included */
};

void *map_get(const struct map *m, const char *key);
void map_put(struct map *m, const char *key, void *value); /* value not NULL; replaces */
void map_del(struct map *m, const char *key);
void map_free(struct map *m);

#endif
