#include "pure/csv.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ground/mem.h"
#include "ground/text.h"
#include "pure/encoding.h"

struct csv {
        struct text input; /* fed; what lies before `at` has been read */
        size_t at;
        bool started, ended;
        bool skipping; /* the rest of a line that was given up */
        char delimiter;
        size_t width; /* of the first record; 0: not read yet */

        size_t line;      /* of the byte at `at`, from 1 */
        size_t said_line; /* of the last record or error */
        char error[160];
        struct text values; /* the record's fields, each ending in NUL */
        size_t offsets[CSV_FIELDS_MAX];
        size_t count;
};

/* Where a record ends: after its line break. */
struct scan {
        size_t at;
        size_t lines;     /* line breaks taken */
        const char *flaw; /* not CSV from here on */
};

enum scanned { SCAN_RECORD, SCAN_SHORT, SCAN_FLAW };

struct csv *csv_new(void)
{
        struct csv *c = NEW(struct csv);

        c->line = 1;
        return c;
}

void csv_free(struct csv *c)
{
        if (!c)
                return;
        text_free(&c->input);
        text_free(&c->values);
        free(c);
}

void csv_feed(struct csv *c, const char *bytes, size_t len)
{
        if (c->at > 0) {
                memmove(c->input.s, c->input.s + c->at, c->input.len - c->at + 1);
                c->input.len -= c->at;
                c->at = 0;
        }
        if (len > 0)
                text_add_n(&c->input, bytes, len);
}

void csv_end(struct csv *c)
{
        c->ended = true;
}

/* The byte at `at`, '\0' behind the end; a NUL of the input itself is a flaw found later. */
static char byte_at(const struct csv *c, size_t at)
{
        return at < c->input.len ? c->input.s[at] : '\0';
}

static bool is_break(const struct csv *c, size_t at)
{
        return byte_at(c, at) == '\n' || (byte_at(c, at) == '\r' && byte_at(c, at + 1) == '\n');
}

static bool is_end(const struct csv *c, size_t at)
{
        return at >= c->input.len;
}

static void add_value(struct csv *c, size_t begin, size_t len)
{
        text_add_n(&c->values, c->input.s + begin, len);
}

static enum scanned flaw(struct scan *s, const char *words)
{
        s->flaw = words;
        return SCAN_FLAW;
}

/* A quoted field; `s->at` is behind the opening quote, and afterwards behind the closing one. */
static enum scanned scan_quoted(struct csv *c, struct scan *s)
{
        for (;;) {
                size_t run = s->at;

                while (!is_end(c, run) && c->input.s[run] != '"') {
                        s->lines += c->input.s[run] == '\n';
                        run++;
                }
                add_value(c, s->at, run - s->at);
                s->at = run;
                if (is_end(c, run))
                        return c->ended ? flaw(s, "tanda petik tidak ditutup") : SCAN_SHORT;
                s->at++;
                if (byte_at(c, s->at) != '"')
                        return SCAN_RECORD;
                text_add_char(&c->values, '"');
                s->at++;
        }
}

static enum scanned scan_plain(struct csv *c, struct scan *s)
{
        size_t run = s->at;

        while (!is_end(c, run) && c->input.s[run] != c->delimiter && c->input.s[run] != '"' &&
               c->input.s[run] != '\n' && c->input.s[run] != '\r')
                run++;
        add_value(c, s->at, run - s->at);
        s->at = run;
        if (byte_at(c, run) == '"')
                return flaw(s,
                            "tanda petik di tengah isi: tulis isi di antara tanda petik, dan tanda "
                            "petik di dalamnya dua kali");
        return SCAN_RECORD;
}

/* What stands behind a field: its delimiter (more to come), a line break, or the end. */
static enum scanned scan_behind(struct csv *c, struct scan *s, bool *ret_more)
{
        *ret_more = false;
        /* A quote or a CR as the last byte so far may go on in the next chunk. */
        if (!c->ended && (is_end(c, s->at) || (c->input.s[s->at] == '\r' && is_end(c, s->at + 1))))
                return SCAN_SHORT;
        if (is_end(c, s->at))
                return SCAN_RECORD;
        if (c->input.s[s->at] == c->delimiter) {
                *ret_more = true;
                s->at++;
                return SCAN_RECORD;
        }
        if (!is_break(c, s->at))
                return flaw(s, c->input.s[s->at] == '\r'
                                       ? "pindah baris CR tanpa LF"
                                       : "ada isi di belakang tanda petik penutup");
        s->at += c->input.s[s->at] == '\r' ? 2 : 1;
        s->lines++;
        return SCAN_RECORD;
}

static enum scanned scan_field(struct csv *c, struct scan *s, bool *ret_more)
{
        enum scanned how;

        if (c->count == CSV_FIELDS_MAX)
                return flaw(s, "terlalu banyak kolom");
        c->offsets[c->count++] = c->values.len;
        if (byte_at(c, s->at) == '"') {
                s->at++;
                how = scan_quoted(c, s);
        } else {
                how = scan_plain(c, s);
        }
        if (how != SCAN_RECORD)
                return how;
        text_add_n(&c->values, "", 1);
        return scan_behind(c, s, ret_more);
}

static enum scanned scan_record(struct csv *c, struct scan *s)
{
        enum scanned how;
        bool more;

        text_clear(&c->values);
        c->count = 0;
        *s = (struct scan){.at = c->at};
        do {
                how = scan_field(c, s, &more);
        } while (how == SCAN_RECORD && more);
        if (how != SCAN_FLAW && s->at - c->at > CSV_RECORD_MAX)
                return flaw(s, "lebih dari 64 KiB: mungkin tanda petik tidak ditutup");
        return how;
}

/* False: not enough bytes yet to tell. */
static bool start(struct csv *c)
{
        static const char mark[] = "\xEF\xBB\xBF";
        size_t commas = 0, semicolons = 0, at = 0;
        bool quoted = false;

        while (at < c->input.len && at < CSV_RECORD_MAX && (quoted || c->input.s[at] != '\n')) {
                quoted ^= c->input.s[at] == '"';
                commas += !quoted && c->input.s[at] == ',';
                semicolons += !quoted && c->input.s[at] == ';';
                at++;
        }
        if (is_end(c, at) && !c->ended)
                return false;
        if (c->input.len >= 3 && memcmp(c->input.s, mark, 3) == 0)
                c->at = 3;
        c->delimiter = semicolons > commas ? ';' : ',';
        c->started = true;
        return true;
}

static enum csv_event bad(struct csv *c, const char *words)
{
        snprintf(c->error, sizeof c->error, "%s", words);
        return CSV_BAD;
}

/* The record's first line is given up; what follows is read anew. */
static enum csv_event skip_line(struct csv *c, const char *words)
{
        c->skipping = true;
        return bad(c, words);
}

static void go_on_skipping(struct csv *c)
{
        const char *found = memchr(c->input.s + c->at, '\n', c->input.len - c->at);

        c->at = found ? (size_t)(found - c->input.s) + 1 : c->input.len;
        c->line += found != NULL;
        c->skipping = !found;
}

static bool is_blank(const struct csv *c)
{
        for (size_t i = 0; i < c->count; i++) {
                const char *value = csv_field(c, i);

                if (value[strspn(value, " \t")] != '\0')
                        return false;
        }
        return true;
}

/* Fields are NUL-terminated, so a NUL inside one hides what follows it. */
static bool has_nul(const struct csv *c)
{
        for (size_t i = 0; i < c->count; i++) {
                size_t end = i + 1 < c->count ? c->offsets[i + 1] : c->values.len;

                if (strlen(csv_field(c, i)) + 1 != end - c->offsets[i])
                        return true;
        }
        return false;
}

static bool is_utf8(const struct csv *c)
{
        for (size_t i = 0; i < c->count; i++) {
                if (!encoding_is_utf8(csv_field(c, i)))
                        return false;
        }
        return true;
}

/* A record of the wrong width that runs over lines is an unclosed quote more often than not. */
static enum csv_event check_record(struct csv *c, const struct scan *s)
{
        if (c->width == 0)
                c->width = c->count;
        if (c->count != c->width) {
                char words[80];

                snprintf(words, sizeof words, "%zu kolom, sedangkan baris judul %zu kolom",
                         c->count, c->width);
                return skip_line(c, words);
        }
        c->at = s->at;
        c->line += s->lines;
        if (has_nul(c))
                return bad(c, "berisi byte nol: simpan berkas sebagai CSV UTF-8");
        if (!is_utf8(c))
                return bad(c, "bukan UTF-8: simpan berkas sebagai CSV UTF-8");
        return CSV_RECORD;
}

enum csv_event csv_next(struct csv *c)
{
        struct scan s;

        if (!c->started && !start(c))
                return CSV_WAIT;
        while (c->at < c->input.len) {
                if (c->skipping) {
                        go_on_skipping(c);
                        continue;
                }
                enum scanned how = scan_record(c, &s);

                c->said_line = c->line;
                if (how == SCAN_SHORT && c->input.len - c->at <= CSV_RECORD_MAX)
                        return CSV_WAIT;
                if (how == SCAN_SHORT)
                        return skip_line(c, "lebih dari 64 KiB: mungkin tanda petik tidak ditutup");
                if (how == SCAN_FLAW)
                        return skip_line(c, s.flaw);
                if (!is_blank(c) || has_nul(c))
                        return check_record(c, &s);
                c->at = s.at;
                c->line += s.lines;
        }
        return c->ended ? CSV_OVER : CSV_WAIT;
}

size_t csv_line(const struct csv *c)
{
        return c->said_line;
}

size_t csv_count(const struct csv *c)
{
        return c->count;
}

const char *csv_field(const struct csv *c, size_t index)
{
        return c->values.s + c->offsets[index];
}

const char *csv_error(const struct csv *c)
{
        return c->error;
}

/* A name as people write it: "Nomor Sertifikat" is nomor_sertifikat. */
static bool same_name(const char *name, const char *written)
{
        CLEANUP(free_ptr) char *plain = text_squeeze(written);

        for (char *blank = plain; (blank = strchr(blank, ' '));)
                *blank = '_';
        return strcasecmp(name, plain) == 0;
}

size_t csv_find(const struct csv *c, const char *name)
{
        for (size_t i = 0; i < c->count; i++) {
                if (same_name(name, csv_field(c, i)))
                        return i;
        }
        return CSV_NO_COLUMN;
}

static size_t find_column(const struct csv_column *columns, size_t count, const char *written)
{
        size_t i = 0;

        while (i < count && !same_name(columns[i].name, written))
                i++;
        return i;
}

static bool refuse(struct err *err, const char *what, const char *name,
                   const struct csv_column *columns, size_t count)
{
        CLEANUP(text_free) struct text names = {0};

        for (size_t i = 0; i < count; i++)
                text_addf(&names, "%s%s%s", i ? ", " : "", columns[i].name,
                          columns[i].required ? "" : " (boleh tidak ada)");
        return err_set(err, "baris judul: %s \"%s\"; kolom yang dikenal: %s", what, name, names.s);
}

bool csv_header(const struct csv *c, const struct csv_column *columns, size_t count, size_t *ret,
                struct err *err)
{
        for (size_t i = 0; i < count; i++)
                ret[i] = CSV_NO_COLUMN;
        for (size_t i = 0; i < c->count; i++) {
                size_t column = find_column(columns, count, csv_field(c, i));

                if (column == count)
                        return refuse(err, "tidak ada kolom bernama", csv_field(c, i), columns,
                                      count);
                if (ret[column] != CSV_NO_COLUMN)
                        return refuse(err, "dua kali ada kolom", columns[column].name, columns,
                                      count);
                ret[column] = i;
        }
        for (size_t i = 0; i < count; i++) {
                if (columns[i].required && ret[i] == CSV_NO_COLUMN)
                        return refuse(err, "tidak ada kolom", columns[i].name, columns, count);
        }
        return true;
}
