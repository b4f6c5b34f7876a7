/*
 * siasnctl: the operators' tool. Reads the command line by the table of verbs (verbs.c) and the
 * table of options below, and calls the verb.
 */
#include <assert.h>
#include <getopt.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "ctl/ctl.h"
#include "ground/harden.h"
#include "ground/log.h"
#include "ground/mem.h"

#define DEFAULT_CONFIG "/etc/siasn-sync/siasnd.conf"

/* What getopt_long() answers: a letter, or this and enum ctl_option. */
enum { LONG = 256 };

static const struct {
        const char *name;
        bool value; /* takes one */
        char letter;
} options[] = {
        [OPT_JSON] = {"json", false, 0},
        [OPT_CSV] = {"csv", false, 0},
        [OPT_NIP] = {"nip", true, 0},
        [OPT_KIND] = {"kind", true, 0},
        [OPT_BY] = {"by", true, 0},
        [OPT_LINES] = {"lines", true, 'n'},
        [OPT_FOLLOW] = {"follow", false, 'f'},
        [OPT_FULL] = {"full", false, 0},
        [OPT_SQL] = {"sql", false, 0},
        [OPT_SAMPLE] = {"sample", true, 0},
        [OPT_SEED] = {"seed", true, 0},
        [OPT_ALL] = {"all", false, 0},
        [OPT_PUSH] = {"push", false, 0},
        [OPT_OPD] = {"opd", true, 0},
        [OPT_CODE] = {"code", true, 0},
        [OPT_BOM] = {"bom", false, 0},
        [OPT_LIVE] = {"live", false, 0},
        [OPT_YEAR] = {"year", true, 0},
        [OPT_AS_OF] = {"as-of", true, 0},
        [OPT_RULES] = {"rules", true, 0},
        [OPT_TO] = {"to", true, 0},
        [OPT_SNAPSHOT] = {"snapshot", true, 0},
        [OPT_LEVEL] = {"level", true, 0},
        [OPT_DOCUMENT] = {"document", true, 0},
        [OPT_KEY] = {"key", true, 0},
        [OPT_PUBLIC] = {"public", false, 0},
        [OPT_PERIOD] = {"period", true, 0},
        [OPT_QUARTER] = {"quarter", true, 0},
        [OPT_VALUE] = {"value", true, 0},
        [OPT_NOTE] = {"note", true, 0},
        [OPT_PDF] = {"pdf", false, 0},
        [OPT_ADMIN] = {"admin", true, 0},
        [OPT_ROLE] = {"role", true, 0},
        [OPT_FULL_NAME] = {"full-name", true, 0},
};
static_assert(COUNT_OF(options) == OPT_COUNT, "an option without a name");

struct request {
        struct ctl ctl;
        const struct verb *verb;
        bool help, version;
};

static bool takes(const struct verb *verb, enum ctl_option option)
{
        return verb->options >> option & 1;
}

static const char *formats(const struct verb *verb)
{
        if (takes(verb, OPT_CSV) && takes(verb, OPT_JSON))
                return " [--json|--csv]";
        return takes(verb, OPT_JSON) ? " [--json]" : "";
}

static void print_usage(FILE *out, const struct verb *verb)
{
        fprintf(out, "%s%s%s%s\n", verb->name, verb->args ? " " : "", verb->args ? verb->args : "",
                formats(verb));
}

static void usage(void)
{
        puts("usage: siasnctl [--config FILE] VERB [...]\n");
        for (size_t i = 0; i < ctl_verb_count; i++) {
                printf("  ");
                print_usage(stdout, &ctl_verbs[i]);
                printf("        %s\n", ctl_verbs[i].help);
        }
        puts("\n  --config FILE  configuration (default " DEFAULT_CONFIG ")\n"
             "  --json, --csv  for programs; CSV holds the verb's main table\n"
             "\n"
             "exit: 0 done; 1 failed, or a problem was found; 2 usage or configuration");
}

static enum ctl_exit misused(const char *problem, const char *what)
{
        fprintf(stderr, "siasnctl: %s%s; `siasnctl --help` lists the verbs\n", problem, what);
        return CTL_USAGE;
}

static enum ctl_exit misused_verb(const struct verb *verb)
{
        fprintf(stderr, "usage: siasnctl ");
        print_usage(stderr, verb);
        return CTL_USAGE;
}

static bool take_option(struct request *r, int answer)
{
        switch (answer) {
        case 'c':
                r->ctl.config_path = optarg;
                return true;
        case 'h':
                r->help = true;
                return true;
        case 'V':
                r->version = true;
                return true;
        default:
                break;
        }
        for (size_t i = 0; i < OPT_COUNT; i++) {
                if (answer != (options[i].letter ? options[i].letter : LONG + (int)i))
                        continue;
                r->ctl.option[i] = options[i].value ? optarg : "";
                return true;
        }
        return false; /* getopt_long() has said what is wrong */
}

static enum ctl_exit take_options(struct request *r, int argc, char **argv)
{
        struct option table[OPT_COUNT + 4] = {
                [OPT_COUNT] = {"config", required_argument, NULL, 'c'},
                [OPT_COUNT + 1] = {"help", no_argument, NULL, 'h'},
                [OPT_COUNT + 2] = {"version", no_argument, NULL, 'V'}};
        int answer;

        for (size_t i = 0; i < OPT_COUNT; i++)
                table[i] = (struct option){options[i].name,
                                           options[i].value ? required_argument : no_argument, NULL,
                                           options[i].letter ? options[i].letter : LONG + (int)i};
        while ((answer = getopt_long(argc, argv, "c:hn:f", table, NULL)) != -1) {
                if (!take_option(r, answer))
                        return CTL_USAGE;
        }
        if (r->ctl.option[OPT_JSON] && r->ctl.option[OPT_CSV])
                return misused("--json and --csv exclude each other", "");
        r->ctl.format = r->ctl.option[OPT_JSON]  ? FORMAT_JSON
                        : r->ctl.option[OPT_CSV] ? FORMAT_CSV
                                                 : FORMAT_TEXT;
        return CTL_OK;
}

/* How many of the words are the verb's name; 0 when they are another's. */
static size_t name_words(const struct verb *verb, char **words, size_t count)
{
        size_t first = strcspn(verb->name, " ");
        bool two = verb->name[first] == ' ';

        if (count == 0 || strlen(words[0]) != first || strncmp(words[0], verb->name, first) != 0)
                return 0;
        if (!two)
                return 1;
        return count > 1 && strcmp(words[1], verb->name + first + 1) == 0 ? 2 : 0;
}

static enum ctl_exit no_such_verb(char **words)
{
        size_t len = strlen(words[0]);
        bool known = false;

        for (size_t i = 0; i < ctl_verb_count; i++) {
                const char *name = ctl_verbs[i].name;

                if (strncmp(name, words[0], len) != 0 || name[len] != ' ')
                        continue;
                fprintf(stderr, known ? "       siasnctl " : "usage: siasnctl ");
                print_usage(stderr, &ctl_verbs[i]);
                known = true;
        }
        return known ? CTL_USAGE : misused("there is no verb ", words[0]);
}

static enum ctl_exit check_options(const struct request *r)
{
        for (size_t i = 0; i < OPT_COUNT; i++) {
                if (r->ctl.option[i] && !takes(r->verb, (enum ctl_option)i)) {
                        fprintf(stderr, "siasnctl: %s does not take --%s\n", r->verb->name,
                                options[i].name);
                        return CTL_USAGE;
                }
                if (r->verb->needed >> i & 1 && (!r->ctl.option[i] || !*r->ctl.option[i])) {
                        fprintf(stderr, "siasnctl: %s needs --%s\n", r->verb->name,
                                options[i].name);
                        return misused_verb(r->verb);
                }
        }
        return CTL_OK;
}

static enum ctl_exit take_verb(struct request *r, size_t count, char **words)
{
        size_t used = 0;

        if (count == 0)
                return misused("which verb?", "");
        for (size_t i = 0; i < ctl_verb_count && used == 0; i++) {
                used = name_words(&ctl_verbs[i], words, count);
                r->verb = &ctl_verbs[i];
        }
        if (used == 0)
                return no_such_verb(words);
        r->ctl.words = (const char *const *)words + used;
        r->ctl.word_count = count - used;
        if (r->ctl.word_count < r->verb->words_min || r->ctl.word_count > r->verb->words_max)
                return misused_verb(r->verb);
        return check_options(r);
}

bool ctl_number(const struct ctl *ctl, enum ctl_option option, int64_t missing, int64_t min,
                int64_t max, int64_t *ret, struct err *err)
{
        const char *given = ctl->option[option];

        *ret = missing;
        return !given || text_to_int(given, min, max, ret) ||
               err_set(err, "--%s must be a whole number from %lld to %lld, not '%s'",
                       options[option].name, (long long)min, (long long)max, given);
}

static enum ctl_exit run(struct request *r)
{
        CLEANUP(config_free_ptr) struct config *config = NULL;
        enum ctl_exit ret = CTL_USAGE;
        struct err err = {.text = ""};

        if (r->verb->loads_config || config_load(r->ctl.config_path, &config, &err)) {
                r->ctl.config = config;
                ret = r->verb->function(&r->ctl, &err);
        }
        if (ret != CTL_OK && err.text[0])
                fprintf(stderr, "siasnctl: %s\n", err.text);
        if (fflush(stdout) != 0 || ferror(stdout)) {
                fputs("siasnctl: the output could not be written\n", stderr);
                return CTL_FAILED;
        }
        return ret;
}

/* Widths and shapes of letters only: numbers and dates stay as programs write them. */
static void use_locale(void)
{
        if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
                setlocale(LC_CTYPE, "C.UTF-8");
}

int main(int argc, char **argv)
{
        struct request r = {.ctl = {.config_path = DEFAULT_CONFIG}};
        enum ctl_exit ret;

        harden();
        mem_setup();
        use_locale();
        log_set_level(LOG_LEVEL_WARNING);
        if ((ret = take_options(&r, argc, argv)) != CTL_OK)
                return (int)ret;
        if (r.help || r.version) {
                r.help ? usage() : (void)puts("siasnctl " VERSION);
                return CTL_OK;
        }
        if ((ret = take_verb(&r, (size_t)(argc - optind), argv + optind)) != CTL_OK)
                return (int)ret;
        return (int)run(&r);
}
