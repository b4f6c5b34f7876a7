#include "pure/json_line.h"

#include <stdbool.h>
#include <string.h>

/* Walks over text known to be well-formed, so nothing here checks for errors. */
struct walker {
        const char *at;
        int line;
};

static void skip_blank(struct walker *w)
{
        for (; *w->at && strchr(" \t\r\n", *w->at); w->at++)
                w->line += *w->at == '\n';
}

/* From the opening quote to behind the closing one. */
static void skip_string(struct walker *w)
{
        for (w->at++; *w->at && *w->at != '"'; w->at++) {
                if (*w->at == '\\' && w->at[1])
                        w->at++;
        }
        if (*w->at)
                w->at++;
}

/* A whole value of any depth; without recursion, for the brackets are known to pair up. */
static void skip_value(struct walker *w)
{
        int depth = 0;

        do {
                skip_blank(w);
                if (*w->at == '"') {
                        skip_string(w);
                } else if (*w->at == '{' || *w->at == '[') {
                        depth++;
                        w->at++;
                } else if (*w->at == '}' || *w->at == ']') {
                        depth--;
                        w->at++;
                } else if (*w->at == ',' || *w->at == ':') {
                        w->at++;
                } else {
                        w->at += strcspn(w->at, " \t\r\n,:{}[]\"");
                }
        } while (depth > 0 && *w->at);
}

/* Behind one member or element: at the next one, or false at the end of the container. */
static bool next_item(struct walker *w)
{
        skip_value(w);
        skip_blank(w);
        if (*w->at != ',')
                return false;
        w->at++;
        skip_blank(w);
        return true;
}

/* At the quote of a member's key: moves to its value. */
static void enter_member(struct walker *w)
{
        skip_string(w);
        skip_blank(w);
        w->at += *w->at != '\0'; /* the colon; a text cut short ends here */
        skip_blank(w);
}

/* `w` stands at the brace; on true it stands at the member's value and `*line` is its key's line.
 */
static bool find_member(struct walker *w, const char *key, int *line)
{
        size_t len = strlen(key);

        w->at++;
        skip_blank(w);
        while (*w->at == '"') {
                bool same = strncmp(w->at + 1, key, len) == 0 && w->at[1 + len] == '"';

                if (same)
                        *line = w->line;
                enter_member(w);
                if (same)
                        return true;
                if (!next_item(w))
                        return false;
        }
        return false;
}

static bool find_element(struct walker *w, size_t index, int *line)
{
        w->at++;
        skip_blank(w);
        if (*w->at == ']')
                return false;
        for (; index > 0; index--) {
                if (!next_item(w))
                        return false;
        }
        *line = w->line;
        return true;
}

int json_line(const char *text, const struct json_step *steps, size_t depth)
{
        struct walker w = {.at = text, .line = 1};

        skip_blank(&w);
        int line = w.line;
        for (size_t i = 0; i < depth; i++) {
                bool found = false;

                if (steps[i].key && *w.at == '{')
                        found = find_member(&w, steps[i].key, &line);
                else if (!steps[i].key && *w.at == '[')
                        found = find_element(&w, steps[i].index, &line);
                if (!found)
                        break;
        }
        return line;
}
