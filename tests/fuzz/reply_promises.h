/*
 * Reply promises: what holds for the verdict on any reply whatsoever. The fuzz target and the
 * property test of verdicts share this list; it reads the reply by itself, not by verdict_body.
 */
#pragma once

#include <ctype.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pure/verdict.h"

static inline bool promises_is(const json_t *value, const char *text, json_int_t number)
{
        const char *s = json_string_value(value);

        return s ? strcasecmp(s, text) == 0
                 : json_is_integer(value) && json_integer_value(value) == number;
}

/* 1 for a value that means true, -1 for one that means false, else 0. */
static inline int promises_truth(const json_t *value)
{
        if (json_is_true(value) || promises_is(value, "true", INT64_MIN))
                return 1;
        return json_is_false(value) || promises_is(value, "false", INT64_MIN) ? -1 : 0;
}

/* 1 or 200 is success. Of the rest only what is surely no sign of either is told apart. */
static inline int promises_code(const json_t *value)
{
        const char *s = json_string_value(value);
        long code = s ? strtol(s, NULL, 10) : (long)json_integer_value(value);

        if (promises_is(value, "1", 1) || promises_is(value, "200", 200))
                return 1;
        if (!s && !json_is_integer(value))
                return 0;
        return code == 0 || (code >= 400 && code < 500) ? -1 : 0;
}

/* The reply says success (true) and nothing in it says the contrary. */
static inline bool promises_success(const json_t *root)
{
        const json_t *fault = json_object_get(root, "fault");
        const json_t *top = json_is_object(fault) ? fault : root;
        const int signs[] = {
                promises_truth(json_object_get(top, "success")),
                promises_code(json_object_get(top, "code")),
                -promises_truth(json_object_get(top, "Error")),
                -promises_truth(json_object_get(top, "error")),
        };
        bool yes = false, no = false;

        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
                yes = yes || signs[i] > 0;
                no = no || signs[i] < 0;
        }
        return yes && !no;
}

/* The id is a string of the reply's mapData, not made up and not taken from elsewhere. */
static inline bool promises_id_stands(const json_t *root, const char *id)
{
        const json_t *fault = json_object_get(root, "fault");
        json_t *map_data = json_object_get(json_is_object(fault) ? fault : root, "mapData");
        const char *key, *s = json_string_value(map_data);
        json_t *value;

        if (s)
                return strcmp(s, id) == 0;
        json_object_foreach (map_data, key, value) {
                if (json_is_string(value) && strcmp(json_string_value(value), id) == 0)
                        return true;
        }
        return false;
}

static inline bool promises_id_form(const char *id)
{
        size_t len = strlen(id);
        bool digit = false;

        for (size_t i = 0; i < len; i++) {
                if (!isalnum((unsigned char)id[i]) && id[i] != '-')
                        return false;
                digit = digit || isdigit((unsigned char)id[i]);
        }
        return digit && len >= 4 && len <= 63;
}

static inline const char *promises_of_message(const struct verdict *v)
{
        if (!memchr(v->message, '\0', sizeof v->message))
                return "the message ends within its size";
        if (!*v->message)
                return "the message is not empty";
        for (const char *c = v->message; *c; c++) {
                if ((unsigned char)*c < 0x20 || *c == 0x7f)
                        return "the message is one line without control characters";
        }
        json_t *checked = json_string(v->message); /* NULL unless it is valid UTF-8 */
        json_decref(checked);
        return checked ? NULL : "the message is valid UTF-8";
}

static inline const char *promises_of_ok(const struct reply *reply, const json_t *root,
                                         enum expect expect, const struct verdict *v)
{
        if (reply->transport != TRANSPORT_OK || reply->status < 200 || reply->status > 299)
                return "success needs a whole reply under 2xx";
        if (!root)
                return "success needs complete JSON";
        if (expect == EXPECT_SAVE && !promises_success(root))
                return "a save is done only when the service says so";
        if (expect == EXPECT_SAVE && !promises_id_form(v->id))
                return "a saved row has a well-formed id";
        if (expect == EXPECT_SAVE && !promises_id_stands(root, v->id))
                return "the id stands in mapData";
        if (expect == EXPECT_LIST && !(json_is_array(v->data) && json_array_size(v->data) > 0))
                return "a list has rows";
        if (expect == EXPECT_OBJECT && !json_is_object(v->data))
                return "an object is an object";
        return NULL;
}

/* What no verdict but the right one may claim. `write`: something was to be changed. */
static inline const char *promises_of_claims(const struct reply *reply, const json_t *root,
                                             bool write, const struct verdict *v)
{
        bool undone = verdict_not_processed(v->kind);

        if (undone && (v->kind == VERDICT_UNCLEAR || v->kind == VERDICT_OK ||
                       v->kind == VERDICT_REJECTED || v->kind == VERDICT_EMPTY))
                return "unclear, ok, rejected and empty are not \"not processed\"";
        if (v->kind == VERDICT_UNREACHED && reply->transport != TRANSPORT_NOT_SENT)
                return "what was sent was not unreached";
        if (reply->transport == TRANSPORT_LOST && v->kind != VERDICT_UNCLEAR)
                return "a lost reply says nothing";
        if (v->kind == VERDICT_EMPTY && (write || !root))
                return "only a read can find nothing, and only complete JSON says so";
        if (v->kind == VERDICT_REJECTED && reply->status >= 500)
                return "5xx is never the record's fault";
        if (v->kind == VERDICT_REJECTED && !root && reply->status != 413 && reply->status != 422)
                return "a rejection is readable";
        if (write && undone && reply->transport == TRANSPORT_OK && promises_success(root))
                return "a write whose reply says success is never sent again blindly";
        return NULL;
}

/* NULL, or the promise that does not hold. */
static inline const char *promises_broken(const struct reply *reply, enum expect expect,
                                          const struct verdict *v)
{
        bool read = expect == EXPECT_LIST || expect == EXPECT_OBJECT;
        const char *broken;

        if ((int)v->kind < 0 || v->kind >= VERDICT_KINDS || !verdict_name(v->kind))
                return "the kind has a name";
        if (!memchr(v->id, '\0', sizeof v->id))
                return "the id ends within its size";
        if ((*v->id != '\0') != (v->kind == VERDICT_OK && expect == EXPECT_SAVE))
                return "an id comes with a save that is done, and only then";
        if ((v->data != NULL) != (v->kind == VERDICT_OK && read))
                return "data comes with a read that is done, and only then";
        if (v->wait_ms < -1 || v->wait_ms > 86400000)
                return "a wait is at most a day";
        if (v->wait_ms != -1 && v->kind != VERDICT_THROTTLED && v->kind != VERDICT_SUSPENDED)
                return "only a closed service names a wait";
        json_t *root = reply->body ? json_loadb(reply->body, reply->len, 0, NULL) : NULL;
        bool object = json_is_object(root);
        broken = promises_of_message(v);
        if (!broken && v->kind == VERDICT_OK)
                broken = promises_of_ok(reply, object ? root : NULL, expect, v);
        if (!broken)
                broken = promises_of_claims(reply, object ? root : NULL, !read, v);
        json_decref(root);
        return broken;
}
