#include "engine/event_file.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "engine/arrays.h"
#include "engine/sign.h"
#include "ground/mem.h"
#include "pure/event_chain.h"
#include "sql.h"

static const char format[] = "siasn-sync event log 1";

void event_seal_free(struct event_seal *seal)
{
        free(seal->anchor);
        free(seal->signature);
        free(seal->public_key);
        *seal = (struct event_seal){0};
}

static char *anchor_of(const struct event_seal *seal)
{
        json_t *json =
                json_pack("{s:s, s:I, s:I, s:I, s:s, s:s}", "month", seal->month, "first",
                          (json_int_t)seal->first, "last", (json_int_t)seal->last, "events",
                          (json_int_t)seal->events, "before", seal->before, "after", seal->after);
        char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);

        json_decref(json);
        return text;
}

/* ---- Writing ---- */

static bool put(FILE *file, json_t *json, struct err *err)
{
        bool ok = json_dumpf(json, file, JSON_COMPACT | JSON_ENCODE_ANY) == 0 &&
                  putc('\n', file) != EOF;

        json_decref(json);
        return ok || err_set(err, "cannot write: is the disk full?");
}

/* One more event: it must follow from the one before, or nothing that is written is worth it. */
static bool follow(struct event_seal *seal, const char *const fields[EVENT_FIELDS],
                   const char *hash, struct err *err)
{
        int64_t id = strtoll(fields[EVENT_ID], NULL, 10);

        event_chain_next(seal->after, fields);
        if (id != seal->last + 1 || strcmp(seal->after, hash) != 0)
                return err_set(err, "the chain is broken at event %s: the log was altered",
                               fields[EVENT_ID]);
        seal->last = id;
        seal->events++;
        return true;
}

static bool put_event(FILE *file, struct event_seal *seal, const struct db_result *r, size_t row,
                      struct err *err)
{
        const char *fields[EVENT_FIELDS];
        const char *hash = db_text(r, row, EVENT_FIELDS);
        json_t *line = json_array();

        for (size_t i = 0; i < EVENT_FIELDS; i++) {
                fields[i] = db_text(r, row, i);
                json_array_append_new(line, json_string(fields[i]));
        }
        json_array_append_new(line, json_string(hash));
        if (follow(seal, fields, hash, err))
                return put(file, line, err);
        json_decref(line);
        return false;
}

bool event_file_write(struct db *state, FILE *file, struct event_seal *seal, struct err *err)
{
        char month[EVENT_MONTH + 3];
        size_t rows;

        seal->first = seal->last + 1;
        seal->events = 0;
        memcpy(seal->after, seal->before, sizeof seal->after);
        snprintf(month, sizeof month, "%s-01", seal->month);
        if (!put(file,
                 json_pack("{s:s, s:s, s:s}", "format", format, "month", seal->month, "before",
                           seal->before),
                 err))
                return false;
        do {
                CLEANUP(db_result_free_ptr) struct db_result *r = NULL;

                if (!db_query(state, sql_audit_month_rows, DB_ARGS(month, NUMBER(seal->last)), &r,
                              err))
                        return false;
                rows = db_rows(r);
                for (size_t row = 0; row < rows; row++) {
                        if (!put_event(file, seal, r, row, err))
                                return false;
                }
        } while (rows > 0);
        return true;
}

bool event_seal_make(struct event_seal *seal, const struct secret *key, struct err *err)
{
        char signature[SIGN_HEX], public[SIGN_KEY_HEX];

        seal->anchor = anchor_of(seal);
        if (!key)
                return true;
        if (!sign_text(key, seal->anchor, signature, public, err))
                return false;
        seal->signature = mem_dup(signature);
        seal->public_key = mem_dup(public);
        return true;
}

bool event_file_close(FILE *file, const struct event_seal *seal, struct err *err)
{
        return put(file,
                   json_pack("{s:s, s:s?, s:s?}", "anchor", seal->anchor, "signature",
                             seal->signature, "public_key", seal->public_key),
                   err);
}

/* ---- Reading ---- */

struct reading {
        FILE *file;
        char *line;
        size_t cap;
        int64_t number;
        const char *trusted;
};

static bool bad(const struct reading *in, struct err *err, const char *what)
{
        return err_set(err, "line %lld: %s", (long long)in->number, what);
}

/* The next line as JSON; NULL at the end of the file, or when it is none. */
static json_t *next(struct reading *in)
{
        if (getline(&in->line, &in->cap, in->file) <= 0)
                return NULL;
        in->number++;
        return json_loads(in->line, 0, NULL);
}

static const char *text_of(const json_t *object, const char *key)
{
        const char *s = json_string_value(json_object_get(object, key));

        return s ? s : "";
}

static bool is_hash(const char *s)
{
        return strlen(s) == DIGEST_HEX - 1 && strspn(s, "0123456789abcdef") == DIGEST_HEX - 1;
}

static bool read_heading(struct reading *in, struct event_seal *seal, struct err *err)
{
        json_t *heading = next(in);
        const char *month = text_of(heading, "month"), *before = text_of(heading, "before");
        bool ok = strcmp(text_of(heading, "format"), format) == 0 &&
                  strlen(month) == EVENT_MONTH - 1 && is_hash(before);

        if (ok) {
                snprintf(seal->month, sizeof seal->month, "%s", month);
                memcpy(seal->before, before, sizeof seal->before);
                memcpy(seal->after, before, sizeof seal->after);
        }
        json_decref(heading);
        return ok || err_set(err, "it is no file of `siasnctl audit export`");
}

static bool read_event(struct reading *in, const json_t *line, struct event_seal *seal,
                       struct err *err)
{
        const char *fields[EVENT_FIELDS + 1];

        for (size_t i = 0; i <= EVENT_FIELDS; i++) {
                fields[i] = json_string_value(json_array_get(line, i));
                if (!fields[i])
                        return bad(in, err, "an event has nine texts");
        }
        if (seal->events == 0) {
                seal->first = strtoll(fields[EVENT_ID], NULL, 10);
                seal->last = seal->first - 1;
        }
        return follow(seal, fields, fields[EVENT_FIELDS], err) ||
               err_prefix(err, "line %lld", (long long)in->number);
}

static bool check_signature(const struct reading *in, const struct event_seal *seal,
                            struct err *err)
{
        if (in->trusted && (!seal->public_key || strcmp(seal->public_key, in->trusted) != 0))
                return bad(in, err, "it is not signed with the key that was given");
        if (seal->signature &&
            (!seal->public_key || !sign_check(seal->public_key, seal->signature, seal->anchor)))
                return bad(in, err, "the signature is not that of the anchor");
        return !seal->public_key || seal->signature || bad(in, err, "the signature is missing");
}

/* Ids of a month without events stand in the anchor only. */
static void take_ids(const char *anchor, struct event_seal *seal)
{
        json_t *json = json_loads(anchor, 0, NULL);

        if (seal->events == 0) {
                seal->first = json_integer_value(json_object_get(json, "first"));
                seal->last = seal->first - 1;
        }
        json_decref(json);
}

static bool read_anchor(struct reading *in, const json_t *line, struct event_seal *seal,
                        struct err *err)
{
        const char *signature = json_string_value(json_object_get(line, "signature"));
        const char *public = json_string_value(json_object_get(line, "public_key"));

        take_ids(text_of(line, "anchor"), seal);
        seal->anchor = anchor_of(seal);
        seal->signature = signature ? mem_dup(signature) : NULL;
        seal->public_key = public ? mem_dup(public) : NULL;
        if (strcmp(seal->anchor, text_of(line, "anchor")) != 0)
                return bad(in, err,
                           "the anchor is not that of the events above: some were removed "
                           "or added");
        if (!check_signature(in, seal, err))
                return false;
        json_t *more = next(in);
        json_decref(more);
        return !more || bad(in, err, "nothing may stand after the anchor");
}

static bool read_all(struct reading *in, struct event_seal *seal, struct err *err)
{
        if (!read_heading(in, seal, err))
                return false;
        for (;;) {
                json_t *line = next(in);
                bool event = json_is_array(line), ok;

                if (!line)
                        return bad(in, err, "the file ends before its anchor, or is damaged here");
                ok = event ? read_event(in, line, seal, err) : read_anchor(in, line, seal, err);
                json_decref(line);
                if (!ok || !event)
                        return ok;
        }
}

bool event_file_verify(const char *path, const char *trusted, struct event_seal *ret,
                       struct err *err)
{
        struct reading in = {.file = fopen(path, "re"), .trusted = trusted};
        struct event_seal seal = {0};

        if (!in.file)
                return err_set(err, "cannot open %s: %s", path, strerror(errno));
        bool ok = read_all(&in, &seal, err) || err_prefix(err, "%s", path);
        fclose(in.file);
        free(in.line);
        if (!ok)
                event_seal_free(&seal);
        else
                *ret = seal;
        return ok;
}
