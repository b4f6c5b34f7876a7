/* The clauses that compare with the standard of the post. Each has its twin in schema/indicators/.
 */
#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/rule_clause.h"

static bool valid_on(const struct record *s, const char *as_of)
{
        const char *to = record_text(s, "to"), *year = record_text(s, "year");
        size_t len = strlen(year);

        return (len < 4 || strncmp(year, as_of, 4) <= 0) &&
               strcmp(record_text(s, "from"), as_of) <= 0 && (!*to || strcmp(to, as_of) >= 0);
}

static bool newer_standard(const struct record *a, const struct record *b)
{
        int order = strcmp(record_text(a, "year"), record_text(b, "year"));

        if (order == 0)
                order = strcmp(record_text(a, "from"), record_text(b, "from"));
        return order ? order > 0 : strcmp(a->src_id, b->src_id) < 0;
}

/* Of a structural post by its unit, of others by the position; NULL when there is none. */
static const struct record *standard_of(const struct asking *a)
{
        bool structural = strcmp(a->jenis, "1") == 0;
        const char *key = structural ? a->unor : a->jabatan;
        const struct record *best = NULL, *r;

        if (!*key)
                return NULL;
        for (size_t at = 0; (r = clause_next(a->shared, RECORD_STANDARD, &at));) {
                if (strcmp(record_text(r, structural ? "unor" : "jabatan"), key) == 0 &&
                    valid_on(r, a->as_of) && (!best || newer_standard(r, best)))
                        best = r;
        }
        return best;
}

static void no_standard(struct finding *f)
{
        clause_result(f, RULE_UNKNOWN, "standar_tidak_ada", "", "", NULL);
}

void clause_standard_education(const struct asking *a, struct finding *f)
{
        const struct record *s = standard_of(a);

        if (!s)
                no_standard(f);
        else if (*record_text(s, "level"))
                clause_education_level(a, record_text(s, "level"), f);
}

static const char *member(const json_t *object, const char *name)
{
        const char *s = json_string_value(json_object_get(object, name));

        return s ? s : "";
}

/* ---- Field of study ---- */

struct fields {
        const json_t *list;
        bool whatever; /* any field will do */
        bool vague;    /* one has a name only */
};

static struct fields fields_of(const struct record *s)
{
        struct fields f = {.list = json_object_get(s->row, "fields")};
        size_t i;
        json_t *item;

        json_array_foreach (f.list, i, item) {
                bool any = strcmp(member(item, "any"), "t") == 0;

                f.whatever = f.whatever || any;
                f.vague = f.vague || (!any && !*member(item, "field"));
        }
        return f;
}

static bool field_fits(const struct fields *f, const char *field, const char *level)
{
        size_t i;
        json_t *item;

        json_array_foreach (f->list, i, item) {
                const char *wanted = member(item, "level");

                if (*field && strcmp(member(item, "field"), field) == 0 &&
                    (!*wanted || strcmp(wanted, level) == 0))
                        return true;
        }
        return false;
}

struct field_pick {
        const struct record *record;
        int choice;
        const char *doubt;
};

static struct field_pick best_field(const struct asking *a, const struct fields *fields)
{
        struct field_pick best = {.doubt = ""};
        const struct record *r;

        for (size_t at = 0; (r = clause_next(a->own, RECORD_EDUCATION, &at));) {
                const char *date = record_text(r, "date"), *field = record_text(r, "field");
                const char *doubt = clause_day_doubt(a, date);

                if (!clause_in_time(a, date))
                        continue;
                if (!*doubt && !*field)
                        doubt = "bidang_kosong";
                int choice = *doubt ? 2 : field_fits(fields, field, record_text(r, "code")) ? 1 : 3;
                if (!best.record || choice < best.choice ||
                    (choice == best.choice && strcmp(r->src_id, best.record->src_id) < 0))
                        best = (struct field_pick){r, choice, doubt};
        }
        return best;
}

void clause_standard_field(const struct asking *a, struct finding *f)
{
        const struct record *s = standard_of(a);

        if (!s) {
                no_standard(f);
                return;
        }
        struct fields fields = fields_of(s);
        if (json_array_size(fields.list) == 0)
                return;
        if (fields.whatever) {
                clause_result(f, RULE_PASS, "", "", "semua", NULL);
                return;
        }
        struct field_pick best = best_field(a, &fields);
        const char *found = record_text(best.record, "field");
        if (!best.record)
                clause_result(f, RULE_UNKNOWN, "COM_3", "", s->src_id, NULL);
        else if (best.choice == 1)
                clause_result(f, RULE_PASS, "", found, s->src_id, best.record);
        else if (best.choice == 2)
                clause_result(f, RULE_UNKNOWN, best.doubt, found, s->src_id, best.record);
        else if (fields.vague)
                clause_result(f, RULE_UNKNOWN, "standar_tanpa_kode", found, s->src_id, best.record);
        else
                clause_result(f, RULE_FAIL, "bidang_lain", found, s->src_id, best.record);
}

/* ---- Training ---- */

static char *plain_name(const char *name)
{
        char *out = text_squeeze(name);

        for (char *c = out; *c; c++) {
                if (*c >= 'A' && *c <= 'Z')
                        *c = (char)(*c - 'A' + 'a');
        }
        return out;
}

static int64_t number_of(const char *s)
{
        int64_t n = 0;

        return text_to_int(s, 0, INT32_MAX, &n) ? n : 0;
}

struct demand {
        const char *code;
        char *name;
        int64_t hours;
        int need; /* place of the code; -1 when the rule does not know it */
};

struct met {
        enum rule_result result, generous;
        const struct record *record;
};

static struct met try_training(const struct asking *a, const struct demand *d,
                               const struct record *r)
{
        struct met m = {.record = r};

        if (*d->code) {
                int place = rule_training_place(a->rule, clause_training_level(a, r));

                m.result = d->need <= 0 ? RULE_UNKNOWN : place == d->need ? RULE_PASS : RULE_FAIL;
                m.generous = d->need <= 0 ? RULE_UNKNOWN : place >= d->need ? RULE_PASS : RULE_FAIL;
                return m;
        }
        CLEANUP(free_ptr) char *name = plain_name(record_text(r, "name"));
        bool same = strcmp(name, d->name) == 0 && number_of(record_text(r, "hours")) >= d->hours;
        m.result = m.generous = same ? RULE_PASS : RULE_UNKNOWN;
        return m;
}

static struct met meet(const struct asking *a, const struct demand *d)
{
        struct met best = {0};
        const struct record *r;

        for (size_t at = 0; (r = clause_next(a->own, RECORD_TRAINING, &at));) {
                const char *date = record_text(r, "date");

                if (!clause_in_time(a, date) || *clause_day_doubt(a, date))
                        continue;
                struct met m = try_training(a, d, r);
                if (m.generous < best.generous)
                        m.generous = best.generous;
                if (!best.record || m.result > best.result ||
                    (m.result == best.result && strcmp(r->src_id, best.record->src_id) < 0))
                        best = m;
                best.generous = m.generous;
        }
        if (!best.record)
                best.result = best.generous = *d->code ? RULE_FAIL : RULE_UNKNOWN;
        return best;
}

static void training_finding(const struct demand *d, const struct met *worst, struct finding *f)
{
        const char *asked = *d->code ? d->code : d->name;
        bool pass = worst->result == RULE_PASS;
        enum rule_result generous = f->permissive;

        free(f->found);
        free(f->required);
        clause_result(f, worst->result,
                      pass                            ? ""
                      : worst->result == RULE_UNKNOWN ? "nama_tidak_terbukti"
                                                      : "pelatihan_kurang",
                      pass ? asked : "", asked, pass ? worst->record : NULL);
        f->permissive = generous;
}

void clause_standard_training(const struct asking *a, struct finding *f)
{
        const struct record *s = standard_of(a);
        size_t i;
        json_t *item;

        if (!s) {
                no_standard(f);
                return;
        }
        json_array_foreach (json_object_get(s->row, "trainings"), i, item) {
                struct demand d = {.code = member(item, "code"),
                                   .name = plain_name(member(item, "name")),
                                   .hours = number_of(member(item, "hours"))};

                d.need = strings_find(&a->rule->training, d.code) + 1;
                struct met m = meet(a, &d);
                if (i == 0 || m.generous < f->permissive)
                        f->permissive = m.generous;
                if (f->result == RULE_NOT_APPLICABLE || m.result < f->result)
                        training_finding(&d, &m, f);
                free(d.name);
        }
}

/* ---- Experience ---- */

static const struct record *first_post(const struct asking *a)
{
        const struct record *best = NULL, *r;

        for (size_t at = 0; (r = clause_next(a->own, RECORD_POST, &at));) {
                const char *tmt = record_text(r, "tmt");
                int order = best ? strcmp(tmt, record_text(best, "tmt")) : -1;

                if (*tmt && (order < 0 || (order == 0 && strcmp(r->src_id, best->src_id) < 0)))
                        best = r;
        }
        return best;
}

/* Whole years from one date to another, 0 when it lies before. */
static int64_t years_between(const char *from, const char *to)
{
        int64_t years = strtol(to, NULL, 10) - strtol(from, NULL, 10);

        if (strcmp(to + 5, from + 5) < 0)
                years--;
        return years > 0 ? years : 0;
}

void clause_standard_experience(const struct asking *a, struct finding *f)
{
        const struct record *s = standard_of(a), *first = first_post(a);
        const char *need = record_text(s, "years");
        char found[24] = "";

        if (s && !*need)
                return;
        bool known = first && *a->day;
        int64_t years = known ? years_between(record_text(first, "tmt"), a->day) : 0;
        if (known)
                snprintf(found, sizeof found, "%lld", (long long)years);
        if (!s)
                clause_result(f, RULE_UNKNOWN, "standar_tidak_ada", found, "", first);
        else if (!known)
                clause_result(f, RULE_UNKNOWN, "tmt_kosong", found, need, first);
        else if (years >= number_of(need))
                clause_result(f, RULE_PASS, "", found, need, first);
        else
                clause_result(f, RULE_FAIL, "pengalaman_kurang", found, need, first);
}
