#include "pure/event_chain.h"

#include <string.h>

enum { HASH_BYTES = 32, SEPARATOR = 0x1f };

void event_chain_begin(char hash[DIGEST_HEX])
{
        static const char origin[] = "siasn-sync";

        digest_hex(origin, sizeof origin - 1, hash);
}

static unsigned value_of(char hex)
{
        return (unsigned)(hex <= '9' ? hex - '0' : hex - 'a' + 10) & 15;
}

void event_chain_next(char hash[DIGEST_HEX], const char *const fields[EVENT_FIELDS])
{
        unsigned char previous[HASH_BYTES];
        const char separator = SEPARATOR;
        struct digest *sum = digest_new();

        for (size_t i = 0; i < HASH_BYTES; i++)
                previous[i] =
                        (unsigned char)(value_of(hash[2 * i]) << 4 | value_of(hash[2 * i + 1]));
        digest_add(sum, previous, sizeof previous);
        for (size_t i = 0; i < EVENT_FIELDS; i++) {
                if (i > 0)
                        digest_add(sum, &separator, 1);
                digest_add(sum, fields[i], strlen(fields[i]));
        }
        digest_end(sum, hash);
        digest_free(sum);
}
