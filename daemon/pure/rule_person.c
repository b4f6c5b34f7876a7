#include "pure/rule_person.h"

#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/date.h"
#include "pure/rule_clause.h"

enum { BUP_DAYS = 365 };

/* In the order of enum record_kind, which is the order of the words. */
static const char *const record_names[RECORD_KINDS] = {
        "assessment", "education", "ipasn",    "person",   "post",
        "rank",       "review",    "standard", "training", "unit"};

static clause_fn *const clause_functions[CLAUSE_KINDS] = {
        [CLAUSE_EDUCATION] = clause_education,
        [CLAUSE_RANK] = clause_rank,
        [CLAUSE_STRUCTURAL_TRAINING] = clause_structural_training,
        [CLAUSE_COURSE] = clause_course,
        [CLAUSE_ASSESSMENT] = clause_assessment,
        [CLAUSE_STANDARD_EDUCATION] = clause_standard_education,
        [CLAUSE_STANDARD_FIELD] = clause_standard_field,
        [CLAUSE_STANDARD_TRAINING] = clause_standard_training,
        [CLAUSE_STANDARD_EXPERIENCE] = clause_standard_experience,
};

/* ---- Records ---- */

int record_kind_find(const char *word)
{
        int kind = 0;

        while (kind < RECORD_KINDS && strcmp(record_names[kind], word) != 0)
                kind++;
        return kind;
}

const char *record_kind_name(int kind)
{
        return record_names[kind];
}

void records_add(struct records *r, int kind, const char *src_id, json_t *row)
{
        r->items = mem_resize_array(r->items, r->count + 1, sizeof *r->items);
        r->items[r->count++] = (struct record){.kind = kind, .src_id = mem_dup(src_id), .row = row};
}

void records_clear(struct records *r)
{
        for (size_t i = 0; i < r->count; i++) {
                free(r->items[i].src_id);
                json_decref(r->items[i].row);
        }
        r->count = 0;
}

void records_free(struct records *r)
{
        records_clear(r);
        free(r->items);
        *r = (struct records){0};
}

const char *record_text(const struct record *record, const char *member)
{
        const char *s = record ? json_string_value(json_object_get(record->row, member)) : NULL;

        return s ? s : "";
}

const char *rule_result_name(enum rule_result result)
{
        static const char *const names[] = {"excluded", "fail", "unknown", "pass"};

        return names[result];
}

/* ---- The post held on the day ---- */

struct held {
        const struct record *record;
        bool own; /* definitive */
        const char *jenis, *eselon, *tmt;
};

static struct held held_of(const struct record *r)
{
        return (struct held){.record = r,
                             .own = strcmp(record_text(r, "penugasan"), "D") == 0,
                             .jenis = record_text(r, "jenis"),
                             .eselon = record_text(r, "eselon"),
                             .tmt = record_text(r, "tmt")};
}

/* Empty texts come last. */
static int compare_filled(const char *a, const char *b)
{
        if (!*a || !*b)
                return (!*a) - (!*b);
        return strcmp(a, b);
}

/* The definitive one, then the highest: negative when `a` comes before `b`. */
static int compare_held(const struct held *a, const struct held *b)
{
        int order = (int)b->own - (int)a->own;

        if (order == 0)
                order = compare_filled(a->jenis, b->jenis);
        if (order == 0)
                order = compare_filled(a->eselon, b->eselon);
        return order ? order : strcmp(a->record->src_id, b->record->src_id);
}

struct posts {
        bool moved; /* the marked post began after the as-of date */
        const char *last_own, *last_acting;
};

static struct posts look_over(const struct records *own, const char *as_of)
{
        struct posts p = {.last_own = NULL, .last_acting = NULL};
        const struct record *r;

        for (size_t at = 0; (r = clause_next(own, RECORD_POST, &at));) {
                struct held h = held_of(r);
                const char **last = h.own ? &p.last_own : &p.last_acting;

                if (strcmp(h.tmt, as_of) > 0)
                        p.moved = p.moved || strcmp(record_text(r, "terakhir"), "t") == 0;
                else if (!*last || strcmp(h.tmt, *last) > 0)
                        *last = h.tmt;
        }
        return p;
}

static bool is_current(const struct held *h, const struct posts *p, const char *as_of)
{
        const char *mark = record_text(h->record, "terakhir");
        const char *last = h->own ? p->last_own : p->last_acting;

        if (strcmp(h->tmt, as_of) > 0)
                return false;
        if (p->moved || !*mark)
                return last && strcmp(h->tmt, last) == 0;
        return strcmp(mark, "t") == 0;
}

static const struct record *post_held(const struct records *own, const char *as_of)
{
        struct posts p = look_over(own, as_of);
        struct held best = {0};
        const struct record *r;

        for (size_t at = 0; (r = clause_next(own, RECORD_POST, &at));) {
                struct held h = held_of(r);

                if (is_current(&h, &p, as_of) && (!best.record || compare_held(&h, &best) < 0))
                        best = h;
        }
        return best.record;
}

/* What the jenjang, a code of SIASN's list jabatan-fungsional, makes of a JF; "" when unknown. */
static const char *jf_branch(const char *jenjang)
{
        static const char *const skilled[] = {"PM", "TR", "MH", "PY"};
        static const char *const expert[] = {"PT", "MU", "MA", "UT"};

        for (size_t i = 0; i < COUNT_OF(expert); i++) {
                if (strcmp(jenjang, expert[i]) == 0)
                        return "_KEAHLIAN";
                if (strcmp(jenjang, skilled[i]) == 0)
                        return "_KETERAMPILAN";
        }
        return "";
}

static char *class_of(const struct record *post)
{
        const char *jenis = record_text(post, "jenis");
        struct text out = {0};

        if (strcmp(jenis, "1") == 0)
                text_add(&out, record_text(post, "eselon"));
        else if (strcmp(jenis, "2") == 0)
                text_addf(&out, "JF%s", jf_branch(record_text(post, "jenjang")));
        else if (strcmp(jenis, "4") == 0)
                text_add(&out, "PELAKSANA");
        else if (*jenis)
                text_addf(&out, "JENIS_%s", jenis);
        return text_take(&out);
}

static bool retires_soon(const struct record *person, const char *as_of)
{
        struct date pension, day;

        if (!date_parse_iso(record_text(person, "pensiun"), &pension) ||
            !date_parse_iso(as_of, &day))
                return false;
        long days = date_day_number(pension) - date_day_number(day);
        return days >= 0 && days <= BUP_DAYS;
}

/* ---- The population ---- */

static const char *field_value(int field, const struct record *person, const struct record *post,
                               const struct judgement *j)
{
        switch (field) {
        case FIELD_STATUS:
                return record_text(person, "status");
        case FIELD_KEDUDUKAN:
                return record_text(person, "kedudukan");
        case FIELD_JENIS_PEGAWAI:
                return record_text(person, "jenis_pegawai");
        case FIELD_ACTIVE:
                return record_text(person, "active");
        case FIELD_POST:
                return post ? "held" : "none";
        case FIELD_JENIS:
                return j->jenis;
        case FIELD_PENUGASAN:
                return j->penugasan;
        default:
                return j->class;
        }
}

static void take_step(const struct rule_step *step, const char *value, struct judgement *j)
{
        struct text reason = {0};

        j->step = step;
        j->verdict = j->strict = j->permissive = step->unknown ? RULE_UNKNOWN : RULE_NOT_APPLICABLE;
        text_add(&reason, step->code);
        if (step->keep.count > 0)
                text_addf(&reason, ":%s", *value ? value : "?");
        j->reason = text_take(&reason);
}

static bool in_population(const struct ruleset *rule, const struct record *person,
                          const struct record *post, struct judgement *j)
{
        for (size_t i = 0; i < rule->step_count; i++) {
                const struct rule_step *step = &rule->steps[i];
                const char *value = field_value(step->field, person, post, j);
                bool caught = step->keep.count > 0 ? strings_find(&step->keep, value) < 0
                                                   : strings_find(&step->exclude, value) >= 0;

                if (!caught)
                        continue;
                take_step(step, value, j);
                return false;
        }
        return true;
}

/* ---- Clauses and verdict ---- */

static const struct rule_waiver *waiver_for(const struct asking *a, const char *nip)
{
        char who[DIGEST_HEX];

        for (size_t i = 0; i < a->rule->waiver_count; i++) {
                const struct rule_waiver *w = &a->rule->waivers[i];

                if (strcmp(w->clause, a->clause->id) != 0 || strcmp(w->from, a->as_of) > 0 ||
                    strcmp(w->to, a->as_of) < 0)
                        continue;
                if (strcmp(w->nip_sha256, digest_hex(nip, strlen(nip), who)) == 0)
                        return w;
        }
        return NULL;
}

static void ask(const struct asking *a, const char *nip, struct judgement *j)
{
        struct finding f = {.clause = a->clause, .reason = ""};

        if (strings_find(&a->clause->classes, a->class) < 0)
                return;
        clause_functions[a->clause->kind](a, &f);
        if (f.result == RULE_NOT_APPLICABLE)
                return;
        if (f.result != RULE_PASS && (f.waiver = waiver_for(a, nip)))
                f.result = f.permissive = RULE_PASS;
        j->findings[j->finding_count++] = f;
}

static enum rule_result chosen(const struct ruleset *rule, const struct finding *f)
{
        return rule->permissive ? f->permissive : f->result;
}

struct verdict {
        enum rule_result strict, permissive, headline;
};

/* Any of a group's clauses passes it; RULE_NOT_APPLICABLE when none applies. */
static struct verdict group_verdict(const struct ruleset *rule, const struct judgement *j,
                                    size_t group)
{
        struct verdict v = {0};

        for (size_t i = 0; i < j->finding_count; i++) {
                const struct finding *f = &j->findings[i];

                if (f->clause->group != group)
                        continue;
                v.strict = f->result > v.strict ? f->result : v.strict;
                v.permissive = f->permissive > v.permissive ? f->permissive : v.permissive;
        }
        v.headline = rule->permissive ? v.permissive : v.strict;
        return v;
}

static void least(enum rule_result *all, enum rule_result one)
{
        if (one != RULE_NOT_APPLICABLE && (*all == RULE_NOT_APPLICABLE || one < *all))
                *all = one;
}

/* The first clause, in the rule's order, of a group that made the verdict. */
static char *cause(const struct ruleset *rule, const struct judgement *j)
{
        struct text out = {0};

        if (j->verdict == RULE_PASS)
                return text_take(&out);
        for (size_t i = 0; i < j->finding_count && !out.len; i++) {
                const struct finding *f = &j->findings[i];

                if (chosen(rule, f) == j->verdict &&
                    group_verdict(rule, j, f->clause->group).headline == j->verdict)
                        text_addf(&out, "%s:%s", f->clause->id, f->reason);
        }
        return text_take(&out);
}

static int by_id(const void *a, const void *b)
{
        return strcmp(((const struct finding *)a)->clause->id,
                      ((const struct finding *)b)->clause->id);
}

static void conclude(const struct ruleset *rule, struct judgement *j)
{
        for (size_t g = 0; g < rule->group_count; g++) {
                struct verdict v = group_verdict(rule, j, g);

                least(&j->strict, v.strict);
                least(&j->permissive, v.permissive);
                least(&j->verdict, v.headline);
        }
        j->reason = j->finding_count > 0 ? cause(rule, j) : mem_dup("TIDAK_DINILAI");
        qsort(j->findings, j->finding_count, sizeof *j->findings, by_id);
}

static const char *opd_of(const struct records *shared, const char *unor)
{
        size_t low = 0, high = shared->count;

        while (low < high) {
                size_t middle = (low + high) / 2;
                const struct record *r = &shared->items[middle];
                int order =
                        r->kind != RECORD_UNIT ? r->kind - RECORD_UNIT : strcmp(r->src_id, unor);

                if (order == 0)
                        return record_text(r, "opd");
                if (order < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        return "";
}

static void describe(const char *as_of, const struct records *shared, const struct record *person,
                     const struct record *post, struct judgement *j)
{
        const char *unor = record_text(post, "unor");

        j->class = class_of(post);
        j->jenis = record_text(post, "jenis");
        j->penugasan = record_text(post, "penugasan");
        j->tmt = record_text(post, "tmt");
        j->post = post ? post->src_id : "";
        j->sex = record_text(person, "sex");
        j->unor = *unor ? unor : record_text(person, "unor");
        j->opd = opd_of(shared, j->unor);
        j->near_bup = retires_soon(person, as_of);
}

void rule_judge(const struct ruleset *rule, const char *as_of, const char *nip,
                const struct records *shared, const struct records *own, struct judgement *ret)
{
        size_t at = 0;
        const struct record *person = clause_next(own, RECORD_PERSON, &at);
        const struct record *post = post_held(own, as_of);

        *ret = (struct judgement){0};
        describe(as_of, shared, person, post, ret);
        if (!in_population(rule, person, post, ret))
                return;
        ret->findings = NEW_ARRAY(struct finding, rule->clause_count);
        for (size_t i = 0; i < rule->clause_count; i++) {
                const struct rule_clause *clause = &rule->clauses[i];
                const struct asking a = {.rule = rule,
                                         .as_of = as_of,
                                         .shared = shared,
                                         .own = own,
                                         .clause = clause,
                                         .class = ret->class,
                                         .jenis = ret->jenis,
                                         .unor = ret->unor,
                                         .jabatan = record_text(post, "jabatan"),
                                         .day = clause->at_tmt ? ret->tmt : as_of};

                ask(&a, nip, ret);
        }
        conclude(rule, ret);
}

void judgement_free(struct judgement *j)
{
        for (size_t i = 0; i < j->finding_count; i++) {
                free(j->findings[i].found);
                free(j->findings[i].required);
        }
        free(j->findings);
        free(j->reason);
        free(j->class);
        *j = (struct judgement){0};
}
