#include "ground/log.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ground/text.h"

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

static void add_field(struct text *line, const struct log_field *field)
{
        char masked[20];

        text_addf(line, " %s=", field->key);
        if (!field->text)
                text_addf(line, "%" PRId64, field->number);
        else if (field->is_nip)
                add_value(line, text_mask_nip(field->text, masked));
        else
                add_value(line, field->text);
}

void log_write(enum log_level level, const char *message, const struct log_field *fields)
{
        struct text line = {0};

        if (level > threshold)
                return;
        text_addf(&line, "<%d>%s", (int)level, message);
        for (; fields->key; fields++)
                add_field(&line, fields);
        text_add_char(&line, '\n');
        /* One write keeps lines whole; a lost log line must never stop the daemon. */
        ssize_t ignored = write(STDERR_FILENO, line.s, line.len);
        (void)ignored;
        text_free(&line);
}
