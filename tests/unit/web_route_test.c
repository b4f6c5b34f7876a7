/* Route: which page an address is, and who may see it; the order of answer() without a database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ground/mem.h"
#include "pure/digest.h"
#include "web/access.h"
#include "web/route.h"

/* The whole table once more, as the issue words it: a change of who sees what must be made twice.
 */
static const struct {
        enum method method;
        const char *path;
        int roles;
} wanted[] = {
        {METHOD_GET, "/masuk", 0},
        {METHOD_POST, "/masuk", 0},
        {METHOD_POST, "/keluar", ROLE_ALL},
        {METHOD_GET, "/", ROLE_ALL},
        {METHOD_GET, "/antrean", ROLE_ALL},
        {METHOD_GET, "/riwayat", ROLE_ALL},
        {METHOD_GET, "/pegawai", ROLE_ALL},
        {METHOD_GET, "/pegawai/199001012015031002", ROLE_ALL},
        {METHOD_GET, "/perbaikan", ROLE_ALL},
        {METHOD_GET, "/perbaikan/cetak", ROLE_ALL},
        {METHOD_GET, "/mutu", ROLE_ALL},
        {METHOD_GET, "/indikator", ROLE_ALL},
        {METHOD_GET, "/indikator/3", ROLE_ALL},
        {METHOD_GET, "/indikator/3/pegawai", ROLE_ALL},
        {METHOD_GET, "/indikator/3/pegawai/199001012015031002", ROLE_ALL},
        {METHOD_POST, "/indikator/3/verifikasi", ROLE_AUDITOR | ROLE_ADMIN},
        {METHOD_GET, "/indikator/3/unduh/hasil.csv", ROLE_ALL},
        {METHOD_GET, "/pohon", ROLE_ALL},
        {METHOD_GET, "/pohon/K01", ROLE_ALL},
        {METHOD_POST, "/pohon/K01", ROLE_HR | ROLE_ADMIN},
        {METHOD_GET, "/akses", ROLE_AUDITOR | ROLE_ADMIN},
        {METHOD_GET, "/sistem", ROLE_ADMIN},
        {METHOD_GET, "/akun", ROLE_ALL},
        {METHOD_POST, "/akun", ROLE_ALL},
        {METHOD_POST, "/akun/sesi", ROLE_ALL},
};

static void role_table(void **state)
{
        (void)state;
        assert_int_equal(route_count, COUNT_OF(wanted));
        for (size_t i = 0; i < COUNT_OF(wanted); i++) {
                const struct route *r = NULL;
                char args[ROUTE_ARGS][ROUTE_ARG_MAX];

                if (route_find(wanted[i].method, wanted[i].path, &r, args) != ROUTE_FOUND)
                        fail_msg("%s is not found", wanted[i].path);
                if (r->roles != wanted[i].roles || r != &routes[i])
                        fail_msg("%s: other roles, or another route", wanted[i].path);
        }
}

static void nobody_sees_data(void **state)
{
        (void)state;
        for (size_t i = 0; i < route_count; i++) {
                bool login = strcmp(routes[i].path, "/masuk") == 0;

                assert_true(login == (routes[i].roles == 0));
                assert_true(login || !route_allows(&routes[i], ROLE_NOBODY));
        }
}

static void not_found(void **state)
{
        static const char *const unknown[] = {
                "/pegawai/", "/pegawai/1/2", "/Pegawai", "/indikator//x",
                "/sistem/",  "/static/x",    "/akun/x",  "/x"};
        const struct route *r = NULL;
        char args[ROUTE_ARGS][ROUTE_ARG_MAX], path[ROUTE_ARG_MAX + 20];

        (void)state;
        for (size_t i = 0; i < COUNT_OF(unknown); i++)
                assert_int_equal(route_find(METHOD_GET, unknown[i], &r, args), ROUTE_NO_PATH);
        assert_int_equal(route_find(METHOD_POST, "/sistem", &r, args), ROUTE_NO_METHOD);
        assert_int_equal(route_find(METHOD_GET, "/keluar", &r, args), ROUTE_NO_METHOD);
        memset(path, 'a', sizeof path);
        memcpy(path, "/pegawai/", 9);
        path[sizeof path - 1] = '\0';
        assert_int_equal(route_find(METHOD_GET, path, &r, args), ROUTE_NO_PATH);
}

static void arguments(void **state)
{
        const struct route *r = NULL;
        char args[ROUTE_ARGS][ROUTE_ARG_MAX], out[ROUTE_ARG_MAX];
        struct request request = {.path = "/indikator/12/pegawai/1990"};
        struct web w = {.request = &request};

        (void)state;
        assert_int_equal(route_find(METHOD_GET, request.path, &r, args), ROUTE_FOUND);
        assert_string_equal(args[0], "12");
        assert_string_equal(args[1], "1990");
        w.route = r;
        assert_string_equal(route_arg(&w, 1, out), "1990");
        assert_string_equal(route_arg(&w, 2, out), "");
}

/* ---- Forged forms ---- */

static const char token[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

static void form_of(struct request *r, const char *key, const char *cookie)
{
        char text[256];

        if (key) {
                snprintf(text, sizeof text, "kunci=%s", key);
                fields_read(&r->form, text, strlen(text));
        }
        if (cookie) {
                snprintf(text, sizeof text, "%s=%s", r->secure ? "__Host-siasn-tamu" : "siasn-tamu",
                         cookie);
                fields_read_cookies(&r->cookies, text);
        }
}

static bool is_ours(bool secure, const char *key, const char *cookie, const char *site,
                    const struct viewer *viewer)
{
        struct request r = {.secure = secure, .site = (char *)site};
        struct web w = {.request = &r, .viewer = viewer};

        form_of(&r, key, cookie);
        bool ok = access_form_is_ours(&w);
        fields_clear(&r.form);
        fields_clear(&r.cookies);
        return ok;
}

static void forged_forms(void **state)
{
        char key[DIGEST_HEX], both[80];
        struct viewer viewer = {.csrf = "abc"};

        (void)state;
        snprintf(both, sizeof both, "form:%s", token);
        digest_hex(both, strlen(both), key);
        assert_true(is_ours(false, key, token, "", NULL));
        assert_true(is_ours(true, key, token, "same-origin", NULL));
        assert_false(is_ours(false, key, token, "cross-site", NULL));
        assert_false(is_ours(false, key, NULL, "", NULL));
        assert_false(is_ours(false, NULL, token, "", NULL));
        assert_false(is_ours(false, token, token, "", NULL)); /* the cookie itself is no key */
        assert_false(is_ours(false, key, "00", "", NULL));
        assert_true(is_ours(false, "abc", NULL, "", &viewer));
        assert_false(is_ours(false, "abd", NULL, "", &viewer));
        assert_false(is_ours(false, key, token, "", &viewer)); /* a guest's key after the login */
        assert_false(is_ours(false, NULL, NULL, "", &viewer));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(role_table),   cmocka_unit_test(nobody_sees_data),
                cmocka_unit_test(not_found),    cmocka_unit_test(arguments),
                cmocka_unit_test(forged_forms),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
