/* The mail server of the notices: a verified connection and a login, without a mail. */
#include "ctl/check.h"
#include "edge/http.h"
#include "ground/mem.h"
#include "ground/secret.h"

enum { WAIT_MS = 200 };

struct attempt {
        struct check *check;
        bool done;
};

static void answered(void *arg, const struct http_reply *reply)
{
        struct attempt *t = arg;
        const struct config *c = t->check->config;

        t->done = true;
        if (reply->reply.transport == TRANSPORT_OK)
                check_add(t->check, LEVEL_OK, "mail", "%s: verified%s", c->mail_server,
                          *c->mail_username ? ", login accepted" : "");
        else
                check_add(t->check, LEVEL_FAILED, "mail",
                          "%s: %s: notices wait; check [mail] server, username, the credential "
                          "file mail_password and, for a certificate, %s",
                          c->mail_server, reply->detail,
                          *c->mail_ca_file ? "[mail] ca_file" : "package ca-certificates");
}

static void try_login(struct check *c, struct http *http, const struct secret *password)
{
        struct attempt t = {.check = c};

        http_mail(http,
                  &(struct http_mail){.server = c->config->mail_server,
                                      .ca_file = c->config->mail_ca_file,
                                      .username = c->config->mail_username,
                                      .password = password},
                  answered, &t);
        while (!t.done)
                http_turn(http, NULL, 0, WAIT_MS);
}

void check_mail(struct check *c)
{
        CLEANUP(secret_free_ptr) struct secret *password = NULL;
        struct http *http = NULL;
        struct err err;

        if (!*c->config->mail_server)
                return;
        if ((*c->config->mail_username &&
             !secret_load(c->config->credentials_dir, "mail_password", &password, &err)) ||
            !http_new(&(struct http_settings){.max_connections = 1}, &http, &err))
                check_add(c, LEVEL_FAILED, "mail", "%s", err.text);
        else
                try_login(c, http, password);
        http_free(http);
}
