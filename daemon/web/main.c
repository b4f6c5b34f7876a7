/*
 * siasn-web: pages for HR staff and auditors. See web.h for what they promise.
 */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <systemd/sd-daemon.h>
#include <time.h>
#include <unistd.h>

#include "ground/harden.h"
#include "ground/log.h"
#include "ground/mem.h"
#include "web/asset.h"
#include "web/server.h"

static const char usage[] =
        "usage: siasn-web --config FILE\n"
        "       siasn-web --version | --help\n"
        "\n"
        "  --config FILE    configuration (INI), the daemon's; section [web] is for the pages\n"
        "\n"
        "Listens where systemd says (socket activation), else at [web] listen. SIGHUP reads the\n"
        "configuration and the certificate anew.\n"
        "\n"
        "exit: 0 done; 1 failed; 2 usage or configuration\n";

enum { EXIT_DONE, EXIT_FAILED, EXIT_USAGE };

struct options {
        const char *config;
        int version, help;
};

static bool parse(int argc, char **argv, struct options *o)
{
        const struct option table[] = {{"config", required_argument, NULL, 'c'},
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
        return optind == argc && (o->config || o->version || o->help);
}

static bool take_socket(const struct config *config, int *ret, struct err *err)
{
        if (sd_listen_fds(1) > 0) {
                *ret = SD_LISTEN_FDS_START;
                return true;
        }
        return server_socket(config->web_listen, ret, err);
}

/* The new server takes over before the old one leaves; a bad configuration changes nothing. */
static void reload(const char *path, int socket, struct server **server)
{
        struct server *fresh = NULL;
        struct config *config = NULL;
        struct err err;

        sd_notify(0, "RELOADING=1");
        if (config_load(path, &config, &err) && server_start(config, socket, &fresh, &err)) {
                server_stop(*server);
                *server = fresh;
                log_notice("configuration and certificate reloaded");
        } else {
                log_error("reload refused: what was running stays", log_text("error", err.text));
        }
        sd_notify(0, "READY=1");
}

/* Until a signal ends it. */
static void run(const char *path, int socket, const sigset_t *signals, struct server **server)
{
        const struct timespec second = {.tv_sec = 1};

        for (;;) {
                int signal = sigtimedwait(signals, NULL, &second);

                if (signal == SIGTERM || signal == SIGINT)
                        return;
                if (signal == SIGHUP)
                        reload(path, socket, server);
                server_tick(*server);
                sd_notify(0, "WATCHDOG=1");
        }
}

static int serve(const char *path, struct config *config)
{
        struct server *server = NULL;
        struct err err;
        sigset_t signals;
        int socket = -1;

        sigemptyset(&signals);
        sigaddset(&signals, SIGTERM);
        sigaddset(&signals, SIGINT);
        sigaddset(&signals, SIGHUP);
        sigprocmask(SIG_BLOCK, &signals, NULL);
        signal(SIGPIPE, SIG_IGN);
        if (!take_socket(config, &socket, &err) || !server_check(config, socket, &err)) {
                config_free(config);
                log_error(err.text);
                return EXIT_USAGE;
        }
        const char *where = *config->web_certificate ? "https" : "http";
        if (!server_start(config, socket, &server, &err)) {
                log_error(err.text);
                return EXIT_FAILED;
        }
        log_notice("pages are served", log_text("by", where));
        sd_notify(0, "READY=1");
        run(path, socket, &signals, &server);
        sd_notify(0, "STOPPING=1");
        server_stop(server);
        close(socket);
        return EXIT_DONE;
}

int main(int argc, char **argv)
{
        struct options o = {0};
        struct config *config = NULL;
        struct err err;

        harden();
        mem_setup();
        if (!parse(argc, argv, &o)) {
                fputs(usage, stderr);
                return EXIT_USAGE;
        }
        if (o.help || o.version)
                return fputs(o.help ? usage : "siasn-web " VERSION "\n", stdout) < 0;
        if (!config_load(o.config, &config, &err)) {
                log_error(err.text);
                return EXIT_USAGE;
        }
        log_set_level((enum log_level)config->log_level);
        asset_setup();
        return serve(o.config, config);
}
