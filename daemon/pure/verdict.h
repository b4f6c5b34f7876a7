/*
 * Verdict: what a reply of SIASN means. Pure: reply in, one closed outcome out.
 *
 * The service answers in many shapes (siasn-api sections 2.2 and 6.1): two envelopes, capitals,
 * strings for numbers, HTTP 200 that carries an error, 404 that means "no rows", gateway and
 * backend errors, empty bodies and HTML from the balancer. All of them are told apart here and
 * nowhere else. What follows from a verdict is decided in one table of the engine.
 *
 * The dividing questions are: was it processed (yes, no, unknown), and who is at fault (nobody, the
 * record, the service, our credentials). Unknown is never rounded to yes or no.
 */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum transport {
        TRANSPORT_OK,       /* a whole HTTP reply was read */
        TRANSPORT_NOT_SENT, /* name, connect or TLS failed: the request never left */
        TRANSPORT_LOST, /* sent at least in part, no whole reply (timeout, reset, cap exceeded) */
};

struct reply {
        enum transport transport;
        int status;              /* HTTP status, 0 without one */
        const char *body;        /* may be NULL; not NUL-terminated necessarily */
        size_t len;              /* bytes */
        const char *retry_after; /* header value, or NULL */
};

/* What the caller asked for, which decides how to read a 200. */
enum expect {
        EXPECT_LIST,      /* GET of a history: data is an array */
        EXPECT_OBJECT,    /* GET of one thing: data is an object */
        EXPECT_SAVE,      /* POST of a record: an id must come back */
        EXPECT_ACK,       /* command, delete, upload, data-utama-update: success without an id */
        EXPECT_REFERENCE, /* GET of a code list: {"results":[...]}, a bare array, or as EXPECT_LIST
                           */
};

enum verdict_kind {
        VERDICT_OK,        /* done; `id` or `data` is set as expected */
        VERDICT_EMPTY,     /* a read found nothing (404 with code 0) */
        VERDICT_REJECTED,  /* the record is bad; `message` holds the service's words */
        VERDICT_UNCLEAR,   /* may have been processed: timeout, reset, 5xx, unreadable reply */
        VERDICT_UNREACHED, /* never left: connect, TLS or name failure */
        VERDICT_THROTTLED, /* 429 or 90080x: not processed; `wait_ms` when the service named one */
        VERDICT_SUSPENDED, /* gateway says the backend is suspended or blocked: not processed */
        VERDICT_APIM_REFUSED, /* the gateway token is invalid, expired or missing: not processed */
        VERDICT_SSO_REFUSED,  /* the SSO token is invalid, expired or missing: not processed */
        VERDICT_SSO_MISMATCH, /* the SSO token is not the registered one: not processed */
        VERDICT_FORBIDDEN, /* the application may not call this API (403, 9009xx): not processed */
        VERDICT_NO_SUCH_PATH, /* the gateway or backend does not know the path: not processed */
        VERDICT_KINDS,
};

struct verdict {
        enum verdict_kind kind;
        char id[64];       /* EXPECT_SAVE and OK: the new riwayat id, else "" */
        json_t *data;      /* EXPECT_LIST/OBJECT/REFERENCE and OK: owned, else NULL */
        int64_t total;     /* a list's "count": rows the service has, whatever the page; else -1 */
        int64_t wait_ms;   /* THROTTLED, SUSPENDED: as the service asked, 0 to a day; -1 unknown */
        char message[400]; /* for people: the service's own text squeezed to one line, else ours */
};

/*
 * Reads a reply. `id_key` names the member of mapData that holds the new id (EXPECT_SAVE), such as
 * "rwJabatanId"; mapData as a plain string is taken too, and as a last resort the only other member
 * called "id" or "rw...Id". A save that reports success without a usable id is UNCLEAR, not OK.
 * A list without rows is EMPTY, whether the service says 404, null or []. A 401 that does not say
 * which token it means is SSO_REFUSED: the gateway names its own refusals by code, the backend, the
 * only other one to ask for a token, does not. A write that is refused and done in one reply is
 * UNCLEAR. `now_s` (UTC seconds) turns absolute times into
 * waits. Never fails; free with verdict_clear().
 */
void verdict_read(const struct reply *reply, enum expect expect, const char *id_key, int64_t now_s,
                  struct verdict *ret);
void verdict_clear(struct verdict *v);
/* Such as "sso_refused"; NULL outside the enum. */
const char *verdict_name(enum verdict_kind kind);
/*
 * True when the request certainly did not reach the service's own logic, so that sending it again
 * cannot do anything twice. False for REJECTED, which was processed and answered with no.
 */
bool verdict_not_processed(enum verdict_kind kind);
