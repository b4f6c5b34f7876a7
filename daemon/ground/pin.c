#include "ground/pin.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char prefix[] = "sha256//";

enum { DIGITS_OF_DIGEST = 43 }; /* base64 of 32 bytes, and one '=' */

/* One piece of `pins`: host and keys, not ended by NUL. */
struct pin {
        const char *host, *keys;
        size_t host_len, keys_len;
};

/* The next piece from `*at` on; false at the end. A piece without '=' has no keys. */
static bool next_pin(const char **at, struct pin *ret)
{
        const char *s = *at + strspn(*at, ", \t");
        size_t len = strcspn(s, ", \t"), host = strcspn(s, "=");

        if (!*s)
                return false;
        host = host < len ? host : len;
        *ret = (struct pin){.host = s, .host_len = host, .keys = s + host, .keys_len = len - host};
        if (ret->keys_len > 0) {
                ret->keys++;
                ret->keys_len--;
        }
        *at = s + len;
        return true;
}

static bool key_is_good(const char *key, size_t len)
{
        static const char base64[] =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        size_t head = sizeof prefix - 1;

        return len == head + DIGITS_OF_DIGEST + 1 && strncmp(key, prefix, head) == 0 &&
               strspn(key + head, base64) == DIGITS_OF_DIGEST && key[len - 1] == '=';
}

static bool keys_are_good(const struct pin *pin)
{
        for (size_t from = 0; from <= pin->keys_len;) {
                const char *key = pin->keys + from;
                const char *end = memchr(key, ';', pin->keys_len - from);
                size_t len = end ? (size_t)(end - key) : pin->keys_len - from;

                if (!key_is_good(key, len))
                        return false;
                from += len + 1;
        }
        return pin->host_len > 0 && pin->keys_len < PIN_MAX;
}

/* Host of an https:// address, without port. */
static const char *host_of(const char *url, size_t *ret_len)
{
        const char *host = strstr(url, "://");

        host = host ? host + 3 : url;
        *ret_len = strcspn(host, ":/?#");
        return host;
}

static bool is_of(const struct pin *pin, const char *url)
{
        size_t len;
        const char *host = host_of(url, &len);

        return len > 0 && len == pin->host_len && strncasecmp(host, pin->host, len) == 0;
}

bool pin_check(const char *pins, const char *const *urls, struct err *err)
{
        struct pin pin;

        while (next_pin(&pins, &pin)) {
                bool known = false;

                if (!keys_are_good(&pin))
                        return err_set(
                                err,
                                "pins are written HOST=sha256//BASE64, more keys of the host "
                                "by ';', more hosts by ',': not \"%.*s\"",
                                (int)(pin.host_len + 1 + pin.keys_len), pin.host);
                for (size_t i = 0; urls[i]; i++)
                        known = known || is_of(&pin, urls[i]);
                if (!known)
                        return err_set(err,
                                       "no address has the host %.*s: its pin would protect "
                                       "nothing",
                                       (int)pin.host_len, pin.host);
        }
        return true;
}

bool pin_of(const char *pins, const char *url, char out[PIN_MAX])
{
        struct pin pin;

        while (next_pin(&pins, &pin)) {
                if (!is_of(&pin, url))
                        continue;
                snprintf(out, PIN_MAX, "%.*s", (int)pin.keys_len, pin.keys);
                return true;
        }
        return false;
}
