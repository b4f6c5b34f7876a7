/*
 * Log: one text on stderr and in the journal, fields of their own there, NIPs masked in both, and
 * an id for each change of state that the message catalog knows in two languages.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "ground/log.h"
#include "ground/mem.h"
#include "ground/text.h"

static struct text sent; /* fields of the last line, each with a newline */
static int journal_answer;

int sd_journal_sendv(const struct iovec *iov, int n);

/* Stands in for libsystemd's. */
int sd_journal_sendv(const struct iovec *iov, int n)
{
        text_clear(&sent);
        for (int i = 0; i < n; i++) {
                text_add_n(&sent, iov[i].iov_base, iov[i].iov_len);
                text_add_char(&sent, '\n');
        }
        return journal_answer;
}

static FILE *file; /* stands in for stderr */
static int kept;

/* What is written to stderr while `say` runs. */
static char *said(void (*say)(void))
{
        char buffer[2000];

        rewind(file);
        assert_int_equal(ftruncate(fileno(file), 0), 0);
        kept = dup(STDERR_FILENO);
        dup2(fileno(file), STDERR_FILENO);
        say();
        dup2(kept, STDERR_FILENO);
        close(kept);
        rewind(file);
        size_t n = fread(buffer, 1, sizeof buffer - 1, file);
        return mem_dup_n(buffer, n);
}

static void say_one(void)
{
        log_warning("service is ill", log_id(LOG_ID_SERVICE_ILL), log_nip("199001012015031002"),
                    log_text("why", "a \"b\"\nc 3301010101900001 123456789012345"),
                    log_number("n", -5));
}

static void say_plain(void)
{
        log_info("work");
        log_debug("not shown");
}

static void expect_said(void (*say)(void), const char *expected)
{
        CLEANUP(free_ptr) char *text = said(say);

        assert_string_equal(text, expected);
}

#define LINE                                                                          \
        "service is ill nip=1990**********1002 why=\"a \\\"b\\\" c 3301************ " \
        "123456789012345\" n=-5"

static void stderr_gets_lines(void **state)
{
        (void)state;
        unsetenv("JOURNAL_STREAM");
        expect_said(say_one, "<4>" LINE "\n");
        expect_said(say_plain, "<6>work\n");
        assert_int_equal(sent.len, 0);
}

/* The answer is kept for the life of a process: a process of its own. */
static void journal_gets_fields(void **state)
{
        struct stat st;
        char stream[64];
        struct text expected = {0};

        (void)state;
        assert_int_equal(fstat(fileno(file), &st), 0);
        snprintf(stream, sizeof stream, "%ju:%ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino);
        setenv("JOURNAL_STREAM", stream, 1);
        expect_said(say_one, "");
        text_addf(&expected,
                  "MESSAGE=" LINE "\nPRIORITY=4\nMESSAGE_ID=%s\nSIASN_NIP=1990**********1002\n"
                  "SIASN_WHY=a \"b\"\nc 3301************ 123456789012345\nSIASN_N=-5\n",
                  log_ids[LOG_ID_SERVICE_ILL]);
        assert_string_equal(text_str(&sent), text_str(&expected));
        journal_answer = -1; /* a journal that cannot be reached loses nothing */
        expect_said(say_plain, "<6>work\n");
        text_free(&expected);
}

static void ids_are_ids(void **state)
{
        (void)state;
        for (int i = 1; i < LOG_IDS; i++) {
                assert_non_null(log_ids[i]);
                assert_int_equal(strlen(log_ids[i]), 32);
                assert_int_equal(strspn(log_ids[i], "0123456789abcdef"), 32);
                for (int k = 1; k < i; k++)
                        assert_string_not_equal(log_ids[i], log_ids[k]);
        }
}

int main(int argc, char **argv)
{
        const struct CMUnitTest here[] = {cmocka_unit_test(stderr_gets_lines),
                                          cmocka_unit_test(ids_are_ids)};
        const struct CMUnitTest in_journal[] = {cmocka_unit_test(journal_gets_fields)};

        mem_setup();
        file = tmpfile();
        if (!file)
                return 1;
        if (argc > 1)
                return cmocka_run_group_tests(in_journal, NULL, NULL);
        int failed = cmocka_run_group_tests(here, NULL, NULL);
        if (failed)
                return failed;
        execl(argv[0], argv[0], "journal", NULL);
        return 1;
}
