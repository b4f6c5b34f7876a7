#include "pure/digest.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>

#include "ground/mem.h"

struct digest {
        EVP_MD_CTX *context;
};

static const char *to_hex(const unsigned char sum[SHA256_DIGEST_LENGTH], char out[DIGEST_HEX])
{
        static const char digits[] = "0123456789abcdef";

        for (size_t i = 0; i < SHA256_DIGEST_LENGTH; i++) {
                out[2 * i] = digits[sum[i] >> 4];
                out[2 * i + 1] = digits[sum[i] & 15];
        }
        out[DIGEST_HEX - 1] = '\0';
        return out;
}

/* Fails only without memory or without a SHA-256 provider: neither can be worked around. */
static void must(int done)
{
        if (done != 1)
                abort();
}

const char *digest_hex(const void *bytes, size_t len, char out[DIGEST_HEX])
{
        unsigned char sum[SHA256_DIGEST_LENGTH];

        must(SHA256(bytes, len, sum) != NULL);
        return to_hex(sum, out);
}

struct digest *digest_new(void)
{
        struct digest *d = NEW(struct digest);

        d->context = EVP_MD_CTX_new();
        must(d->context != NULL);
        must(EVP_DigestInit_ex(d->context, EVP_sha256(), NULL));
        return d;
}

void digest_add(struct digest *d, const void *bytes, size_t len)
{
        must(EVP_DigestUpdate(d->context, bytes, len));
}

void digest_line(struct digest *d, const char *line)
{
        digest_add(d, line, strlen(line));
        digest_add(d, "\n", 1);
}

const char *digest_end(struct digest *d, char out[DIGEST_HEX])
{
        unsigned char sum[SHA256_DIGEST_LENGTH];

        must(EVP_DigestFinal_ex(d->context, sum, NULL));
        must(EVP_DigestInit_ex(d->context, EVP_sha256(), NULL));
        return to_hex(sum, out);
}

void digest_free(struct digest *d)
{
        if (!d)
                return;
        EVP_MD_CTX_free(d->context);
        free(d);
}
