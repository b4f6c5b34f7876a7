/* The persons behind a figure, and one person's evidence clause by clause. */
#include <stdio.h>
#include <string.h>

#include "engine/arrays.h"
#include "ground/mem.h"
#include "pure/rule_words.h"
#include "sql.h"
#include "web/page_indicator_private.h"
#include "web/words.h"

enum { I_NIP, I_NAME, I_VERDICT, I_REASON, I_CLASS, I_TMT, I_OPD, I_UNIT, I_STRICT, I_PERMISSIVE };

static const struct choice verdicts[] = {
        {"", "Semua putusan"},          {"pass", "Memenuhi"},
        {"fail", "Tidak memenuhi"},     {"unknown", "Belum dapat dinilai"},
        {"excluded", "Tidak dihitung"}, {NULL, NULL}};

static void csv_row(const struct site *site, const struct db_result *r, size_t i, struct text *out)
{
        (void)site;
        LIST_CELLS(out, db_text(r, i, I_NIP), db_text(r, i, I_NAME), db_text(r, i, I_VERDICT),
                   db_text(r, i, I_STRICT), db_text(r, i, I_PERMISSIVE), db_text(r, i, I_REASON),
                   db_text(r, i, I_CLASS), db_text(r, i, I_TMT), db_text(r, i, I_OPD),
                   db_text(r, i, I_UNIT));
}

const struct list indicator_persons_list = {
        .sql = sql_web_indicator_persons,
        .filters = 5,
        .keys = 1,
        .key_columns = {I_NIP},
        .file = "pegawai-indikator",
        .csv_head = "nip,nama,putusan,ketat,longgar,alasan,kelas,tmt,opd,unit",
        .csv_row = csv_row,
};

/* ---- The list ---- */

struct behind {
        const char *dimension, *value, *verdict;
        char number[24];
};

static void behind_read(const struct web *w, const struct kept *kept, struct behind *b)
{
        const struct fields *q = &w->request->query;

        b->dimension = fields_said(q, "menurut");
        b->value = fields_said(q, "nilai");
        if (b->value && strcmp(b->value, "-") == 0)
                b->value = "";
        b->verdict = list_choice(w, "putusan", verdicts);
        if (b->verdict && !*b->verdict)
                b->verdict = NULL;
        number_text(b->number, kept->id);
}

static void row(struct web *w, const struct db_result *r, size_t i, const void *arg)
{
        struct html *h = &w->reply->body;
        const struct kept *kept = arg;
        struct word verdict = verdict_word(db_text(r, i, I_VERDICT));
        const char *name = db_text(r, i, I_NAME), *nip = db_text(r, i, I_NIP);
        CLEANUP(free_ptr) char *reason = dimension_words("reason", db_text(r, i, I_REASON));
        struct text url = {0};

        text_addf(&url, "/indikator/%lld/pegawai", (long long)kept->id);
        url_segment(&url, nip);
        html(h, "<tr><td><a href=\"%s\">%s</a><small class=\"nip\">%s</small></td><td>",
             text_str(&url), *name ? name : nip, *name ? nip : "");
        text_free(&url);
        page_badge(h, verdict.tone, verdict.words);
        html(h, "</td><td class=\"wide\">%s</td><td>%s</td><td>", reason,
             class_words(db_text(r, i, I_CLASS)));
        html_time(h, db_text(r, i, I_TMT));
        html(h, "</td><td>%s<small>%s</small></td></tr>\n", db_text(r, i, I_OPD),
             db_text(r, i, I_UNIT));
}

static void form(struct web *w, const struct kept *kept, const struct behind *b)
{
        struct html *h = &w->reply->body;
        struct text action = {0};

        text_addf(&action, "/indikator/%lld/pegawai", (long long)kept->id);
        filter_begin(h, text_str(&action));
        text_free(&action);
        if (b->dimension)
                html(h,
                     "<input type=\"hidden\" name=\"menurut\" value=\"%s\"><input type=\"hidden\" "
                     "name=\"nilai\" value=\"%s\">",
                     b->dimension, b->value && *b->value ? b->value : "-");
        filter_select(h, "putusan", "Putusan", b->verdict, verdicts);
        filter_end(h);
}

static void about(struct web *w, const struct kept *kept, const struct behind *b)
{
        struct text lead = {0};
        char when[48];

        text_addf(&lead, "%s, potret %lld per %s", indicator_words(kept->indicator),
                  (long long)kept->id, html_when(kept->as_of, when));
        if (b->dimension) {
                CLEANUP(free_ptr)
                char *group = dimension_words(b->dimension, b->value ? b->value : "");

                text_addf(&lead, ". Kelompok: %s", group);
        }
        if (viewer_scope(w))
                text_addf(&lead, ". Hanya pegawai %s", w->viewer->opd_name);
        text_add_char(&lead, '.');
        page_begin(w, "Pegawai di balik angka", text_str(&lead));
        text_free(&lead);
}

static bool show(struct web *w, const struct kept *kept, const struct behind *b,
                 const char *const *filters, struct err *err)
{
        static const char *const names[] = {"menurut", "nilai", "putusan", NULL};
        CLEANUP(db_result_free_ptr) struct db_result *r = NULL;
        struct html *h = &w->reply->body;

        if (!list_read(w, &indicator_persons_list, filters, &r, err))
                return false;
        about(w, kept, b);
        form(w, kept, b);
        list_show(w, &indicator_persons_list,
                  &(struct list_table){
                          .caption = "Pegawai",
                          .columns = "Nama dan NIP|Putusan|Alasan|Kelas jabatan|TMT|OPD dan unit",
                          .nothing = "Tidak ada pegawai pada pilihan ini.",
                          .row = row,
                          .arg = kept},
                  r, names);
        html(h,
             "<p class=\"actions\"><a class=\"button\" href=\"/indikator/%lld\">Kembali ke potret"
             "</a></p>\n",
             (long long)kept->id);
        page_end(w);
        return true;
}

bool page_indicator_persons(struct web *w, struct err *err)
{
        struct kept kept = {0};
        struct behind b;
        bool ok = indicator_kept_of(w, &kept, err);

        if (ok && kept.row) {
                behind_read(w, &kept, &b);
                const char *filters[] = {b.number, b.dimension, b.value, b.verdict,
                                         viewer_scope(w)};
                ok = list_wants_csv(w) ? list_download(w, &indicator_persons_list, filters, err)
                                       : show(w, &kept, &b, filters, err);
        }
        kept_free(&kept);
        return ok;
}
