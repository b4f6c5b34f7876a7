#include "pure/reference.h"

#include <stddef.h>
#include <string.h>

#include "data.h"
#include "ground/mem.h"
#include "ground/text.h"

enum { LIST_NAMES = 512 };

static const struct embedded *list_find(const char *name)
{
        for (size_t i = 0; i < embedded_reference_count; i++) {
                if (strcmp(embedded_reference[i].name, name) == 0)
                        return &embedded_reference[i];
        }
        return NULL;
}

bool reference_list_known(const char *list)
{
        return list_find(list) != NULL;
}

/* Behind the end of this line of the list. */
static const char *next_line(const char *at)
{
        at += strcspn(at, "\n");
        return *at ? at + 1 : at;
}

/* Lists have a few dozen lines "code,name"; codes hold neither quotes nor commas. What stands
 * behind the comma, NULL when there is no such code. */
static const char *behind(const char *list, const char *code)
{
        const struct embedded *found = list_find(list);
        size_t len = strlen(code);

        if (!found || len == 0 || strpbrk(code, ",\n"))
                return NULL;
        for (const char *at = next_line(found->text); *at; at = next_line(at)) {
                if (strncmp(at, code, len) == 0 && at[len] == ',')
                        return at + len + 1;
        }
        return NULL;
}

bool reference_has(const char *list, const char *code)
{
        return behind(list, code) != NULL;
}

char *reference_name(const char *list, const char *code)
{
        const char *name = behind(list, code);
        size_t len = name ? strcspn(name, ",\n") : 0;

        if (name && *name == '"')
                len = strcspn(++name, "\"\n");
        return len > 0 ? mem_dup_n(name, len) : NULL;
}

const char *reference_lists(void)
{
        static char names[LIST_NAMES]; /* the same text every time, so filled in on every call */
        struct text all = {0};

        for (size_t i = 0; i < embedded_reference_count; i++) {
                if (i > 0)
                        text_add(&all, ", ");
                text_add(&all, embedded_reference[i].name);
        }
        size_t len = all.len < sizeof names ? all.len : sizeof names - 1;
        memcpy(names, text_str(&all), len);
        names[len] = '\0';
        text_free(&all);
        return names;
}
