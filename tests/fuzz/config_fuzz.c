/* Fuzz: a configuration is refused with a reason, or what it prints loads again as the same. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ground/config.h"
#include "ground/mem.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool kept, const char *words, const char *shown)
{
        if (kept)
                return;
        fprintf(stderr, "promise broken: %s\n%s\n", words, shown);
        abort();
}

static bool load(const void *bytes, size_t size, struct config **ret, struct err *err)
{
        char path[64];
        int fd = memfd_create("config", MFD_CLOEXEC);

        if (fd < 0 || (size > 0 && write(fd, bytes, size) != (ssize_t)size)) {
                perror("memfd");
                abort();
        }
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        bool ok = config_load(path, ret, err);
        close(fd);
        promise(ok == (*ret != NULL), "a configuration comes with success, and only then",
                err->text);
        if (!ok) {
                promise(strstr(err->text, path) != NULL, "an error names the file", err->text);
                promise(!strchr(err->text, '\n'), "an error is one line", err->text);
        }
        return ok;
}

/* What the rest of the program relies on without asking again. */
static void check_values(const struct config *c)
{
        const char *const given[] = {
                c->source_dsn,      c->source_schema,  c->state_dsn,
                c->state_schema,    c->siasn_api_base, c->siasn_token_url,
                c->credentials_dir, c->siasn_sso_url,  c->records_enable,
                c->records_disable, c->siasn_ca_file,  c->guard_per_kind,
                c->delete_kinds,    c->records_dir,    c->siasn_sso_username,
                c->sinau_folder,    c->sinau_archive,  c->sinau_dsn,
                c->sinau_schema,    c->sinau_view,     c->sinau_jenis_diklat_id};

        for (size_t i = 0; i < COUNT_OF(given); i++)
                promise(given[i] != NULL, "no text is NULL", "");
        promise(*c->source_dsn && *c->state_dsn && *c->credentials_dir, "what is needed is there",
                "");
        promise(strncmp(c->siasn_api_base, "https://", 8) == 0, "https only", c->siasn_api_base);
        promise(strncmp(c->siasn_token_url, "https://", 8) == 0, "https only", c->siasn_token_url);
        promise(!strcasestr(c->source_dsn, "password="), "no password in a dsn", c->source_dsn);
        promise(c->push_max_rate >= 0 && c->push_max_rate <= 1000, "max_rate in its range", "");
        promise(c->push_max_inflight >= 1 && c->push_max_inflight <= 256, "max_inflight", "");
        promise(c->push_timeout_ms >= 1000 && c->push_doubt_window_ms >= 0, "times", "");
        promise(c->collect_scan_at_s >= 0 && c->collect_scan_at_s < 86400, "scan_at", "");
        promise(c->collect_mode >= COLLECT_SCAN && c->collect_mode <= COLLECT_CHANGELOG, "mode",
                "");
}

static void check_round_trip(const struct config *config)
{
        struct config *again = NULL;
        struct text printed = {0}, twice = {0};
        struct err err = {.text = ""};

        config_print(config, &printed);
        promise(load(text_str(&printed), printed.len, &again, &err), "what is printed loads again",
                err.text);
        config_print(again, &twice);
        promise(strcmp(text_str(&printed), text_str(&twice)) == 0, "and prints the same",
                text_str(&twice));
        char *differ = config_restart_needed(config, again);
        promise(!differ, "and needs no restart", differ);
        text_free(&printed);
        text_free(&twice);
        config_free(again);
}

/* As under systemd: credentials may come from there. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        (void)argc;
        (void)argv;
        return setenv("CREDENTIALS_DIRECTORY", "/run/credentials/siasnd", 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct config *config = NULL;
        struct err err = {.text = ""};

        if (!load(data, size, &config, &err))
                return 0;
        check_values(config);
        check_round_trip(config);
        config_free(config);
        return 0;
}
