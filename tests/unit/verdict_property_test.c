/*
 * Thousands of damaged replies, from a fixed seed: damage may make a verdict unknown, never a yes
 * or a no of its own. What must hold of any reply stands in tests/fuzz/reply_promises.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../fuzz/reply_promises.h"
#include "ground/mem.h"

enum { CASES = 100000, BODY_MAX = 4096, NOW_S = 1764000000 };

#define UUID "3fcd1ce4-f42b-11ee-b5eb-0a580a8354be"

/* Longer than a message may be, in characters of three bytes. */
#define WIDE_5 "\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC"
#define WIDE                                                                                       \
        WIDE_5 WIDE_5 WIDE_5 WIDE_5 WIDE_5 WIDE_5 WIDE_5 WIDE_5 WIDE_5 WIDE_5 WIDE_5 WIDE_5 WIDE_5 \
                WIDE_5

/* Each shape of siasn-api 2.2 and 6.1 once. */
static const char *const bodies[] = {
        "{\"code\":1,\"data\":[{\"id\":\"a1\"}],\"count\":1}",
        "{\"code\":\"1\",\"data\":{\"id\":\"a1\"}}",
        "{\"code\":1,\"data\":[]}",
        "{\"success\":true,\"mapData\":{\"rwKursusId\":\"" UUID "\"},\"message\":\"success\"}",
        "{\"success\":\"true\",\"mapData\":{\"rwHukdisId\":\"" UUID "\",\"pnsOrangId\":\"A0001\"}}",
        "{\"success\":true,\"mapData\":\"3fcd1ce4f42b11eeb5eb0a580a8354be\"}",
        "{\"code\":1,\"mapData\":{\"id\":\"8AE482885C25\"}}",
        "{\"success\":true,\"mapData\":null}",
        "{\"success\":false,\"mapData\":null,\"message\":\"nomor sk tidak valid\"}",
        "{\"code\":0,\"data\":null,\"message\":\"1 error occurred:\\n\\t* PnsID is "
        "required\\n\\n\"}",
        "{\"success\":false,\"message\":\"code=500, message=context deadline exceeded\"}",
        "{\"message\":\"Unmarshal type error\"}",
        "{\"code\":0,\"data\":\"Data tidak ditemukan\"}",
        "{\"code\":0,\"data\":null,\"message\":\"record not found\"}",
        "{\"Error\":\"false\",\"Message\":\"Data Tidak Ada Perubahan\"}",
        "{\"Error\":true,\"Message\":\"Gagal\"}",
        "{\"code\":\"900901\",\"message\":\"Invalid Credentials\"}",
        "{\"fault\":{\"code\":900902,\"message\":\"Missing Credentials\"}}",
        "<ams:fault><ams:code>900901</ams:code></ams:fault>",
        "{\"code\":\"900908\",\"message\":\"Resource forbidden\"}",
        "{\"code\":0,\"data\":\"Token SSO mismatch\"}",
        "{\"message\":\"invalid or expired jwt\"}",
        "{\"code\":\"404\",\"message\":\"Not Found\",\"description\":\"The requested resource\"}",
        "{\"code\":\"303001\",\"message\":\"Runtime Error\",\"description\":\"State : SUSPENDED\"}",
        "{\"code\":\"101503\",\"description\":\"Error connecting to the back end\"}",
        "{\"code\":\"101504\",\"message\":\"Runtime Error\",\"description\":\"Send timeout\"}",
        "{\"code\":\"900800\",\"message\":\"Message throttled out\",\"nextAccessTime\":"
        "\"2025-Nov-24 16:01:00+0000 UTC\"}",
        "{\"success\":true,\"mapData\":\"berhasil disimpan\"}",
        "{\"success\":true,\"mapData\":{\"id\":\"berhasil\"}}",
        "{\"success\":false,\"message\":\"x" WIDE WIDE "\"}",
        "<html><body>gateway</body></html>",
        "0",
        "",
};
static const int statuses[] = {200, 200, 200, 201, 301, 400, 401, 403, 404, 405, 408,
                               413, 422, 429, 500, 502, 503, 504, 0,   100, 599};

struct damaged {
        char body[BODY_MAX];
        size_t len;
        struct reply reply;
        enum expect expect;
};

static uint32_t seed;

static uint32_t below(uint32_t n)
{
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        return seed % n;
}

/* ---- Damage ---- */

static void cut(struct damaged *d)
{
        d->len = below((uint32_t)d->len + 1);
}

static void flip_bits(struct damaged *d)
{
        for (uint32_t n = 1 + below(4); n > 0 && d->len > 0; n--)
                d->body[below((uint32_t)d->len)] ^= (char)(1 << below(8));
}

static void overwrite(struct damaged *d)
{
        for (uint32_t n = 1 + below(4); n > 0 && d->len > 0; n--)
                d->body[below((uint32_t)d->len)] = (char)below(256);
}

/* Takes a stretch out of the middle, as a proxy does that loses a packet. */
static void lose_part(struct damaged *d)
{
        size_t from = below((uint32_t)d->len + 1), n = below((uint32_t)(d->len - from) + 1);

        memmove(d->body + from, d->body + from + n, d->len - from - n);
        d->len -= n;
}

/* Two replies in one body. */
static void append_other(struct damaged *d)
{
        const char *other = bodies[below(COUNT_OF(bodies))];
        size_t n = strlen(other);

        if (d->len + n > BODY_MAX)
                return;
        memcpy(d->body + d->len, other, n);
        d->len += n;
}

static void write_json(struct damaged *d, const json_t *root)
{
        d->len = json_dumpb(root, d->body, sizeof d->body, JSON_COMPACT);
        assert_true(d->len > 0 && d->len <= sizeof d->body);
}

/* The same members from last to first: order means nothing in JSON. */
static void reorder(struct damaged *d)
{
        json_t *root = json_loadb(d->body, d->len, 0, NULL), *turned = json_object(), *value;
        const char *key, *keys[32];
        size_t n = 0;

        json_object_foreach (root, key, value) {
                if (n < COUNT_OF(keys))
                        keys[n++] = key;
        }
        for (size_t i = n; i > 0; i--)
                json_object_set(turned, keys[i - 1], json_object_get(root, keys[i - 1]));
        if (n > 0)
                write_json(d, turned);
        json_decref(turned);
        json_decref(root);
}

/* A member of another reply comes in: contradictions, two envelopes at once. */
static void mix(struct damaged *d)
{
        const char *other = bodies[below(COUNT_OF(bodies))];
        json_t *root = json_loadb(d->body, d->len, 0, NULL);
        json_t *add = json_loads(other, 0, NULL);

        if (json_is_object(root) && json_is_object(add)) {
                if (below(2))
                        json_object_update(root, add);
                else
                        json_object_update_missing(root, add);
                write_json(d, root);
        }
        json_decref(root);
        json_decref(add);
}

static void leave_out(struct damaged *d)
{
        json_t *root = json_loadb(d->body, d->len, 0, NULL);
        uint32_t which = below(4);
        const char *key = NULL;
        json_t *value;

        json_object_foreach (root, key, value) {
                if (which-- == 0)
                        break;
        }
        if (key) {
                json_object_del(root, key);
                write_json(d, root);
        }
        json_decref(root);
}

static void (*const damages[])(struct damaged *d) = {cut,          flip_bits, overwrite, lose_part,
                                                     append_other, reorder,   mix,       leave_out};

/* ---- Judging ---- */

static void start(struct damaged *d, size_t body, int status, enum expect expect)
{
        *d = (struct damaged){.len = strlen(bodies[body]), .expect = expect};
        memcpy(d->body, bodies[body], d->len);
        d->reply = (struct reply){.transport = TRANSPORT_OK, .status = status};
}

/* The kind; fails when a promise is broken. A copy of exactly the length, for the sanitizers. */
static enum verdict_kind judge(struct damaged *d)
{
        CLEANUP(free_ptr) char *bytes = mem_new_array(d->len, 1);
        struct verdict v;

        memcpy(bytes, d->body, d->len);
        d->reply.body = bytes;
        d->reply.len = d->len;
        verdict_read(&d->reply, d->expect, "rwKursusId", NOW_S, &v);
        const char *broken = promises_broken(&d->reply, d->expect, &v);
        if (broken)
                fail_msg("%s; got %s \"%s\" for %d (asked %d, transport %d) %.*s", broken,
                         verdict_name(v.kind), v.message, d->reply.status, (int)d->expect,
                         (int)d->reply.transport, (int)d->len, d->body);
        d->reply.body = NULL;
        enum verdict_kind kind = v.kind;
        verdict_clear(&v);
        return kind;
}

static bool gateway_speaks(size_t body)
{
        return strstr(bodies[body], "\"9009") || strstr(bodies[body], ":9009") ||
               strstr(bodies[body], ">9009") || strstr(bodies[body], "9008") ||
               strstr(bodies[body], "303001") || strstr(bodies[body], "101503");
}

static void test_random_damage(void **state)
{
        size_t seen[VERDICT_KINDS] = {0};

        (void)state;
        seed = 20261125;
        for (int i = 0; i < CASES; i++) {
                struct damaged d;
                size_t body = below(COUNT_OF(bodies));
                int status = statuses[below(COUNT_OF(statuses))];

                start(&d, body, status, (enum expect)below(4));
                if (below(50) == 0)
                        d.reply.transport = below(2) ? TRANSPORT_LOST : TRANSPORT_NOT_SENT;
                if (below(10) == 0)
                        d.reply.retry_after = below(2) ? "120" : "Mon, 24 Nov 2025 16:05:00 GMT";
                for (uint32_t n = below(4); n > 0; n--)
                        damages[below(COUNT_OF(damages))](&d);
                seen[judge(&d)]++;
        }
        /* A search that never gets as far proves nothing. */
        for (int kind = 0; kind < VERDICT_KINDS; kind++) {
                if (seen[kind] < 20)
                        fail_msg("%s only %zu times", verdict_name((enum verdict_kind)kind),
                                 seen[kind]);
        }
}

/* Cut anywhere, a save under 200 is neither done, nor rejected, nor surely undone. */
static void test_cut_anywhere(void **state)
{
        (void)state;
        for (size_t body = 0; body < COUNT_OF(bodies); body++) {
                for (size_t len = 1; len < strlen(bodies[body]); len++) {
                        struct damaged d;

                        start(&d, body, 200, EXPECT_SAVE);
                        d.len = len;
                        enum verdict_kind kind = judge(&d);
                        /* A gateway's XML names its code before it ends. */
                        if (bodies[body][0] == '<' && kind == VERDICT_APIM_REFUSED)
                                continue;
                        if (kind != VERDICT_UNCLEAR)
                                fail_msg("%.*s: %s", (int)len, bodies[body], verdict_name(kind));
                }
        }
}

/* Garbled by one bit anywhere, a save that was refused never becomes one that is done. */
static void test_no_bit_makes_success(void **state)
{
        (void)state;
        for (size_t body = 0; body < COUNT_OF(bodies); body++) {
                struct damaged whole;

                start(&whole, body, 200, EXPECT_SAVE);
                enum verdict_kind refused = judge(&whole);
                if (refused != VERDICT_REJECTED && !verdict_not_processed(refused))
                        continue;
                for (size_t bit = 0; bit < 8 * whole.len; bit++) {
                        struct damaged d = whole;

                        d.body[bit / 8] ^= (char)(1 << bit % 8);
                        if (judge(&d) == VERDICT_OK)
                                fail_msg("%.*s became a success", (int)d.len, d.body);
                }
        }
}

/* Whatever the order of members, the reply means the same. */
static void test_order_means_nothing(void **state)
{
        (void)state;
        for (size_t body = 0; body < COUNT_OF(bodies); body++) {
                for (size_t s = 0; s < COUNT_OF(statuses); s++) {
                        for (enum expect expect = EXPECT_LIST; expect <= EXPECT_ACK; expect++) {
                                struct damaged straight, turned;

                                start(&straight, body, statuses[s], expect);
                                start(&turned, body, statuses[s], expect);
                                reorder(&turned);
                                assert_int_equal(judge(&straight), judge(&turned));
                        }
                }
        }
}

/* A write under 5xx may have been done. Only who stands before the backend can say it was not. */
static void test_5xx_of_a_write(void **state)
{
        (void)state;
        for (size_t body = 0; body < COUNT_OF(bodies); body++) {
                for (int status = 500; status <= 599; status++) {
                        struct damaged d;

                        start(&d, body, status, status % 2 ? EXPECT_SAVE : EXPECT_ACK);
                        enum verdict_kind kind = judge(&d);
                        bool token = strcasestr(bodies[body], "jwt") ||
                                     strcasestr(bodies[body], "token sso") ||
                                     strcasestr(bodies[body], "credentials");

                        if (kind != VERDICT_UNCLEAR && !gateway_speaks(body) && !token)
                                fail_msg("%d %s: %s", status, bodies[body], verdict_name(kind));
                        assert_true(kind == VERDICT_UNCLEAR || verdict_not_processed(kind));
                }
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_random_damage),        cmocka_unit_test(test_cut_anywhere),
                cmocka_unit_test(test_no_bit_makes_success), cmocka_unit_test(test_5xx_of_a_write),
                cmocka_unit_test(test_order_means_nothing),
        };

        return cmocka_run_group_tests_name("verdict_property", tests, NULL, NULL);
}
