#include "pure/audit.h"

#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/rule_person.h"
#include "pure/tally.h"

enum { ROW_DIGEST = 16 };

struct audit {
        struct audit_params p;
        struct records shared, own;
        char *nip; /* whose records are in `own`; NULL before the first */
        struct tally *tally;
        struct text line;
};

struct audit *audit_new(const struct audit_params *params)
{
        struct audit *a = NEW(struct audit);

        a->p = *params;
        a->tally = tally_new();
        return a;
}

void audit_free(struct audit *a)
{
        if (!a)
                return;
        records_free(&a->shared);
        records_free(&a->own);
        tally_free(a->tally);
        text_free(&a->line);
        free(a->nip);
        free(a);
}

/* ---- Lines out: tab-separated, with the escapes of COPY ---- */

static void add_value(struct text *line, const char *value)
{
        static const char plain[] = "\b\f\n\r\t\v\\", letters[] = "bfnrtv\\";

        if (line->len)
                text_add_char(line, '\t');
        for (; *value; value++) {
                const char *at = strchr(plain, *value);

                if (at) {
                        text_add_char(line, '\\');
                        text_add_char(line, letters[at - plain]);
                } else {
                        text_add_char(line, *value);
                }
        }
}

static void add_line(struct audit *a, enum audit_sort sort, const char *const *values, size_t count)
{
        text_clear(&a->line);
        for (size_t i = 0; i < count; i++)
                add_value(&a->line, values[i]);
        a->p.out(a->p.arg, sort, text_str(&a->line));
}

#define ADD_LINE(a, sort, ...)                                    \
        add_line((a), (sort), (const char *const[]){__VA_ARGS__}, \
                 sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void say_verdict(struct audit *a, const struct judgement *j)
{
        const char *verdict = rule_result_name(j->verdict);
        const char *near_bup = j->near_bup ? "t" : "f";

        ADD_LINE(a, AUDIT_VERDICT, a->nip, verdict, rule_result_name(j->strict),
                 rule_result_name(j->permissive), j->reason, j->opd, j->unor, j->class, j->jenis,
                 j->penugasan, j->sex, j->tmt, j->post, near_bup);
        const struct tally_person person = {
                .verdict = j->verdict,
                .strict = j->strict == RULE_PASS,
                .permissive = j->permissive == RULE_PASS,
                .values = {j->class, j->jenis, near_bup, j->opd, j->penugasan, j->reason, j->sex,
                           ""},
        };
        tally_add(a->tally, &person);
}

static void say_finding(struct audit *a, const struct finding *f)
{
        struct text reason = {0};

        text_add(&reason, f->waiver ? "pengecualian:" : f->reason);
        if (f->waiver)
                text_add(&reason, f->waiver->document);
        ADD_LINE(a, AUDIT_EVIDENCE, a->nip, f->clause->id, rule_result_name(f->result),
                 rule_result_name(f->permissive), text_str(&reason), f->found, f->required,
                 f->record ? record_kind_name(f->record->kind) : "",
                 f->record ? f->record->src_id : "", record_text(f->record, "siasn_id"),
                 record_text(f->record, "document"));
        text_free(&reason);
}

static bool is_person(const struct records *own)
{
        for (size_t i = 0; i < own->count; i++) {
                if (own->items[i].kind == RECORD_PERSON)
                        return true;
        }
        return false;
}

static void judge(struct audit *a)
{
        struct judgement j;

        if (!a->nip || !*a->nip || !is_person(&a->own))
                return;
        rule_judge(a->p.rule, a->p.as_of, a->nip, &a->shared, &a->own, &j);
        say_verdict(a, &j);
        for (size_t i = 0; i < j.finding_count; i++)
                say_finding(a, &j.findings[i]);
        judgement_free(&j);
}

/* ---- Lines in ---- */

/* The row as it stands in the line: from after its name to before the last brace. */
static char *row_text(const char *line)
{
        static const char name[] = ", \"row\": ";
        const char *at = strstr(line, name);
        size_t len = at ? strlen(at) : 0;

        return len > sizeof name ? mem_dup_n(at + sizeof name - 1, len - sizeof name) : mem_dup("");
}

/* Fields joined by 0x1f, as in indicator_freeze.sql. */
static bool digest_fits(const char *line, const char *kind, const char *nip, const char *src_id,
                        const char *digest)
{
        CLEANUP(free_ptr) char *row = row_text(line);
        struct text joined = {0};
        char sum[DIGEST_HEX];

        text_addf(&joined, "%s\x1f%s\x1f%s\x1f%s", kind, nip, src_id, row);
        digest_hex(joined.s, joined.len, sum);
        text_free(&joined);
        sum[ROW_DIGEST] = '\0';
        return strcmp(sum, digest) == 0;
}

static void next_person(struct audit *a, const char *nip)
{
        if (a->nip && strcmp(a->nip, nip) == 0)
                return;
        judge(a);
        records_clear(&a->own);
        free(a->nip);
        a->nip = mem_dup(nip);
}

static bool take(struct audit *a, const char *line, json_t *json, struct err *err)
{
        const char *kind, *nip, *src_id, *digest;
        json_t *row;

        if (json_unpack(json, "{s:s, s:s, s:s, s:s, s:o!}", "kind", &kind, "nip", &nip, "src_id",
                        &src_id, "digest", &digest, "row", &row) != 0 ||
            record_kind_find(kind) == RECORD_KINDS || !json_is_object(row))
                return err_set(err, "a line of the inputs is not an input row: %.60s", line);
        if (!digest_fits(line, kind, nip, src_id, digest)) {
                struct text name = {0};

                text_addf(&name, "%s %s of NIP %s", kind, src_id, *nip ? nip : "(shared)");
                a->p.out(a->p.arg, AUDIT_CHANGED, name.s);
                text_free(&name);
        }
        next_person(a, nip);
        records_add(*nip ? &a->own : &a->shared, record_kind_find(kind), src_id, json_incref(row));
        return true;
}

bool audit_line(struct audit *a, const char *line, struct err *err)
{
        json_t *json = json_loads(line, 0, NULL);
        bool ok = json ? take(a, line, json, err)
                       : err_set(err, "a line of the inputs is not JSON: %.60s", line);

        json_decref(json);
        return ok;
}

void audit_end(struct audit *a, struct counts *ret)
{
        judge(a);
        records_clear(&a->own);
        tally_sort(a->tally);
        for (size_t i = 0; i < tally_count(a->tally); i++) {
                const struct tally_row *r = tally_row(a->tally, i);
                char numbers[6][24];
                const int64_t n[6] = {r->counts.pass,        r->counts.fail,
                                      r->counts.unknown,     r->counts.excluded,
                                      r->counts.pass_strict, r->counts.pass_permissive};

                for (size_t k = 0; k < 6; k++)
                        snprintf(numbers[k], sizeof numbers[k], "%lld", (long long)n[k]);
                ADD_LINE(a, AUDIT_RESULT, r->dimension, r->value, numbers[0], numbers[1],
                         numbers[2], numbers[3], numbers[4], numbers[5]);
        }
        *ret = tally_total(a->tally);
}
