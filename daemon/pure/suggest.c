#include "pure/suggest.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/suggest_side_private.h"

enum {
        CANDIDATES = 32, /* looked at closely, the most promising at a glance */
        CLEAR = 30,      /* better than the next by so much, or it is ambiguous */
        NEAR = 800,
        LESS = 20,
        ELSEWHERE = 300, /* the units above differ, or only one side has one */
};

static const struct suggest_profile profiles[] = {
        [SUGGEST_UNOR] = {500, 100, 300, 100, 100, 720, true, false, false},
        [SUGGEST_JABATAN] = {1000, 0, 0, 0, 100, 880, false, false, false},
        [SUGGEST_PENDIDIKAN] = {1000, 0, 0, 0, 100, 880, false, true, false},
        [SUGGEST_DIKLAT] = {1000, 0, 0, 0, 100, 800, false, false, true},
};

struct work {
        const struct suggest_profile *profile;
        struct suggest_side local, remote;
        size_t *known;  /* of each local: the remote it is, or is proposed to be; suggest_none */
        size_t *holder; /* of each remote: the local that has it; suggest_none */
        const struct suggest_rejected *rejected;
        size_t rejected_count;
        struct suggestion *ret;
};

static bool same_text(const char *a, const char *b)
{
        return a && b && *a && strcmp(a, b) == 0;
}

/* ---- Comparing one with one ---- */

static const struct suggest_entry *above(const struct suggest_side *s,
                                         const struct suggest_entry *e)
{
        return !e || e->parent == suggest_none ? NULL : &s->entries[e->parent];
}

static unsigned name_reason(const struct suggest_profile *p, int alike, bool whole)
{
        if (alike < NEAR)
                return 0;
        if (!whole && p->alternatives)
                return SUGGEST_EQUIVALENT;
        return whole && alike == 1000 ? SUGGEST_NAME_SAME : SUGGEST_NAME_NEAR;
}

static int names_alike(const struct suggest_profile *p, const struct suggest_entry *l,
                       const struct suggest_entry *r, unsigned *reasons)
{
        int best = 0;

        for (size_t i = 0; i < l->name_count; i++) {
                for (size_t k = 0; k < r->name_count; k++) {
                        bool whole = i + k == 0;
                        int alike = suggest_alike(&l->names[i], &r->names[k]);

                        /* "S-1" in both makes no two majors alike, but the very name is best. */
                        if (p->drop_level && alike < 1000 && (i == 0 || k == 0))
                                continue;
                        if (p->drop_level && !whole)
                                alike -= LESS;
                        if (alike <= best)
                                continue;
                        best = alike;
                        *reasons = name_reason(p, alike, whole);
                }
        }
        return best;
}

static int units_above_alike(const struct work *w, const struct suggest_entry *l,
                             const struct suggest_entry *r)
{
        const struct suggest_entry *l1 = above(&w->local, l), *r1 = above(&w->remote, r);
        const struct suggest_entry *l2 = above(&w->local, l1), *r2 = above(&w->remote, r1);
        int first = suggest_alike(&l1->names[0], &r1->names[0]);
        int second = l2 && r2   ? suggest_alike(&l2->names[0], &r2->names[0])
                     : l2 || r2 ? ELSEWHERE
                                : 1000;

        return (first * 7 + second * 3) / 10;
}

static int paths_alike(const struct work *w, const struct suggest_entry *l,
                       const struct suggest_entry *r, unsigned *reasons)
{
        if (l->parent == suggest_none || r->parent == suggest_none)
                return l->parent == r->parent ? 1000 : ELSEWHERE;
        int alike = units_above_alike(w, l, r);
        size_t known = w->known[l->parent];

        if (known == r->parent) {
                *reasons |= SUGGEST_PARENT_MAPPED;
                return 1000;
        }
        if (known != suggest_none) /* it is known to be another one */
                return alike < ELSEWHERE ? alike : ELSEWHERE;
        if (alike >= NEAR)
                *reasons |= SUGGEST_PARENT_NAME;
        return alike;
}

static void weigh(int *sum, int *weights, int weight, int value)
{
        *sum += weight * value;
        *weights += weight;
}

static int score_of(const struct work *w, const struct suggest_entry *l,
                    const struct suggest_entry *r, unsigned *ret_reasons)
{
        const struct suggest_profile *p = w->profile;
        unsigned reasons = 0;
        int sum = 0, weights = 0;

        weigh(&sum, &weights, p->name, names_alike(p, l, r, &reasons));
        if (p->path)
                weigh(&sum, &weights, p->path, paths_alike(w, l, r, &reasons));
        if (p->title && *l->title.folded && *r->title.folded) {
                int alike = suggest_alike(&l->title, &r->title);

                weigh(&sum, &weights, p->title, alike);
                reasons |= alike == 1000 ? SUGGEST_TITLE_SAME : 0;
        }
        if (p->level && *suggest_text_or(l->item->level) && *suggest_text_or(r->item->level)) {
                bool same = strcmp(l->item->level, r->item->level) == 0;

                weigh(&sum, &weights, p->level, same ? 1000 : 0);
                reasons |= same ? SUGGEST_LEVEL_SAME : SUGGEST_LEVEL_DIFFERS;
        }
        if (same_text(l->item->code, r->item->code))
                reasons |= SUGGEST_CODE_SAME;
        /* In a flat list, several of ours may well be the same one there. */
        if (r->repeats || (p->one_to_one && l->repeats))
                reasons |= SUGGEST_NAME_REPEATS;
        *ret_reasons = reasons;
        return sum / weights + (reasons & SUGGEST_CODE_SAME ? p->code : 0);
}

/* Where names repeat: does anything but the name say that it is this one? */
static bool proven(const struct work *w, const struct suggest_entry *l,
                   const struct suggest_entry *r, unsigned reasons)
{
        const struct suggest_entry *up = above(&w->local, l), *up_there = above(&w->remote, r);

        if (!(reasons & SUGGEST_NAME_REPEATS))
                return true;
        if (reasons & (SUGGEST_PARENT_MAPPED | SUGGEST_CODE_SAME))
                return true;
        return (reasons & SUGGEST_PARENT_NAME) && up && up_there && !up->repeats &&
               !up_there->repeats;
}

/* ---- Choosing ---- */

static bool is_rejected(const struct work *w, const char *local, const char *remote)
{
        for (size_t i = 0; i < w->rejected_count; i++) {
                if (strcmp(w->rejected[i].local, local) == 0 &&
                    strcmp(w->rejected[i].remote, remote) == 0)
                        return true;
        }
        return false;
}

static int glance(const struct work *w, const struct suggest_entry *l,
                  const struct suggest_entry *r)
{
        const struct suggest_entry *l1 = above(&w->local, l), *r1 = above(&w->remote, r);
        int best = 0;

        for (size_t i = 0; i < l->name_count; i++) {
                for (size_t k = 0; k < r->name_count; k++) {
                        int g = suggest_glance(&l->names[i], &r->names[k]);

                        best = g > best ? g : best;
                }
        }
        if (!w->profile->path || !l1 || !r1)
                return best;
        if (w->known[l->parent] == r->parent)
                return best + 500;
        return best + suggest_glance(&l1->names[0], &r1->names[0]) / 2;
}

struct candidate {
        size_t remote;
        int glance;
};

/* Keeps the list sorted, the most promising first. */
static void keep(struct candidate *list, size_t *count, size_t remote, int seen)
{
        size_t at = *count;

        if (*count == CANDIDATES && seen <= list[CANDIDATES - 1].glance)
                return;
        if (*count < CANDIDATES)
                (*count)++;
        else
                at--;
        for (; at > 0 && list[at - 1].glance < seen; at--)
                list[at] = list[at - 1];
        list[at] = (struct candidate){remote, seen};
}

static size_t candidates(const struct work *w, const struct suggest_entry *l,
                         struct candidate *list)
{
        size_t count = 0;

        for (size_t i = 0; i < w->remote.count; i++) {
                const struct suggest_entry *r = &w->remote.entries[i];

                if (strcmp(suggest_text_or(l->item->group), suggest_text_or(r->item->group)) == 0)
                        keep(list, &count, i, glance(w, l, r));
        }
        return count;
}

/* The best of the candidates into `ret`; returns the score of the next. */
static int choose(const struct work *w, const struct suggest_entry *l, struct suggestion *ret,
                  unsigned *next_reasons)
{
        struct candidate list[CANDIDATES];
        size_t count = candidates(w, l, list);
        int next = 0;

        *ret = (struct suggestion){.end = SUGGEST_NOTHING, .remote = suggest_none};
        *next_reasons = 0;
        for (size_t i = 0; i < count; i++) {
                const struct suggest_entry *r = &w->remote.entries[list[i].remote];
                unsigned reasons;

                if (is_rejected(w, l->item->id, r->item->id))
                        continue;
                int score = score_of(w, l, r, &reasons);
                if (score > ret->score) {
                        next = ret->score;
                        *next_reasons = ret->reasons;
                        *ret = (struct suggestion){SUGGEST_PROPOSED, list[i].remote, score,
                                                   reasons};
                } else if (score > next) {
                        next = score;
                        *next_reasons = reasons;
                }
        }
        return next;
}

static bool is_clear(const struct work *w, const struct suggestion *s, int next,
                     unsigned next_reasons)
{
        if (s->score - next >= CLEAR)
                return true;
        /* In a flat list the very name beats one that is only near. */
        return !w->profile->path && (s->reasons & SUGGEST_NAME_SAME) &&
               !(next_reasons & (SUGGEST_NAME_SAME | SUGGEST_EQUIVALENT));
}

/* Two of ours want it: the clearly better one has it; if neither is, nobody. */
static void take(struct work *w, size_t local)
{
        struct suggestion *s = &w->ret[local];
        size_t holder = w->profile->one_to_one ? w->holder[s->remote] : suggest_none;

        if (holder == suggest_none) {
                w->holder[s->remote] = local;
                w->known[local] = s->remote;
                return;
        }
        struct suggestion *other = &w->ret[holder];
        bool better = other->end == SUGGEST_PROPOSED && s->score - other->score >= CLEAR;
        bool worse = other->end == SUGGEST_KNOWN || other->score - s->score >= CLEAR;

        if (!better)
                s->end = SUGGEST_CONTESTED;
        if (worse)
                return;
        if (other->end == SUGGEST_PROPOSED)
                other->end = SUGGEST_CONTESTED;
        w->known[holder] = suggest_none;
        if (better) {
                w->holder[s->remote] = local;
                w->known[local] = s->remote;
        }
}

static void judge(struct work *w, size_t local)
{
        const struct suggest_entry *l = &w->local.entries[local];
        struct suggestion *s = &w->ret[local];
        unsigned next_reasons;
        int next = choose(w, l, s, &next_reasons);

        if (s->remote == suggest_none || s->score < w->profile->accept) {
                s->end = SUGGEST_NOTHING;
                s->remote = suggest_none;
        } else if (!proven(w, l, &w->remote.entries[s->remote], s->reasons)) {
                s->end = SUGGEST_UNPROVEN;
        } else if (!is_clear(w, s, next, next_reasons)) {
                s->end = SUGGEST_AMBIGUOUS;
        } else {
                take(w, local);
        }
}

static void take_known(struct work *w)
{
        for (size_t i = 0; i < w->local.count; i++) {
                const char *mapped = w->local.entries[i].item->mapped;

                w->known[i] = suggest_none;
                if (!mapped || !*mapped)
                        continue;
                w->ret[i] = (struct suggestion){.end = SUGGEST_KNOWN, .remote = suggest_none};
                w->known[i] = suggest_side_find(&w->remote, mapped);
                if (w->known[i] != suggest_none)
                        w->holder[w->known[i]] = i;
        }
}

void suggest(enum suggest_what what, const struct suggest_item *locals, size_t local_count,
             const struct suggest_item *remotes, size_t remote_count,
             const struct suggest_rejected *rejected, size_t rejected_count, struct suggestion *ret)
{
        struct work w = {.profile = &profiles[what],
                         .known = NEW_ARRAY(size_t, local_count + 1),
                         .holder = NEW_ARRAY(size_t, remote_count + 1),
                         .rejected = rejected,
                         .rejected_count = rejected_count,
                         .ret = ret};

        suggest_side_fill(&w.local, locals, local_count, w.profile);
        suggest_side_fill(&w.remote, remotes, remote_count, w.profile);
        for (size_t i = 0; i < remote_count; i++)
                w.holder[i] = suggest_none;
        take_known(&w);
        /* From the root down: what is found above helps below. */
        for (int depth = 0; depth <= SUGGEST_DEPTH_MAX; depth++) {
                for (size_t i = 0; i < local_count; i++) {
                        const char *mapped = locals[i].mapped;

                        if (w.local.entries[i].depth == depth && !(mapped && *mapped))
                                judge(&w, i);
                }
        }
        for (size_t i = 0; i < local_count; i++)
                ret[i].score = ret[i].score < 1000 ? ret[i].score : 1000;
        suggest_side_free(&w.local);
        suggest_side_free(&w.remote);
        free(w.known);
        free(w.holder);
}

/* ---- Words ---- */

char *suggest_reasons_text(unsigned reasons)
{
        static const char *const words[SUGGEST_REASONS] = {
                "nama sama",
                "nama mirip",
                "nama jabatan pimpinan sama",
                "induk sudah dipetakan ke induknya",
                "nama induk mirip",
                "kode sama",
                "eselon sama",
                "eselon berbeda",
                "nama lama/baru yang setara",
                "nama dipakai lebih dari sekali",
        };
        struct text out = {0};

        for (size_t i = 0; i < COUNT_OF(words); i++) {
                if (!(reasons & 1u << i))
                        continue;
                text_add(&out, out.len ? "; " : "");
                text_add(&out, words[i]);
        }
        return text_take(&out);
}

const char *suggest_end_text(enum suggest_end end)
{
        static const char *const words[] = {
                [SUGGEST_KNOWN] = "sudah dipetakan",
                [SUGGEST_PROPOSED] = "usulan",
                [SUGGEST_UNPROVEN] = "nama berulang, tanpa bukti lain",
                [SUGGEST_AMBIGUOUS] = "lebih dari satu kemungkinan",
                [SUGGEST_CONTESTED] = "diperebutkan dua data lokal",
                [SUGGEST_NOTHING] = "tidak ada yang mirip",
        };

        return words[end];
}
