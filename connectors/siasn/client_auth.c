#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ground/clock.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "pure/jwt.h"
#include "siasn/client_inner.h"
#include "siasn/form.h"

/* An answer that is being waited for comes through http_turn(), soon: nobody need give up. */
enum { IDLE_WAIT_MS = 60000, PENDING_WAIT_MS = 1000, WHY_MAX = 256, SECRET_SHOWN_MIN = 4 };

/* Words for people, by token. */
static const struct {
        const char *name;    /* in the log */
        const char *service; /* who grants it */
        const char *files;   /* where its credentials stand */
} words[TOKEN_KINDS] = {
        [TOKEN_APIM] = {"apim", "gateway token service (token_url)",
                        "consumer_key and consumer_secret"},
        [TOKEN_SSO] = {"sso", "SSO token service (sso_url)", "sso_password"},
};

/* xorshift32: spreads retries of several daemons, nothing more. */
static uint32_t next_random(struct siasn *siasn)
{
        siasn->random ^= siasn->random << 13;
        siasn->random ^= siasn->random >> 17;
        siasn->random ^= siasn->random << 5;
        return siasn->random;
}

/* Overwrites every occurrence: a service may quote what it refuses. */
static void redact(char *line, const char *needle)
{
        size_t len = strlen(needle);

        if (len < SECRET_SHOWN_MIN)
                return;
        for (char *at = line; (at = strstr(at, needle)); at += len)
                memset(at, '*', len);
}

static void redact_secret(char *line, const struct secret *secret)
{
        if (secret)
                redact(line, secret_expose(secret));
}

void auth_redact(const struct siasn *siasn, char *line)
{
        for (int i = 0; i < CRED_COUNT; i++)
                redact_secret(line, siasn->credentials[i]);
        for (int i = 0; i < TOKEN_KINDS; i++) {
                redact_secret(line, siasn->tokens[i].value);
                redact_secret(line, siasn->tokens[i].refresh);
        }
        redact(line, siasn->sso_username); /* the operator's NIP */
}

/* Before the token forgets its values, which must be known to be struck out. */
static void set_problem(struct siasn *siasn, enum token_kind kind, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

static void set_problem(struct siasn *siasn, enum token_kind kind, const char *format, ...)
{
        char *line = siasn->tokens[kind].problem;
        va_list args;

        va_start(args, format);
        vsnprintf(line, TOKEN_PROBLEM_MAX, format, args);
        va_end(args);
        auth_redact(siasn, line);
}

void auth_call_refused(struct siasn *siasn, enum token_kind kind, const struct verdict *verdict)
{
        struct token *token = &siasn->tokens[kind];
        const char *dir = siasn->credentials_dir;

        if (token->fixed)
                set_problem(siasn, kind,
                            "SIASN refuses the static SSO token: %.200s; put the token that is "
                            "registered for this application into %s/sso_token and reload",
                            verdict->message, dir);
        else if (token->suspect && kind == TOKEN_APIM)
                set_problem(siasn, kind,
                            "the gateway refuses even a new token: %.200s; check that the "
                            "application of consumer_key (in %s) is approved and subscribed to "
                            "the API, or put another key pair there and reload",
                            verdict->message, dir);
        else if (token->suspect)
                set_problem(siasn, kind,
                            "SIASN refuses even a new SSO token: %.200s; check the role of the "
                            "operator, or use the registered token: sso_mode = static and "
                            "%s/sso_token",
                            verdict->message, dir);
        token_call_refused(token, clock_mono_ms(), next_random(siasn));
}

/* ---- Fetching ---- */

static void fetch_done(void *arg, const struct http_reply *reply);

static int64_t asked_ms(const char *retry_after)
{
        int64_t seconds;

        if (!retry_after || !text_to_int(retry_after, 0, 86400, &seconds))
                return -1;
        return seconds * 1000;
}

static void granted(struct siasn *siasn, enum token_kind kind, struct grant *grant)
{
        int64_t life_s = grant->life_ms / 1000;

        token_granted(&siasn->tokens[kind], grant, clock_mono_ms());
        log_info("token fetched", log_text("token", words[kind].name),
                 log_number("life_s", life_s));
}

static void fetch_refused(struct siasn *siasn, enum token_kind kind, const char *why)
{
        struct token *token = &siasn->tokens[kind];

        if (siasn->by_refresh) { /* the session ended: no fault of the password's */
                secret_free(TAKE_PTR(token->refresh));
                return;
        }
        set_problem(siasn, kind, "the %s refused our request: %s; check %s in %s and reload",
                    words[kind].service, why, words[kind].files, siasn->credentials_dir);
        token_fetch_refused(token, clock_mono_ms(), next_random(siasn));
}

static void fetch_done(void *arg, const struct http_reply *reply)
{
        struct siasn *siasn = arg;
        enum token_kind kind = siasn->fetched;
        struct token *token = &siasn->tokens[kind];
        struct grant grant = {0};
        char why[WHY_MAX] = "";

        siasn->fetching = false;
        switch (grant_read(&reply->reply, &grant, why, sizeof why)) {
        case GRANT_OK:
                granted(siasn, kind, &grant);
                break;
        case GRANT_REFUSED:
                fetch_refused(siasn, kind, why);
                break;
        case GRANT_FAILED:
                set_problem(siasn, kind, "the %s gives no token: %s; trying again by itself",
                            words[kind].service, *reply->detail ? reply->detail : why);
                token_fetch_failed(token, clock_mono_ms(), next_random(siasn),
                                   asked_ms(reply->reply.retry_after));
                break;
        }
        grant_clear(&grant);
}

static void post_form(struct siasn *siasn, const char *url, const char *authorization,
                      const char *form)
{
        const char *headers[] = {"Accept: application/json", authorization, NULL};
        const struct http_request request = {
                .method = HTTP_POST,
                .url = url,
                .headers = headers,
                .body = form,
                .content_type = "application/x-www-form-urlencoded",
        };

        http_start(siasn->http, &request, fetch_done, siasn);
}

static void fetch_apim(struct siasn *siasn)
{
        char *header = form_basic(secret_expose(siasn->credentials[CRED_KEY]),
                                  secret_expose(siasn->credentials[CRED_SECRET]));

        post_form(siasn, siasn->token_url, header, "grant_type=client_credentials");
        wipe_free_text(header);
}

static void fetch_sso(struct siasn *siasn, int64_t now_ms)
{
        const struct secret *refresh = token_refresh(&siasn->tokens[TOKEN_SSO], now_ms);
        const struct secret *password = siasn->credentials[CRED_SSO];
        const char *const by_login[][2] = {{"client_id", siasn->sso_client_id},
                                           {"username", siasn->sso_username},
                                           {"password", secret_expose(password)}};
        const char *const by_refresh[][2] = {
                {"client_id", siasn->sso_client_id},
                {"refresh_token", refresh ? secret_expose(refresh) : ""}};
        char *form = refresh ? form_new("refresh_token", by_refresh, COUNT_OF(by_refresh))
                             : form_new("password", by_login, COUNT_OF(by_login));

        siasn->by_refresh = refresh != NULL;
        post_form(siasn, siasn->sso_url, NULL, form);
        wipe_free_text(form);
}

void auth_cancel_fetch(struct siasn *siasn)
{
        if (siasn->fetching)
                http_cancel(siasn->http, fetch_done, siasn);
        siasn->fetching = false;
}

bool siasn_auth_turn(struct siasn *siasn, int64_t now_ms)
{
        if (siasn->fetching || siasn_auth_state(siasn, now_ms) == AUTH_REFUSED)
                return false;
        for (int i = 0; i < TOKEN_KINDS; i++) {
                if (!token_is_due(&siasn->tokens[i], now_ms))
                        continue;
                siasn->fetching = true;
                siasn->fetched = (enum token_kind)i;
                siasn->by_refresh = false;
                if (i == TOKEN_APIM)
                        fetch_apim(siasn);
                else
                        fetch_sso(siasn, now_ms);
                return true;
        }
        return false;
}

/* ---- State ---- */

enum siasn_auth siasn_auth_state(const struct siasn *siasn, int64_t now_ms)
{
        bool refused = false, due = false, usable = true, tried = false;

        for (int i = 0; i < TOKEN_KINDS; i++) {
                const struct token *t = &siasn->tokens[i];

                refused = refused || token_is_refused(t, now_ms);
                due = due || token_is_due(t, now_ms);
                usable = usable && token_is_usable(t, now_ms);
                tried = tried || token_is_tried(t);
        }
        if (refused)
                return AUTH_REFUSED;
        if (due && !siasn->fetching)
                return AUTH_FETCH;
        if (!usable)
                return siasn->fetching ? AUTH_PENDING : AUTH_FETCH;
        return tried ? AUTH_PENDING : AUTH_READY;
}

int64_t siasn_auth_wait_ms(const struct siasn *siasn, int64_t now_ms)
{
        enum siasn_auth state = siasn_auth_state(siasn, now_ms);
        int64_t wait = IDLE_WAIT_MS;

        if (state == AUTH_PENDING)
                return PENDING_WAIT_MS;
        if (siasn->fetching)
                return IDLE_WAIT_MS;
        for (int i = 0; i < TOKEN_KINDS; i++) {
                const struct token *t = &siasn->tokens[i];
                int64_t next = token_wait_ms(t, now_ms);

                /* While one is refused, nothing the other wants is sent. */
                if ((state != AUTH_REFUSED || token_is_refused(t, now_ms)) && next < wait)
                        wait = next;
        }
        return wait;
}

const char *siasn_problem(const struct siasn *siasn)
{
        for (int i = 0; i < TOKEN_KINDS; i++) {
                if (siasn->tokens[i].problem[0])
                        return siasn->tokens[i].problem;
        }
        return "";
}

/* ---- Credentials ---- */

static const char *file_of(const struct siasn *siasn, int credential)
{
        static const char *const names[CRED_COUNT] = {
                [CRED_KEY] = "consumer_key",
                [CRED_SECRET] = "consumer_secret",
                [CRED_SSO] = "sso_password",
        };

        if (credential == CRED_SSO && !siasn->sso_password)
                return "sso_token";
        return names[credential];
}

/* It goes into a header line as it is. */
static bool check_static_token(const struct siasn *siasn, const struct secret *token,
                               struct err *err)
{
        if (siasn->sso_password || form_is_token(secret_expose(token)))
                return true;
        return err_set(err,
                       "credential %s/sso_token is not one word: write the bare token into it, "
                       "without \"bearer\", blanks or line breaks",
                       siasn->credentials_dir);
}

static bool load(const struct siasn *siasn, int credential, struct secret **ret, struct err *err)
{
        if (!secret_load(siasn->credentials_dir, file_of(siasn, credential), ret, err))
                return false;
        return credential != CRED_SSO || check_static_token(siasn, *ret, err);
}

bool auth_load_credentials(const struct siasn *siasn, struct secret *ret[CRED_COUNT],
                           struct err *err)
{
        for (int i = 0; i < CRED_COUNT; i++) {
                if (load(siasn, i, &ret[i], err))
                        continue;
                for (int k = 0; k < CRED_COUNT; k++)
                        secret_free(TAKE_PTR(ret[k]));
                return false;
        }
        return true;
}

static bool take(struct siasn *siasn, enum credential credential, struct secret *fresh)
{
        if (secret_same(siasn->credentials[credential], fresh)) {
                secret_free(fresh);
                return false;
        }
        secret_free(siasn->credentials[credential]);
        siasn->credentials[credential] = fresh;
        return true;
}

static void restart_token(struct siasn *siasn, enum token_kind kind)
{
        struct token *token = &siasn->tokens[kind];
        const struct secret *value = token->fixed ? siasn->credentials[CRED_SSO] : NULL;
        const char *bytes = value ? secret_expose(value) : NULL;

        if (siasn->fetching && siasn->fetched == kind)
                auth_cancel_fetch(siasn); /* it went out with the old credentials */
        token_reset(token, bytes ? secret_new(bytes, strlen(bytes)) : NULL);
}

bool auth_take_credentials(struct siasn *siasn, struct secret *fresh[CRED_COUNT])
{
        bool key = take(siasn, CRED_KEY, fresh[CRED_KEY]);
        bool secret = take(siasn, CRED_SECRET, fresh[CRED_SECRET]);
        bool sso = take(siasn, CRED_SSO, fresh[CRED_SSO]);

        if (key || secret)
                restart_token(siasn, TOKEN_APIM);
        if (sso)
                restart_token(siasn, TOKEN_SSO);
        return key || secret || sso;
}

bool siasn_reload_credentials(struct siasn *siasn, struct err *err)
{
        struct secret *fresh[CRED_COUNT] = {0};

        err->text[0] = '\0';
        if (!auth_load_credentials(siasn, fresh, err))
                return false;
        return auth_take_credentials(siasn, fresh);
}

int64_t siasn_sso_end_s(const struct siasn *siasn)
{
        const struct token *token = &siasn->tokens[TOKEN_SSO];
        int64_t end;

        return token->fixed && token->value && jwt_end(secret_expose(token->value), &end) ? end
                                                                                          : -1;
}
