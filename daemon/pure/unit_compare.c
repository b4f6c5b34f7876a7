#include "pure/unit_compare.h"

#include <stdint.h>
#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/suggest_text.h"

static const char *const words[UNIT_FINDINGS] = {
        "belum dipetakan",
        "unor SIASN tidak ada atau tidak aktif lagi",
        "unit lain dipetakan ke unor yang sama",
        "nama berbeda",
        "unit di atasnya berbeda",
        "eselon berbeda",
        "hanya ada di SIASN",
};

static bool said(const char *s)
{
        return s && *s;
}

static bool names_differ(const char *ours, const char *theirs)
{
        struct suggest_name a, b;

        suggest_name_set(&a, ours ? ours : "", false);
        suggest_name_set(&b, theirs ? theirs : "", false);
        bool differ = strcmp(a.folded, b.folded) != 0;
        suggest_name_clear(&a);
        suggest_name_clear(&b);
        return differ;
}

/* What the unit above ours is mapped to; NULL: there is none, or nothing is known of it. */
static const char *id_above(const struct suggest_item *locals, const char *const *ids,
                            size_t local_count, const struct suggest_item *unit)
{
        for (size_t i = 0; said(unit->parent) && i < local_count; i++) {
                if (strcmp(locals[i].id, unit->parent) == 0)
                        return ids[i];
        }
        return NULL;
}

static unsigned beside(const struct suggest_item *ours, const struct suggest_item *theirs,
                       const char *above)
{
        unsigned findings = 0;

        if (names_differ(ours->name, theirs->name))
                findings |= UNIT_NAME;
        if (above && strcmp(above, theirs->parent ? theirs->parent : "") != 0)
                findings |= UNIT_ABOVE;
        if (said(ours->level) && said(theirs->level) && strcmp(ours->level, theirs->level) != 0)
                findings |= UNIT_LEVEL;
        return findings;
}

void unit_compare(const struct suggest_item *locals, const char *const *ids,
                  const size_t *remote_of, size_t local_count, const struct suggest_item *remotes,
                  size_t remote_count, unsigned *ours, unsigned *theirs)
{
        CLEANUP(free_ptr) size_t *first = NEW_ARRAY(size_t, remote_count + 1);

        for (size_t r = 0; r < remote_count; r++) {
                first[r] = SIZE_MAX;
                theirs[r] = UNIT_ONLY_SIASN;
        }
        for (size_t i = 0; i < local_count; i++) {
                size_t r = remote_of[i];

                if (!said(ids[i])) {
                        ours[i] = UNIT_UNMAPPED;
                } else if (r == SIZE_MAX) {
                        ours[i] = UNIT_GONE;
                } else {
                        ours[i] = beside(&locals[i], &remotes[r],
                                         id_above(locals, ids, local_count, &locals[i]));
                        theirs[r] = 0;
                        if (first[r] == SIZE_MAX) {
                                first[r] = i;
                        } else {
                                ours[i] |= UNIT_TWICE;
                                ours[first[r]] |= UNIT_TWICE;
                        }
                }
        }
}

char *unit_findings_text(unsigned findings)
{
        struct text t = {0};

        for (size_t i = 0; i < UNIT_FINDINGS; i++) {
                if (findings & 1U << i)
                        text_addf(&t, "%s%s", t.len ? "; " : "", words[i]);
        }
        return text_take(&t);
}
