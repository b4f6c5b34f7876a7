#include "mail/template.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "data.h"
#include "ground/mem.h"

enum { FILE_MAX = 64 * 1024 };

struct template
{
        const char *name;
        char *text; /* subject line and body */
};

struct mail_templates {
        struct template *items;
        size_t count;
};

static const char subject_prefix[] = "Subject: ";

/* Name in the braces at `at`, its length in `*ret`; false when it is no place for a value. */
static bool is_place(const char *at, size_t *ret)
{
        *ret = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz_");
        return *ret > 0 && at[1 + *ret] == '}';
}

static bool has_place(const char *text, const char *place, size_t len)
{
        size_t n;

        for (; (text = strchr(text, '{')); text++) {
                if (is_place(text, &n) && n == len && memcmp(text + 1, place, n) == 0)
                        return true;
        }
        return false;
}

static bool check(const char *path, const char *text, const char *built_in, struct err *err)
{
        const char *line = strchr(text, '\n');
        size_t n;

        if (!text_has_prefix(text, subject_prefix) || !line || line[1] != '\n')
                return err_set(err, "%s: begin with a line \"Subject: ...\" and an empty line",
                               path);
        for (const char *at = text; (at = strchr(at, '{')); at++) {
                if (!is_place(at, &n))
                        return err_set(err, "%s: a '{' that is no {name}", path);
                if (!has_place(built_in, at + 1, n))
                        return err_set(err, "%s: this notice has no {%.*s}", path, (int)n, at + 1);
        }
        return true;
}

/* `*ret` stays NULL when the site has no such file. */
static bool read_site(const char *path, char **ret, struct err *err)
{
        FILE *file = fopen(path, "re");

        if (!file)
                return errno == ENOENT || errno == ENOTDIR ||
                       err_set(err, "cannot read %s: %s", path, strerror(errno));
        char *text = mem_new(FILE_MAX + 1);
        size_t n = fread(text, 1, FILE_MAX + 1, file);
        bool ok = !ferror(file) && n <= FILE_MAX && strlen(text) == n;
        fclose(file);
        if (!ok) {
                free(text);
                return err_set(err, "%s: not a text of at most 64 KiB", path);
        }
        *ret = text;
        return true;
}

static bool load(const char *dir, const struct embedded *built_in, struct template *t,
                 struct err *err)
{
        struct text path = {0};

        t->name = built_in->name;
        text_addf(&path, "%s/%s.txt", dir, built_in->name);
        bool ok = !*dir || read_site(text_str(&path), &t->text, err);
        if (ok && t->text)
                ok = check(text_str(&path), t->text, built_in->text, err);
        if (ok && !t->text)
                t->text = mem_dup(built_in->text);
        text_free(&path);
        return ok;
}

bool mail_templates_load(const char *dir, struct mail_templates **ret, struct err *err)
{
        struct mail_templates *t = NEW(struct mail_templates);

        t->items = NEW_ARRAY(struct template, embedded_templates_count);
        t->count = embedded_templates_count;
        for (size_t i = 0; i < t->count; i++) {
                if (!load(dir, &embedded_templates[i], &t->items[i], err)) {
                        mail_templates_free(t);
                        return false;
                }
        }
        *ret = t;
        return true;
}

void mail_templates_free(struct mail_templates *t)
{
        if (!t)
                return;
        for (size_t i = 0; i < t->count; i++)
                free(t->items[i].text);
        free(t->items);
        free(t);
}

static void fill(struct text *out, const char *text, size_t len, const json_t *values)
{
        const char *end = text + len;
        char name[64];
        size_t n;

        while (text < end) {
                if (*text != '{' || !is_place(text, &n) || n >= sizeof name) {
                        text_add_char(out, *text++);
                        continue;
                }
                snprintf(name, sizeof name, "%.*s", (int)n, text + 1);
                const char *value = json_string_value(json_object_get(values, name));
                text_add_masked(out, value ? value : "");
                text += n + 2;
        }
}

bool mail_render(const struct mail_templates *t, const char *name, const json_t *values,
                 struct text *subject, struct text *body)
{
        for (size_t i = 0; i < t->count; i++) {
                const char *text = t->items[i].text;

                if (strcmp(t->items[i].name, name) != 0)
                        continue;
                const char *line = strchr(text, '\n');
                const char *from = text + strlen(subject_prefix);
                fill(subject, from, (size_t)(line - from), values);
                for (size_t c = 0; c < subject->len; c++) {
                        if ((unsigned char)subject->s[c] < 0x20)
                                subject->s[c] = ' '; /* a value's line break is no new header */
                }
                fill(body, line + 2, strlen(line + 2), values);
                return true;
        }
        return false;
}
