#include "engine/notice.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/arrays.h"
#include "engine/notice_digest.h"
#include "ground/clock.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "mail/message.h"
#include "mail/template.h"
#include "pure/retry.h"
#include "sql.h"

enum {
        LOOK_MS = 15000, /* what has stopped? */
        TRY_MS = 180000, /* one try: nobody else takes the notice meanwhile */
};

enum outcome { OUT_NONE, OUT_SENT, OUT_REFUSED, OUT_LATER, OUT_PAUSE };

/* The mail on its way, and what became of it. */
struct current {
        char id[24], audience[16];
        int64_t tries;
        enum outcome outcome;
        char words[240]; /* the server's */
};

struct notices {
        struct notice_settings settings;
        struct secret *password;
        struct mail_templates *templates;
        struct notice_digest *digest;
        struct current now;
        bool sending;
        bool failing; /* as last logged */
        unsigned failures;
        int64_t look_ms, send_ms;
        char digest_error[1024]; /* as last logged */
};

bool notices_new(const struct notice_settings *settings, struct notices **ret, struct err *err)
{
        const struct config *c = settings->config;

        *ret = NULL;
        if (!*c->mail_server)
                return true;
        struct notices *n = NEW(struct notices);
        n->settings = *settings;
        if (!mail_templates_load(c->mail_templates, &n->templates, err) ||
            (*c->mail_username &&
             !secret_load(c->credentials_dir, "mail_password", &n->password, err)) ||
            (*c->mail_ca_file && access(c->mail_ca_file, R_OK) != 0 &&
             !err_set(err, "[mail] ca_file: cannot read %s: %m", c->mail_ca_file))) {
                notices_free(n);
                return false;
        }
        n->digest = notice_digest_new(c, settings->catalog, settings->state_password);
        *ret = n;
        return true;
}

static void on_answer(void *arg, const struct http_reply *reply);

void notices_free(struct notices *n)
{
        if (!n)
                return;
        if (n->sending)
                http_cancel(n->settings.http, on_answer, n);
        notice_digest_free(n->digest);
        mail_templates_free(n->templates);
        secret_free(n->password);
        free(n);
}

void notices_wake(struct notices *n)
{
        if (n)
                n->look_ms = 0;
}

int notices_fd(const struct notices *n)
{
        return n ? notice_digest_fd(n->digest) : -1;
}

/* ---- Sending ---- */

static void on_answer(void *arg, const struct http_reply *reply)
{
        struct notices *n = arg;
        int status = reply->reply.status;

        n->sending = false;
        snprintf(n->now.words, sizeof n->now.words, "%s", reply->detail);
        if (reply->reply.transport == TRANSPORT_OK)
                n->now.outcome = OUT_SENT;
        else if (reply->recipient && status >= 500)
                n->now.outcome = OUT_REFUSED;
        else
                n->now.outcome = reply->recipient ? OUT_LATER : OUT_PAUSE;
}

static void send_mail(struct notices *n, const char *key, const char *recipient,
                      const struct text *subject, const struct text *body)
{
        const struct config *c = n->settings.config;
        struct text mail = {0}, id = {0};

        /* The same at each try, so that a server or reader can tell a repetition. */
        text_addf(&id, "siasn-sync.%s.", n->now.id);
        for (; *key; key++) {
                bool fit = (*key >= '0' && *key <= '9') || (*key >= 'a' && *key <= 'z');

                text_add_char(&id, fit ? *key : '-');
        }
        mail_write(&(struct mail_message){.from = c->mail_from,
                                          .to = recipient,
                                          .subject = text_str(subject),
                                          .body = text_str(body),
                                          .id = text_str(&id),
                                          .at_s = clock_wall_s()},
                   &mail);
        n->sending = true;
        http_mail(n->settings.http,
                  &(struct http_mail){.server = c->mail_server,
                                      .ca_file = c->mail_ca_file,
                                      .username = c->mail_username,
                                      .password = n->password,
                                      .from = c->mail_from,
                                      .to = recipient,
                                      .message = text_str(&mail)},
                  on_answer, n);
        text_free(&mail);
        text_free(&id);
}

/* A row that this version cannot make a mail of (a downgrade) stays for one that can. */
static void start(struct notices *n, const struct db_result *r)
{
        struct text subject = {0}, body = {0};
        json_t *values = json_loads(db_text(r, 0, 5), 0, NULL);

        n->now = (struct current){.tries = db_int(r, 0, 6)};
        snprintf(n->now.id, sizeof n->now.id, "%s", db_text(r, 0, 0));
        snprintf(n->now.audience, sizeof n->now.audience, "%s", db_text(r, 0, 3));
        if (mail_render(n->templates, db_text(r, 0, 2), values, &subject, &body)) {
                send_mail(n, db_text(r, 0, 1), db_text(r, 0, 4), &subject, &body);
        } else {
                n->now.outcome = OUT_LATER;
                snprintf(n->now.words, sizeof n->now.words, "no template %s", db_text(r, 0, 2));
        }
        text_free(&subject);
        text_free(&body);
        json_decref(values);
}

/* Once a change: the server takes nothing, takes mails again, refuses one for good. */
static void tell(struct notices *n)
{
        const char *why = n->now.words;

        if (n->now.outcome == OUT_REFUSED)
                log_warning("a mail was refused for good", log_id(LOG_ID_MAIL_REFUSED),
                            log_text("audience", n->now.audience), log_text("why", why));
        if (n->now.outcome == OUT_PAUSE && !n->failing)
                log_warning("mail cannot be sent: it waits", log_id(LOG_ID_MAIL_FAILED),
                            log_text("why", why));
        if (n->now.outcome == OUT_SENT && n->failing)
                log_notice("mail can be sent again", log_id(LOG_ID_MAIL_BACK));
        if (n->now.outcome != OUT_LATER)
                n->failing = n->now.outcome == OUT_PAUSE;
}

static bool settle(struct notices *n, struct db *state, int64_t now_ms, struct err *err)
{
        static const char *const names[] = {[OUT_SENT] = "sent",
                                            [OUT_REFUSED] = "refused",
                                            [OUT_LATER] = "later",
                                            [OUT_PAUSE] = "later"};
        struct current *now = &n->now;
        unsigned tries = now->tries > 0 ? (unsigned)now->tries - 1 : 0;
        bool pause = now->outcome == OUT_PAUSE;
        uint32_t random = (uint32_t)now_ms * 2654435761u;
        int64_t wait = retry_delay(&retry_mail, pause ? n->failures : tries, random, -1);

        if (now->outcome == OUT_NONE)
                return true;
        if (!db_query(state, sql_notice_outcome,
                      DB_ARGS(now->id, names[now->outcome], NUMBER(wait), now->words), NULL, err))
                return false;
        tell(n);
        n->failures = pause ? n->failures + 1 : 0;
        n->send_ms = pause ? now_ms + wait : 0;
        now->outcome = OUT_NONE;
        return true;
}

static bool take_next(struct notices *n, struct db *state, int64_t now_ms, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(state, sql_notice_take,
                      DB_ARGS(NUMBER(TRY_MS), NUMBER(n->settings.config->mail_max_per_hour)), &r,
                      err))
                return false;
        if (db_rows(r) > 0)
                start(n, r);
        else
                n->send_ms = now_ms + LOOK_MS;
        return true;
}

/* ---- What is to be told ---- */

static bool look(struct notices *n, struct db *state, int64_t now_ms, struct err *err)
{
        const struct config *c = n->settings.config;
        struct text admins = {0};

        if (now_ms < n->look_ms)
                return true;
        n->look_ms = now_ms + LOOK_MS;
        if (!*c->mail_to_admin)
                return true;
        bool ok = db_query(state, sql_notice_stops,
                           DB_ARGS(notice_digest_addresses(c->mail_to_admin, &admins),
                                   NUMBER(c->mail_outage_after_ms)),
                           NULL, err);
        text_free(&admins);
        if (ok && !n->failing)
                n->send_ms = 0;
        return ok;
}

static void make_digest(struct notices *n, int64_t now_ms, int64_t *wait_ms)
{
        struct err err;

        if (!*n->settings.config->mail_to_hr && !n->settings.config->mail_employee)
                return;
        if (notice_digest_turn(n->digest, now_ms, wait_ms, &err)) {
                if (notice_digest_fd(n->digest) < 0)
                        n->digest_error[0] = '\0';
        } else if (strcmp(n->digest_error, err.text) != 0) {
                memcpy(n->digest_error, err.text, sizeof err.text);
                log_warning("digest not made: trying again", log_text("error", err.text));
        }
}

bool notices_busy(const struct notices *n)
{
        return n && (n->sending || n->now.outcome != OUT_NONE);
}

bool notices_turn(struct notices *n, struct db *state, bool begin, int64_t now_ms, int64_t *wait_ms,
                  struct err *err)
{
        if (!n)
                return true;
        if (begin)
                make_digest(n, now_ms, wait_ms);
        if (begin && !look(n, state, now_ms, err))
                return false;
        if (n->sending)
                return true;
        if (!settle(n, state, now_ms, err))
                return false;
        if (begin && now_ms >= n->send_ms && !take_next(n, state, now_ms, err))
                return false;
        if (n->now.outcome != OUT_NONE)
                *wait_ms = 0;
        return true;
}
