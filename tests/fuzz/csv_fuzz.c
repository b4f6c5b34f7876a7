/* Fuzz: a CSV gives the same records however it is cut, and its records written anew read the same.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/csv.h"
#include "pure/encoding.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool kept, const char *words)
{
        if (kept)
                return;
        fprintf(stderr, "promise broken: %s\n", words);
        abort();
}

struct reading {
        struct text told;    /* every event with its line */
        struct text records; /* the good ones only, lines left out */
        struct text anew;    /* the good ones as CSV */
        size_t last_line, width;
};

static void add_quoted(struct text *out, const char *value)
{
        text_add_char(out, '"');
        for (; *value; value++) {
                if (*value == '"')
                        text_add_char(out, '"');
                text_add_char(out, *value);
        }
        text_add_char(out, '"');
}

static void take_record(struct reading *r, const struct csv *c)
{
        promise(csv_count(c) >= 1 && csv_count(c) <= CSV_FIELDS_MAX, "a record has fields");
        if (r->width == 0)
                r->width = csv_count(c);
        for (size_t i = 0; i < csv_count(c); i++) {
                promise(encoding_is_utf8(csv_field(c, i)), "fields are UTF-8");
                text_addf(&r->records, "%s\x1f", csv_field(c, i));
                if (i)
                        text_add_char(&r->anew, ',');
                add_quoted(&r->anew, csv_field(c, i));
        }
        text_add_char(&r->records, '\x1e');
        text_add(&r->anew, "\r\n");
}

static void take_event(struct reading *r, enum csv_event event, const struct csv *c)
{
        promise(csv_line(c) > r->last_line, "each line is told once, in order");
        r->last_line = csv_line(c);
        text_addf(&r->told, "%d %zu\n", (int)event, csv_line(c));
        if (event == CSV_BAD)
                promise(*csv_error(c) && encoding_is_utf8(csv_error(c)), "an error has words");
        else
                take_record(r, c);
}

static void read_all(struct reading *r, const char *bytes, size_t size, size_t chunk)
{
        CLEANUP(csv_free_ptr) struct csv *c = csv_new();
        size_t fed = 0;
        enum csv_event event;

        while ((event = csv_next(c)) != CSV_OVER) {
                size_t n = size - fed < chunk ? size - fed : chunk;

                if (event != CSV_WAIT) {
                        take_event(r, event, c);
                } else if (n > 0) {
                        csv_feed(c, bytes + fed, n);
                        fed += n;
                } else {
                        csv_end(c);
                }
        }
        promise(fed == size, "everything is read");
}

static void reading_free(struct reading *r)
{
        text_free(&r->told);
        text_free(&r->records);
        text_free(&r->anew);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct reading whole = {0}, cut = {0}, again = {0};
        size_t lines = 1;

        if (size == 0)
                return 0;
        size_t chunk = 1 + data[0] % 61;
        for (size_t i = 1; i < size; i++)
                lines += data[i] == '\n';
        read_all(&whole, (const char *)data + 1, size - 1, size);
        read_all(&cut, (const char *)data + 1, size - 1, chunk);
        promise(whole.last_line <= lines, "no line beyond the last");
        promise(strcmp(text_str(&whole.told), text_str(&cut.told)) == 0 &&
                        strcmp(text_str(&whole.records), text_str(&cut.records)) == 0,
                "the same however it is cut");
        read_all(&again, text_str(&whole.anew), whole.anew.len, chunk);
        promise(strcmp(text_str(&whole.records), text_str(&again.records)) == 0,
                "written anew, the same records");
        reading_free(&whole);
        reading_free(&cut);
        reading_free(&again);
        return 0;
}
