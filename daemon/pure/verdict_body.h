/*
 * Verdict body: what a reply's body says, whichever envelope it came in. Internal to the verdict.
 *
 * Envelopes (siasn-api 2.2 and 6.1) are reduced to a code, an answer yes or no, and four texts. No
 * judgement is passed here; verdict.c does that.
 */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BODY_NO_CODE INT64_MIN

enum body_says {
        BODY_SAYS_NOTHING, /* no sign of success or failure, or signs that contradict each other */
        BODY_SAYS_YES,
        BODY_SAYS_NO,
};

struct body {
        json_t *root;     /* the whole document, owned; NULL when it is no JSON object */
        json_t *data;     /* member "data" */
        json_t *map_data; /* member "mapData" */
        int64_t code;     /* from a number or a string; BODY_NO_CODE without one */
        enum body_says says;
        /* Texts are "" when missing; they live as long as the root. */
        const char *message;
        const char *description; /* the gateway's longer text */
        const char *data_text;   /* "data" where it is a string */
        const char *next_access; /* "nextAccessTime" of the gateway's throttling */
};

void body_read(const char *bytes, size_t len, struct body *ret);
void body_clear(struct body *body);
/* The code a gateway's XML reply names: it answers so when it ignores our Accept header. */
int64_t body_xml_code(const char *bytes, size_t len);
/*
 * Finds the id of a saved row (see verdict_read) and copies it to `out`. False when there is no
 * usable one: 4 to 63 letters, digits and '-', at least one digit ("null" and "0" are no ids).
 */
bool body_id(const struct body *body, const char *id_key, char out[64]);
/*
 * Milliseconds the service asks us to wait, -1 when it names no time: the longer of Retry-After
 * (seconds or HTTP date) and nextAccessTime, at least 0, at most a day. The limit keeps a nonsense
 * date from stopping us for years; one probe a day hurts no quota.
 */
int64_t body_wait_ms(const struct body *body, const char *retry_after, int64_t now_s);
/*
 * Makes a text of the service fit for people: one line, white space folded, no control characters,
 * cut before the UTF-8 character that does not fit in `size` bytes.
 */
void body_line(const char *raw, char *out, size_t size);
