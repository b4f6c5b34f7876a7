#include "ground/log.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#define SD_JOURNAL_SUPPRESS_LOCATION /* where in our source a line comes from helps no operator */
#include <systemd/sd-journal.h>
#include <unistd.h>

#include "ground/mem.h"
#include "ground/text.h"

enum { FIELDS_MAX = 16 };

static enum log_level threshold = LOG_LEVEL_INFO;

void log_set_level(enum log_level level)
{
        threshold = level;
}

static void add_value(struct text *line, const char *value)
{
        bool quote = *value == '\0' || strpbrk(value, " \"=\t\n\r") != NULL;

        if (quote)
                text_add_char(line, '"');
        for (; *value; value++) {
                unsigned char c = (unsigned char)*value;

                if (c == '"' || c == '\\')
                        text_add_char(line, '\\');
                if (c == '\n' || c == '\r' || c == '\t')
                        text_add_char(line, ' ');
                else if (c < 0x20 || c == 0x7f)
                        text_addf(line, "\\x%02x", c);
                else
                        text_add_char(line, (char)c);
        }
        if (quote)
                text_add_char(line, '"');
}

/* What others say may name a person: masked whatever it is. The caller frees. */
static char *value_of(const struct log_field *field)
{
        struct text out = {0};
        char nip[20];

        if (field->text && field->is_nip)
                text_add(&out, text_mask_nip(field->text, nip));
        else if (field->text)
                text_add_masked(&out, field->text);
        else
                text_addf(&out, "%" PRId64, field->number);
        return text_take(&out);
}

static void add_field(struct text *line, const struct log_field *field)
{
        CLEANUP(free_ptr) char *value = value_of(field);

        text_addf(line, " %s=", field->key);
        add_value(line, value);
}

static char *whole_line(const char *message, const struct log_field *fields)
{
        struct text line = {0};

        text_add_masked(&line, message);
        for (; fields->key; fields++) {
                if (!fields->id)
                        add_field(&line, fields);
        }
        return text_take(&line);
}

/* ---- The journal ---- */

/* Is stderr the journal? As sd_journal_stream_fd(3) tells: device and inode. Asked once. */
static bool stderr_is_journal(void)
{
        static int known = -1;
        const char *stream = getenv("JOURNAL_STREAM");
        char here[64];
        struct stat st;

        if (known >= 0)
                return known;
        known = stream && fstat(STDERR_FILENO, &st) == 0;
        if (known) {
                snprintf(here, sizeof here, "%ju:%ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino);
                known = strcmp(here, stream) == 0;
        }
        return known;
}

/* "kind" as "SIASN_KIND=...": journald's names are capitals; all values are as in the line. */
static char *journal_field(const struct log_field *field)
{
        CLEANUP(free_ptr) char *value = value_of(field);
        struct text out = {0};

        if (field->id) {
                text_addf(&out, "MESSAGE_ID=%s", log_ids[field->id]);
                return text_take(&out);
        }
        text_add(&out, "SIASN_");
        for (const char *c = field->key; *c; c++)
                text_add_char(&out, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
        text_addf(&out, "=%s", value);
        return text_take(&out);
}

static bool to_journal(enum log_level level, const char *line, const struct log_field *fields)
{
        char *texts[FIELDS_MAX];
        struct iovec parts[FIELDS_MAX];
        struct text text = {0};
        size_t n = 0;

        text_addf(&text, "MESSAGE=%s", line);
        texts[n++] = text_take(&text);
        text_addf(&text, "PRIORITY=%d", (int)level);
        texts[n++] = text_take(&text);
        for (; fields->key && n < FIELDS_MAX; fields++)
                texts[n++] = journal_field(fields);
        for (size_t i = 0; i < n; i++)
                parts[i] = (struct iovec){.iov_base = texts[i], .iov_len = strlen(texts[i])};
        bool ok = sd_journal_sendv(parts, (int)n) == 0;
        for (size_t i = 0; i < n; i++)
                free(texts[i]);
        return ok;
}

static void to_stderr(enum log_level level, const char *line)
{
        struct text whole = {0};

        text_addf(&whole, "<%d>%s\n", (int)level, line);
        /* One write keeps lines whole; a lost log line must never stop the daemon. */
        ssize_t ignored = write(STDERR_FILENO, whole.s, whole.len);
        (void)ignored;
        text_free(&whole);
}

void log_write(enum log_level level, const char *message, const struct log_field *fields)
{
        if (level > threshold)
                return;
        CLEANUP(free_ptr) char *line = whole_line(message, fields);
        if (!stderr_is_journal() || !to_journal(level, line, fields))
                to_stderr(level, line);
}
