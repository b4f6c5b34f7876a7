#include "siasn/client.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "ground/clock.h"
#include "ground/mem.h"
#include "pure/metrics.h"
#include "siasn/client_inner.h"
#include "siasn/form.h"

/* One API call on its way. */
struct call {
        struct call *prev;
        struct call *next;
        struct siasn *siasn;
        siasn_done *done;
        void *arg;
        enum expect expect;
        char *id_key;
        bool referensi;
        bool write;
        char endpoint[METRIC_ENDPOINT];
        uint64_t generations[TOKEN_KINDS]; /* of the tokens it was sent with */
};

/* What an answer says about the two tokens it was sent with. */
enum says { SAYS_NOTHING, SAYS_GOOD, SAYS_REFUSED };

static const struct {
        enum says tokens[TOKEN_KINDS];
} what_verdicts_say[VERDICT_KINDS] = {
        [VERDICT_OK] = {{SAYS_GOOD, SAYS_GOOD}},
        [VERDICT_EMPTY] = {{SAYS_GOOD, SAYS_GOOD}},
        [VERDICT_REJECTED] = {{SAYS_GOOD, SAYS_GOOD}},
        [VERDICT_APIM_REFUSED] = {{SAYS_REFUSED, SAYS_NOTHING}},
        [VERDICT_SSO_REFUSED] = {{SAYS_GOOD, SAYS_REFUSED}},
        [VERDICT_SSO_MISMATCH] = {{SAYS_GOOD, SAYS_REFUSED}},
};

static char *copy_or_empty(const char *s)
{
        return mem_dup(s ? s : "");
}

struct siasn_settings siasn_settings_of(const struct config *config)
{
        return (struct siasn_settings){.api_base = config->siasn_api_base,
                                       .referensi_base = config->siasn_referensi_base,
                                       .token_url = config->siasn_token_url,
                                       .sso_url = config->siasn_sso_url,
                                       .sso_password = config->siasn_sso_password,
                                       .sso_client_id = config->siasn_sso_client_id,
                                       .sso_username = config->siasn_sso_username,
                                       .credentials_dir = config->credentials_dir};
}

bool siasn_new(const struct siasn_settings *settings, struct http *http, struct siasn **ret,
               struct err *err)
{
        struct siasn *siasn = NEW(struct siasn);
        struct secret *fresh[CRED_COUNT] = {0};

        siasn->http = http;
        siasn->api_base = copy_or_empty(settings->api_base);
        siasn->referensi_base = copy_or_empty(settings->referensi_base);
        siasn->token_url = copy_or_empty(settings->token_url);
        siasn->sso_url = copy_or_empty(settings->sso_url);
        siasn->sso_password = settings->sso_password;
        siasn->sso_client_id = copy_or_empty(settings->sso_client_id);
        siasn->sso_username = copy_or_empty(settings->sso_username);
        siasn->credentials_dir = copy_or_empty(settings->credentials_dir);
        siasn->tokens[TOKEN_SSO].fixed = !settings->sso_password;
        if (getrandom(&siasn->random, sizeof siasn->random, 0) < 0 || siasn->random == 0)
                siasn->random = (uint32_t)clock_mono_ms() | 1;
        if (!auth_load_credentials(siasn, fresh, err)) {
                siasn_free(siasn);
                return false;
        }
        auth_take_credentials(siasn, fresh);
        *ret = siasn;
        return true;
}

static void call_link(struct siasn *siasn, struct call *call)
{
        call->next = siasn->calls;
        if (call->next)
                call->next->prev = call;
        siasn->calls = call;
}

static void call_free(struct call *call)
{
        if (call->next)
                call->next->prev = call->prev;
        if (call->prev)
                call->prev->next = call->next;
        else
                call->siasn->calls = call->next;
        free(call->id_key);
        free(call);
}

/* A token that a call of an older generation speaks of is no longer held: that changes nothing. */
static void learn(struct call *call, enum token_kind kind, const struct verdict *verdict)
{
        struct siasn *siasn = call->siasn;
        struct token *token = &siasn->tokens[kind];

        if (call->generations[kind] != token->generation)
                return;
        token->in_flight--;
        switch (what_verdicts_say[verdict->kind].tokens[kind]) {
        case SAYS_GOOD:
                token_proven(token);
                break;
        case SAYS_REFUSED:
                auth_call_refused(siasn, kind, verdict);
                break;
        case SAYS_NOTHING:
                break;
        }
}

static void call_done(void *arg, const struct http_reply *reply)
{
        struct call *call = arg;
        struct siasn_answer answer = {
                .status = reply->reply.status,
                .times = reply->times,
                .detail = reply->detail,
        };

        verdict_read(&reply->reply, call->expect, call->id_key, clock_wall_s(), &answer.verdict);
        auth_redact(call->siasn, answer.verdict.message);
        learn(call, TOKEN_APIM, &answer.verdict);
        if (!call->referensi)
                learn(call, TOKEN_SSO, &answer.verdict);

        if (call->siasn->watcher)
                call->siasn->watcher(call->siasn->watcher_arg,
                                     &(struct siasn_seen){.endpoint = call->endpoint,
                                                          .write = call->write,
                                                          .verdict = answer.verdict.kind,
                                                          .ms = reply->times.total});
        siasn_done *done = call->done;
        void *done_arg = call->arg;
        call_free(call); /* first: `done` may free the client */
        done(done_arg, &answer);
        verdict_clear(&answer.verdict);
}

void siasn_free(struct siasn *siasn)
{
        if (!siasn)
                return;
        auth_cancel_fetch(siasn);
        while (siasn->calls) {
                /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): call_free() unlinks it */
                http_cancel(siasn->http, call_done, siasn->calls);
                call_free(siasn->calls);
        }
        for (int i = 0; i < TOKEN_KINDS; i++)
                token_clear(&siasn->tokens[i]);
        for (int i = 0; i < CRED_COUNT; i++)
                secret_free(siasn->credentials[i]);
        free(siasn->api_base);
        free(siasn->referensi_base);
        free(siasn->token_url);
        free(siasn->sso_url);
        free(siasn->sso_client_id);
        free(siasn->sso_username);
        free(siasn->credentials_dir);
        free(siasn);
}

/* "" when the tokens are missing (a call against the rules), which http tells as not sent. */
static char *call_url(const struct siasn *siasn, const struct siasn_call *call)
{
        const char *base = call->referensi ? siasn->referensi_base : siasn->api_base;
        size_t len = strlen(base);
        struct text url = {0};

        if (!siasn->tokens[TOKEN_APIM].value ||
            (!call->referensi && !siasn->tokens[TOKEN_SSO].value))
                return mem_dup("");
        while (len > 0 && base[len - 1] == '/')
                len--;
        text_add_n(&url, base, len);
        text_add_char(&url, '/');
        text_add(&url, call->path + strspn(call->path, "/"));
        return text_take(&url);
}

static char *bearer(const struct siasn *siasn, enum token_kind kind, const char *name_and_scheme)
{
        const struct secret *token = siasn->tokens[kind].value;

        return form_header(name_and_scheme, token ? secret_expose(token) : "");
}

static void start(struct siasn *siasn, const struct siasn_call *call, struct call *new)
{
        CLEANUP(free_ptr) char *url = call_url(siasn, call);
        char *apim = bearer(siasn, TOKEN_APIM, "Authorization: Bearer ");
        char *sso = call->referensi ? NULL : bearer(siasn, TOKEN_SSO, "Auth: bearer ");
        const char *headers[] = {"Accept: application/json", apim, sso, NULL};
        const struct http_request request = {
                .method = call->method,
                .url = url,
                .headers = headers,
                .body = call->body,
                .content_type = "application/json",
                .parts = call->parts,
                .part_count = call->part_count,
        };

        http_start(siasn->http, &request, call_done, new);
        wipe_free_text(apim);
        wipe_free_text(sso);
}

void siasn_send(struct siasn *siasn, const struct siasn_call *call, siasn_done *done, void *arg)
{
        struct call *new = NEW(struct call);

        new->siasn = siasn;
        new->done = done;
        new->arg = arg;
        new->expect = call->expect;
        new->id_key = call->id_key ? mem_dup(call->id_key) : NULL;
        new->referensi = call->referensi;
        new->write = call->method != HTTP_GET;
        metric_endpoint(call->path, new->endpoint);
        for (int i = 0; i < TOKEN_KINDS; i++) {
                new->generations[i] = siasn->tokens[i].generation;
                if (i == TOKEN_APIM || !call->referensi)
                        siasn->tokens[i].in_flight++;
        }
        call_link(siasn, new);
        start(siasn, call, new);
}

void siasn_watch(struct siasn *siasn, siasn_watcher *watcher, void *arg)
{
        siasn->watcher = watcher;
        siasn->watcher_arg = arg;
}

void siasn_tokens(const struct siasn *siasn, int64_t now_ms, struct siasn_token ret[SIASN_TOKENS])
{
        static const char *const names[TOKEN_KINDS] = {
                [TOKEN_APIM] = "gateway", [TOKEN_SSO] = "sso"};

        _Static_assert(TOKEN_KINDS == (int)SIASN_TOKENS, "one entry each");
        for (int i = 0; i < TOKEN_KINDS; i++) {
                const struct token *t = &siasn->tokens[i];
                bool ends = t->value && !t->fixed && t->end_ms > now_ms;

                ret[i] = (struct siasn_token){.name = names[i],
                                              .usable = token_is_usable(t, now_ms),
                                              .refused = token_is_refused(t, now_ms),
                                              .expires_ms = ends ? t->end_ms - now_ms : -1};
        }
}

static void add_encoded(struct text *out, const char *value)
{
        CLEANUP(free_ptr) char *encoded = mem_new_array(strlen(value) + 1, 3);

        text_add(out, url_encode(value, encoded));
}

char *siasn_path(const char *path_template, const char *nip, const char *id, const char *pns_id)
{
        const struct {
                const char *name;
                const char *value;
        } holes[] = {{"{nip}", nip}, {"{id}", id}, {"{pns_id}", pns_id}};
        struct text path = {0};

        while (*path_template) {
                size_t i = 0;

                while (i < COUNT_OF(holes) && !text_has_prefix(path_template, holes[i].name))
                        i++;
                if (i == COUNT_OF(holes)) {
                        text_add_char(&path, *path_template++);
                        continue;
                }
                add_encoded(&path, holes[i].value ? holes[i].value : "");
                path_template += strlen(holes[i].name);
        }
        return text_take(&path);
}
