#include "siasn/form.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#include "ground/mem.h"

bool form_is_token(const char *s)
{
        if (!s || !*s)
                return false;
        for (; *s; s++) {
                if (*s <= ' ' || *s > '~')
                        return false;
        }
        return true;
}

void wipe_free_text(char *text)
{
        if (text)
                explicit_bzero(text, strlen(text));
        free(text);
}

char *form_header(const char *name_and_scheme, const char *value)
{
        size_t size = strlen(name_and_scheme) + strlen(value) + 1;
        char *line = mem_new(size);

        snprintf(line, size, "%s%s", name_and_scheme, value);
        return line;
}

char *url_encode(const char *s, char *out)
{
        static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                    "0123456789-._~";
        static const char hex[] = "0123456789ABCDEF";
        char *to = out;

        for (; *s; s++) {
                unsigned char c = (unsigned char)*s;

                if (strchr(plain, c)) {
                        *to++ = (char)c;
                        continue;
                }
                *to++ = '%';
                *to++ = hex[c >> 4];
                *to++ = hex[c & 15];
        }
        *to = '\0';
        return out;
}

char *form_basic(const char *user, const char *password)
{
        size_t size = strlen(user) + strlen(password) + 2;
        char *pair = mem_new(size);
        char *encoded = mem_new(size / 3 * 4 + 8);
        char *header;

        snprintf(pair, size, "%s:%s", user, password);
        EVP_EncodeBlock((unsigned char *)encoded, (const unsigned char *)pair, (int)size - 1);
        header = form_header("Authorization: Basic ", encoded);
        wipe_free_text(pair);
        wipe_free_text(encoded);
        return header;
}

char *form_new(const char *grant_type, const char *const fields[][2], size_t count)
{
        size_t size = sizeof "grant_type=" + strlen(grant_type);
        char *form, *to;

        for (size_t i = 0; i < count; i++)
                size += 2 + strlen(fields[i][0]) + 3 * strlen(fields[i][1]);
        form = mem_new(size);
        to = form + snprintf(form, size, "grant_type=%s", grant_type);
        for (size_t i = 0; i < count; i++) {
                to += snprintf(to, size - (size_t)(to - form), "&%s=", fields[i][0]);
                url_encode(fields[i][1], to);
                to += strlen(to);
        }
        return form;
}
