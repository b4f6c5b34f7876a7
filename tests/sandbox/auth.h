/*
 * auth.h - the two token endpoints and the two doors every call passes.
 *
 * Promise: a refused request is counted and answered as the gateway or the backend would; the
 * doors are checked in the order gateway, then backend.
 */
#ifndef SANDBOX_AUTH_H
#define SANDBOX_AUTH_H

#include "sandbox.h"

handler_fn auth_apim_token; /* POST /oauth2/token */
handler_fn auth_sso_token;  /* POST .../openid-connect/token */

/* True when the request may pass; otherwise the refusal is in rp. */
bool auth_gateway(struct sandbox *sb, struct request *rq, struct reply *rp);
bool auth_backend(struct sandbox *sb, struct request *rq, struct reply *rp);

#endif
