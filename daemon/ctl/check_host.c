/* The hosts of the service: a verified connection to each, how long its certificate lasts, and
 * whether our clock and theirs agree. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "ctl/check.h"
#include "edge/http_peer.h"
#include "ground/clock.h"
#include "ground/mem.h"

enum {
        CONNECT_MS = 10000,
        TOTAL_MS = 20000,
        DAY_S = 86400,
        CERTIFICATE_DAYS = 14, /* somebody should renew it by now */
        CLOCK_WARN_S = 30,
        CLOCK_FAIL_S = 600,
        HOSTS_MAX = 4,
};

void check_clock(struct check *c, const char *whose, int64_t theirs_s, int64_t ours_s)
{
        int64_t skew = ours_s - theirs_s, apart = llabs(skew);
        enum level level = apart > CLOCK_FAIL_S   ? LEVEL_FAILED
                           : apart > CLOCK_WARN_S ? LEVEL_WARNING
                                                  : LEVEL_OK;

        if (level == LEVEL_OK)
                check_add(c, level, "clock", "within %lld s of %s", (long long)apart, whose);
        else
                check_add(c, level, "clock",
                          "this host is %lld s %s of %s: see that both run NTP (`timedatectl`); "
                          "times in the log, of tokens and of pauses would mislead",
                          (long long)apart, skew > 0 ? "ahead" : "behind", whose);
}

static void check_certificate(struct check *c, const char *origin, int64_t end_s)
{
        int64_t days = (end_s - clock_wall_s()) / DAY_S;

        if (end_s < 0)
                check_add(c, LEVEL_OK, "TLS", "%s: verified", origin);
        else if (days < CERTIFICATE_DAYS)
                check_add(c, LEVEL_WARNING, "TLS",
                          "%s: verified, but a certificate of it ends in %lld day(s): if it is not "
                          "renewed, sending stops; ask the operator of that host",
                          origin, (long long)days);
        else
                check_add(c, LEVEL_OK, "TLS", "%s: verified, certificate good for %lld days",
                          origin, (long long)days);
}

static void check_host(struct check *c, const char *origin)
{
        const struct http_settings settings = {.ca_file = c->config->siasn_ca_file,
                                               .pins = c->config->siasn_pins,
                                               .connect_timeout_ms = CONNECT_MS,
                                               .total_timeout_ms = TOTAL_MS};
        struct http_peer peer;
        struct err err;

        if (!http_peer(&settings, origin, &peer, &err)) {
                check_add(c, LEVEL_FAILED, "TLS",
                          "%s: %s: check the address in [siasn], the way out (firewall, DNS) and, "
                          "for a certificate, %s",
                          origin, err.text,
                          *c->config->siasn_ca_file ? "[siasn] ca_file"
                                                    : "package ca-certificates");
                return;
        }
        check_certificate(c, origin, peer.expires_s);
        if (peer.clock_s >= 0)
                check_clock(c, origin, peer.clock_s, clock_wall_s());
}

void check_hosts(struct check *c)
{
        const struct config *config = c->config;
        const char *const urls[HOSTS_MAX] = {
                config->siasn_token_url, config->siasn_sso_password ? config->siasn_sso_url : "",
                config->siasn_api_base, config->siasn_referensi_base};
        char *seen[HOSTS_MAX] = {0};

        signal(SIGPIPE, SIG_IGN); /* a peer that hangs up is an answer like any other */
        for (size_t i = 0; i < HOSTS_MAX; i++) {
                bool again = *urls[i] == '\0';

                seen[i] = http_origin(urls[i]);
                for (size_t k = 0; k < i && !again; k++)
                        again = strcmp(seen[k], seen[i]) == 0;
                if (!again)
                        check_host(c, seen[i]);
        }
        for (size_t i = 0; i < HOSTS_MAX; i++)
                free(seen[i]);
}
