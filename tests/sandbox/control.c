/*
 * control.c - dump, log, stats, seed, reset, faults, visible. See control.h.
 */
#include "control.h"

#include "reply.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PIECE ((size_t)64 << 10)

/* Appends what comes next and moves the cursor; false when there is nothing left. */
typedef bool fill_fn(struct stream *s);

struct stream {
        struct sandbox *sb;
        fill_fn *fill;
        struct buf piece;
        size_t off;
        uint64_t cursor; /* person, reference or log sequence */
        size_t table;    /* of the references */
        uint64_t generation;
};

static void dump_row(const struct row *r, struct buf *out)
{
        if (r->text == NULL)
                return;
        buf_fmt(out, "{\"t\":\"%s\",\"nip\":\"%s\",\"row\":%s", lists[r->list].name, r->owner->nip,
                r->text);
        if (r->hidden != NULL)
                buf_fmt(out, ",\"write_only\":%s", r->hidden);
        buf_fmt(out, ",\"origin\":\"%s\",\"saves\":%u}\n", r->seeded ? "seed" : "save",
                (unsigned)r->saves);
}

static void dump_ref(const struct reftab *tab, const struct ref *ref, struct buf *out)
{
        if (strcmp(tab->name, "ref-unor") == 0) {
                buf_fmt(out, "{\"t\":\"ref-unor\",\"row\":%s}\n", ref->text);
                return;
        }
        buf_str(out, "{\"t\":\"ref\",\"name\":");
        buf_json(out, tab->name);
        buf_fmt(out, ",\"row\":%s}\n", ref->text);
}

/* Persons first, then the references table by table. */
static bool fill_dump(struct stream *s)
{
        const struct store *st = &s->sb->store;

        if (s->generation != s->sb->generation) /* a reset in between: nothing left to tell */
                return false;
        if (s->cursor < st->n) {
                for (const struct row *r = st->persons[s->cursor]->rows; r != NULL; r = r->next)
                        dump_row(r, &s->piece);
                s->cursor++;
                return true;
        }
        uint64_t ref = s->cursor - st->n;

        if (s->table >= st->tab_count)
                return false;
        if (ref < st->tabs[s->table].n) {
                dump_ref(&st->tabs[s->table], st->tabs[s->table].rows[ref], &s->piece);
                s->cursor++;
        } else {
                s->table++;
                s->cursor = st->n;
        }
        return true;
}

static bool fill_log(struct stream *s)
{
        const struct reqlog *l = &s->sb->log;

        if (s->cursor < reqlog_first(l))
                s->cursor = reqlog_first(l);
        if (s->cursor >= l->next_seq)
                return false;
        reqlog_line(l, s->cursor++, &s->piece);
        return true;
}

ssize_t stream_read(struct stream *s, char *out, size_t max)
{
        if (s->off == s->piece.len) {
                s->piece.len = 0;
                s->off = 0;
                pthread_mutex_lock(&s->sb->lock);
                while (s->piece.len < PIECE && s->fill(s))
                        ;
                pthread_mutex_unlock(&s->sb->lock);
                if (s->piece.len == 0)
                        return -1;
        }
        size_t n = s->piece.len - s->off < max ? s->piece.len - s->off : max;

        memcpy(out, s->piece.data + s->off, n);
        s->off += n;
        return (ssize_t)n;
}

void stream_free(struct stream *s)
{
        if (s == NULL)
                return;
        buf_free(&s->piece);
        free(s);
}

static void open_stream(struct sandbox *sb, struct reply *rp, fill_fn *fill)
{
        rp->stream = xcalloc(1, sizeof(*rp->stream));
        rp->stream->sb = sb;
        rp->stream->fill = fill;
        rp->stream->generation = sb->generation;
        rp->status = 200;
        rp->type = "application/x-ndjson";
}

static void problem(struct reply *rp, const char *text)
{
        rp->status = 400;
        buf_str(&rp->body, "{\"error\":");
        buf_json(&rp->body, text);
        buf_str(&rp->body, "}\n");
}

static void get_dump(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        (void)rq;
        open_stream(sb, rp, fill_dump);
}

static void get_log(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        (void)rq;
        open_stream(sb, rp, fill_log);
}

static void get_stats(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        (void)rq;
        rp->status = 200;
        stats_json(&sb->stats, &rp->body);
}

static void post_seed(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        struct seeder none = {0};
        struct seeder *s = rq->seeder == NULL ? &none : rq->seeder;

        (void)sb;
        seed_end(s);
        rp->status = s->refused == 0 ? 200 : 400;
        buf_fmt(&rp->body, "{\"loaded\":%zu,\"refused\":%zu,\"first_error\":", s->lines,
                s->refused);
        buf_json(&rp->body, s->refused == 0 ? NULL : s->first_error);
        buf_str(&rp->body, "}\n");
}

static void post_reset(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        char err[300];

        (void)rq;
        if (sandbox_reset(sb, err, sizeof(err)))
                reply_text(rp, 200, "{\"reset\":true}\n");
        else
                problem(rp, err);
}

static void get_faults(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        (void)rq;
        rp->status = 200;
        faults_json(&sb->faults, &rp->body);
}

static void post_faults(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        char err[200];

        if (faults_set(&sb->faults, rq->body.data, rq->body.len, now_ms(), err, sizeof(err)))
                get_faults(sb, rq, rp);
        else
                problem(rp, err);
}

static void post_visible(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        json_t *root = json_loadb(rq->body.len == 0 ? "" : rq->body.data, rq->body.len, 0, NULL);
        json_t *ms = json_object_get(root, "read_delay_ms");

        if (json_is_integer(ms) && json_integer_value(ms) >= 0) {
                sb->read_delay_ms = json_integer_value(ms);
                rp->status = 200;
                buf_fmt(&rp->body, "{\"read_delay_ms\":%lld}\n", (long long)sb->read_delay_ms);
        } else {
                problem(rp, "needs {\"read_delay_ms\":n}");
        }
        json_decref(root);
}

static const struct {
        const char *method, *path;
        handler_fn *handler;
} commands[] = {
        {"GET", "/dump", get_dump},       {"GET", "/log", get_log},
        {"GET", "/stats", get_stats},     {"POST", "/seed", post_seed},
        {"POST", "/reset", post_reset},   {"GET", "/faults", get_faults},
        {"POST", "/faults", post_faults}, {"POST", "/visible", post_visible},
};

void control_serve(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        for (size_t i = 0; i < COUNT(commands); i++) {
                if (strcmp(commands[i].path, rq->sub) == 0 &&
                    strcmp(commands[i].method, rq->method) == 0) {
                        commands[i].handler(sb, rq, rp);
                        return;
                }
        }
        reply_text(rp, 404, "{\"error\":\"no such command\"}\n");
}

bool control_body(struct sandbox *sb, struct request *rq, const char *data, size_t n)
{
        if (rq->area != AREA_CONTROL || strcmp(rq->sub, "/seed") != 0)
                return false;
        if (rq->seeder == NULL) {
                rq->seeder = xcalloc(1, sizeof(*rq->seeder));
                rq->seeder->store = &sb->store;
        }
        pthread_mutex_lock(&sb->lock);
        seed_feed(rq->seeder, data, n);
        pthread_mutex_unlock(&sb->lock);
        return true;
}
