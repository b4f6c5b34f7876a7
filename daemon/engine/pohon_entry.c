/* Entries of the performance tree: what is typed, whether it makes sense, how it is kept. */
#include "engine/pohon_entry.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "engine/arrays.h"
#include "ground/clock.h"
#include "ground/mem.h"
#include "sql.h"

struct period pohon_current(void)
{
        struct date d;

        clock_today(&d.year, &d.month, &d.day);
        return period_of(d);
}

const char *pohon_target_text(struct target target, char point, char out[POHON_TARGET_TEXT])
{
        char low[DECIMAL_TEXT], high[DECIMAL_TEXT];

        decimal_text(target.low, point, 0, low);
        decimal_text(target.high, point, 0, high);
        if (!target.known)
                out[0] = '\0';
        else if (target.low == target.high)
                snprintf(out, POHON_TARGET_TEXT, "%s", low);
        else
                snprintf(out, POHON_TARGET_TEXT, "%s..%s", low, high);
        return out;
}

const char *pohon_value_text(struct reading value, char point, char out[DECIMAL_TEXT])
{
        out[0] = '\0';
        return value.known ? decimal_text(value.value, point, 0, out) : out;
}

const char *pohon_capaian_text(const struct capaian *capaian, char point, char out[DECIMAL_TEXT])
{
        out[0] = '\0';
        return capaian->why == CAPAIAN_KNOWN ? decimal_text(capaian->shown, point, 2, out) : out;
}

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

static const char *decimal_or_null(const struct pohon_entry *e, int64_t n, char out[DECIMAL_TEXT])
{
        return e->withdrawn ? NULL : decimal_text(n, '.', 0, out);
}

/* The event's detail; caller frees. */
static char *detail_of(const struct pohon_entry *e)
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
        char *text = json_dumps(detail, JSON_COMPACT);
        json_decref(detail);
        return text;
}

static void add_entry(struct arrays *entries, const struct pohon_entry *e)
{
        CLEANUP(free_ptr) char *detail = detail_of(e);
        char low[DECIMAL_TEXT], high[DECIMAL_TEXT];

        ARRAYS_ADD(entries, e->node->code, e->what, NUMBER(e->year),
                   e->quarter ? NUMBER(e->quarter) : NULL, decimal_or_null(e, e->low, low),
                   decimal_or_null(e, e->high, high), e->by, e->document, e->note ? e->note : "",
                   e->survey, detail);
}

bool pohon_entry_write(struct db *state, const char *actor, const struct pohon_entry *entries,
                       size_t count, struct err *err)
{
        struct arrays rows = {0};

        for (size_t i = 0; i < count; i++)
                add_entry(&rows, &entries[i]);
        bool ok = count == 0 || arrays_query(state, sql_pohon_entry_write, &actor, 1,
                                             &(struct arrays_part){&rows, 11}, 1, NULL, err);
        arrays_free(&rows);
        return ok;
}
