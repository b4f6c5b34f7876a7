/*
 * Request: what a browser sent, taken apart. Pure: bytes in, values out; nothing here trusts them.
 *
 * Names and values are UTF-8 without NUL or other control characters but tab and line breaks; a
 * pair that is not is left out, as is what exceeds the limits. A name given twice counts once, the
 * first time.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum {
        REQUEST_FIELDS_MAX = 64,
        REQUEST_VALUE_MAX = 4096,
        REQUEST_NAME_MAX = 64,
        REQUEST_PATH_MAX = 512,
};

struct given {
        char *name, *value;
};

struct fields {
        struct given items[REQUEST_FIELDS_MAX];
        size_t count;
};

/* application/x-www-form-urlencoded, as in a query or a form's body; adds to what is there. */
void fields_read(struct fields *fields, const char *encoded, size_t len);
/* A Cookie header. */
void fields_read_cookies(struct fields *fields, const char *header);
/* NULL when there is none. */
const char *fields_get(const struct fields *fields, const char *name);
/* The same without blanks around it; NULL when that leaves nothing. */
const char *fields_said(const struct fields *fields, const char *name);
void fields_clear(struct fields *fields);

enum method { METHOD_GET, METHOD_POST, METHOD_OTHER }; /* HEAD is a GET without a body */

struct request {
        enum method method;
        char path[REQUEST_PATH_MAX]; /* decoded, begins with '/' */
        struct fields query, form, cookies;
        char address[64]; /* of the browser, as far as it is known */
        bool secure;      /* it speaks TLS, with us or with the proxy */
        char *agent;      /* owned; "" when it did not say */
        char *proxy_user; /* owned; NULL unless a trusted proxy named one */
        char *site;       /* owned; Sec-Fetch-Site, "" when it did not say */
};

/*
 * Decodes a path into `out`. False when it is none of ours to serve: too long, not beginning with
 * '/', a dot segment, a double slash, a control character, broken UTF-8.
 */
bool request_path(const char *raw, char out[REQUEST_PATH_MAX]);
enum method request_method(const char *word);
/* The last address of an X-Forwarded-For header, the one the proxy itself saw; false for none. */
bool request_forwarded(const char *header, char out[64]);
void request_clear(struct request *request);

/* ---- Addresses of ours ---- */

struct text;

/* Appends name=value behind ? or &, percent-encoded; nothing for NULL or "". */
void url_add(struct text *url, const char *name, const char *value);
/* Appends one path segment, percent-encoded. */
void url_segment(struct text *url, const char *value);
