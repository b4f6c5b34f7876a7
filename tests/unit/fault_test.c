/* Fault: the catalogue is complete and well formed, sentences fill in, lists own their texts. */
#include <ctype.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/fault.h"

/* Codes are kept in the database: none may vanish or change its severity or BKN code. */
static const struct {
        const char *code;
        enum fault_severity severity;
        const char *bkn;
} promised[] = {
        {"NIP_FORMAT", FAULT_ERROR, NULL},
        {"NIP_BIRTH", FAULT_ERROR, "CON_2"},
        {"NIP_CPNS", FAULT_ERROR, "CON_1"},
        {"NIP_SEX", FAULT_ERROR, "CON_3"},
        {"NIP_PPPK", FAULT_ERROR, "CON_4"},
        {"NIP_UNKNOWN", FAULT_ERROR, NULL},
        {"DATE_SENTINEL", FAULT_ERROR, NULL},
        {"DATE_TEXT", FAULT_ERROR, NULL},
        {"TMT_MISSING", FAULT_ERROR, "COM_4"},
        {"TMT_ORDER", FAULT_ERROR, "ACC_1"},
        {"UNOR_UNMAPPED", FAULT_ERROR, NULL},
        {"UNOR_INACTIVE", FAULT_ERROR, "TIM_1"},
        {"UNOR_AMBIGUOUS", FAULT_ERROR, NULL},
        {"JAB_UNMAPPED", FAULT_ERROR, "COM_2"},
        {"JAB_INACTIVE", FAULT_ERROR, NULL},
        {"SUBJAB_MISSING", FAULT_ERROR, NULL},
        {"JAB_FREETEXT", FAULT_ERROR, "COM_2"},
        {"JENIS_SWAP", FAULT_ERROR, NULL},
        {"EDU_AMBIGUOUS", FAULT_ERROR, NULL},
        {"EDU_BELOW", FAULT_WARNING, "ACC_6/ACC_8"},
        {"DUP_ROW", FAULT_ERROR, NULL},
        {"DUP_POST", FAULT_WARNING, "TIM_4"},
        {"ID_JUNK", FAULT_WARNING, NULL},
        {"ID_STALE", FAULT_WARNING, NULL},
        {"PK_REUSED", FAULT_WARNING, NULL},
        {"JP_RANGE", FAULT_ERROR, NULL},
        {"CERT_MISSING", FAULT_ERROR, NULL},
        {"CERT_SHARED", FAULT_WARNING, NULL},
        {"SKP_PARTIAL", FAULT_ERROR, "COM_1"},
        {"ENC_BAD", FAULT_ERROR, NULL},
        {"STATUS_PENDING", FAULT_INFO, NULL},
        {"INACTIVE_EMP", FAULT_INFO, NULL},
        {"DOC_MISSING", FAULT_ERROR, NULL},
        {"DOC_BAD", FAULT_ERROR, NULL},
        {"FIELD_MISSING", FAULT_ERROR, NULL},
        {"FIELD_INVALID", FAULT_ERROR, NULL},
        {"FIELD_TOO_LONG", FAULT_ERROR, NULL},
        {"REF_UNKNOWN", FAULT_ERROR, NULL},
        {"PLT_NOT_PUSHED", FAULT_INFO, NULL},
        {"PERSON_BLOCKED", FAULT_ERROR, NULL},
        {"PERSON_MISMATCH", FAULT_ERROR, NULL},
        {"PEGAWAI_MISSING", FAULT_ERROR, NULL},
        {"MATCH_AMBIGUOUS", FAULT_ERROR, NULL},
        {"SIASN_REJECTED", FAULT_ERROR, NULL},
        {"SIASN_DIFFERS", FAULT_INFO, NULL},
        {"SIASN_MISSING", FAULT_INFO, NULL},
        {"DELETE_OFF", FAULT_INFO, NULL},
        {"BUP_PASSED", FAULT_WARNING, "TIM_5"},
        {"CPNS_LONG", FAULT_WARNING, "TIM_3"},
        {"KEDHUK_PPPK", FAULT_WARNING, "ACC_4"},
        {"NIK_BAD", FAULT_WARNING, "ACC_5"},
        {"EMAIL_BAD", FAULT_WARNING, "COM_6"},
        {"HP_BAD", FAULT_WARNING, "COM_7"},
        {"EDU_MISSING", FAULT_WARNING, "COM_3"},
        {"GELAR_MISSING", FAULT_WARNING, "COM_5"},
        {"STRUCT_EARLY", FAULT_WARNING, "ACC_3"},
        {"PANGKAT_BELOW", FAULT_WARNING, "ACC_10"},
        {"SKP_MISSING", FAULT_WARNING, "COM_1"},
        {"DELETE_WAIT", FAULT_INFO, NULL},
        {"DELETE_LAST", FAULT_INFO, NULL},
        {"DELETE_UNSURE", FAULT_INFO, NULL},
        {"DOC_TOO_LARGE", FAULT_ERROR, NULL},
        {"DOC_UNREADABLE", FAULT_ERROR, NULL},
        {"DOC_OUTSIDE", FAULT_ERROR, NULL},
        {"DOC_SOURCE", FAULT_ERROR, NULL},
        {"DOC_TYPE", FAULT_ERROR, NULL},
        {"DOC_SIGNATURE", FAULT_ERROR, NULL},
        {"DOC_SIGNATURE_WARN", FAULT_INFO, NULL},
        {"DOC_REJECTED", FAULT_ERROR, NULL},
        {"DOC_DUPLICATE", FAULT_INFO, NULL},
        {"DOC_ROOT", FAULT_INFO, NULL},
        {"DELETE_NO_ENDPOINT", FAULT_INFO, NULL},
        {"REF_GONE", FAULT_WARNING, NULL},
        {"PPPK_NOT_PUSHED", FAULT_INFO, NULL},
        {"PARENT_WAITS", FAULT_INFO, NULL},
        {"PARENT_FAULTY", FAULT_ERROR, NULL},
        {"PARENT_MISSING", FAULT_ERROR, NULL},
};

static void test_promised(void **state)
{
        (void)state;
        assert_int_equal(COUNT_OF(promised), fault_kinds_count);
        for (size_t i = 0; i < COUNT_OF(promised); i++) {
                const struct fault_kind *kind = fault_kind_find(promised[i].code);

                if (!kind || kind->severity != promised[i].severity ||
                    !str_same(kind->bkn, promised[i].bkn))
                        fail_msg("%s is missing or differs", promised[i].code);
        }
        assert_null(fault_kind_find("NIP"));
        assert_null(fault_kind_find(""));
        assert_null(fault_kind_find("nip_format"));
}

/* Groups and numbers of BKN's list: completeness, timeliness, accuracy, consistency. */
static bool is_bkn(const char *s)
{
        char group[4];
        int number, used;

        while (sscanf(s, "%3[A-Z]_%2d%n", group, &number, &used) == 2) {
                int last = strcmp(group, "COM") == 0   ? 7
                           : strcmp(group, "TIM") == 0 ? 6
                           : strcmp(group, "ACC") == 0 ? 10
                           : strcmp(group, "CON") == 0 ? 4
                                                       : 0;

                if (number < 1 || number > last)
                        return false;
                s += used;
                if (*s == '\0')
                        return true;
                s += *s == '/';
        }
        return false;
}

static void check_form(const struct fault_kind *kind)
{
        const char *s = kind->sentence;
        size_t len = strlen(s);

        for (const char *c = kind->code; *c; c++)
                assert_true(isupper((unsigned char)*c) || *c == '_');
        assert_true(!kind->bkn || is_bkn(kind->bkn));
        /* A whole sentence, short enough for a table cell, with no other mark than the two. */
        assert_true(len > 40 && len < 300);
        assert_true(isupper((unsigned char)s[0]) && s[len - 1] == '.');
        assert_null(strstr(s, "  "));
        for (const char *mark = strchr(s, '{'); mark; mark = strchr(mark + 1, '{'))
                assert_true(strncmp(mark, "{field}", 7) == 0 || strncmp(mark, "{value}", 7) == 0);
}

static void test_form(void **state)
{
        (void)state;
        for (size_t i = 0; i < fault_kinds_count; i++) {
                check_form(&fault_kinds[i]);
                assert_ptr_equal(fault_kind_find(fault_kinds[i].code), &fault_kinds[i]);
        }
}

/* However it is filled in, no mark is left and the text stays a sentence. */
static void test_every_sentence(void **state)
{
        static const char *const fills[] = {NULL, "", "isi"};

        (void)state;
        for (size_t i = 0; i < fault_kinds_count; i++) {
                for (size_t f = 0; f < COUNT_OF(fills); f++) {
                        CLEANUP(free_ptr)
                        char *s = fault_sentence(&fault_kinds[i], fills[f], fills[f]);

                        assert_null(strchr(s, '{'));
                        assert_null(strstr(s, "  "));
                }
        }
}

static void test_sentence(void **state)
{
        static const struct fault_kind kind = {"X", FAULT_ERROR, NULL,
                                               "{field}={value}, {field}{x"};
        static const struct {
                const char *field;
                const char *value;
                const char *want;
        } cases[] = {
                {"tmt", "1", "tmt=1, tmt{x"},
                {"tmt", "", "tmt=(kosong), tmt{x"},
                {NULL, NULL, "terkait=(kosong), terkait{x"},
                /* What a row holds is never taken for a mark. */
                {"{value}", "{field}", "{value}={field}, {value}{x"},
                {"%s", "%n", "%s=%n, %s{x"},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                CLEANUP(free_ptr) char *s = fault_sentence(&kind, cases[i].field, cases[i].value);

                assert_string_equal(s, cases[i].want);
        }
}

static void test_list(void **state)
{
        struct fault_list list = {0};
        char field[] = "tmt_jabatan";

        (void)state;
        assert_false(fault_has(&list, "TMT_MISSING"));
        fault_add(&list, "TMT_MISSING", field, NULL);
        fault_add(&list, "UNOR_UNMAPPED", NULL, "Dinas Contoh");
        field[0] = 'X'; /* the list has its own copy */
        assert_int_equal(list.count, 2);
        assert_string_equal(list.items[0].field, "tmt_jabatan");
        assert_string_equal(list.items[0].value, "");
        assert_string_equal(list.items[1].field, "");
        assert_string_equal(list.items[1].value, "Dinas Contoh");
        assert_true(fault_has(&list, "TMT_MISSING"));
        assert_true(fault_has(&list, "UNOR_UNMAPPED"));
        assert_false(fault_has(&list, "UNOR_INACTIVE"));
        fault_list_free(&list);
        assert_int_equal(list.count, 0);
        fault_list_free(&list);
}

/* A value is cut to 200 bytes, never inside a character. */
static void test_value_cut(void **state)
{
        struct fault_list list = {0};
        char ascii[300], accents[402];

        (void)state;
        memset(ascii, 'a', sizeof ascii - 1);
        ascii[sizeof ascii - 1] = '\0';
        accents[0] = 'x';
        for (size_t i = 1; i < sizeof accents - 1; i += 2)
                memcpy(accents + i, "\xC3\xA9", 2);
        accents[401] = '\0';

        fault_add(&list, "ENC_BAD", "nama", ascii);
        fault_add(&list, "ENC_BAD", "nama", accents);
        assert_int_equal(strlen(list.items[0].value), 200);
        assert_int_equal(strlen(list.items[1].value), 199);
        ascii[200] = '\0'; /* exactly as long as allowed: whole */
        fault_add(&list, "ENC_BAD", "nama", ascii);
        assert_int_equal(strlen(list.items[2].value), 200);
        fault_list_free(&list);
}

static void test_unknown_code_aborts(void **state)
{
        int status;
        pid_t child = fork();

        (void)state;
        assert_true(child >= 0);
        if (child == 0) {
                struct fault_list list = {0};

                signal(SIGABRT, SIG_DFL);
                close(STDERR_FILENO);
                fault_add(&list, "NO_SUCH_CODE", "", "");
                _exit(0);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_promised),
                cmocka_unit_test(test_form),
                cmocka_unit_test(test_every_sentence),
                cmocka_unit_test(test_sentence),
                cmocka_unit_test(test_list),
                cmocka_unit_test(test_value_cut),
                cmocka_unit_test(test_unknown_code_aborts),
        };

        return cmocka_run_group_tests_name("fault", tests, NULL, NULL);
}
