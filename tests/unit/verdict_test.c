/*
 * Verdict: every reply shape of siasn-api 2.2 and 6.1, and those that must never be taken for
 * success or for "not there".
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/verdict.h"

#define UUID  "3fa85f64-5717-11ee-b3fc-0a580a830001"
#define NOW_S INT64_C(1735689600) /* 2025-01-01 00:00:00 UTC */

#define LIST   EXPECT_LIST
#define OBJECT EXPECT_OBJECT
#define SAVE   EXPECT_SAVE
#define ACK    EXPECT_ACK
#define CODES  EXPECT_REFERENCE

struct shape {
        enum expect expect;
        int status;
        const char *body;
        enum verdict_kind want;
};

static const struct shape reads[] = {
        {LIST, 200, "{\"code\":1,\"data\":[{\"id\":\"x\"}]}", VERDICT_OK},
        {LIST, 200, "{\"code\":\"1\",\"data\":[{}],\"count\":1}", VERDICT_OK},
        {LIST, 200, "{\"code\":1,\"code\":1,\"data\":[1]}", VERDICT_OK}, /* duplicate keys */
        {LIST, 200, "{\"code\":1,\"data\":[]}", VERDICT_EMPTY},
        {LIST, 200, "{\"code\":1,\"data\":null}", VERDICT_EMPTY},
        {LIST, 200, "{\"code\":1}", VERDICT_UNCLEAR},
        {LIST, 200, "{\"code\":1,\"data\":{}}", VERDICT_UNCLEAR},
        {LIST, 200, "{\"code\":1,\"data\":\"text\"}", VERDICT_UNCLEAR},
        {OBJECT, 200, "{\"code\":1,\"data\":{\"id\":\"x\"}}", VERDICT_OK},
        {OBJECT, 200, "{\"code\":1,\"data\":[]}", VERDICT_UNCLEAR},
        {OBJECT, 200, "{\"code\":1,\"data\":null}", VERDICT_UNCLEAR},

        {LIST, 404, "{\"code\":0,\"data\":\"Data tidak ditemukan\"}", VERDICT_EMPTY},
        {OBJECT, 404, "{\"code\":0,\"data\":\"Data tidak ditemukan\"}", VERDICT_EMPTY},
        {LIST, 404, "{\"code\":\"0\",\"data\":null}", VERDICT_EMPTY},
        {LIST, 404, "{\"code\":0}", VERDICT_EMPTY},
        {LIST, 200, "{\"code\":0,\"data\":\"Data tidak ditemukan\"}", VERDICT_EMPTY},
        {LIST, 200, "{\"code\":0,\"data\":null,\"message\":\"record not found\"}", VERDICT_EMPTY},
        {LIST, 400, "{\"code\":0,\"data\":\" Record Not Found \"}", VERDICT_EMPTY},
        {LIST, 500, "{\"code\":0,\"data\":\"record not found\"}", VERDICT_EMPTY},
        {LIST, 500, "{\"message\":\"record not found\"}", VERDICT_UNCLEAR},
        {LIST, 404, "{\"code\":0,\"data\":\"dial tcp 10.0.0.1:5432: i/o timeout\"}",
         VERDICT_UNCLEAR},
        {LIST, 404, "{\"code\":0,\"data\":[{\"id\":\"x\"}]}", VERDICT_UNCLEAR},
        {LIST, 404, "{\"code\":1,\"data\":[{\"id\":\"x\"}]}", VERDICT_UNCLEAR},
        {LIST, 404, "{\"code\":0,\"success\":true}", VERDICT_UNCLEAR},

        {LIST, 400, "{\"code\":0,\"message\":\"NIP tidak valid\"}", VERDICT_REJECTED},
        {LIST, 200, "{\"code\":0,\"data\":null,\"message\":\"unor record not found\"}",
         VERDICT_REJECTED},
        {LIST, 200, "{\"code\":0,\"data\":null}", VERDICT_UNCLEAR},
        {LIST, 400, "{\"code\":0}", VERDICT_UNCLEAR},
        {LIST, 200, "{}", VERDICT_UNCLEAR},
        {LIST, 200, "{\"results\":[{}]}", VERDICT_UNCLEAR},
        {LIST, 200, "[{}]", VERDICT_UNCLEAR},

        {CODES, 200, "{\"results\":[{\"id\":\"1\"}]}", VERDICT_OK},
        {CODES, 200, "[{\"id\":\"1\"}]", VERDICT_OK},
        {CODES, 200, "{\"code\":1,\"data\":[{\"Id\":\"1\"}],\"count\":9}", VERDICT_OK},
        {CODES, 200, "{\"results\":[]}", VERDICT_EMPTY},
        {CODES, 200, "[]", VERDICT_EMPTY},
        {CODES, 404, "{\"code\":0,\"data\":\"Data tidak ditemukan\"}", VERDICT_EMPTY},
        {CODES, 404, "{\"message\":\"Not Found\"}", VERDICT_NO_SUCH_PATH},
        {CODES, 200, "{\"results\":{}}", VERDICT_UNCLEAR},
        {CODES, 200, "{\"code\":0,\"results\":[{}]}", VERDICT_UNCLEAR},
        {CODES, 502, "[{\"id\":\"1\"}]", VERDICT_UNCLEAR},
        {CODES, 200, "[{\"id\":\"1\"}", VERDICT_UNCLEAR},
        {CODES, 200, "7", VERDICT_UNCLEAR},
};

static const struct shape saves[] = {
        {SAVE, 200, "{\"success\":true,\"mapData\":{\"rwJabatanId\":\"" UUID "\"}}", VERDICT_OK},
        {SAVE, 200, "{\"success\":\"true\",\"mapData\":\"" UUID "\",\"message\":\"success\"}",
         VERDICT_OK},
        {SAVE, 200, "{\"code\":1,\"mapData\":{\"rwHukdisId\":\"" UUID "\"}}", VERDICT_OK},
        {SAVE, 200, "{\"success\":true,\"mapData\":{\"id\":\"" UUID "\",\"pnsOrangId\":\"A0001\"}}",
         VERDICT_OK},

        /* Success without an id of the row is no success that we can build on. */
        {SAVE, 200, "{\"success\":true,\"mapData\":null}", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"success\":true}", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"success\":true,\"mapData\":\"\"}", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"success\":true,\"mapData\":\"null\"}", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"success\":true,\"mapData\":\"000\"}", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"success\":true,\"mapData\":\"berhasil disimpan 1\"}", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"success\":true,\"mapData\":\"?1234567\"}", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"success\":true,\"mapData\":{\"rwJabatanId\":\"\"}}", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"success\":true,\"mapData\":{\"rwJabatanId\":7}}", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"success\":true,\"mapData\":{\"pnsOrangId\":\"" UUID "\"}}",
         VERDICT_UNCLEAR},
        {SAVE, 200,
         "{\"success\":true,\"mapData\":{\"rwAId\":\"" UUID "\",\"rwBId\":\"" UUID "\"}}",
         VERDICT_UNCLEAR},
        {SAVE, 200, "{\"success\":true,\"mapData\":[\"" UUID "\"]}", VERDICT_UNCLEAR},
        {SAVE, 201, "{\"Error\":\"false\",\"Message\":\"ok\"}", VERDICT_UNCLEAR},
        {SAVE, 400, "{\"success\":true,\"mapData\":\"" UUID "\"}", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"success\":true,\"code\":0,\"mapData\":\"" UUID "\"}", VERDICT_UNCLEAR},

        {SAVE, 200,
         "{\"success\":false,\"mapData\":null,\"message\":\"code=400, message=parsing time "
         "\\\"2023-08-28\\\" as \\\"02-01-2006\\\"\"}",
         VERDICT_REJECTED},
        {SAVE, 200, "{\"success\":\"false\",\"mapData\":null,\"message\":\"x\"}", VERDICT_REJECTED},
        {SAVE, 200,
         "{\"code\":0,\"data\":null,\"message\":\"1 error occurred:\\n\\t* PnsID is "
         "required\\n\\n\"}",
         VERDICT_REJECTED},
        {SAVE, 200, "{\"code\":0,\"data\":null}", VERDICT_REJECTED},
        {SAVE, 200, "{\"code\":\"422\",\"message\":\"x\"}", VERDICT_REJECTED},
        {SAVE, 400, "{\"message\":\"Unmarshal type error\"}", VERDICT_REJECTED},
        {SAVE, 409, "{\"description\":\"conflict\"}", VERDICT_REJECTED},
        {SAVE, 413, "<html>Request Entity Too Large</html>", VERDICT_REJECTED},
        {SAVE, 422, "{\"message\":\"x\"}", VERDICT_REJECTED},
        {SAVE, 404, "{\"code\":0,\"data\":\"record not found\"}", VERDICT_REJECTED},
        {SAVE, 400, "{}", VERDICT_UNCLEAR},
        {SAVE, 400, "<html>Bad Request</html>", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"message\":\"success\"}", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"code\":2,\"message\":\"?\"}", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"code\":500,\"message\":\"?\"}", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"code\":1.5,\"message\":\"?\"}", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"code\":\"one\",\"message\":\"?\"}", VERDICT_UNCLEAR},
        /* The service's own trouble in the envelope of a rejection. */
        {SAVE, 200, "{\"success\":false,\"message\":\"code=500, message=Internal Server Error\"}",
         VERDICT_UNCLEAR},
        {SAVE, 200, "{\"code\":0,\"data\":\"context deadline exceeded\"}", VERDICT_UNCLEAR},
};

static const struct shape acks[] = {
        {ACK, 200, "{\"Error\":\"false\",\"Message\":\"Sukses\"}", VERDICT_OK},
        {ACK, 200, "{\"Error\":false,\"Message\":\"Sukses\"}", VERDICT_OK},
        {ACK, 200, "{\"Error\":\"false\",\"Message\":\"Data Tidak Ada Perubahan\"}", VERDICT_OK},
        {ACK, 200, "{\"Error\":\"true\",\"Message\":\"Data Tidak Ada Perubahan\"}", VERDICT_OK},
        {ACK, 400, "{\"Error\":\"true\",\"Message\":\"Data Tidak Ada Perubahan\"}",
         VERDICT_REJECTED},
        {ACK, 200, "{\"Error\":\"true\",\"Message\":\"Gagal\"}", VERDICT_REJECTED},
        {ACK, 200, "{\"Error\":\"maybe\",\"Message\":\"Gagal\"}", VERDICT_UNCLEAR},
        {ACK, 200,
         "{\"code\":1,\"data\":{\"dok_id\":\"872\"},\"message\":\"File berhasil di "
         "upload\"}",
         VERDICT_OK},
        {ACK, 200, "{\"code\":200,\"message\":\"deleted\"}", VERDICT_OK},
        {ACK, 200, "{\"success\":true,\"message\":\"deleted\"}", VERDICT_OK},
        {ACK, 200, "{\"success\":true}", VERDICT_OK},
        {ACK, 200, "{\"success\":false,\"message\":\"tidak dapat dihapus\"}", VERDICT_REJECTED},
        {ACK, 200, "{\"code\":0,\"data\":\"text\"}", VERDICT_REJECTED},
        {ACK, 204, "", VERDICT_UNCLEAR},
};

#define TIMES_OUT \
        "{\"code\":\"101504\",\"message\":\"Runtime Error\",\"description\":\"Send timeout\"}"

static const struct shape refusals[] = {
        /* Gateway token. */
        {SAVE, 401, "{\"code\":\"900901\",\"message\":\"Invalid Credentials\"}",
         VERDICT_APIM_REFUSED},
        {SAVE, 401, "{\"code\":900902,\"message\":\"Missing Credentials\"}", VERDICT_APIM_REFUSED},
        {LIST, 401, "{\"fault\":{\"code\":900905,\"message\":\"Incorrect token type\"}}",
         VERDICT_APIM_REFUSED},
        {LIST, 401, "{\"code\":\"900911\"}", VERDICT_APIM_REFUSED},
        {LIST, 401, "{\"message\":\"Invalid Credentials\"}", VERDICT_APIM_REFUSED},
        {LIST, 401,
         "<ams:fault xmlns:ams=\"x\"><ams:code>900901</ams:code><ams:message>Invalid Credentials"
         "</ams:message></ams:fault>",
         VERDICT_APIM_REFUSED},

        /* SSO token. */
        {SAVE, 401, "{\"message\":\"invalid or expired jwt\"}", VERDICT_SSO_REFUSED},
        {SAVE, 400, "{\"message\":\"missing or malformed jwt\"}", VERDICT_SSO_REFUSED},
        {SAVE, 401, "{\"code\":0,\"data\":\"Token SSO mismatch\"}", VERDICT_SSO_MISMATCH},
        {LIST, 404, "{\"code\":0,\"message\":\"Token SSO mismatch\"}", VERDICT_SSO_MISMATCH},
        {LIST, 500, "{\"code\":0,\"data\":\"token sso MISMATCH\"}", VERDICT_SSO_MISMATCH},
        {SAVE, 401, "{\"message\":\"unauthorized\"}", VERDICT_SSO_REFUSED},
        {SAVE, 401, "<html>who are you</html>", VERDICT_SSO_REFUSED},
        {SAVE, 401, "<code>", VERDICT_SSO_REFUSED},
        {SAVE, 401, "", VERDICT_SSO_REFUSED},
        /* The same words inside good data are data. */
        {OBJECT, 200, "{\"code\":1,\"message\":\"invalid or expired jwt\",\"data\":{}}",
         VERDICT_OK},

        /* The application. */
        {SAVE, 403, "{\"code\":\"900908\",\"message\":\"Resource forbidden\"}", VERDICT_FORBIDDEN},
        {SAVE, 403, "{\"code\":\"900906\"}", VERDICT_FORBIDDEN},
        {SAVE, 403, "{\"code\":\"900910\"}", VERDICT_FORBIDDEN},
        {SAVE, 401, "{\"code\":\"900907\"}", VERDICT_FORBIDDEN},
        {SAVE, 401, "{\"code\":\"900909\"}", VERDICT_FORBIDDEN},
        {SAVE, 403, "{\"message\":\"no\"}", VERDICT_FORBIDDEN},
        {SAVE, 403, "", VERDICT_FORBIDDEN},

        /* The path. */
        {LIST, 404,
         "{\"code\":\"404\",\"type\":\"Status report\",\"message\":\"Not Found\",\"description\":"
         "\"The requested resource (/x) is not available.\"}",
         VERDICT_NO_SUCH_PATH},
        {LIST, 404, "{\"message\":\"Not Found\"}", VERDICT_NO_SUCH_PATH},
        {SAVE, 404, "{\"message\":\"Not Found\"}", VERDICT_NO_SUCH_PATH},
        {LIST, 404, "<am:fault><am:code>404</am:code></am:fault>", VERDICT_NO_SUCH_PATH},
        {SAVE, 405, "{\"message\":\"Method Not Allowed\"}", VERDICT_NO_SUCH_PATH},
        {LIST, 404, "<html>404 Not Found</html>", VERDICT_UNCLEAR},
        {LIST, 404, "", VERDICT_UNCLEAR},

        /* The target. */
        {SAVE, 500, "{\"code\":\"303001\",\"message\":\"Runtime Error\"}", VERDICT_SUSPENDED},
        {SAVE, 500,
         "{\"message\":\"Runtime Error\",\"description\":\"Currently , Address endpoint : [ x ] "
         "[ State : SUSPENDED ]\"}",
         VERDICT_SUSPENDED},
        {SAVE, 503, "{\"code\":\"700700\",\"message\":\"API blocked\"}", VERDICT_SUSPENDED},
        {SAVE, 500, "{\"code\":\"900900\"}", VERDICT_SUSPENDED},
        {SAVE, 500, "{\"code\":\"101503\",\"description\":\"Error connecting to the back end\"}",
         VERDICT_SUSPENDED},
        {SAVE, 500, "{\"code\":101503,\"message\":\"Connection Failed\"}", VERDICT_SUSPENDED},
        {SAVE, 500, "{\"code\":\"101503\",\"description\":\"Error in Sender\"}", VERDICT_UNCLEAR},
        {SAVE, 500, "{\"code\":\"101503\",\"message\":\"Runtime Error\"}", VERDICT_UNCLEAR},
        {SAVE, 504, TIMES_OUT, VERDICT_UNCLEAR},
        {SAVE, 400, "{\"code\":\"101507\",\"message\":\"Runtime Error\"}", VERDICT_UNCLEAR},
        {SAVE, 400, "{\"code\":\"102511\",\"message\":\"Incomplete payload\"}", VERDICT_UNCLEAR},
        {SAVE, 500, "{\"message\":\"Internal Server Error\"}", VERDICT_UNCLEAR},
        {SAVE, 502, "<html>BIG-IP</html>", VERDICT_UNCLEAR},
        {SAVE, 408, "{\"message\":\"x\"}", VERDICT_UNCLEAR},
        {SAVE, 302, "", VERDICT_UNCLEAR},
        {SAVE, 307, "{\"success\":true,\"mapData\":\"" UUID "\"}", VERDICT_UNCLEAR},
        {SAVE, 100, "", VERDICT_UNCLEAR},
        {SAVE, 0, "", VERDICT_UNCLEAR},

        /* Refused and done at once: what was written may be there. A read may simply be repeated.
         */
        {SAVE, 401, "{\"success\":true,\"mapData\":\"" UUID "\"}", VERDICT_UNCLEAR},
        {SAVE, 200, "{\"code\":\"900800\",\"success\":true,\"mapData\":\"" UUID "\"}",
         VERDICT_UNCLEAR},
        {ACK, 403, "{\"Error\":\"false\",\"Message\":\"Sukses\"}", VERDICT_UNCLEAR},
        {LIST, 401, "{\"code\":1,\"data\":[{}]}", VERDICT_SSO_REFUSED},

        /* Words that show nothing. */
        {SAVE, 401, "{\"message\":\"\\u009f\"}", VERDICT_SSO_REFUSED},
        {SAVE, 200, "{\"success\":false,\"message\":\" \\n\"}", VERDICT_REJECTED},

        /* Unreadable under 200. */
        {LIST, 200, "", VERDICT_UNCLEAR},
        {LIST, 200, "0", VERDICT_UNCLEAR},
        {LIST, 200, "null", VERDICT_UNCLEAR},
        {LIST, 200, "[]", VERDICT_UNCLEAR},
        {LIST, 200, "<html>Request Rejected</html>", VERDICT_UNCLEAR},
        {LIST, 200, "{\"code\":1,\"data\":[", VERDICT_UNCLEAR},
        {LIST, 200, "{\"code\":1,\"data\":[{}]} x", VERDICT_UNCLEAR},
        {LIST, 200, "{\"code\":1,\"data\":[{}]}{}", VERDICT_UNCLEAR},
        {LIST, 200, "{\"code\":1,\"data\":[\"\xC3\"]}", VERDICT_UNCLEAR},

        /* Throttling, under any status. */
        {SAVE, 429, "{\"code\":\"900800\",\"message\":\"Message throttled out\"}",
         VERDICT_THROTTLED},
        {SAVE, 200, "{\"code\":\"900803\"}", VERDICT_THROTTLED},
        {SAVE, 503, "{\"code\":\"900801\",\"message\":\"Hard limit exceeded\"}", VERDICT_THROTTLED},
        {SAVE, 500, "{\"fault\":{\"code\":900807}}", VERDICT_THROTTLED},
        {SAVE, 429, "", VERDICT_THROTTLED},
        {SAVE, 429, "<html>slow down</html>", VERDICT_THROTTLED},
};

static struct verdict judge(int status, const char *body, enum expect expect)
{
        /* A copy of exactly the length, so that the sanitizers see any read past the end. */
        CLEANUP(free_ptr) char *bytes = mem_new_array(strlen(body), 1);
        struct reply reply = {.status = status, .body = bytes, .len = strlen(body)};
        struct verdict v;

        memcpy(bytes, body, reply.len);
        verdict_read(&reply, expect, "rwJabatanId", NOW_S, &v);
        return v;
}

/* What is promised of every verdict, whatever the reply. */
static void check_promises(const struct verdict *v, const struct shape *shape)
{
        bool ok = v->kind == VERDICT_OK;
        bool may_wait = v->kind == VERDICT_THROTTLED || v->kind == VERDICT_SUSPENDED;

        assert_true(*v->message != '\0');
        assert_null(strpbrk(v->message, "\n\r\t"));
        assert_int_equal(*v->id != '\0', ok && shape->expect == SAVE);
        assert_int_equal(v->data != NULL, ok && shape->expect != SAVE && shape->expect != ACK);
        assert_true(v->wait_ms >= -1);
        assert_true(may_wait || v->wait_ms == -1);
}

static void check_shapes(const struct shape *shapes, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                struct verdict v = judge(shapes[i].status, shapes[i].body, shapes[i].expect);

                if (v.kind != shapes[i].want)
                        fail_msg("%d %s: got %s, want %s (%s)", shapes[i].status, shapes[i].body,
                                 verdict_name(v.kind), verdict_name(shapes[i].want), v.message);
                check_promises(&v, &shapes[i]);
                verdict_clear(&v);
                assert_null(v.data);
        }
}

static void test_reads(void **state)
{
        (void)state;
        check_shapes(reads, COUNT_OF(reads));
}

static void test_saves(void **state)
{
        (void)state;
        check_shapes(saves, COUNT_OF(saves));
}

static void test_acks(void **state)
{
        (void)state;
        check_shapes(acks, COUNT_OF(acks));
}

static void test_refusals(void **state)
{
        (void)state;
        check_shapes(refusals, COUNT_OF(refusals));
}

/* G2: cut off anywhere, a good reply is never taken for success, absence or a bad record. */
static void test_truncated(void **state)
{
        static const char whole[] =
                "{\"success\":true,\"mapData\":{\"rwJabatanId\":\"" UUID "\"},\"message\":\"ok\"}";
        const struct shape any = {SAVE, 200, whole, VERDICT_UNCLEAR};

        (void)state;
        for (size_t len = 0; len < sizeof whole - 1; len++) {
                CLEANUP(free_ptr) char *part = mem_dup_n(whole, len);
                struct verdict v = judge(200, part, SAVE);

                assert_int_equal(v.kind, VERDICT_UNCLEAR);
                check_promises(&v, &any);
        }
}

static void test_transport(void **state)
{
        struct reply reply = {.transport = TRANSPORT_NOT_SENT};
        struct verdict v;

        (void)state;
        verdict_read(&reply, SAVE, NULL, NOW_S, &v);
        assert_int_equal(v.kind, VERDICT_UNREACHED);
        assert_true(*v.message != '\0');
        /* Part of a reply is no reply, even when it reads well. */
        reply = (struct reply){TRANSPORT_LOST, 200, "{\"success\":true}", 16, NULL};
        verdict_read(&reply, ACK, NULL, NOW_S, &v);
        assert_int_equal(v.kind, VERDICT_UNCLEAR);
        assert_true(*v.message != '\0');
        reply = (struct reply){.transport = TRANSPORT_OK, .status = 200};
        verdict_read(&reply, ACK, NULL, NOW_S, &v);
        assert_int_equal(v.kind, VERDICT_UNCLEAR);
}

static void test_ids(void **state)
{
        static const struct {
                const char *map_data;
                const char *want;
        } cases[] = {
                {"{\"rwJabatanId\":\"" UUID "\",\"rwLainId\":\"AAAA1\"}", UUID},
                {"{\"rwJabatanId\":\"\",\"rwLainId\":\"AAAA1\"}", "AAAA1"},
                {"{\"rwLainId\":\"AAAA1\",\"rwLagiId\":null}", "AAAA1"},
                {"{\"id\":\"8AE482885C25\"}", "8AE482885C25"},
                {"\"A8ACA7397AEB3912E040640A040269BB\"", "A8ACA7397AEB3912E040640A040269BB"},
                {"\"1234567890123456789012345678901234567890123456789012345678901234\"", ""},
        };
        char body[400];

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                snprintf(body, sizeof body, "{\"success\":true,\"mapData\":%s}", cases[i].map_data);
                struct verdict v = judge(200, body, SAVE);

                assert_string_equal(v.id, cases[i].want);
                assert_int_equal(v.kind, *cases[i].want ? VERDICT_OK : VERDICT_UNCLEAR);
        }
}

/* Without a name for the id, only a plain string or an unmistakable member counts. */
static void test_id_without_key(void **state)
{
        static const char body[] = "{\"success\":true,\"mapData\":{\"rwDiklatId\":\"" UUID "\"}}";
        struct reply reply = {TRANSPORT_OK, 200, body, sizeof body - 1, NULL};
        struct verdict v;

        (void)state;
        verdict_read(&reply, SAVE, NULL, NOW_S, &v);
        assert_string_equal(v.id, UUID);
}

static void test_data(void **state)
{
        struct verdict v =
                judge(200, "{\"code\":1,\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}", LIST);

        (void)state;
        assert_int_equal(json_array_size(v.data), 2);
        assert_string_equal(json_string_value(json_object_get(json_array_get(v.data, 1), "id")),
                            "b");
        verdict_clear(&v);
        verdict_clear(&v);
}

static const struct {
        const char *next_access; /* NULL: none */
        const char *retry_after;
        int64_t want;
} waits[] = {
        {NULL, NULL, -1},
        {"2025-Jan-01 00:01:00+0000 UTC", NULL, 60000},
        {"2025-Jan-01 02:00:00+0000 UTC", NULL, 7200000},
        {"2024-Dec-31 23:59:59+0000 UTC", NULL, 0},
        {"2025-01-01T00:00:30Z", NULL, 30000},
        {"2025-Feb-01 00:00:00+0000 UTC", NULL, 86400000}, /* at most a day */
        {"2025-Foo-01 00:01:00+0000 UTC", NULL, -1},
        {"2025-Feb-30 00:01:00+0000 UTC", NULL, -1},
        {"2025-an-01 00:01:00+0000 UTC", NULL, -1},
        {"2025-Jan-01 24:00:00+0000 UTC", NULL, -1},
        {"2025-Jan-01 00:60:00+0000 UTC", NULL, -1},
        {"2025-Jan-01 00:00:61+0000 UTC", NULL, -1},
        {"1969-Jan-01 00:00:00+0000 UTC", NULL, -1},
        {"2025-Jan--1 00:00:00+0000 UTC", NULL, -1},
        {"soon", NULL, -1},
        {NULL, "120", 120000},
        {NULL, "0", 0},
        {NULL, "-5", -1},
        {NULL, "99999999999", 86400000},
        {NULL, "later", -1},
        {NULL, "Wed, 01 Jan 2025 00:02:00 GMT", 120000},
        {NULL, "Tue, 31 Dec 2024 00:00:00 GMT", 0},
        {NULL, "Wed, 01 Foo 2025 00:02:00 GMT", -1},
        /* Both: the longer. */
        {"2025-Jan-01 00:01:00+0000 UTC", "10", 60000},
        {"2025-Jan-01 00:01:00+0000 UTC", "100", 100000},
};

static void test_waits(void **state)
{
        char body[200];

        (void)state;
        for (size_t i = 0; i < COUNT_OF(waits); i++) {
                struct reply reply = {.status = 429, .retry_after = waits[i].retry_after};
                struct verdict v;

                snprintf(body, sizeof body, "{\"code\":\"900800\",\"nextAccessTime\":\"%s\"}",
                         waits[i].next_access ? waits[i].next_access : "");
                reply.body = body;
                reply.len = strlen(body);
                verdict_read(&reply, SAVE, NULL, NOW_S, &v);
                assert_int_equal(v.kind, VERDICT_THROTTLED);
                if (v.wait_ms != waits[i].want)
                        fail_msg("wait %zu: got %lld", i, (long long)v.wait_ms);
        }
}

static void test_messages(void **state)
{
        static const struct {
                int status;
                const char *body;
                const char *want;
        } cases[] = {
                {200,
                 "{\"code\":0,\"message\":\"2 errors occurred:\\n\\t* UnorID is required\\n\\t* "
                 "NomorSk is required\\n\\n\"}",
                 "2 errors occurred: * UnorID is required * NomorSk is required"},
                {200, "{\"code\":0,\"data\":\"nomor sk tidak valid\"}", "nomor sk tidak valid"},
                {200, "{\"code\":0}", "SIASN menolak tanpa menyebut alasan"},
                {403, "{\"code\":\"900908\",\"message\":\"Forbidden\",\"description\":\"Why\"}",
                 "Forbidden: Why"},
                {200, "{\"success\":true,\"message\":\"success\"}",
                 "HTTP 200: success, but without a usable id: success"},
                {302, "", "HTTP 302: unexpected redirect"},
                {500, "{}", "HTTP 500: reply cannot be understood"},
                {200, "", "HTTP 200: empty body"},
                {200, "0", "HTTP 200: body is no JSON object"},
                /* Control characters, C0, DEL and C1, never reach a terminal or a page. */
                {200,
                 "{\"code\":0,\"message\":\"a\\u001b[31mb\\u007fc\xC2\x80\xC2\x9F"
                 "d\xC2\xA0"
                 "e\"}",
                 "a [31mb c d\xC2\xA0"
                 "e"},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct verdict v = judge(cases[i].status, cases[i].body, SAVE);

                assert_string_equal(v.message, cases[i].want);
        }
}

/* A long text is cut before the character that does not fit. */
static void test_message_cut(void **state)
{
        struct text body = {0};

        (void)state;
        for (int shift = 0; shift < 3; shift++) {
                text_clear(&body);
                text_addf(&body, "{\"code\":0,\"message\":\"%.*s", shift, "xx");
                for (int i = 0; i < 500; i++)
                        text_add(&body, "\xE2\x82\xAC"); /* three bytes each */
                text_add(&body, "\"}");
                struct verdict v = judge(200, text_str(&body), SAVE);
                size_t len = strlen(v.message);

                assert_int_equal(v.kind, VERDICT_REJECTED);
                assert_true(len <= 399 && len > 396);
                assert_int_equal((len - (size_t)shift) % 3, 0);
        }
        text_free(&body);
}

static void test_big_reply(void **state)
{
        struct text body = {0};

        (void)state;
        text_add(&body, "{\"code\":1,\"data\":[0");
        while (body.len < 4 * 1024 * 1024)
                text_add(&body, ",{\"id\":\"" UUID "\",\"namaUnor\":\"Dinas\"}");
        text_add(&body, "]}");
        struct verdict v = judge(200, text_str(&body), LIST);

        assert_int_equal(v.kind, VERDICT_OK);
        assert_true(json_array_size(v.data) > 50000);
        verdict_clear(&v);
        text_free(&body);
}

/* A thousand brackets must neither crash nor count as an answer. */
static void test_deep_reply(void **state)
{
        struct text body = {0};

        (void)state;
        text_add(&body, "{\"code\":1,\"data\":");
        for (int i = 0; i < 100000; i++)
                text_add_char(&body, '[');
        struct verdict v = judge(200, text_str(&body), LIST);

        assert_int_equal(v.kind, VERDICT_UNCLEAR);
        text_free(&body);
}

static void test_names(void **state)
{
        static const struct {
                const char *name;
                bool not_processed;
        } want[] = {
                {"ok", false},          {"empty", false},       {"rejected", false},
                {"unclear", false},     {"unreached", true},    {"throttled", true},
                {"suspended", true},    {"apim_refused", true}, {"sso_refused", true},
                {"sso_mismatch", true}, {"forbidden", true},    {"no_such_path", true},
        };

        (void)state;
        assert_int_equal(COUNT_OF(want), VERDICT_KINDS);
        for (int i = 0; i < VERDICT_KINDS; i++) {
                assert_string_equal(verdict_name((enum verdict_kind)i), want[i].name);
                assert_int_equal(verdict_not_processed((enum verdict_kind)i),
                                 want[i].not_processed);
        }
        assert_null(verdict_name(VERDICT_KINDS));
        assert_null(verdict_name((enum verdict_kind) - 1));
        assert_false(verdict_not_processed(VERDICT_KINDS));
        assert_false(verdict_not_processed((enum verdict_kind) - 1));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_reads),     cmocka_unit_test(test_saves),
                cmocka_unit_test(test_acks),      cmocka_unit_test(test_refusals),
                cmocka_unit_test(test_truncated), cmocka_unit_test(test_transport),
                cmocka_unit_test(test_ids),       cmocka_unit_test(test_id_without_key),
                cmocka_unit_test(test_data),      cmocka_unit_test(test_waits),
                cmocka_unit_test(test_messages),  cmocka_unit_test(test_message_cut),
                cmocka_unit_test(test_big_reply), cmocka_unit_test(test_deep_reply),
                cmocka_unit_test(test_names),
        };

        return cmocka_run_group_tests_name("verdict", tests, NULL, NULL);
}
