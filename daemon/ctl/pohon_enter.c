/* Verb pohon: targets, baselines and values that people enter, one by one or from a CSV file. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "ctl/pohon.h"
#include "ground/mem.h"

enum { FILE_MAX_BYTES = 16 * 1024 * 1024 };

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

bool pohon_entries_write(const struct ctl *ctl, const struct pohon_entry *entries, size_t count,
                         struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;

        return ctl_open_writable_state(ctl->config, &db, err) &&
               pohon_entry_write(db, "siasnctl", entries, count, err);
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
