/* A person's records, here and at SIASN side by side. */
#include <jansson.h>
#include <string.h>

#include "ground/mem.h"
#include "pure/match.h"
#include "pure/reference.h"
#include "sql.h"
#include "web/page_person_private.h"
#include "web/words.h"

enum {
        R_KIND,
        R_SRC,
        R_OP,
        R_STATE,
        R_OUTCOME,
        R_ID,
        R_SENT,
        R_DUE,
        R_TRIES,
        R_MESSAGE,
        R_DOCUMENT
};
enum { P_KIND, P_SRC, P_PAYLOAD, P_REMOTE, P_SEEN, P_SORT };

/* What both sides say of one record. */
struct sides {
        const struct descriptor *d;
        json_t *ours, *theirs;         /* NULL: not known */
        const struct db_result *names; /* of coded things, borrowed */
        struct diff_list diff;
};

static void sides_clear(struct sides *s)
{
        json_decref(s->ours);
        json_decref(s->theirs);
        diff_list_free(&s->diff);
}

static struct sides sides_of(const struct web *w, const struct db_result *r,
                             const struct db_result *names, size_t i)
{
        struct sides s = {.d = descriptor_set_find(&w->site->catalog->all, db_text(r, i, P_KIND))};

        s.names = names;
        s.ours = json_loads(db_text(r, i, P_PAYLOAD), 0, NULL);
        s.theirs = json_loads(db_text(r, i, P_REMOTE), 0, NULL);
        if (s.d && s.ours && s.theirs)
                match_diff(s.d, s.ours, s.theirs, &s.diff);
        return s;
}

static bool differs(const struct sides *s, const struct field *field)
{
        for (size_t i = 0; i < s->diff.count; i++) {
                if (s->diff.items[i].field == field)
                        return true;
        }
        return false;
}

static char *remote_value(const struct sides *s, const struct field *field)
{
        const json_t *value = field->read ? json_object_get(s->theirs, field->read) : NULL;

        if (!value && field->read_else)
                value = json_object_get(s->theirs, field->read_else);
        return match_value(field, value);
}

/* A value, and what it stands for: from the lists we ship, or from those pulled from SIASN. */
static void value_cell(struct html *h, const struct sides *s, const struct field *field,
                       const char *value)
{
        CLEANUP(free_ptr) char *known = field->ref ? reference_name(field->ref, value) : NULL;
        const char *name = known;

        for (size_t i = 0; !name && i < db_rows(s->names); i++) {
                if (strcmp(db_text(s->names, i, 0), value) == 0)
                        name = db_text(s->names, i, 1);
        }
        html(h,
             name ? "<td class=\"wide\">%s<small>%s</small></td>" : "<td class=\"wide\">%s%s</td>",
             name ? name : value, name ? value : "");
}

static void field_row(struct html *h, const struct sides *s, const struct field *field)
{
        const char *name = descriptor_payload_name(s->d, field);
        CLEANUP(free_ptr) char *ours = match_value(field, json_object_get(s->ours, name));
        CLEANUP(free_ptr) char *theirs = remote_value(s, field);
        bool other = differs(s, field);
        struct text label = {0};

        if (!*ours && !*theirs)
                return;
        words_of_name(field->origin == ORIGIN_COLUMN ? s->d->columns[field->column].name : name,
                      &label);
        html(h,
             other ? "<tr class=\"differs\"><th scope=\"row\">%s<small>%s</small></th>"
                   : "<tr><th scope=\"row\">%s<small>%s</small></th>",
             text_str(&label), name);
        value_cell(h, s, field, ours);
        value_cell(h, s, field, field->read ? theirs : "(tidak ditampilkan SIASN)");
        html(h, "<td>");
        if (other)
                page_badge(h, "warn", "Berbeda");
        html(h, "</td></tr>\n");
        text_free(&label);
}

static void compare(struct html *h, const struct sides *s, const char *title, const char *seen)
{
        if (!s->d || (!s->ours && !s->theirs)) {
                page_empty(h, "Isi riwayat ini belum dapat disiapkan: lihat yang perlu diperbaiki "
                              "di atas.");
                return;
        }
        page_table(h, title, "Isian|SIMPEG|SIASN|Hasil");
        for (size_t i = 0; i < s->d->field_count; i++)
                field_row(h, s, &s->d->fields[i]);
        page_table_end(h);
        if (*seen) {
                html(h, "<p class=\"fine\">SIASN dibaca ");
                html_time(h, seen);
                html(h, ".</p>\n");
        } else {
                html(h, "<p class=\"fine\">Baris ini belum terbaca di SIASN.</p>\n");
        }
}

static void told(struct html *h, const struct db_result *r, size_t i)
{
        html(h, "<p class=\"fine\">Kunci di SIMPEG <code>%s</code>", db_text(r, i, R_SRC));
        if (*db_text(r, i, R_ID))
                html(h, ", ID di SIASN <code>%s</code>", db_text(r, i, R_ID));
        if (*db_text(r, i, R_SENT)) {
                html(h, ", dipastikan ");
                html_time(h, db_text(r, i, R_SENT));
        }
        html(h, ", percobaan %s.</p>\n", db_text(r, i, R_TRIES));
        if (*db_text(r, i, R_MESSAGE))
                html(h, "<p class=\"notice calm\">Jawaban SIASN terakhir: <q>%s</q></p>\n",
                     db_text(r, i, R_MESSAGE));
}

/* What tells rows of a kind apart: a date, a year. */
static void when_of(struct html *h, const char *sort_key)
{
        char when[48];

        if (*sort_key)
                html(h, "<span class=\"muted\">%s</span>", html_when(sort_key, when));
}

static void record(struct web *w, const struct db_result *r, size_t i, const struct db_result *rows,
                   const struct db_result *names)
{
        struct html *h = &w->reply->body;
        struct word state = state_word(db_text(r, i, R_STATE));
        struct sides s = sides_of(w, rows, names, i);

        html(h, s.diff.count > 0 ? "<details class=\"record\" open><summary>"
                                 : "<details class=\"record\"><summary>");
        html(h, "<strong>%s</strong>", kind_title(w, db_text(r, i, R_KIND)));
        when_of(h, db_text(rows, i, P_SORT));
        if (s.diff.count > 0)
                page_badge(h, "warn", "Berbeda");
        if (strcmp(db_text(r, i, R_OP), "delete") == 0)
                page_badge(h, "calm", "Sudah dihapus di SIMPEG");
        if (strcmp(db_text(r, i, R_DOCUMENT), "sent") == 0)
                page_badge(h, "good", "Berkas terkirim");
        page_badge(h, state.tone, state.words);
        html(h, "</summary>\n<div class=\"inside\">");
        told(h, r, i);
        compare(h, &s, kind_title(w, db_text(r, i, R_KIND)), db_text(rows, i, P_SEEN));
        html(h, "</div></details>\n");
        sides_clear(&s);
}

/* Kinds of which a person has one row by nature: it needs no link to be found. */
static void single_kinds(const struct web *w, struct text *array)
{
        const struct descriptor_set *all = &w->site->catalog->all;

        for (size_t i = 0; i < all->count; i++) {
                if (all->items[i]->read_shape == READ_ONE)
                        db_array_add(array, all->items[i]->kind);
        }
}

bool person_records(struct web *w, const char *nip, struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *records = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *rows = NULL;
        CLEANUP(db_result_free_ptr) struct db_result *names = NULL;
        struct html *h = &w->reply->body;
        struct text single = {0};

        single_kinds(w, &single);
        bool ok = db_script(w->data, sql_source_begin, err) &&
                  db_query(w->data, sql_ctl_show_records, DB_ARGS(nip), &records, err) &&
                  db_query(w->data, sql_web_person_rows, DB_ARGS(nip, db_array_end(&single)), &rows,
                           err) &&
                  db_query(w->data, sql_web_person_names, DB_ARGS(nip), &names, err);
        db_rollback(w->data);
        text_free(&single);
        if (!ok)
                return false;
        html(h, "<section><h2>Data di SIMPEG dan di SIASN</h2>\n");
        for (size_t i = 0; i < db_rows(records) && i < db_rows(rows); i++)
                record(w, records, i, rows, names);
        if (db_rows(records) == 0)
                page_empty(h, "Belum ada riwayat yang terbaca dari SIMPEG.");
        html(h, "</section>\n");
        return true;
}
