/* IKM: the index of PermenPANRB 14/2017 from answers, and what is no answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/decimal.h"
#include "pure/ikm.h"

/* "343 33": one answer a letter, a blank for none. */
static bool answer(struct ikm *ikm, const char *row, struct err *err)
{
        char cells[IKM_ELEMENTS][2] = {0};
        const char *answers[IKM_ELEMENTS];

        for (int i = 0; i < IKM_ELEMENTS; i++) {
                cells[i][0] = row[i] == ' ' ? '\0' : row[i];
                answers[i] = cells[i];
        }
        return ikm_add(ikm, answers, err);
}

static void indexes(void **state)
{
        static const struct {
                const char *rows[4];
                const char *index;
        } cases[] = {
                {{"444444444"}, "100.00"},
                {{"111111111"}, "25.00"},
                {{"333333333"}, "75.00"},
                {{"333433343", "443434443"}, "86.11"}, /* 62 / 18 x 25 = 86.111 */
                {{"333433343", "443434443", "3 3433342"},
                 "83.80"}, /* not all answered u2: 30.1667 / 9 x 25 */
                {{"444444444", "333333333", "333333333", "333333333"}, "81.25"},
        };
        char text[DECIMAL_TEXT];

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct ikm ikm = {0};
                struct err err;
                int64_t index;

                for (int r = 0; r < 4 && cases[i].rows[r]; r++)
                        assert_true(answer(&ikm, cases[i].rows[r], &err));
                assert_true(ikm_value(&ikm, &index, &err));
                assert_string_equal(decimal_text(index, '.', 2, text), cases[i].index);
        }
}

static void unanswered_counts_for_nobody(void **state)
{
        struct ikm ikm = {0};
        struct err err;
        int64_t index;

        (void)state;
        assert_true(answer(&ikm, "4 4444444", &err));
        assert_false(ikm_value(&ikm, &index, &err));
        assert_non_null(strstr(err.text, "u2"));
        assert_true(answer(&ikm, "444444444", &err));
        assert_true(ikm_value(&ikm, &index, &err));
        assert_int_equal(index, 100 * DECIMAL_ONE); /* a blank is not 0 */
        assert_int_equal(ikm.filled[1], 1);
        assert_int_equal(ikm.respondents, 2);
        assert_int_equal(ikm_mean(&ikm, 1), 4 * DECIMAL_ONE);
}

static void no_answers(void **state)
{
        static const char *const bad[] = {"444444445", "044444444", "44444444x", "         "};
        struct ikm ikm = {0}, before = {0};
        struct err err;

        (void)state;
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
                assert_false(answer(&ikm, bad[i], &err));
                assert_memory_equal(&ikm, &before, sizeof ikm);
        }
        const char *spaced[IKM_ELEMENTS] = {" 4", "4 ", "3", "3", "3", "3", "3", "3", "3,5"};
        assert_false(ikm_add(&ikm, spaced, &err));
        assert_non_null(strstr(err.text, "u9"));
        spaced[8] = " 3 ";
        assert_true(ikm_add(&ikm, spaced, &err));
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(indexes),
                                           cmocka_unit_test(unanswered_counts_for_nobody),
                                           cmocka_unit_test(no_answers)};

        return cmocka_run_group_tests(tests, NULL, NULL);
}
