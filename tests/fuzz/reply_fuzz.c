/*
 * Fuzz: whatever the service answers, the verdict keeps its promises (reply_promises.h).
 *
 * An input is one byte of what was asked, one that chooses the status, then the body. Of the first
 * byte: bits 0-1 what is expected, bit 2 no name for the id, bit 3 the first line is a Retry-After,
 * bit 4 the reply is lost or was never asked for. So "B@{...}" is a save under 200.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "ground/mem.h"
#include "reply_promises.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NO_KEY = 4, RETRY_AFTER = 8, NO_REPLY = 16, NOW_S = 1764000000 };

/* "@" is the first, "A" the second, and so on. */
static const int statuses[] = {200, 201, 204, 301, 400, 401, 403, 404, 405, 408, 409,
                               413, 422, 429, 500, 502, 503, 504, 0,   100, 307};

static void break_off(const char *promise, const struct verdict *v)
{
        fprintf(stderr, "promise broken: %s\n  verdict %s, id \"%.63s\", \"%.399s\"\n", promise,
                verdict_name(v->kind), v->id, v->message);
        abort();
}

static bool same(const struct verdict *a, const struct verdict *b)
{
        return a->kind == b->kind && strcmp(a->id, b->id) == 0 && a->wait_ms == b->wait_ms &&
               strcmp(a->message, b->message) == 0 &&
               (a->data ? json_equal(a->data, b->data) : !b->data);
}

static void read_twice(const struct reply *reply, enum expect expect, const char *id_key)
{
        struct verdict first, again;

        verdict_read(reply, expect, id_key, NOW_S, &first);
        const char *broken = promises_broken(reply, expect, &first);
        if (broken)
                break_off(broken, &first);
        verdict_read(reply, expect, id_key, NOW_S, &again);
        if (!same(&first, &again))
                break_off("the same reply means the same", &again);
        verdict_clear(&first);
        verdict_clear(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        if (size < 2)
                return 0;
        unsigned asked = data[0], chosen = data[1];
        const char *body = (const char *)data + 2;
        size_t len = size - 2;
        char *retry_after = NULL;
        struct reply reply = {.status = statuses[(chosen & 63u) % COUNT_OF(statuses)]};

        if (asked & NO_REPLY)
                reply.transport = chosen & 1u ? TRANSPORT_LOST : TRANSPORT_NOT_SENT;
        if (asked & RETRY_AFTER) {
                const char *end = memchr(body, '\n', len);
                size_t head = end ? (size_t)(end - body) : len;

                retry_after = mem_dup_n(body, head);
                head += end != NULL;
                body += head;
                len -= head;
        }
        reply.body = len > 0 || chosen & 64u ? body : NULL;
        reply.len = len;
        reply.retry_after = retry_after;
        read_twice(&reply, (enum expect)(asked & 3u), asked & NO_KEY ? NULL : "rwKursusId");
        free(retry_after);
        return 0;
}
