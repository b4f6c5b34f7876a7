/*
 * Client rig: a SIASN client, its credential files and a scripted TLS server, for tests.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ground/clock.h"
#include "ground/mem.h"
#include "siasn/client.h"
#include "tls_server.h"

/* Every secret holds the word RAHASIA. */
#define KEY      "kunci-RAHASIA"
#define SECRET   "sandi-RAHASIA"
#define PASSWORD "p&=% +RAHASIA"
#define STATIC   "sso-tetap-RAHASIA"
#define NIP      "199001012015031002"

/* Replies, in the shapes of siasn-api 2 and 6. */
#define APIM(n) .body = "{\"access_token\":\"apim-" n "-RAHASIA\",\"expires_in\":3600}"
#define SSO(n, r)                                                                   \
        .body = "{\"access_token\":\"sso-" n "-RAHASIA\",\"expires_in\":\"43200\"," \
                "\"refresh_expires_in\":1000,\"refresh_token\":\"" r "-RAHASIA\"}"
#define GOOD .body = "{\"code\":1,\"data\":[{\"id\":\"x\"}]}"
#define APIM_REFUSED \
        .status = 401, .body = "{\"code\":\"900901\",\"message\":\"Invalid Credentials\"}"
#define SSO_REFUSED  .status = 401, .body = "{\"message\":\"invalid or expired jwt\"}"
#define SSO_MISMATCH .status = 401, .body = "{\"code\":0,\"data\":\"Token SSO mismatch\"}"
#define INVALID_CLIENT                                                                \
        .status = 401, .body = "{\"error\":\"invalid_client\",\"error_description\":" \
                               "\"no such client " KEY "\"}"
#define INVALID_GRANT                                                                \
        .status = 401, .body = "{\"error\":\"invalid_grant\",\"error_description\":" \
                               "\"Invalid user credentials " NIP "\"}"
#define ILL .status = 503, .body = "<html>", .headers = "Retry-After: 77\r\n"

struct rig {
        struct http *http;
        struct siasn *siasn;
        char dir[64];
        char *base, *referensi, *token_url, *sso_url;
};

/* What siasn_send() called back with. */
struct got {
        int count;
        enum verdict_kind kind;
        char message[400];
};

/* One server for all rigs; the group's set-up and tear-down. */
int rig_group_start(void **state);
int rig_group_end(void **state);
struct tls_server *rig_server(void);

void rig_start(struct rig *rig, bool password, const struct tls_step *steps, size_t count);
void rig_end(struct rig *rig);
#define START(rig, password, ...)                              \
        static const struct tls_step steps_[] = {__VA_ARGS__}; \
        rig_start(rig, password, steps_, COUNT_OF(steps_))

void rig_write_file(const struct rig *rig, const char *name, const char *value);
/* Turns until no request is under way. */
void rig_wait(struct rig *rig);
/* `later_ms` is how far in the future the client believes to be. */
enum siasn_auth rig_state(struct rig *rig, int64_t later_ms);
/* Fetches whatever is due; returns the number of requests that took. */
int rig_settle(struct rig *rig, int64_t later_ms);
/* One fetch, for services that fail: to a client in the future the next one is due already. */
void rig_fetch_once(struct rig *rig, int64_t later_ms);

extern const struct siasn_call rig_read;
/* For siasn_send(): fills the struct got that `arg` points to. */
void rig_keep(void *arg, struct siasn_answer *answer);
/* Sends `rig_read` and waits for its answer. */
struct got rig_call(struct rig *rig);

const char *rig_seen(size_t i);
/* Request number i that the server saw holds `part`. */
void assert_seen(size_t i, const char *part);
