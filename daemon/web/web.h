/*
 * Web: what the pages share. A page is one function: it looks, writes HTML into the reply, and
 * returns false with an error only when it could not look.
 *
 * Promises: nobody without a login sees personal data; a page's role is checked before the page is
 * called (route.h); HR of one OPD sees its people and nobody else's, whatever the address says;
 * each view of a person's page is a row in web_access; the data connection can only read.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "edge/db.h"
#include "edge/password.h"
#include "engine/catalog.h"
#include "pure/tree.h"
#include "web/html.h"
#include "web/request.h"

enum role { ROLE_NOBODY = 0, ROLE_HR = 1, ROLE_AUDITOR = 2, ROLE_ADMIN = 4 };
#define ROLE_ALL (ROLE_HR | ROLE_AUDITOR | ROLE_ADMIN)

/* Who looks. Strings are owned. */
struct viewer {
        char *name, *full_name;
        enum role role;
        char *opd_id, *opd_name; /* NULL: everybody's data */
        bool must_change;        /* nothing but the new password first */
        char session[TOKEN_HEX]; /* as kept: the hash of the cookie */
        char csrf[TOKEN_HEX];    /* what every form of this session carries */
};

/* What does not change while the server runs; read by all threads. */
struct site {
        struct config *config;
        struct catalog *catalog;
        struct tree *tree;
};

enum { REPLY_HEADERS = 8 };

/* A download that is written piece by piece, so that memory does not grow with it. */
struct stream {
        /* Appends the next piece; nothing appended is the end. False ends it too, unfinished. */
        bool (*next)(void *arg, struct db *data, struct text *out, struct err *err);
        void (*free)(void *arg);
        void *arg;
};

struct reply {
        int status; /* 200 unless set */
        struct html body;
        const char *type;  /* "text/html; charset=utf-8" unless set */
        char *location;    /* owned; with status 303 */
        char *download;    /* owned; file name */
        char *cookie;      /* owned; Set-Cookie */
        int retry_after_s; /* 0: none */
        struct stream stream;
};

/* One request being answered. */
struct web {
        const struct site *site;
        struct db *data, *own; /* read-only; and the pages' own tables */
        const struct request *request;
        const struct viewer *viewer; /* NULL: nobody has logged in */
        struct reply *reply;
        const struct route *route;
};

typedef bool page_fn(struct web *w, struct err *err);

/* ---- Answers ---- */

/* 303 to an address of ours. */
void reply_redirect(struct web *w, const char *location);
/* An error page in Bahasa Indonesia. */
void reply_problem(struct web *w, int status, const char *title, const char *words);
bool reply_not_found(struct web *w);
void reply_clear(struct reply *reply);

/* ---- Access ---- */

/* The OPD the viewer is limited to, NULL for none. */
const char *viewer_scope(const struct web *w);
/* Notes that somebody looked: `what` is one of web_access.what. */
bool access_note(struct web *w, const char *what, const char *nip, struct err *err);

/* ---- The pages ---- */

page_fn page_login, page_login_post, page_logout, page_account, page_account_post, page_session_end;
page_fn page_home, page_queue, page_history, page_people, page_person, page_fix, page_fix_print,
        page_quality, page_indicators, page_indicator, page_indicator_persons, page_evidence,
        page_indicator_verify, page_indicator_file, page_tree, page_node, page_node_post,
        page_system, page_access;
