/* NIP: form, birth date, and disagreements with the employee's data. All numbers are made up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/nip.h"

#define PNS_MAN    "199001152015031002"
#define PPPK_WOMAN "198507202022212001"

static void test_well_formed(void **state)
{
        static const struct {
                const char *nip;
                bool want;
        } cases[] = {
                {PNS_MAN, true},
                {"000000000000000000", true},
                {"19900115201503100", false},
                {"1990011520150310020", false},
                {"19900115 201503 1 002", false},
                {"19900115201503100X", false},
                {" 99001152015031002", false},
                {"19900115201503100 ", false},
                {"131234567", false},
                {"", false},
                {NULL, false},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                assert_int_equal(nip_well_formed(cases[i].nip), cases[i].want);
}

static void test_birth(void **state)
{
        struct date d = {0};

        (void)state;
        assert_true(nip_birth(PNS_MAN, &d));
        assert_int_equal(date_compare(d, (struct date){1990, 1, 15}), 0);
        assert_false(nip_birth("199013152015031002", &d));
        assert_false(nip_birth("19900115", &d));
        assert_false(nip_birth(NULL, &d));
}

/* `want` lists "CODE:field:value" of all faults in order, divided by blanks. */
static const struct {
        const char *nip;
        struct nip_claims claims;
        const char *want;
} checks[] = {
        /* Nothing claimed, nothing wrong. */
        {PNS_MAN, {0}, ""},
        {PNS_MAN, {"1990-01-15", "2015-03-01", "M", "01", "PNS"}, ""},
        {PPPK_WOMAN, {"1985-07-20", "2022-06-01", "F", "71", "PPPK"}, ""},
        /* Only the month of TMT CPNS is in the NIP, not the day. */
        {PNS_MAN, {.tmt_cpns = "2015-03-31"}, ""},

        {"1990", {"1991-01-15", "2000-01-01", "F", NULL, NULL}, "NIP_FORMAT:nip:1990"},
        {NULL, {0}, "NIP_FORMAT:nip:"},

        {PNS_MAN, {.birth = "1990-01-16"}, "NIP_BIRTH:tgl_lahir:1990-01-16"},
        {PNS_MAN, {.birth = "16-01-1990"}, ""}, /* unreadable: not compared here */
        {"199002302015031002", {.birth = "1990-02-28"}, "NIP_BIRTH:nip:1990-02-28"},
        {"199002302015031002", {0}, "NIP_BIRTH:nip:"},

        {PNS_MAN, {.tmt_cpns = "2015-04-01"}, "NIP_CPNS:tmt_cpns:2015-04-01"},
        {PNS_MAN, {.tmt_cpns = "2014-03-01", .status = "CPNS"}, "NIP_CPNS:tmt_cpns:2014-03-01"},
        {PNS_MAN, {.tmt_cpns = "2014"}, ""},

        /* PPPK: only the year is compared, and known by either column. */
        {PPPK_WOMAN, {.tmt_cpns = "2023-06-01", .status = "PPPK"}, "NIP_PPPK:tmt_cpns:2023-06-01"},
        {PPPK_WOMAN, {.tmt_cpns = "2022-06-01", .status = "PPPK-PW"}, ""},
        {PPPK_WOMAN, {.tmt_cpns = "2022-06-01", .kedudukan = "72"}, ""},
        {PPPK_WOMAN, {.tmt_cpns = "2023-06-01", .kedudukan = "71"}, "NIP_PPPK:tmt_cpns:2023-06-01"},
        {PPPK_WOMAN, {.tmt_cpns = "2022-06-01", .kedudukan = "01"}, "NIP_CPNS:tmt_cpns:2022-06-01"},

        {PNS_MAN, {.sex = "F"}, "NIP_SEX:jenis_kelamin:F"},
        {PPPK_WOMAN, {.sex = "M"}, "NIP_SEX:jenis_kelamin:M"},
        {PNS_MAN, {.sex = "L"}, ""}, /* not the contract's code: a fault of its own */
        {"199001152015033002", {.sex = "M"}, "NIP_SEX:nip:M"},
        {"199001152015030002", {0}, "NIP_SEX:nip:"},

        /* All at once. */
        {PNS_MAN,
         {"1980-01-15", "2010-03-01", "F", "01", "PNS"},
         "NIP_BIRTH:tgl_lahir:1980-01-15 NIP_CPNS:tmt_cpns:2010-03-01 NIP_SEX:jenis_kelamin:F"},
};

static void test_check(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(checks); i++) {
                struct fault_list faults = {0};
                struct text got = {0};

                nip_check(checks[i].nip, &checks[i].claims, &faults);
                for (size_t k = 0; k < faults.count; k++)
                        text_addf(&got, "%s%s:%s:%s", k ? " " : "", faults.items[k].kind->code,
                                  faults.items[k].field, faults.items[k].value);
                if (strcmp(text_str(&got), checks[i].want) != 0)
                        fail_msg("case %zu: got \"%s\", want \"%s\"", i, text_str(&got),
                                 checks[i].want);
                text_free(&got);
                fault_list_free(&faults);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_well_formed),
                cmocka_unit_test(test_birth),
                cmocka_unit_test(test_check),
        };

        return cmocka_run_group_tests_name("nip", tests, NULL, NULL);
}
