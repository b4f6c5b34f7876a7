/* Password: what is kept, what is believed, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "edge/password.h"
#include "ground/mem.h"
#include "ground/text.h"

static struct secret *secret_of(const char *text)
{
        return secret_new(text, strlen(text));
}

static void kept_and_believed(void **state)
{
        CLEANUP(secret_free_ptr) struct secret *right = secret_of("kuda baterai staples");
        CLEANUP(secret_free_ptr) struct secret *wrong = secret_of("kuda baterai staplez");
        char one[PASSWORD_KEPT], two[PASSWORD_KEPT];
        struct err err;

        (void)state;
        assert_true(password_keep(right, one, &err));
        assert_true(password_keep(right, two, &err));
        assert_string_not_equal(one, two); /* salted */
        assert_null(strstr(one, "kuda"));
        assert_true(text_has_prefix(one, "scrypt$32768$8$1$"));
        assert_true(password_is(right, one));
        assert_true(password_is(right, two));
        assert_false(password_is(wrong, one));
}

/* A value made by another implementation (Python hashlib): N=1024, r=8, p=1. */
static void known_answer(void **state)
{
        CLEANUP(secret_free_ptr) struct secret *password = secret_of("password");

        (void)state;
        assert_true(password_is(
                password, "scrypt$1024$8$1$000102030405060708090a0b0c0d0e0f$"
                          "3a7c0782a4dbdf543acd7c522fe853d9b34abb8af27a5c6597488cdf228140b5"));
}

static void not_kept_forms(void **state)
{
        static const char *const bad[] = {
                "",
                "x",
                "scrypt$1$1$1$aa$bb",
                "bcrypt$1024$8$1$000102030405060708090a0b0c0d0e0f$"
                "0000000000000000000000000000000000000000000000000000000000000000",
                "scrypt$99999999999$8$1$000102030405060708090a0b0c0d0e0f$"
                "0000000000000000000000000000000000000000000000000000000000000000",
                "scrypt$1024$8$1$000102030405060708090a0b0c0d0e0f$"
                "0000000000000000000000000000000000000000000000000000000000000000$x",
        };
        CLEANUP(secret_free_ptr) struct secret *password = secret_of("apa saja boleh");

        (void)state;
        for (size_t i = 0; i < COUNT_OF(bad); i++)
                assert_false(password_is(password, bad[i]));
}

static void fits(void **state)
{
        static const struct {
                const char *password;
                bool ok;
        } cases[] = {
                {"kuda baterai staples", true}, {"pendek", false},
                {"aaaaaaaaaaaaaaaa", false},    {"siti.rahayu1", false},
                {"siti.rahayu dan kuda", true},
        };
        struct err err;

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                CLEANUP(secret_free_ptr) struct secret *s = secret_of(cases[i].password);

                if (password_fits(s, "siti.rahayu", &err) != cases[i].ok)
                        fail_msg("%s", cases[i].password);
        }
}

static void tokens(void **state)
{
        char a[TOKEN_HEX], b[TOKEN_HEX];
        struct err err;

        (void)state;
        assert_true(token_new(a, &err));
        assert_true(token_new(b, &err));
        assert_int_equal(strlen(a), TOKEN_HEX - 1);
        assert_string_not_equal(a, b);
        assert_true(token_same(a, a));
        assert_false(token_same(a, b));
        assert_false(token_same(a, ""));
        assert_false(token_same("", a));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(kept_and_believed),
                cmocka_unit_test(known_answer),
                cmocka_unit_test(not_kept_forms),
                cmocka_unit_test(fits),
                cmocka_unit_test(tokens),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
