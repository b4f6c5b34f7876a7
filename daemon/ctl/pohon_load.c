/* Verb pohon: many entries from a CSV file, and an IKM from the answers to a survey. All or none.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ctl/pohon.h"
#include "ground/mem.h"
#include "pure/csv.h"

enum { COMPLAINTS_MAX = 20 };

/* A file being read: what is wrong with it is collected, line by line. */
struct reading_file {
        struct csv *csv;
        struct text complaints;
        size_t wrong;
};

static void complain(struct reading_file *f, const char *words)
{
        if (f->wrong++ < COMPLAINTS_MAX)
                text_addf(&f->complaints, "baris %zu: %s\n", csv_line(f->csv), words);
}

/* The next record that is CSV; false at the end. */
static bool next(struct reading_file *f)
{
        enum csv_event event;

        while ((event = csv_next(f->csv)) == CSV_BAD)
                complain(f, csv_error(f->csv));
        return event == CSV_RECORD;
}

static bool open_csv(struct reading_file *f, const char *path, struct text *content,
                     struct err *err)
{
        if (!pohon_read_file(path, content, err))
                return false;
        f->csv = csv_new();
        csv_feed(f->csv, text_str(content), content->len);
        csv_end(f->csv);
        return next(f) || err_set(err, "%s kosong", path);
}

/* Says all that is wrong; true when nothing is. */
static bool settle(const struct reading_file *f, const char *path, struct err *err)
{
        if (f->wrong == 0)
                return true;
        fputs(text_str(&f->complaints), stderr);
        if (f->wrong > COMPLAINTS_MAX)
                fprintf(stderr, "dan %zu baris lain\n", f->wrong - COMPLAINTS_MAX);
        return err_set(err,
                       "%s tidak dimuat: perbaiki %zu baris, lalu ulangi; belum ada yang "
                       "tersimpan",
                       path, f->wrong);
}

static void close_csv(struct reading_file *f)
{
        csv_free(f->csv);
        text_free(&f->complaints);
}

/* ---- load ---- */

enum { COL_KIND, COL_NODE, COL_PERIOD, COL_VALUE, COL_DOCUMENT, COL_NOTE, COLS };

static const struct csv_column load_columns[COLS] = {
        [COL_KIND] = {"jenis", true},       [COL_NODE] = {"simpul", true},
        [COL_PERIOD] = {"periode", true},   [COL_VALUE] = {"nilai", true},
        [COL_DOCUMENT] = {"dokumen", true}, [COL_NOTE] = {"catatan", false},
};

static const struct {
        const char *word, *what;
} kinds[] = {{"target", "target"}, {"baseline", "baseline"}, {"realisasi", "value"}};

struct loading {
        struct reading_file file;
        const struct tree *tree;
        size_t at[COLS];
        struct pohon_entry *entries;
        char **owned; /* documents and notes of the entries */
        size_t count, owned_count;
};

static char *field_of(const struct loading *l, int column)
{
        return l->at[column] == CSV_NO_COLUMN ? mem_dup("")
                                              : text_squeeze(csv_field(l->file.csv, l->at[column]));
}

static bool take_kind(const char *word, struct pohon_entry *e, struct err *err)
{
        for (size_t i = 0; i < COUNT_OF(kinds); i++) {
                if (strcasecmp(word, kinds[i].word) == 0)
                        e->what = kinds[i].what;
        }
        return e->what || err_set(err,
                                  "jenis \"%s\" tidak dikenal: target, baseline, atau "
                                  "realisasi",
                                  word);
}

static bool take_period(const char *typed, struct pohon_entry *e, struct err *err)
{
        struct period p;

        if (strcmp(e->what, "baseline") == 0)
                return period_parse_year(typed, &e->year, err);
        if (!period_parse(typed, &p, err))
                return false;
        e->year = p.year;
        e->quarter = p.quarter;
        return true;
}

/* Keeps the string with the entries. */
static const char *keep(struct loading *l, char *text)
{
        l->owned = mem_resize_array(l->owned, l->owned_count + 1, sizeof *l->owned);
        l->owned[l->owned_count++] = text;
        return text;
}

static bool take_line(struct loading *l, struct pohon_entry *e, struct err *err)
{
        CLEANUP(free_ptr) char *kind = field_of(l, COL_KIND);
        CLEANUP(free_ptr) char *node = field_of(l, COL_NODE);
        CLEANUP(free_ptr) char *period = field_of(l, COL_PERIOD);
        CLEANUP(free_ptr) char *value = field_of(l, COL_VALUE);

        e->document = keep(l, field_of(l, COL_DOCUMENT));
        e->note = keep(l, field_of(l, COL_NOTE));
        if (!take_kind(kind, e, err) || !pohon_find_node(l->tree, node, &e->node, err) ||
            !take_period(period, e, err) || !pohon_entry_value(e, value, err) ||
            !pohon_entry_fits(e, err))
                return false;
        return *e->document || err_set(err, "kolom dokumen kosong");
}

static bool load_lines(struct loading *l, const char *by, struct err *err)
{
        if (!csv_header(l->file.csv, load_columns, COLS, l->at, err))
                return false;
        while (next(&l->file)) {
                struct pohon_entry e = {.by = by};
                struct err why;

                if (!take_line(l, &e, &why)) {
                        complain(&l->file, why.text);
                        continue;
                }
                l->entries = mem_resize_array(l->entries, l->count + 1, sizeof *l->entries);
                l->entries[l->count++] = e;
        }
        return true;
}

static void free_loading(struct loading *l)
{
        for (size_t i = 0; i < l->owned_count; i++)
                free(l->owned[i]);
        free(l->owned);
        free(l->entries);
        close_csv(&l->file);
}

enum ctl_exit ctl_pohon_load(const struct ctl *ctl, struct err *err)
{
        CLEANUP(tree_free_ptr) struct tree *tree = NULL;
        CLEANUP(text_free) struct text content = {0};
        struct loading l = {0};
        const char *path = ctl->words[0];

        if (!pohon_told_by(ctl, err))
                return CTL_USAGE;
        if (!pohon_tree_load(ctl->config, &tree, err))
                return CTL_FAILED;
        l.tree = tree;
        bool ok = open_csv(&l.file, path, &content, err) &&
                  load_lines(&l, ctl->option[OPT_BY], err) && settle(&l.file, path, err) &&
                  (l.count > 0 || err_set(err, "%s tidak berisi data", path)) &&
                  pohon_entries_write(ctl, l.entries, l.count, err);
        if (ok && ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:I}", "entries", (json_int_t)l.count));
        else if (ok)
                printf("%zu baris dimuat\n", l.count);
        free_loading(&l);
        return ok ? CTL_OK : CTL_FAILED;
}

/* ---- ikm import ---- */

/* Where u1 to u9 stand; other columns (time, unit, age, ...) are not read. */
static bool find_elements(const struct csv *csv, size_t at[IKM_ELEMENTS], struct err *err)
{
        for (size_t i = 0; i < IKM_ELEMENTS; i++)
                at[i] = CSV_NO_COLUMN;
        for (size_t i = 0; i < csv_count(csv); i++) {
                CLEANUP(free_ptr) char *name = text_squeeze(csv_field(csv, i));

                if (strlen(name) != 2 || (*name != 'u' && *name != 'U') || name[1] < '1' ||
                    name[1] > '9')
                        continue;
                if (at[name[1] - '1'] != CSV_NO_COLUMN)
                        return err_set(err, "baris judul: kolom %s ada dua kali", name);
                at[name[1] - '1'] = i;
        }
        for (int i = 0; i < IKM_ELEMENTS; i++) {
                if (at[i] == CSV_NO_COLUMN)
                        return err_set(err,
                                       "baris judul: tidak ada kolom u%d (%s); jawaban "
                                       "sembilan unsur berkolom u1 sampai u9",
                                       i + 1, ikm_element(i));
        }
        return true;
}

static bool count_answers(struct reading_file *f, struct ikm *ikm, struct err *err)
{
        size_t at[IKM_ELEMENTS];

        if (!find_elements(f->csv, at, err))
                return false;
        while (next(f)) {
                const char *answers[IKM_ELEMENTS];
                struct err why;

                for (int i = 0; i < IKM_ELEMENTS; i++)
                        answers[i] = csv_field(f->csv, at[i]);
                if (!ikm_add(ikm, answers, &why))
                        complain(f, why.text);
        }
        return true;
}

static char *survey_json(const struct ikm *ikm, const struct text *content)
{
        char hash[DIGEST_HEX];
        json_t *sums = json_array(), *filled = json_array();

        for (int i = 0; i < IKM_ELEMENTS; i++) {
                json_array_append_new(sums, json_integer(ikm->sum[i]));
                json_array_append_new(filled, json_integer(ikm->filled[i]));
        }
        json_t *all = json_pack("{s:I, s:o, s:o, s:s}", "respondents", (json_int_t)ikm->respondents,
                                "sum", sums, "filled", filled, "sha256",
                                digest_hex(text_str(content), content->len, hash));
        char *text = json_dumps(all, JSON_COMPACT);
        json_decref(all);
        return text;
}

static void tell_ikm(const struct ctl *ctl, const struct tree *tree, const struct ikm *ikm,
                     int64_t index)
{
        static const struct table_column columns[] = {{"unsur", "UNSUR", CELL_TEXT},
                                                      {"nama", "NAMA", CELL_TEXT},
                                                      {"jawaban", "JAWABAN", CELL_NUMBER},
                                                      {"rata_rata", "RATA-RATA", CELL_NUMBER}};
        CLEANUP(table_free_ptr) struct table *table = table_new(columns, COUNT_OF(columns));
        const struct scale *grades = &tree->ikm_grades;
        char text[DECIMAL_TEXT], code[16], filled[24];

        for (int i = 0; i < IKM_ELEMENTS; i++) {
                snprintf(code, sizeof code, "u%d", i + 1);
                snprintf(filled, sizeof filled, "%lld", (long long)ikm->filled[i]);
                TABLE_ADD(table, code, ikm_element(i), filled,
                          decimal_text(ikm_mean(ikm, i), '.', 4, text));
        }
        const char *grade = grades->bands[scale_find(grades, index)].name;
        if (ctl->format == FORMAT_JSON) {
                ctl_print_json(json_pack("{s:f, s:s, s:I, s:o}", "ikm", (double)index / DECIMAL_ONE,
                                         "mutu", grade, "responden", (json_int_t)ikm->respondents,
                                         "unsur", table_json(table)));
                return;
        }
        table_print_text(table);
        printf("\nIKM %s, mutu %s, %lld responden\n", decimal_text(index, ',', 2, text), grade,
               (long long)ikm->respondents);
}

static const struct tree_node *survey_node(const struct tree *tree)
{
        for (size_t i = 0; i < tree->count; i++) {
                if (tree->nodes[i].source == TREE_SURVEY)
                        return &tree->nodes[i];
        }
        return NULL;
}

static enum ctl_exit import_ikm(const struct ctl *ctl, struct period p, struct err *err)
{
        CLEANUP(tree_free_ptr) struct tree *tree = NULL;
        CLEANUP(text_free) struct text content = {0};
        struct pohon_entry e = {.what = "value",
                                .year = p.year,
                                .quarter = p.quarter,
                                .by = ctl->option[OPT_BY],
                                .document = ctl->option[OPT_DOCUMENT],
                                .note = ctl->option[OPT_NOTE]};
        struct reading_file f = {0};
        struct ikm ikm = {0};

        if (!pohon_tree_load(ctl->config, &tree, err))
                return CTL_FAILED;
        e.node = survey_node(tree);
        bool ok = (e.node || err_set(err, "pohon tidak punya simpul dengan \"source\": "
                                          "\"survey\"")) &&
                  pohon_entry_fits(&e, err) && open_csv(&f, ctl->words[1], &content, err) &&
                  count_answers(&f, &ikm, err) && settle(&f, ctl->words[1], err) &&
                  ikm_value(&ikm, &e.low, err);
        close_csv(&f);
        if (!ok)
                return CTL_FAILED;
        CLEANUP(free_ptr) char *survey = survey_json(&ikm, &content);
        e.high = e.low;
        e.survey = survey;
        if (!pohon_entries_write(ctl, &e, 1, err))
                return CTL_FAILED;
        tell_ikm(ctl, tree, &ikm, e.low);
        return CTL_OK;
}

enum ctl_exit ctl_pohon_ikm(const struct ctl *ctl, struct err *err)
{
        struct period p;

        if (strcmp(ctl->words[0], "import") != 0)
                err_set(err, "pohon ikm %s tidak dikenal: pohon ikm import BERKAS.csv",
                        ctl->words[0]);
        else if (period_parse(ctl->option[OPT_PERIOD], &p, err) && pohon_told_by(ctl, err))
                return import_ikm(ctl, p, err);
        return CTL_USAGE;
}
