#include "pure/jwt.h"

#include <jansson.h>
#include <string.h>

#include "ground/mem.h"
#include "pure/base64.h"

/* The claims as JSON text; they may name a person, so the caller wipes them. */
static bool claims_of(const char *token, char **ret, size_t *ret_len)
{
        const char *from = strchr(token, '.'), *to = from ? strchr(from + 1, '.') : NULL;

        if (!to)
                return false;
        size_t len = (size_t)(to - from) - 1;
        CLEANUP(free_ptr) char *text = mem_new(len + 4); /* padding, which JWT leaves out */
        memcpy(text, from + 1, len);
        for (char *c = text; *c; c++)
                *c = *c == '-' ? '+' : *c == '_' ? '/' : *c;
        while (len % 4)
                text[len++] = '=';
        bool ok = base64_decode(text, ret, ret_len);
        explicit_bzero(text, len);
        return ok;
}

bool jwt_end(const char *token, int64_t *ret_s)
{
        char *text;
        size_t len;

        if (!claims_of(token, &text, &len))
                return false;
        json_t *claims = json_loadb(text, len, 0, NULL);
        const json_t *end = json_object_get(claims, "exp");
        bool said =
                json_is_number(end) && json_number_value(end) > 0 && json_number_value(end) < 1e12;
        if (said)
                *ret_s = (int64_t)json_number_value(end);
        json_decref(claims);
        explicit_bzero(text, len);
        free(text);
        return said;
}
