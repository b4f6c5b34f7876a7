#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "engine/sign.h"
#include "ground/mem.h"

/* RFC 8032, section 7.1, test 1: the empty message. */
#define PUBLIC "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
#define SIGNATURE                                                           \
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555" \
        "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"

static void checks_the_published_signature(void **state)
{
        (void)state;
        assert_true(sign_check(PUBLIC, SIGNATURE, ""));
        assert_false(sign_check(PUBLIC, SIGNATURE, "a"));
        assert_false(sign_check(PUBLIC, "00", ""));
        assert_false(sign_check("zz", SIGNATURE, ""));
}

static struct secret *new_key(int type)
{
        EVP_PKEY *pkey = NULL;
        EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_id(type, NULL);
        BIO *bio = BIO_new(BIO_s_mem());
        char *pem;

        assert_true(EVP_PKEY_keygen_init(context) == 1 && EVP_PKEY_keygen(context, &pkey) == 1);
        assert_true(PEM_write_bio_PrivateKey(bio, pkey, NULL, NULL, 0, NULL, NULL));
        long len = BIO_get_mem_data(bio, &pem);
        struct secret *s = secret_new(pem, (size_t)len);
        BIO_free(bio);
        EVP_PKEY_free(pkey);
        EVP_PKEY_CTX_free(context);
        return s;
}

static void signs_what_it_checks(void **state)
{
        struct secret *key = new_key(EVP_PKEY_ED25519);
        char signature[SIGN_HEX], public[SIGN_KEY_HEX];
        struct err err;

        (void)state;
        assert_true(sign_text(key, "header", signature, public, &err));
        assert_true(sign_check(public, signature, "header"));
        assert_false(sign_check(public, signature, "Header"));
        signature[0] = signature[0] == '0' ? '1' : '0';
        assert_false(sign_check(public, signature, "header"));
        secret_free(key);
}

static void refuses_other_keys(void **state)
{
        struct secret *other = new_key(EVP_PKEY_X25519), *text = secret_new("bukan kunci", 11);
        char signature[SIGN_HEX], public[SIGN_KEY_HEX];
        struct err err;

        (void)state;
        assert_false(sign_text(other, "header", signature, public, &err));
        assert_non_null(strstr(err.text, "openssl genpkey"));
        assert_null(strstr(err.text, "bukan kunci"));
        assert_false(sign_text(text, "header", signature, public, &err));
        secret_free(other);
        secret_free(text);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(checks_the_published_signature),
                cmocka_unit_test(signs_what_it_checks),
                cmocka_unit_test(refuses_other_keys),
        };

        mem_setup();
        return cmocka_run_group_tests(tests, NULL, NULL);
}
