/* Digest: published SHA-256 vectors (FIPS 180-4 examples), since hashes are kept for years. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ground/mem.h"
#include "pure/digest.h"

static void test_vectors(void **state)
{
        static const struct {
                const char *text;
                const char *hex;
        } cases[] = {
                {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
                {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
                {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        };
        char out[DIGEST_HEX];

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                assert_ptr_equal(digest_hex(cases[i].text, strlen(cases[i].text), out), out);
                assert_string_equal(out, cases[i].hex);
        }
}

static void test_long(void **state)
{
        CLEANUP(free_ptr) char *million = mem_new_array(1000000, 1);
        char out[DIGEST_HEX];

        (void)state;
        memset(million, 'a', 1000000);
        assert_string_equal(digest_hex(million, 1000000, out),
                            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
        /* Piece by piece the same, and again. */
        struct digest *d = digest_new();
        for (int i = 0; i < 2; i++) {
                digest_add(d, million, 1);
                digest_add(d, million, 0);
                digest_add(d, million, 999999);
                assert_string_equal(
                        digest_end(d, out),
                        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
        }
        digest_free(d);
        digest_free(NULL);
}

/* Length decides, not a NUL: two values that differ after one must not share a hash. */
static void test_binary(void **state)
{
        char a[DIGEST_HEX], b[DIGEST_HEX];

        (void)state;
        digest_hex("x\0y", 3, a);
        digest_hex("x\0z", 3, b);
        assert_string_not_equal(a, b);
}

static void streams_like_it_hashes(void **state)
{
        struct digest *stream = digest_new();
        char whole[DIGEST_HEX], pieces[DIGEST_HEX];

        (void)state;
        digest_add(stream, "sa", 2);
        digest_line(stream, "tu");
        digest_line(stream, "");
        assert_string_equal(digest_end(stream, pieces), digest_hex("satu\n\n", 6, whole));
        digest_free(stream);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(streams_like_it_hashes),
                cmocka_unit_test(test_vectors),
                cmocka_unit_test(test_long),
                cmocka_unit_test(test_binary),
        };

        return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}
