#include "engine/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "engine/sign.h"
#include "engine/verify_private.h"
#include "ground/mem.h"

void verify_add(struct verification *v, bool ok, const char *what, const char *format, ...)
{
        char detail[2000];
        va_list args;

        va_start(args, format);
        vsnprintf(detail, sizeof detail, format, args);
        va_end(args);
        v->items = mem_resize_array(v->items, v->count + 1, sizeof *v->items);
        v->items[v->count] = (struct check){mem_dup(what), mem_dup(detail), ok};
        v->ok = (v->count == 0 || v->ok) && ok;
        v->count++;
}

void verification_free(struct verification *v)
{
        for (size_t i = 0; i < v->count; i++) {
                free(v->items[i].what);
                free(v->items[i].detail);
        }
        free(v->items);
        *v = (struct verification){0};
}

void verify_signature(struct verification *v, const struct signed_header *h, const char *hash,
                      const char *trusted)
{
        char sum[DIGEST_HEX];
        bool known = !trusted || strcmp(trusted, h->public_key) == 0;

        digest_hex(h->header, strlen(h->header), sum);
        verify_add(v, strcmp(sum, hash) == 0, "header hash", "%s", sum);
        verify_add(v, sign_check(h->public_key, h->signature, h->header), "signature",
                   "Ed25519, public key %s", h->public_key);
        verify_add(v, known, "public key", "%s",
                   !trusted ? "not compared: give the published key with --key"
                   : known  ? "the one given"
                            : "not the one given");
}

void chain_add(struct chain *c, const struct signed_header *h)
{
        json_t *json = json_loads(h->header, 0, NULL);
        const char *previous = json_string_value(json_object_get(json, "previous"));
        bool follows = previous && strcmp(previous, c->last) == 0 &&
                       sign_check(h->public_key, h->signature, h->header);

        if (!follows && !c->broken) {
                c->broken = true;
                snprintf(c->where, sizeof c->where, "at snapshot %lld",
                         (long long)json_integer_value(json_object_get(json, "snapshot")));
        }
        json_decref(json);
        digest_hex(h->header, strlen(h->header), c->last);
        c->links++;
}

void chain_end(struct verification *v, const struct chain *c, const json_t *header)
{
        const char *previous = json_string_value(json_object_get(header, "previous"));
        bool follows = previous && strcmp(previous, c->last) == 0;

        verify_add(v, !c->broken && follows, "chain", "%zu snapshots before this one%s%s", c->links,
                   c->broken ? "; broken " : "",
                   c->broken  ? c->where
                   : !follows ? "; this one does not follow the last"
                              : "");
}

/* ---- Recomputing ---- */

static void name_changed(struct auditor *a, const char *name)
{
        if (a->changed_count++ < NAMED_MAX)
                text_addf(&a->changed, "; changed: %s", name);
}

static void take_out(void *arg, enum audit_sort sort, const char *line)
{
        static const enum indicator_lines sorts[] = {
                [AUDIT_VERDICT] = LINES_VERDICTS,
                [AUDIT_EVIDENCE] = LINES_EVIDENCE,
                [AUDIT_RESULT] = LINES_RESULTS,
        };
        struct auditor *a = arg;

        if (sort == AUDIT_CHANGED) {
                name_changed(a, line);
                return;
        }
        digest_line(a->sums[sorts[sort]], line);
        a->rows[sorts[sort]]++;
        if (a->tell)
                a->tell(a->arg, sort, line);
}

void auditor_init(struct auditor *a, const struct ruleset *rule, const char *as_of)
{
        const struct audit_params params = {
                .rule = rule, .as_of = as_of, .out = take_out, .arg = a};

        *a = (struct auditor){.audit = audit_new(&params)};
        for (size_t i = 0; i < LINES_SORTS; i++)
                a->sums[i] = digest_new();
}

bool auditor_line(void *auditor, const char *line, struct err *err)
{
        struct auditor *a = auditor;

        digest_line(a->sums[LINES_INPUTS], line);
        a->rows[LINES_INPUTS]++;
        return audit_line(a->audit, line, err);
}

static bool fits(const json_t *header, enum indicator_lines sort, int64_t rows, const char *sum)
{
        const json_t *part = json_object_get(header, indicator_lines_names[sort]);
        const char *wanted = json_string_value(json_object_get(part, "sha256"));

        return wanted && strcmp(wanted, sum) == 0 &&
               json_integer_value(json_object_get(part, "rows")) == rows;
}

static bool counts_fit(const json_t *header, const struct counts *n)
{
        const json_t *c = json_object_get(header, "counts");
        json_int_t all = n->pass + n->fail + n->unknown + n->excluded;

        return json_integer_value(json_object_get(c, "pass")) == n->pass &&
               json_integer_value(json_object_get(c, "fail")) == n->fail &&
               json_integer_value(json_object_get(c, "unknown")) == n->unknown &&
               json_integer_value(json_object_get(c, "excluded")) == n->excluded &&
               json_integer_value(json_object_get(c, "pass_strict")) == n->pass_strict &&
               json_integer_value(json_object_get(c, "pass_permissive")) == n->pass_permissive &&
               json_integer_value(
                       json_object_get(json_object_get(header, "personnel"), "persons")) == all;
}

void verify_stored(struct verification *v, const json_t *header, enum indicator_lines sort,
                   int64_t rows, const char *sum, const char *first_difference)
{
        char what[40];

        snprintf(what, sizeof what, "%s as stored", indicator_lines_names[sort]);
        verify_add(v, fits(header, sort, rows, sum), what, "%lld rows%s%s", (long long)rows,
                   *first_difference ? "; differs from what follows from the inputs at: " : "",
                   first_difference);
}

void auditor_end(struct verification *v, struct auditor *a, const json_t *header)
{
        struct counts n;
        char sum[DIGEST_HEX];

        audit_end(a->audit, &n);
        audit_free(a->audit);
        for (int sort = 0; sort < LINES_SORTS; sort++) {
                char what[40];

                digest_end(a->sums[sort], sum);
                digest_free(a->sums[sort]);
                snprintf(what, sizeof what, sort == LINES_INPUTS ? "%s" : "%s recomputed",
                         indicator_lines_names[sort]);
                verify_add(v,
                           fits(header, (enum indicator_lines)sort, a->rows[sort], sum) &&
                                   (sort != LINES_INPUTS || a->changed_count == 0),
                           what, "%lld rows%s", (long long)a->rows[sort],
                           sort == LINES_INPUTS ? text_str(&a->changed) : "");
        }
        verify_add(v, counts_fit(header, &n), "counts",
                   "%lld pass, %lld fail, %lld unknown, %lld excluded", (long long)n.pass,
                   (long long)n.fail, (long long)n.unknown, (long long)n.excluded);
        text_free(&a->changed);
}
