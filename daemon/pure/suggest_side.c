#include <stdlib.h>
#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/suggest_side_private.h"

/* Structural training was renamed in 2019 and before; the levels stayed (PerLAN 1 and 2/2019). */
static const char *const renamed[][2] = {
        {"kepemimpinan pengawas", "diklat kepemimpinan tingkat 4"},
        {"kepemimpinan administrator", "diklat kepemimpinan tingkat 3"},
        {"kepemimpinan nasional tingkat 2", "diklat kepemimpinan tingkat 2"},
        {"kepemimpinan nasional tingkat 1", "diklat kepemimpinan tingkat 1"},
        {"diklat adum", "adum"},
        {"diklat spama", "spama"},
        {"diklat spamen", "spamen"},
};

static void add_name(struct suggest_entry *e, const char *text, bool drop_level)
{
        e->names = mem_resize_array(e->names, e->name_count + 1, sizeof *e->names);
        suggest_name_set(&e->names[e->name_count++], text, drop_level);
}

/* "SEPALA/ADUM/DIKLAT PIM TK.IV": any of them. */
static void add_alternatives(struct suggest_entry *e, const char *name)
{
        for (; strchr(name, '/'); name = strchr(name, '/') + 1) {
                CLEANUP(free_ptr) char *one = mem_dup_n(name, strcspn(name, "/"));

                add_name(e, one, false);
        }
        if (e->name_count > 1)
                add_name(e, name, false);
        for (size_t i = 0; i < COUNT_OF(renamed); i++) {
                if (strstr(e->names[0].folded, renamed[i][0]))
                        add_name(e, renamed[i][1], false);
        }
}

static void fill_entry(struct suggest_entry *e, const struct suggest_item *item,
                       const struct suggest_profile *p)
{
        e->item = item;
        e->parent = suggest_none;
        add_name(e, suggest_text_or(item->name), false);
        if (p->drop_level)
                add_name(e, item->name, true);
        if (p->alternatives)
                add_alternatives(e, suggest_text_or(item->name));
        suggest_name_set(&e->title, item->title, false);
}

static int by_id(const void *a, const void *b, void *arg)
{
        const struct suggest_entry *entries = arg;

        return strcmp(entries[*(const size_t *)a].item->id, entries[*(const size_t *)b].item->id);
}

static int by_name(const void *a, const void *b, void *arg)
{
        const struct suggest_entry *entries = arg;
        const struct suggest_entry *x = &entries[*(const size_t *)a],
                                   *y = &entries[*(const size_t *)b];
        int order = strcmp(suggest_text_or(x->item->group), suggest_text_or(y->item->group));

        return order ? order : strcmp(x->names[0].folded, y->names[0].folded);
}

size_t suggest_side_find(const struct suggest_side *s, const char *id)
{
        size_t low = 0, high = s->count;

        while (low < high) {
                size_t middle = low + (high - low) / 2;

                if (strcmp(s->entries[s->by_id[middle]].item->id, suggest_text_or(id)) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        if (low < s->count && strcmp(s->entries[s->by_id[low]].item->id, suggest_text_or(id)) == 0)
                return s->by_id[low];
        return suggest_none;
}

static void mark_repeats(struct suggest_side *s, size_t *order)
{
        qsort_r(order, s->count, sizeof *order, by_name, s->entries);
        for (size_t i = 1; i < s->count; i++) {
                if (by_name(&order[i - 1], &order[i], s->entries) == 0)
                        s->entries[order[i - 1]].repeats = s->entries[order[i]].repeats = true;
        }
}

static void find_depths(struct suggest_side *s)
{
        for (size_t i = 0; i < s->count; i++) {
                size_t up = s->entries[i].parent;

                for (; up != suggest_none && s->entries[i].depth < SUGGEST_DEPTH_MAX;
                     up = s->entries[up].parent)
                        s->entries[i].depth++;
        }
}

void suggest_side_fill(struct suggest_side *s, const struct suggest_item *items, size_t count,
                       const struct suggest_profile *p)
{
        CLEANUP(free_ptr) size_t *order = NEW_ARRAY(size_t, count + 1);

        s->entries = NEW_ARRAY(struct suggest_entry, count + 1);
        s->by_id = NEW_ARRAY(size_t, count + 1);
        s->count = count;
        for (size_t i = 0; i < count; i++) {
                fill_entry(&s->entries[i], &items[i], p);
                s->by_id[i] = order[i] = i;
        }
        qsort_r(s->by_id, count, sizeof *s->by_id, by_id, s->entries);
        for (size_t i = 0; i < count; i++) {
                const char *parent = items[i].parent;

                if (parent && *parent && strcmp(parent, items[i].id) != 0)
                        s->entries[i].parent = suggest_side_find(s, parent);
        }
        mark_repeats(s, order);
        find_depths(s);
}

void suggest_side_free(struct suggest_side *s)
{
        for (size_t i = 0; i < s->count; i++) {
                for (size_t k = 0; k < s->entries[i].name_count; k++)
                        suggest_name_clear(&s->entries[i].names[k]);
                free(s->entries[i].names);
                suggest_name_clear(&s->entries[i].title);
        }
        free(s->entries);
        free(s->by_id);
}
