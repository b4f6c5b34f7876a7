/*
 * Suggest text: names made comparable, and how alike two of them are. Pure.
 *
 * Names of units and positions are written many ways: "Sub Bag. Umum & Kepegawaian", "SUBBAGIAN
 * UMUM DAN KEPEGAWAIAN". They are folded to lower-case words, abbreviations written out, Roman
 * numerals made Arabic. Numbers and words of rank ("Ahli Muda", "II", "SD Negeri 3") tell
 * otherwise equal names apart, so two names that differ in them are never near.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SUGGEST_BITS = 256, SUGGEST_WORDS_MAX = 24 };

/* A folded name with what the comparison needs. Free with suggest_name_clear(). */
struct suggest_name {
        char *folded;       /* words joined by one blank; "" for an empty name */
        uint32_t *trigrams; /* sorted, each once */
        size_t trigram_count;
        uint32_t words[SUGGEST_WORDS_MAX]; /* hashes, sorted; of a longer name the first ones */
        size_t word_count;
        uint32_t marks[SUGGEST_WORDS_MAX]; /* hashes of numbers and words of rank, sorted */
        size_t mark_count;
        uint64_t bits[SUGGEST_BITS / 64]; /* a sketch of the trigrams, for a quick first look */
};

/* `drop_level`: words that only say the level of education ("S-1", "D-III") are left out. */
void suggest_name_set(struct suggest_name *name, const char *text, bool drop_level);
void suggest_name_clear(struct suggest_name *name);
/* 0 to 1000; 1000 only for names that fold to the same. */
int suggest_alike(const struct suggest_name *a, const struct suggest_name *b);
/* An estimate of suggest_alike() that costs a few instructions. */
int suggest_glance(const struct suggest_name *a, const struct suggest_name *b);
