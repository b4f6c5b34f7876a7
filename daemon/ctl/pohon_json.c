/* The performance tree as JSON, for programs: show --json and export --json. */
#include <stdlib.h>

#include "ctl/pohon.h"
#include "ground/mem.h"

static json_t *number(const char *text)
{
        return *text ? json_real(strtod(text, NULL)) : json_null();
}

static json_t *words(const char *text)
{
        return text && *text ? json_string(text) : json_null();
}

static json_t *reading_json(struct reading value)
{
        char text[DECIMAL_TEXT];

        return number(pohon_value_text(value, '.', text));
}

/* A number, {"low", "high"} for a range, null. */
static json_t *target_json(struct target target)
{
        if (!target.known || target.low == target.high)
                return reading_json((struct reading){target.known, target.low});
        return json_pack("{s:o, s:o}", "low", reading_json((struct reading){true, target.low}),
                         "high", reading_json((struct reading){true, target.high}));
}

static json_t *told_json(const struct pohon_told *told)
{
        if (!told->by)
                return json_null();
        return json_pack("{s:s, s:s, s:s, s:o, s:I}", "by", told->by, "at", told->at, "document",
                         told->document, "note", words(told->note), "corrections",
                         (json_int_t)told->corrections);
}

static json_t *count_json(const char *text)
{
        return text ? json_integer(strtoll(text, NULL, 10)) : json_null();
}

static json_t *computed_json(const struct pohon_cell *c)
{
        if (!c->computed_at)
                return json_null();
        return json_pack("{s:o, s:o, s:s, s:s, s:o}", "numerator", count_json(c->numerator),
                         "denominator", count_json(c->denominator), "at", c->computed_at, "hash",
                         c->source_hash, "reason", words(c->reason));
}

static json_t *quarters_json(const struct pohon_row *row)
{
        json_t *all = json_array();

        for (int q = 0; q < QUARTERS; q++) {
                const struct pohon_cell *c = &row->cells[q];
                json_t *survey = c->survey ? json_loads(c->survey, 0, NULL) : NULL;

                json_array_append_new(
                        all, json_pack("{s:i, s:o, s:o, s:o, s:o, s:o, s:o}", "quarter", q + 1,
                                       "target", target_json(c->quarter.target), "value",
                                       reading_json(c->quarter.value), "target_entry",
                                       told_json(&c->target), "value_entry", told_json(&c->value),
                                       "computed", computed_json(c), "survey",
                                       survey ? survey : json_null()));
        }
        return all;
}

static json_t *result_json(const struct pohon_view *view, size_t row)
{
        struct pohon_result r = pohon_result(view->year, row, view->upto.quarter);
        const char *why = pohon_why(&view->year->rows[row], &r, view->upto.quarter);
        bool known = r.capaian.why == CAPAIAN_KNOWN;

        return json_pack("{s:o, s:o, s:o, s:i, s:o, s:o, s:o, s:o, s:o}", "target",
                         target_json(r.progress.target), "value", reading_json(r.progress.value),
                         "as_of_quarter",
                         r.progress.as_of ? json_integer(r.progress.as_of) : json_null(),
                         "missing_quarters", r.progress.missing, "capaian",
                         reading_json((struct reading){known, r.capaian.shown}), "capaian_uncapped",
                         reading_json((struct reading){known, r.capaian.raw}), "predicate",
                         words(r.predicate), "grade", words(r.grade), "why", words(why));
}

static json_t *node_json(const struct pohon_view *view, size_t row)
{
        static const char *const sources[] = {"entered", "survey", "computed"};
        const struct pohon_row *r = &view->year->rows[row];
        const struct tree_node *n = r->node;
        json_t *node = json_pack(
                "{s:s, s:s, s:o, s:o, s:s, s:o, s:o, s:s, s:s, s:s, s:s, s:o, s:s, s:o}", "code",
                n->code, "level", tree_level_name(n->level), "parent",
                words(n->parent == TREE_NO_PARENT ? NULL : view->tree->nodes[n->parent].code),
                "performance", words(n->performance), "csf", n->csf, "indicator",
                words(n->indicator), "condition", words(n->condition), "unit", n->unit, "polarity",
                n->polarity == POLARITY_NEGATIVE ? "negative" : "positive", "accumulation",
                n->accumulation == ACCUMULATE_SUM ? "sum" : "last", "source", sources[n->source],
                "computed", words(n->computed), "responsible", n->responsible, "definition",
                words(n->definition));

        json_object_set_new(node, "baseline",
                            r->baseline_told.by
                                    ? json_pack("{s:i, s:o, s:o}", "year", r->baseline_year,
                                                "value", reading_json(r->baseline), "entry",
                                                told_json(&r->baseline_told))
                                    : json_null());
        json_object_set_new(node, "quarters", quarters_json(r));
        json_object_set_new(node, "result", result_json(view, row));
        return node;
}

static json_t *scale_json(const struct scale *scale)
{
        json_t *bands = json_array();

        for (size_t i = 0; i < scale->count; i++)
                json_array_append_new(
                        bands,
                        json_pack("{s:s, s:o}", "name", scale->bands[i].name, "from",
                                  reading_json((struct reading){true, scale->bands[i].from})));
        return json_pack("{s:s, s:o}", "basis", scale->basis, "bands", bands);
}

json_t *pohon_json(const struct pohon_view *view)
{
        const struct tree *t = view->tree;
        json_t *nodes = json_array();
        char period[PERIOD_TEXT];

        for (size_t i = 0; i < t->count; i++)
                json_array_append_new(nodes, node_json(view, i));
        return json_pack("{s:{s:s, s:s, s:s, s:s, s:o, s:s, s:o}, s:s, s:o, s:o, s:o}", "tree",
                         "name", t->name, "version", t->version, "sha256", t->hash, "status",
                         *t->decree ? "resmi" : "belum resmi", "decree", words(t->decree), "agency",
                         t->agency, "cap", reading_json((struct reading){t->cap > 0, t->cap}),
                         "period", period_text(view->upto, period), "predicates",
                         scale_json(&t->predicates), "ikm_grades", scale_json(&t->ikm_grades),
                         "nodes", nodes);
}
