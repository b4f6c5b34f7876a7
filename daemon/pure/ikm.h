/*
 * IKM: Indeks Kepuasan Masyarakat from the answers to a survey of the nine elements of service.
 *
 * PermenPANRB 14/2017: each element is answered with 1 to 4; an element's mean is the sum of its
 * answers by the number of those who answered it; the index is the mean of the nine means times 25,
 * so 25 to 100, rounded to two decimals, halves up. The grades A to D are data of the tree.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "ground/err.h"

enum { IKM_ELEMENTS = 9 };

struct ikm {
        int64_t respondents;
        int64_t sum[IKM_ELEMENTS];    /* of the answers */
        int64_t filled[IKM_ELEMENTS]; /* answers given */
};

/* The regulation's name of an element, 0 to 8. */
const char *ikm_element(int element);
/*
 * Adds a respondent's answers, "1" to "4" or "" for none (blanks around are ignored). A respondent
 * without any answer is an error, as is anything else; then nothing has been added.
 */
bool ikm_add(struct ikm *ikm, const char *const answers[IKM_ELEMENTS], struct err *err);
/* Mean of an element that somebody answered, ten-thousandths. */
int64_t ikm_mean(const struct ikm *ikm, int element);
/* The index, ten-thousandths. An element that nobody answered is an error. */
bool ikm_value(const struct ikm *ikm, int64_t *ret, struct err *err);
