#include "engine/pohon_rule.h"

#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "pure/percent.h"
#include "sql.h"

/* The two percentages come from the snapshots that `siasnctl indicator compute` has signed. */
static const struct pohon_rule rules[] = {
        {.name = "penempatan",
         .sql = sql_pohon_indikator,
         .on_state = true,
         .percent = true,
         .nothing = "tidak ada data: belum ada hitungan indikator dalam triwulan ini"},
        {.name = "diklat_struktural",
         .sql = sql_pohon_indikator,
         .on_state = true,
         .percent = true,
         .nothing = "tidak ada data: belum ada hitungan indikator dalam triwulan ini"},
        {.name = "pemutakhiran",
         .sql = sql_pohon_pemutakhiran,
         .on_state = true,
         .nothing = "tidak ada data: siasn-sync belum berjalan"},
        {.name = "mutasi", .sql = sql_pohon_mutasi, .needs = {"v_rw_jabatan"}},
        {.name = "promosi", .sql = sql_pohon_promosi, .needs = {"v_rw_jabatan"}},
        {.name = "pemberhentian", .sql = sql_pohon_pemberhentian, .needs = {"v_rw_pemberhentian"}},
        {.name = "pendidikan_lanjutan",
         .sql = sql_pohon_pendidikan_lanjutan,
         .needs = {"v_pegawai", "v_rw_pendidikan", "v_rw_pendidikan.tgl_lulus"}},
        {.name = "sk_fungsional", .sql = sql_pohon_sk_fungsional, .needs = {"v_rw_jabatan"}},
        {.name = "penilaian", .sql = sql_pohon_penilaian, .needs = {"v_pegawai", "v_rw_skp"}},
        {.name = "kompetensi_teknis", .sql = sql_pohon_kompetensi_teknis, .needs = {"v_rw_kursus"}},
        {.name = "kompetensi_manajerial",
         .sql = sql_pohon_kompetensi_manajerial,
         .needs = {"v_rw_diklat"}},
};

const char *const pohon_rule_names[] = {
        "penempatan", "diklat_struktural", "pemutakhiran",          "mutasi",
        "promosi",    "pemberhentian",     "pendidikan_lanjutan",   "sk_fungsional",
        "penilaian",  "kompetensi_teknis", "kompetensi_manajerial", NULL};

_Static_assert(COUNT_OF(pohon_rule_names) == COUNT_OF(rules) + 1, "one name a rule");

const struct pohon_rule *pohon_rule_find(const char *name)
{
        size_t i = 0;

        while (i + 1 < COUNT_OF(rules) && strcmp(rules[i].name, name) != 0)
                i++;
        return &rules[i];
}

/* "view" or "view.column". */
static bool has(const struct probe *probe, const char *need)
{
        const char *dot = strchr(need, '.');

        if (!dot)
                return probe_has_view(probe, need);
        CLEANUP(free_ptr) char *view = mem_dup_n(need, (size_t)(dot - need));
        return probe_has_column(probe, view, dot + 1);
}

char *pohon_rule_lacks(const struct pohon_rule *rule, const struct probe *probe)
{
        struct text out = {0};

        for (size_t i = 0; i < COUNT_OF(rule->needs) && rule->needs[i]; i++) {
                if (has(probe, rule->needs[i]))
                        continue;
                text_addf(&out, "tidak ada data: SIMPEG tidak menyediakan %s", rule->needs[i]);
                return text_take(&out);
        }
        return NULL;
}

char *pohon_rule_sql(const struct pohon_rule *rule, struct db *db, const struct probe *probe)
{
        CLEANUP(free_ptr) char *indicator = db_literal(db, rule->name);

        const char *periodic = probe_has_view(probe, "v_rw_kinerja") ? sql_pohon_berkala
                                                                     : sql_pohon_berkala_kosong;

        return db_expand(rule->sql, (const char *[]){"indikator", indicator, "berkala", periodic,
                                                     "perpindahan", sql_pohon_perpindahan, NULL});
}

void pohon_rule_count(const struct pohon_rule *rule, const struct db_result *rows,
                      struct pohon_count *ret)
{
        *ret = (struct pohon_count){0};
        if (db_rows(rows) == 0)
                return;
        ret->known = db_value(rows, 0, 0) != NULL;
        ret->has_denominator = db_value(rows, 0, 1) != NULL;
        snprintf(ret->value, sizeof ret->value, "%s", db_text(rows, 0, 0));
        snprintf(ret->numerator, sizeof ret->numerator, "%s", db_text(rows, 0, 0));
        snprintf(ret->denominator, sizeof ret->denominator, "%s", db_text(rows, 0, 1));
        snprintf(ret->counted, sizeof ret->counted, "%s", db_text(rows, 0, 2));
        if (rule->percent) {
                ret->known = db_int(rows, 0, 1) > 0;
                percent_text(db_int(rows, 0, 0), db_int(rows, 0, 1), ret->value);
        }
}
