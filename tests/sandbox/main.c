/*
 * main.c - siasn-sandbox: a local simulator of BKN's SIASN web service with fault injection.
 */
#include "http.h"
#include "sandbox.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_OK = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

struct options {
        const char *config;
        const char *listen;
        const char *ready_file;
        char **seeds; /* borrowed texts */
        size_t seed_count;
};

static const char usage[] =
        "usage: siasn-sandbox --config FILE.json [--listen 127.0.0.1:0] [--seed FILE.ndjson]...\n"
        "                     [--ready-file FILE]\n";

static bool parse_options(struct options *o, int argc, char **argv)
{
        static const struct option longs[] = {
                {"config", required_argument, NULL, 'c'},
                {"listen", required_argument, NULL, 'l'},
                {"seed", required_argument, NULL, 's'},
                {"ready-file", required_argument, NULL, 'r'},
                {NULL, 0, NULL, 0},
        };
        int c;

        *o = (struct options){.listen = "127.0.0.1:0"};
        while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1) {
                switch (c) {
                case 'c':
                        o->config = optarg;
                        break;
                case 'l':
                        o->listen = optarg;
                        break;
                case 'r':
                        o->ready_file = optarg;
                        break;
                case 's':
                        o->seeds = xgrow(o->seeds, o->seed_count + 1, sizeof(char *));
                        o->seeds[o->seed_count++] = optarg;
                        break;
                default:
                        return false;
                }
        }
        return o->config != NULL && optind == argc;
}

/* Written beside and renamed, so that who waits for the file never reads half a line. */
static bool write_ready(const char *file, const char *address, int port)
{
        struct buf temp = {0};
        const char *colon = strrchr(address, ':');

        buf_fmt(&temp, "%s.%d", file, (int)getpid());
        FILE *f = fopen(temp.data, "we");
        bool ok = f != NULL &&
                  fprintf(f, "https://%.*s:%d\n", (int)(colon - address), address, port) > 0;

        if (f != NULL && fclose(f) != 0)
                ok = false;
        ok = ok && rename(temp.data, file) == 0;
        if (!ok)
                perror(file);
        buf_free(&temp);
        return ok;
}

static int fail(int code, const char *what, const char *err)
{
        fprintf(stderr, "siasn-sandbox: %s%s%s\n", what, what[0] == '\0' ? "" : ": ", err);
        return code;
}

static int run(struct sandbox *sb, const struct options *o, const sigset_t *ends)
{
        char err[300];
        int sig;

        if (!sandbox_start(sb, err, sizeof(err)))
                return fail(EXIT_USAGE, "seed", err);
        struct http *http = http_start(sb, o->listen, err, sizeof(err));

        if (http == NULL)
                return fail(EXIT_FAILED, "", err);
        int port = http_port(http);
        bool ok = o->ready_file == NULL || write_ready(o->ready_file, o->listen, port);

        if (ok) {
                fprintf(stderr, "siasn-sandbox: listening on port %d\n", port);
                sigwait(ends, &sig);
        }
        atomic_store(&sb->quitting, true);
        http_stop(http);
        return ok ? EXIT_OK : EXIT_FAILED;
}

int main(int argc, char **argv)
{
        static struct sandbox sb = {.lock = PTHREAD_MUTEX_INITIALIZER};
        struct options o;
        sigset_t ends;
        char err[300];

        if (!parse_options(&o, argc, argv)) {
                fputs(usage, stderr);
                return EXIT_USAGE;
        }
        if (!config_load(&sb.cfg, o.config, err, sizeof(err)))
                return fail(EXIT_USAGE, o.config, err);
        sb.seed_files = o.seeds;
        sb.seed_file_count = o.seed_count;
        signal(SIGPIPE, SIG_IGN);
        sigemptyset(&ends);
        sigaddset(&ends, SIGTERM);
        sigaddset(&ends, SIGINT);
        pthread_sigmask(SIG_BLOCK, &ends, NULL); /* before any thread, so that all inherit it */
        int code = run(&sb, &o, &ends);

        sandbox_stop(&sb);
        config_free(&sb.cfg);
        free(o.seeds);
        return code;
}
