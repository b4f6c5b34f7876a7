#include "pure/digest.h"

#include <openssl/sha.h>
#include <stdlib.h>

const char *digest_hex(const void *bytes, size_t len, char out[DIGEST_HEX])
{
        static const char digits[] = "0123456789abcdef";
        unsigned char sum[SHA256_DIGEST_LENGTH];

        /* Fails only without memory or without a SHA-256 provider: neither can be worked around. */
        if (!SHA256(bytes, len, sum))
                abort();
        for (size_t i = 0; i < sizeof sum; i++) {
                out[2 * i] = digits[sum[i] >> 4];
                out[2 * i + 1] = digits[sum[i] & 15];
        }
        out[DIGEST_HEX - 1] = '\0';
        return out;
}
