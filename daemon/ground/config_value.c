#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ground/config_key.h"
#include "ground/mem.h"

#define LOWER   "abcdefghijklmnopqrstuvwxyz"
#define UPPER   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS  "0123456789"
#define MILLION INT64_C(1000000)

enum {
        SCHEMA_MAX = 63, /* PostgreSQL's limit for a name */
        LISTEN_PATH_MAX = 100,
};

static void *field_of(const struct config_key *key, struct config *config)
{
        return (char *)config + key->offset;
}

static const void *const_field_of(const struct config_key *key, const struct config *config)
{
        return (const char *)config + key->offset;
}

static int64_t int_of(const struct config_key *key, const struct config *config)
{
        int64_t value;

        memcpy(&value, const_field_of(key, config), sizeof value);
        return value;
}

static bool wrong(const struct config_key *key, const char *value, const char *hint,
                  struct err *err)
{
        struct text accepts = {0};

        config_accepts(key, &accepts);
        err_set(err, "\"%.80s\" is not valid; give %s%s", value, text_str(&accepts), hint);
        text_free(&accepts);
        return false;
}

/* ---- Texts. Each check says what is wrong, NULL when nothing is. ---- */

static const char *check_text(const char *value)
{
        (void)value;
        return NULL;
}

/* user:password@ in postgresql://user:password@host/... */
static bool uri_has_password(const char *value)
{
        const char *authority = strstr(value, "://");
        const char *at, *colon;

        if (!authority)
                return false;
        authority += 3;
        at = authority + strcspn(authority, "@/");
        colon = authority + strcspn(authority, ":@/");
        return *at == '@' && *colon == ':';
}

static const char *check_dsn(const char *value)
{
        static const char advice[] =
                "a connection string must not hold a password; write it into the credential file "
                "source_password (for [source]), state_password (for [state]), sinau_password "
                "(for [sinau]) or web_password (for [web])";

        if (uri_has_password(value))
                return advice;
        /* password= and sslpassword=, as libpq's keywords or as parameters of a URI. */
        for (const char *at = value; (at = strcasestr(at, "password")); at++) {
                const char *after = at + strlen("password");

                if (after[strspn(after, " \t")] == '=')
                        return advice;
        }
        return NULL;
}

static const char *check_schema(const char *value)
{
        size_t len = strlen(value);

        if (len == 0 || len > SCHEMA_MAX || strspn(value, LOWER DIGITS "_") != len ||
            (value[0] >= '0' && value[0] <= '9'))
                return "a schema name is made of a-z, 0-9 and _, and does not begin with a digit";
        return NULL;
}

static const char *check_url(const char *value)
{
        static const char https[] = "https://";
        const char *host = value + strlen(https);

        if (!*value)
                return NULL;
        if (!text_has_prefix(value, https))
                return "only https:// addresses are accepted: what is sent is personal data";
        if (strcspn(host, "/:?#") == 0)
                return "the address has no host name";
        if (host[strcspn(host, "@/")] == '@')
                return "an address must not hold a user or password; those are credential files";
        if (value[strcspn(value, " \t\"'<>\\?#")])
                return "an address here has no blanks, quotes, '?' or '#'";
        return NULL;
}

static const char *check_id(const char *value)
{
        if (value[strspn(value, LOWER UPPER DIGITS "-")])
                return "an id of SIASN is made of letters, digits and '-'";
        return NULL;
}

/* A port as the rest of a text. */
static bool is_port(const char *value)
{
        int64_t port;

        return text_to_int(value, 1, 65535, &port);
}

static const char *check_listen(const char *value)
{
        static const char advice[] =
                "give 127.0.0.1:PORT, [::1]:PORT or the path of a unix socket (at most 100 bytes): "
                "the figures are for this machine only";
        size_t host = strspn(value, DIGITS ".");

        if (!*value)
                return NULL;
        if (*value == '/')
                return strlen(value) <= LISTEN_PATH_MAX ? NULL : advice;
        if (text_has_prefix(value, "[::1]:"))
                return is_port(value + strlen("[::1]:")) ? NULL : advice;
        if (!text_has_prefix(value, "127.") || value[host] != ':' || !is_port(value + host + 1))
                return advice;
        return NULL;
}

static const char *check_smtp(const char *value)
{
        const char *host = strstr(value, "://");

        if (!*value)
                return NULL;
        if (!text_has_prefix(value, "smtp://") && !text_has_prefix(value, "smtps://"))
                return "give smtps://HOST:PORT (TLS from the start) or smtp://HOST:PORT (STARTTLS)";
        host += 3;
        if (!*host || host[strcspn(host, "/@?# \t\"'<>\\")])
                return "a mail server is a host name and a port; the login is [mail] username and "
                       "the credential file mail_password";
        return NULL;
}

/* Enough to keep header lines and SMTP commands whole; whether it exists, the server knows. */
static const char *check_address(const char *value)
{
        static const char advice[] = "give mail addresses such as nama@kabupaten.go.id, by comma";

        while (*value) {
                size_t len = strcspn(value, ",");
                size_t user = strspn(value, LOWER UPPER DIGITS "._%+-");
                size_t host =
                        value[user] == '@' ? strspn(value + user + 1, LOWER UPPER DIGITS ".-") : 0;

                if (user == 0 || host == 0 || user + 1 + host != len)
                        return advice;
                value += len;
                value += *value == ',';
                value += strspn(value, " ");
        }
        return NULL;
}

static const char *check_kinds(const char *value)
{
        if (value[strspn(value, LOWER DIGITS "_, \t")])
                return "give names of record kinds (a-z, 0-9, _), separated by commas";
        return NULL;
}

static const char *(*const text_checks[])(const char *value) = {
        [KIND_TEXT] = check_text, [KIND_DSN] = check_dsn,         [KIND_SCHEMA] = check_schema,
        [KIND_URL] = check_url,   [KIND_ID] = check_id,           [KIND_LISTEN] = check_listen,
        [KIND_SMTP] = check_smtp, [KIND_ADDRESS] = check_address, [KIND_KINDS] = check_kinds,
};

bool config_is_text(const struct config_key *key)
{
        return key->kind <= KIND_KINDS;
}

static bool read_text(const struct config_key *key, const char *value, struct config *config,
                      struct err *err)
{
        char **field = field_of(key, config);
        const char *problem = text_checks[key->kind](value);

        if (problem)
                return err_set(err, "%s", problem);
        if (!*value && !key->preset)
                return err_set(err, "this key needs a value, such as: %s", key->example);
        free(*field);
        *field = mem_dup(value);
        return true;
}

/* ---- Numbers ---- */

static bool in_range(const struct config_key *key, int64_t value)
{
        return value >= key->min && value <= key->max;
}

static bool read_duration(const struct config_key *key, const char *value, int64_t *ret,
                          struct err *err)
{
        char hint[120] = "";

        if (text_to_duration(value, ret) && in_range(key, *ret))
                return true;
        if (*value && value[strspn(value, DIGITS)] == '\0' && strlen(value) < 10)
                snprintf(hint, sizeof hint, " (a number alone has no unit: %ss? %smin?)", value,
                         value);
        return wrong(key, value, hint, err);
}

static bool read_clock(const struct config_key *key, const char *value, int64_t *ret,
                       struct err *err)
{
        int64_t hour, minute;

        if (strlen(value) != 5 || strspn(value, DIGITS) != 2 || value[2] != ':' ||
            strspn(value + 3, DIGITS) != 2)
                return wrong(key, value, "", err);
        hour = (value[0] - '0') * 10 + (value[1] - '0');
        minute = (value[3] - '0') * 10 + (value[4] - '0');
        if (hour > 23 || minute > 59)
                return wrong(key, value, "", err);
        *ret = hour * 3600 + minute * 60;
        return true;
}

/* Digits with at most six decimals, to millionths. Not strtod(), which follows the locale. */
static bool parse_millionths(const char *value, int64_t *ret)
{
        size_t whole = strspn(value, DIGITS);
        const char *point = value + whole;
        size_t decimals = *point == '.' ? strspn(point + 1, DIGITS) : 0;
        int64_t n = 0, unit = MILLION;

        if (whole == 0 || whole > 9 || decimals > 6 || (*point == '.' && decimals == 0))
                return false;
        if (point[*point == '.' ? decimals + 1 : 0] != '\0')
                return false;
        for (size_t i = 0; i < whole; i++)
                n = n * 10 + (value[i] - '0') * MILLION;
        for (size_t i = 1; i <= decimals; i++) {
                unit /= 10;
                n += (point[i] - '0') * unit;
        }
        *ret = n;
        return true;
}

static bool read_rate(const struct config_key *key, const char *value, struct config *config,
                      struct err *err)
{
        int64_t millionths;
        double rate;

        if (!parse_millionths(value, &millionths) || millionths > key->max * MILLION)
                return wrong(key, value, "", err);
        rate = (double)millionths / (double)MILLION;
        memcpy(field_of(key, config), &rate, sizeof rate);
        return true;
}

static bool read_choice(const struct config_key *key, const char *value, int64_t *ret,
                        struct err *err)
{
        for (const struct config_choice *c = key->choices; c->name; c++) {
                if (strcmp(c->name, value) == 0) {
                        *ret = c->value;
                        return true;
                }
        }
        return wrong(key, value, "", err);
}

static bool read_number(const struct config_key *key, const char *value, int64_t *ret,
                        struct err *err)
{
        switch (key->kind) {
        case KIND_DURATION:
                return read_duration(key, value, ret, err);
        case KIND_CLOCK:
                return read_clock(key, value, ret, err);
        case KIND_CHOICE:
        case KIND_SWITCH:
                return read_choice(key, value, ret, err);
        default:
                return text_to_int(value, key->min, key->max, ret) || wrong(key, value, "", err);
        }
}

bool config_read(const struct config_key *key, const char *value, struct config *config,
                 struct err *err)
{
        int64_t number;
        bool on;

        if (config_is_text(key))
                return read_text(key, value, config, err);
        if (key->kind == KIND_RATE)
                return read_rate(key, value, config, err);
        if (!read_number(key, value, &number, err))
                return false;
        on = number != 0;
        if (key->kind == KIND_SWITCH)
                memcpy(field_of(key, config), &on, sizeof on);
        else
                memcpy(field_of(key, config), &number, sizeof number);
        return true;
}

/* ---- Writing ---- */

static void write_rate(const struct config_key *key, const struct config *config, struct text *out)
{
        double rate;
        char digits[40];
        size_t len;

        memcpy(&rate, const_field_of(key, config), sizeof rate);
        int64_t millionths = (int64_t)(rate * (double)MILLION + 0.5);
        snprintf(digits, sizeof digits, "%" PRId64 ".%06" PRId64, millionths / MILLION,
                 millionths % MILLION);
        len = strlen(digits);
        while (digits[len - 1] == '0')
                len--;
        if (digits[len - 1] == '.')
                len--;
        text_add_n(out, digits, len);
}

static void write_choice(const struct config_key *key, int64_t value, struct text *out)
{
        const struct config_choice *c = key->choices;

        while (c->name && c->value != value)
                c++;
        text_add(out, c->name ? c->name : "");
}

void config_write(const struct config_key *key, const struct config *config, struct text *out)
{
        char duration[32];
        bool on;

        if (config_is_text(key)) {
                text_add(out, *(char *const *)const_field_of(key, config));
                return;
        }
        switch (key->kind) {
        case KIND_RATE:
                write_rate(key, config, out);
                break;
        case KIND_SWITCH:
                memcpy(&on, const_field_of(key, config), sizeof on);
                write_choice(key, on, out);
                break;
        case KIND_CHOICE:
                write_choice(key, int_of(key, config), out);
                break;
        case KIND_DURATION:
                text_add(out, text_from_duration(int_of(key, config), duration));
                break;
        case KIND_CLOCK:
                text_addf(out, "%02d:%02d", (int)(int_of(key, config) / 3600),
                          (int)(int_of(key, config) / 60 % 60));
                break;
        default:
                text_addf(out, "%" PRId64, int_of(key, config));
        }
}

void config_accepts(const struct config_key *key, struct text *out)
{
        char least[32], most[32];

        switch (key->kind) {
        case KIND_CHOICE:
        case KIND_SWITCH:
                text_add(out, "one of:");
                for (const struct config_choice *c = key->choices; c->name; c++)
                        text_addf(out, "%s %s", c == key->choices ? "" : ",", c->name);
                break;
        case KIND_DURATION:
                text_addf(out, "a time with its unit (ms, s, min, h, d), %s to %s",
                          text_from_duration(key->min, least), text_from_duration(key->max, most));
                break;
        case KIND_CLOCK:
                text_add(out, "a time of day HH:MM, 00:00 to 23:59");
                break;
        case KIND_RATE:
                text_addf(out, "a number, 0 (no limit) to %" PRId64 ", fractions as in 0.5",
                          key->max);
                break;
        case KIND_INT:
                text_addf(out, "a whole number, %" PRId64 " to %" PRId64, key->min, key->max);
                break;
        default:
                text_add(out, "a text");
        }
}
