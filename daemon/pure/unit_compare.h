/*
 * Unit compare: our organisation units beside the ones at SIASN they are mapped to. Pure.
 *
 * SIASN has no write for units (API document, section 4): the agency's admin keeps them there. What
 * is found here is what that admin, or the one of SIMPEG, has to put right by hand.
 */
#pragma once

#include "pure/suggest.h"

enum unit_finding {
        UNIT_UNMAPPED = 1 << 0, /* no unit at SIASN is known to be ours */
        UNIT_GONE = 1 << 1,  /* the one it is mapped to is not, or no longer active, in the list */
        UNIT_TWICE = 1 << 2, /* another of ours is mapped to the same */
        UNIT_NAME = 1 << 3,  /* names differ in more than the way they are written */
        UNIT_ABOVE = 1 << 4, /* the unit above is another there */
        UNIT_LEVEL = 1 << 5, /* the eselon differs */
        UNIT_ONLY_SIASN = 1 << 6, /* none of ours is mapped to it */
        UNIT_FINDINGS = 7,
};

/*
 * `ids` holds what each of `locals` is mapped to, NULL for nothing, and `remote_of` the place of
 * that in `remotes`, SIZE_MAX where it is not there. Findings of ours go to `ours`, theirs to
 * `theirs`; both have room for all.
 */
void unit_compare(const struct suggest_item *locals, const char *const *ids,
                  const size_t *remote_of, size_t local_count, const struct suggest_item *remotes,
                  size_t remote_count, unsigned *ours, unsigned *theirs);

/* "nama berbeda; unit di atasnya berbeda", for people; caller frees. */
char *unit_findings_text(unsigned findings);
