/* Verb pohon: targets, baselines and values that people enter, one by one or from a CSV file. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "ctl/pohon.h"
#include "engine/arrays.h"
#include "engine/migrate.h"
#include "ground/mem.h"
#include "sql.h"

enum { FILE_MAX_BYTES = 16 * 1024 * 1024 };

bool pohon_find_node(const struct tree *tree, const char *code, const struct tree_node **ret,
                     struct err *err)
{
        *ret = tree_find(tree, code);
        return *ret || err_set(err,
                               "tidak ada simpul \"%s\"; `siasnctl pohon show` menampilkan "
                               "semua kode",
                               code);
}

bool pohon_entry_value(struct pohon_entry *entry, const char *typed, struct err *err)
{
        const char *dots = strstr(typed, "..");

        entry->withdrawn = strcmp(typed, "-") == 0;
        if (entry->withdrawn)
                return true;
        if (!dots || strcmp(entry->what, "target") != 0) {
                if (!decimal_parse(typed, &entry->low, err))
                        return false;
                entry->high = entry->low;
                return true;
        }
        CLEANUP(free_ptr) char *low = mem_dup_n(typed, (size_t)(dots - typed));
        if (!decimal_parse(low, &entry->low, err) || !decimal_parse(dots + 2, &entry->high, err))
                return false;
        return entry->low <= entry->high ||
               err_set(err, "\"%s\": batas bawah lebih besar daripada batas atas", typed);
}

/* The option's text, which blanks alone do not fill. */
static bool said(const char *text, const char *option, struct err *err)
{
        return text[strspn(text, " \t")] || err_set(err, "lengkapi %s", option);
}

bool pohon_told_by(const struct ctl *ctl, struct err *err)
{
        return said(ctl->option[OPT_BY], "--by", err) &&
               (!ctl->option[OPT_DOCUMENT] || said(ctl->option[OPT_DOCUMENT], "--document", err));
}

bool pohon_entry_fits(const struct pohon_entry *entry, struct err *err)
{
        struct period now = pohon_current();
        bool value = strcmp(entry->what, "value") == 0;

        if (!value)
                return true;
        if (entry->node->source == TREE_COMPUTED)
                return err_set(err, "%s dihitung dari data (%s), bukan diisi", entry->node->code,
                               entry->node->computed);
        if (entry->year > now.year || (entry->year == now.year && entry->quarter > now.quarter))
                return err_set(err, "triwulan %s tahun %d belum mulai: realisasi belum dapat diisi",
                               period_roman(entry->quarter), entry->year);
        if (entry->node->source == TREE_SURVEY && entry->high > INT64_C(100) * DECIMAL_ONE)
                return err_set(err, "%s adalah indeks: paling tinggi 100", entry->node->code);
        return true;
}

/* ---- Writing ---- */

struct batch {
        struct arrays entries, events;
};

static const char *decimal_or_null(const struct pohon_entry *e, int64_t n, char out[DECIMAL_TEXT])
{
        return e->withdrawn ? NULL : decimal_text(n, '.', 0, out);
}

static void add_event(struct batch *b, const struct pohon_entry *e)
{
        char low[DECIMAL_TEXT], high[DECIMAL_TEXT], period[PERIOD_TEXT];

        if (e->quarter)
                period_text((struct period){e->year, e->quarter}, period);
        else
                snprintf(period, sizeof period, "%d", e->year);
        json_t *detail =
                json_pack("{s:s, s:s, s:s?, s:s?, s:s, s:s}", "what", e->what, "period", period,
                          "low", decimal_or_null(e, e->low, low), "high",
                          decimal_or_null(e, e->high, high), "by", e->by, "document", e->document);
        CLEANUP(free_ptr) char *text = json_dumps(detail, JSON_COMPACT);
        json_decref(detail);
        ARRAYS_ADD(&b->events, "pohon_entry", "", "", e->node->code, text);
}

static void add_entry(struct batch *b, const struct pohon_entry *e)
{
        char low[DECIMAL_TEXT], high[DECIMAL_TEXT];

        ARRAYS_ADD(&b->entries, e->node->code, e->what, NUMBER(e->year),
                   e->quarter ? NUMBER(e->quarter) : NULL, decimal_or_null(e, e->low, low),
                   decimal_or_null(e, e->high, high), e->by, e->document, e->note ? e->note : "",
                   e->survey);
        add_event(b, e);
}

bool pohon_entries_write(const struct ctl *ctl, const struct pohon_entry *entries, size_t count,
                         struct err *err)
{
        CLEANUP(db_close_ptr) struct db *ready = NULL;
        CLEANUP(db_close_ptr) struct db *db = NULL;
        struct batch b = {0};
        const char *actor = "siasnctl";

        for (size_t i = 0; i < count; i++)
                add_entry(&b, &entries[i]);
        bool ok = ctl_open_ready_state(ctl->config, &ready, err) &&
                  ctl_open_state(ctl->config, false, &db, err) && db_begin(db, err) &&
                  arrays_query(db, sql_pohon_entry_add, NULL, 0,
                               &(struct arrays_part){&b.entries, 10}, 1, NULL, err) &&
                  arrays_query(db, sql_event_append, &actor, 1, &(struct arrays_part){&b.events, 5},
                               1, NULL, err) &&
                  db_commit(db, err);
        arrays_free(&b.entries);
        arrays_free(&b.events);
        return ok;
}

/* ---- One by one ---- */

static void tell_entry(const struct ctl *ctl, const struct pohon_entry *e)
{
        char text[POHON_TARGET_TEXT];
        struct target value = {.known = !e->withdrawn, .low = e->low, .high = e->high};

        if (ctl->format == FORMAT_JSON) {
                ctl_print_json(
                        json_pack("{s:s, s:s, s:i, s:o, s:s?}", "node", e->node->code, "what",
                                  e->what, "year", e->year, "quarter",
                                  e->quarter ? json_integer(e->quarter) : json_null(), "value",
                                  e->withdrawn ? NULL : pohon_target_text(value, '.', text)));
                return;
        }
        printf("%s %s: %s %s\n", e->node->code, tree_label(e->node),
               e->withdrawn ? "dicabut" : pohon_target_text(value, ',', text),
               e->withdrawn ? "" : e->node->unit);
}

static enum ctl_exit enter(const struct ctl *ctl, struct pohon_entry *e, struct err *err)
{
        CLEANUP(tree_free_ptr) struct tree *tree = NULL;

        e->by = ctl->option[OPT_BY];
        e->document = ctl->option[OPT_DOCUMENT];
        e->note = ctl->option[OPT_NOTE];
        if (!pohon_tree_load(ctl->config, &tree, err))
                return CTL_FAILED;
        if (!pohon_told_by(ctl, err) || !pohon_find_node(tree, ctl->words[0], &e->node, err) ||
            !pohon_entry_value(e, ctl->option[OPT_VALUE], err) || !pohon_entry_fits(e, err))
                return CTL_USAGE;
        if (!pohon_entries_write(ctl, e, 1, err))
                return CTL_FAILED;
        tell_entry(ctl, e);
        return CTL_OK;
}

enum ctl_exit ctl_pohon_enter(const struct ctl *ctl, struct err *err)
{
        struct pohon_entry e = {.what = "value"};
        struct period p;

        if (!period_parse(ctl->option[OPT_PERIOD], &p, err))
                return CTL_USAGE;
        e.year = p.year;
        e.quarter = p.quarter;
        return enter(ctl, &e, err);
}

enum ctl_exit ctl_pohon_target(const struct ctl *ctl, struct err *err)
{
        struct pohon_entry e = {.what = "target"};
        int64_t quarter;

        if (!period_parse_year(ctl->option[OPT_YEAR], &e.year, err))
                return CTL_USAGE;
        if (!text_to_int(ctl->option[OPT_QUARTER], 1, QUARTERS, &quarter)) {
                err_set(err, "--quarter adalah 1, 2, 3, atau 4, bukan \"%s\"",
                        ctl->option[OPT_QUARTER]);
                return CTL_USAGE;
        }
        e.quarter = (int)quarter;
        return enter(ctl, &e, err);
}

enum ctl_exit ctl_pohon_baseline(const struct ctl *ctl, struct err *err)
{
        struct pohon_entry e = {.what = "baseline"};

        return period_parse_year(ctl->option[OPT_YEAR], &e.year, err) ? enter(ctl, &e, err)
                                                                      : CTL_USAGE;
}

bool pohon_read_file(const char *path, struct text *ret, struct err *err)
{
        char chunk[8192];
        size_t n;
        FILE *f = fopen(path, "re");

        if (!f)
                return err_set(err, "tidak dapat membaca %s: %s", path, strerror(errno));
        while (ret->len <= FILE_MAX_BYTES && (n = fread(chunk, 1, sizeof chunk, f)) > 0)
                text_add_n(ret, chunk, n);
        bool broken = ferror(f);
        fclose(f);
        if (broken)
                return err_set(err, "tidak dapat membaca %s", path);
        return ret->len <= FILE_MAX_BYTES || err_set(err, "%s lebih besar daripada 16 MiB", path);
}
