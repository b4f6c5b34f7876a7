#include "engine/content.h"

#include <stdio.h>
#include <string.h>

#include "ground/clock.h"
#include "ground/mem.h"
#include "pure/base64.h"
#include "pure/pdf_signature.h"
#include "simpeg/source.h"

enum { OPEN_AGAIN_MS = 30000 };

enum policy { POLICY_IGNORE, POLICY_WARN, POLICY_REQUIRE, POLICIES };

static const char *const policy_names[POLICIES] = {"ignore", "warn", "require"};

struct contents {
        const struct config *config;
        const struct catalog *catalog;
        const struct secret *source_password;
        struct trust *trust;
        enum policy *policies; /* one a kind of catalog->all */
        size_t max;
        struct source *source; /* opened when first needed */
        int64_t open_at_ms;    /* the source was not to be had: not before */
        bool asking;           /* a query is under way */
        bool done;             /* `found` is complete */
        enum policy policy;    /* of what is being read */
        char *name;            /* of what is being read, for people */
        struct content found;
        struct db_result *rows;
};

/* ---- Settings ---- */

static enum policy *policy_of(struct contents *c, const char *kind)
{
        for (size_t i = 0; i < c->catalog->all.count; i++) {
                if (strcmp(c->catalog->all.items[i]->kind, kind) == 0)
                        return &c->policies[i];
        }
        return NULL;
}

/* One entry "kind:policy". */
static bool apply(struct contents *c, char *entry, struct err *err)
{
        CLEANUP(free_ptr) char *whole = mem_dup(entry);
        char *word = strchr(entry, ':');
        int i = 0;

        if (word)
                *word++ = '\0';
        enum policy *policy = word ? policy_of(c, entry) : NULL;
        while (word && i < POLICIES && strcmp(policy_names[i], word) != 0)
                i++;
        if (word && !policy)
                return err_set(err,
                               "[documents] signature: %s is no record kind; `siasnctl endpoints` "
                               "lists them",
                               entry);
        if (!word || i == POLICIES)
                return err_set(err,
                               "[documents] signature: \"%s\" is not kind:policy with ignore, warn "
                               "or require",
                               whole);
        if (i != POLICY_IGNORE && !*c->config->documents_trust_store)
                return err_set(
                        err,
                        "[documents] signature: %s needs trust_store, the certificates whose "
                        "signatures count",
                        whole);
        *policy = (enum policy)i;
        return true;
}

static bool read_policies(struct contents *c, struct err *err)
{
        CLEANUP(free_ptr) char *list = mem_dup(c->config->documents_signature);
        char *rest = NULL;

        c->policies = NEW_ARRAY(enum policy, c->catalog->all.count + 1);
        for (char *e = strtok_r(list, ", ", &rest); e; e = strtok_r(NULL, ", ", &rest)) {
                if (!apply(c, e, err))
                        return false;
        }
        return true;
}

bool contents_new(const struct config *config, const struct catalog *catalog,
                  const struct secret *source_password, struct contents **ret, struct err *err)
{
        struct contents *c = NEW(struct contents);

        c->config = config;
        c->catalog = catalog;
        c->source_password = source_password;
        c->max = (size_t)config->documents_max_size * 1024;
        if (!trust_load(config->documents_trust_store, &c->trust, err) || !read_policies(c, err)) {
                contents_free(c);
                return false;
        }
        *ret = c;
        return true;
}

void contents_free(struct contents *c)
{
        if (!c)
                return;
        contents_drop(c);
        source_close(c->source);
        trust_free(c->trust);
        free(c->policies);
        free(c);
}

/* ---- Verdicts ---- */

static void refuse(struct contents *c, const char *code, const char *value)
{
        c->found.code = code;
        free(c->found.value);
        c->found.value = mem_dup(value);
}

static void put_off(struct contents *c, const char *why)
{
        c->found.later = true;
        free(c->found.value);
        c->found.value = mem_dup(why);
}

static void refuse_size(struct contents *c, int64_t size)
{
        char text[120];

        snprintf(text, sizeof text, "%lld KiB, batasnya %zu KiB", (long long)(size + 1023) / 1024,
                 c->max / 1024);
        refuse(c, "DOC_TOO_LARGE", text);
}

/* Takes the bytes: hashed whatever they are, kept only when they may be sent. */
static void take_bytes(struct contents *c, char *bytes, size_t len)
{
        struct content *f = &c->found;

        f->bytes = bytes;
        f->len = len;
        digest_hex(bytes, len, f->sha256);
        if (len > c->max) {
                refuse_size(c, (int64_t)len);
        } else if (!pdf_is_pdf(bytes, len)) {
                refuse(c, "DOC_BAD", c->name);
        } else {
                signature_check(c->trust, bytes, len, clock_wall_s(), &f->signature);
                if (f->signature.worth != SIGNATURE_VALID && c->policy == POLICY_REQUIRE)
                        refuse(c, "DOC_SIGNATURE", signature_words(f->signature.worth));
                else if (f->signature.worth != SIGNATURE_VALID && c->policy == POLICY_WARN)
                        f->warning = signature_words(f->signature.worth);
        }
        if (f->code) {
                explicit_bzero(bytes, len);
                free(TAKE_PTR(f->bytes));
        }
}

/* ---- Files ---- */

static void read_file(struct contents *c, const char *path)
{
        char *bytes = NULL;
        size_t len = 0, size = 0;

        switch (file_read_below(c->config->documents_root, path, c->max, &bytes, &len, &size,
                                c->found.stamp)) {
        case FILE_OK:
                take_bytes(c, bytes, len);
                break;
        case FILE_MISSING:
                refuse(c, "DOC_MISSING", path);
                break;
        case FILE_OUTSIDE:
                refuse(c, "DOC_OUTSIDE", path);
                break;
        case FILE_TOO_LARGE:
                refuse_size(c, (int64_t)size);
                break;
        case FILE_UNREADABLE:
                refuse(c, "DOC_UNREADABLE", path);
                break;
        case FILE_CHANGING:
                put_off(c, "the file is being written to");
                break;
        case FILE_NO_ROOT:
                refuse(c, "DOC_ROOT", "");
                break;
        }
}

/* ---- The content column ---- */

static struct source *open_source(struct contents *c, struct err *err)
{
        const struct db_params params = {.label = "source",
                                         .dsn = c->config->source_dsn,
                                         .password = c->source_password,
                                         .schema = c->config->source_schema,
                                         .read_only = true};

        if (c->source && db_alive(c->source->db))
                return c->source;
        source_close(TAKE_PTR(c->source));
        if (clock_mono_ms() < c->open_at_ms) {
                err_set(err, "the source database is not to be had now");
                return NULL;
        }
        if (source_open(&params, c->catalog->contract, c->catalog->on, c->catalog->on_count,
                        &c->source, err))
                return c->source;
        c->open_at_ms = clock_mono_ms() + OPEN_AGAIN_MS;
        return NULL;
}

static void ask(struct contents *c, const char *doc_id)
{
        struct err err;
        char max[24];

        snprintf(max, sizeof max, "%zu", c->max);
        struct source *source = open_source(c, &err);
        c->asking = source && db_send(source->db, source->content_sql, DB_ARGS(doc_id, max), &err);
        if (!c->asking)
                put_off(c, err.text);
}

static void take_row(struct contents *c)
{
        size_t len;
        char *bytes;

        if (db_rows(c->rows) == 0 || !db_value(c->rows, 0, 1))
                refuse(c, "DOC_MISSING", c->name);
        else if (!db_value(c->rows, 0, 0))
                refuse_size(c, db_int(c->rows, 0, 1));
        else if (!base64_decode(db_text(c->rows, 0, 0), &bytes, &len))
                refuse(c, "DOC_BAD", c->name);
        else
                take_bytes(c, bytes, len);
}

/* Takes what has arrived of the answer; `asking` ends with it. */
static void poll_rows(struct contents *c)
{
        struct db_result *r = NULL;
        struct err err;
        const char *line;
        enum db_event event;

        while ((event = db_poll(c->source->db, &r, &line, &err)) == DB_ROWS) {
                db_result_free(c->rows);
                c->rows = r;
        }
        if (event == DB_WAIT)
                return;
        c->asking = false;
        if (event == DB_END) {
                take_row(c);
        } else {
                put_off(c, err.text);
                source_close(TAKE_PTR(c->source));
        }
        db_result_free(TAKE_PTR(c->rows));
}

/* ---- One at a time ---- */

void contents_start(struct contents *c, const struct content_wanted *wanted)
{
        enum policy *policy = policy_of(c, wanted->kind);

        contents_drop(c);
        c->policy = policy ? *policy : POLICY_IGNORE;
        c->name = mem_dup(wanted->origin == FROM_PATH ? wanted->path : wanted->doc_id);
        if (wanted->origin == FROM_PATH)
                read_file(c, wanted->path);
        else
                ask(c, wanted->doc_id);
        c->done = true;
}

bool contents_idle(const struct contents *c)
{
        return !c->done;
}

bool contents_take(struct contents *c, struct content *ret)
{
        if (c->asking && c->source)
                poll_rows(c);
        if (!c->done || c->asking)
                return false;
        *ret = c->found;
        c->found = (struct content){0};
        c->done = false;
        return true;
}

void contents_drop(struct contents *c)
{
        if (c->asking && c->source)
                db_cancel(c->source->db);
        c->asking = c->done = false;
        db_result_free(TAKE_PTR(c->rows));
        content_clear(&c->found);
        free(TAKE_PTR(c->name));
}

int contents_fd(const struct contents *c)
{
        return c->asking && c->source ? db_fd(c->source->db) : -1;
}
