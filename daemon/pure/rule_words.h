/*
 * Rule words: the reasons of the rules as sentences for an audit working paper, in Bahasa
 * Indonesia.
 */
#pragma once

struct rule_word {
        const char *reason;
        const char *cause;  /* sebab */
        const char *remedy; /* rekomendasi */
};

/* The word, or a general one for a reason that has none of its own (a waiver, say). */
const struct rule_word *rule_word_find(const char *reason);
/* akibat of a verdict: pass, fail, unknown. */
const char *rule_consequence(const char *verdict);
