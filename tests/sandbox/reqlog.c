/*
 * reqlog.c - the request log. See reqlog.h for what it promises.
 */
#include "reqlog.h"

#include <stdlib.h>
#include <string.h>

static struct log_entry *slot(const struct reqlog *l, uint64_t seq)
{
        return &l->entries[(seq - 1) % REQLOG_MAX];
}

uint64_t reqlog_first(const struct reqlog *l)
{
        return l->next_seq > REQLOG_MAX ? l->next_seq - REQLOG_MAX : 1;
}

void reqlog_add(struct reqlog *l, const struct log_entry *e, const char *const parts[4])
{
        struct buf text = {0};

        if (l->next_seq == 0)
                l->next_seq = 1;
        if (l->next_seq > l->cap && l->cap < REQLOG_MAX) {
                l->cap = l->cap == 0 ? 1024 : l->cap * 2;
                if (l->cap > REQLOG_MAX)
                        l->cap = REQLOG_MAX;
                l->entries = xgrow(l->entries, l->cap, sizeof(*l->entries));
        }
        for (size_t i = 0; i < 4; i++)
                buf_add(&text, parts[i], strlen(parts[i]) + 1);
        struct log_entry *to = slot(l, l->next_seq);

        if (l->next_seq > REQLOG_MAX)
                free(to->text);
        *to = *e;
        to->text = xgrow(text.data, text.len, 1);
        l->next_seq++;
}

/* An empty text is told as null. */
static void member(struct buf *out, const char *name, const char *text)
{
        buf_fmt(out, ",\"%s\":", name);
        buf_json(out, text == NULL || text[0] == '\0' ? NULL : text);
}

void reqlog_line(const struct reqlog *l, uint64_t seq, struct buf *out)
{
        static const char *const names[] = {"method", "path", "nip", "row_id"};
        const struct log_entry *e = slot(l, seq);
        const char *text = e->text;

        buf_fmt(out, "{\"seq\":%llu,\"start_ms\":%lld,\"end_ms\":%lld", (unsigned long long)seq,
                (long long)e->start_ms, (long long)e->end_ms);
        for (size_t i = 0; i < COUNT(names); i++) {
                member(out, names[i], text);
                text += strlen(text) + 1;
        }
        member(out, "list", e->list);
        buf_fmt(out, ",\"status\":%d,\"committed\":%s", e->status, e->committed ? "true" : "false");
        member(out, "fault", e->fault);
        buf_str(out, "}\n");
}

void reqlog_free(struct reqlog *l)
{
        uint64_t end = l->next_seq == 0 ? 1 : l->next_seq;

        for (uint64_t seq = reqlog_first(l); seq < end; seq++)
                free(slot(l, seq)->text);
        free(l->entries);
        *l = (struct reqlog){0};
}
