/* What a person answers, or gives as words. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "ctl/init.h"
#include "ground/mem.h"

/* Asked in this order; all other keys have defaults that suit most, and stand in the file. */
static const struct {
        const char *key;
        bool offer;     /* an empty answer takes the default, or the example */
        bool for_login; /* only with sso_mode = password */
} questions[] = {
        {"source.dsn", true, false},         {"state.dsn", true, false},
        {"siasn.api_base", true, false},     {"siasn.referensi_base", true, false},
        {"siasn.token_url", true, false},    {"siasn.sso_mode", true, false},
        {"siasn.sso_url", true, true},       {"siasn.sso_client_id", false, true},
        {"siasn.sso_username", false, true},
};

static bool fits(const struct config_key *key, const char *value, struct err *err)
{
        struct config *scratch = NEW(struct config);
        bool ok = config_read(key, value, scratch, err);

        config_free(scratch);
        return ok;
}

bool init_take_words(struct init *i, struct err *err)
{
        for (size_t w = 0; w < i->ctl->word_count; w++) {
                const char *word = i->ctl->words[w], *equals = strchr(word, '=');
                CLEANUP(free_ptr)
                char *name = mem_dup_n(word, equals ? (size_t)(equals - word) : strlen(word));
                const struct config_key *key;

                if (!equals)
                        return err_set(err, "\"%s\" is no section.key=value", word);
                if (!(key = config_key_find(name, err)))
                        return false;
                if (!fits(key, equals + 1, err))
                        return err_prefix(err, "%s", name);
                char **value = &i->values[key - config_keys];
                if (*value)
                        return err_set(err, "%s was given twice", name);
                *value = mem_dup(equals + 1);
        }
        return true;
}

/* ---- Questions ---- */

/* A line of the standard input without its end; NULL when there is none. Caller frees. */
static char *read_line(void)
{
        char *line = NULL;
        size_t size = 0;
        ssize_t len = getline(&line, &size, stdin);

        if (len < 0) {
                free(line);
                return NULL;
        }
        while (len > 0 && strchr("\r\n", line[len - 1]))
                line[--len] = '\0';
        return line;
}

static bool ended(const char *what, struct err *err)
{
        return err_set(err, "no answer for %s: the answers have ended; run init again", what);
}

static const char *offered(const struct config_key *key)
{
        return key->preset && *key->preset ? key->preset : key->example;
}

static bool ask_key(struct init *i, const struct config_key *key, bool offer, struct err *err)
{
        char **value = &i->values[key - config_keys];
        struct err why;

        printf("\n%s\n", key->help);
        for (;;) {
                printf("%s.%s%s%s%s: ", key->section, key->name, offer ? " [" : "",
                       offer ? offered(key) : "", offer ? "]" : "");
                fflush(stdout);
                CLEANUP(free_ptr) char *line = read_line();
                if (!line)
                        return ended(key->name, err);
                *value = text_squeeze(line);
                if (!**value && offer) {
                        free(*value);
                        *value = mem_dup(offered(key));
                }
                if (**value && fits(key, *value, &why))
                        return true;
                printf("  %s\n", **value ? why.text : "an answer is needed");
                free(TAKE_PTR(*value));
        }
}

static bool logs_in(const struct init *i)
{
        struct err err;
        const struct config_key *mode = config_key_find("siasn.sso_mode", &err);
        const char *value = i->values[mode - config_keys];

        return value && strcmp(value, "password") == 0;
}

bool init_ask(struct init *i, struct err *err)
{
        puts("A new installation. An empty answer takes what stands in brackets.");
        for (size_t q = 0; q < COUNT_OF(questions); q++) {
                const struct config_key *key = config_key_find(questions[q].key, err);

                if (!key)
                        return false;
                if ((!questions[q].for_login || logs_in(i)) &&
                    !ask_key(i, key, questions[q].offer, err))
                        return false;
        }
        return true;
}

/* ---- Secrets ---- */

/* The same as read_line(), without showing it on a terminal. */
static char *read_secret(void)
{
        struct termios shown, hidden;
        bool terminal = tcgetattr(STDIN_FILENO, &shown) == 0;

        if (terminal) {
                hidden = shown;
                hidden.c_lflag &= ~(tcflag_t)ECHO;
                tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
        }
        char *line = read_line();
        if (terminal)
                tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        putchar('\n');
        return line;
}

static bool write_secret(const char *dir, const char *file, const char *value, struct err *err)
{
        CLEANUP(text_free) struct text path = {0};

        text_addf(&path, "%s/%s", dir, file);
        int fd = open(path.s, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
        bool ok = fd >= 0 && fchmod(fd, 0600) == 0 &&
                  write(fd, value, strlen(value)) == (ssize_t)strlen(value);
        int why = errno;
        if (fd >= 0)
                ok = close(fd) == 0 && ok;
        return ok || err_set(err, "cannot write credential %s: %s", path.s, strerror(why));
}

static bool ask_secret(const struct init *i, const char *file, const char *meaning, struct err *err)
{
        const char *dir = i->config->credentials_dir;

        if (secret_exists(dir, file))
                return true;
        printf("%s (%s; empty: none yet): ", file, meaning);
        fflush(stdout);
        char *value = read_secret();
        if (!value)
                return ended(file, err);
        bool ok = !*value || write_secret(dir, file, value, err);
        explicit_bzero(value, strlen(value));
        free(value);
        return ok;
}

bool init_ask_secrets(struct init *i, struct err *err)
{
        printf("\nCredentials, each in a file of its own in %s, mode 0600.\n",
               i->config->credentials_dir);
        return ask_secret(i, "consumer_key", "of the application at BKN's gateway", err) &&
               ask_secret(i, "consumer_secret", "the same", err) &&
               (i->config->siasn_sso_password
                        ? ask_secret(i, "sso_password", "of the operator at the SSO", err)
                        : ask_secret(i, "sso_token", "as registered", err)) &&
               ask_secret(i, "source_password", "of the role in [source] dsn", err) &&
               ask_secret(i, "state_password", "of the role in [state] dsn", err);
}
