#include "engine/reference_pull.h"

#include <stdio.h>
#include <string.h>

#include "engine/arrays.h"
#include "engine/reference_flag.h"
#include "engine/reference_merge.h"
#include "ground/mem.h"
#include "sql.h"

enum { PAGE_ROWS = 1000, PAGES_MAX = 2000 };

struct reference_pull {
        struct reference_outcome *lists;
        size_t count, at;
        const char *actor, *accept_by;
        enum reference_step step;
        bool last;        /* the page that waits to be written is the list's last */
        bool cleared;     /* leftovers of an earlier pull are gone */
        int64_t received; /* rows of this list so far */
        int64_t total;    /* as the service announces, -1: it does not */
        int64_t pages;
        int tries;          /* of the same call, in vain */
        struct arrays page; /* id, name, parent, code, level, title, active, raw */
};

struct reference_pull *reference_pull_new(const struct siasn_list *const *lists, size_t count,
                                          const char *actor, const char *accept_by)
{
        struct reference_pull *p = NEW(struct reference_pull);

        p->lists = NEW_ARRAY(struct reference_outcome, count);
        p->count = count;
        for (size_t i = 0; i < count; i++)
                p->lists[i].list = lists[i];
        p->actor = actor;
        p->accept_by = accept_by;
        p->total = -1;
        p->step = count ? REFERENCE_CALL : REFERENCE_OVER;
        return p;
}

void reference_pull_free(struct reference_pull *p)
{
        if (!p)
                return;
        arrays_free(&p->page);
        free(p->lists);
        free(p);
}

enum reference_step reference_pull_step(const struct reference_pull *p)
{
        return p->step;
}

struct siasn_call reference_pull_call(const struct reference_pull *p, char **path)
{
        return siasn_list_call(p->lists[p->at].list, PAGE_ROWS, p->received, path);
}

static struct reference_outcome *current(struct reference_pull *p)
{
        return &p->lists[p->at];
}

static void next_list(struct reference_pull *p)
{
        arrays_clear(&p->page);
        p->last = p->cleared = false;
        p->received = p->pages = 0;
        p->total = -1;
        p->tries = 0;
        p->at++;
        p->step = p->at < p->count ? REFERENCE_CALL : REFERENCE_WRITE;
}

/* All lists are through: what is left is to look at the records that use them. */
static bool is_flagging(const struct reference_pull *p)
{
        return p->at == p->count;
}

static bool write_flags(struct reference_pull *p, struct db *state, struct err *err)
{
        bool more;

        if (!reference_flag_slice(state, &more, err))
                return false;
        if (!more)
                p->step = REFERENCE_OVER;
        return true;
}

/* The list keeps what it has; the reason is written down at the next write. */
static void fail(struct reference_pull *p, enum reference_end end, const char *why)
{
        struct reference_outcome *o = current(p);

        o->end = end;
        snprintf(o->why, sizeof o->why, "%s", why);
        p->step = REFERENCE_WRITE;
}

static bool take_row(struct reference_pull *p, const json_t *row)
{
        struct siasn_item item;

        if (!siasn_item_read(current(p)->list, row, &item))
                return false;
        ARRAYS_ADD(&p->page, item.id, item.name, item.parent, item.code, item.level, item.title,
                   item.active ? "t" : "f", item.raw);
        siasn_item_clear(&item);
        return true;
}

/* The end is known when the service counts, or when the list is not paged; else by an empty page.
 */
static void take_rows(struct reference_pull *p, const json_t *rows, int64_t total)
{
        size_t index;
        const json_t *row;

        json_array_foreach ((json_t *)rows, index, row) {
                if (take_row(p, row))
                        continue;
                arrays_clear(&p->page);
                fail(p, REFERENCE_FAILED, "SIASN gave a row without id");
                return;
        }
        p->received += (int64_t)json_array_size(rows);
        p->total = total;
        p->pages++;
        p->last = !current(p)->list->paged || (total >= 0 && p->received >= total);
        p->step = REFERENCE_WRITE;
}

static void say_trouble(const struct siasn_answer *a, char *out, size_t size)
{
        snprintf(out, size, "%s: %.300s", verdict_name(a->verdict.kind),
                 *a->detail ? a->detail : a->verdict.message);
}

bool reference_pull_answer(struct reference_pull *p, const struct siasn_answer *a)
{
        char why[400];

        switch (a->verdict.kind) {
        case VERDICT_OK:
                p->tries = 0;
                take_rows(p, a->verdict.data, a->verdict.total);
                return true;
        case VERDICT_EMPTY:
                p->tries = 0;
                p->last = true;
                p->step = REFERENCE_WRITE;
                return true;
        case VERDICT_NO_SUCH_PATH:
                fail(p, REFERENCE_NONE, "SIASN does not offer this list");
                return true;
        case VERDICT_REJECTED:
        case VERDICT_FORBIDDEN:
                say_trouble(a, why, sizeof why);
                fail(p, REFERENCE_FAILED, why);
                return true;
        default:
                say_trouble(a, why, sizeof why);
                if (++p->tries >= REFERENCE_TRIES)
                        reference_pull_give_up(p, why);
                return false;
        }
}

void reference_pull_give_up(struct reference_pull *p, const char *why)
{
        if (p->step == REFERENCE_OVER || is_flagging(p))
                return;
        fail(p, REFERENCE_FAILED, why);
        p->count = p->at + 1; /* the others have not been tried */
}

static bool write_page(struct reference_pull *p, struct db *state, int64_t *fresh, struct err *err)
{
        const char *list = current(p)->list->name;
        CLEANUP(db_result_free_ptr) struct db_result *added = NULL;

        *fresh = 0;
        if (!p->cleared && !db_query(state, sql_reference_incoming_clear, DB_ARGS(list), NULL, err))
                return false;
        p->cleared = true;
        if (p->page.rows == 0)
                return true;
        if (!arrays_query(state, sql_reference_incoming_add, &list, 1,
                          &(struct arrays_part){&p->page, 8}, 1, &added, err))
                return false;
        *fresh = (int64_t)db_rows(added);
        arrays_clear(&p->page);
        return true;
}

static struct reference_merge merge_of(const struct reference_pull *p, struct db *state)
{
        return (struct reference_merge){
                .state = state, .actor = p->actor, .accept_by = p->accept_by};
}

static bool write_problem(struct reference_pull *p, struct db *state, struct err *err)
{
        const struct reference_merge merge = merge_of(p, state);

        if (!reference_merge_problem(&merge, current(p), err))
                return false;
        next_list(p);
        return true;
}

static bool write_list(struct reference_pull *p, struct db *state, struct err *err)
{
        const struct reference_merge merge = merge_of(p, state);

        if (p->total >= 0 && p->received < p->total) {
                char why[160];

                snprintf(why, sizeof why,
                         "SIASN announces %lld rows and gives %lld: read again later",
                         (long long)p->total, (long long)p->received);
                fail(p, REFERENCE_FAILED, why);
                return write_problem(p, state, err);
        }
        if (!reference_merge_list(&merge, current(p), err)) {
                current(p)->end = REFERENCE_PENDING;
                return false;
        }
        next_list(p);
        return true;
}

bool reference_pull_write(struct reference_pull *p, struct db *state, struct err *err)
{
        int64_t fresh;

        if (is_flagging(p))
                return write_flags(p, state, err);
        if (current(p)->end != REFERENCE_PENDING)
                return write_problem(p, state, err);
        if (!write_page(p, state, &fresh, err))
                return false;
        if (p->last || fresh == 0) /* nothing new: the service ignores the offset */
                return write_list(p, state, err);
        if (p->pages >= PAGES_MAX) {
                fail(p, REFERENCE_FAILED, "the list does not end");
                return write_problem(p, state, err);
        }
        p->step = REFERENCE_CALL;
        return true;
}

size_t reference_pull_count(const struct reference_pull *p)
{
        return p->count;
}

const struct reference_outcome *reference_pull_outcome(const struct reference_pull *p, size_t i)
{
        return &p->lists[i];
}
