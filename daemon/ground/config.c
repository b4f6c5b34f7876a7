#include "ground/config.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ground/config_key.h"
#include "ground/mem.h"
#include "ground/pin.h"

enum {
        LINE_MAX_BYTES = 4096,
        NAME_MAX_BYTES = 64, /* longest name worth a suggestion */
        NEAR = 2,            /* edits between a typing error and the name that was meant */
};

/* The file being read. The first problem wins; all that follows is passed over. */
struct reading {
        const char *path;
        FILE *file;
        char *buffer; /* the present line, by getline() */
        size_t buffer_size;
        struct config *config;
        struct err *err;
        int line;
        bool failed;
        int lines[CONFIG_KEYS_MAX]; /* line of each key of the table that was seen, else 0 */
};

static bool fail_at(struct reading *r, int line, const char *problem)
{
        r->failed = true;
        return err_set(r->err, "%s:%d: %s", r->path, line, problem);
}

/* ---- Suggestions ---- */

static size_t least(size_t a, size_t b, size_t c)
{
        size_t m = a < b ? a : b;

        return m < c ? m : c;
}

/* Levenshtein distance, one row at a time. */
static size_t edits(const char *a, const char *b)
{
        size_t row[NAME_MAX_BYTES + 1];
        size_t len = strlen(b);

        if (len > NAME_MAX_BYTES)
                return len;
        for (size_t j = 0; j <= len; j++)
                row[j] = j;
        for (size_t i = 0; a[i]; i++) {
                size_t diagonal = row[0];

                row[0] = i + 1;
                for (size_t j = 0; j < len; j++) {
                        size_t above = row[j + 1];

                        row[j + 1] = least(above + 1, row[j] + 1, diagonal + (a[i] != b[j]));
                        diagonal = above;
                }
        }
        return row[len];
}

/* Name number i: of a section (section NULL, each once) or of a key of it; else NULL. */
static const char *name_at(const char *section, size_t i)
{
        const struct config_key *key = &config_keys[i];

        if (section)
                return strcmp(key->section, section) == 0 ? key->name : NULL;
        /* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): every key has a section */
        return i == 0 || strcmp(key->section, key[-1].section) != 0 ? key->section : NULL;
}

static const char *nearest(const char *section, const char *name)
{
        const char *best = NULL;
        size_t best_edits = NEAR + 1;

        for (size_t i = 0; i < config_key_count; i++) {
                const char *candidate = name_at(section, i);
                size_t n = candidate ? edits(name, candidate) : best_edits;

                if (n < best_edits && n < strlen(candidate)) {
                        best = candidate;
                        best_edits = n;
                }
        }
        return best;
}

static void add_names(const char *section, struct text *out)
{
        const char *comma = "";

        for (size_t i = 0; i < config_key_count; i++) {
                const char *name = name_at(section, i);

                if (!name)
                        continue;
                text_addf(out, "%s%s", comma, name);
                comma = ", ";
        }
}

/* ", did you mean x?" or all the names there are. */
static void add_choices(const char *section, const char *name, struct text *out)
{
        const char *near = nearest(section, name);

        if (near) {
                text_addf(out, ", did you mean \"%s\"?", near);
                return;
        }
        text_add(out, section ? "; its keys are: " : "; sections are: ");
        add_names(section, out);
}

/* ---- Reading ---- */

static const struct config_key *find_key(const char *section, const char *name)
{
        for (size_t i = 0; i < config_key_count; i++) {
                if (strcmp(config_keys[i].section, section) == 0 &&
                    strcmp(config_keys[i].name, name) == 0)
                        return &config_keys[i];
        }
        return NULL;
}

const struct config_key *config_key_find(const char *dotted, struct err *err)
{
        const char *dot = strchr(dotted, '.');
        CLEANUP(free_ptr) char *section = mem_dup_n(dotted, dot ? (size_t)(dot - dotted) : 0);
        const struct config_key *key = find_key(section, dot ? dot + 1 : "");
        CLEANUP(text_free) struct text line = {0};
        bool known = false;

        if (key)
                return key;
        for (size_t i = 0; i < config_key_count; i++)
                known = known || strcmp(config_keys[i].section, section) == 0;
        text_addf(&line, "there is no key \"%.64s\"", dotted);
        add_choices(known ? section : NULL, known ? dot + 1 : section, &line);
        err_set(err, "%s", line.s);
        return NULL;
}

static bool unknown(struct reading *r, const char *section, const char *name)
{
        struct text line = {0};
        size_t i = 0;

        while (i < config_key_count && strcmp(config_keys[i].section, section) != 0)
                i++;
        if (i < config_key_count) {
                text_addf(&line, "unknown key \"%.64s\" in [%s]", name, section);
                add_choices(section, name, &line);
        } else if (*section) {
                text_addf(&line, "unknown section [%.64s]", section);
                add_choices(NULL, section, &line);
        } else {
                text_addf(&line, "\"%.64s\" stands before any [section]; sections are: ", name);
                add_names(NULL, &line);
        }
        fail_at(r, r->line, text_str(&line));
        text_free(&line);
        return false;
}

/* Called by inih for each `name = value`. inih counts lines, but does not tell them. */
static int take(void *arg, const char *section, const char *name, const char *value)
{
        struct reading *r = arg;
        const struct config_key *key = find_key(section, name);
        char problem[200];

        if (r->failed)
                return 0;
        if (!key)
                return unknown(r, section, name);
        int *seen = &r->lines[key - config_keys];
        if (*seen) {
                snprintf(problem, sizeof problem, "[%s] %s was already set in line %d", section,
                         name, *seen);
                return fail_at(r, r->line, problem);
        }
        *seen = r->line;
        /* What is printed must load again, also where the file had no blanks around the "=". */
        if (strlen(name) + strlen(" = ") + strlen(value) > LINE_MAX_BYTES)
                return fail_at(r, r->line, "line longer than 4096 bytes");
        if (config_read(key, value, r->config, r->err))
                return 1;
        r->failed = true;
        return err_prefix(r->err, "%s:%d: [%s] %s", r->path, r->line, section, name);
}

/* inih's view of the file: a fgets() that counts lines and cuts none. */
static char *next_line(char *line, int size, void *arg)
{
        struct reading *r = arg;
        ssize_t got = r->failed ? -1 : getline(&r->buffer, &r->buffer_size, r->file);
        size_t len = got < 0 ? 0 : (size_t)got;

        if (got < 0)
                return NULL;
        r->line++;
        if (strlen(r->buffer) != len)
                fail_at(r, r->line, "not a text file: a zero byte");
        else if (len >= (size_t)size)
                fail_at(r, r->line, "line longer than 4096 bytes");
        if (r->failed)
                return NULL;
        memcpy(line, r->buffer, len + 1);
        return line;
}

/*
 * inih's defaults would cut a connection string at " ;", take an indented line for a second value
 * and stop at 200 bytes. In Debian's build these are variables.
 */
static void set_up_inih(void)
{
        ini_allow_inline_comments = false;
        ini_allow_multiline = false;
        ini_stop_on_first_error = true;
        ini_use_stack = false;
        ini_max_line = LINE_MAX_BYTES + 2;
        ini_initial_alloc = LINE_MAX_BYTES + 2;
}

static bool read_file(struct reading *r)
{
        int bad_line;

        r->file = fopen(r->path, "re");
        if (!r->file)
                return err_set(r->err, "cannot read configuration %s: %s", r->path,
                               strerror(errno));
        set_up_inih();
        bad_line = ini_parse_stream(next_line, r, take, r);
        if (!r->failed && ferror(r->file)) {
                r->failed = true;
                err_set(r->err, "cannot read configuration %s: %s", r->path, strerror(errno));
        }
        fclose(r->file);
        free(r->buffer);
        if (!r->failed && bad_line > 0)
                fail_at(r, bad_line, "neither \"[section]\" nor \"key = value\" nor a comment");
        return !r->failed;
}

static bool fill_missing(struct reading *r)
{
        for (size_t i = 0; i < config_key_count; i++) {
                const struct config_key *key = &config_keys[i];

                /* `key =` is the same as no such line. */
                if (r->lines[i] &&
                    (!config_is_text(key) || **(char **)((char *)r->config + key->offset)))
                        continue;
                if (!key->preset)
                        return err_set(r->err, "%s: [%s] %s is missing; give for example: %s = %s",
                                       r->path, key->section, key->name, key->name, key->example);
                if (!config_read(key, key->preset, r->config, r->err))
                        return err_prefix(r->err, "default of [%s] %s", key->section, key->name);
        }
        return true;
}

static bool check_pins(struct reading *r)
{
        const struct config *c = r->config;
        const char *const urls[] = {c->siasn_api_base, c->siasn_referensi_base, c->siasn_token_url,
                                    c->siasn_sso_url, NULL};

        return pin_check(c->siasn_pins, urls, r->err) ||
               err_prefix(r->err, "%s: [siasn] pins", r->path);
}

char *config_beside(const char *path, const char *name)
{
        const char *slash = strrchr(path, '/');
        struct text out = {0};

        text_add_n(&out, path, slash ? (size_t)(slash - path) + 1 : 0);
        text_add(&out, name);
        return text_take(&out);
}

static bool check_mail(struct reading *r)
{
        const struct config *c = r->config;

        if (!*c->mail_server)
                return true;
        if (!*c->mail_from || strchr(c->mail_from, ','))
                return err_set(r->err, "%s: [mail] server needs from: one address", r->path);
        return *c->mail_to_admin || *c->mail_to_hr || c->mail_employee ||
               err_set(r->err, "%s: [mail] server needs to_admin, to_hr or employee = on", r->path);
}

static bool check_whole(struct reading *r)
{
        struct config *config = r->config;
        const char *from_systemd = getenv("CREDENTIALS_DIRECTORY");

        if (config->siasn_sso_password &&
            (!*config->siasn_sso_url || !*config->siasn_sso_client_id ||
             !*config->siasn_sso_username))
                return err_set(r->err,
                               "%s: [siasn] sso_mode = password needs sso_url, sso_client_id and "
                               "sso_username",
                               r->path);
        if (!check_pins(r) || !check_mail(r))
                return false;
        if (*config->credentials_dir)
                return true;
        free(config->credentials_dir);
        config->credentials_dir = from_systemd && *from_systemd
                                          ? mem_dup(from_systemd)
                                          : config_beside(r->path, "credentials");
        return true;
}

bool config_load(const char *path, struct config **ret, struct err *err)
{
        CLEANUP(config_free_ptr) struct config *config = NEW(struct config);
        struct reading reading = {.path = path, .config = config, .err = err};

        if (!read_file(&reading) || !fill_missing(&reading) || !check_whole(&reading))
                return false;
        *ret = TAKE_PTR(config);
        return true;
}

void config_free(struct config *config)
{
        if (!config)
                return;
        for (size_t i = 0; i < config_key_count; i++) {
                if (config_is_text(&config_keys[i]))
                        free(*(char **)((char *)config + config_keys[i].offset));
        }
        free(config);
}

/* ---- Printing ---- */

static void add_section(size_t i, struct text *out)
{
        if (name_at(NULL, i))
                text_addf(out, "%s[%s]\n", i ? "\n" : "", config_keys[i].section);
}

void config_print(const struct config *config, struct text *out)
{
        for (size_t i = 0; i < config_key_count; i++) {
                add_section(i, out);
                text_addf(out, "%s = ", config_keys[i].name);
                config_write(&config_keys[i], config, out);
                text_add_char(out, '\n');
        }
}

static void add_help(const struct config_key *key, struct text *out)
{
        text_add(out, "\n# ");
        for (const char *c = key->help; *c; c++) {
                text_add_char(out, *c);
                if (*c == '\n')
                        text_add(out, "# ");
        }
        text_add_char(out, '\n');
        if (!config_is_text(key)) {
                text_add(out, "# Give ");
                config_accepts(key, out);
                text_add(out, ".\n");
        }
}

void config_sample(const char *const *given, struct text *out)
{
        text_add(out,
                 "# siasn-sync. Lines that begin with '#' or ';' are comments; a commented key "
                 "shows its\n# default, or an example where it has none. Secrets have no keys: "
                 "they are files in\n# [credentials] dir.\n\n");
        for (size_t i = 0; i < config_key_count; i++) {
                const struct config_key *key = &config_keys[i];
                bool shows_default = key->preset && *key->preset;
                const char *value = given && given[i] ? given[i]
                                    : shows_default   ? key->preset
                                                      : key->example;
                bool comment = given ? !given[i] : key->preset != NULL;

                add_section(i, out);
                add_help(key, out);
                text_addf(out, "%s%s = %s\n", comment ? "#" : "", key->name, value);
        }
}

char *config_restart_needed(const struct config *old, const struct config *new)
{
        struct text names = {0}, a = {0}, b = {0};

        for (size_t i = 0; i < config_key_count; i++) {
                const struct config_key *key = &config_keys[i];

                text_clear(&a);
                text_clear(&b);
                config_write(key, old, &a);
                config_write(key, new, &b);
                if (!key->reloadable && !str_same(text_str(&a), text_str(&b)))
                        text_addf(&names, "%s%s.%s", names.len ? ", " : "", key->section,
                                  key->name);
        }
        text_free(&a);
        text_free(&b);
        return names.len ? text_take(&names) : NULL;
}
