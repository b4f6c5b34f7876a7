/*
 * Tree: the performance tree (pohon kinerja) as data: nodes with their wording, unit, polarity,
 * accumulation, source and responsible unit, and the scales by which values are named.
 *
 * The file is read strictly, like all our JSON: an unknown key or word is an error with file, line
 * and the valid choices. Nodes stand in the order in which they are shown; a parent stands before
 * its children and on a higher level, the only node without one first. Targets, baselines and
 * values are no part of it: they are entered, with who, when and document.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ground/err.h"
#include "pure/capaian.h"
#include "pure/digest.h"
#include "pure/scale.h"

enum { TREE_CODE_MAX = 16, TREE_NO_PARENT = -1 };

enum tree_level { LEVEL_ULTIMATE_OUTCOME, LEVEL_OUTCOME, LEVEL_OPERATIONAL, TREE_LEVELS };

enum tree_source {
        TREE_ENTERED,  /* somebody enters it */
        TREE_SURVEY,   /* entered, or computed from imported survey answers */
        TREE_COMPUTED, /* counted from our data; `computed` names the rule */
};

struct tree_node {
        char *code; /* as typed: letters, digits, points, dashes */
        enum tree_level level;
        int parent;        /* index, or TREE_NO_PARENT */
        char *performance; /* what the level wants (kinerja); NULL on operational nodes */
        char *csf;       /* the document's column CSF; on operational nodes the sasaran kegiatan */
        char *indicator; /* NULL where the document names none beside the condition */
        char *condition; /* kondisi yang diperlukan; NULL: none */
        char *unit;      /* satuan */
        char *responsible; /* penanggung jawab */
        char *definition;  /* of a computed node: what is counted */
        enum polarity polarity;
        enum accumulation accumulation;
        enum tree_source source;
        char *computed; /* TREE_COMPUTED: name of the rule */
};

struct tree {
        char *name, *version;
        char *agency;   /* as printed above reports */
        char *document; /* where the wording comes from */
        char *note;
        char *decree;         /* number of the decree that sets it; "" = belum resmi */
        char *place, *signer; /* below reports */
        int64_t cap;          /* of capaian, ten-thousandths of a percent; 0: none */
        struct scale predicates, ikm_grades;
        struct tree_node *nodes;
        size_t count;
        char hash[DIGEST_HEX]; /* of the file's bytes */
};

/*
 * `computed` are the names a node's source may have, NULL at the end. `file` is how errors name the
 * text. `*ret` belongs to the caller.
 */
bool tree_parse(const char *file, const char *text, const char *const *computed, struct tree **ret,
                struct err *err);
void tree_free(struct tree *tree);

static inline void tree_free_ptr(struct tree **tree)
{
        tree_free(*tree);
}

/* NULL when there is none; codes are compared without regard to case. */
const struct tree_node *tree_find(const struct tree *tree, const char *code);
size_t tree_index(const struct tree *tree, const struct tree_node *node);
/* The text that says what a node measures: indicator, else condition, else CSF. */
const char *tree_label(const struct tree_node *node);
/* Is it the last child of its parent? */
bool tree_is_last(const struct tree *tree, size_t node);
size_t tree_depth(const struct tree *tree, size_t node);
const char *tree_level_name(enum tree_level level); /* as in the file */
