#include "web/list.h"

#include <stdio.h>
#include <string.h>

#include "engine/arrays.h"
#include "ground/mem.h"
#include "pure/csv_text.h"
#include "pure/date.h"

enum { DOWNLOAD_ROWS = 1000, VALUES = LIST_FILTERS + LIST_KEYS + 1 };

/* ---- The key in an address: "3:abc2:xy" ---- */

static char *key_text(const struct list *list, const struct db_result *r, size_t row)
{
        struct text out = {0};

        for (size_t i = 0; i < list->keys; i++) {
                const char *value = db_text(r, row, list->key_columns[i]);

                text_addf(&out, "%zu:%s", strlen(value), value);
        }
        return text_take(&out);
}

/* False for what is no key of ours; then the list begins anew. */
static bool key_parse(const struct list *list, const char *text, char *keys[LIST_KEYS])
{
        size_t i = 0;

        for (; text && i < list->keys; i++) {
                size_t digits = strspn(text, "0123456789"), len = 0;

                if (digits == 0 || digits > 4 || text[digits] != ':')
                        break;
                for (size_t k = 0; k < digits; k++)
                        len = len * 10 + (size_t)(text[k] - '0');
                text += digits + 1;
                if (strlen(text) < len)
                        break;
                keys[i] = mem_dup_n(text, len);
                text += len;
        }
        if (text && i == list->keys && *text == '\0' &&
            (!list->key_letters || !keys[0] || keys[0][strspn(keys[0], list->key_letters)] == '\0'))
                return true;
        for (size_t k = 0; k < LIST_KEYS; k++)
                free(TAKE_PTR(keys[k]));
        return false;
}

static bool query(struct db *db, const struct list *list, const char *const *filters,
                  char *const keys[LIST_KEYS], int limit, struct db_result **ret, struct err *err)
{
        const char *values[VALUES];
        char number[24];
        size_t n = 0;

        for (size_t i = 0; i < list->filters; i++)
                values[n++] = filters[i];
        for (size_t i = 0; i < list->keys; i++)
                values[n++] = keys[i];
        for (size_t i = 0; i < list->filters_behind; i++)
                values[n++] = filters[list->filters + i];
        values[n++] = number_text(number, limit);
        return db_query(db, list->sql, &(struct db_args){values, n}, ret, err);
}

/* ---- A page ---- */

bool list_read(struct web *w, const struct list *list, const char *const *filters,
               struct db_result **ret, struct err *err)
{
        char *keys[LIST_KEYS] = {0};
        bool ok;

        key_parse(list, fields_get(&w->request->query, "sesudah"), keys);
        ok = query(w->data, list, filters, keys, PAGE_ROWS + 1, ret, err);
        for (size_t i = 0; i < LIST_KEYS; i++)
                free(keys[i]);
        return ok;
}

static void turn(struct web *w, const struct list *list, const struct db_result *r, size_t shown,
                 const char *const *names)
{
        CLEANUP(free_ptr) char *after = db_rows(r) > shown ? key_text(list, r, shown - 1) : NULL;
        struct text base = {0};

        page_base(w, names, &base);
        page_turn(w, text_str(&base), after, shown, !fields_get(&w->request->query, "sesudah"));
        text_free(&base);
}

void list_show(struct web *w, const struct list *list, const struct list_table *table,
               const struct db_result *r, const char *const *names)
{
        size_t shown = db_rows(r) > PAGE_ROWS ? PAGE_ROWS : db_rows(r);
        struct html *h = &w->reply->body;

        if (shown == 0) {
                page_empty(h, table->nothing);
                return;
        }
        page_table(h, table->caption, table->columns);
        for (size_t i = 0; i < shown; i++)
                table->row(w, r, i, table->arg);
        page_table_end(h);
        turn(w, list, r, shown, names);
}

/* ---- A download ---- */

struct download {
        const struct list *list;
        const struct site *site;
        char *filters[LIST_FILTERS], *keys[LIST_KEYS];
        bool begun, ended;
};

static void take_key(struct download *d, const struct db_result *r)
{
        for (size_t i = 0; i < d->list->keys; i++) {
                free(d->keys[i]);
                d->keys[i] = mem_dup(db_text(r, db_rows(r) - 1, d->list->key_columns[i]));
        }
}

static bool next(void *arg, struct db *data, struct text *out, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct download *d = arg;

        if (!d->begun)
                text_addf(out, "\xEF\xBB\xBF%s\r\n", d->list->csv_head);
        d->begun = true;
        if (d->ended)
                return true;
        if (!query(data, d->list, (const char *const *)d->filters, d->keys, DOWNLOAD_ROWS, &r, err))
                return false;
        for (size_t i = 0; i < db_rows(r); i++) {
                d->list->csv_row(d->site, r, i, out);
                text_add(out, "\r\n");
        }
        d->ended = db_rows(r) < DOWNLOAD_ROWS;
        if (!d->ended)
                take_key(d, r);
        return true;
}

static void download_free(void *arg)
{
        struct download *d = arg;

        for (size_t i = 0; i < LIST_FILTERS; i++)
                free(d->filters[i]);
        for (size_t i = 0; i < LIST_KEYS; i++)
                free(d->keys[i]);
        free(d);
}

bool list_wants_csv(const struct web *w)
{
        const char *wanted = fields_get(&w->request->query, "unduh");

        return wanted && strcmp(wanted, "csv") == 0;
}

bool list_download(struct web *w, const struct list *list, const char *const *filters,
                   struct err *err)
{
        struct download *d = NEW(struct download);
        struct text name = {0};

        d->list = list;
        d->site = w->site;
        for (size_t i = 0; i < list->filters + list->filters_behind; i++)
                d->filters[i] = filters[i] ? mem_dup(filters[i]) : NULL;
        w->reply->stream = (struct stream){next, download_free, d};
        w->reply->type = "text/csv; charset=utf-8";
        text_addf(&name, "%s.csv", list->file);
        w->reply->download = text_take(&name);
        return access_note(w, "unduhan", "", err);
}

/* ---- Filters ---- */

const char *list_date(const struct web *w, const char *name)
{
        const char *value = fields_said(&w->request->query, name);
        struct date d;

        return value && date_parse_iso(value, &d) ? value : NULL;
}

const char *list_choice(const struct web *w, const char *name, const struct choice *allowed)
{
        const char *value = fields_said(&w->request->query, name);

        for (; value && allowed->value; allowed++) {
                if (strcmp(allowed->value, value) == 0)
                        return value;
        }
        return NULL;
}

void list_cells(struct text *out, const char *const *cells, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                if (i > 0)
                        text_add_char(out, ',');
                csv_text_cell(out, cells[i], false);
        }
}

/* Digits are (the beginning of) a NIP, however they are grouped. */
static char *typed_nip(const char *typed)
{
        struct text out = {0};

        if (!typed || typed[strspn(typed, "0123456789 .-")])
                return NULL;
        for (; *typed; typed++) {
                if (!strchr(" .-", *typed))
                        text_add_char(&out, *typed);
        }
        return text_take(&out);
}

void search_read(const struct web *w, struct search *ret)
{
        const char *typed = fields_said(&w->request->query, "cari");

        ret->opd = viewer_scope(w) ? viewer_scope(w) : fields_said(&w->request->query, "opd");
        ret->nip = typed_nip(typed);
        ret->name = ret->nip ? NULL : typed;
}
