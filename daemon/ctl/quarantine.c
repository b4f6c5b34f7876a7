/*
 * Verb quarantine: what clerks have to correct, by OPD and by code.
 *
 * Headings of the export are in Bahasa Indonesia, for it goes to the OPDs as it is.
 */
#include <stdio.h>
#include <string.h>

#include "ctl/ctl.h"
#include "ground/mem.h"
#include "pure/fault.h"
#include "sql.h"

static const struct table_column list_columns[] = {
        {"opd_id", NULL, CELL_TEXT},          {"opd", "OPD", CELL_TEXT},
        {"code", "CODE", CELL_TEXT},          {"bkn", "BKN", CELL_TEXT},
        {"severity", "SEVERITY", CELL_TEXT},  {"rows", "ROWS", CELL_NUMBER},
        {"persons", "PERSONS", CELL_NUMBER},  {"first_seen", "FIRST SEEN", CELL_TEXT},
        {"last_seen", "LAST SEEN", CELL_TEXT}};

static const struct table_column show_columns[] = {{"opd_id", NULL, CELL_TEXT},
                                                   {"opd", "OPD", CELL_TEXT},
                                                   {"nip", "NIP", CELL_TEXT},
                                                   {"kind", "KIND", CELL_TEXT},
                                                   {"src_id", "SRC_ID", CELL_TEXT},
                                                   {"code", "CODE", CELL_TEXT},
                                                   {"bkn", "BKN", CELL_TEXT},
                                                   {"severity", "SEVERITY", CELL_TEXT},
                                                   {"field", "FIELD", CELL_TEXT},
                                                   {"value", NULL, CELL_TEXT},
                                                   {"sentence", "REASON", CELL_LONG},
                                                   {"first_seen", "FIRST SEEN", CELL_TEXT},
                                                   {"last_seen", "LAST SEEN", CELL_TEXT}};

static const struct table_column export_columns[] = {{"kode_opd", "", CELL_TEXT},
                                                     {"opd", "", CELL_TEXT},
                                                     {"nip", "", CELL_TEXT},
                                                     {"jenis", "", CELL_TEXT},
                                                     {"id_baris", "", CELL_TEXT},
                                                     {"kode", "", CELL_TEXT},
                                                     {"kode_bkn", "", CELL_TEXT},
                                                     {"tingkat", "", CELL_TEXT},
                                                     {"kolom", "", CELL_TEXT},
                                                     {"isi", "", CELL_TEXT},
                                                     {"perbaikan", "", CELL_TEXT},
                                                     {"pertama_terlihat", "", CELL_TEXT},
                                                     {"terakhir_terlihat", "", CELL_TEXT}};

static const struct table_column code_columns[] = {{"code", "CODE", CELL_TEXT},
                                                   {"bkn", "BKN", CELL_TEXT},
                                                   {"severity", "SEVERITY", CELL_TEXT},
                                                   {"sentence", "REASON", CELL_LONG}};

#define PAGE "1000" /* rows at a time */

/* Columns of ctl_quarantine_rows.sql. */
enum {
        ROW_OPD_ID,
        ROW_OPD,
        ROW_NIP,
        ROW_KIND,
        ROW_SRC_ID,
        ROW_CODE,
        ROW_SEVERITY,
        ROW_FIELD,
        ROW_VALUE,
        ROW_FIRST,
        ROW_LAST
};

struct filter {
        const char *opd, *kind;
        char *nip;         /* owned, or NULL */
        struct text code;  /* array literal; unused without --code */
        const char *codes; /* its text, or NULL */
};

static void filter_clear(struct filter *f)
{
        free(f->nip);
        text_free(&f->code);
}

/* "TIM_4" is one of "TIM_4/TIM_5", "TIM" the whole dimension. */
static bool is_bkn(const struct fault_kind *kind, const char *code)
{
        size_t len = strlen(code);

        for (const char *s = kind->bkn; s; s = strchr(s, '/') ? strchr(s, '/') + 1 : NULL) {
                if (strncmp(s, code, len) == 0 && strchr("/_", s[len] ? s[len] : '/'))
                        return true;
        }
        return false;
}

static bool read_filter(const struct ctl *ctl, struct filter *f, struct err *err)
{
        size_t found = 0;

        f->opd = ctl->option[OPT_OPD];
        f->kind = ctl->option[OPT_KIND];
        f->nip = ctl->option[OPT_NIP] ? ctl_plain_nip(ctl->option[OPT_NIP]) : NULL;
        if (!ctl->option[OPT_CODE])
                return true;
        for (size_t i = 0; i < fault_kinds_count; i++) {
                if (strcmp(fault_kinds[i].code, ctl->option[OPT_CODE]) != 0 &&
                    !is_bkn(&fault_kinds[i], ctl->option[OPT_CODE]))
                        continue;
                db_array_add(&f->code, fault_kinds[i].code);
                found++;
        }
        f->codes = db_array_end(&f->code);
        return found > 0 ||
               err_set(err,
                       "there is no code %s: `siasnctl quarantine codes` lists ours and those of "
                       "BKN that go with them",
                       ctl->option[OPT_CODE]);
}

static const char *bkn_of(const char *code)
{
        const struct fault_kind *kind = fault_kind_find(code);

        return kind && kind->bkn ? kind->bkn : "";
}

static const char *opd_word(const char *name)
{
        return *name ? name : "(tanpa OPD)";
}

/* ---- list ---- */

static enum ctl_exit list(const struct ctl *ctl, struct db *db, const struct filter *f,
                          struct err *err)
{
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        CLEANUP(table_free_ptr)
        struct table *table = table_new(list_columns, COUNT_OF(list_columns));

        if (!db_query(db, sql_ctl_quarantine_list, DB_ARGS(f->opd, f->codes, f->kind, f->nip, NULL),
                      &r, err))
                return CTL_FAILED;
        for (size_t i = 0; i < db_rows(r); i++)
                TABLE_ADD(table, db_text(r, i, 0), opd_word(db_text(r, i, 1)), db_text(r, i, 2),
                          bkn_of(db_text(r, i, 2)), db_text(r, i, 3), db_text(r, i, 4),
                          db_text(r, i, 5), db_text(r, i, 6), db_text(r, i, 7));
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:o}", "quarantine", table_json(table)));
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(table);
        else if (table_rows(table) > 0)
                table_print_text(table);
        else
                puts("nothing is in quarantine");
        return CTL_OK;
}

/* ---- show and export: page by page, so that memory does not grow with the quarantine ---- */

static void add_row(struct table *table, const struct db_result *r, size_t i)
{
        const char *code = db_text(r, i, ROW_CODE), *value = db_text(r, i, ROW_VALUE);
        const struct fault_kind *kind = fault_kind_find(code);
        CLEANUP(free_ptr)
        char *sentence = kind ? fault_sentence(kind, db_text(r, i, ROW_FIELD), value)
                              : mem_dup(value); /* a code of a newer version */

        TABLE_ADD(table, db_text(r, i, ROW_OPD_ID), opd_word(db_text(r, i, ROW_OPD)),
                  db_text(r, i, ROW_NIP), db_text(r, i, ROW_KIND), db_text(r, i, ROW_SRC_ID), code,
                  bkn_of(code), db_text(r, i, ROW_SEVERITY), db_text(r, i, ROW_FIELD), value,
                  sentence, db_text(r, i, ROW_FIRST), db_text(r, i, ROW_LAST));
}

/* The page after the last row of `last` (NULL: the first page). */
static bool next_page(struct db *db, const struct filter *f, const struct db_result *last,
                      struct db_result **ret, struct err *err)
{
        size_t i = last ? db_rows(last) - 1 : 0;

        return db_query(db, sql_ctl_quarantine_rows,
                        DB_ARGS(f->opd, f->codes, f->kind, f->nip,
                                last ? db_text(last, i, ROW_OPD_ID) : NULL,
                                last ? db_text(last, i, ROW_NIP) : NULL,
                                last ? db_text(last, i, ROW_KIND) : NULL,
                                last ? db_text(last, i, ROW_SRC_ID) : NULL,
                                last ? db_text(last, i, ROW_CODE) : NULL,
                                last ? db_text(last, i, ROW_FIELD) : NULL, NULL, PAGE),
                        ret, err);
}

/* Every row into `table`; with `csv` each page is printed and dropped. */
static bool read_pages(struct db *db, const struct filter *f, struct table *table, bool csv,
                       struct err *err)
{
        struct db_result *page = NULL;
        bool ok = true, more = true;

        while (ok && more) {
                struct db_result *next = NULL;

                ok = next_page(db, f, page, &next, err);
                db_result_free(page);
                page = next;
                more = ok && db_rows(page) > 0;
                for (size_t i = 0; more && i < db_rows(page); i++)
                        add_row(table, page, i);
                if (csv) {
                        table_print_csv_rows(table);
                        table_keep(table, 0);
                }
        }
        db_result_free(page);
        return ok;
}

static enum ctl_exit rows(const struct ctl *ctl, struct db *db, const struct filter *f,
                          bool exporting, struct err *err)
{
        bool csv = exporting || ctl->format == FORMAT_CSV;
        CLEANUP(table_free_ptr)
        struct table *table = exporting ? table_new(export_columns, COUNT_OF(export_columns))
                                        : table_new(show_columns, COUNT_OF(show_columns));

        if (ctl->option[OPT_BOM])
                fputs("\xEF\xBB\xBF", stdout);
        if (csv)
                table_print_csv_head(table);
        if (!db_script(db, sql_source_begin, err) || !read_pages(db, f, table, csv, err))
                return CTL_FAILED;
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:o}", "quarantine", table_json(table)));
        else if (!csv && table_rows(table) > 0)
                table_print_text(table);
        else if (!csv)
                puts("nothing is in quarantine");
        return CTL_OK;
}

/* ---- codes ---- */

enum ctl_exit ctl_quarantine_codes(const struct ctl *ctl, struct err *err)
{
        CLEANUP(table_free_ptr)
        struct table *table = table_new(code_columns, COUNT_OF(code_columns));

        (void)err;
        for (size_t i = 0; i < fault_kinds_count; i++) {
                const struct fault_kind *kind = &fault_kinds[i];

                TABLE_ADD(table, kind->code, kind->bkn ? kind->bkn : "",
                          fault_severity_name(kind->severity), kind->sentence);
        }
        if (ctl->format == FORMAT_JSON)
                ctl_print_json(json_pack("{s:o}", "codes", table_json(table)));
        else if (ctl->format == FORMAT_CSV)
                table_print_csv(table);
        else
                table_print_text(table);
        return CTL_OK;
}

/* ---- Verbs ---- */

typedef enum ctl_exit part(const struct ctl *ctl, struct db *db, const struct filter *f,
                           struct err *err);

static enum ctl_exit show(const struct ctl *ctl, struct db *db, const struct filter *f,
                          struct err *err)
{
        return rows(ctl, db, f, false, err);
}

static enum ctl_exit export(const struct ctl *ctl, struct db *db, const struct filter *f,
                            struct err *err) {
        return rows(ctl, db, f, true, err);
}

static enum ctl_exit filtered(const struct ctl *ctl, part *work, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        struct filter f = {0};
        enum ctl_exit ret = CTL_USAGE;

        if (read_filter(ctl, &f, err))
                ret = ctl_open_ready_state(ctl->config, &db, err) ? work(ctl, db, &f, err)
                                                                  : CTL_FAILED;
        filter_clear(&f);
        return ret;
}

enum ctl_exit ctl_quarantine_list(const struct ctl *ctl, struct err *err)
{
        return filtered(ctl, list, err);
}

enum ctl_exit ctl_quarantine_show(const struct ctl *ctl, struct err *err)
{
        return filtered(ctl, show, err);
}

enum ctl_exit ctl_quarantine_export(const struct ctl *ctl, struct err *err)
{
        return filtered(ctl, export, err);
}
