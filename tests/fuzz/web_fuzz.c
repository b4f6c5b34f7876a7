/* Fuzz: a request, whatever it is, becomes clean values or nothing; what is shown of it is escaped.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/encoding.h"
#include "web/html.h"
#include "web/request.h"
#include "web/route.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The pages are not called here. */
#define PAGE(name)                                \
        bool name(struct web *w, struct err *err) \
        {                                         \
                (void)w;                          \
                (void)err;                        \
                return true;                      \
        }                                         \
        struct web
PAGE(page_login);
PAGE(page_login_post);
PAGE(page_logout);
PAGE(page_account);
PAGE(page_account_post);
PAGE(page_session_end);
PAGE(page_home);
PAGE(page_queue);
PAGE(page_history);
PAGE(page_people);
PAGE(page_person);
PAGE(page_fix);
PAGE(page_fix_print);
PAGE(page_quality);
PAGE(page_indicators);
PAGE(page_indicator);
PAGE(page_indicator_persons);
PAGE(page_evidence);
PAGE(page_indicator_verify);
PAGE(page_indicator_file);
PAGE(page_tree);
PAGE(page_node);
PAGE(page_node_post);
PAGE(page_system);
PAGE(page_access);

static void promise(bool kept, const char *words)
{
        if (kept)
                return;
        fprintf(stderr, "promise broken: %s\n", words);
        abort();
}

static void is_clean(const char *s)
{
        promise(encoding_is_utf8(s), "values are UTF-8");
        for (; *s; s++)
                promise((unsigned char)*s >= 0x20 || strchr("\t\r\n", *s), "no control characters");
}

/* In text and in an attribute: nothing of it is markup. */
static void shown(const char *value)
{
        struct html h = {0};

        html(&h, "%s", value);
        promise(!strpbrk(text_str(&h.out), "<>\"'"), "what is shown is escaped");
        text_free(&h.out);
}

/* What we put into an address comes back as it was. */
static void comes_back(const char *name, const char *value)
{
        struct text url = {0};
        struct fields f = {0};

        url_add(&url, name, value);
        promise(strspn(text_str(&url), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789-._~%?=&") == url.len,
                "addresses of ours hold only what may stand in them");
        if (url.len > 0)
                fields_read(&f, url.s + 1, url.len - 1);
        const char *back = fields_get(&f, name);
        promise(!*value || (back && strcmp(back, value) == 0), "an address gives its values back");
        fields_clear(&f);
        text_free(&url);
}

static void look_at(const struct fields *f)
{
        promise(f->count <= REQUEST_FIELDS_MAX, "at most so many fields");
        for (size_t i = 0; i < f->count; i++) {
                const char *name = f->items[i].name, *value = f->items[i].value;

                promise(*name && strlen(name) < REQUEST_NAME_MAX, "names have a length");
                promise(strlen(value) < REQUEST_VALUE_MAX, "values have an end");
                is_clean(name);
                is_clean(value);
                shown(value);
                promise(fields_get(f, name) == value, "a name counts once");
                comes_back(name, value);
        }
}

static void look_at_path(const char *raw)
{
        char path[REQUEST_PATH_MAX], args[ROUTE_ARGS][ROUTE_ARG_MAX];
        const struct route *route = NULL;

        if (!request_path(raw, path))
                return;
        is_clean(path);
        promise(path[0] == '/' && !strstr(path, "//") && !strpbrk(path, "\r\n\t\\"),
                "paths are plain");
        promise(!strstr(path, "/../") && !strstr(path, "/./"), "no dots to climb by");
        if (route_find(METHOD_GET, path, &route, args) == ROUTE_FOUND)
                promise(route->roles != 0 || strcmp(path, "/masuk") == 0, "only the login is open");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        CLEANUP(free_ptr) char *text = mem_dup_n((const char *)data, size);
        struct fields form = {0}, cookies = {0};
        char address[64];

        fields_read(&form, (const char *)data, size);
        look_at(&form);
        fields_clear(&form);
        fields_read_cookies(&cookies, text);
        look_at(&cookies);
        fields_clear(&cookies);
        look_at_path(text);
        if (request_forwarded(text, address))
                promise(address[strspn(address, "0123456789abcdefABCDEF.:")] == '\0',
                        "addresses are addresses");
        shown(text);
        return 0;
}
