#include "pure/base64.h"

#include <limits.h>
#include <openssl/evp.h>
#include <string.h>

#include "ground/mem.h"

bool base64_decode(const char *text, char **ret, size_t *ret_len)
{
        size_t len = strlen(text);
        EVP_ENCODE_CTX *ctx = len <= INT_MAX / 2 ? EVP_ENCODE_CTX_new() : NULL;
        char *out = mem_new_array(len / 4 + 1, 3);
        int n = 0, rest = 0;

        if (!ctx) {
                free(out);
                return false;
        }
        EVP_DecodeInit(ctx);
        bool ok = EVP_DecodeUpdate(ctx, (unsigned char *)out, &n, (const unsigned char *)text,
                                   (int)len) >= 0 &&
                  EVP_DecodeFinal(ctx, (unsigned char *)out + n, &rest) == 1;
        EVP_ENCODE_CTX_free(ctx);
        if (!ok) {
                free(out);
                return false;
        }
        *ret_len = (size_t)n + (size_t)rest;
        *ret = out;
        return true;
}
