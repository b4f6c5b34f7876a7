#include "mail/message.h"

#include <stdbool.h>
#include <string.h>
#include <time.h>

enum {
        WORD_BYTES = 42, /* of UTF-8 in one encoded word: 75 characters at most (RFC 2047) */
        LINE_MAX_CHARS = 73,
};

static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void add_base64(struct text *out, const char *s, size_t len)
{
        for (size_t i = 0; i < len; i += 3) {
                uint32_t n = 0;

                for (size_t k = 0; k < 3; k++)
                        n = n << 8 | (i + k < len ? (unsigned char)s[i + k] : 0);
                for (size_t k = 0; k < 4; k++)
                        text_add_char(out, i + k <= len ? base64[n >> (18 - 6 * k) & 63] : '=');
        }
}

/* As many bytes as fit one encoded word, whole characters only. */
static size_t word_bytes(const char *s)
{
        size_t n = strnlen(s, WORD_BYTES);

        if (n == WORD_BYTES) {
                while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
                        n--;
        }
        return n;
}

static bool is_plain(const char *s)
{
        for (; *s; s++) {
                if (*s < 0x20 || *s == 0x7f || (*s == '=' && s[1] == '?'))
                        return false;
        }
        return true;
}

/* A header's text; long or not ASCII, it becomes encoded words on folded lines. */
static void add_subject(struct text *out, const char *subject)
{
        text_add(out, "Subject: ");
        if (is_plain(subject) && strlen(subject) < 65) {
                text_addf(out, "%s\r\n", subject);
                return;
        }
        while (*subject) {
                size_t n = word_bytes(subject);

                text_add(out, "=?UTF-8?B?");
                add_base64(out, subject, n);
                subject += n;
                text_add(out, *subject ? "?=\r\n " : "?=");
        }
        text_add(out, "\r\n");
}

static bool must_encode(unsigned char c, char next)
{
        if (c == ' ' || c == '\t')
                return next == '\n' || next == '\0';
        return c < 0x20 || c > 0x7e || c == '=';
}

/* Quoted-printable (RFC 2045, 6.7). A dot at a line's beginning is libcurl's to double. */
static void add_body(struct text *out, const char *body)
{
        size_t column = 0;

        for (; *body; body++) {
                unsigned char c = (unsigned char)*body;

                if (c == '\n') {
                        text_add(out, "\r\n");
                        column = 0;
                        continue;
                }
                if (column >= LINE_MAX_CHARS) {
                        text_add(out, "=\r\n");
                        column = 0;
                }
                if (must_encode(c, body[1])) {
                        text_addf(out, "=%02X", c);
                        column += 3;
                } else {
                        text_add_char(out, (char)c);
                        column++;
                }
        }
        if (column)
                text_add(out, "\r\n");
}

static void add_date(struct text *out, int64_t at_s)
{
        static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        time_t at = (time_t)at_s;
        struct tm tm = {0};

        gmtime_r(&at, &tm);
        text_addf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", days[tm.tm_wday], tm.tm_mday,
                  months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

void mail_write(const struct mail_message *m, struct text *out)
{
        const char *host = strchr(m->from, '@');

        text_addf(out, "From: siasn-sync <%s>\r\nTo: <%s>\r\n", m->from, m->to);
        add_subject(out, m->subject);
        add_date(out, m->at_s);
        text_addf(out, "Message-ID: <%s%s>\r\n", m->id, host ? host : "@localhost");
        text_add(out, "Auto-Submitted: auto-generated\r\n"
                      "MIME-Version: 1.0\r\n"
                      "Content-Type: text/plain; charset=utf-8\r\n"
                      "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
        add_body(out, m->body);
}
