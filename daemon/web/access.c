#include "web/access.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "engine/arrays.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "pure/digest.h"
#include "sql.h"
#include "web/words.h"

/* Each check of a password takes 32 MiB and a core: more at once would be an attack. */
enum { CHECKS_AT_ONCE = 2 };

static atomic_int checks;

/* ---- Cookies and tokens ---- */

/* The prefix makes browsers insist on TLS and on this very host. */
static const char *cookie_name(const struct web *w, bool guest)
{
        if (guest)
                return w->request->secure ? "__Host-siasn-tamu" : "siasn-tamu";
        return w->request->secure ? "__Host-siasn" : "siasn";
}

static void set_cookie(struct web *w, bool guest, const char *value)
{
        struct text line = {0};

        text_addf(&line, "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s", cookie_name(w, guest), value,
                  w->request->secure ? "; Secure" : "", *value ? "" : "; Max-Age=0");
        free(w->reply->cookie);
        w->reply->cookie = text_take(&line);
}

/* The cookie's value when it looks like a token of ours. */
static const char *cookie(const struct web *w, bool guest)
{
        const char *value = fields_get(&w->request->cookies, cookie_name(w, guest));

        return value && strlen(value) == TOKEN_HEX - 1 &&
                               value[strspn(value, "0123456789abcdef")] == '\0'
                       ? value
                       : NULL;
}

static const char *derived(const char *purpose, const char *token, char out[TOKEN_HEX])
{
        char both[2 * TOKEN_HEX];

        snprintf(both, sizeof both, "%s:%s", purpose, token);
        return digest_hex(both, strlen(both), out);
}

bool access_guest_token(struct web *w, char out[TOKEN_HEX], struct err *err)
{
        const char *value = cookie(w, true);
        char fresh[TOKEN_HEX];

        if (!value) {
                if (!token_new(fresh, err))
                        return false;
                set_cookie(w, true, fresh);
                value = fresh;
        }
        derived("form", value, out);
        return true;
}

bool access_form_is_ours(const struct web *w)
{
        const char *given = fields_get(&w->request->form, "kunci");
        const char *guest = cookie(w, true);
        char wanted[TOKEN_HEX];

        if (!given || strcmp(w->request->site, "cross-site") == 0)
                return false;
        if (w->viewer)
                return token_same(given, w->viewer->csrf);
        return guest && token_same(given, derived("form", guest, wanted));
}

/* ---- Who is asking ---- */

enum { U_NAME, U_FULL, U_ROLE, U_OPD, U_OPD_NAME, U_MUST, U_STALE };

static char *dup_or_null(const char *s)
{
        return s ? mem_dup(s) : NULL;
}

static struct viewer *viewer_of(const struct db_result *r, const char *token)
{
        struct viewer *v = NEW(struct viewer);

        v->name = mem_dup(db_text(r, 0, U_NAME));
        v->full_name = mem_dup(db_text(r, 0, U_FULL));
        v->role = role_parse(db_text(r, 0, U_ROLE));
        v->opd_id = dup_or_null(db_value(r, 0, U_OPD));
        v->opd_name = dup_or_null(db_value(r, 0, U_OPD_NAME));
        v->must_change = db_bool(r, 0, U_MUST);
        digest_hex(token, strlen(token), v->session);
        derived("form", token, v->csrf);
        return v;
}

void viewer_free(struct viewer *viewer)
{
        if (!viewer)
                return;
        free(viewer->name);
        free(viewer->full_name);
        free(viewer->opd_id);
        free(viewer->opd_name);
        free(viewer);
}

static const char *idle_ms(const struct web *w, char out[24])
{
        return number_text(out, w->site->config->web_session_idle_ms);
}

static bool by_session(struct web *w, const char *token, struct viewer **ret, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        char id[DIGEST_HEX], idle[24];

        digest_hex(token, strlen(token), id);
        if (!db_query(w->own, sql_web_session_get,
                      DB_ARGS(id, idle_ms(w, idle), NUMBER(ACCESS_HOURS)), &r, err))
                return false;
        if (db_rows(r) == 0)
                return true;
        if (db_bool(r, 0, U_STALE) &&
            !db_query(w->own, sql_web_session_seen, DB_ARGS(id), NULL, err))
                return false;
        *ret = viewer_of(r, token);
        return true;
}

static bool begin_session(struct web *w, const char *user, char token[TOKEN_HEX], struct err *err)
{
        char id[DIGEST_HEX];

        if (!token_new(token, err))
                return false;
        digest_hex(token, strlen(token), id);
        if (!db_query(w->own, sql_web_session_add,
                      DB_ARGS(id, user, w->request->address, w->request->agent), NULL, err))
                return false;
        set_cookie(w, false, token);
        return true;
}

/* The proxy has let this user in: a session of ours begins, which carries the forms' tokens. */
static bool by_proxy(struct web *w, struct viewer **ret, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        char token[TOKEN_HEX];

        if (!db_query(w->own, sql_web_user_get, DB_ARGS(w->request->proxy_user), &r, err))
                return false;
        if (db_rows(r) == 0) {
                log_warning("the proxy names a user that is not known or disabled",
                            log_text("user", w->request->proxy_user));
                return true;
        }
        if (!begin_session(w, w->request->proxy_user, token, err))
                return false;
        *ret = viewer_of(r, token);
        (*ret)->must_change = false; /* passwords are the proxy's business */
        return true;
}

bool access_viewer(struct web *w, struct viewer **ret, struct err *err)
{
        const char *token = cookie(w, false), *proxy_user = w->request->proxy_user;

        *ret = NULL;
        if (token && !by_session(w, token, ret, err))
                return false;
        if (!proxy_user)
                return true;
        if (*ret && strcmp((*ret)->name, proxy_user) == 0) {
                (*ret)->must_change = false;
                return true;
        }
        viewer_free(TAKE_PTR(*ret));
        return by_proxy(w, ret, err);
}

const char *viewer_scope(const struct web *w)
{
        return w->viewer ? w->viewer->opd_id : NULL;
}

bool access_note(struct web *w, const char *what, const char *nip, struct err *err)
{
        return db_query(w->own, sql_web_access_add,
                        DB_ARGS(w->viewer ? w->viewer->name : "", what, nip, w->request->path,
                                w->request->address),
                        NULL, err);
}

/* ---- In and out ---- */

static bool check_password(struct web *w, const char *name, const char *typed, enum login *ret,
                           struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        CLEANUP(secret_free_ptr) struct secret *password = secret_new(typed, strlen(typed));

        if (!db_query(w->own, sql_web_user_password, DB_ARGS(name), &r, err))
                return false;
        if (atomic_fetch_add(&checks, 1) >= CHECKS_AT_ONCE)
                *ret = LOGIN_BUSY;
        else
                *ret = password_is(password, db_rows(r) ? db_text(r, 0, 0) : "") ? LOGIN_IN
                                                                                 : LOGIN_WRONG;
        atomic_fetch_sub(&checks, 1);
        return true;
}

/* The try counts before it is made, so that many at once do not slip through. */
static bool may_try(struct web *w, const char *name, bool *ret, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

        if (!db_query(w->own, sql_web_attempt_add,
                      DB_ARGS(name, w->request->address, NUMBER(ACCESS_WINDOW_MIN)), &r, err))
                return false;
        *ret = db_int(r, 0, 0) < ACCESS_TRIES_NAME && db_int(r, 0, 1) < ACCESS_TRIES_ADDRESS;
        return true;
}

static bool note_as(struct web *w, const char *name, const char *what, struct err *err)
{
        return db_query(w->own, sql_web_access_add,
                        DB_ARGS(name, what, "", w->request->path, w->request->address), NULL, err);
}

/* What is kept of a name that was typed: one that nobody has may be a password or a NIP. */
static const char *name_to_keep(struct web *w, const char *name)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct err err;

        return db_query(w->own, sql_web_user_password, DB_ARGS(name), &r, &err) && db_rows(r)
                       ? name
                       : "(tidak dikenal)";
}

bool access_login(struct web *w, const char *name, const char *password, enum login *ret,
                  struct err *err)
{
        char token[TOKEN_HEX];
        bool may = false;

        if (!may_try(w, name, &may, err))
                return false;
        *ret = LOGIN_LOCKED;
        if (may && !check_password(w, name, password, ret, err))
                return false;
        if (*ret == LOGIN_IN)
                return db_query(w->own, sql_web_attempt_clear, DB_ARGS(name), NULL, err) &&
                       begin_session(w, name, token, err) && note_as(w, name, "masuk", err);
        name = name_to_keep(w, name);
        log_notice("login refused", log_text("user", name),
                   log_text("address", w->request->address),
                   log_text("why", *ret == LOGIN_LOCKED  ? "locked"
                                   : *ret == LOGIN_WRONG ? "wrong"
                                                         : "busy"));
        return note_as(w, name, "gagal", err);
}

bool access_logout(struct web *w, struct err *err)
{
        set_cookie(w, false, "");
        return access_note(w, "keluar", "", err) &&
               db_query(w->own, sql_web_session_end, DB_ARGS(w->viewer->session), NULL, err);
}

static bool keep_password(struct web *w, const char *kept, struct err *err)
{
        const char *user = w->viewer->name;

        return db_query(w->own, sql_web_user_change, DB_ARGS(user, kept), NULL, err) &&
               db_query(w->own, sql_web_session_others, DB_ARGS(user, w->viewer->session), NULL,
                        err) &&
               db_query(w->own, sql_web_attempt_clear, DB_ARGS(user), NULL, err) &&
               access_note(w, "sandi", "", err);
}

bool access_change(struct web *w, const char *old, const char *new, bool *ret_wrong,
                   struct err *err)
{
        CLEANUP(secret_free_ptr) struct secret *password = secret_new(new, strlen(new));
        char kept[PASSWORD_KEPT];
        enum login check = LOGIN_WRONG;
        bool may = false;

        *ret_wrong = false;
        if (!may_try(w, w->viewer->name, &may, err) ||
            (may && !check_password(w, w->viewer->name, old, &check, err)))
                return false;
        *ret_wrong = true;
        if (check != LOGIN_IN)
                return err_set(err, "Kata sandi lama tidak benar, atau terlalu banyak percobaan.");
        if (!password_fits(password, w->viewer->name, err))
                return false;
        *ret_wrong = false;
        return password_keep(password, kept, err) && keep_password(w, kept, err);
}

const char *access_landing(const char *wanted)
{
        if (!wanted || wanted[0] != '/' || wanted[1] == '/' || wanted[1] == '\\')
                return "/";
        for (const char *s = wanted; *s; s++) {
                if (*s <= 0x20 || *s == 0x7f || *s == '\\')
                        return "/";
        }
        return wanted;
}
