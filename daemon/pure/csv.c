#include "pure/csv.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "ground/mem.h"
#include "ground/text.h"

struct reader {
        const char *at;
        int line;
        char separator;
        struct err *err;
};

/* The one that stands more often in the heading line. */
static char separator_of(const char *text)
{
        size_t commas = 0, semicolons = 0;

        for (; *text && *text != '\n'; text++) {
                commas += *text == ',';
                semicolons += *text == ';';
        }
        return semicolons > commas ? ';' : ',';
}

static bool at_end(const struct reader *r)
{
        return *r->at == '\0' || *r->at == '\n' || *r->at == '\r' || *r->at == r->separator;
}

static void skip_blanks(struct reader *r)
{
        while (*r->at == ' ' || (*r->at == '\t' && r->separator != '\t'))
                r->at++;
}

static bool read_quoted(struct reader *r, struct text *out)
{
        int begun = r->line;

        for (r->at++; *r->at; r->at++) {
                if (*r->at == '"' && r->at[1] != '"')
                        break;
                r->at += *r->at == '"';
                r->line += *r->at == '\n';
                text_add_char(out, *r->at);
        }
        if (!*r->at)
                return err_set(r->err, "line %d: a field begins with a quote that does not end",
                               begun);
        r->at++;
        skip_blanks(r);
        return at_end(r) || err_set(r->err, "line %d: there is text after a quoted field", r->line);
}

static bool read_field(struct reader *r, struct csv_record *record)
{
        struct text out = {0};
        bool ok = true;

        skip_blanks(r);
        if (*r->at == '"') {
                ok = read_quoted(r, &out);
        } else {
                for (; !at_end(r); r->at++)
                        text_add_char(&out, *r->at);
                while (out.len && out.s[out.len - 1] == ' ')
                        out.s[--out.len] = '\0';
        }
        record->fields = mem_resize_array(record->fields, record->count + 1, sizeof(char *));
        record->fields[record->count++] = text_take(&out);
        return ok;
}

static void clear_record(struct csv_record *record)
{
        for (size_t i = 0; i < record->count; i++)
                free(record->fields[i]);
        free(record->fields);
        *record = (struct csv_record){0};
}

static bool is_empty(const struct csv_record *record)
{
        for (size_t i = 0; i < record->count; i++) {
                if (*record->fields[i])
                        return false;
        }
        return true;
}

static bool read_record(struct reader *r, struct csv *csv)
{
        struct csv_record record = {.line = r->line};
        bool ok = true;

        while ((ok = read_field(r, &record)) && *r->at == r->separator)
                r->at++;
        r->at += *r->at == '\r';
        if (*r->at == '\n') {
                r->line++;
                r->at++;
        }
        if (!ok || is_empty(&record)) {
                clear_record(&record);
                return ok;
        }
        csv->records = mem_resize_array(csv->records, csv->count + 1, sizeof record);
        csv->records[csv->count++] = record;
        return true;
}

bool csv_read(const char *text, struct csv *ret, struct err *err)
{
        struct reader r = {.at = text, .line = 1, .err = err};
        struct csv csv = {0};

        if (text_has_prefix(r.at, "\xef\xbb\xbf"))
                r.at += 3;
        r.separator = separator_of(r.at);
        while (*r.at) {
                if (!read_record(&r, &csv)) {
                        csv_free(&csv);
                        return false;
                }
        }
        *ret = csv;
        return true;
}

void csv_free(struct csv *csv)
{
        for (size_t i = 0; i < csv->count; i++)
                clear_record(&csv->records[i]);
        free(csv->records);
        *csv = (struct csv){0};
}

const char *csv_field(const struct csv_record *record, size_t column)
{
        return column < record->count ? record->fields[column] : "";
}

size_t csv_column(const struct csv *csv, const char *heading)
{
        for (size_t i = 0; csv->count && i < csv->records[0].count; i++) {
                if (strcasecmp(csv->records[0].fields[i], heading) == 0)
                        return i;
        }
        return SIZE_MAX;
}
