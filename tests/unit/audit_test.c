/* The C evaluator from input lines to output lines: the post held, verdicts, changed rows, counts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data.h"
#include "ground/mem.h"
#include "ground/text.h"
#include "pure/audit.h"
#include "pure/rule_words.h"

static struct ruleset *rule_named(const char *name)
{
        struct ruleset *r = NULL;
        struct err err;

        for (size_t i = 0; i < embedded_rules_count; i++) {
                if (strcmp(embedded_rules[i].name, name) == 0)
                        assert_true(rule_load(name, embedded_rules[i].text, &r, &err));
        }
        assert_non_null(r);
        return r;
}

static void collect(void *arg, enum audit_sort sort, const char *line)
{
        static const char *const marks[] = {"V ", "E ", "R ", "! "};

        if (sort != AUDIT_RESULT)
                text_addf(arg, "%s%s\n", marks[sort], line);
}

/* "kind nip src_id row" as an input line, with the digest it should have. */
static void feed(struct audit *a, const char *kind, const char *nip, const char *src_id,
                 const char *row)
{
        struct text joined = {0}, line = {0};
        char sum[DIGEST_HEX];
        struct err err;

        text_addf(&joined, "%s\x1f%s\x1f%s\x1f%s", kind, nip, src_id, row);
        digest_hex(joined.s, joined.len, sum);
        text_addf(&line,
                  "{\"kind\": \"%s\", \"nip\": \"%s\", \"src_id\": \"%s\", \"digest\": \"%.16s\", "
                  "\"row\": %s}",
                  kind, nip, src_id, sum, row);
        assert_true(audit_line(a, line.s, &err));
        text_free(&joined);
        text_free(&line);
}

#define PERSON "{\"status\": \"PNS\", \"kedudukan\": \"01\", \"active\": \"t\", \"sex\": \"F\"}"
#define ADMINISTRATOR                                                                           \
        "{\"jenis\": \"1\", \"eselon\": \"31\", \"tmt\": \"2020-01-01\", \"terakhir\": \"t\", " \
        "\"penugasan\": \"D\"}"

struct fixture {
        struct ruleset *rule;
        struct audit *audit;
        struct text out;
};

static void begin(struct fixture *f, const char *rule)
{
        *f = (struct fixture){.rule = rule_named(rule)};
        const struct audit_params params = {
                .rule = f->rule, .as_of = "2026-06-30", .out = collect, .arg = &f->out};

        f->audit = audit_new(&params);
}

static struct counts end(struct fixture *f)
{
        struct counts n;

        audit_end(f->audit, &n);
        audit_free(f->audit);
        rule_free(f->rule);
        return n;
}

static void judges_a_person(void **state)
{
        struct fixture f;

        (void)state;
        begin(&f, "penempatan_a1");
        feed(f.audit, "unit", "", "U1", "{\"opd\": \"OPD1\"}");
        feed(f.audit, "education", "1", "e1", "{\"code\": \"35\", \"siasn_id\": \"s1\"}");
        feed(f.audit, "person", "1", "p1", PERSON);
        feed(f.audit, "post", "1", "j1",
             "{\"jenis\": \"1\", \"eselon\": \"31\", \"tmt\": \"2020-01-01\", \"terakhir\": \"t\", "
             "\"penugasan\": \"D\", \"unor\": \"U1\"}");
        struct counts n = end(&f);
        assert_int_equal(n.pass, 1);
        assert_string_equal(f.out.s,
                            "V 1\tpass\tpass\tpass\t\tOPD1\tU1\t31\t1\tD\tF\t2020-01-01\tj1\tf\n"
                            "E 1\tACC_6\tpass\tpass\t\t35\t35\teducation\te1\ts1\t\n");
        text_free(&f.out);
}

static void counts_persons_not_rows(void **state)
{
        struct fixture f;

        (void)state;
        begin(&f, "diklat_b2");
        feed(f.audit, "person", "1", "p1", PERSON);
        feed(f.audit, "post", "1", "j1", ADMINISTRATOR);
        feed(f.audit, "post", "1", "j2", ADMINISTRATOR);
        feed(f.audit, "training", "1", "diklat:1", "{\"code\": \"3\", \"date\": \"2015-01-01\"}");
        feed(f.audit, "training", "1", "diklat:2", "{\"code\": \"3\", \"date\": \"2016-01-01\"}");
        feed(f.audit, "training", "1", "diklat:3", "{\"code\": \"2\", \"date\": \"2022-01-01\"}");
        feed(f.audit, "person", "2", "p2", PERSON);
        feed(f.audit, "post", "2", "j3", ADMINISTRATOR);
        struct counts n = end(&f);
        assert_int_equal(n.pass, 1);
        assert_int_equal(n.fail, 1);
        assert_int_equal(n.pass + n.fail + n.unknown + n.excluded, 2);
        text_free(&f.out);
}

static void names_a_changed_row(void **state)
{
        struct fixture f;
        struct err err;

        (void)state;
        begin(&f, "penempatan_a1");
        assert_true(audit_line(f.audit,
                               "{\"kind\": \"person\", \"nip\": \"1\", \"src_id\": \"p1\", "
                               "\"digest\": \"0123456789abcdef\", \"row\": {}}",
                               &err));
        assert_string_equal(f.out.s, "! person p1 of NIP 1\n");
        assert_false(audit_line(f.audit, "{\"kind\": \"orang\"}", &err));
        assert_false(audit_line(f.audit, "bukan json", &err));
        end(&f);
        text_free(&f.out);
}

static void nobody_has_a_total(void **state)
{
        struct fixture f;
        struct figures figures;

        (void)state;
        begin(&f, "penempatan_a1");
        struct ruleset *rule = rule_named("penempatan_a1");
        struct counts n = end(&f);
        figures_of(rule, &n, &figures);
        assert_string_equal(figures.pct, "n/a");
        assert_string_equal(figures.low, "n/a");
        rule_free(rule);
        text_free(&f.out);
}

static void figures_follow_the_rule(void **state)
{
        struct ruleset *rule = rule_named("penempatan_a1");
        const struct counts n = {
                .pass = 2, .fail = 1, .unknown = 1, .pass_strict = 2, .pass_permissive = 3};
        struct figures f;

        (void)state;
        figures_of(rule, &n, &f);
        assert_string_equal(f.pct, "50.00");
        assert_string_equal(f.judged, "66.67");
        assert_string_equal(f.low, "50.00");
        assert_string_equal(f.high, "75.00");
        assert_string_equal(f.permissive, "75.00");
        rule->unknown_counted = false;
        figures_of(rule, &n, &f);
        assert_string_equal(f.pct, "66.67");
        assert_int_equal(f.denominator, 3);
        assert_int_equal(f.population, 4);
        rule_free(rule);
}

/* Every reason an evaluator can give has words of its own in the working paper. */
static void reasons_have_words(void **state)
{
        static const char *const reasons[] = {"COM_3",
                                              "pendidikan_kurang",
                                              "pangkat_kurang",
                                              "tidak_ada_pelatihan",
                                              "hanya_lebih_tinggi",
                                              "perlu_ditelaah",
                                              "jpm_kurang",
                                              "standar_tidak_ada"};

        (void)state;
        const struct rule_word *other = rule_word_find("pengecualian:SK 1");
        for (size_t i = 0; i < COUNT_OF(reasons); i++)
                assert_ptr_not_equal(rule_word_find(reasons[i]), other);
        assert_string_not_equal(rule_consequence("pass"), rule_consequence("fail"));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(judges_a_person),
                cmocka_unit_test(counts_persons_not_rows),
                cmocka_unit_test(names_a_changed_row),
                cmocka_unit_test(nobody_has_a_total),
                cmocka_unit_test(figures_follow_the_rule),
                cmocka_unit_test(reasons_have_words),
        };

        mem_setup();
        return cmocka_run_group_tests(tests, NULL, NULL);
}
