/* The performance tree from its JSON file, strictly. */
#include <string.h>

#include "ground/mem.h"
#include "pure/decimal.h"
#include "pure/json_load.h"
#include "pure/tree.h"

static const char *const level_words[TREE_LEVELS] = {"ultimate_outcome", "outcome", "operational"};
static const char *const polarity_words[] = {"positive", "negative"};
static const char *const accumulation_words[] = {"last", "sum"};
static const char *const source_words[] = {"entered", "survey"};

struct context {
        struct tree *tree;
        const char *const *computed;
};

const char *tree_level_name(enum tree_level level)
{
        return level_words[level];
}

static bool read_level(struct json_load *load, const json_t *value, void *target)
{
        int word;

        if (!json_load_word(load, value, level_words, COUNT_OF(level_words), &word))
                return false;
        *(enum tree_level *)target = (enum tree_level)word;
        return true;
}

static bool read_polarity(struct json_load *load, const json_t *value, void *target)
{
        int word;

        if (!json_load_word(load, value, polarity_words, COUNT_OF(polarity_words), &word))
                return false;
        *(enum polarity *)target = (enum polarity)word;
        return true;
}

static bool read_accumulation(struct json_load *load, const json_t *value, void *target)
{
        int word;

        if (!json_load_word(load, value, accumulation_words, COUNT_OF(accumulation_words), &word))
                return false;
        *(enum accumulation *)target = (enum accumulation)word;
        return true;
}

/* A number of at least 0, to ten-thousandths. */
static bool read_decimal(struct json_load *load, const json_t *value, void *target)
{
        double n = json_number_value(value);

        if (!json_is_number(value) || n < 0 || n > 1e9)
                return json_load_fail(load, "must be a number from 0 to 1000000000");
        *(int64_t *)target = (int64_t)(n * DECIMAL_ONE + 0.5);
        return true;
}

/* null: no cap. */
static bool read_cap(struct json_load *load, const json_t *value, void *target)
{
        int64_t cap = 0;

        if (json_is_null(value))
                return true;
        if (!read_decimal(load, value, &cap))
                return false;
        if (cap < INT64_C(100) * DECIMAL_ONE)
                return json_load_fail(load, "must be at least 100, or null for none");
        *(int64_t *)target = cap;
        return true;
}

/* ---- Scales ---- */

static bool read_band(struct json_load *load, const json_t *value, void *target)
{
        static const struct json_key keys[] = {
                {"name", json_load_string, offsetof(struct scale_band, name), true},
                {"from", read_decimal, offsetof(struct scale_band, from), true},
        };

        return json_load_object(load, value, keys, COUNT_OF(keys), target);
}

static bool read_bands(struct json_load *load, const json_t *value, void *target)
{
        struct scale *scale = (struct scale *)((char *)target - offsetof(struct scale, bands));

        scale->count = json_load_count(value);
        scale->bands = NEW_ARRAY(struct scale_band, scale->count + 1);
        if (!json_load_array(load, value, read_band, scale->bands, sizeof *scale->bands))
                return false;
        for (size_t i = 0; i + 1 < scale->count; i++) {
                if (scale->bands[i].from <= scale->bands[i + 1].from)
                        return json_load_fail(load, "must fall: \"%s\" begins at or below \"%s\"",
                                              scale->bands[i].name, scale->bands[i + 1].name);
        }
        if (scale->count == 0 || scale->bands[scale->count - 1].from != 0)
                return json_load_fail(load, "the last band must begin at 0, so that no value is "
                                            "left without a name");
        return true;
}

static bool read_scale(struct json_load *load, const json_t *value, void *target)
{
        static const struct json_key keys[] = {
                {"basis", json_load_string, offsetof(struct scale, basis), true},
                {"bands", read_bands, offsetof(struct scale, bands), true},
        };

        return json_load_object(load, value, keys, COUNT_OF(keys), target);
}

/* ---- Nodes ---- */

static bool read_code(struct json_load *load, const json_t *value, void *target)
{
        static const char allowed[] =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-";
        struct context *context = load->context;

        if (!json_load_string(load, value, target))
                return false;
        const char *code = *(char **)target;
        size_t len = strlen(code);
        if (len > TREE_CODE_MAX || strspn(code, allowed) != len)
                return json_load_fail(load,
                                      "\"%s\" must be letters, digits, points and dashes, at "
                                      "most %d",
                                      code, TREE_CODE_MAX);
        const struct tree_node *first = tree_find(context->tree, code);
        if (first && (const void *)&first->code != target)
                return json_load_fail(load, "there is already a node \"%s\"", code);
        return true;
}

static bool read_parent(struct json_load *load, const json_t *value, void *target)
{
        struct context *context = load->context;
        struct tree_node *node =
                (struct tree_node *)((char *)target - offsetof(struct tree_node, parent));
        const char *code = json_is_string(value) ? json_string_value(value) : "";
        const struct tree_node *parent = tree_find(context->tree, code);

        if (!parent || parent >= node)
                return json_load_fail(load, "\"%s\" is no node that stands before this one", code);
        if (parent->level >= node->level)
                return json_load_fail(load, "\"%s\" is not on a higher level than this node", code);
        node->parent = (int)tree_index(context->tree, parent);
        return true;
}

static bool read_computed(struct json_load *load, const json_t *value, void *target)
{
        const struct context *context = load->context;
        size_t count = 0;
        int word;

        while (context->computed[count])
                count++;
        if (!json_load_word(load, value, context->computed, count, &word))
                return false;
        *(char **)target = mem_dup(context->computed[word]);
        return true;
}

/* "entered", "survey", or {"computed": NAME}. */
static bool read_source(struct json_load *load, const json_t *value, void *target)
{
        static const struct json_key keys[] = {
                {"computed", read_computed, offsetof(struct tree_node, computed), true},
        };
        struct tree_node *node =
                (struct tree_node *)((char *)target - offsetof(struct tree_node, source));
        int word = TREE_COMPUTED;

        if (json_is_object(value)
                    ? !json_load_object(load, value, keys, COUNT_OF(keys), node)
                    : !json_load_word(load, value, source_words, COUNT_OF(source_words), &word))
                return false;
        node->source = (enum tree_source)word;
        return true;
}

#define AT(field) offsetof(struct tree_node, field)

static bool read_node(struct json_load *load, const json_t *value, void *target)
{
        /* Level and code before the parent, which is judged by them. */
        static const struct json_key keys[] = {
                {"code", read_code, AT(code), true},
                {"level", read_level, AT(level), true},
                {"parent", read_parent, AT(parent), false},
                {"performance", json_load_string, AT(performance), false},
                {"csf", json_load_string, AT(csf), true},
                {"indicator", json_load_string, AT(indicator), false},
                {"condition", json_load_string, AT(condition), false},
                {"unit", json_load_string, AT(unit), true},
                {"polarity", read_polarity, AT(polarity), true},
                {"accumulation", read_accumulation, AT(accumulation), true},
                {"source", read_source, AT(source), true},
                {"responsible", json_load_string, AT(responsible), true},
                {"definition", json_load_string, AT(definition), false},
        };
        const struct context *context = load->context;
        struct tree_node *node = target;

        node->parent = TREE_NO_PARENT;
        if (!json_load_object(load, value, keys, COUNT_OF(keys), target))
                return false;
        if ((node->parent == TREE_NO_PARENT) != (node == context->tree->nodes))
                return json_load_fail(load,
                                      "the first node, and no other, stands without a parent");
        if (node->source == TREE_COMPUTED && !node->definition)
                return json_load_fail(load, "a computed node needs a \"definition\" of what is "
                                            "counted");
        return true;
}

static bool read_nodes(struct json_load *load, const json_t *value, void *target)
{
        struct context *context = load->context;
        struct tree *tree = context->tree;

        (void)target;
        tree->count = json_load_count(value);
        tree->nodes = NEW_ARRAY(struct tree_node, tree->count + 1);
        if (!json_load_array(load, value, read_node, tree->nodes, sizeof *tree->nodes))
                return false;
        return tree->count > 0 || json_load_fail(load, "there must be a node");
}

#undef AT
#define AT(field) offsetof(struct tree, field)

static const struct json_key tree_keys[] = {
        {"name", json_load_string, AT(name), true},
        {"version", json_load_string, AT(version), true},
        {"agency", json_load_string, AT(agency), true},
        {"document", json_load_string, AT(document), true},
        {"note", json_load_note, AT(note), true},
        {"decree", json_load_note, AT(decree), true},
        {"place", json_load_string, AT(place), true},
        {"signer", json_load_string, AT(signer), true},
        {"cap", read_cap, AT(cap), true},
        {"predicates", read_scale, AT(predicates), true},
        {"ikm_grades", read_scale, AT(ikm_grades), true},
        {"nodes", read_nodes, AT(nodes), true},
};

#undef AT

bool tree_parse(const char *file, const char *text, const char *const *computed, struct tree **ret,
                struct err *err)
{
        CLEANUP(tree_free_ptr) struct tree *tree = NEW(struct tree);
        struct context context = {.tree = tree, .computed = computed};
        struct json_load load = {.file = file, .text = text, .err = err, .context = &context};
        json_t *json = json_load_document(&load);

        if (!json)
                return false;
        bool ok = json_load_object(&load, json, tree_keys, COUNT_OF(tree_keys), tree);
        json_decref(json);
        if (!ok)
                return false;
        digest_hex(text, strlen(text), tree->hash);
        *ret = TAKE_PTR(tree);
        return true;
}
