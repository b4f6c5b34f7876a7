/*
 * Suggest: which item at SIASN may be which of ours. Pure: two lists in, one answer a local out.
 *
 * A proposal is scored from what both sides say: the name, the title of the unit's head, the names
 * of the units above, what is already mapped above, codes that are equal, the level. A name that
 * stands more than once, here or there ("Sub Bagian Umum dan Kepegawaian" of every agency), proves
 * nothing by itself: without a unit above that fits, or an equal code, it is never proposed. Nor is
 * a proposal made when another item is about as good, or when two of ours want the same unit.
 * Nothing is decided here: a person confirms.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum suggest_what { SUGGEST_UNOR, SUGGEST_JABATAN, SUGGEST_PENDIDIKAN, SUGGEST_DIKLAT };

struct suggest_item {
        const char *id;
        const char *parent; /* id of the item above in the same list, "" or NULL: none */
        const char *name;
        const char *title;  /* of the unit's head, or NULL */
        const char *code;   /* as people know it, or NULL */
        const char *level;  /* eselon; NULL or "" unknown */
        const char *group;  /* items of different groups are never the same; NULL: of no group */
        const char *mapped; /* of ours: the SIASN id it is known to be; NULL: to be found */
};

/* Why a proposal has its score; also why there is none. */
enum suggest_reason {
        SUGGEST_NAME_SAME = 1 << 0,
        SUGGEST_NAME_NEAR = 1 << 1,
        SUGGEST_TITLE_SAME = 1 << 2,
        SUGGEST_PARENT_MAPPED = 1 << 3, /* the unit above is mapped to the one above there */
        SUGGEST_PARENT_NAME = 1 << 4,   /* the units above have like names */
        SUGGEST_CODE_SAME = 1 << 5,
        SUGGEST_LEVEL_SAME = 1 << 6,
        SUGGEST_LEVEL_DIFFERS = 1 << 7,
        SUGGEST_EQUIVALENT = 1 << 8, /* names of the same training, old and new */
        SUGGEST_NAME_REPEATS = 1 << 9,
        SUGGEST_REASONS = 10,
};

enum suggest_end {
        SUGGEST_KNOWN,     /* mapped already */
        SUGGEST_PROPOSED,  /* `remote` is what we think */
        SUGGEST_UNPROVEN,  /* the name repeats and nothing else speaks for `remote` */
        SUGGEST_AMBIGUOUS, /* another is about as good as `remote` */
        SUGGEST_CONTESTED, /* two of ours want `remote` */
        SUGGEST_NOTHING,   /* nothing is like it */
};

struct suggestion {
        enum suggest_end end;
        size_t remote;    /* index; SIZE_MAX for KNOWN and NOTHING */
        int score;        /* thousandths */
        unsigned reasons; /* enum suggest_reason, or-ed */
};

/* Pairs a person has said no to; sorted or not. */
struct suggest_rejected {
        const char *local, *remote; /* ids */
};

/*
 * Answers for each of `locals` in ret[], which has room for all. Of ours, items above come with the
 * others, in any order; a circle among them is cut.
 */
void suggest(enum suggest_what what, const struct suggest_item *locals, size_t local_count,
             const struct suggest_item *remotes, size_t remote_count,
             const struct suggest_rejected *rejected, size_t rejected_count,
             struct suggestion *ret);

/* "nama sama; unit di atasnya sama", for people; caller frees. */
char *suggest_reasons_text(unsigned reasons);
/* "usulan", "nama berulang, belum terbukti", ... for people. */
const char *suggest_end_text(enum suggest_end end);
