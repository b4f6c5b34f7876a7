/*
 * JSON mutate: changes of a JSON document that keep it JSON, so that what lies behind a strict
 * parser is reached. Included by one target; it defines libFuzzer's custom mutator, which falls
 * back to changes of bytes once in a while. One change at a time: two at once are mostly refused
 * for the one and never show the other.
 */
#pragma once

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

enum { MUTATE_NODES = 512 };

/* Every value of the document with the place it stands in. */
struct mutate_node {
        json_t *parent;
        const char *key; /* in an object */
        size_t index;    /* in an array */
};

static inline void mutate_list(json_t *parent, struct mutate_node *nodes, size_t *count)
{
        const char *key;
        size_t i;
        json_t *value;

        json_object_foreach (parent, key, value) {
                if (*count < MUTATE_NODES)
                        nodes[(*count)++] = (struct mutate_node){.parent = parent, .key = key};
                mutate_list(value, nodes, count);
        }
        json_array_foreach (parent, i, value) {
                if (*count < MUTATE_NODES)
                        nodes[(*count)++] = (struct mutate_node){.parent = parent, .index = i};
                mutate_list(value, nodes, count);
        }
}

static inline json_t *mutate_value(const struct mutate_node *node)
{
        return node->key ? json_object_get(node->parent, node->key)
                         : json_array_get(node->parent, node->index);
}

static inline json_t *mutate_scalar(unsigned int *seed)
{
        static const json_int_t numbers[] = {0, 1, -1, 2, 150, 9999, INT32_MAX, INT32_MIN};

        switch (rand_r(seed) % 5) {
        case 0:
                return json_null();
        case 1:
                return json_boolean(rand_r(seed) % 2);
        case 2:
                return json_string("");
        default:
                return json_integer(numbers[(unsigned)rand_r(seed) % 8]);
        }
}

/* Puts `value` (taken) where the node is, beside it, or takes the node away. */
static inline void mutate_put(const struct mutate_node *node, json_t *value, int how)
{
        if (how == 0 && node->key)
                json_object_del(node->parent, node->key);
        else if (how == 0)
                json_array_remove(node->parent, node->index);
        else if (how == 1 && !node->key)
                json_array_insert(node->parent, node->index, value);
        else if (node->key)
                json_object_set(node->parent, node->key, value);
        else
                json_array_set(node->parent, node->index, value);
        json_decref(value);
}

static inline void mutate_once(json_t *root, unsigned int *seed)
{
        struct mutate_node nodes[MUTATE_NODES];
        size_t count = 0;

        mutate_list(root, nodes, &count);
        if (count == 0)
                return;
        const struct mutate_node *to = &nodes[(size_t)rand_r(seed) % count];
        const struct mutate_node *from = &nodes[(size_t)rand_r(seed) % count];
        json_t *value = mutate_value(to);

        if (json_is_integer(value) || rand_r(seed) % 3 == 0)
                value = mutate_scalar(seed);
        else
                value = json_deep_copy(mutate_value(from));
        int how = rand_r(seed) % 6;
        /* A member that stands elsewhere goes by its own name. */
        if (how == 2 && to->key && from->key)
                json_object_set(to->parent, from->key, value);
        mutate_put(to, value, how);
}

static inline size_t mutate_write(const json_t *root, uint8_t *data, size_t max_size)
{
        char *text = json_dumps(root, JSON_COMPACT);
        size_t len = text ? strlen(text) : 0;

        if (len > 0 && len <= max_size)
                memcpy(data, text, len);
        free(text);
        return len <= max_size ? len : 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
        json_t *root = seed % 8 ? json_loadb((const char *)data, size, 0, NULL) : NULL;
        size_t written = 0;

        if (root) {
                mutate_once(root, &seed);
                written = mutate_write(root, data, max_size);
        }
        json_decref(root);
        return written > 0 ? written : LLVMFuzzerMutate(data, size, max_size);
}
