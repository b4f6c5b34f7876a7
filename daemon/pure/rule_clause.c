/* The clauses that look at a person's own records. Each has its twin in schema/indicators/. */
#include "pure/rule_clause.h"

#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/date.h"

bool clause_in_time(const struct asking *a, const char *date)
{
        return !*a->day || strcmp(date, a->day) <= 0;
}

const char *clause_day_doubt(const struct asking *a, const char *date)
{
        if (!a->clause->at_tmt)
                return "";
        return !*a->day ? "tmt_kosong" : !*date ? "tanggal_kosong" : "";
}

const struct record *clause_next(const struct records *records, int kind, size_t *at)
{
        while (*at < records->count) {
                const struct record *r = &records->items[(*at)++];

                if (r->kind == kind)
                        return r;
        }
        return NULL;
}

void clause_result(struct finding *f, enum rule_result result, const char *reason,
                   const char *found, const char *required, const struct record *record)
{
        f->result = f->permissive = result;
        f->reason = reason;
        f->found = mem_dup(found);
        f->required = mem_dup(required);
        f->record = record;
}

static const char *code_doubt(const char *code, int place)
{
        return !*code ? "kode_kosong" : place <= 0 ? "kode_tidak_dikenal" : "";
}

static const char *first_doubt(const char *a, const char *b)
{
        return *a ? a : b;
}

/* A record and how it stands among its like. */
struct pick {
        const struct record *record;
        int choice; /* 1 decides for pass, 2 leaves a doubt, above fails */
        int place;
        const char *doubt;
};

static bool better(const struct pick *a, const struct pick *b)
{
        if (!b->record || a->choice != b->choice)
                return !b->record || a->choice < b->choice;
        if (a->place != b->place)
                return a->place > b->place;
        return strcmp(a->record->src_id, b->record->src_id) < 0;
}

/* The highest education against a level; shared with the clause on standards. Below `certain` it
 * depends on a jenjang that is not known; NULL: nothing does. */
static void judge_education(const struct asking *a, const char *minimum, const char *certain,
                            struct finding *f)
{
        int need = rule_education_place(a->rule, minimum);
        int sure = certain ? rule_education_place(a->rule, certain) : need;
        struct pick best = {0};
        const struct record *r;

        for (size_t at = 0; (r = clause_next(a->own, RECORD_EDUCATION, &at));) {
                const char *code = record_text(r, "code"), *date = record_text(r, "date");
                struct pick p = {.record = r, .place = rule_education_place(a->rule, code)};

                if (!clause_in_time(a, date))
                        continue;
                p.doubt = need == 0 ? "standar_tidak_dikenal"
                                    : first_doubt(clause_day_doubt(a, date),
                                                  code_doubt(code, p.place));
                if (!*p.doubt && p.place >= need && p.place < sure)
                        p.doubt = "tergantung_jenjang";
                p.choice = *p.doubt ? 2 : p.place >= need ? 1 : 3;
                if (better(&p, &best))
                        best = p;
        }
        const char *found = record_text(best.record, "code");
        if (!best.record)
                clause_result(f, RULE_UNKNOWN, "COM_3", "", minimum, NULL);
        else if (best.choice == 1)
                clause_result(f, RULE_PASS, "", found, minimum, best.record);
        else if (best.choice == 2)
                clause_result(f, RULE_UNKNOWN, best.doubt, found, minimum, best.record);
        else
                clause_result(f, RULE_FAIL, "pendidikan_kurang", found, minimum, best.record);
}

void clause_education(const struct asking *a, struct finding *f)
{
        judge_education(a, a->clause->minimum, a->clause->certain_from, f);
}

void clause_education_level(const struct asking *a, const char *minimum, struct finding *f)
{
        judge_education(a, minimum, NULL, f);
}

static bool newer(const struct record *r, int place, const struct record *best, int best_place)
{
        int order = best ? strcmp(record_text(r, "date"), record_text(best, "date")) : 1;

        if (order != 0)
                return order > 0;
        return place != best_place ? place > best_place : strcmp(r->src_id, best->src_id) < 0;
}

void clause_rank(const struct asking *a, struct finding *f)
{
        const char *required = pairs_get(&a->clause->required, a->class);
        int need =
                strings_find(&a->rule->rank, required) + 1 - (a->clause->allow_one_below ? 1 : 0);
        const struct record *best = NULL, *r;
        int best_place = 0;

        for (size_t at = 0; (r = clause_next(a->own, RECORD_RANK, &at));) {
                int place = strings_find(&a->rule->rank, record_text(r, "code")) + 1;

                if (clause_in_time(a, record_text(r, "date")) &&
                    newer(r, place, best, best_place)) {
                        best = r;
                        best_place = place;
                }
        }
        const char *code = record_text(best, "code");
        if (!best) {
                clause_result(f, RULE_UNKNOWN, "pangkat_kosong", "", required, NULL);
                return;
        }
        const char *doubt = first_doubt(clause_day_doubt(a, record_text(best, "date")),
                                        code_doubt(code, best_place));
        enum rule_result result = *doubt               ? RULE_UNKNOWN
                                  : best_place >= need ? RULE_PASS
                                                       : RULE_FAIL;
        clause_result(f, result, result == RULE_FAIL ? "pangkat_kurang" : doubt, code, required,
                      best);
}

const struct record *clause_review(const struct asking *a, const char *src_id)
{
        const struct record *r;

        for (size_t at = 0; (r = clause_next(a->own, RECORD_REVIEW, &at));) {
                if (strcmp(r->src_id, src_id) == 0)
                        return r;
        }
        return NULL;
}

static bool is_diklat(const struct record *r)
{
        return text_has_prefix(r->src_id, "diklat:");
}

const char *clause_training_level(const struct asking *a, const struct record *training)
{
        const struct record *review = clause_review(a, training->src_id);

        if (review)
                return record_text(review, "level");
        return is_diklat(training) ? record_text(training, "code") : "";
}

/* t, f, or "" when nobody can tell. */
static const char *proof_of(const struct asking *a, const struct record *r)
{
        const char *document = record_text(r, "document");

        if (!a->clause->certificate)
                return "t";
        return !*record_text(r, "number") || strcmp(document, "f") == 0 ? "f" : document;
}

struct training {
        struct pick pick;
        enum rule_result generous;
};

static enum rule_result proven(const char *proof)
{
        return strcmp(proof, "t") == 0 ? RULE_PASS : *proof ? RULE_FAIL : RULE_UNKNOWN;
}

static struct training judge_training(const struct asking *a, const struct record *r, int need)
{
        int place = rule_training_place(a->rule, clause_training_level(a, r));
        const char *doubt = first_doubt(clause_day_doubt(a, record_text(r, "date")),
                                        place < 0 ? "perlu_ditelaah" : "");
        enum rule_result proof = proven(proof_of(a, r));
        struct training t = {.pick = {.record = r, .doubt = doubt}};

        if (*doubt) {
                t.pick.choice = 2;
                t.generous = RULE_UNKNOWN;
                return t;
        }
        t.generous = a->clause->any_level || place >= need ? proof : RULE_FAIL;
        if (!a->clause->any_level && place != need)
                t.pick.choice = place > need ? 4 : 5;
        else
                t.pick.choice = proof == RULE_PASS ? 1 : proof == RULE_UNKNOWN ? 2 : 3;
        return t;
}

static bool counts_as_structural(const struct asking *a, const struct record *r)
{
        return (is_diklat(r) ||
                strings_find(&a->rule->structural_courses, record_text(r, "code")) >= 0) &&
               strcmp(clause_training_level(a, r), "none") != 0 &&
               clause_in_time(a, record_text(r, "date"));
}

static void training_result(const struct pick *best, const char *required, struct finding *f)
{
        static const char *const reasons[] = {"tidak_ada_pelatihan",     "",
                                              "dokumen_tidak_diketahui", "tanpa_sertifikat",
                                              "hanya_lebih_tinggi",      "hanya_lebih_rendah"};
        bool doubt = best->choice == 2;

        clause_result(f,
                      best->choice == 1 ? RULE_PASS
                      : doubt           ? RULE_UNKNOWN
                                        : RULE_FAIL,
                      doubt && *best->doubt ? best->doubt : reasons[best->choice],
                      record_text(best->record, "code"), required, best->record);
}

void clause_structural_training(const struct asking *a, struct finding *f)
{
        const char *required = pairs_get(&a->clause->required, a->class);
        int need = rule_training_place(a->rule, required);
        struct pick best = {0};
        enum rule_result generous = RULE_FAIL;
        const struct record *r;

        for (size_t at = 0; (r = clause_next(a->own, RECORD_TRAINING, &at));) {
                if (!counts_as_structural(a, r))
                        continue;
                struct training t = judge_training(a, r, need);
                generous = t.generous > generous ? t.generous : generous;
                if (better(&t.pick, &best))
                        best = t.pick;
        }
        training_result(&best, required, f);
        f->permissive = generous;
}

void clause_course(const struct asking *a, struct finding *f)
{
        struct text required = {0};
        struct pick best = {0};
        const struct record *r;

        for (size_t i = 0; i < a->clause->courses.count; i++)
                text_addf(&required, "%s%s", i ? "/" : "", a->clause->courses.items[i]);
        for (size_t at = 0; (r = clause_next(a->own, RECORD_TRAINING, &at));) {
                struct pick p = {.record = r};

                if (is_diklat(r) || !clause_in_time(a, record_text(r, "date")) ||
                    strings_find(&a->clause->courses, record_text(r, "code")) < 0)
                        continue;
                p.doubt = clause_day_doubt(a, record_text(r, "date"));
                p.choice = *p.doubt ? 2 : 1;
                if (better(&p, &best))
                        best = p;
        }
        if (!best.record)
                clause_result(f, RULE_FAIL, "tidak_ada_pelatihan", "", text_str(&required), NULL);
        else
                clause_result(f, *best.doubt ? RULE_UNKNOWN : RULE_PASS, best.doubt,
                              record_text(best.record, "code"), text_str(&required), best.record);
        text_free(&required);
}

/* Whole hundredths of a number with two decimals, as the freeze writes it. */
static long hundredths(const char *number)
{
        long n = 0;

        for (; *number; number++) {
                if (*number != '.')
                        n = n * 10 + (*number - '0');
        }
        return n;
}

static bool expired(const struct asking *a, const struct record *r)
{
        const char *until = record_text(r, "until");
        struct date taken, day;

        if (*until)
                return strcmp(until, a->day) < 0;
        return date_parse_iso(record_text(r, "date"), &taken) && date_parse_iso(a->day, &day) &&
               date_day_number(taken) + 365L * a->clause->validity_years < date_day_number(day);
}

static const char *assessment_doubt(const struct asking *a, const struct record *r)
{
        if (!*a->day)
                return "tmt_kosong";
        if (!*record_text(r, "date"))
                return "tanggal_kosong";
        if (expired(a, r))
                return "kedaluwarsa";
        return *record_text(r, "jpm") ? "" : "jpm_kosong";
}

void clause_assessment(const struct asking *a, struct finding *f)
{
        const struct record *best = NULL, *r;
        char required[16];

        snprintf(required, sizeof required, "%d", a->clause->threshold);
        for (size_t at = 0; (r = clause_next(a->own, RECORD_ASSESSMENT, &at));) {
                if (clause_in_time(a, record_text(r, "date")) && newer(r, 0, best, 0))
                        best = r;
        }
        if (!best) {
                clause_result(f, RULE_UNKNOWN, "belum_asesmen", "", required, NULL);
                return;
        }
        const char *doubt = assessment_doubt(a, best), *jpm = record_text(best, "jpm");
        enum rule_result result = *doubt                                           ? RULE_UNKNOWN
                                  : hundredths(jpm) >= 100L * a->clause->threshold ? RULE_PASS
                                                                                   : RULE_FAIL;
        clause_result(f, result, result == RULE_FAIL ? "jpm_kurang" : doubt, jpm, required, best);
}
