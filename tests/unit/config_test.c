/* Config: every key, every error with its place and advice, and the way back from print and sample.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ground/config.h"
#include "ground/config_key.h"
#include "ground/log.h"
#include "ground/mem.h"

#define MINIMAL                                                        \
        "[source]\ndsn = dbname=simpeg\n[state]\ndsn = dbname=siasn\n" \
        "[siasn]\napi_base = https://api.example/apisiasn/1.0\n"       \
        "token_url = https://api.example/oauth2/token\n[credentials]\ndir = /run/kred\n"

static char path[64];

static bool load_bytes(const char *bytes, size_t len, struct config **ret, struct err *err)
{
        FILE *file = fopen(path, "we");

        assert_non_null(file);
        assert_int_equal(fwrite(bytes, 1, len, file), len);
        fclose(file);
        *ret = NULL;
        return config_load(path, ret, err);
}

static struct config *load(const char *ini)
{
        struct config *config;
        struct err err = {0};

        if (!load_bytes(ini, strlen(ini), &config, &err))
                fail_msg("%s", err.text);
        return config;
}

static void check_error(const char *ini, const char *expected)
{
        struct config *config;
        struct err err = {0};

        if (load_bytes(ini, strlen(ini), &config, &err))
                fail_msg("accepted, but expected: %s", expected);
        assert_null(config);
        if (!text_has_prefix(err.text, path) && !strstr(expected, "cannot read"))
                fail_msg("no file name: %s", err.text);
        if (!strstr(err.text, expected))
                fail_msg("\"%s\" lacks \"%s\"", err.text, expected);
        assert_null(strchr(err.text, '\n'));
        assert_null(strstr(err.text, "RAHASIA"));
}

static void defaults_are_as_documented(void **state)
{
        CLEANUP(config_free_ptr) struct config *config = load(MINIMAL);

        (void)state;
        assert_string_equal(config->source_dsn, "dbname=simpeg");
        assert_string_equal(config->source_schema, "siasn_src");
        assert_string_equal(config->state_schema, "siasn");
        assert_string_equal(config->siasn_referensi_base, "");
        assert_string_equal(config->siasn_ca_file, "");
        assert_false(config->siasn_sso_password);
        assert_string_equal(config->siasn_instansi_id, "");
        assert_string_equal(config->credentials_dir, "/run/kred");
        assert_true(config->push_max_rate > 4.999 && config->push_max_rate < 5.001);
        assert_int_equal(config->push_max_inflight, 8);
        assert_int_equal(config->push_timeout_ms, 60000);
        assert_int_equal(config->push_doubt_window_ms, 60000);
        assert_int_equal(config->collect_interval_ms, 30000);
        assert_int_equal(config->collect_mode, COLLECT_SCAN);
        assert_int_equal(config->collect_scan_at_s, 90 * 60);
        assert_string_equal(config->records_enable, "");
        assert_string_equal(config->records_dir, "/etc/siasn-sync/records.d");
        assert_int_equal(config->log_level, LOG_LEVEL_INFO);
}

/* Every key, and values that an INI reader with comments inside of lines would cut. */
#define FULL                                                                               \
        "\xEF\xBB\xBF; comment\n# comment\n"                                               \
        "[source]\ndsn = host=db options='-c a=b' ; application_name=x #y\nschema = _s1\n" \
        "[state]\ndsn = postgresql://user@db:5432/siasn?sslmode=require\nschema=st\n"      \
        "[siasn]\napi_base = https://api.example:8243/apisiasn/1.0\n"                      \
        "referensi_base = https://api.example:8243/ref/1\n"                                \
        "token_url = https://api.example/token\nsso_url = https://sso.example/token\n"     \
        "ca_file = /etc/ca.pem\nsso_mode = password\nsso_client_id = klien\n"              \
        "sso_username = 199001012015031002\ninstansi_id = A5EB-03\n"                       \
        "instansi_induk_id = A5EB-02\nsatuan_kerja_id = a1\n"                              \
        "[credentials]\ndir = /run/kred\n"                                                 \
        "[push]\nmax_rate = 0.25\nmax_inflight = 16\ntimeout = 2min\ndoubt_window = 90s\n" \
        "[collect]\ninterval = 1500ms\nmode = changelog\nscan_at = 23:59\n"                \
        "[records]\nenable = jabatan, rw_diklat\ndisable = hukdis\ndir = rec.d\n"          \
        "[log]\nlevel = debug"

static void every_key_is_read(void **state)
{
        CLEANUP(config_free_ptr) struct config *config = load(FULL);

        (void)state;
        assert_string_equal(config->source_dsn, "host=db options='-c a=b' ; application_name=x #y");
        assert_string_equal(config->source_schema, "_s1");
        assert_string_equal(config->state_dsn, "postgresql://user@db:5432/siasn?sslmode=require");
        assert_string_equal(config->siasn_referensi_base, "https://api.example:8243/ref/1");
        assert_true(config->siasn_sso_password);
        assert_string_equal(config->siasn_sso_username, "199001012015031002");
        assert_string_equal(config->siasn_instansi_induk_id, "A5EB-02");
        assert_true(config->push_max_rate > 0.2499 && config->push_max_rate < 0.2501);
        assert_int_equal(config->push_max_inflight, 16);
        assert_int_equal(config->push_timeout_ms, 120000);
        assert_int_equal(config->push_doubt_window_ms, 90000);
        assert_int_equal(config->collect_interval_ms, 1500);
        assert_int_equal(config->collect_mode, COLLECT_CHANGELOG);
        assert_int_equal(config->collect_scan_at_s, 23 * 3600 + 59 * 60);
        assert_string_equal(config->records_enable, "jabatan, rw_diklat");
        assert_string_equal(config->records_dir, "rec.d");
        assert_int_equal(config->log_level, LOG_LEVEL_DEBUG);
}

/* Appended to the nine lines of MINIMAL. */
static const struct {
        const char *ini;
        const char *expected;
} wrong_lines[] = {
        {"[push]\ntimeout = 60", ":11: [push] timeout: \"60\" is not valid; give a time with its "
                                 "unit (ms, s, min, h, d), 1s to 1h (a number alone has no unit: "
                                 "60s? 60min?)"},
        {"[metrics]\nlisten = 0.0.0.0:9187", "for this machine only"},
        {"[metrics]\nlisten = 127.0.0.1", "127.0.0.1:PORT"},
        {"[metrics]\nlisten = localhost:70000", "[::1]:PORT"},
        {"[mail]\nserver = http://x", "smtps://HOST:PORT"},
        {"[mail]\nserver = smtps://u:RAHASIA@x", "credential file mail_password"},
        {"[mail]\nto_hr = a@b, c", "by comma"},
        {"[mail]\nfrom = Nama <a@b>", "by comma"},
        {"[mail]\nserver = smtps://x\nto_hr = a@b", "[mail] server needs from"},
        {"[mail]\nserver = smtps://x\nfrom = a@b", "to_admin, to_hr or employee"},
        {"[mail]\nemployee = yes", "one of: off, on"},
        {"[push]\ntimeout = 60 sekon", "give a time with its unit"},
        {"[push]\ntimeout = 2h", "1s to 1h"},
        {"[push]\ntimeout =", "\"\" is not valid"},
        {"[push]\ntimeout = 10ms", "1s to 1h"},
        {"[push]\ndoubt_window = 2d", "0ms to 1d"},
        {"[collect]\ninterval = -1s", "1s to 1d"},
        {"[push]\nmax_rate = cepat", "give a number, 0 (no limit) to 1000, fractions as in 0.5"},
        {"[push]\nmax_rate = 0,5", "fractions as in 0.5"},
        {"[push]\nmax_rate = 5.", "fractions as in 0.5"},
        {"[push]\nmax_rate = -1", "give a number"},
        {"[push]\nmax_rate = 1000.1", "give a number"},
        {"[push]\nmax_rate = 1e3", "give a number"},
        {"[push]\nmax_rate = nan", "give a number"},
        {"[push]\nmax_rate =", "give a number"},
        {"[push]\nmax_inflight = 0", "give a whole number, 1 to 256"},
        {"[push]\nmax_inflight = 257", "give a whole number, 1 to 256"},
        {"[push]\nmax_inflight = 8.5", "give a whole number, 1 to 256"},
        {"[collect]\nmode = scna", "\"scna\" is not valid; give one of: scan, stamp, changelog"},
        {"[log]\nlevel = Info", "give one of: error, warning, notice, info, debug"},
        {"[siasn]\nsso_mode = otp", "give one of: static, password"},
        {"[collect]\nscan_at = 1:30", "give a time of day HH:MM"},
        {"[collect]\nscan_at = 24:00", "give a time of day HH:MM, 00:00 to 23:59"},
        {"[collect]\nscan_at = 12:60", "give a time of day HH:MM"},
        {"[collect]\nscan_at = 12.30", "give a time of day HH:MM"},
        {"[collect]\nscan_at = ab:cd", "give a time of day HH:MM"},
        {"[source]\nschema = Siasn", "[source] schema: a schema name is made of a-z, 0-9 and _"},
        {"[source]\nschema = 1a", "does not begin with a digit"},
        {"[source]\nschema = a\"b", "a schema name is made of"},
        {"[source]\nschema =", "a schema name is made of"},
        {"[siasn]\nsso_url = http://sso.example/", "only https:// addresses are accepted"},
        {"[siasn]\nsso_url = sso.example", "only https:// addresses are accepted"},
        {"[siasn]\nsso_url = https:///token", "the address has no host name"},
        {"[siasn]\nsso_url = https://u:RAHASIA@sso.example/", "must not hold a user or password"},
        {"[siasn]\nsso_url = https://sso.example/a b", "no blanks, quotes"},
        {"[siasn]\nsso_url = https://sso.example/?a=b", "no blanks, quotes"},
        {"[siasn]\ninstansi_id = A5 EB", "an id of SIASN is made of"},
        {"[records]\nenable = jabatan;diklat", "separated by commas"},
        {"[records]\nenabel = jabatan",
         ":11: unknown key \"enabel\" in [records], did you mean \"enable\"?"},
        {"[records]\npassword = RAHASIA",
         "unknown key \"password\" in [records]; its keys are: enable, disable, allow, dir"},
        {"[pus]\nmax_rate = 1", ":11: unknown section [pus], did you mean \"push\"?"},
        {"[basisdata]\nx = 1",
         "unknown section [basisdata]; sections are: source, state, siasn, "
         "credentials, push, collect, sinau, guard, delete, "
         "reconcile, reference, records, documents, indicator, retention, metrics, mail, "
         "web, log"},
        {"[push]\nmax_rate = 1\nmax_rate = 1", ":12: [push] max_rate was already set in line 11"},
        {"[credentials]\ndir = /x", ":11: [credentials] dir was already set in line 9"},
        {"[push\nmax_rate = 1", ":10: neither \"[section]\" nor \"key = value\" nor a comment"},
        {"[push]\nmax_rate", ":11: neither \"[section]\" nor \"key = value\" nor a comment"},
        {"[siasn]\nsso_mode = password",
         ": [siasn] sso_mode = password needs sso_url, sso_client_id and sso_username"},
};

static void wrong_lines_are_told(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(wrong_lines); i++) {
                struct text ini = {0};

                /* Of the keys set twice on purpose, only `credentials.dir` is in MINIMAL. */
                text_addf(&ini, "%s%s\n", MINIMAL, wrong_lines[i].ini);
                check_error(text_str(&ini), wrong_lines[i].expected);
                text_free(&ini);
        }
}

static const char *const dsns_with_password[] = {
        "host=db password=RAHASIA",
        "host=db password = RAHASIA",
        "sslpassword=RAHASIA",
        "PASSWORD=RAHASIA",
        "postgresql://user:RAHASIA@db/simpeg",
        "postgres://:RAHASIA@db",
        "postgresql://db/simpeg?user=a&password=RAHASIA",
};

static const char *const dsns_without_password[] = {
        "service=simpeg passfile=/etc/pgpass",     "postgresql://db:5432/simpeg",
        "postgresql://[::1]:5432/simpeg?user=a@b", "postgresql://user@db/simpeg",
        "host=/run/postgresql dbname='a;b#c'",
};

static void passwords_in_dsns_are_refused(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(dsns_with_password); i++) {
                struct text ini = {0};

                text_addf(&ini, "[state]\n\ndsn = %s\n", dsns_with_password[i]);
                check_error(text_str(&ini), ":3: [state] dsn: a connection string must not hold a "
                                            "password; write it into the credential file "
                                            "source_password (for [source]), state_password");
                text_free(&ini);
        }
        for (size_t i = 0; i < COUNT_OF(dsns_without_password); i++) {
                struct text ini = {0};
                struct config *config;

                text_addf(&ini, "%s", strstr(MINIMAL, "[state]"));
                text_addf(&ini, "[source]\ndsn = %s\n", dsns_without_password[i]);
                config = load(text_str(&ini));
                assert_string_equal(config->source_dsn, dsns_without_password[i]);
                config_free(config);
                text_free(&ini);
        }
}

static void required_keys_are_demanded(void **state)
{
        (void)state;
        check_error("", ": [source] dsn is missing; give for example: dsn = host=");
        check_error("[source]\ndsn =\n", ":2: [source] dsn: this key needs a value, such as: ");
        check_error("[source]\ndsn = dbname=a\n[state]\ndsn = dbname=b\n",
                    ": [siasn] api_base is missing");
        check_error(MINIMAL "[siasn]\npins = api.exampel=sha256//"
                            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                    ": [siasn] pins: no address has the host api.exampel");
        check_error("[siasn]\napi_base =\n", ":2: [siasn] api_base: this key needs a value");
        check_error("dsn = dbname=a\n", ":1: \"dsn\" stands before any [section]; sections are: ");
}

/* In all places, `key =` of a text that may be left out is the same as leaving it out. */
static void empty_means_default(void **state)
{
        CLEANUP(config_free_ptr)
        struct config *config = load(MINIMAL "[records]\ndir =\nenable =\n[siasn]\nca_file =\n");

        (void)state;
        assert_string_equal(config->records_dir, "/etc/siasn-sync/records.d");
        assert_string_equal(config->siasn_ca_file, "");
}

static void credentials_folder_of_systemd_or_beside(void **state)
{
        struct text ini = {0};
        struct config *config;

        (void)state;
        text_add_n(&ini, MINIMAL, (size_t)(strstr(MINIMAL, "[credentials]") - MINIMAL));
        config = load(text_str(&ini));
        const char *beside = strrchr(config->credentials_dir, '/');
        assert_non_null(beside);
        assert_string_equal(beside, "/credentials"); /* beside the file */
        config_free(config);
        setenv("CREDENTIALS_DIRECTORY", "/run/credentials/siasn-sync", 1);
        config = load(text_str(&ini));
        assert_string_equal(config->credentials_dir, "/run/credentials/siasn-sync");
        config_free(config);
        config = load(MINIMAL);
        assert_string_equal(config->credentials_dir, "/run/kred");
        config_free(config);
        unsetenv("CREDENTIALS_DIRECTORY");
        text_free(&ini);
}

static void files_that_cannot_be_read(void **state)
{
        struct config *config = NULL;
        struct err err = {0};

        (void)state;
        assert_false(config_load("/tidak/ada.ini", &config, &err));
        assert_string_equal(err.text,
                            "cannot read configuration /tidak/ada.ini: No such file or directory");
        assert_false(config_load("/", &config, &err));
        assert_string_equal(err.text, "cannot read configuration /: Is a directory");
        assert_null(config);
}

static void check_long_line(size_t bytes, bool fits)
{
        struct text ini = {0};
        size_t start;

        text_add(&ini, strstr(MINIMAL, "[state]"));
        text_add(&ini, "[source]\n");
        start = ini.len;
        text_add(&ini, "dsn = dbname=");
        while (ini.len - start < bytes)
                text_add_char(&ini, 'x');
        text_add(&ini, "\nschema = s\n");
        if (fits) {
                struct config *config = load(text_str(&ini));

                assert_int_equal(strlen(config->source_dsn), bytes - strlen("dsn = "));
                assert_string_equal(config->source_schema, "s");
                config_free(config);
        } else {
                check_error(text_str(&ini), ":9: line longer than 4096 bytes");
        }
        text_free(&ini);
}

static void lines_may_be_4096_bytes_long(void **state)
{
        (void)state;
        check_long_line(201, true);
        check_long_line(4096, true);
        check_long_line(4097, false);
        check_long_line(20000, false);
}

/* Without blanks around "=" the line is shorter than the one that is printed. */
static void what_is_printed_fits_a_line(void **state)
{
        struct text ini = {0};

        (void)state;
        text_add(&ini, MINIMAL "[records]\ndir=");
        for (size_t i = 0; i < 4096 - strlen("dir="); i++)
                text_add_char(&ini, 'x');
        text_add_char(&ini, '\n');
        check_error(text_str(&ini), ": line longer than 4096 bytes");
        text_free(&ini);
}

static void bytes_that_are_no_text_are_refused(void **state)
{
        static const char ini[] = "[source]\ndsn = a\0b\n";
        struct config *config;
        struct err err = {0};

        (void)state;
        assert_false(load_bytes(ini, sizeof ini - 1, &config, &err));
        assert_non_null(strstr(err.text, ":2: "));
}

static void print_reads_back(void **state)
{
        static const char *const inis[] = {MINIMAL, FULL};

        (void)state;
        for (size_t i = 0; i < COUNT_OF(inis); i++) {
                struct text once = {0}, twice = {0};
                struct config *config = load(inis[i]);
                struct config *again;
                char *restart;

                config_print(config, &once);
                again = load(text_str(&once));
                config_print(again, &twice);
                assert_string_equal(text_str(&once), text_str(&twice));
                restart = config_restart_needed(config, again);
                assert_null(restart);
                config_free(config);
                config_free(again);
                text_free(&once);
                text_free(&twice);
        }
}

/* The sample as it is, and with every key uncommented, is a valid file; each key is in it once. */
static void sample_reads_back(void **state)
{
        struct text sample = {0}, open = {0};
        const char *s;

        (void)state;
        setenv("CREDENTIALS_DIRECTORY", "/run/kred", 1);
        config_sample(NULL, &sample);
        config_free(load(text_str(&sample)));
        for (s = text_str(&sample); *s; s++) {
                if (!(*s == '#' && s[1] != ' ' && (s == sample.s || s[-1] == '\n')))
                        text_add_char(&open, *s);
        }
        config_free(load(text_str(&open)));
        for (size_t i = 0; i < config_key_count; i++) {
                struct text line = {0};

                text_addf(&line, "\n%s = ", config_keys[i].name);
                assert_non_null(strstr(text_str(&open), text_str(&line)));
                text_free(&line);
        }
        unsetenv("CREDENTIALS_DIRECTORY");
        text_free(&sample);
        text_free(&open);
}

static void the_table_is_sound(void **state)
{
        (void)state;
        for (size_t i = 0; i < config_key_count; i++) {
                const struct config_key *key = &config_keys[i];

                assert_non_null(key->help);
                assert_true(key->example || (key->preset && *key->preset));
                assert_int_equal(key->kind == KIND_CHOICE || key->kind == KIND_SWITCH,
                                 key->choices != NULL);
                for (size_t j = 0; j < i; j++) {
                        assert_true(config_keys[j].offset != key->offset);
                        assert_false(str_same(config_keys[j].section, key->section) &&
                                     str_same(config_keys[j].name, key->name));
                }
        }
}

static void restart_is_asked_for(void **state)
{
        struct config *old = load(MINIMAL);
        struct config *new = load(MINIMAL "[push]\nmax_rate = 1\n[log]\nlevel = debug\n");
        char *names = config_restart_needed(old, new);

        (void)state;
        assert_null(names);
        config_free(new);
        new = load(MINIMAL "[state]\nschema = x\n[siasn]\nca_file = /y\n[log]\nlevel = debug\n");
        names = config_restart_needed(old, new);
        assert_string_equal(names, "state.schema, siasn.ca_file");
        free(names);
        config_free(new);
        config_free(old);
        config_free(NULL);
}

static int set_up(void **state)
{
        int fd;

        (void)state;
        unsetenv("CREDENTIALS_DIRECTORY");
        snprintf(path, sizeof path, "/tmp/config_test_XXXXXX");
        fd = mkstemp(path);
        close(fd);
        return fd < 0;
}

static int tear_down(void **state)
{
        (void)state;
        return unlink(path);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(defaults_are_as_documented),
                cmocka_unit_test(every_key_is_read),
                cmocka_unit_test(wrong_lines_are_told),
                cmocka_unit_test(passwords_in_dsns_are_refused),
                cmocka_unit_test(required_keys_are_demanded),
                cmocka_unit_test(empty_means_default),
                cmocka_unit_test(credentials_folder_of_systemd_or_beside),
                cmocka_unit_test(files_that_cannot_be_read),
                cmocka_unit_test(lines_may_be_4096_bytes_long),
                cmocka_unit_test(what_is_printed_fits_a_line),
                cmocka_unit_test(bytes_that_are_no_text_are_refused),
                cmocka_unit_test(print_reads_back),
                cmocka_unit_test(sample_reads_back),
                cmocka_unit_test(the_table_is_sound),
                cmocka_unit_test(restart_is_asked_for),
        };

        return cmocka_run_group_tests_name("config", tests, set_up, tear_down);
}
