#include "client_rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ground/log.h"
#include "ground/text.h"

enum { DEADLINE_MS = 20000 };

static struct tls_server *server;

int rig_group_start(void **state)
{
        (void)state;
        mem_setup();
        log_set_level(LOG_LEVEL_ERROR);
        server = tls_server_new(TLS_SOUND);
        return 0;
}

int rig_group_end(void **state)
{
        (void)state;
        tls_server_free(server);
        return 0;
}

struct tls_server *rig_server(void)
{
        return server;
}

void rig_write_file(const struct rig *rig, const char *name, const char *value)
{
        char path[128];
        FILE *file;

        snprintf(path, sizeof path, "%s/%s", rig->dir, name);
        file = fopen(path, "we");
        assert_non_null(file);
        assert_int_equal(fchmod(fileno(file), 0600), 0);
        fprintf(file, "%s\n", value);
        fclose(file);
}

static char *url(const char *path)
{
        struct text t = {0};

        text_addf(&t, "%s%s", tls_server_url(server), path);
        return text_take(&t);
}

void rig_start(struct rig *rig, bool password, const struct tls_step *steps, size_t count)
{
        const struct http_settings http = {
                .ca_file = tls_server_ca(server),
                .connect_timeout_ms = 10000,
                .total_timeout_ms = 10000,
                .max_body = 100000,
                .max_connections = 8,
        };
        struct err err = {0};

        *rig = (struct rig){.dir = "/tmp/client_test_XXXXXX"};
        assert_non_null(mkdtemp(rig->dir));
        rig_write_file(rig, "consumer_key", KEY);
        rig_write_file(rig, "consumer_secret", SECRET);
        rig_write_file(rig, "sso_token", STATIC);
        rig_write_file(rig, "sso_password", PASSWORD);
        rig->base = url("/apisiasn/1.0/");
        rig->referensi = url("/ref/1");
        rig->token_url = url("/token");
        rig->sso_url = url("/sso");
        const struct siasn_settings settings = {
                .api_base = rig->base,
                .referensi_base = rig->referensi,
                .token_url = rig->token_url,
                .sso_url = rig->sso_url,
                .sso_password = password,
                .sso_client_id = "klien",
                .sso_username = NIP,
                .credentials_dir = rig->dir,
        };
        tls_server_script(server, steps, count);
        assert_true(http_new(&http, &rig->http, &err));
        if (!siasn_new(&settings, rig->http, &rig->siasn, &err))
                fail_msg("%s", err.text);
}

void rig_end(struct rig *rig)
{
        static const char *const files[] = {"consumer_key", "consumer_secret", "sso_token",
                                            "sso_password"};
        char path[128];

        siasn_free(rig->siasn);
        http_free(rig->http);
        for (size_t i = 0; i < COUNT_OF(files); i++) {
                snprintf(path, sizeof path, "%s/%s", rig->dir, files[i]);
                unlink(path);
        }
        rmdir(rig->dir);
        free(rig->base);
        free(rig->referensi);
        free(rig->token_url);
        free(rig->sso_url);
}

void rig_wait(struct rig *rig)
{
        int64_t end = clock_mono_ms() + DEADLINE_MS;

        while (http_pending(rig->http) > 0 && clock_mono_ms() < end)
                http_turn(rig->http, NULL, 0, 100);
        assert_int_equal(http_pending(rig->http), 0);
}

enum siasn_auth rig_state(struct rig *rig, int64_t later_ms)
{
        return siasn_auth_state(rig->siasn, clock_mono_ms() + later_ms);
}

int rig_settle(struct rig *rig, int64_t later_ms)
{
        int n = 0;

        while (siasn_auth_turn(rig->siasn, clock_mono_ms() + later_ms)) {
                assert_false(siasn_auth_turn(rig->siasn, clock_mono_ms() + later_ms));
                rig_wait(rig);
                n++;
                assert_in_range(n, 1, 4);
        }
        return n;
}

void rig_fetch_once(struct rig *rig, int64_t later_ms)
{
        assert_true(siasn_auth_turn(rig->siasn, clock_mono_ms() + later_ms));
        rig_wait(rig);
}

void rig_keep(void *arg, struct siasn_answer *answer)
{
        struct got *got = arg;

        got->count++;
        got->kind = answer->verdict.kind;
        snprintf(got->message, sizeof got->message, "%s", answer->verdict.message);
}

const struct siasn_call rig_read = {
        .method = HTTP_GET, .path = "/pns/rw-jabatan/1?a=b", .expect = EXPECT_LIST};

struct got rig_call(struct rig *rig)
{
        struct got got = {0};

        siasn_send(rig->siasn, &rig_read, rig_keep, &got);
        rig_wait(rig);
        assert_int_equal(got.count, 1);
        return got;
}

const char *rig_seen(size_t i)
{
        return tls_server_request(server, i);
}

void assert_seen(size_t i, const char *part)
{
        if (!strstr(rig_seen(i), part))
                fail_msg("request %zu lacks \"%s\":\n%s", i, part, rig_seen(i));
}
