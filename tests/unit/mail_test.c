/* Mail: messages that any reader can read, templates of a site, and values that cannot break out.
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

#include "data.h"
#include "ground/mem.h"
#include "mail/message.h"
#include "mail/template.h"

static char *written(const char *subject, const char *body)
{
        struct text out = {0};

        mail_write(&(struct mail_message){.from = "a@x.id",
                                          .to = "b@y.id",
                                          .subject = subject,
                                          .body = body,
                                          .id = "siasn-sync.1.k",
                                          .at_s = 1796083200},
                   &out);
        return text_take(&out);
}

static void messages_are_whole(void **state)
{
        CLEANUP(free_ptr) char *mail = written("Halo", "satu\n.dua = 2\n");

        (void)state;
        assert_string_equal(mail, "From: siasn-sync <a@x.id>\r\nTo: <b@y.id>\r\nSubject: Halo\r\n"
                                  "Date: Tue, 1 Dec 2026 00:00:00 +0000\r\n"
                                  "Message-ID: <siasn-sync.1.k@x.id>\r\n"
                                  "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                                  "Content-Type: text/plain; charset=utf-8\r\n"
                                  "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                                  "satu\r\n.dua =3D 2\r\n");
}

static const struct {
        const char *subject, *line;
} subjects[] = {
        {"Café", "Subject: =?UTF-8?B?Q2Fmw6k=?=\r\n"},
        {"a =?x", "Subject: =?UTF-8?B?YSA9P3g=?=\r\n"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\xC3\xA9z",
         "Subject: =?UTF-8?B?YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=?=\r\n"
         " =?UTF-8?B?w6l6?=\r\n"},
};

static const struct {
        const char *body, *encoded;
} bodies[] = {
        {"a \nb\t\n", "\r\n\r\na=20\r\nb=09\r\n"},
        {"\xC3\xA9", "\r\n\r\n=C3=A9\r\n"},
        {"x\r\ny", "\r\n\r\nx=0D\r\ny\r\n"},
        {"", "\r\n\r\n"},
};

static void what_is_not_ascii_is_encoded(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(subjects); i++) {
                CLEANUP(free_ptr) char *mail = written(subjects[i].subject, "");

                if (!strstr(mail, subjects[i].line))
                        fail_msg("%s", mail);
        }
        for (size_t i = 0; i < COUNT_OF(bodies); i++) {
                CLEANUP(free_ptr) char *mail = written("s", bodies[i].body);

                assert_string_equal(strstr(mail, "\r\n\r\n"), bodies[i].encoded);
        }
}

static void lines_are_short(void **state)
{
        char body[2000];

        (void)state;
        memset(body, '=', sizeof body);
        body[sizeof body - 1] = '\0';
        CLEANUP(free_ptr) char *mail = written(body, body);
        for (char *line = mail; line; line = strstr(line, "\r\n")) {
                line += *line == '\r' ? 2 : 0;
                assert_true(strcspn(line, "\r") <= 78);
        }
}

static char dir[] = "/tmp/mail_test.XXXXXX";

static bool load_with(const char *name, const char *text, struct mail_templates **ret,
                      struct err *err)
{
        char path[64];

        snprintf(path, sizeof path, "%s/%s.txt", dir, name);
        FILE *file = fopen(path, "we");
        assert_non_null(file);
        fputs(text, file);
        fclose(file);
        bool ok = mail_templates_load(dir, ret, err);
        unlink(path);
        return ok;
}

static void built_in_texts_are_sound(void **state)
{
        struct mail_templates *t;
        struct err err;

        (void)state;
        assert_int_equal(embedded_templates_count, 6);
        for (size_t i = 0; i < embedded_templates_count; i++) {
                /* As a site's text each passes the check. */
                assert_true(load_with(embedded_templates[i].name, embedded_templates[i].text, &t,
                                      &err));
                mail_templates_free(t);
        }
        assert_true(mail_templates_load("/nowhere/at/all", &t, &err));
        mail_templates_free(t);
}

static const struct {
        const char *text, *error;
} wrong[] = {
        {"Halo\n\nx", "begin with a line"},
        {"Subject: x", "begin with a line"},
        {"Subject: x\ny", "begin with a line"},
        {"Subject: x\n\n{nip}", "this notice has no {nip}"},
        {"Subject: {nama}\n\n", "this notice has no {nama}"},
        {"Subject: x\n\n{since", "a '{' that is no {name}"},
};

static void wrong_texts_are_told(void **state)
{
        struct mail_templates *t = NULL;
        struct err err;

        (void)state;
        for (size_t i = 0; i < COUNT_OF(wrong); i++) {
                assert_false(load_with("outage", wrong[i].text, &t, &err));
                if (!strstr(err.text, wrong[i].error) || !strstr(err.text, "/outage.txt"))
                        fail_msg("%s", err.text);
        }
}

static void values_cannot_break_out(void **state)
{
        struct text subject = {0}, body = {0};
        struct mail_templates *t;
        struct err err;
        json_t *values = json_pack("{s:s, s:s}", "service", "X\r\nBcc: c@z.id", "reason",
                                   "{since} 199001012015031002 12345 3301010101900001");

        (void)state;
        assert_true(load_with("outage", "Subject: S {service}\n\n{reason} {since}.\n", &t, &err));
        assert_true(mail_render(t, "outage", values, &subject, &body));
        assert_string_equal(text_str(&subject), "S X  Bcc: c@z.id");
        assert_string_equal(text_str(&body),
                            "{since} 1990************** 12345 3301************ .\n");
        assert_false(mail_render(t, "lain", values, &subject, &body));
        json_decref(values);
        text_free(&subject);
        text_free(&body);
        mail_templates_free(t);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(messages_are_whole),
                cmocka_unit_test(what_is_not_ascii_is_encoded),
                cmocka_unit_test(lines_are_short),
                cmocka_unit_test(built_in_texts_are_sound),
                cmocka_unit_test(wrong_texts_are_told),
                cmocka_unit_test(values_cannot_break_out),
        };

        mem_setup();
        if (!mkdtemp(dir))
                return 1;
        int failed = cmocka_run_group_tests(tests, NULL, NULL);
        rmdir(dir);
        return failed;
}
