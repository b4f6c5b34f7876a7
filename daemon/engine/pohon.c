#include "engine/pohon.h"

#include <errno.h>
#include <string.h>

#include "data.h"
#include "engine/pohon_rule.h"
#include "ground/mem.h"

enum { TREE_FILE_MAX = 1024 * 1024 };

static bool read_file(const char *path, char **ret, struct err *err)
{
        FILE *f = fopen(path, "re");

        if (!f)
                return err_set(err, "[indicator] tree: cannot read %s: %s", path, strerror(errno));
        CLEANUP(free_ptr) char *text = mem_new_array(TREE_FILE_MAX + 1, 1);
        size_t len = fread(text, 1, TREE_FILE_MAX, f);
        fclose(f);
        if (len == TREE_FILE_MAX)
                return err_set(err, "[indicator] tree: %s is larger than 1 MiB: not a tree", path);
        *ret = TAKE_PTR(text);
        return true;
}

bool pohon_tree_load(const struct config *config, struct tree **ret, struct err *err)
{
        CLEANUP(free_ptr) char *text = NULL;

        if (!*config->indicator_tree)
                return tree_parse("pohon_kinerja.json", embedded_tree[0].text, pohon_rule_names,
                                  ret, err);
        return read_file(config->indicator_tree, &text, err) &&
               tree_parse(config->indicator_tree, text, pohon_rule_names, ret, err);
}

struct pohon_result pohon_result(const struct pohon_year *year, size_t row, int upto)
{
        const struct pohon_row *r = &year->rows[row];
        struct quarter quarters[QUARTERS];
        struct pohon_result result = {.band = -1};

        for (int i = 0; i < QUARTERS; i++)
                quarters[i] = r->cells[i].quarter;
        result.progress = progress_upto(r->node->accumulation, quarters, upto);
        result.capaian = capaian_of(r->node->polarity, year->tree->cap, result.progress.target,
                                    result.progress.value);
        if (result.capaian.why == CAPAIAN_KNOWN) {
                result.band = (int)scale_find(&year->tree->predicates, result.capaian.shown);
                result.predicate = year->tree->predicates.bands[result.band].name;
        }
        if (r->node->source == TREE_SURVEY && result.progress.value.known)
                result.grade = year->tree->ikm_grades
                                       .bands[scale_find(&year->tree->ikm_grades,
                                                         result.progress.value.value)]
                                       .name;
        return result;
}

static const char *no_value(const struct pohon_row *row, int upto)
{
        for (int i = upto; row->node->source == TREE_COMPUTED && i > 0; i--) {
                if (row->cells[i - 1].reason && *row->cells[i - 1].reason)
                        return row->cells[i - 1].reason;
        }
        return row->node->source == TREE_COMPUTED ? "belum dihitung" : "belum diisi";
}

const char *pohon_why(const struct pohon_row *row, const struct pohon_result *result, int upto)
{
        switch (result->capaian.why) {
        case CAPAIAN_NO_VALUE:
                return no_value(row, upto);
        case CAPAIAN_NO_TARGET:
                return "belum ada target";
        case CAPAIAN_NOTHING_DUE:
                return "target 0: tidak ada yang harus dicapai";
        default:
                return "";
        }
}
