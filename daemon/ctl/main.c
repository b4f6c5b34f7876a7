/*
 * siasnctl: the operators' tool. The table of verbs below is the only list of them: usage, allowed
 * options and dispatch come from it.
 */
#include <getopt.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "ctl/ctl.h"
#include "ground/log.h"
#include "ground/mem.h"

#define DEFAULT_CONFIG "/etc/siasn-sync/siasnd.conf"

enum { LINES_DEFAULT = 20, LINES_MAX = 1000000 };

/* Options of verbs, as bits. */
enum {
        OPT_JSON = 1 << 0,
        OPT_CSV = 1 << 1,
        OPT_NIP = 1 << 2,
        OPT_FOLLOW = 1 << 3,
        OPT_LINES = 1 << 4,
        OPT_FULL = 1 << 5,
        OPT_SQL = 1 << 6,
        OPT_KIND = 1 << 7,
        OPT_BY = 1 << 8,
        OPT_LIST = OPT_JSON | OPT_CSV,
        OPT_ALWAYS = 0, /* --config, --help, --version */
};

struct verb {
        const char *name;
        const char *args; /* as shown */
        const char *help;
        const char *word; /* the word that must follow the name; "" any one word; NULL none */
        int options;
        bool loads_config; /* by itself, because a bad one is one of its findings */
        ctl_verb *function;
};

static const struct verb verbs[] = {
        {"check", "[--json|--csv]", "look at everything siasnd needs, and say what to do", NULL,
         OPT_LIST, true, ctl_check},
        {"plan", "[--json|--csv]", "what would be sent; nothing is sent or written", NULL, OPT_LIST,
         false, ctl_plan},
        {"status", "[--json|--csv]", "daemons, service, records by state, quarantine, scans", NULL,
         OPT_LIST, false, ctl_status},
        {"show", "NIP [--json|--csv]", "one person's records, faults and last events", "", OPT_LIST,
         false, ctl_show},
        {"log", "[--nip NIP] [--follow] [-n N] [--full] [--json|--csv]",
         "the event log; NIPs are masked unless --nip or --full is given", NULL,
         OPT_LIST | OPT_NIP | OPT_FOLLOW | OPT_LINES | OPT_FULL, false, ctl_log},
        {"migrate", "[--json]", "bring the state schema to this version", NULL, OPT_JSON, false,
         ctl_migrate},
        {"endpoints", "[--json|--csv]", "record kinds, and where they are read and written", NULL,
         OPT_LIST, false, ctl_endpoints},
        {"guard", "show|release [--kind KIND --by NAME] [--json|--csv]",
         "mass changes that wait for a person; release lets one kind pass", "",
         OPT_LIST | OPT_KIND | OPT_BY, false, ctl_guard},
        {"retry", "[--kind KIND] [--nip NIP] --by NAME [--json]",
         "what SIASN refused, or what waits for another try, goes in line again", NULL,
         OPT_JSON | OPT_KIND | OPT_NIP | OPT_BY, false, ctl_retry},
        {"indicator", "show [--json|--csv|--sql]",
         "the two percentages with all their counts; --sql prints how they are counted", "show",
         OPT_LIST | OPT_SQL, false, ctl_indicator},
};

static const struct {
        struct option option; /* its val is the letter that getopt_long() answers */
        int bit;
} options[] = {
        {{"config", required_argument, NULL, 'c'}, OPT_ALWAYS},
        {{"help", no_argument, NULL, 'h'}, OPT_ALWAYS},
        {{"version", no_argument, NULL, 'V'}, OPT_ALWAYS},
        {{"json", no_argument, NULL, 'j'}, OPT_JSON},
        {{"csv", no_argument, NULL, 'C'}, OPT_CSV},
        {{"nip", required_argument, NULL, 'N'}, OPT_NIP},
        {{"follow", no_argument, NULL, 'f'}, OPT_FOLLOW},
        {{"lines", required_argument, NULL, 'n'}, OPT_LINES},
        {{"full", no_argument, NULL, 'F'}, OPT_FULL},
        {{"sql", no_argument, NULL, 'S'}, OPT_SQL},
        {{"kind", required_argument, NULL, 'k'}, OPT_KIND},
        {{"by", required_argument, NULL, 'b'}, OPT_BY},
};

static void usage(void)
{
        puts("usage: siasnctl [--config FILE] VERB [...]\n");
        for (size_t i = 0; i < COUNT_OF(verbs); i++)
                printf("  %s %s\n        %s\n", verbs[i].name, verbs[i].args, verbs[i].help);
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

struct request {
        struct ctl ctl;
        const struct verb *verb;
        int given; /* options, as bits */
        bool help, version;
};

static bool take_option(struct request *r, int letter)
{
        for (size_t i = 0; i < COUNT_OF(options); i++) {
                if (options[i].option.val == letter)
                        r->given |= options[i].bit;
        }
        switch (letter) {
        case 'c':
                r->ctl.config_path = optarg;
                break;
        case 'h':
                r->help = true;
                break;
        case 'V':
                r->version = true;
                break;
        case 'N':
                r->ctl.nip = optarg;
                break;
        case 'k':
                r->ctl.kind = optarg;
                break;
        case 'b':
                r->ctl.by = optarg;
                break;
        case 'n':
                return text_to_int(optarg, 0, LINES_MAX, &r->ctl.lines);
        default:
                return letter != '?';
        }
        return true;
}

/* getopt_long() has said what is wrong with an unknown option; the value of -n is ours to refuse.
 */
static enum ctl_exit take_options(struct request *r, int argc, char **argv)
{
        struct option table[COUNT_OF(options) + 1] = {0};
        int letter;

        for (size_t i = 0; i < COUNT_OF(options); i++)
                table[i] = options[i].option;
        while ((letter = getopt_long(argc, argv, "c:hn:f", table, NULL)) != -1) {
                if (take_option(r, letter))
                        continue;
                return letter == 'n' ? misused("-n needs a number of lines, not ", optarg)
                                     : CTL_USAGE;
        }
        if ((r->given & OPT_LIST) == OPT_LIST)
                return misused("--json and --csv exclude each other", "");
        r->ctl.format = r->given & OPT_JSON  ? FORMAT_JSON
                        : r->given & OPT_CSV ? FORMAT_CSV
                                             : FORMAT_TEXT;
        r->ctl.follow = r->given & OPT_FOLLOW;
        r->ctl.full = r->given & OPT_FULL;
        r->ctl.sql = r->given & OPT_SQL;
        return CTL_OK;
}

static enum ctl_exit take_verb(struct request *r, int count, char **words)
{
        if (count == 0)
                return misused("which verb?", "");
        for (size_t i = 0; i < COUNT_OF(verbs); i++) {
                if (strcmp(verbs[i].name, words[0]) == 0)
                        r->verb = &verbs[i];
        }
        if (!r->verb)
                return misused("there is no verb ", words[0]);
        if (count - 1 != (r->verb->word != NULL) ||
            (count == 2 && *r->verb->word && strcmp(words[1], r->verb->word) != 0)) {
                fprintf(stderr, "usage: siasnctl %s %s\n", r->verb->name, r->verb->args);
                return CTL_USAGE;
        }
        r->ctl.word = count == 2 ? words[1] : NULL;
        for (size_t i = 0; i < COUNT_OF(options); i++) {
                if (r->given & options[i].bit & ~r->verb->options) {
                        fprintf(stderr, "siasnctl: %s does not take --%s\n", r->verb->name,
                                options[i].option.name);
                        return CTL_USAGE;
                }
        }
        return CTL_OK;
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
        struct request r = {.ctl = {.config_path = DEFAULT_CONFIG, .lines = LINES_DEFAULT}};
        enum ctl_exit ret;

        mem_setup();
        use_locale();
        log_set_level(LOG_LEVEL_WARNING);
        if ((ret = take_options(&r, argc, argv)) != CTL_OK)
                return (int)ret;
        if (r.help || r.version) {
                r.help ? usage() : (void)puts("siasnctl " VERSION);
                return CTL_OK;
        }
        if ((ret = take_verb(&r, argc - optind, argv + optind)) != CTL_OK)
                return (int)ret;
        return (int)run(&r);
}
