#include "engine/sign.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <string.h>

enum { KEY_BYTES = 32, SIGNATURE_BYTES = 64 };

static void to_hex(const unsigned char *bytes, size_t len, char *out)
{
        for (size_t i = 0; i < len; i++)
                snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

static int digit(char c)
{
        static const char digits[] = "0123456789abcdef";
        const char *at = c ? strchr(digits, c) : NULL;

        return at ? (int)(at - digits) : -1;
}

static bool from_hex(const char *hex, unsigned char *bytes, size_t len)
{
        if (strlen(hex) != 2 * len)
                return false;
        for (size_t i = 0; i < len; i++) {
                int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);

                if (high < 0 || low < 0)
                        return false;
                bytes[i] = (unsigned char)(high << 4 | low);
        }
        return true;
}

static EVP_PKEY *read_key(const struct secret *key)
{
        const char *pem = secret_expose(key);
        BIO *bio = BIO_new_mem_buf(pem, (int)strlen(pem));
        EVP_PKEY *pkey = bio ? PEM_read_bio_PrivateKey(bio, NULL, NULL, "") : NULL;

        BIO_free(bio);
        if (pkey && EVP_PKEY_get_base_id(pkey) != EVP_PKEY_ED25519) {
                EVP_PKEY_free(pkey);
                pkey = NULL;
        }
        return pkey;
}

bool sign_text(const struct secret *key, const char *text, char ret_signature[SIGN_HEX],
               char ret_public[SIGN_KEY_HEX], struct err *err)
{
        unsigned char signature[SIGNATURE_BYTES], public[KEY_BYTES];
        size_t signature_len = sizeof signature, public_len = sizeof public;
        EVP_PKEY *pkey = read_key(key);
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        bool ok = pkey && context && EVP_DigestSignInit(context, NULL, NULL, NULL, pkey) == 1 &&
                  EVP_DigestSign(context, signature, &signature_len, (const unsigned char *)text,
                                 strlen(text)) == 1 &&
                  EVP_PKEY_get_raw_public_key(pkey, public, &public_len) == 1;

        EVP_MD_CTX_free(context);
        EVP_PKEY_free(pkey);
        if (!ok)
                return err_set(err, "credential indicator_key is no Ed25519 key without a "
                                    "passphrase: make one by `openssl genpkey -algorithm ED25519`");
        to_hex(signature, sizeof signature, ret_signature);
        to_hex(public, sizeof public, ret_public);
        return true;
}

bool sign_check(const char *public_hex, const char *signature_hex, const char *text)
{
        unsigned char public[KEY_BYTES], signature[SIGNATURE_BYTES];

        if (!from_hex(public_hex, public, sizeof public) ||
            !from_hex(signature_hex, signature, sizeof signature))
                return false;
        EVP_PKEY *pkey = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, public, sizeof public);
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        bool ok = pkey && context && EVP_DigestVerifyInit(context, NULL, NULL, NULL, pkey) == 1 &&
                  EVP_DigestVerify(context, signature, sizeof signature,
                                   (const unsigned char *)text, strlen(text)) == 1;
        EVP_MD_CTX_free(context);
        EVP_PKEY_free(pkey);
        return ok;
}
