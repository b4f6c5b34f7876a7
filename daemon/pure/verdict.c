#include "pure/verdict.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/verdict_body.h"

/* Codes from here on are the gateway's; the backend uses 0, 1 and HTTP-like numbers. */
enum { GATEWAY_CODES = 100000 };

/* A rule's answer when the next one shall decide. */
#define UNDECIDED VERDICT_KINDS

/* One reply being read. */
struct look {
        const struct reply *reply;
        enum expect expect;
        const char *id_key;
        struct body body;
        int64_t code;     /* of the JSON body, or of a gateway's XML */
        const char *note; /* our own words for people, before the service's */
        struct verdict *ret;
};

static const struct {
        const char *name;
        const char *words; /* for people, when the service gives none */
        bool not_processed;
} kinds[VERDICT_KINDS] = {
        [VERDICT_OK] = {"ok", "done", false},
        [VERDICT_EMPTY] = {"empty", "no rows", false},
        /* A clerk reads this one, as the reason of a fault. */
        [VERDICT_REJECTED] = {"rejected", "SIASN menolak tanpa menyebut alasan", false},
        [VERDICT_UNCLEAR] = {"unclear", "reply cannot be understood", false},
        [VERDICT_UNREACHED] = {"unreached", "connection failed, the request never left", true},
        [VERDICT_THROTTLED] = {"throttled", "too many requests", true},
        [VERDICT_SUSPENDED] = {"suspended", "the gateway keeps the backend closed", true},
        [VERDICT_APIM_REFUSED] = {"apim_refused", "the gateway token was refused", true},
        [VERDICT_SSO_REFUSED] = {"sso_refused", "the SSO token was refused", true},
        [VERDICT_SSO_MISMATCH] = {"sso_mismatch", "the SSO token is not the registered one", true},
        [VERDICT_FORBIDDEN] = {"forbidden", "the application may not call this API", true},
        [VERDICT_NO_SUCH_PATH] = {"no_such_path", "the service does not know this path", true},
};

/* siasn-api 2.2. `needs` is a word the message or description must hold for the row to apply. */
static const struct {
        int64_t first;
        int64_t last;
        enum verdict_kind kind;
        const char *needs;
} gateway_codes[] = {
        /*
         * 101503 alone proves nothing: the transport adds the state of the exchange to its base
         * code, so "sender failed" (101500) after the whole request went out is 101503 as well.
         * Only the words tell a failed connect from that.
         */
        {101503, 101503, VERDICT_SUSPENDED, "connect"},
        {303001, 303001, VERDICT_SUSPENDED, NULL},
        {700700, 700700, VERDICT_SUSPENDED, NULL},
        {900800, 900809, VERDICT_THROTTLED, NULL},
        /* The gateway could not check the token: its own trouble, and before the backend. */
        {900900, 900900, VERDICT_SUSPENDED, NULL},
        {900901, 900905, VERDICT_APIM_REFUSED, NULL},
        {900906, 900910, VERDICT_FORBIDDEN, NULL},
        {900911, 900911, VERDICT_APIM_REFUSED, NULL},
};

/* Texts that decide wherever they stand; lower case. siasn-api 2.2 and 6.3. */
static const struct {
        const char *text;
        enum verdict_kind kind;
        bool in_description;
} telling_texts[] = {
        {"token sso mismatch", VERDICT_SSO_MISMATCH, false},
        {"invalid or expired jwt", VERDICT_SSO_REFUSED, false},
        {"missing or malformed jwt", VERDICT_SSO_REFUSED, false},
        {"invalid credentials", VERDICT_APIM_REFUSED, false},
        {"missing credentials", VERDICT_APIM_REFUSED, false},
        {"state : suspended", VERDICT_SUSPENDED, true},
};

/* What the status alone decides, whatever the body is. The rest (2xx, 400, 404) needs the body. */
static const struct {
        int first;
        int last;
        enum verdict_kind kind;
        const char *note;
} statuses[] = {
        {0, 199, VERDICT_UNCLEAR, "no final reply"},
        {300, 399, VERDICT_UNCLEAR, "unexpected redirect"},
        {401, 401, VERDICT_SSO_REFUSED, NULL}, /* the gateway's were told by code before */
        {403, 403, VERDICT_FORBIDDEN, NULL},
        {405, 405, VERDICT_NO_SUCH_PATH, NULL},
        {408, 408, VERDICT_UNCLEAR, NULL},
        {413, 413, VERDICT_REJECTED, NULL},
        {422, 422, VERDICT_REJECTED, NULL},
        {429, 429, VERDICT_THROTTLED, NULL},
        {500, 999, VERDICT_UNCLEAR, NULL},
};

static const char *const no_rows_texts[] = {"data tidak ditemukan", "record not found"};

/*
 * A Go backend reports its own trouble (database, network) in the same envelope as a bad record.
 * Such a record must not go to quarantine, and its write may be half done. Inferred from Go's
 * standard error texts, not seen at BKN.
 */
static const char *const trouble_texts[] = {
        "code=5",           "dial tcp",       "i/o timeout",          "context deadline exceeded",
        "context canceled", "bad connection", "connection reset by ", "connection refused",
};

static bool is_read(enum expect expect)
{
        return expect == EXPECT_LIST || expect == EXPECT_OBJECT || expect == EXPECT_REFERENCE;
}

static bool is_2xx(const struct reply *reply)
{
        return reply->status >= 200 && reply->status <= 299;
}

static bool holds(const char *s, const char *part)
{
        return strcasestr(s, part) != NULL;
}

/* The whole text, but for case and blanks around it. */
static bool is_text(const char *s, const char *wanted)
{
        CLEANUP(free_ptr) char *bare = text_squeeze(s);

        return strcasecmp(bare, wanted) == 0;
}

/* The service's words are in "message" or, where "data" is a text, in "data". */
static bool says_text(const struct body *body, const char *wanted)
{
        return is_text(body->message, wanted) || is_text(body->data_text, wanted);
}

static bool has_words(const struct body *body)
{
        return *body->message || *body->data_text || *body->description;
}

static bool is_trouble(const struct body *body)
{
        for (size_t i = 0; i < COUNT_OF(trouble_texts); i++) {
                if (holds(body->message, trouble_texts[i]) ||
                    holds(body->data_text, trouble_texts[i]))
                        return true;
        }
        return false;
}

static enum verdict_kind by_gateway_code(struct look *look)
{
        const struct body *body = &look->body;

        for (size_t i = 0; i < COUNT_OF(gateway_codes); i++) {
                const char *needs = gateway_codes[i].needs;

                if (look->code < gateway_codes[i].first || look->code > gateway_codes[i].last)
                        continue;
                if (!needs || holds(body->message, needs) || holds(body->description, needs))
                        return gateway_codes[i].kind;
        }
        return look->code >= GATEWAY_CODES ? VERDICT_UNCLEAR : UNDECIDED;
}

static enum verdict_kind by_text(struct look *look)
{
        const struct body *body = &look->body;

        if (body->says == BODY_SAYS_YES)
                return UNDECIDED;
        for (size_t i = 0; i < COUNT_OF(telling_texts); i++) {
                const char *text = telling_texts[i].text;

                if (telling_texts[i].in_description
                            ? holds(body->description, text)
                            : holds(body->message, text) || holds(body->data_text, text))
                        return telling_texts[i].kind;
        }
        return UNDECIDED;
}

/* "Not found" in the backend's own words counts under any status (siasn-api 6.1, shapes 6, 7). */
static enum verdict_kind by_no_rows(struct look *look)
{
        const struct body *body = &look->body;

        if (!is_read(look->expect) || body->says == BODY_SAYS_YES ||
            (body->code != 0 && look->reply->status >= 500))
                return UNDECIDED;
        for (size_t i = 0; i < COUNT_OF(no_rows_texts); i++) {
                if (says_text(body, no_rows_texts[i]))
                        return VERDICT_EMPTY;
        }
        return UNDECIDED;
}

static enum verdict_kind by_status(struct look *look)
{
        for (size_t i = 0; i < COUNT_OF(statuses); i++) {
                if (look->reply->status < statuses[i].first ||
                    look->reply->status > statuses[i].last)
                        continue;
                look->note = statuses[i].note;
                return statuses[i].kind;
        }
        return UNDECIDED;
}

/* A 404 is either an unknown path or, with the backend's code 0, a read without rows. */
static enum verdict_kind by_not_found(struct look *look)
{
        const struct body *body = &look->body;

        if (look->reply->status != 404)
                return UNDECIDED;
        if (look->code == 404 || says_text(body, "Not Found"))
                return VERDICT_NO_SUCH_PATH;
        if (is_read(look->expect) && body->says == BODY_SAYS_NO && body->code == 0 &&
            !json_is_object(body->data) && !json_is_array(body->data) && !is_trouble(body))
                return VERDICT_EMPTY;
        return UNDECIDED;
}

static enum verdict_kind unclear(struct look *look, const char *note)
{
        look->note = note;
        return VERDICT_UNCLEAR;
}

static enum verdict_kind take_rows(struct look *look, json_t *data)
{
        if (json_is_null(data) || (json_is_array(data) && json_array_size(data) == 0))
                return VERDICT_EMPTY;
        if (!json_is_array(data))
                return unclear(look, "success, but data is no list");
        look->ret->data = json_incref(data);
        return VERDICT_OK;
}

static enum verdict_kind take_list(struct look *look)
{
        const json_t *count = json_object_get(look->body.root, "count");

        if (json_is_integer(count))
                look->ret->total = json_integer_value(count);
        return take_rows(look, look->body.data);
}

static enum verdict_kind take(struct look *look)
{
        switch (look->expect) {
        case EXPECT_LIST:
        case EXPECT_REFERENCE:
                return take_list(look);
        case EXPECT_OBJECT:
                if (!json_is_object(look->body.data))
                        return unclear(look, "success, but data is no object");
                look->ret->data = json_incref(look->body.data);
                return VERDICT_OK;
        case EXPECT_SAVE:
                if (!body_id(&look->body, look->id_key, look->ret->id))
                        return unclear(look, "success, but without a usable id");
                return VERDICT_OK;
        case EXPECT_ACK:
                break;
        }
        return VERDICT_OK;
}

static enum verdict_kind refused(struct look *look)
{
        if (is_trouble(&look->body))
                return unclear(look, "the service reports trouble of its own");
        if (!has_words(&look->body) && is_read(look->expect))
                return unclear(look, "failure without a reason");
        return VERDICT_REJECTED;
}

/* The reference API has no envelope with a yes or no (siasn-api 3.6): the rows are the answer. */
static enum verdict_kind by_results(struct look *look)
{
        const struct reply *reply = look->reply;
        json_t *results = json_object_get(look->body.root, "results");
        enum verdict_kind kind = UNDECIDED;

        if (look->expect != EXPECT_REFERENCE || !is_2xx(reply) || look->body.says == BODY_SAYS_NO)
                return UNDECIDED;
        if (look->body.root)
                return results ? take_rows(look, results) : UNDECIDED;
        json_t *bare = reply->body ? json_loadb(reply->body, reply->len, 0, NULL) : NULL;
        if (json_is_array(bare))
                kind = take_rows(look, bare);
        json_decref(bare);
        return kind;
}

static enum verdict_kind by_answer(struct look *look)
{
        const struct body *body = &look->body;

        if (!body->root)
                return unclear(look, look->reply->len ? "body is no JSON object" : "empty body");
        if (look->expect == EXPECT_ACK && is_2xx(look->reply) &&
            says_text(body, "Data Tidak Ada Perubahan"))
                return VERDICT_OK;
        if (body->says == BODY_SAYS_YES)
                return is_2xx(look->reply) ? take(look)
                                           : unclear(look, "success under an HTTP error");
        if (body->says == BODY_SAYS_NO || (!is_2xx(look->reply) && has_words(body)))
                return refused(look);
        return unclear(look, "neither success nor failure");
}

/* The decision order (end of siasn-api 6.1): the first rule that decides wins. */
static enum verdict_kind (*const rules[])(struct look *look) = {
        by_gateway_code, by_text, by_no_rows, by_status, by_not_found, by_results, by_answer,
};

static void compose_message(const struct look *look)
{
        const struct body *body = &look->body;
        const char *parts[] = {
                look->note,
                *body->message ? body->message : body->data_text,
                body->description,
        };
        struct text raw = {0};
        bool any = false;

        if (look->ret->kind == VERDICT_UNCLEAR)
                text_addf(&raw, "HTTP %d: ", look->reply->status);
        for (size_t i = 0; i < COUNT_OF(parts); i++) {
                if (!parts[i] || !*parts[i])
                        continue;
                text_add(&raw, any ? ": " : "");
                text_add(&raw, parts[i]);
                any = true;
        }
        if (!any)
                text_add(&raw, kinds[look->ret->kind].words);
        body_line(text_str(&raw), look->ret->message, sizeof look->ret->message);
        text_free(&raw);
        /* The service's words may be blanks and control characters only. */
        if (!*look->ret->message)
                body_line(kinds[look->ret->kind].words, look->ret->message,
                          sizeof look->ret->message);
}

/*
 * "Not processed" sends a write again. A reply that also says it was done is believed in neither:
 * reading back tells.
 */
static bool contradicts_itself(const struct look *look)
{
        return !is_read(look->expect) && look->body.says == BODY_SAYS_YES &&
               verdict_not_processed(look->ret->kind);
}

static void read_reply(struct look *look)
{
        const struct reply *reply = look->reply;
        struct verdict *ret = look->ret;

        body_read(reply->body, reply->len, &look->body);
        look->code = look->body.root ? look->body.code : body_xml_code(reply->body, reply->len);
        ret->kind = UNDECIDED;
        for (size_t i = 0; ret->kind == UNDECIDED; i++)
                ret->kind = rules[i](look); /* the last one always decides */
        if (contradicts_itself(look))
                ret->kind = unclear(look, "refused, and success all the same");
        compose_message(look);
}

void verdict_read(const struct reply *reply, enum expect expect, const char *id_key, int64_t now_s,
                  struct verdict *ret)
{
        struct look look = {.reply = reply, .expect = expect, .id_key = id_key, .ret = ret};

        *ret = (struct verdict){.kind = VERDICT_UNCLEAR, .wait_ms = -1, .total = -1};
        switch (reply->transport) {
        case TRANSPORT_NOT_SENT:
                ret->kind = VERDICT_UNREACHED;
                snprintf(ret->message, sizeof ret->message, "%s", kinds[ret->kind].words);
                return;
        case TRANSPORT_LOST:
                snprintf(ret->message, sizeof ret->message,
                         "no whole reply: timeout, reset, or too large");
                return;
        case TRANSPORT_OK:
                break;
        }
        read_reply(&look);
        if (ret->kind == VERDICT_THROTTLED || ret->kind == VERDICT_SUSPENDED)
                ret->wait_ms = body_wait_ms(&look.body, reply->retry_after, now_s);
        body_clear(&look.body);
}

void verdict_clear(struct verdict *v)
{
        json_decref(v->data);
        v->data = NULL;
}

const char *verdict_name(enum verdict_kind kind)
{
        return (int)kind >= 0 && kind < VERDICT_KINDS ? kinds[kind].name : NULL;
}

bool verdict_not_processed(enum verdict_kind kind)
{
        return (int)kind >= 0 && kind < VERDICT_KINDS && kinds[kind].not_processed;
}
