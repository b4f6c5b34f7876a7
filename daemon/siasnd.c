/*
 * siasnd: keeps SIASN true to SIMPEG. See docs/map.md for how the parts hang together.
 */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "engine/engine.h"
#include "ground/config.h"
#include "ground/harden.h"
#include "ground/log.h"
#include "ground/mem.h"

static const char usage[] =
        "usage: siasnd --config FILE [--once | --print-config]\n"
        "       siasnd --sample-config | --version | --help\n"
        "\n"
        "  --config FILE    configuration (INI)\n"
        "  --once           collect, deliver until nothing is due, and leave\n"
        "  --print-config   print the configuration in force and leave\n"
        "  --sample-config  print a commented sample and leave\n"
        "\n"
        "exit: 0 done; 1 failed; 2 usage or configuration; 3 (--once) a record stands in doubt or\n"
        "the service refused our credentials\n";

struct options {
        const char *config;
        int once, print, sample, version, help;
};

static bool parse(int argc, char **argv, struct options *o)
{
        const struct option table[] = {{"config", required_argument, NULL, 'c'},
                                       {"once", no_argument, &o->once, 1},
                                       {"print-config", no_argument, &o->print, 1},
                                       {"sample-config", no_argument, &o->sample, 1},
                                       {"version", no_argument, &o->version, 1},
                                       {"help", no_argument, &o->help, 1},
                                       {0}};
        int c;

        while ((c = getopt_long(argc, argv, "c:h", table, NULL)) != -1) {
                if (c == 'c')
                        o->config = optarg;
                else if (c == 'h')
                        o->help = 1;
                else if (c != 0)
                        return false;
        }
        return optind == argc && (o->config || o->sample || o->version || o->help);
}

static int print(bool sample, const struct config *config)
{
        struct text out = {0};

        if (sample)
                config_sample(NULL, &out);
        else
                config_print(config, &out);
        fputs(text_str(&out), stdout);
        text_free(&out);
        return 0;
}

int main(int argc, char **argv)
{
        struct options o = {0};
        struct err err;
        CLEANUP(config_free_ptr) struct config *config = NULL;

        harden();
        mem_setup();
        if (!parse(argc, argv, &o)) {
                fputs(usage, stderr);
                return ENGINE_USAGE;
        }
        if (o.help || o.version)
                return fputs(o.help ? usage : "siasnd " VERSION "\n", stdout) < 0;
        if (o.sample)
                return print(true, NULL);
        if (!config_load(o.config, &config, &err)) {
                log_error(err.text, log_id(LOG_ID_START_FAILED));
                return ENGINE_USAGE;
        }
        if (o.print)
                return print(false, config);
        log_set_level((enum log_level)config->log_level);
        enum engine_exit ret = engine_run(config, o.config, o.once, &err);
        if (ret == ENGINE_FAILED && err.text[0])
                log_error(err.text, log_id(LOG_ID_START_FAILED));
        return (int)ret;
}
