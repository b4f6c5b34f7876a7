#include "edge/password.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ground/text.h"

enum { SALT = 16, HASH = 32, COST_N = 32768, COST_R = 8, COST_P = 1 };

#define MEMORY_MAX UINT64_C(268435456)

struct kept {
        int64_t n, r, p;
        unsigned char salt[SALT], hash[HASH];
};

static void to_hex(const unsigned char *bytes, size_t len, char *out)
{
        for (size_t i = 0; i < len; i++)
                snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

static bool from_hex(const char *s, unsigned char *out, size_t len)
{
        for (size_t i = 0; i < len; i++) {
                unsigned value = 0;

                for (int k = 0; k < 2; k++) {
                        const char *digits = "0123456789abcdef";
                        const char *at =
                                s[2 * i + (size_t)k] ? strchr(digits, s[2 * i + (size_t)k]) : NULL;

                        if (!at)
                                return false;
                        value = value * 16 + (unsigned)(at - digits);
                }
                out[i] = (unsigned char)value;
        }
        return s[2 * len] == '\0';
}

static bool derive(const struct secret *password, const struct kept *k, unsigned char out[HASH])
{
        const char *bytes = secret_expose(password);

        return EVP_PBE_scrypt(bytes, strlen(bytes), k->salt, SALT, (uint64_t)k->n, (uint64_t)k->r,
                              (uint64_t)k->p, MEMORY_MAX, out, HASH) == 1;
}

bool password_fits(const struct secret *password, const char *user, struct err *err)
{
        const char *bytes = secret_expose(password);
        size_t len = strlen(bytes);

        if (len < PASSWORD_MIN || len > PASSWORD_MAX)
                return err_set(err, "kata sandi terdiri dari %d sampai %d huruf", PASSWORD_MIN,
                               PASSWORD_MAX);
        if (bytes[strspn(bytes, (char[]){bytes[0], '\0'})] == '\0' ||
            (strcasestr(bytes, user) && len < strlen(user) + 8))
                return err_set(err, "kata sandi terlalu mudah ditebak: pakai beberapa kata");
        return true;
}

bool password_keep(const struct secret *password, char out[PASSWORD_KEPT], struct err *err)
{
        struct kept k = {.n = COST_N, .r = COST_R, .p = COST_P};
        char salt[2 * SALT + 1], hash[2 * HASH + 1];

        if (RAND_bytes(k.salt, SALT) != 1 || !derive(password, &k, k.hash))
                return err_set(err, "the password could not be hashed (scrypt needs 32 MiB)");
        to_hex(k.salt, SALT, salt);
        to_hex(k.hash, HASH, hash);
        snprintf(out, PASSWORD_KEPT, "scrypt$%d$%d$%d$%s$%s", COST_N, COST_R, COST_P, salt, hash);
        return true;
}

static bool parse(const char *kept, struct kept *ret)
{
        char copy[PASSWORD_KEPT], *rest = copy, *part[6];

        if (strlen(kept) >= sizeof copy)
                return false;
        memcpy(copy, kept, strlen(kept) + 1);
        for (size_t i = 0; i < 6; i++) {
                if (!(part[i] = strsep(&rest, "$")))
                        return false;
        }
        return !rest && strcmp(part[0], "scrypt") == 0 &&
               text_to_int(part[1], 2, 1048576, &ret->n) && text_to_int(part[2], 1, 32, &ret->r) &&
               text_to_int(part[3], 1, 16, &ret->p) && from_hex(part[4], ret->salt, SALT) &&
               from_hex(part[5], ret->hash, HASH);
}

bool password_is(const struct secret *password, const char *kept)
{
        struct kept k = {.n = COST_N, .r = COST_R, .p = COST_P};
        unsigned char hash[HASH];
        bool known = parse(kept, &k);

        if (!known)
                k = (struct kept){.n = COST_N, .r = COST_R, .p = COST_P};
        bool same = derive(password, &k, hash) && CRYPTO_memcmp(hash, k.hash, HASH) == 0;
        return same && known;
}

bool token_new(char out[TOKEN_HEX], struct err *err)
{
        unsigned char bytes[(TOKEN_HEX - 1) / 2];

        if (RAND_bytes(bytes, sizeof bytes) != 1)
                return err_set(err, "the system gives no random numbers");
        to_hex(bytes, sizeof bytes, out);
        return true;
}

bool token_same(const char *a, const char *b)
{
        size_t len = strlen(a);

        return len == strlen(b) && CRYPTO_memcmp(a, b, len) == 0;
}
