/*
 * auth.c - tokens handed out and tokens checked. See auth.h.
 */
#include "auth.h"

#include "form.h"
#include "http.h"
#include "reply.h"

#include <string.h>
#include <strings.h>

static void refused(struct sandbox *sb)
{
        stats_auth_refused(&sb->stats, now_ms());
}

static void oauth_error(struct sandbox *sb, struct reply *rp, int status, const char *error,
                        const char *description)
{
        refused(sb);
        rp->status = status;
        buf_str(&rp->body, "{\"error\":");
        buf_json(&rp->body, error);
        buf_str(&rp->body, ",\"error_description\":");
        buf_json(&rp->body, description);
        buf_str(&rp->body, "}");
}

/* What follows the scheme in a header, when the scheme is the wanted one in any case. */
static const char *after_scheme(const char *header, const char *scheme)
{
        size_t n = strlen(scheme);

        if (header == NULL || strncasecmp(header, scheme, n) != 0 || header[n] != ' ')
                return NULL;
        header += n;
        while (*header == ' ')
                header++;
        return *header == '\0' ? NULL : header;
}

static bool same(const char *got, const char *want)
{
        return got != NULL && want != NULL && strcmp(got, want) == 0;
}

/* Client credentials come as HTTP Basic or in the form. */
static bool client_ok(struct sandbox *sb, struct request *rq, const struct form *f)
{
        struct buf pair = {0}, want = {0};
        const char *basic = after_scheme(http_header(rq, "Authorization"), "Basic");

        if (basic == NULL)
                return same(form_text(f, "client_id"), sb->cfg.consumer_key) &&
                       same(form_text(f, "client_secret"), sb->cfg.consumer_secret);
        buf_fmt(&pair, "%s:%s", sb->cfg.consumer_key, sb->cfg.consumer_secret);
        buf_base64(&want, pair.data, pair.len, false);
        bool ok = same(basic, want.data);

        buf_free(&pair);
        buf_free(&want);
        return ok;
}

void auth_apim_token(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        struct form f;

        form_parse(&f, rq);
        sb->stats.apim_tokens++;
        if (!client_ok(sb, rq, &f)) {
                oauth_error(sb, rp, 401, "invalid_client",
                            "A valid OAuth client could not be found for client_id.");
        } else if (!same(form_text(&f, "grant_type"), "client_credentials")) {
                oauth_error(sb, rp, 400, "unsupported_grant_type", "Unsupported grant_type value");
        } else {
                const char *token = token_issue(&sb->tokens, TOKEN_APIM, NULL,
                                                sb->cfg.apim_expires_in, now_ms());
                rp->status = 200;
                buf_fmt(&rp->body,
                        "{\"access_token\":\"%s\",\"scope\":\"am_application_scope default\","
                        "\"token_type\":\"Bearer\",\"expires_in\":%lld}",
                        token, (long long)sb->cfg.apim_expires_in);
        }
        form_free(&f);
}

static void sso_reply(struct sandbox *sb, struct reply *rp)
{
        const struct token_claims claims = {sb->cfg.sso_username, sb->cfg.sso_client_id};
        int64_t now = now_ms(), life = sb->cfg.sso_expires_in;
        char session[33];

        rp->status = 200;
        buf_fmt(&rp->body, "{\"access_token\":\"%s\",\"expires_in\":%lld,",
                token_issue(&sb->tokens, TOKEN_SSO, &claims, life, now), (long long)life);
        buf_fmt(&rp->body, "\"refresh_expires_in\":%lld,\"refresh_token\":\"%s\",",
                (long long)life * 2,
                token_issue(&sb->tokens, TOKEN_REFRESH, &claims, life * 2, now));
        dice_hex(&sb->tokens.dice, session, 32);
        buf_fmt(&rp->body,
                "\"token_type\":\"Bearer\",\"not-before-policy\":0,\"session_state\":\"%s\","
                "\"scope\":\"email profile\"}",
                session);
}

void auth_sso_token(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        struct form f;

        form_parse(&f, rq);
        const char *grant = form_text(&f, "grant_type");
        const char *refresh = form_text(&f, "refresh_token");

        sb->stats.sso_tokens++;
        if (!same(form_text(&f, "client_id"), sb->cfg.sso_client_id)) {
                oauth_error(sb, rp, 401, "invalid_client", "Invalid client credentials");
        } else if (same(grant, "password")) {
                if (same(form_text(&f, "username"), sb->cfg.sso_username) &&
                    same(form_text(&f, "password"), sb->cfg.sso_password))
                        sso_reply(sb, rp);
                else
                        oauth_error(sb, rp, 401, "invalid_grant", "Invalid user credentials");
        } else if (same(grant, "refresh_token")) {
                if (refresh != NULL &&
                    token_check(&sb->tokens, TOKEN_REFRESH, refresh, now_ms()) == TOKEN_GOOD)
                        sso_reply(sb, rp);
                else
                        oauth_error(sb, rp, 400, "invalid_grant", "Token is not active");
        } else {
                oauth_error(sb, rp, 400, "unsupported_grant_type", "Unsupported grant_type");
        }
        form_free(&f);
}

bool auth_gateway(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        const char *token = after_scheme(http_header(rq, "Authorization"), "Bearer");

        if (token != NULL && token_check(&sb->tokens, TOKEN_APIM, token, now_ms()) == TOKEN_GOOD)
                return true;
        refused(sb);
        rp->challenge = "OAuth2 realm=\"WSO2 API Manager\"";
        if (token == NULL)
                reply_gateway(sb, rp, 401, "900902", "Missing Credentials",
                              "Invalid Credentials. Make sure your API invocation call has a "
                              "header: 'Authorization : Bearer ACCESS_TOKEN' or 'Authorization : "
                              "Basic ACCESS_TOKEN' or 'ApiKey : API_KEY'",
                              NULL);
        else
                reply_gateway(sb, rp, 401, "900901", "Invalid Credentials",
                              "Invalid Credentials. Make sure you have provided the correct "
                              "security credentials",
                              NULL);
        return false;
}

static bool mismatch(struct sandbox *sb, struct reply *rp)
{
        refused(sb);
        reply_code0(rp, 401, "Token SSO mismatch");
        return false;
}

bool auth_backend(struct sandbox *sb, struct request *rq, struct reply *rp)
{
        const char *token = after_scheme(http_header(rq, "Auth"), "bearer");

        if (token == NULL) {
                refused(sb);
                reply_text(rp, 400, "{\"message\":\"missing or malformed jwt\"}");
                return false;
        }
        if (sb->faults.sso == SSO_MISMATCH)
                return mismatch(sb, rp);
        bool registered = same(token, sb->cfg.sso_token);
        bool issued = token_check(&sb->tokens, TOKEN_SSO, token, now_ms()) == TOKEN_GOOD;

        if (sb->faults.sso == SSO_INVALID || (!registered && !issued)) {
                refused(sb);
                reply_text(rp, 401, "{\"message\":\"invalid or expired jwt\"}");
                return false;
        }
        if (!registered && sb->cfg.sso_registered_only)
                return mismatch(sb, rp);
        return true;
}
