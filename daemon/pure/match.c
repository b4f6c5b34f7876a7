#include "pure/match.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/value.h"

enum remote_state {
        REMOTE_FREE,
        REMOTE_TAKEN,
        REMOTE_CONTESTED, /* candidate of an ambiguous row: nobody takes it before a person decides
                           */
};

struct side {
        char **keys; /* count x d->match_count; NULL where a row has no such key */
        size_t count;
};

struct matching {
        const struct descriptor *d;
        const struct match_row *rows;
        struct side ours, theirs;
        char **whole; /* our natural keys with what tells our rows apart; NULL as the key */
        char **ids;   /* of remotes, "" for none */
        enum remote_state *states;
        bool *settled; /* rows that have their answer */
        struct match *ret;
};

static const char *key_at(const struct matching *m, const struct side *side, size_t row, size_t key)
{
        return side->keys[row * m->d->match_count + key];
}

/* Rows without a key have nothing in common. */
static bool alike(const char *a, const char *b)
{
        return a && b && strcmp(a, b) == 0;
}

static bool same_key(const struct matching *m, size_t row, size_t remote, size_t key)
{
        return alike(key_at(m, &m->ours, row, key), key_at(m, &m->theirs, remote, key));
}

static const json_t *member(const json_t *object, const char *name)
{
        return name ? json_object_get(object, name) : NULL;
}

/* What the service says in a field, under either of its spellings. */
static const json_t *shown(const struct field *field, const json_t *remote)
{
        const json_t *value = member(remote, field->read);

        return value || !field->read_else ? value : member(remote, field->read_else);
}

/*
 * The values of a key's fields, lower-case, one string. The natural key may have empty parts (a
 * structural position has no JF id) but not only such; a weaker key with an empty part says too
 * little to recognise anything by.
 */
static char *make_key(const struct descriptor *d, size_t key, const json_t *object, bool ours)
{
        struct text text = {0};
        size_t empty = 0;

        for (size_t i = 0; i < d->match[key].count; i++) {
                const struct field *field = &d->fields[d->match[key].fields[i]];
                const json_t *raw = ours ? member(object, descriptor_payload_name(d, field))
                                         : shown(field, object);
                CLEANUP(free_ptr) char *value = value_normal(field, raw);

                for (char *c = value; *c; c++)
                        *c = (char)tolower((unsigned char)*c);
                empty += *value == '\0';
                text_add(&text, value);
                text_add_char(&text, '\x1f'); /* no value holds one: "ab"+"c" is not "a"+"bc" */
        }
        if (empty == d->match[key].count || (empty > 0 && key > 0)) {
                text_free(&text);
                return NULL;
        }
        return text_take(&text);
}

static void add_keys(const struct descriptor *d, struct side *side, size_t row,
                     const json_t *object, bool ours)
{
        for (size_t key = 0; key < d->match_count; key++)
                side->keys[row * d->match_count + key] = make_key(d, key, object, ours);
}

static char *make_whole(const struct matching *m, size_t row)
{
        const char *key = key_at(m, &m->ours, row, 0);
        struct text text = {0};

        if (!key)
                return NULL;
        text_add(&text, key);
        for (size_t i = 0; i < m->d->distinct_count; i++) {
                const struct field *field = &m->d->fields[m->d->distinct[i]];
                CLEANUP(free_ptr)
                char *value = value_normal(
                        field, member(m->rows[row].payload, descriptor_payload_name(m->d, field)));

                text_add(&text, value);
                text_add_char(&text, '\x1f');
        }
        return text_take(&text);
}

static char *remote_id(const struct descriptor *d, const json_t *remote)
{
        static const struct field text = {.type = FIELD_TEXT};

        return value_normal(&text, member(remote, d->read_id));
}

static void begin(struct matching *m, size_t count, const json_t *remotes)
{
        size_t remote_count = json_array_size(remotes), keys = m->d->match_count;

        m->ours = (struct side){.keys = NEW_ARRAY(char *, count *keys), .count = count};
        m->theirs =
                (struct side){.keys = NEW_ARRAY(char *, remote_count *keys), .count = remote_count};
        m->ids = NEW_ARRAY(char *, remote_count);
        m->states = NEW_ARRAY(enum remote_state, remote_count);
        m->settled = NEW_ARRAY(bool, count);
        m->whole = NEW_ARRAY(char *, count);
        for (size_t i = 0; i < count; i++) {
                add_keys(m->d, &m->ours, i, m->rows[i].payload, true);
                m->whole[i] = make_whole(m, i);
        }
        for (size_t i = 0; i < remote_count; i++) {
                const json_t *remote = json_array_get(remotes, i);

                add_keys(m->d, &m->theirs, i, remote, false);
                m->ids[i] = remote_id(m->d, remote);
                if (!*m->ids[i])
                        m->states[i] = REMOTE_TAKEN; /* nothing can be linked to it */
        }
}

static void side_clear(struct side *side, size_t keys)
{
        for (size_t i = 0; i < side->count * keys; i++)
                free(side->keys[i]);
        free(side->keys);
}

static void end(struct matching *m)
{
        for (size_t i = 0; i < m->theirs.count; i++)
                free(m->ids[i]);
        for (size_t i = 0; i < m->ours.count; i++)
                free(m->whole[i]);
        free(m->whole);
        side_clear(&m->ours, m->d->match_count);
        side_clear(&m->theirs, m->d->match_count);
        free(m->ids);
        free(m->states);
        free(m->settled);
}

static void settle(struct matching *m, size_t row, struct match answer)
{
        m->ret[row] = answer;
        m->settled[row] = true;
}

static void settle_found(struct matching *m, size_t row, size_t remote)
{
        m->states[remote] = REMOTE_TAKEN;
        settle(m, row, (struct match){.kind = MATCH_FOUND, .remote = remote});
}

/* Index of the free remote with that id, the number of remotes when there is none. */
static size_t find_id(const struct matching *m, const char *id)
{
        size_t i = 0;

        if (!id || !*id)
                return m->theirs.count;
        while (i < m->theirs.count &&
               (m->states[i] != REMOTE_FREE || strcasecmp(m->ids[i], id) != 0))
                i++;
        return i;
}

static void match_links(struct matching *m)
{
        for (size_t i = 0; i < m->ours.count; i++) {
                size_t remote = find_id(m, m->rows[i].linked_id);

                if (remote < m->theirs.count)
                        settle_found(m, i, remote);
        }
}

/* The row that stands for `row` at SIASN already: one that is linked, or an earlier one. */
static size_t find_twin(const struct matching *m, size_t row)
{
        for (int linked = 1; linked >= 0; linked--) {
                for (size_t i = 0; i < (linked ? m->ours.count : row); i++) {
                        bool found = m->settled[i] && m->ret[i].kind == MATCH_FOUND;
                        bool open = !m->settled[i];

                        if (i != row && (linked ? found : open) &&
                            alike(m->whole[row], m->whole[i]))
                                return i;
                }
        }
        return row;
}

static void match_duplicates(struct matching *m)
{
        for (size_t i = 0; i < m->ours.count; i++) {
                if (m->settled[i] || !m->whole[i])
                        continue;
                size_t twin = find_twin(m, i);
                if (twin != i)
                        settle(m, i, (struct match){.kind = MATCH_DUPLICATE, .other = twin});
        }
}

static bool agrees(const struct matching *m, size_t row, size_t remote)
{
        for (size_t key = 0; key < m->d->match_count; key++) {
                if (same_key(m, row, remote, key))
                        return true;
        }
        return false;
}

static void match_hints(struct matching *m)
{
        for (size_t i = 0; i < m->ours.count; i++) {
                size_t remote = m->settled[i] ? m->theirs.count : find_id(m, m->rows[i].hint_id);

                if (remote < m->theirs.count && agrees(m, i, remote))
                        settle_found(m, i, remote);
        }
}

/* SIASN may hold the same row several times; the smallest id makes the choice repeatable. */
static void match_natural(struct matching *m, bool doubt)
{
        for (size_t i = 0; i < m->ours.count; i++) {
                size_t best = m->theirs.count;

                if (m->rows[i].doubt != doubt)
                        continue;
                for (size_t r = 0; !m->settled[i] && r < m->theirs.count; r++) {
                        if (m->states[r] == REMOTE_FREE && same_key(m, i, r, 0) &&
                            (best == m->theirs.count || strcmp(m->ids[r], m->ids[best]) < 0))
                                best = r;
                }
                if (best < m->theirs.count)
                        settle_found(m, i, best);
        }
}

struct candidates {
        size_t rows, remotes; /* how many share the key */
        size_t remote;        /* one of them */
        bool contested;
};

static struct candidates count_candidates(const struct matching *m, size_t row, size_t key)
{
        struct candidates c = {0};

        for (size_t i = 0; i < m->ours.count; i++)
                c.rows += !m->settled[i] &&
                          alike(key_at(m, &m->ours, row, key), key_at(m, &m->ours, i, key));
        for (size_t r = 0; r < m->theirs.count; r++) {
                if (m->states[r] == REMOTE_TAKEN || !same_key(m, row, r, key))
                        continue;
                c.remotes++;
                c.remote = r;
                c.contested |= m->states[r] == REMOTE_CONTESTED;
        }
        return c;
}

static void contest(struct matching *m, size_t row, size_t key)
{
        for (size_t r = 0; r < m->theirs.count; r++) {
                if (m->states[r] == REMOTE_FREE && same_key(m, row, r, key))
                        m->states[r] = REMOTE_CONTESTED;
        }
        settle(m, row, (struct match){.kind = MATCH_AMBIGUOUS});
}

static void match_weaker(struct matching *m, size_t key)
{
        for (size_t i = 0; i < m->ours.count; i++) {
                if (m->settled[i] || !key_at(m, &m->ours, i, key))
                        continue;
                struct candidates c = count_candidates(m, i, key);
                if (c.remotes == 1 && c.rows == 1 && !c.contested)
                        settle_found(m, i, c.remote);
                else if (c.remotes > 0)
                        contest(m, i, key);
        }
}

static void match_rest(struct matching *m)
{
        for (size_t i = 0; i < m->ours.count; i++) {
                const char *link = m->rows[i].linked_id;

                if (!m->settled[i])
                        settle(m, i,
                               (struct match){.kind = link && *link ? MATCH_GONE : MATCH_NEW});
        }
}

void match_assign(const struct descriptor *d, const struct match_row *rows, size_t count,
                  const json_t *remotes, struct match *ret)
{
        struct matching m = {.d = d, .rows = rows, .ret = ret};

        begin(&m, count, remotes);
        match_links(&m);
        match_duplicates(&m);
        match_hints(&m);
        match_natural(&m, true);
        match_natural(&m, false);
        for (size_t key = 1; key < d->match_count; key++)
                match_weaker(&m, key);
        match_rest(&m);
        end(&m);
}

char *match_value(const struct field *field, const json_t *value)
{
        return value_normal(field, value);
}

/* HEX32, hex32 and uuid ids live side by side, and either case names the same thing. */
static bool is_id(const char *s)
{
        size_t len = strlen(s);

        return len >= 32 && strspn(s, "0123456789abcdefABCDEF-") == len;
}

/* The service keeps no number that we left out as its zero. */
static bool is_zero_of(const struct field *field, const char *ours, const char *theirs)
{
        bool number = field->type == FIELD_INT || field->type == FIELD_NUMBER;

        return number && !*ours && strcmp(theirs, "0") == 0;
}

static bool same_value(const struct field *field, const char *ours, const char *theirs)
{
        if (is_zero_of(field, ours, theirs))
                return true;
        if (is_id(ours) && is_id(theirs))
                return strcasecmp(ours, theirs) == 0;
        return strcmp(ours, theirs) == 0;
}

static void add_diff(struct diff_list *list, const struct field *field, char *ours, char *theirs)
{
        list->items = mem_resize_array(list->items, list->count + 1, sizeof *list->items);
        list->items[list->count++] = (struct diff){.field = field, .ours = ours, .theirs = theirs};
}

void match_diff(const struct descriptor *d, const json_t *payload, const json_t *remote,
                struct diff_list *ret)
{
        *ret = (struct diff_list){0};
        for (size_t i = 0; i < d->field_count; i++) {
                const struct field *field = &d->fields[i];
                const json_t *value = member(payload, descriptor_payload_name(d, field));

                if (!field->read || !value)
                        continue;
                CLEANUP(free_ptr) char *ours = match_value(field, value);
                CLEANUP(free_ptr) char *theirs = match_value(field, shown(field, remote));
                if (!same_value(field, ours, theirs))
                        add_diff(ret, field, TAKE_PTR(ours), TAKE_PTR(theirs));
        }
}

void diff_list_free(struct diff_list *list)
{
        for (size_t i = 0; i < list->count; i++) {
                free(list->items[i].ours);
                free(list->items[i].theirs);
        }
        free(list->items);
        *list = (struct diff_list){0};
}

bool match_equal(const struct descriptor *d, const json_t *payload, const json_t *remote)
{
        struct diff_list differences;

        match_diff(d, payload, remote, &differences);
        bool equal = differences.count == 0;
        diff_list_free(&differences);
        return equal;
}
