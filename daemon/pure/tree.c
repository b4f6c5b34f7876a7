#include "pure/tree.h"

#include <strings.h>

#include "ground/mem.h"

static void clear_node(struct tree_node *n)
{
        char *owned[] = {n->code, n->performance, n->csf,        n->indicator, n->condition,
                         n->unit, n->responsible, n->definition, n->computed};

        for (size_t i = 0; i < COUNT_OF(owned); i++)
                free(owned[i]);
}

void tree_free(struct tree *tree)
{
        if (!tree)
                return;
        char *owned[] = {tree->name, tree->version, tree->agency, tree->document,
                         tree->note, tree->decree,  tree->place,  tree->signer};

        for (size_t i = 0; i < COUNT_OF(owned); i++)
                free(owned[i]);
        for (size_t i = 0; i < tree->count; i++)
                clear_node(&tree->nodes[i]);
        free(tree->nodes);
        scale_clear(&tree->predicates);
        scale_clear(&tree->ikm_grades);
        free(tree);
}

const struct tree_node *tree_find(const struct tree *tree, const char *code)
{
        for (size_t i = 0; i < tree->count; i++) {
                if (tree->nodes[i].code && strcasecmp(tree->nodes[i].code, code) == 0)
                        return &tree->nodes[i];
        }
        return NULL;
}

size_t tree_index(const struct tree *tree, const struct tree_node *node)
{
        return (size_t)(node - tree->nodes);
}

const char *tree_label(const struct tree_node *node)
{
        if (node->indicator)
                return node->indicator;
        return node->condition ? node->condition : node->csf;
}

bool tree_is_last(const struct tree *tree, size_t node)
{
        for (size_t i = node + 1; i < tree->count; i++) {
                if (tree->nodes[i].parent == tree->nodes[node].parent)
                        return false;
        }
        return true;
}

size_t tree_depth(const struct tree *tree, size_t node)
{
        size_t depth = 0;

        for (int up = tree->nodes[node].parent; up != TREE_NO_PARENT; up = tree->nodes[up].parent)
                depth++;
        return depth;
}
