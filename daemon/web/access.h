/*
 * Access: who is asking, by the cookie of a session or by the header of a trusted proxy; logging in
 * and out; tokens against forged forms.
 *
 * A session lives in the database under the SHA-256 of what the browser holds, so that the table
 * does not open a door. Five failed logins of a name, or twenty from an address, within a quarter
 * of an hour close it for as long; an unknown name is treated like a known one.
 */
#pragma once

#include "web/web.h"

enum {
        ACCESS_HOURS = 12,
        ACCESS_WINDOW_MIN = 15,
        ACCESS_TRIES_NAME = 5,
        ACCESS_TRIES_ADDRESS = 20
};

/* `*ret` is NULL when nobody is logged in; belongs to the caller. */
bool access_viewer(struct web *w, struct viewer **ret, struct err *err);
void viewer_free(struct viewer *viewer);

/* Is the form's token the one of this browser's session, or of its login page? */
bool access_form_is_ours(const struct web *w);
/* The token for forms of a browser that has not logged in; sets its cookie when it has none. */
bool access_guest_token(struct web *w, char out[TOKEN_HEX], struct err *err);

enum login { LOGIN_IN, LOGIN_WRONG, LOGIN_LOCKED, LOGIN_BUSY };

/* Checks name and password; on LOGIN_IN a session has begun and its cookie is in the reply. */
bool access_login(struct web *w, const char *name, const char *password, enum login *ret,
                  struct err *err);
bool access_logout(struct web *w, struct err *err);
/* The viewer's own password, checked before it is changed; ends the other sessions. */
bool access_change(struct web *w, const char *old, const char *new, bool *ret_wrong,
                   struct err *err);
/* Where a login leads: `wanted` when it is an address of ours, else the first page. */
const char *access_landing(const char *wanted);
