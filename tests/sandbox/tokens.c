/*
 * tokens.c - issues and remembers tokens. See tokens.h for what it promises.
 */
#include "tokens.h"

#include <stdlib.h>
#include <time.h>

#define TOKENS_MAX 8192

static void forget_oldest(struct tokens *t)
{
        struct token *old = t->oldest;

        t->oldest = old->next;
        if (t->oldest == NULL)
                t->newest = NULL;
        map_del(&t->by_value, old->value);
        free(old->value);
        free(old);
        t->n--;
}

/* The shape of a WSO2 opaque token: a version-5 looking UUID. */
static void opaque(struct tokens *t, struct buf *out)
{
        static const size_t group[] = {8, 4, 4, 4, 12};
        char hex[16];

        for (size_t i = 0; i < COUNT(group); i++) {
                dice_hex(&t->dice, hex, group[i]);
                buf_fmt(out, "%s%s", i == 0 ? "" : "-", hex);
        }
}

/*
 * The shape of a Keycloak RS256 token. The signature is noise: clients cannot check it, and this
 * server knows its own tokens by heart.
 */
static void jwt(struct tokens *t, const struct token_claims *claims, int64_t seconds,
                struct buf *out)
{
        static const char header[] = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"sandbox\"}";
        unsigned char signature[256];
        struct buf payload = {0};
        char session[33];
        int64_t iat = (int64_t)time(NULL);

        dice_hex(&t->dice, session, 32);
        buf_fmt(&payload, "{\"exp\":%lld,\"iat\":%lld,\"jti\":\"%s\",", (long long)(iat + seconds),
                (long long)iat, session);
        buf_str(&payload, "\"iss\":\"https://sso-siasn.bkn.go.id/auth/realms/public-siasn\","
                          "\"aud\":\"account\",\"typ\":\"Bearer\",\"azp\":");
        buf_json(&payload, claims->client_id);
        buf_str(&payload, ",\"realm_access\":{\"roles\":[\"role:manajemen-ws:developer\"]},"
                          "\"scope\":\"email profile\",\"preferred_username\":");
        buf_json(&payload, claims->username);
        buf_str(&payload, "}");
        for (size_t i = 0; i < sizeof(signature); i++)
                signature[i] = (unsigned char)dice_next(&t->dice);
        buf_base64(out, header, sizeof(header) - 1, true);
        buf_str(out, ".");
        buf_base64(out, payload.data, payload.len, true);
        buf_str(out, ".");
        buf_base64(out, signature, sizeof(signature), true);
        buf_free(&payload);
}

const char *token_issue(struct tokens *t, enum token_kind kind, const struct token_claims *claims,
                        int64_t seconds, int64_t now)
{
        struct token *tok = xcalloc(1, sizeof(*tok));
        struct buf value = {0};

        if (kind == TOKEN_APIM)
                opaque(t, &value);
        else
                jwt(t, claims, seconds, &value);
        tok->value = value.data;
        tok->kind = kind;
        tok->expires_ms = now + seconds * 1000;
        if (t->newest == NULL)
                t->oldest = tok;
        else
                t->newest->next = tok;
        t->newest = tok;
        map_put(&t->by_value, tok->value, tok);
        if (++t->n > TOKENS_MAX)
                forget_oldest(t);
        return tok->value;
}

enum token_state token_check(const struct tokens *t, enum token_kind kind, const char *value,
                             int64_t now)
{
        const struct token *tok = map_get(&t->by_value, value);

        if (tok == NULL || tok->kind != kind)
                return TOKEN_UNKNOWN;
        return now < tok->expires_ms ? TOKEN_GOOD : TOKEN_EXPIRED;
}

void tokens_revoke(struct tokens *t, enum token_kind kind)
{
        for (struct token *tok = t->oldest; tok != NULL; tok = tok->next)
                if (tok->kind == kind)
                        tok->expires_ms = 0;
}

void tokens_free(struct tokens *t)
{
        while (t->oldest != NULL)
                forget_oldest(t);
        map_free(&t->by_value);
}
