/* Verifying an exported folder: files only, no database. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "engine/verify_private.h"
#include "ground/mem.h"

enum { SMALL_FILE_MAX = 4 << 20 };

static FILE *open_in(const char *folder, const char *name, struct err *err)
{
        struct text path = {0};

        text_addf(&path, "%s/%s", folder, name);
        FILE *f = fopen(path.s, "re");
        if (!f)
                err_set(err,
                        "cannot open %s (%s): it takes a whole bundle of `siasnctl indicator "
                        "export`; one for the public holds no persons and cannot be recomputed",
                        path.s, strerror(errno));
        text_free(&path);
        return f;
}

/* A small file without the newline at its end; NULL with `err`. */
static char *read_small(const char *folder, const char *name, bool whole, struct err *err)
{
        struct text out = {0};
        char piece[4096];
        size_t n;
        FILE *f = open_in(folder, name, err);

        if (!f)
                return NULL;
        while (out.len < SMALL_FILE_MAX && (n = fread(piece, 1, sizeof piece, f)) > 0)
                text_add_n(&out, piece, n);
        fclose(f);
        if (!whole && out.len > 0 && out.s[out.len - 1] == '\n')
                out.s[--out.len] = '\0';
        return text_take(&out);
}

/* The next line without newline, or NULL at the end; getline's buffer is reused. */
static char *next_line(FILE *f, char **line, size_t *cap)
{
        ssize_t n = getline(line, cap, f);

        if (n <= 0)
                return NULL;
        if ((*line)[n - 1] == '\n')
                (*line)[n - 1] = '\0';
        return *line;
}

struct bundle {
        char *header_text, *rule_text;
        json_t *header, *seal;
        struct ruleset *rule;
};

static void bundle_free(struct bundle *b)
{
        free(b->header_text);
        free(b->rule_text);
        json_decref(b->header);
        json_decref(b->seal);
        rule_free(b->rule);
}

static const char *seal_text(const struct bundle *b, const char *member)
{
        const char *s = json_string_value(json_object_get(b->seal, member));

        return s ? s : "";
}

static bool bundle_open(const char *folder, struct bundle *b, struct err *err)
{
        CLEANUP(free_ptr) char *seal = NULL;

        if (!(b->header_text = read_small(folder, "header.json", false, err)) ||
            !(seal = read_small(folder, "signature.json", false, err)) ||
            !(b->rule_text = read_small(folder, "rule.json", true, err)))
                return false;
        b->header = json_loads(b->header_text, 0, NULL);
        b->seal = json_loads(seal, 0, NULL);
        if (!b->header || !b->seal)
                return err_set(err, "%s: header.json or signature.json is not JSON", folder);
        return rule_load("rule.json", b->rule_text, &b->rule, err);
}

static bool check_chain(struct verification *v, const char *folder, const struct bundle *b,
                        struct err *err)
{
        FILE *f = open_in(folder, "chain.ndjson", err);
        struct chain chain = {0};
        char *line = NULL;
        size_t cap = 0;

        if (!f)
                return false;
        while (next_line(f, &line, &cap)) {
                json_t *json = json_loads(line, 0, NULL);
                struct signed_header h = {"", "", ""};

                json_unpack(json, "{s:s, s:s, s:s}", "header", &h.header, "signature", &h.signature,
                            "public_key", &h.public_key);
                chain_add(&chain, &h);
                json_decref(json);
        }
        free(line);
        fclose(f);
        chain_end(v, &chain, b->header);
        return true;
}

/* A stored file that is read along with the recomputed lines. */
struct beside {
        FILE *file;
        char *line;
        size_t cap;
        struct digest *sum;
        int64_t rows;
        struct text differences;
        size_t difference_count;
};

static void note(struct beside *s, const char *line)
{
        if (s->difference_count++ < NAMED_MAX)
                text_addf(&s->differences, "%s%.*s", s->differences.len ? ", " : "",
                          (int)strcspn(line, "\t"), line);
}

static char *beside_next(struct beside *s)
{
        char *line = next_line(s->file, &s->line, &s->cap);

        if (line) {
                digest_line(s->sum, line);
                s->rows++;
        }
        return line;
}

struct besides {
        struct beside sorts[LINES_SORTS];
};

static void compare(void *arg, enum audit_sort sort, const char *line)
{
        static const enum indicator_lines sorts[] = {LINES_VERDICTS, LINES_EVIDENCE, LINES_RESULTS};
        struct beside *s = &((struct besides *)arg)->sorts[sorts[sort]];
        const char *stored = beside_next(s);

        if (!stored || strcmp(stored, line) != 0)
                note(s, line);
}

static bool besides_open(const char *folder, struct besides *b, struct err *err)
{
        static const char *const files[LINES_SORTS] = {
                [LINES_VERDICTS] = "verdicts.tsv",
                [LINES_EVIDENCE] = "evidence.tsv",
                [LINES_RESULTS] = "results.tsv",
        };

        for (size_t i = LINES_VERDICTS; i < LINES_SORTS; i++) {
                if (!(b->sorts[i].file = open_in(folder, files[i], err)))
                        return false;
                b->sorts[i].sum = digest_new();
        }
        return true;
}

static void besides_end(struct besides *b, struct verification *v, const json_t *header)
{
        char sum[DIGEST_HEX];

        for (size_t i = LINES_VERDICTS; i < LINES_SORTS; i++) {
                struct beside *s = &b->sorts[i];

                if (!s->sum) {
                        if (s->file)
                                fclose(s->file);
                        continue;
                }
                while (beside_next(s))
                        note(s, s->line);
                digest_end(s->sum, sum);
                digest_free(s->sum);
                if (v)
                        verify_stored(v, header, (enum indicator_lines)i, s->rows, sum,
                                      text_str(&s->differences));
                fclose(s->file);
                free(s->line);
                text_free(&s->differences);
        }
}

static bool feed(const char *folder, struct auditor *a, struct err *err)
{
        FILE *f = open_in(folder, "inputs.ndjson", err);
        char *line = NULL;
        size_t cap = 0;
        bool ok = f != NULL;

        while (ok && next_line(f, &line, &cap))
                ok = auditor_line(a, line, err);
        free(line);
        if (f)
                fclose(f);
        return ok;
}

static bool recompute(struct verification *v, const char *folder, const struct bundle *b,
                      struct err *err)
{
        const char *as_of = json_string_value(json_object_get(b->header, "as_of"));
        struct besides stored = {0};
        struct auditor a;

        if (!as_of)
                return err_set(err, "header.json has no as_of");
        if (!besides_open(folder, &stored, err)) {
                besides_end(&stored, NULL, NULL);
                return false;
        }
        auditor_init(&a, b->rule, as_of);
        a.tell = compare;
        a.arg = &stored;
        bool ok = feed(folder, &a, err);
        if (!ok) {
                verify_add(v, false, "inputs readable", "%s", err->text);
                err->text[0] = '\0';
        }
        auditor_end(v, &a, b->header);
        besides_end(&stored, v, b->header);
        return true;
}

static bool verify(const char *folder, const char *trusted, struct bundle *b,
                   struct verification *v, struct err *err)
{
        const struct signed_header h = {b->header_text, seal_text(b, "signature"),
                                        seal_text(b, "public_key")};
        const char *wanted =
                json_string_value(json_object_get(json_object_get(b->header, "rule"), "sha256"));

        const struct ruleset *rule = b->rule;

        verify_signature(v, &h, seal_text(b, "hash"), trusted);
        verify_add(v, wanted && strcmp(wanted, rule->sha256) == 0, "rule", "%s %s, %s",
                   rule->indicator, rule->version, rule_standing(rule));
        return check_chain(v, folder, b, err) && recompute(v, folder, b, err);
}

bool verify_bundle(const char *folder, const char *trusted, struct verification *ret,
                   struct err *err)
{
        struct bundle b = {0};
        struct verification v = {0};
        bool ok = bundle_open(folder, &b, err) && b.rule && verify(folder, trusted, &b, &v, err);

        bundle_free(&b);
        if (ok)
                *ret = v;
        else
                verification_free(&v);
        return ok;
}
