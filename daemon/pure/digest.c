#include "pure/digest.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>

#include "ground/mem.h"

struct digest_stream {
        EVP_MD_CTX *context;
};

static const char *hex(const unsigned char sum[SHA256_DIGEST_LENGTH], char out[DIGEST_HEX])
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
static void must(int ok)
{
        if (!ok)
                abort();
}

const char *digest_hex(const void *bytes, size_t len, char out[DIGEST_HEX])
{
        unsigned char sum[SHA256_DIGEST_LENGTH];

        must(SHA256(bytes, len, sum) != NULL);
        return hex(sum, out);
}

struct digest_stream *digest_stream_new(void)
{
        struct digest_stream *s = NEW(struct digest_stream);

        s->context = EVP_MD_CTX_new();
        must(s->context && EVP_DigestInit_ex(s->context, EVP_sha256(), NULL));
        return s;
}

void digest_stream_add(struct digest_stream *s, const void *bytes, size_t len)
{
        must(EVP_DigestUpdate(s->context, bytes, len));
}

void digest_stream_line(struct digest_stream *s, const char *line)
{
        digest_stream_add(s, line, strlen(line));
        digest_stream_add(s, "\n", 1);
}

const char *digest_stream_end(struct digest_stream *s, char out[DIGEST_HEX])
{
        unsigned char sum[SHA256_DIGEST_LENGTH];

        must(EVP_DigestFinal_ex(s->context, sum, NULL));
        EVP_MD_CTX_free(s->context);
        free(s);
        return hex(sum, out);
}
