#include "siasn/token.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/retry.h"
#include "siasn/form.h"

#define DEFAULT_LIFE_S  INT64_C(3600)
#define MAX_LIFE_S      (INT64_C(365) * 86400)
#define DEFAULT_REFRESH INT64_C(1800)
/* The gateway hands out the same token until it ends; renewals near that end stay this far apart.
 */
#define MIN_RENEW_MS INT64_C(1000)

bool token_is_refused(const struct token *t, int64_t now_ms)
{
        return t->refused && now_ms < t->not_before_ms;
}

bool token_is_usable(const struct token *t, int64_t now_ms)
{
        return t->value && now_ms < t->end_ms && !token_is_refused(t, now_ms);
}

bool token_is_due(const struct token *t, int64_t now_ms)
{
        if (t->fixed || now_ms < t->not_before_ms)
                return false;
        return !t->value || now_ms >= t->renew_ms;
}

bool token_is_tried(const struct token *t)
{
        return t->suspect && t->in_flight > 0;
}

int64_t token_wait_ms(const struct token *t, int64_t now_ms)
{
        int64_t next;

        if (t->fixed)
                next = token_is_refused(t, now_ms) ? t->not_before_ms : INT64_MAX;
        else if (!t->value || t->renew_ms < t->not_before_ms)
                next = t->not_before_ms;
        else
                next = t->renew_ms;
        if (next == INT64_MAX)
                return next;
        return next > now_ms ? next - now_ms : 0;
}

const struct secret *token_refresh(const struct token *t, int64_t now_ms)
{
        return now_ms < t->refresh_end_ms ? t->refresh : NULL;
}

static void forget_refresh(struct token *t)
{
        secret_free(TAKE_PTR(t->refresh));
        t->refresh_end_ms = 0;
}

static void next_generation(struct token *t)
{
        t->generation++;
        t->in_flight = 0;
}

static void drop_value(struct token *t)
{
        next_generation(t);
        if (t->fixed)
                return;
        secret_free(TAKE_PTR(t->value));
        forget_refresh(t);
}

static int64_t after(int64_t now_ms, int64_t delay_ms)
{
        return delay_ms > INT64_MAX - now_ms ? INT64_MAX : now_ms + delay_ms;
}

void token_granted(struct token *t, struct grant *grant, int64_t now_ms)
{
        int64_t renew = grant->life_ms / 5 * 4;

        next_generation(t);
        secret_free(t->value);
        forget_refresh(t);
        t->value = TAKE_PTR(grant->access);
        t->refresh = TAKE_PTR(grant->refresh);
        t->refresh_end_ms = after(now_ms, grant->refresh_life_ms);
        t->renew_ms = now_ms + (renew > MIN_RENEW_MS ? renew : MIN_RENEW_MS);
        t->end_ms = now_ms + grant->life_ms;
        t->refused = false;
        t->failures = 0;
        t->not_before_ms = 0;
        if (t->suspect)
                return; /* whether it is any better, a call will tell */
        t->refusals = 0;
        t->problem[0] = '\0';
}

void token_fetch_failed(struct token *t, int64_t now_ms, uint32_t random, int64_t asked_ms)
{
        t->not_before_ms = now_ms + retry_delay(&retry_target, t->failures++, random, asked_ms);
        t->refused = false;
}

/* `first` is the attempt of the policy to begin with. */
static void refuse(struct token *t, int64_t now_ms, uint32_t random, unsigned first)
{
        t->refused = true;
        t->failures = 0;
        t->not_before_ms = now_ms + retry_delay(&retry_token, first + t->refusals++, random, -1);
}

void token_fetch_refused(struct token *t, int64_t now_ms, uint32_t random)
{
        drop_value(t);
        refuse(t, now_ms, random, 0);
}

void token_proven(struct token *t)
{
        t->suspect = false;
        t->refused = false;
        t->refusals = 0;
        if (t->failures == 0)
                t->problem[0] = '\0';
}

/*
 * A probe of a fetched token costs two requests, the fetch and a call, one of a static token only
 * the call. Hence the former begins one step further: never more than two requests a minute.
 */
void token_call_refused(struct token *t, int64_t now_ms, uint32_t random)
{
        bool again = t->fixed || t->suspect;

        drop_value(t);
        t->suspect = true;
        if (again)
                refuse(t, now_ms, random, t->fixed ? 0 : 1);
}

void token_reset(struct token *t, struct secret *value)
{
        bool fixed = t->fixed;
        uint64_t generation = t->generation + 1;

        token_clear(t);
        t->fixed = fixed;
        t->generation = generation;
        t->value = value;
        if (value)
                t->end_ms = t->renew_ms = INT64_MAX;
}

void token_clear(struct token *t)
{
        secret_free(t->value);
        secret_free(t->refresh);
        explicit_bzero(t, sizeof *t);
}

void grant_clear(struct grant *grant)
{
        secret_free(grant->access);
        secret_free(grant->refresh);
        *grant = (struct grant){0};
}

/* A number or a decimal string (siasn-api 2: clients met both). Zero or less counts as missing. */
static int64_t seconds_of(const json_t *object, const char *key, int64_t missing)
{
        const json_t *value = json_object_get(object, key);
        int64_t n = 0;

        if (json_is_integer(value))
                n = json_integer_value(value);
        else if (json_is_real(value) && json_real_value(value) < (double)MAX_LIFE_S)
                n = (int64_t)json_real_value(value);
        else if (json_is_real(value))
                n = MAX_LIFE_S;
        else if (json_is_string(value))
                text_to_int(json_string_value(value), 0, INT64_MAX, &n);
        if (n <= 0)
                return missing;
        return n < MAX_LIFE_S ? n : MAX_LIFE_S;
}

/* Copies the member out and overwrites it, since jansson frees without wiping. */
static struct secret *take_secret(json_t *object, const char *key)
{
        json_t *value = json_object_get(object, key);
        const char *s = json_string_value(value);
        struct secret *taken;

        if (!form_is_token(s))
                return NULL;
        taken = secret_new(s, json_string_length(value));
        memset((char *)(uintptr_t)s, '*', json_string_length(value));
        return taken;
}

static bool take_grant(json_t *root, struct grant *ret)
{
        const json_t *refresh_life = json_object_get(root, "refresh_expires_in");

        *ret = (struct grant){.access = take_secret(root, "access_token")};
        if (!ret->access)
                return false;
        ret->refresh = take_secret(root, "refresh_token");
        ret->life_ms = seconds_of(root, "expires_in", DEFAULT_LIFE_S) * 1000;
        /* Keycloak says 0 for an offline session, which has no end. */
        if (json_is_integer(refresh_life) && json_integer_value(refresh_life) == 0)
                ret->refresh_life_ms = INT64_MAX;
        else
                ret->refresh_life_ms =
                        seconds_of(root, "refresh_expires_in", DEFAULT_REFRESH) * 1000;
        return true;
}

/* The first of `keys` that is a text. */
static const char *text_of(const json_t *root, const char *const *keys)
{
        for (; *keys; keys++) {
                const char *s = json_string_value(json_object_get(root, *keys));

                if (s && *s)
                        return s;
        }
        return "";
}

static void describe(const json_t *root, int status, char *why, size_t size)
{
        const char *error = text_of(root, (const char *const[]){"error", "code", NULL});
        const char *text = text_of(
                root, (const char *const[]){"error_description", "description", "message", NULL});

        snprintf(why, size, "HTTP %d%s%.60s%s%.120s", status, *error ? ", " : "", error,
                 *text ? ": " : "", text);
        for (char *c = why; *c; c++) {
                if ((unsigned char)*c < ' ' || *c == 0x7f)
                        *c = ' ';
        }
}

/* 4xx means that our request is wrong, except "later" (429) and "too slow" (408). */
static enum grant_result refused_or_failed(int status)
{
        bool ours = status >= 400 && status < 500 && status != 429 && status != 408;

        return ours ? GRANT_REFUSED : GRANT_FAILED;
}

enum grant_result grant_read(const struct reply *reply, struct grant *ret, char *why, size_t size)
{
        enum grant_result result = refused_or_failed(reply->status);
        json_t *root;

        if (reply->transport != TRANSPORT_OK) {
                snprintf(why, size, "no reply");
                return GRANT_FAILED;
        }
        root = reply->len ? json_loadb(reply->body, reply->len, 0, NULL) : NULL;
        if (reply->status == 200 && take_grant(root, ret))
                result = GRANT_OK;
        else if (reply->status == 200)
                snprintf(why, size, "HTTP 200 without a usable access_token");
        else
                describe(root, reply->status, why, size);
        json_decref(root);
        return result;
}
