/* Pin: which writing is taken, which host a pin is of. */
#include "ground/pin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define A "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define B "sha256//b+/0AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

static const char *const urls[] = {"https://api.example:8243/apisiasn/1.0", "",
                                   "https://sso.example/token", NULL};

static void what_is_well_written_is_taken(void **state)
{
        static const char *const good[] = {"", "api.example=" A, "api.example=" A ";" B,
                                           "API.Example=" A ", sso.example=" B,
                                           " sso.example=" A ",,api.example=" B " "};
        struct err err = {""};

        (void)state;
        for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
                if (!pin_check(good[i], urls, &err))
                        fail_msg("%s: %s", good[i], err.text);
        }
}

static void what_is_not_is_named(void **state)
{
        static const struct {
                const char *pins, *words;
        } bad[] = {
                {"api.example", "not \"api.example\""},
                {"api.example=", "pins are written"},
                {"=" A, "pins are written"},
                {A, "pins are written"},
                {"api.example=sha256//", "pins are written"},
                {"api.example=" A "x", "pins are written"},
                {"api.example=" A ";", "pins are written"},
                {"api.example=" A ";kunci", "pins are written"},
                {"api.example=sha1//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "pins are"},
                {"api.example=sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!AAA=", "pins are"},
                {"api.exampel=" A, "no address has the host api.exampel"},
                {"example=" A, "no address has the host example"},
                {"sso.example=" A ", lain=" B, "no address has the host lain"},
        };

        (void)state;
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                struct err err = {""};

                if (pin_check(bad[i].pins, urls, &err))
                        fail_msg("%s was taken", bad[i].pins);
                if (!strstr(err.text, bad[i].words))
                        fail_msg("%s: %s", bad[i].pins, err.text);
        }
}

static void a_pin_is_its_hosts_alone(void **state)
{
        char out[PIN_MAX];

        (void)state;
        assert_true(pin_of("api.example=" A ";" B ", sso.example=" B, urls[0], out));
        assert_string_equal(out, A ";" B);
        assert_true(pin_of("api.example=" A ", SSO.example=" B, urls[2], out));
        assert_string_equal(out, B);
        assert_false(pin_of("api.example=" A, urls[2], out));
        assert_false(pin_of("api.example=" A, "https://xapi.example/", out));
        assert_false(pin_of("api.example=" A, "https://api.example.org/", out));
        assert_false(pin_of("", urls[0], out));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(what_is_well_written_is_taken),
                cmocka_unit_test(what_is_not_is_named),
                cmocka_unit_test(a_pin_is_its_hosts_alone),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
