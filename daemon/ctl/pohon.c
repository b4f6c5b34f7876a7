/*
 * Verbs pohon: what they share, and counting. People at the personnel agency use these verbs, so
 * they speak Bahasa Indonesia.
 */
#include "ctl/pohon.h"

#include <stdio.h>
#include <string.h>

#include "engine/migrate.h"
#include "engine/pohon_run.h"
#include "ground/mem.h"

/* ---- Reading ---- */

static bool take_period(const char *typed, struct period *ret, struct err *err)
{
        *ret = pohon_current();
        if (!typed)
                return true;
        if (strlen(typed) == 4) {
                ret->quarter = QUARTERS;
                return period_parse_year(typed, &ret->year, err);
        }
        return period_parse(typed, ret, err);
}

bool pohon_view_read(const struct ctl *ctl, struct pohon_view *ret, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *db = NULL;
        CLEANUP(tree_free_ptr) struct tree *tree = NULL;

        if (!take_period(ctl->option[OPT_PERIOD], &ret->upto, err) ||
            !pohon_tree_load(ctl->config, &tree, err) ||
            !ctl_open_ready_state(ctl->config, &db, err) ||
            !pohon_year_read(db, tree, ret->upto.year, &ret->year, err))
                return false;
        ret->tree = TAKE_PTR(tree);
        return true;
}

void pohon_view_clear(struct pohon_view *view)
{
        pohon_year_free(view->year);
        tree_free(view->tree);
}

/* ---- Counting ---- */

static bool open_writable(const struct ctl *ctl, struct db **ret, struct err *err)
{
        CLEANUP(db_close_ptr) struct db *ready = NULL;

        return ctl_open_ready_state(ctl->config, &ready, err) &&
               ctl_open_state(ctl->config, false, ret, err);
}

static bool compute_periods(const struct ctl *ctl, struct pohon_run_settings *s, struct err *err)
{
        pohon_run_usual(s, pohon_current());
        if (!ctl->option[OPT_PERIOD])
                return true;
        s->period_count = 1;
        return period_parse(ctl->option[OPT_PERIOD], &s->periods[0], err);
}

static void tell_computed(const struct ctl *ctl, const struct pohon_run_report *r)
{
        if (ctl->format == FORMAT_JSON) {
                ctl_print_json(json_pack("{s:I, s:I, s:I, s:I}", "counted", (json_int_t)r->counted,
                                         "without_data", (json_int_t)r->without_data, "failed",
                                         (json_int_t)r->failed, "changed", (json_int_t)r->changed));
                return;
        }
        printf("%lld angka dihitung, %lld berubah, %lld tanpa data, %lld gagal\n",
               (long long)r->counted, (long long)r->changed, (long long)r->without_data,
               (long long)r->failed);
}

enum ctl_exit ctl_pohon_compute(const struct ctl *ctl, struct err *err)
{
        CLEANUP(tree_free_ptr) struct tree *tree = NULL;
        CLEANUP(db_close_ptr) struct db *source = NULL;
        CLEANUP(db_close_ptr) struct db *state = NULL;
        CLEANUP(pohon_run_free_ptr) struct pohon_run *run = NULL;
        struct pohon_run_settings s = {.source_schema = ctl->config->source_schema};

        if (!compute_periods(ctl, &s, err))
                return CTL_USAGE;
        if (!pohon_tree_load(ctl->config, &tree, err) || !open_writable(ctl, &state, err) ||
            !ctl_open_source_db(ctl->config, &source, err))
                return CTL_FAILED;
        s.tree = tree;
        s.source = source;
        s.state = state;
        if (!pohon_run_new(&s, &run, err) || !pohon_run_all(run, err))
                return CTL_FAILED;
        const struct pohon_run_report *r = pohon_run_report(run);
        tell_computed(ctl, r);
        if (!r->failed)
                return CTL_OK;
        err_set(err, "tidak dapat dihitung, angka sebelumnya tetap berlaku: %s",
                r->first_failure.text);
        return CTL_FAILED;
}
